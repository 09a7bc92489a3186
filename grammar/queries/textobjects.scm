; Plain text has no node, so the inner part of a quotation or span keeps its marks and loses its
; annotation. A capture of several nodes extends from the first to the last of them. No grammar is
; injected into notes, since Helix would then find no text objects in them.

; Functions: quotations and spans

(quotation) @function.outer

(quotation
  open: (mark) @function.inner
  close: (mark) @function.inner)

(quotation
  !close) @function.inner

(span) @function.outer

(span
  "[" @function.inner
  "]" @function.inner)

; Classes: declarations and front matter

[
  (front_matter)
  (actor_declaration)
  (source_declaration)
] @class.outer

(front_matter
  (field)+ @class.inner)

(actor_declaration
  (field)+ @class.inner)

(source_declaration
  (field)+ @class.inner)

; Paragraphs

(paragraph) @paragraph.outer @paragraph.inner

; Blocks: annotations

(annotation) @block.outer

(annotation
  "{"
  .
  (_)+ @block.inner)

; Parameters: the items of an annotation

(annotation
  [
    (kind)
    (flag)
    (actor_reference)
    (source_reference)
    (label)
    (unreadable)
  ] @parameter.outer @parameter.inner)

(attribute) @parameter.outer

(attribute
  value: (value) @parameter.inner)

; Entries: fields

(field) @entry.outer

(field
  value: (_) @entry.inner)

; Assignments: fields and attributes

(field
  key: (field_key) @assignment.lhs
  value: (_) @assignment.rhs) @assignment.outer

(attribute
  key: (key) @assignment.lhs
  value: (value) @assignment.rhs) @assignment.outer

; Comments: notes

(note)+ @comment.outer

(note
  text: (note_text) @comment.inner)
