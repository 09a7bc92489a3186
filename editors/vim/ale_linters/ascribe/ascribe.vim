" The language server, for ALE

call ale#Set('ascribe_executable', 'ascribe')

" Folder of the nearest repository, configuration or cast, or else of the document.
function! ale_linters#ascribe#ascribe#ProjectRoot(buffer) abort
  let l:repository = ale#path#FindNearestDirectory(a:buffer, '.git')
  if !empty(l:repository)
    return fnamemodify(l:repository, ':h:h')
  endif
  for l:name in ['ascribe.toml', 'cast.ascribe']
    let l:file = ale#path#FindNearestFile(a:buffer, l:name)
    if !empty(l:file)
      return fnamemodify(l:file, ':h')
    endif
  endfor
  return fnamemodify(bufname(a:buffer), ':p:h')
endfunction

call ale#linter#Define('ascribe', {
      \ 'name': 'ascribe',
      \ 'lsp': 'stdio',
      \ 'executable': {buffer -> ale#Var(buffer, 'ascribe_executable')},
      \ 'command': '%e lsp',
      \ 'project_root': function('ale_linters#ascribe#ascribe#ProjectRoot'),
      \ })
