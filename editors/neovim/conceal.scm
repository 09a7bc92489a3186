
; Markup that reading mode hides

((annotation) @conceal
  (#set! conceal ""))

(span
  [
    "["
    "]"
  ] @conceal
  (#set! conceal ""))

((escape) @conceal
  (#offset! @conceal 0 0 0 -1)
  (#set! conceal ""))
