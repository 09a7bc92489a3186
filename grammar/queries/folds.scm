[
  (front_matter)
  (actor_declaration)
  (source_declaration)
] @fold
