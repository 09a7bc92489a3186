" Indents the fields of declarations

if exists('b:did_indent')
  finish
endif
let b:did_indent = 1

setlocal indentexpr=AscribeIndent(v:lnum)
setlocal indentkeys=o,O
let b:undo_indent = 'setlocal indentexpr< indentkeys<'

if exists('*AscribeIndent')
  finish
endif

" Columns of a line: those of a field below a declaration or another field, and none elsewhere.
function AscribeIndent(line) abort
  let l:above = getline(a:line - 1)
  return l:above =~# '^[@^][^@^#{}\[\],;:=[:blank:]]\+:\|^\s\+\S[^:]*:' ? shiftwidth() : 0
endfunction
