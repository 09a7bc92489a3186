// Parses a document through the C binding, and prints its tree.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tree_sitter/api.h>
#include <tree_sitter/tree-sitter-ascribe.h>

int main(void) {
  const char *text = "@moe: Ida Moe\n\n\"No,\"{@moe} she said.\n";
  TSParser *parser = ts_parser_new();
  if (!ts_parser_set_language(parser, tree_sitter_ascribe())) {
    fputs("the runtime does not take this grammar's ABI\n", stderr);
    return 1;
  }
  TSTree *tree = ts_parser_parse_string(parser, NULL, text, (uint32_t)strlen(text));
  char *printed = ts_node_string(ts_tree_root_node(tree));
  puts(printed);
  free(printed);
  ts_tree_delete(tree);
  ts_parser_delete(parser);
  return 0;
}
