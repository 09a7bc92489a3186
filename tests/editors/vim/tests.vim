" Ascribe in a real Vim with ALE; writes to the file $RESULTS.

let s:passed = 0
let s:failed = 0
let s:article = expand('%:p')

function s:say(line) abort
  call writefile([a:line], $RESULTS, 'a')
endfunction

function s:equal(name, actual, expected) abort
  if a:actual ==# a:expected
    let s:passed += 1
    call s:say('ok    ' . a:name)
  else
    let s:failed += 1
    call s:say('FAIL  ' . a:name)
    call s:say('      actual: ' . string(a:actual))
    call s:say('      expected: ' . string(a:expected))
  endif
endfunction

" Calls a function until it returns the expected value, and checks that.
function s:eventually(name, expected, Function) abort
  let l:actual = v:null
  for l:_ in range(500)
    silent! let l:actual = a:Function()
    if l:actual ==# a:expected
      break
    endif
    sleep 20m
  endfor
  call s:equal(a:name, l:actual, a:expected)
endfunction

" Puts the cursor on the first character of a text in the article.
function s:go_to(text) abort
  if expand('%:p') !=# s:article
    execute 'edit' fnameescape(s:article)
  endif
  call cursor(1, 1)
  if !search('\C\V' . a:text, 'cW')
    throw 'not in the article: ' . a:text
  endif
endfunction

