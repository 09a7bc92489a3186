; Front matter, declarations and paragraphs of two lines or more

[
  (front_matter)
  (actor_declaration)
  (source_declaration)
  (paragraph)
] @fold

; Declarations, and notes, that follow one another

([
  (actor_declaration)
  (source_declaration)
]+ @fold)

((note)+ @fold)
