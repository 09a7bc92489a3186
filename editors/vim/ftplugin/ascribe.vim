" Options for annotated news articles

if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1

setlocal comments=:%% commentstring=%%\ %s

" Prose: a paragraph may be one long line, and is never hard-wrapped.
setlocal wrap linebreak textwidth=0

" Keep the end of the file as it is, with or without a newline.
setlocal nofixendofline

" Fields of declarations.
setlocal expandtab shiftwidth=2 softtabstop=-1

" Hovers and completion take an id with its sign.
setlocal iskeyword=@,48-57,_,-,192-255

" Declarations are folded, and unfolded by what jumps to them.
if get(g:, 'ascribe_folds', 1)
  setlocal foldmethod=expr foldexpr=ascribe#fold(v:lnum) foldtext=ascribe#foldtext()
endif

let b:undo_ftplugin = 'setlocal comments< commentstring< wrap< linebreak< textwidth< fixendofline<'
      \ . ' expandtab< shiftwidth< softtabstop< iskeyword< foldmethod< foldexpr< foldtext<'
