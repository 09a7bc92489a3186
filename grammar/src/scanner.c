// The parts of the Ascribe grammar that depend on what came before on the line, on what is open, or
// on what the next line looks like. docs/language.md states the rules in prose.
//
// Linear in the text: a character is looked at once as text, and at most twice more as lookahead
// (once by a line end that something open would cross, once by an opening single mark).

#include "tree_sitter/alloc.h"
#include "tree_sitter/parser.h"

#include <stddef.h>
#include <string.h>

enum TokenType {
  FRONT_MATTER_OPEN,
  FRONT_MATTER_CLOSE,
  ACTOR_MARKER,
  SOURCE_MARKER,
  NOTE_MARKER,
  BLANK_LINE,
  NEWLINE,
  FIELD_INDENT,
  FIELD_KEY,
  UNREADABLE,
  IDENTIFIER,
  TEXT,
  ESCAPE,
  QUOTATION_OPEN,
  QUOTATION_CLOSE,
  BRACKET_OPEN,
  BRACKET_CLOSE,
  UNCLOSED,
  LINE_CONTINUES,
  PARAGRAPH_END,
  ANNOTATION_OPEN,
  ANNOTATION_CLOSE,
  ANNOTATION_UNFINISHED,
  KIND,
  FLAG,
  KEY,
  WORD,
  STRAY,
  STRING,
  BARE,
  LINE,
  VALUE,
  TAIL,
};

// What may be open in a paragraph. Marks of one family close each other.
enum Open { BRACKET, CURLY, GUILLEMET, SINGLE };

enum {
  MAX_DEPTH = 100,           // a bracket nested deeper is text
  LONG_LINE = 120,           // columns; a longer line was not wrapped by hand
  SHORT_LINE = 60,           // columns; a line ended before these was ended on purpose
  MAX_COLUMN = 200,          // where counting stops
  SINGLE_REACH_LINES = 8,    // line ends over which the end of a single quotation is looked for
  FRONT_MATTER_LINES = 200,  // lines in which front matter must close
  WORD_BYTES = 12,           // longer than any kind or flag
};

enum Flag {
  DOCUMENT_START = 1,  // nothing has been read
  BLOCK_START = 2,     // a declaration may stand here
  OPENING = 4,         // a straight mark here would open a quotation
  CLOSING = 8,         // the paragraph ends here; what is open is being closed
  CONTINUES = 16,      // the line end here was found to be text
};

typedef struct {
  uint8_t flags;
  uint8_t column;  // characters of article text on this line, up to MAX_COLUMN
  uint8_t depth;
  uint8_t stack[MAX_DEPTH];
} Scanner;

static void reset(Scanner *s) {
  s->flags = DOCUMENT_START | BLOCK_START | OPENING;
  s->column = 0;
  s->depth = 0;
}

static bool has(const Scanner *s, enum Flag flag) { return s->flags & flag; }

static void set(Scanner *s, enum Flag flag, bool on) {
  s->flags = on ? s->flags | flag : s->flags & ~flag;
}

static bool is_newline(int32_t c) { return c == '\n' || c == '\r'; }

