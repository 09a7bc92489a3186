; Generated from grammar/queries/highlights.scm by `cargo xtask grammar`.

; Prose

(quotation) @string

(mark) @punctuation.special

(escape) @string.escape

(span
  [
    "["
    "]"
  ] @punctuation.bracket)

; Annotations

(annotation
  [
    "{"
    "}"
  ] @punctuation.special)

(kind) @keyword

(flag) @keyword

(label) @label

(attribute
  key: (key) @attribute
  "=" @operator)

(attribute
  value: (value) @string)

(value
  [
    ","
    ";"
  ] @punctuation.delimiter)

(label_reference) @label

(path) @string.special

; Actors and sources

(actor_reference) @constant

((actor_reference
  id: (identifier) @constant)
  (#eq? @constant "author"))

(source_reference) @link_text

(actor_declaration
  "@" @constant
  id: (identifier) @constant
  ":" @punctuation.delimiter)

(source_declaration
  "^" @link_text
  id: (identifier) @link_text
  ":" @punctuation.delimiter)

(name) @emphasis.strong

; Fields

(front_matter
  "---" @punctuation.special)

(field
  key: (field_key) @property
  ":" @punctuation.delimiter)

(field
  (value) @string)

; Notes

(note) @comment
