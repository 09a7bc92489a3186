; Text objects under the names that Neovim (`outer`, `inner`) and Helix (`around`, `inside`) use.
; Plain text has no node, so the inner part of a quotation or span keeps its marks and loses its
; annotation. A capture of several nodes extends from the first to the last of them. No grammar is
; injected into notes, since Helix would then find no text objects in them.

; Functions: quotations and spans

(quotation) @function.outer @function.around

(quotation
  open: (mark) @function.inner @function.inside
  close: (mark) @function.inner @function.inside)

(quotation
  !close) @function.inner @function.inside

(span) @function.outer @function.around

(span
  "[" @function.inner @function.inside
  "]" @function.inner @function.inside)

; Classes: declarations and front matter

[
  (front_matter)
  (actor_declaration)
  (source_declaration)
] @class.outer @class.around

(front_matter
  (field)+ @class.inner @class.inside)

(actor_declaration
  (field)+ @class.inner @class.inside)

(source_declaration
  (field)+ @class.inner @class.inside)

; Blocks: annotations

(annotation) @block.outer @block.around

(annotation
  "{"
  .
  (_)+ @block.inner @block.inside)

; Parameters: the items of an annotation

(annotation
  [
    (kind)
    (flag)
    (actor_reference)
    (source_reference)
    (label)
    (unreadable)
  ] @parameter.outer @parameter.inner @parameter.around @parameter.inside)

(attribute) @parameter.outer @parameter.around

(attribute
  value: (value) @parameter.inner @parameter.inside)

; Entries: fields

(field) @entry.outer @entry.around

(field
  value: (_) @entry.inner @entry.inside)

; Assignments: fields and attributes

(field
  key: (field_key) @assignment.lhs
  value: (_) @assignment.rhs) @assignment.outer

(attribute
  key: (key) @assignment.lhs
  value: (value) @assignment.rhs) @assignment.outer

; Comments: notes

(note)+ @comment.outer @comment.around

(note
  text: (note_text) @comment.inner @comment.inside)
