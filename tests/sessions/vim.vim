" Drives a session that is recorded: Vim with ALE and quay.ascribe.

function s:settle() abort
  sleep 500m
endfunction

function s:go_to(text) abort
  call cursor(1, 1)
  call search('\C\V' . a:text, 'cW')
endfunction

" Asks for completion, without a key that would stop it.
function AscribeComplete() abort
  call ale#completion#OmniFunc(1, '')
  call s:settle()
  return ''
endfunction

function s:main(_) abort
  call s:settle()
  " Hover, definition, references.
  call s:go_to('@lund ^log')
  ALEHover
  call s:settle()
  ALEGoToDefinition
  call s:settle()
  ALEFindReferences -quickfix
  call s:settle()
  silent! cclose
  " Typing who said it, with completion behind the brace.
  call s:go_to('” said Nils')
  call feedkeys("a{\<C-r>=AscribeComplete()\<CR>", 'tx')
  execute "normal a@falk}\<Esc>"
  ALELint
  call s:settle()
  " A fix and a new name.
  call s:go_to('claim #late')
  ALECodeAction
  call feedkeys("1\<CR>", 't')
  call s:settle()
  call s:go_to('@falk: Nils')
  call feedkeys(":ALERename\<CR>\<C-u>nils-falk\<CR>", 'tx')
  call s:settle()
  call writefile(['recorded'], $RESULTS)
  ALEStopAllLSPs
  call s:settle()
  qall!
endfunction

autocmd VimEnter * call timer_start(0, function('s:main'))
