; Generated from grammar/queries/indents.scm by `cargo xtask grammar`.

; Fields of declarations

[
  (actor_declaration)
  (source_declaration)
] @indent
