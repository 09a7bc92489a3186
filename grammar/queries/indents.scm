; Fields of declarations

[
  (actor_declaration)
  (source_declaration)
] @indent.begin
