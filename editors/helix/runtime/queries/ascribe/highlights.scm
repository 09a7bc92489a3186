; Generated from grammar/queries/highlights.scm by `cargo xtask grammar`.

; Prose

(quotation) @string

(mark) @punctuation.special

(escape) @constant.character.escape

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

(flag) @keyword.storage.modifier

(label) @label

(attribute
  key: (key) @attribute
  "=" @operator)

(attribute
  value: (value) @string.special)

(value
  [
    ","
    ";"
  ] @punctuation.delimiter)

(label_reference) @label

(path) @string.special.path

; Actors and sources

(actor_reference) @tag

((actor_reference
  id: (identifier) @constant.builtin)
  (#eq? @constant.builtin "author"))

(source_reference) @namespace

(actor_declaration
  "@" @tag
  id: (identifier) @tag
  ":" @punctuation.delimiter)

(source_declaration
  "^" @namespace
  id: (identifier) @namespace
  ":" @punctuation.delimiter)

(name) @markup.heading

; Fields

(front_matter
  "---" @punctuation.special)

(field
  key: (field_key) @attribute
  ":" @punctuation.delimiter)

(field
  (value) @string.special)

; Unreadable parts of a field or an annotation

(unreadable) @error

; Notes

(note) @comment