static bool is_blank(int32_t c) {
  return c == ' ' || c == '\t' || c == '\v' || c == '\f' || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
         c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

// Behind these a straight mark opens.
static bool is_opening(int32_t c) {
  return is_blank(c) || c == '(' || c == '[' || c == '{' || c == '<' || c == '-' ||
         (c >= 0x2010 && c <= 0x2015) || c == 0x2018 || c == 0x201A || c == 0x2039;
}

static bool is_quotation_mark(int32_t c) {
  return c == '"' || c == 0xAB || c == 0xBB || (c >= 0x2018 && c <= 0x201F) || c == 0x2039 ||
         c == 0x203A || c == '\'' || c == '`';
}

static bool is_escapable(int32_t c) {
  return c == '\\' || c == '{' || c == '}' || c == '[' || c == ']' || c == '%' || c == '@' ||
         c == '^' || c == '-' || is_quotation_mark(c);
}

// Beyond ASCII whatever is no blank, punctuation or symbol counts as a letter, so that every script
// and its combining marks may be used.
static bool is_letter(int32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return !(c < 0xC0 && c != 0xAA && c != 0xB5 && c != 0xBA) && c != 0xD7 && c != 0xF7 &&
         !(c >= 0x2000 && c <= 0x206F) && !(c >= 0x2190 && c <= 0x2BFF) &&
         !(c >= 0x3000 && c <= 0x3004) && !(c >= 0x3008 && c <= 0x3020) && c != 0x1680 &&
         c != 0xFEFF && !(c >= 0xFF00 && c <= 0xFF0F);
}

static bool is_identifier_character(int32_t c) {
  return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

static void advance(TSLexer *lexer) { lexer->advance(lexer, false); }

static bool at_line_end(TSLexer *lexer) {
  return lexer->eof(lexer) || is_newline(lexer->lookahead);
}

// CRLF is one line end, and so is a lone CR.
static void advance_newline(TSLexer *lexer) {
  bool carriage_return = lexer->lookahead == '\r';
  advance(lexer);
  if (carriage_return && lexer->lookahead == '\n') advance(lexer);
}

static void advance_line(TSLexer *lexer) {
  while (!at_line_end(lexer)) advance(lexer);
}

static void advance_blanks(TSLexer *lexer) {
  while (is_blank(lexer->lookahead) && !lexer->eof(lexer)) advance(lexer);
}

static void count_columns(Scanner *s, unsigned count) {
  unsigned column = s->column + count;
  s->column = column < MAX_COLUMN ? column : MAX_COLUMN;
}

// Reads an identifier and marks its end; its first bytes go into `word` if they are ASCII.
static bool scan_identifier(TSLexer *lexer, char word[WORD_BYTES]) {
  unsigned length = 0;
  if (word) word[0] = 0;
  if (lexer->eof(lexer) || !is_letter(lexer->lookahead)) return false;
  while (!lexer->eof(lexer)) {
    int32_t c = lexer->lookahead;
    bool dot = c == '.';
    if (!dot && !is_identifier_character(c)) break;
    advance(lexer);
    if (dot && !is_identifier_character(lexer->lookahead)) return true;
    lexer->mark_end(lexer);
    if (word) {
      word[length < WORD_BYTES - 1 ? length++ : length] = c < 0x80 ? (char)c : '?';
      word[length] = 0;
    }
  }
  return true;
}

static bool is_one_of(const char *word, const char *const *words) {
  for (; *words; words++) {
    if (!strcmp(word, *words)) return true;
  }
  return false;
}

static bool finish(TSLexer *lexer, enum TokenType token) {
  lexer->result_symbol = token;
  return true;
}

// ---- what is open

static bool is_open(const Scanner *s, enum Open kind) {
  for (unsigned i = 0; i < s->depth; i++) {
    if (s->stack[i] == kind) return true;
  }
  return false;
}

static bool is_double_open(const Scanner *s) { return is_open(s, CURLY) || is_open(s, GUILLEMET); }

static bool opens(Scanner *s, TSLexer *lexer, enum Open kind) {
  s->stack[s->depth++] = kind;
  set(s, OPENING, true);
  return finish(lexer, kind == BRACKET ? BRACKET_OPEN : QUOTATION_OPEN);
}

static bool closes(Scanner *s, TSLexer *lexer, enum Open kind) {
  s->depth--;
  set(s, OPENING, false);
  return finish(lexer, kind == BRACKET ? BRACKET_CLOSE : QUOTATION_CLOSE);
}

static bool gives_up(Scanner *s, TSLexer *lexer) {
  s->depth--;
  return finish(lexer, UNCLOSED);
}

// ---- the next line

// Whether `c`, which was just read behind an opening or other character, opens or closes a
// quotation of the family `kind` on the line that is looked at; 0 if it does neither.
static int mark_direction(TSLexer *lexer, int32_t c, enum Open kind, bool opening) {
  if (kind == BRACKET) return c == '[' ? 1 : c == ']' ? -1 : 0;
  if (kind == GUILLEMET) return c == 0xAB ? (opening ? 1 : -1) : c == 0xBB ? -1 : 0;
  switch (c) {
    case '"':
      return opening && !is_blank(lexer->lookahead) && !at_line_end(lexer) ? 1 : -1;
    case 0x201C:
      return opening ? 1 : -1;
    case 0x201E:
      return 1;
    case 0x201D:
      return -1;
    case '\'':
      return lexer->lookahead == '\'' ? -1 : 0;
    case '`':
      return lexer->lookahead == '`' ? 1 : 0;
    default:
      return 0;
  }
}

static bool starts_with_opening_mark(TSLexer *lexer) {
  int32_t c = lexer->lookahead;
  if (c == 0x201C || c == 0x201E || c == 0xAB) return true;
  if (c != '"' && c != '`') return false;
  advance(lexer);
  return c == '`' ? lexer->lookahead == '`' : !is_blank(lexer->lookahead) && !at_line_end(lexer);
}

// Called behind a line end: whether the paragraph ends with that line. Article copied from a page has
// one long line to a paragraph; wire copy is wrapped, so that the next word would not have fitted.
static bool paragraph_ends(const Scanner *s, TSLexer *lexer) {
  if (at_line_end(lexer)) return true;
  bool indented = is_blank(lexer->lookahead);
  advance_blanks(lexer);
  if (at_line_end(lexer)) return true;
  if (lexer->lookahead == '%' && !indented) {
    advance(lexer);
    if (lexer->lookahead == '%') return true;
  }
  while (lexer->lookahead == '[') advance(lexer);
  if (is_double_open(s) && starts_with_opening_mark(lexer)) return true;

  unsigned word = 0;
  while (word <= SHORT_LINE && !at_line_end(lexer) && !is_blank(lexer->lookahead) &&
         lexer->lookahead != ']' && !is_quotation_mark(lexer->lookahead)) {
    advance(lexer);
    word++;
  }
  bool on_purpose = indented || s->column > LONG_LINE || s->column + 1 + word <= SHORT_LINE;
  if (!on_purpose || !s->depth) return on_purpose;

  enum Open innermost = s->stack[s->depth - 1];
  bool opening = !word;
  while (!at_line_end(lexer)) {
    int32_t c = lexer->lookahead;
    advance(lexer);
    int direction = mark_direction(lexer, c, innermost, opening);
    if (direction) return direction > 0;
    opening = is_opening(c);
  }
  return true;
}

// Called behind ‘: whether a ’ with an annotation closes it.
static bool single_closes(TSLexer *lexer) {
  unsigned lines = 0;
  while (!lexer->eof(lexer) && lexer->lookahead != 0x2018) {
    int32_t c = lexer->lookahead;
    if (is_newline(c)) {
      advance_newline(lexer);
      advance_blanks(lexer);
      if (++lines > SINGLE_REACH_LINES || at_line_end(lexer)) return false;
      continue;
    }
    advance(lexer);
    if (c == 0x2019 && lexer->lookahead == '{') return true;
  }
  return false;
}

// Called behind the first dash: front matter is a line `---`, then lines without a blank one, of which
// one has a key, then a line `---`.
static bool front_matter_follows(TSLexer *lexer) {
  for (int dash = 0; dash < 2; dash++) {
    if (lexer->lookahead != '-') return false;
    advance(lexer);
  }
  advance_blanks(lexer);
  if (lexer->eof(lexer) || !is_newline(lexer->lookahead)) return false;
  advance_newline(lexer);
  lexer->mark_end(lexer);
  bool key = false;
  for (int line = 0; line < FRONT_MATTER_LINES; line++) {
    advance_blanks(lexer);
    if (at_line_end(lexer)) return false;
    unsigned dashes = 0, letters = 0;
    while (lexer->lookahead == '-') {
      advance(lexer);
      dashes++;
    }
    advance_blanks(lexer);
    if (dashes == 3 && at_line_end(lexer)) return key;
    if (!dashes && is_letter(lexer->lookahead)) {
      while (!lexer->eof(lexer) &&
             (is_identifier_character(lexer->lookahead) || lexer->lookahead == '.')) {
        advance(lexer);
        letters++;
      }
      advance_blanks(lexer);
      key = key || (letters && lexer->lookahead == ':');
    }
    advance_line(lexer);
    if (lexer->eof(lexer)) return false;
    advance_newline(lexer);
  }
  return false;
}

// ---- tokens

static bool scan_rest_of_line(TSLexer *lexer, const bool *valid) {
  int32_t c = lexer->lookahead;
  bool blank = c == ' ' || c == '\t';
  if (at_line_end(lexer) || (!valid[TAIL] && blank)) return false;
  if (valid[VALUE] && (c == '@' || c == '^')) return false;
  advance_line(lexer);
  lexer->mark_end(lexer);
  return finish(lexer, valid[TAIL] ? TAIL : valid[VALUE] ? VALUE : LINE);
}

static bool scan_newline(Scanner *s, TSLexer *lexer) {
  if (!at_line_end(lexer)) return false;
  if (!lexer->eof(lexer)) advance_newline(lexer);
  lexer->mark_end(lexer);
  s->column = 0;
  set(s, OPENING, true);
  return finish(lexer, NEWLINE);
}

// The key of a field, or the whole line where it has none.
static bool scan_field(TSLexer *lexer) {
  if (scan_identifier(lexer, NULL)) {
    while (lexer->lookahead == ' ' || lexer->lookahead == '\t') advance(lexer);
    if (lexer->lookahead == ':') return finish(lexer, FIELD_KEY);
  }
  advance_line(lexer);
  lexer->mark_end(lexer);
  return finish(lexer, UNREADABLE);
}

static bool scan_front_matter_line(Scanner *s, TSLexer *lexer) {
  if (lexer->eof(lexer)) return false;
  unsigned dashes = 0;
  while (is_blank(lexer->lookahead)) lexer->advance(lexer, true);
  while (lexer->lookahead == '-') {
    advance(lexer);
    dashes++;
  }
  if (dashes == 3) {
    advance_blanks(lexer);
    if (at_line_end(lexer)) {
      if (!lexer->eof(lexer)) advance_newline(lexer);
      lexer->mark_end(lexer);
      set(s, BLOCK_START, true);
      return finish(lexer, FRONT_MATTER_CLOSE);
    }
  }
  return scan_field(lexer);
}

static bool scan_field_indent(TSLexer *lexer) {
  if (!is_blank(lexer->lookahead)) return false;
  advance_blanks(lexer);
  if (at_line_end(lexer)) return false;
  lexer->mark_end(lexer);
  return finish(lexer, FIELD_INDENT);
}

static bool scan_item(TSLexer *lexer) {
  static const char *const kinds[] = {"claim", "quote",    "opinion", "mention",
                                      "cue",   "evidence", NULL};
  static const char *const flags[] = {"draft", NULL};
  char word[WORD_BYTES];
  if (!scan_identifier(lexer, word)) return false;
  if (lexer->lookahead == '=') return finish(lexer, KEY);
  return finish(lexer, is_one_of(word, kinds)   ? KIND
                       : is_one_of(word, flags) ? FLAG
                                                : WORD);
}

static bool is_item_end(int32_t c) { return c == ' ' || c == '\t' || c == '}'; }

static bool is_sign(int32_t c) { return c == '@' || c == '^' || c == '#'; }

static bool scan_stray(TSLexer *lexer) {
  if (is_item_end(lexer->lookahead) || is_sign(lexer->lookahead)) return false;
  while (!at_line_end(lexer) && !is_item_end(lexer->lookahead) && !is_sign(lexer->lookahead)) {
    advance(lexer);
  }
  lexer->mark_end(lexer);
  return finish(lexer, STRAY);
}

// A piece of an attribute's value: a string that closes on its line, or what needs no quotes.
static bool scan_value_piece(TSLexer *lexer) {
  int32_t c = lexer->lookahead;
  if (c == '"') {
    advance(lexer);
    lexer->mark_end(lexer);
    while (!at_line_end(lexer) && lexer->lookahead != '"') {
      bool escape = lexer->lookahead == '\\';
      advance(lexer);
      if (escape && !at_line_end(lexer)) advance(lexer);
    }
    if (at_line_end(lexer)) return finish(lexer, BARE);
    advance(lexer);
    lexer->mark_end(lexer);
    return finish(lexer, STRING);
  }
  bool some = false;
  while (!at_line_end(lexer) && !is_item_end(c) && !is_sign(c) && c != '"' && c != ',' && c != ';') {
    advance(lexer);
    c = lexer->lookahead;
    some = true;
  }
  lexer->mark_end(lexer);
  return some && finish(lexer, BARE);
}

static bool scan_annotation(Scanner *s, TSLexer *lexer, const bool *valid) {
  if (at_line_end(lexer)) {
    set(s, OPENING, false);
    return finish(lexer, ANNOTATION_UNFINISHED);
  }
  if (lexer->lookahead == '}') {
    advance(lexer);
    lexer->mark_end(lexer);
    set(s, OPENING, false);
    return finish(lexer, ANNOTATION_CLOSE);
  }
  if (valid[IDENTIFIER] && scan_identifier(lexer, NULL)) return finish(lexer, IDENTIFIER);
  if (valid[BARE]) return scan_value_piece(lexer);
  if (valid[KEY] && scan_item(lexer)) return true;
  return valid[STRAY] && scan_stray(lexer);
}

// The end of a line inside a paragraph.
static bool scan_line_end(Scanner *s, TSLexer *lexer) {
  if (lexer->eof(lexer)) {
    if (s->depth) return gives_up(s, lexer);
    s->flags = OPENING;
    return finish(lexer, PARAGRAPH_END);
  }
  if (has(s, CLOSING) && s->depth) return gives_up(s, lexer);
  bool closing = has(s, CLOSING), continues = has(s, CONTINUES), open = s->depth;
  set(s, CONTINUES, false);
  advance_newline(lexer);
  // What is open must be closed before the line end, so that a token of no width comes first.
  if (!open || continues) lexer->mark_end(lexer);
  bool ends = closing || (!continues && paragraph_ends(s, lexer));
  if (open && !continues) {
    set(s, ends ? CLOSING : CONTINUES, true);
    return ends ? gives_up(s, lexer) : finish(lexer, LINE_CONTINUES);
  }
  s->column = 0;
  set(s, OPENING, true);
  if (!ends) return finish(lexer, TEXT);
  s->flags = OPENING;
  return finish(lexer, PARAGRAPH_END);
}

// A mark that opens: closes first what is open of its family, unless a bracket stands between.
static bool scan_opening(Scanner *s, TSLexer *lexer, enum Open kind) {
  bool full = s->depth >= MAX_DEPTH;
  if (s->depth && s->stack[s->depth - 1] == kind) return gives_up(s, lexer);
  if (full) return false;
  lexer->mark_end(lexer);
  count_columns(s, 1);
  return opens(s, lexer, kind);
}

// A mark or bracket that closes: gives up first what was opened inside it.
static bool scan_closing(Scanner *s, TSLexer *lexer, enum Open kind) {
  if (s->stack[s->depth - 1] != kind) return gives_up(s, lexer);
  lexer->mark_end(lexer);
  count_columns(s, kind != BRACKET);
  return closes(s, lexer, kind);
}

// One character is text; the token goes on with what follows it.
enum Step { STEP_TEXT, STEP_TOKEN, STEP_NONE };

// A quotation mark or bracket at the lexer, which has no text before it in this token. Answers
// STEP_TOKEN with the token set, or STEP_TEXT with the mark read.
static enum Step scan_mark(Scanner *s, TSLexer *lexer) {
  int32_t c = lexer->lookahead;
  bool opening = has(s, OPENING), curly = is_open(s, CURLY), guillemet = is_open(s, GUILLEMET);
  lexer->mark_end(lexer);
  advance(lexer);
  int32_t next = lexer->lookahead;
  bool blank_next = at_line_end(lexer) || is_blank(next);
  bool done = false;
  switch (c) {
    case '[':
      if (s->depth >= MAX_DEPTH) break;
      lexer->mark_end(lexer);
      done = opens(s, lexer, BRACKET);
      break;
    case ']':
      done = is_open(s, BRACKET) && scan_closing(s, lexer, BRACKET);
      break;
    case '"':
      if (opening && !(curly && blank_next)) {
        done = scan_opening(s, lexer, CURLY);
      } else {
        done = curly && scan_closing(s, lexer, CURLY);
      }
      break;
    case 0x201C:  // “ opens in English and closes in German
      done = curly && !opening ? scan_closing(s, lexer, CURLY) : scan_opening(s, lexer, CURLY);
      break;
    case 0x201D:  // ” closes, and opens in Swedish
      if (curly) {
        done = scan_closing(s, lexer, CURLY);
      } else if (opening && !blank_next) {
        done = scan_opening(s, lexer, CURLY);
      }
      break;
    case 0x201E:  // „
      done = scan_opening(s, lexer, CURLY);
      break;
    case 0xAB:  // « opens in French and closes in German
      done = guillemet && !opening ? scan_closing(s, lexer, GUILLEMET)
                                   : scan_opening(s, lexer, GUILLEMET);
      break;
    case 0xBB:  // »
      if (guillemet) {
        done = scan_closing(s, lexer, GUILLEMET);
      } else if (opening && !blank_next) {
        done = scan_opening(s, lexer, GUILLEMET);
      }
      break;
    case '`':
      if (next != '`') break;
      advance(lexer);
      done = scan_opening(s, lexer, CURLY);
      break;
    case '\'':
      if (next != '\'') break;
      advance(lexer);
      blank_next = at_line_end(lexer) || is_blank(lexer->lookahead);
      if (curly) {
        done = scan_closing(s, lexer, CURLY);
      } else if (opening && !blank_next) {
        done = scan_opening(s, lexer, CURLY);
      }
      break;
    case 0x2018:  // ‘
      if (s->depth >= MAX_DEPTH) break;
      lexer->mark_end(lexer);
      if (single_closes(lexer)) {
        count_columns(s, 1);
        done = opens(s, lexer, SINGLE);
        break;
      }
      count_columns(s, 1);
      set(s, OPENING, true);
      finish(lexer, TEXT);
      return STEP_TOKEN;
    case 0x2019:  // ’ is an apostrophe unless an annotation stands behind it
      done = next == '{' && is_open(s, SINGLE) && scan_closing(s, lexer, SINGLE);
      break;
    default:
      return STEP_NONE;
  }
  if (done) return STEP_TOKEN;
  count_columns(s, c == '[' || c == ']' ? 0 : 1);
  set(s, OPENING, is_opening(c));
  return STEP_TEXT;
}

static bool is_special(int32_t c) {
  return c == '[' || c == ']' || c == '"' || c == '\\' || c == 0xAB || c == 0xBB || c == '`' ||
         c == '\'' || (c >= 0x2018 && c <= 0x201E) || is_newline(c);
}

// Text up to the next mark, bracket, escape or line end; `some` if text was read already.
static bool scan_text(Scanner *s, TSLexer *lexer, bool some) {
  for (;;) {
    if (lexer->eof(lexer) || is_newline(lexer->lookahead)) {
      if (!some) return scan_line_end(s, lexer);
      break;
    }
    int32_t c = lexer->lookahead;
    if (c == '\\') {
      if (some) lexer->mark_end(lexer);
      advance(lexer);
      if (is_escapable(lexer->lookahead) && !lexer->eof(lexer)) {
        if (some) return finish(lexer, TEXT);
        set(s, OPENING, is_opening(lexer->lookahead));
        count_columns(s, 1);
        advance(lexer);
        lexer->mark_end(lexer);
        return finish(lexer, ESCAPE);
      }
      count_columns(s, 1);
      set(s, OPENING, false);
    } else if (is_special(c)) {
      if (some) {
        lexer->mark_end(lexer);
        return finish(lexer, TEXT);
      }
      enum Step step = scan_mark(s, lexer);
      if (step == STEP_TOKEN) return true;
      if (step == STEP_NONE) {
        count_columns(s, 1);
        set(s, OPENING, is_opening(c));
      }
    } else {
      advance(lexer);
      count_columns(s, 1);
      set(s, OPENING, is_opening(c));
    }
    some = true;
    lexer->mark_end(lexer);
  }
  lexer->mark_end(lexer);
  return finish(lexer, TEXT);
}

// The start of a line outside a paragraph.
static bool scan_block(Scanner *s, TSLexer *lexer) {
  bool document_start = has(s, DOCUMENT_START), block_start = has(s, BLOCK_START), some = false;
  if (lexer->eof(lexer)) return false;
  s->flags = OPENING | (block_start ? BLOCK_START : 0);
  s->column = 0;
  s->depth = 0;
  int32_t c = lexer->lookahead;

  if (is_blank(c) || is_newline(c)) {
    while (is_blank(lexer->lookahead) && !lexer->eof(lexer)) {
      advance(lexer);
      count_columns(s, 1);
      some = true;
    }
    if (at_line_end(lexer)) {
      if (!lexer->eof(lexer)) advance_newline(lexer);
      lexer->mark_end(lexer);
      s->column = 0;
      set(s, BLOCK_START, true);
      return finish(lexer, BLANK_LINE);
    }
    lexer->mark_end(lexer);
    return finish(lexer, TEXT);
  }
  lexer->mark_end(lexer);
  if (c == '%') {
    advance(lexer);
    if (lexer->lookahead == '%') {
      advance(lexer);
      lexer->mark_end(lexer);
      return finish(lexer, NOTE_MARKER);
    }
    some = true;
  } else if ((c == '@' || c == '^') && block_start) {
    advance(lexer);
    lexer->mark_end(lexer);
    some = true;
    // `mark_end` moves with the identifier only where the marker fails, so look without it.
    bool letter = !lexer->eof(lexer) && is_letter(lexer->lookahead), dot = false;
    while (letter && !lexer->eof(lexer) &&
           (is_identifier_character(lexer->lookahead) || lexer->lookahead == '.')) {
      dot = lexer->lookahead == '.';
      advance(lexer);
    }
    if (letter && !dot && lexer->lookahead == ':' && !lexer->eof(lexer)) {
      return finish(lexer, c == '@' ? ACTOR_MARKER : SOURCE_MARKER);
    }
    count_columns(s, 1);
    set(s, OPENING, false);
    return finish(lexer, TEXT);
  } else if (c == '-' && document_start) {
    advance(lexer);
    lexer->mark_end(lexer);
    if (front_matter_follows(lexer)) return finish(lexer, FRONT_MATTER_OPEN);
    count_columns(s, 1);
    return finish(lexer, TEXT);
  }
  if (some) {
    count_columns(s, 1);
    set(s, OPENING, is_opening(c));
    lexer->mark_end(lexer);
  }
  return scan_text(s, lexer, some);
}

bool tree_sitter_ascribe_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
  Scanner *s = payload;
  if (valid[ANNOTATION_OPEN] && lexer->lookahead == '{' && !lexer->eof(lexer)) {
    advance(lexer);
    lexer->mark_end(lexer);
    return finish(lexer, ANNOTATION_OPEN);
  }
  // In the states of a line that is no prose there is no text.
  if (!valid[TEXT]) {
    lexer->mark_end(lexer);
    if (valid[ANNOTATION_CLOSE]) return scan_annotation(s, lexer, valid);
    if (valid[FRONT_MATTER_CLOSE]) return scan_front_matter_line(s, lexer);
    if (valid[FIELD_KEY]) return scan_field(lexer);
    if (valid[NEWLINE] && scan_newline(s, lexer)) return true;
    if (valid[IDENTIFIER] && scan_identifier(lexer, NULL)) return finish(lexer, IDENTIFIER);
    return (valid[LINE] || valid[VALUE] || valid[TAIL]) && scan_rest_of_line(lexer, valid);
  }
  if (valid[FIELD_INDENT] && is_blank(lexer->lookahead) && !lexer->eof(lexer)) {
    lexer->mark_end(lexer);
    if (scan_field_indent(lexer)) return true;
    if (!lexer->eof(lexer)) advance_newline(lexer);
    lexer->mark_end(lexer);
    s->flags = OPENING | BLOCK_START;
    return finish(lexer, BLANK_LINE);
  }
  return valid[BLANK_LINE] ? scan_block(s, lexer) : scan_text(s, lexer, false);
}

unsigned tree_sitter_ascribe_external_scanner_serialize(void *payload, char *buffer) {
  Scanner *s = payload;
  unsigned size = offsetof(Scanner, stack) + s->depth;
  memcpy(buffer, s, size);
  return size;
}

void tree_sitter_ascribe_external_scanner_deserialize(void *payload, const char *buffer,
                                                      unsigned length) {
  Scanner *s = payload;
  reset(s);
  if (length) memcpy(s, buffer, length);
}

void *tree_sitter_ascribe_external_scanner_create(void) {
  Scanner *s = ts_malloc(sizeof(Scanner));
  reset(s);
  return s;
}

void tree_sitter_ascribe_external_scanner_destroy(void *payload) { ts_free(payload); }
