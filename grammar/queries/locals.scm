(document) @local.scope

; Definitions

(actor_declaration
  id: (identifier) @local.definition)

(source_declaration
  id: (identifier) @local.definition)

(label
  id: (identifier) @local.definition)

; References

(actor_reference
  id: (identifier) @local.reference)

(source_reference
  id: (identifier) @local.reference)

; With a path, the label belongs to another document.
(label_reference
  !document
  id: (identifier) @local.reference)
