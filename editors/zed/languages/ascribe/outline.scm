; Generated from grammar/queries/tags.scm by `cargo xtask grammar`.

(actor_declaration
  id: (identifier) @name) @item

(source_declaration
  id: (identifier) @name) @item

(label
  id: (identifier) @name) @item
