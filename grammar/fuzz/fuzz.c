/* Fuzz target: arbitrary bytes are parsed without a fault, and the tree after an incremental edit
 * equals the tree of the edited bytes. The first three bytes of the input choose the edit. See
 * docs/testing.md. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <tree_sitter/api.h>
#include <tree_sitter/tree-sitter-ascribe.h>

static TSPoint point_at(const uint8_t *text, uint32_t byte) {
  TSPoint point = {0, 0};
  for (uint32_t at = 0; at < byte; at++) {
    point.column++;
    if (text[at] == '\n') {
      point.row++;
      point.column = 0;
    }
  }
  return point;
}

/* Start of the character at a byte: editors edit whole characters only. */
static uint32_t char_start(const uint8_t *text, uint32_t size, uint32_t byte) {
  while (byte > 0 && byte < size && (text[byte] & 0xC0) == 0x80) byte--;
  return byte;
}

static TSTree *parse(TSParser *parser, const TSTree *old, const uint8_t *text, uint32_t size) {
  TSTree *tree = ts_parser_parse_string(parser, old, (const char *)text, size);
  if (tree == NULL || ts_node_end_byte(ts_tree_root_node(tree)) != size) abort();
  return tree;
}

static void same(const TSTree *one, const TSTree *other) {
  char *left = ts_node_string(ts_tree_root_node(one));
  char *right = ts_node_string(ts_tree_root_node(other));
  if (strcmp(left, right) != 0) abort();
  free(left);
  free(right);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length) {
  static TSParser *parser;
  if (parser == NULL) {
    parser = ts_parser_new();
    ts_parser_set_language(parser, tree_sitter_ascribe());
  }
  if (length < 3) return 0;
  const uint8_t *text = data + 3;
  uint32_t size = (uint32_t)(length - 3);
  uint32_t start = size == 0 ? 0 : (data[0] | (uint32_t)data[1] << 8) % size;
  uint32_t end = start + data[2] % 32;
  if (end > size) end = size;
  start = char_start(text, size, start);
  end = char_start(text, size, end);

  uint32_t left = size - (end - start);
  uint8_t *edited = malloc(left + 1);
  memcpy(edited, text, start);
  memcpy(edited + start, text + end, size - end);

  TSTree *tree = parse(parser, NULL, text, size);
  TSInputEdit edit = {start, end, start, point_at(text, start), point_at(text, end), point_at(text, start)};
  ts_tree_edit(tree, &edit);
  TSTree *followed = parse(parser, tree, edited, left);
  TSTree *fresh = parse(parser, NULL, edited, left);
  same(followed, fresh);
  ts_tree_delete(tree);
  ts_tree_delete(followed);
  ts_tree_delete(fresh);
  free(edited);
  return 0;
}
