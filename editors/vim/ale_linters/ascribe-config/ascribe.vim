" The language server for ascribe.toml, for ALE

call ale#Set('ascribe_executable', 'ascribe')

call ale#linter#Define('ascribe-config', {
      \ 'name': 'ascribe',
      \ 'lsp': 'stdio',
      \ 'language': 'toml',
      \ 'executable': {buffer -> ale#Var(buffer, 'ascribe_executable')},
      \ 'command': '%e lsp',
      \ 'project_root': function('ale_linters#ascribe#ascribe#ProjectRoot'),
      \ })
