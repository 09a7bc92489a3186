; No two patterns capture one node, since editors differ in whether the first or the last pattern
; wins. Nested nodes win over enclosing ones everywhere.

; Prose

(paragraph) @spell

(quotation) @markup.quote

(mark) @punctuation.special

(escape) @string.escape

(span
  [
    "["
    "]"
  ] @punctuation.bracket)

; Annotations

(annotation) @nospell

(annotation
  [
    "{"
    "}"
  ] @punctuation.special)

(kind) @keyword

(flag) @keyword.modifier

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

(path) @string.special.path

; Actors and sources

(actor_reference) @constant

((actor_reference
  id: (identifier) @constant.builtin)
  (#eq? @constant.builtin "author"))

(source_reference) @markup.link

(actor_declaration
  "@" @constant
  id: (identifier) @constant
  ":" @punctuation.delimiter)

(source_declaration
  "^" @markup.link
  id: (identifier) @markup.link
  ":" @punctuation.delimiter)

(name) @markup.strong

; Fields

(front_matter
  "---" @punctuation.special)

(field
  key: (field_key) @property
  ":" @punctuation.delimiter)

(field
  (value) @string)

; Unreadable parts of a field or an annotation

(unreadable) @error

; Notes

(note) @comment

(note_text) @spell
