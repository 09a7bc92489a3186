; Generated from grammar/queries/textobjects.scm by `cargo xtask grammar`.

; Functions: quotations and spans

(quotation) @function.around

(quotation
  open: (mark) @function.inside
  close: (mark) @function.inside)

(quotation
  !close) @function.inside

(span) @function.around

(span
  "[" @function.inside
  "]" @function.inside)

; Classes: declarations and front matter

[
  (front_matter)
  (actor_declaration)
  (source_declaration)
] @class.around

(front_matter
  (field)+ @class.inside)

(actor_declaration
  (field)+ @class.inside)

(source_declaration
  (field)+ @class.inside)

; Comments: notes

(note)+ @comment.around

(note
  text: (note_text) @comment.inside)
