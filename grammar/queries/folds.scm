; Front matter, declarations and paragraphs of two lines or more

[
  (front_matter)
  (actor_declaration)
  (source_declaration)
  (paragraph)
] @fold

; Adjacent declarations, and adjacent notes

([
  (actor_declaration)
  (source_declaration)
]+ @fold)

((note)+ @fold)