" Errors and warnings: code, line, column and severity.
function s:diagnostics() abort
  let l:found = filter(copy(ale#engine#GetLoclist(bufnr())), {_, item -> item.type !=# 'I'})
  return map(l:found, {_, item -> [get(item, 'code', ''), item.lnum, item.col, item.type]})
endfunction

function s:place() abort
  return [expand('%:t'), line('.')]
endfunction

let s:quote = ['unattributed-quote', 22, 1, 'W']
let s:actor = ['undefined-actor', 24, 57, 'E']

function s:opening() abort
  call s:equal('the file type is ascribe', &filetype, 'ascribe')
  call s:equal('the options suit prose', [&l:wrap, &l:linebreak, &l:fixendofline, &l:commentstring], [1, 1, 0, '%% %s'])
  for [l:text, l:group] in [
        \ ['---', 'ascribeMark'],
        \ ['title', 'ascribeKey'],
        \ ['Eastmere ferry to', 'ascribeValue'],
        \ ['@oduya:', 'ascribeActor'],
        \ ['Samuel', 'ascribeName'],
        \ ['role', 'ascribeKey'],
        \ ['^council-meeting:', 'ascribeSource'],
        \ ['The ferry', ''],
        \ ['The quay', 'ascribeQuotation'],
        \ ['{@lind} Lind', 'ascribeMark'],
        \ ['@lind} Lind', 'ascribeActor'],
        \ ['Lind said', ''],
        \ ['claim #cost', 'ascribeKind'],
        \ ['#cost', 'ascribeLabel'],
        \ ['%% Said', 'ascribeNote'],
        \ ['Nobody', 'ascribeQuotation'],
        \ ]
    call s:go_to(l:text)
    call s:equal('the syntax of ' . l:text, synIDattr(synID(line('.'), col('.'), 1), 'name'), l:group)
  endfor
endfunction

function s:reading() abort
  call s:eventually('the diagnostics and their places', [s:quote, s:actor], function('s:diagnostics'))
  call s:go_to('@lind}')
  ALEHover
  call s:eventually('ALEHover shows who it is', 1, {-> execute('messages') =~# 'Chair of the Harbour Board'
        \ || join(getbufline(bufnr('ALEPreviewWindow'), 1, '$')) =~# 'Chair of the Harbour Board'})
  silent! pclose
  call s:go_to('Maren Lind told')
  ALEGoToDefinition
  call s:eventually('a definition from a name in the text', ['cast.ascribe', 4], function('s:place'))
  call s:go_to('@lind}')
  ALEFindReferences -quickfix
  call s:eventually('references without the declaration, in closed documents too', 7, {-> len(getqflist())})
  silent! cclose
endfunction

" Keeps the actors that the omni function offers. It is asked without keys, which would stop it.
function AscribeOffered() abort
  call ale#completion#OmniFunc(1, '')
  for l:_ in range(500)
    let l:items = ale#completion#GetCompletionResult()
    if l:items isnot v:null
      let s:offered = filter(map(copy(l:items), 'v:val.word'), 'v:val =~# "^@\\?\\w"')
      break
    endif
    sleep 20m
  endfor
  return ''
endfunction

function s:editing() abort
  call s:go_to('”')
  execute "normal a{@oduya}\<Esc>"
  ALELint
  call s:eventually('typing who said it takes the warning away', [s:actor], function('s:diagnostics'))
  undo
  " The events of a change wait for the end of the script.
  ALELint
  call s:eventually('undoing it brings the warning back', [s:quote, s:actor], function('s:diagnostics'))
  call s:go_to('”')
  let s:offered = []
  call feedkeys("a{\<C-r>=AscribeOffered()\<CR>", 'tx')
  call s:equal('completion behind a brace offers the likely speaker first', s:offered[0], '@oduya')
  undo
  call s:go_to('”')
  let s:offered = []
  call feedkeys("a{@od\<C-r>=AscribeOffered()\<CR>", 'tx')
  call s:equal('behind a sign it offers nothing, rather than the sign twice', s:offered, [])
  undo
endfunction

function s:indenting() abort
  enew
  setfiletype ascribe
  execute "normal i@berg: Ada Berg\<CR>role: Mayor\<CR>aka: Berg\<CR>\<CR>She said so.\<Esc>"
  call s:equal('fields are indented, and text is not', getline(1, '$'), ['@berg: Ada Berg', '  role: Mayor', '  aka: Berg', '', 'She said so.'])
  bdelete!
endfunction

function s:folding() abort
  edit cast.ascribe
  call s:equal('declarations are folded when a document is opened', [foldclosed(1) > 0, foldclosed('$') > 0], [1, 1])
  call s:equal('a fold has the names', foldtextresult(foldclosed('$')) =~# '^+-- \d declarations: .*Lind', 1)
  normal! zR
  call s:equal('they can be unfolded', foldclosed('$'), -1)
  enew
  setfiletype ascribe
  call setline(1, ['---', 'title: Bridge', '---', '', '@berg: Ada Berg', '  role: Mayor', '', '@holm: Karin Holm', '', 'She said so.', '', '^log: Log', '', 'He left.'])
  call s:equal('the article is not folded', map(range(1, 14), 'foldclosed(v:val)'), [-1, -1, -1, -1, 5, 5, 5, 5, -1, -1, -1, -1, -1, -1])
  bdelete!
endfunction

function s:configuring() abort
  edit ascribe.toml
  call setline(1, ['[lints]', 'quote-without-speaker = "loud"'])
  call s:equal('ascribe.toml has a file type of its own', &filetype, 'toml.ascribe-config')
  ALELint
  call s:eventually('and is checked', 1, {-> len(ale#engine#GetLoclist(bufnr())) > 0})
  bdelete!
endfunction

function s:saving() abort
  call s:go_to('Nobody')
  write
  call s:equal('saving adds no last newline', readblob(s:article)[-1] == 10, v:false)
endfunction

function s:main(_) abort
  try
    call s:opening()
    call s:reading()
    call s:editing()
    call s:indenting()
    call s:folding()
    call s:configuring()
    call s:saving()
  catch
    call s:equal('no test breaks off', v:exception . ' in ' . v:throwpoint, '')
  endtry
  call s:say(printf('%d passed, %d failed', s:passed, s:failed))
  if s:failed > 0
    cquit
  endif
  qall!
endfunction

autocmd VimEnter * call timer_start(0, function('s:main'))
