" Folds of declarations

let s:head = '^[@^]\a[[:alnum:]_.-]*:'

" Whether a line is the head or a field of a declaration.
function s:is_declared(line) abort
  return getline(a:line) =~# s:head . '\|^\s\+\S'
endfunction

" Level of a line, for 'foldexpr': declarations in a row are one fold.
function ascribe#fold(line) abort
  let l:before = prevnonblank(a:line - 1)
  if getline(a:line) =~# s:head
    return l:before > 0 && s:is_declared(l:before) ? '1' : '>1'
  endif
  if getline(a:line) =~# '^\s\+\S'
    return '='
  endif
  let l:behind = nextnonblank(a:line)
  return l:behind > a:line && getline(l:behind) =~# s:head && s:is_declared(l:before) ? '1' : '0'
endfunction

" Text of a fold, for 'foldtext': the names that it declares.
function ascribe#foldtext() abort
  let l:names = map(filter(getline(v:foldstart, v:foldend), {_, line -> line =~# s:head}), {_, line -> matchstr(line, ':\s*\zs.*')})
  return '+-- ' . len(l:names) . (len(l:names) == 1 ? ' declaration: ' : ' declarations: ') . join(l:names, ', ')
endfunction
