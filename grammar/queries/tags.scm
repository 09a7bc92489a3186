(actor_declaration
  id: (identifier) @name) @definition.class

(source_declaration
  id: (identifier) @name) @definition.module

(label
  id: (identifier) @name) @definition.constant

(actor_reference
  id: (identifier) @name) @reference.class

(source_reference
  id: (identifier) @name) @reference.module

(label_reference
  id: (identifier) @name) @reference.constant
