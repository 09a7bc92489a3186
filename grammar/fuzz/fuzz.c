/* Any bytes are parsed without a fault, and a tree that follows an edit is the tree of the edited bytes; and the scanner
 * reads any bytes alone, whatever it is told may come. The first three bytes say which edit is made, and what may come.
 * See docs/testing.md. */

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <tree_sitter/api.h>

const TSLanguage *tree_sitter_ascribe(void);
void *ascribe_scanner_new(unsigned entrance);
void ascribe_scanner_delete(void *scanner);
int ascribe_scan(void *scanner, const uint8_t *text, size_t size, size_t at, const bool *valid, size_t range[2]);

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

/* Editors edit whole characters; a tree is not followed into the middle of one. */
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

static void scan(const uint8_t *text, size_t size, uint32_t seed) {
  void *scanner = ascribe_scanner_new(seed % 3);
  size_t range[2] = {0, 0};
  for (int empty = 0; empty < 200;) {
    bool valid[64];
    for (int token = 0; token < 64; token++) {
      seed = seed * 1664525 + 1013904223;
      valid[token] = seed >> 30;
    }
    size_t at = range[1];
    int token = ascribe_scan(scanner, text, size, at, valid, range);
    if (token >= 0 && (range[0] < at || range[1] < range[0] || range[1] > size)) abort();
    empty = range[1] > at ? 0 : empty + 1;
  }
  ascribe_scanner_delete(scanner);
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
  scan(text, size, data[0] | (uint32_t)data[1] << 8 | (uint32_t)data[2] << 16);
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
