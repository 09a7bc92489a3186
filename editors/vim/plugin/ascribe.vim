" The language server, for vim-lsp

if exists('g:loaded_ascribe')
  finish
endif
let g:loaded_ascribe = 1

function s:register() abort
  call lsp#register_server({
        \ 'name': 'ascribe',
        \ 'cmd': {_ -> ['ascribe', 'lsp']},
        \ 'root_uri': {_ -> lsp#utils#path_to_uri(s:root())},
        \ 'allowlist': ['ascribe', 'toml.ascribe-config'],
        \ 'languageId': {_ -> &filetype ==# 'ascribe' ? 'ascribe' : 'toml'},
        \ })
endfunction

" Folder of the nearest repository, configuration or cast, or else of the document.
function s:root() abort
  let l:file = lsp#utils#get_buffer_path()
  for l:names in [['.git/', '.git'], ['ascribe.toml', 'cast.ascribe']]
    let l:root = lsp#utils#find_nearest_parent_file_directory(l:file, l:names)
    if !empty(l:root)
      return l:root
    endif
  endfor
  return fnamemodify(l:file, ':h')
endfunction

augroup ascribe
  autocmd!
  autocmd User lsp_setup call s:register()
  autocmd User lsp_buffer_enabled if &filetype =~# '\<ascribe\>' | setlocal omnifunc=lsp#complete tagfunc=lsp#tagfunc | endif
augroup END
