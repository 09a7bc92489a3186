// Tokens read by the scanner over a text that lies in memory: the part of tree-sitter's lexer that it asks for.

#include "scanner.c"

typedef struct {
  TSLexer lexer;  // the first, so that a pointer to it is one to all of this
  const uint8_t *text;
  size_t size;
  size_t start;
  size_t at;
  size_t end;
  unsigned width;  // bytes of the character at `at`; 0 at the end of the text
} Reading;

// What `Entrance` in parser.rs says, in its order.
static const uint8_t ENTRANCES[] = {DOCUMENT_START | BLOCK_START | OPENING, BLOCK_START | OPENING, OPENING};

static bool is_continuation(uint8_t byte) { return (byte & 0xC0) == 0x80; }

// Reads the character at `at`; of what is no UTF-8 each byte is a character that means nothing.
static void look(Reading *r) {
  size_t left = r->size - r->at;
  if (left == 0) {
    r->width = 0;
    r->lexer.lookahead = 0;
    return;
  }
  const uint8_t *c = r->text + r->at;
  r->width = 1;
  r->lexer.lookahead = c[0];
  if (c[0] < 0x80) return;
  unsigned width = c[0] < 0xE0 ? 2 : c[0] < 0xF0 ? 3 : 4;
  int32_t character = c[0] & (0xFF >> (width + 1));
  bool valid = c[0] >= 0xC2 && c[0] < 0xF5 && width <= left;
  for (unsigned i = 1; valid && i < width; i++) {
    valid = is_continuation(c[i]);
    character = character << 6 | (c[i] & 0x3F);
  }
  if (valid) r->width = width;
  r->lexer.lookahead = valid ? character : -1;
}

static void reading_advance(TSLexer *lexer, bool skip) {
  Reading *r = (Reading *)lexer;
  r->at += r->width;
  if (skip) r->start = r->at;
  look(r);
}

static void reading_mark_end(TSLexer *lexer) {
  Reading *r = (Reading *)lexer;
  r->end = r->at;
}

static bool reading_eof(const TSLexer *lexer) {
  const Reading *r = (const Reading *)lexer;
  return r->at >= r->size;
}

// A scanner that stands in an entrance; NULL if there is no memory.
void *ascribe_scanner_new(unsigned entrance) {
  Scanner *s = ts_malloc(sizeof(Scanner));
  if (!s) return NULL;
  reset(s);
  s->flags = ENTRANCES[entrance];
  return s;
}

void ascribe_scanner_delete(void *scanner) { ts_free(scanner); }

// Reads the token at `at` that is one of those that may stand there: its place in `enum TokenType`, or -1 if there is
// none, and its bytes in `range`.
int ascribe_scan(void *scanner, const uint8_t *text, size_t size, size_t at, const bool *valid,
                 size_t range[2]) {
  Reading r = {
      .lexer = {.advance = reading_advance, .mark_end = reading_mark_end, .eof = reading_eof},
      .text = text,
      .size = size,
      .start = at,
      .at = at,
      .end = SIZE_MAX,
  };
  look(&r);
  if (!tree_sitter_ascribe_external_scanner_scan(scanner, &r.lexer, valid)) return -1;
  range[1] = r.end == SIZE_MAX ? r.at : r.end;
  // Blanks may have been skipped for nothing.
  range[0] = r.start < range[1] ? r.start : range[1];
  return r.lexer.result_symbol;
}
