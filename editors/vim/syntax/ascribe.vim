" Annotated news articles

if exists('b:current_syntax')
  finish
endif

syntax spell toplevel
syntax sync minlines=100

syntax match ascribeNote /^%%.*$/ contains=@Spell

syntax region ascribeFrontMatter matchgroup=ascribeMark start=/\%^---\s*$/ end=/^---\s*$/ keepend contains=ascribeField
syntax region ascribeDeclaration start=/^[@^][^@^#{}\[\],;:=[:blank:]]\+:/ end=/^\ze\S/ end=/^\s*$/ contains=ascribeHead,ascribeField
syntax match ascribeHead /\%(^\|\n\)\@1<=[@^][^@^#{}\[\],;:=[:blank:]]\+:.*$/ contained contains=ascribeActor,ascribeSource,ascribeName
syntax match ascribeName /:\s*\zs\S.*$/ contained contains=@Spell
syntax match ascribeField /^\s*[^@^#{}\[\],;:=[:blank:]]\+\s*:.*$/ contained contains=ascribeKey,ascribeValue
syntax match ascribeKey /^\s*\zs[^@^#{}\[\],;:=[:blank:]]\+\ze\s*:/ contained
syntax match ascribeValue /:\s*\zs\S.*$/ contained contains=ascribeActor,ascribeSource,@Spell

" A quotation ends with its paragraph at the latest.
syntax region ascribeQuotation start=/“/ end=/”/ end=/^\s*$/ contains=ascribeEscape,ascribeAnnotation,@Spell
syntax region ascribeQuotation start=/„/ end=/[“”]/ end=/^\s*$/ contains=ascribeEscape,ascribeAnnotation,@Spell
syntax region ascribeQuotation start=/«/ end=/»/ end=/^\s*$/ contains=ascribeEscape,ascribeAnnotation,@Spell
syntax region ascribeQuotation start=/「/ end=/」/ end=/^\s*$/ contains=ascribeEscape,ascribeAnnotation,@Spell
syntax region ascribeQuotation start=/\%(^\|[[:blank:](\[{—–-]\)\@3<="\S\@=/ end=/"/ end=/^\s*$/ contains=ascribeEscape,ascribeAnnotation,@Spell

syntax match ascribeEscape /\\[][\\{}"%@^,'`«»‘’‚‛“”„‟‹›「」『』-]/

syntax region ascribeAnnotation matchgroup=ascribeMark start=/[]"'”’“‘»«›‹」』]\@4<={/ end=/}\|$/ oneline
      \ contains=ascribeKind,ascribeDraft,ascribeActor,ascribeSource,ascribeLabel,ascribeAttribute,ascribeString,@NoSpell
syntax match ascribeKind /\<\%(claim\|quote\|opinion\|mention\|cue\|evidence\)\>/ contained
syntax match ascribeDraft /\<draft\>/ contained
syntax match ascribeActor /@[^@^#{}\[\],;:=[:blank:]]*/ contained
syntax match ascribeSource /\^[^@^#{}\[\],;:=[:blank:]]*/ contained
syntax match ascribeLabel /#[^@^#{}\[\],;:=[:blank:]]*/ contained
syntax match ascribeAttribute /[^@^#{}\[\],;:=[:blank:]]\+=/ contained
syntax region ascribeString start=/=\@1<="/ skip=/\\./ end=/"/ oneline contained

highlight default link ascribeActor Constant
highlight default link ascribeAttribute Identifier
highlight default link ascribeDraft Todo
highlight default link ascribeEscape SpecialChar
highlight default link ascribeKey Identifier
highlight default link ascribeKind Statement
highlight default link ascribeLabel Tag
highlight default link ascribeMark Delimiter
highlight default link ascribeName Title
highlight default link ascribeNote Comment
highlight default link ascribeQuotation String
highlight default link ascribeSource Type
highlight default link ascribeString String
highlight default link ascribeValue String

let b:current_syntax = 'ascribe'
