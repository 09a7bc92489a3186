// External scanner: the parts of the Ascribe grammar that depend on earlier text of the line, on
// open constructs, or on the shape of the next line. docs/language.md states the rules in prose.
//
// Linear in the text: a character is read once as text, and a bounded number of times as lookahead
// (by the line end before its line, by the last ‘ and the last ‚ before it, and by marks that nest,
// which read far ahead only so often in a paragraph).

#include <stddef.h>
#include <string.h>

#include "tree_sitter/alloc.h"
#include "tree_sitter/parser.h"

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
  SECTION_END,
};

// Constructs that can be open in a paragraph. Marks of one family close each other.
enum Open { BRACKET, CURLY, GUILLEMET, ANGLE, CORNER, WHITE_CORNER, SINGLE, LOW };

// Bits of an entry of the stack.
enum {
  FAMILY = 0x0F,    // the `enum Open`
  BACKWARD = 0x10,  // opened by a mark that rather closes: » › ” ''
  BALANCED = 0x20,  // known to be closed, with other quotations of its family inside
};

enum {
  MAX_DEPTH = 100,           // maximum nesting; a deeper bracket is text
  LONG_LINE = 120,           // columns; longer lines are not hard-wrapped
  SHORT_LINE = 60,           // columns; shorter lines were ended deliberately
  NARROW_LINE = 36,          // columns; shorter lines are not hard-wrapped
  MAX_COUNT = 200,           // limit of counted columns and indents
  REACH_LINES = 8,           // line ends searched for the end of a quotation
  MAX_NEST = 4,              // quotations of one family directly inside each other
  SEARCH_UNIT = 128,         // characters of a search that count as one; fewer do not count
  MAX_SEARCHED = 64,         // units that a paragraph's marks read ahead to see whether they nest
  FRONT_MATTER_LINES = 200,  // lines in which front matter must close
  WORD_BYTES = 12,           // longer than every kind and flag
  SECTION_BLOCKS = 32,       // blocks separated by blank lines per section, on average
  SECTION_SAMPLE = 48,       // characters of a line hashed to decide whether it starts a section
};

enum Flag {
  DOCUMENT_START = 1,  // nothing read yet
  BLOCK_START = 2,     // a declaration is allowed here
  NESTS = 4,           // the mark here is known to open a quotation inside another of its family
  CLOSING = 8,         // the paragraph ends here; open constructs are being closed
  CONTINUES = 16,      // the line end here is known to be text
  OPENS = 32,          // the mark here is known to open
};

// Kind of the character before, as far as marks depend on it. BLANK includes the start of a line,
// FRONT an opening bracket or mark. Marks may open behind all but MIDDLE.
enum Before { MIDDLE, FRONT, DASH, BLANK, NO_BREAK, COLON };

// Kind of the character behind a mark. SPACE includes the end of a line.
enum Behind { WORD_BEHIND, PERIOD_BEHIND, CLOSER_BEHIND, SPACE_BEHIND, END_BEHIND };

// Progress through a height in feet and inches (6'2" or 6' 2"): the mark after it does not belong
// to a quotation.
enum Height { NO_HEIGHT, NUMBER, FEET, INCHES };

typedef struct {
  uint8_t flags;
  uint8_t before;
  uint8_t column;  // columns of article text on this line
  uint8_t indent;  // blanks before this line
  uint8_t widest;  // columns of the longest line before this one in the paragraph
  uint8_t wrap;    // columns within which the paragraph is known to be wrapped, or 0
  uint8_t height;
  uint8_t reach;     // line ends up to the end of the open single quotation
  uint8_t searched;  // units read ahead in the paragraph by marks that may nest
  uint8_t depth;
  uint8_t stack[MAX_DEPTH];
} Scanner;

static void reset(Scanner *s) {
  memset(s, 0, sizeof *s);
  s->flags = DOCUMENT_START | BLOCK_START;
  s->before = BLANK;
}

static bool has(const Scanner *s, enum Flag flag) { return s->flags & flag; }

static void set(Scanner *s, enum Flag flag, bool on) {
  s->flags = on ? s->flags | flag : s->flags & ~flag;
}

static bool is_newline(int32_t c) { return c == '\n' || c == '\r'; }

static bool is_blank(int32_t c) {
  return c == ' ' || c == '\t' || c == '\v' || c == '\f' || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000 || c == 0xFEFF;
}

// Kind of the character `c`, read after one of this kind.
static enum Before before_of(int32_t c, enum Before before) {
  if (c == 0xA0 || c == 0x202F) return NO_BREAK;
  if (is_blank(c)) return BLANK;
  if (c == ':' || c == 0xFF1A) return COLON;
  if (c == '-' || (c >= 0x2010 && c <= 0x2015)) return DASH;
  // A single mark or emphasis may come between: '"Yes" is no answer,' he said, *"none"*.
  if (c == '\'' || c == '*' || c == '_') return before;
  bool front = c == '(' || c == '[' || c == '{' || c == '<' || c == 0x2018 || c == 0x201A ||
               c == 0x2039 || c == 0x300C || c == 0x300E;
  return front ? FRONT : MIDDLE;
}

// Whether an ambiguous mark closes before this character, unless it is in front of a word.
static bool is_closing_follower(int32_t c) {
  return c == ',' || c == ';' || c == ':' || c == '!' || c == '?' || c == ')' || c == ']' ||
         c == '{' || c == '}';
}

static bool is_quotation_mark(int32_t c) {
  return c == '"' || c == 0xAB || c == 0xBB || (c >= 0x2018 && c <= 0x201F) || c == 0x2039 ||
         c == 0x203A || (c >= 0x300C && c <= 0x300F) || c == '\'' || c == '`';
}

static bool is_escapable(int32_t c) {
  return c == '\\' || c == '{' || c == '}' || c == '[' || c == ']' || c == '%' || c == '@' ||
         c == '^' || c == '-' || c == ',' || is_quotation_mark(c);
}

// Beyond ASCII, everything except blanks, punctuation and symbols counts as a letter, so that every
// script and its combining marks can be used.
static bool is_letter(int32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return !(c < 0xC0 && c != 0xAA && c != 0xB5 && c != 0xBA) && c != 0xD7 && c != 0xF7 &&
         !(c >= 0x2000 && c <= 0x206F) && !(c >= 0x2190 && c <= 0x2BFF) &&
         !(c >= 0x3000 && c <= 0x3004) && !(c >= 0x3008 && c <= 0x3020) && c != 0x1680 &&
         c != 0xFEFF && !(c >= 0xFF00 && c <= 0xFF0F);
}

static bool is_digit(int32_t c) { return c >= '0' && c <= '9'; }

static bool is_identifier_character(int32_t c) {
  return is_letter(c) || is_digit(c) || c == '-' || c == '_';
}

// Chinese and Japanese characters: two columns wide, and a line may end after each of them.
static bool is_ideograph(int32_t c) {
  return (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0xFF01 && c <= 0xFF60) || (c >= 0x20000 && c <= 0x3FFFF);
}

// A pair of brackets is counted where it closes, unless it belongs to a span.
static unsigned columns_of(int32_t c) { return c == '[' ? 0 : c == ']' || is_ideograph(c) ? 2 : 1; }

// Whether `c` separates the parts of a line of markup.
static bool is_space(int32_t c) { return c == ' ' || c == '\t'; }

static void advance(TSLexer *lexer) { lexer->advance(lexer, false); }

static bool at_line_end(TSLexer *lexer) {
  return lexer->eof(lexer) || is_newline(lexer->lookahead);
}

// Reads one line end; CRLF and a lone CR count as one.
static void advance_newline(TSLexer *lexer) {
  bool carriage_return = lexer->lookahead == '\r';
  advance(lexer);
  if (carriage_return && lexer->lookahead == '\n') advance(lexer);
}

static void advance_line(TSLexer *lexer) {
  while (!at_line_end(lexer)) advance(lexer);
}

static void advance_spaces(TSLexer *lexer) {
  while (is_space(lexer->lookahead)) advance(lexer);
}

// Reads blanks, and returns their number.
static unsigned advance_blanks(TSLexer *lexer) {
  unsigned count = 0;
  for (; is_blank(lexer->lookahead) && !lexer->eof(lexer); count++) advance(lexer);
  return count;
}

static uint8_t capped(unsigned count) { return count < MAX_COUNT ? count : MAX_COUNT; }

// Updates the state for a character `c` of the article that was just read.
static void note_character(Scanner *s, int32_t c) {
  s->column = capped(s->column + columns_of(c));
  s->before = before_of(c, s->before);
  if (is_digit(c)) {
    s->height = s->height == FEET || s->height == INCHES ? INCHES : NUMBER;
  } else if (c == '\'' || c == 0x2019 || c == 0x2032) {
    s->height = s->height == NUMBER ? FEET : NO_HEIGHT;
  } else if (c != ' ' || s->height != FEET) {
    s->height = NO_HEIGHT;
  }
}

// Reads letters and other plain text, equivalent to repeated note_character.
static void advance_plain(Scanner *s, TSLexer *lexer) {
  unsigned columns = 0;
  if (s->before != MIDDLE && lexer->lookahead == ',') return;  // may be ,,
  for (;; columns++) {
    int32_t c = lexer->lookahead;
    if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && c != ',' && c != '.') break;
    advance(lexer);
  }
  if (!columns) return;
  s->column = capped(s->column + columns);
  s->height = NO_HEIGHT;
  s->before = MIDDLE;
}

// WITH_DOT: a dot after the identifier, which is not part of it, has been read as lookahead.
enum Identifier { NO_IDENTIFIER, EXACT, WITH_DOT };

// Reads an identifier and marks its end; copies its first bytes to `word` if they are ASCII.
static enum Identifier scan_identifier(TSLexer *lexer, char word[WORD_BYTES]) {
  unsigned length = 0;
  if (word) word[0] = 0;
  if (lexer->eof(lexer) || !is_letter(lexer->lookahead)) return NO_IDENTIFIER;
  while (!lexer->eof(lexer)) {
    int32_t c = lexer->lookahead;
    bool dot = c == '.';
    if (!dot && !is_identifier_character(c)) break;
    advance(lexer);
    if (dot && !is_identifier_character(lexer->lookahead)) return WITH_DOT;
    lexer->mark_end(lexer);
    if (word) {
      word[length < WORD_BYTES - 1 ? length++ : length] = c < 0x80 ? (char)c : '?';
      word[length] = 0;
    }
  }
  return EXACT;
}

// Reads an identifier without marking its end; returns whether there is one.
static bool skip_identifier(TSLexer *lexer) {
  bool letter = !lexer->eof(lexer) && is_letter(lexer->lookahead), dot = false;
  while (letter && !lexer->eof(lexer) &&
         (is_identifier_character(lexer->lookahead) || lexer->lookahead == '.')) {
    dot = lexer->lookahead == '.';
    advance(lexer);
  }
  return letter && !dot;
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

// ---- open constructs

// Entry of the innermost open construct of this kind, or NULL.
static const uint8_t *innermost_of(const Scanner *s, enum Open kind) {
  for (unsigned i = s->depth; i > 0; i--) {
    if ((s->stack[i - 1] & FAMILY) == kind) return &s->stack[i - 1];
  }
  return NULL;
}

static bool is_open(const Scanner *s, enum Open kind) { return innermost_of(s, kind); }

// Whether the innermost open construct is of this kind.
static bool is_innermost(const Scanner *s, enum Open kind) {
  return s->depth && (s->stack[s->depth - 1] & FAMILY) == kind;
}

// Whether the mark `c` rather closes.
static bool is_backward(int32_t c) {
  return c == 0xBB || c == 0x203A || c == 0x201D || c == '\'';
}

static bool opens(Scanner *s, TSLexer *lexer, enum Open kind, int32_t c) {
  s->stack[s->depth++] = kind | (is_backward(c) ? BACKWARD : 0);
  s->height = NO_HEIGHT;
  s->before = FRONT;
  return finish(lexer, kind == BRACKET ? BRACKET_OPEN : QUOTATION_OPEN);
}

static bool closes(Scanner *s, TSLexer *lexer, enum Open kind) {
  s->depth--;
  s->height = NO_HEIGHT;
  s->before = MIDDLE;
  return finish(lexer, kind == BRACKET ? BRACKET_CLOSE : QUOTATION_CLOSE);
}

static bool gives_up(Scanner *s, TSLexer *lexer) {
  s->depth--;
  return finish(lexer, UNCLOSED);
}

// ---- quotation marks

// Family of the mark `c` followed by `next`, or BRACKET if it is not one; not of single marks.
static enum Open family(int32_t c, int32_t next) {
  switch (c) {
    case '"':
    case 0x201C:
    case 0x201D:
    case 0x201E:
      return CURLY;
    case 0xAB:
    case 0xBB:
      return GUILLEMET;
    case 0x2039:
    case 0x203A:
      return ANGLE;
    case 0x300C:
    case 0x300D:
      return CORNER;
    case 0x300E:
    case 0x300F:
      return WHITE_CORNER;
    default:
      return (c == '`' || c == '\'' || c == ',') && next == c ? CURLY : BRACKET;
  }
}

// Kind of the next character.
static enum Behind behind(TSLexer *lexer) {
  int32_t c = lexer->lookahead;
  if (at_line_end(lexer)) return END_BEHIND;
  if (is_blank(c)) return SPACE_BEHIND;
  if (is_closing_follower(c)) return CLOSER_BEHIND;
  return c == '.' ? PERIOD_BEHIND : WORD_BEHIND;
}

// Whether « or ‹ opens. It closes in German: »So«.
static bool left_opens(enum Before before, enum Behind behind, const uint8_t *open) {
  bool german = open && (*open & BACKWARD);
  switch (behind) {
    case SPACE_BEHIND:
      return before == BLANK || (before != MIDDLE && !german);
    case END_BEHIND:
      return before != MIDDLE && (!open || (before == BLANK && !german));
    case PERIOD_BEHIND:
      return before == BLANK || (before != MIDDLE && !open);
    case WORD_BEHIND:
      return before != MIDDLE || !german;
    default:
      return false;
  }
}

// Whether a mark that rather closes opens in front of a word though another one has opened: the
// other one is stray then.
static bool opens_anew(TSLexer *lexer, enum Before before) {
  int32_t c = lexer->lookahead;
  return (before == BLANK || before == FRONT || before == COLON) &&
         (is_letter(c) || is_digit(c) || c == '[');
}

// Whether the mark `c`, just read after a character of the kind `before`, opens a quotation;
// `open`: the innermost one of its family, or NULL. A mark that does not open closes.
static bool mark_opens(TSLexer *lexer, int32_t c, enum Before before, const uint8_t *open) {
  enum Behind next = behind(lexer);
  bool before_blank = next == SPACE_BEHIND || next == END_BEHIND;
  bool word = next == WORD_BEHIND || next == PERIOD_BEHIND;
  bool front = before != MIDDLE && (before != COLON || word);
  switch (c) {
    case '`':
    case ',':
    case 0x201E:  // „
    case 0x300C:  // 「
    case 0x300E:  // 『
      return true;
    case 0x300D:  // 」
    case 0x300F:  // 』
      return false;
    case '"':
      return front && (!open || word);
    case 0x201C:  // “ opens in English and closes in German
      if (next == WORD_BEHIND) return !open || front;
      return front && (!open || next == PERIOD_BEHIND);
    case 0xAB:  // «
    case 0x2039:  // ‹
      return left_opens(before, next, open);
    case 0xBB:  // » and › open in German and Swedish
    case 0x203A:
      return open ? opens_anew(lexer, before) : front && next == WORD_BEHIND;
    default:  // '' and ” open in Swedish
      if (open) return c == 0x201D && (*open & BACKWARD) && opens_anew(lexer, before);
      return front && !before_blank && next != CLOSER_BEHIND;
  }
}

// ---- the next line

// Reads an annotation as lookahead, and returns its length without escapes.
static unsigned advance_annotation(TSLexer *lexer) {
  bool string = false;
  unsigned count = 0;
  for (; !at_line_end(lexer); count++) {
    int32_t c = lexer->lookahead;
    advance(lexer);
    if (c == '\\' && string && !at_line_end(lexer)) advance(lexer);
    if (c == '"') string = !string;
    if (c == '}' && !string) break;
  }
  return count;
}

// Whether the mark `c`, read at the start of a line, opens the next part of the open quotation.
static bool starts_part(const Scanner *s, TSLexer *lexer, int32_t c) {
  enum Open kind = family(c, lexer->lookahead);
  if (kind == BRACKET || c == '\'' || !is_open(s, kind)) return false;
  if (is_backward(c)) return is_letter(lexer->lookahead) || lexer->lookahead == '[';
  return c == 0xAB || c == 0x2039 || mark_opens(lexer, c, BLANK, innermost_of(s, kind));
}

// A search for the end of a quotation, as lookahead.
typedef struct {
  enum Before before;
  uint8_t lines;        // line ends read
  unsigned characters;  // characters read
} Search;

// Instead of a character: the search is over, or what was read is no mark.
enum { OVER = -1, NO_MARK = -2 };

// Reads a character, a line end or an escape of a paragraph; returns the character.
static int32_t advance_search(Search *search, TSLexer *lexer) {
  int32_t c = lexer->lookahead;
  if (lexer->eof(lexer)) return OVER;
  search->characters++;
  if (is_newline(c)) {
    advance_newline(lexer);
    bool percent = lexer->lookahead == '%';
    if (percent) advance(lexer);
    if (percent && lexer->lookahead == '%') return OVER;
    search->characters += advance_blanks(lexer);
    search->before = BLANK;
    return ++search->lines <= REACH_LINES && !at_line_end(lexer) ? NO_MARK : OVER;
  }
  advance(lexer);
  if (c != '\\' || !is_escapable(lexer->lookahead) || lexer->eof(lexer)) return c;
  search->before = before_of(lexer->lookahead, search->before);
  advance(lexer);
  return NO_MARK;
}

// Whether a quotation that the mark `c` opens may stand directly inside `open`, one of its family:
// those whose marks differ at both ends.
static bool may_nest(int32_t c, const uint8_t *open) {
  return (*open & FAMILY) != CURLY || (c == 0x201C && !(*open & BACKWARD));
}

// Whether the mark `c`, just read, and `open`, one of its family directly around it, are both closed.
static bool close_both(Search *search, TSLexer *lexer, int32_t c, uint8_t open) {
  enum Open kind = open & FAMILY;
  uint8_t stack[MAX_NEST] = {open, kind | (is_backward(c) ? BACKWARD : 0)};
  unsigned depth = 2;
  while (depth) {
    c = advance_search(search, lexer);
    if (c == OVER) return false;
    if (c == NO_MARK) continue;
    if (family(c, lexer->lookahead) == kind) {
      if (kind == CURLY && c != 0x201C && c != 0x201D) return false;
      if (mark_opens(lexer, c, search->before, &stack[depth - 1])) {
        if (depth == MAX_NEST) return false;
        stack[depth++] = kind | (is_backward(c) ? BACKWARD : 0);
        search->before = FRONT;
        continue;
      }
      depth--;
      search->before = MIDDLE;
    } else {
      search->before = before_of(c, search->before);
    }
    if (lexer->lookahead == '{' && (c == ']' || is_quotation_mark(c))) {
      search->characters += advance_annotation(lexer);
      search->before = MIDDLE;
    }
  }
  return true;
}

// Called after the mark `c`, which opens a quotation directly inside `open`, one of its family:
// whether both are closed, as far as the paragraph's marks may search.
static bool nests(Scanner *s, TSLexer *lexer, int32_t c, uint8_t open) {
  if (s->searched >= MAX_SEARCHED) return false;
  Search search = {.before = FRONT};
  bool nested = close_both(&search, lexer, c, open);
  s->searched = capped(s->searched + search.characters / SEARCH_UNIT);
  return nested;
}

// Whether a line of wrapped copy often starts with `c`, and a paragraph rarely.
static bool is_small(int32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF && c != 0xF7) ||
         (c >= 0x101 && c <= 0x17F && c % 2) || (c >= 0x3AC && c <= 0x3CE) ||
         (c >= 0x430 && c <= 0x45F);
}

// A line of article text.
typedef struct {
  unsigned columns;
  unsigned word;   // columns of its first word
  bool is_small;   // starts with a small letter
  bool has_text;   // more than brackets
  bool in_word;    // there is one word only
  int32_t before;  // the last character read
} Line;

// Counts the character `c` of a line, after which an annotation was read if it is `annotated`.
static void count_character(Line *line, int32_t c, bool annotated) {
  if (!line->has_text && c != '[') line->is_small = is_small(c);
  line->has_text |= c != '[';
  bool breaks = is_ideograph(c) || is_ideograph(line->before);
  if (is_blank(c) || (line->word && breaks)) line->in_word = false;
  if (!annotated || c != ']') line->columns += columns_of(c);
  if (line->in_word) line->word = line->columns;
  line->before = c;
}

// Reads the rest of a line as lookahead, as far as it is short.
static void advance_short_line(TSLexer *lexer, Line *line) {
  while (!at_line_end(lexer) && line->columns <= SHORT_LINE) {
    int32_t c = lexer->lookahead;
    advance(lexer);
    bool escaped = c == '\\' && is_escapable(lexer->lookahead) && !lexer->eof(lexer);
    if (escaped) {
      c = lexer->lookahead;
      advance(lexer);
    }
    bool annotated = !escaped && lexer->lookahead == '{' && (c == ']' || is_quotation_mark(c));
    if (annotated) advance_annotation(lexer);
    count_character(line, c, annotated);
  }
}

// Called in `next`, the line after a short one: the width at which the text up to the next blank
// line is wrapped, or 0. In wrapped copy, no line could have taken the first word of the next one,
// and many lines start with a small letter, as paragraphs do not.
static uint8_t wrap_width(const Scanner *s, TSLexer *lexer, Line next) {
  unsigned width = s->widest > s->column ? s->widest : s->column, least = MAX_COUNT, small = 0;
  unsigned before = s->column, count = 0;
  do {
    advance_short_line(lexer, &next);
    if (next.columns > SHORT_LINE) return 0;
    count++;
    if (width < next.columns) width = next.columns;
    if (least > before + 1 + next.word) least = before + 1 + next.word;
    small += next.is_small;
    before = next.columns;
    if (lexer->eof(lexer)) break;
    advance_newline(lexer);
    unsigned indent = advance_blanks(lexer);
    if (at_line_end(lexer)) break;
    if (capped(indent) > s->indent) return 0;
    next = (Line){.in_word = true};
    if (lexer->lookahead == '%' && !indent) {
      advance(lexer);
      if (lexer->lookahead == '%') break;
      count_character(&next, '%', false);
    }
  } while (count < REACH_LINES);
  return small * 2 >= count && least > width ? width : 0;
}

// Called after a line end: whether the paragraph ends with that line. Wire copy is hard-wrapped:
// its lines end where the next word did not fit. An article copied from a page has one line per
// paragraph: the line is long, or the first word of the next line would have fitted, within
// SHORT_LINE or within the width of the next line. Copy with blank lines between its paragraphs may
// be wrapped at less than SHORT_LINE.
static bool paragraph_ends(Scanner *s, TSLexer *lexer) {
  unsigned indent = advance_blanks(lexer);
  if (at_line_end(lexer)) return true;
  Line line = {.in_word = true};
  if (lexer->lookahead == '%' && !indent) {
    advance(lexer);
    if (lexer->lookahead == '%') return true;
    count_character(&line, '%', false);
  }
  bool indented = capped(indent) > s->indent;
  s->indent = capped(indent);
  if (s->reach && (is_open(s, SINGLE) || is_open(s, LOW))) {
    s->reach--;
    return false;
  }

  const uint8_t *open = s->depth ? &s->stack[s->depth - 1] : NULL;
  enum Open innermost = open ? *open & FAMILY : BRACKET;
  enum Before kind = line.columns ? MIDDLE : BLANK;
  bool undecided = s->depth, closes = false;
  while (!at_line_end(lexer) &&
         (undecided || (line.in_word ? line.word <= SHORT_LINE
                                     : line.columns <= s->column + 1 + line.word))) {
    int32_t c = lexer->lookahead;
    advance(lexer);
    bool escaped = c == '\\' && is_escapable(lexer->lookahead) && !lexer->eof(lexer);
    if (escaped) {
      c = lexer->lookahead;
      advance(lexer);
    } else if (!line.columns && starts_part(s, lexer, c)) {
      return !(may_nest(c, open) && innermost == family(c, 0) && nests(s, lexer, c, *open));
    } else if (undecided && innermost == BRACKET) {
      undecided = c != '[' && c != ']';
      closes = c == ']';
    } else if (undecided && family(c, lexer->lookahead) == innermost &&
               (c != ',' || kind != MIDDLE)) {
      undecided = false;
      closes = !mark_opens(lexer, c, kind, open);
    }
    bool annotated = !escaped && lexer->lookahead == '{' && (c == ']' || is_quotation_mark(c));
    if (annotated) advance_annotation(lexer);
    kind = annotated ? MIDDLE : before_of(c, kind);
    count_character(&line, c, annotated);
  }
  if (indented || s->column > LONG_LINE) return !closes;
  unsigned needed = s->column + 1 + line.word;
  bool is_longer = !line.in_word && line.columns > needed;
  bool is_narrow = s->column >= NARROW_LINE && s->column <= SHORT_LINE;
  if (!s->wrap && is_narrow && has(s, BLOCK_START)) {
    s->wrap = wrap_width(s, lexer, line);
    if (s->wrap) return false;
  }
  return (needed <= (s->wrap ? s->wrap : SHORT_LINE) || is_longer) && !closes;
}

// Called after ‘ or ‚, `mark`: whether it is closed after `lines` line ends, ‘ by a ’ with an
// annotation, ‚ also by a ‘ behind a word.
static bool single_closes(TSLexer *lexer, int32_t mark, uint8_t *lines) {
  Search search = {.before = FRONT};
  bool closed = false;
  while (!closed && lexer->lookahead != mark) {
    int32_t c = advance_search(&search, lexer);
    if (c == OVER) break;
    if (c == NO_MARK) continue;
    bool low = c == 0x2018 && (search.before == MIDDLE || behind(lexer) != WORD_BEHIND);
    closed = low || (c == 0x2019 && lexer->lookahead == '{');
    search.before = before_of(c, search.before);
  }
  *lines = search.lines;
  return closed;
}

// Called after the first dash: front matter is a line `---`, then lines of which none is blank and
// at least one has a key, then a line `---`.
static bool front_matter_follows(TSLexer *lexer) {
  for (int dash = 0; dash < 2; dash++) {
    if (lexer->lookahead != '-') return false;
    advance(lexer);
    lexer->mark_end(lexer);
  }
  advance_spaces(lexer);
  if (lexer->eof(lexer) || !is_newline(lexer->lookahead)) return false;
  advance_newline(lexer);
  bool key = false;
  for (int line = 0; line < FRONT_MATTER_LINES; line++) {
    advance_blanks(lexer);
    if (at_line_end(lexer)) return false;
    unsigned dashes = 0;
    for (; lexer->lookahead == '-'; dashes++) advance(lexer);
    advance_spaces(lexer);
    if (dashes == 3 && at_line_end(lexer)) return key;
    if (!dashes && !key && skip_identifier(lexer)) {
      advance_spaces(lexer);
      key = lexer->lookahead == ':';
    }
    advance_line(lexer);
    if (lexer->eof(lexer)) return false;
    advance_newline(lexer);
  }
  return false;
}

// ---- tokens

// Reads the rest of the line, except for trailing blanks.
static void scan_to_last_word(TSLexer *lexer) {
  while (!at_line_end(lexer)) {
    bool blank = is_space(lexer->lookahead);
    advance(lexer);
    if (!blank) lexer->mark_end(lexer);
  }
}

// Whether `c` is the sign of an actor or a source.
static bool is_party_sign(int32_t c) { return c == '@' || c == '^'; }

// Scans the end of a line of markup, or the words before it.
static bool scan_rest_of_line(TSLexer *lexer, const bool *valid) {
  while (is_space(lexer->lookahead)) lexer->advance(lexer, true);
  if (at_line_end(lexer)) {
    if (!valid[NEWLINE]) return false;
    if (!lexer->eof(lexer)) advance_newline(lexer);
    lexer->mark_end(lexer);
    return finish(lexer, NEWLINE);
  }
  if (!valid[LINE] && !valid[VALUE] && !valid[TAIL]) return false;
  if (valid[VALUE] && is_party_sign(lexer->lookahead)) return false;
  if (valid[TAIL] && (lexer->lookahead == ',' || lexer->lookahead == ';')) {
    // A list continues with the next reference; anything else is the tail.
    advance(lexer);
    lexer->mark_end(lexer);
    advance_spaces(lexer);
    if (is_party_sign(lexer->lookahead)) return false;
  }
  scan_to_last_word(lexer);
  return finish(lexer, valid[TAIL] ? TAIL : valid[VALUE] ? VALUE : LINE);
}

// Scans the key of a field, or the whole line if it has none.
static bool scan_field(TSLexer *lexer) {
  enum Identifier identifier = scan_identifier(lexer, NULL);
  if (identifier == EXACT) {
    advance_spaces(lexer);
    if (lexer->lookahead == ':') return finish(lexer, FIELD_KEY);
  }
  if (identifier == WITH_DOT) lexer->mark_end(lexer);
  scan_to_last_word(lexer);
  return finish(lexer, UNREADABLE);
}

static bool scan_front_matter_line(Scanner *s, TSLexer *lexer) {
  if (lexer->eof(lexer)) return false;
  while (is_blank(lexer->lookahead)) lexer->advance(lexer, true);
  unsigned dashes = 0;
  for (; lexer->lookahead == '-'; dashes++) advance(lexer);
  if (!dashes) return scan_field(lexer);
  lexer->mark_end(lexer);
  if (dashes == 3) {
    advance_spaces(lexer);
    if (at_line_end(lexer)) {
      set(s, BLOCK_START, true);
      return finish(lexer, FRONT_MATTER_CLOSE);
    }
  }
  scan_to_last_word(lexer);
  return finish(lexer, UNREADABLE);
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
  enum Identifier identifier = scan_identifier(lexer, word);
  if (!identifier) return false;
  if (identifier == EXACT && lexer->lookahead == '=') return finish(lexer, KEY);
  return finish(lexer, is_one_of(word, kinds) ? KIND : is_one_of(word, flags) ? FLAG : WORD);
}

static bool is_item_end(int32_t c) { return is_space(c) || c == '}'; }

static bool is_sign(int32_t c) { return c == '@' || c == '^' || c == '#'; }

static bool scan_stray(TSLexer *lexer) {
  if (is_item_end(lexer->lookahead) || is_sign(lexer->lookahead)) return false;
  while (!at_line_end(lexer) && !is_item_end(lexer->lookahead) && !is_sign(lexer->lookahead)) {
    advance(lexer);
  }
  lexer->mark_end(lexer);
  return finish(lexer, STRAY);
}

// Scans a piece of an attribute's value: a string that closes on its line, or a bare value.
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
  while (!at_line_end(lexer) && !is_item_end(c) && !is_sign(c) && c != '"' && c != ',' &&
         c != ';') {
    advance(lexer);
    c = lexer->lookahead;
    some = true;
  }
  lexer->mark_end(lexer);
  return some && finish(lexer, BARE);
}

static bool scan_annotation(Scanner *s, TSLexer *lexer, const bool *valid) {
  if (at_line_end(lexer)) {
    s->before = MIDDLE;
    return finish(lexer, ANNOTATION_UNFINISHED);
  }
  if (lexer->lookahead == '}') {
    advance(lexer);
    lexer->mark_end(lexer);
    s->before = MIDDLE;
    return finish(lexer, ANNOTATION_CLOSE);
  }
  if (valid[IDENTIFIER] && scan_identifier(lexer, NULL)) return finish(lexer, IDENTIFIER);
  if (valid[BARE]) return scan_value_piece(lexer);
  if (valid[KEY] && scan_item(lexer)) return true;
  return valid[STRAY] && scan_stray(lexer);
}

// Scans the end of a line inside a paragraph.
static bool scan_line_end(Scanner *s, TSLexer *lexer) {
  lexer->mark_end(lexer);
  if (lexer->eof(lexer)) {
    if (s->depth) return gives_up(s, lexer);
    s->flags = 0;
    s->before = BLANK;
    return finish(lexer, PARAGRAPH_END);
  }
  if (has(s, CLOSING) && s->depth) return gives_up(s, lexer);
  bool closing = has(s, CLOSING), continues = has(s, CONTINUES), open = s->depth;
  set(s, CONTINUES, false);
  advance_newline(lexer);
  // Unclosed constructs are ended before the line end, so that a zero-width token comes first.
  if (!open || continues) lexer->mark_end(lexer);
  bool ends = closing || (!continues && paragraph_ends(s, lexer));
  if (open && !continues) {
    set(s, ends ? CLOSING : CONTINUES, true);
    return ends ? gives_up(s, lexer) : finish(lexer, LINE_CONTINUES);
  }
  if (s->widest < s->column) s->widest = s->column;
  s->column = 0;
  s->height = NO_HEIGHT;
  s->before = BLANK;
  if (!ends) return finish(lexer, TEXT);
  s->flags = s->widest = s->wrap = s->searched = 0;
  return finish(lexer, PARAGRAPH_END);
}

// Scans the opening mark `c`: first ends an open construct of its family, unless that is closed
// behind the new one or a bracket intervenes.
static bool scan_opening(Scanner *s, TSLexer *lexer, enum Open kind, int32_t c) {
  if (is_innermost(s, kind) && !has(s, NESTS)) {
    uint8_t *open = &s->stack[s->depth - 1];
    bool nested = may_nest(c, open) && ((*open & BALANCED) || nests(s, lexer, c, *open));
    if (!nested) {
      set(s, OPENS, true);
      return gives_up(s, lexer);
    }
    if (!(*open & BALANCED)) {
      // The lookahead is behind the mark; a token without width comes first.
      *open |= BALANCED;
      set(s, NESTS, true);
      return finish(lexer, LINE_CONTINUES);
    }
  }
  set(s, OPENS, false);
  set(s, NESTS, false);
  if (s->depth >= MAX_DEPTH) return false;
  lexer->mark_end(lexer);
  s->column = capped(s->column + columns_of(c));
  return opens(s, lexer, kind, c);
}

// Scans the closing mark or bracket `c`: first ends the constructs opened inside it.
static bool scan_closing(Scanner *s, TSLexer *lexer, enum Open kind, int32_t c) {
  if (!is_innermost(s, kind)) return gives_up(s, lexer);
  lexer->mark_end(lexer);
  bool span = kind == BRACKET && lexer->lookahead == '{';
  s->column = capped(s->column + (span ? 0 : columns_of(c)));
  return closes(s, lexer, kind);
}

// Scans a double mark: it opens a quotation, closes the innermost one of its family, or is text.
static bool scan_double_mark(Scanner *s, TSLexer *lexer, int32_t c, enum Open kind) {
  const uint8_t *open = innermost_of(s, kind);
  if (has(s, OPENS) || has(s, NESTS) || mark_opens(lexer, c, s->before, open)) {
    return scan_opening(s, lexer, kind, c);
  }
  return open && scan_closing(s, lexer, kind, c);
}

// Scans `` or '' after its first character. Of ''' the last two are the mark: ``He said `yes.'''
static bool scan_wire_mark(Scanner *s, TSLexer *lexer, int32_t c) {
  if (c == '\'') {
    if (is_open(s, CURLY) && !is_innermost(s, CURLY)) return gives_up(s, lexer);
    lexer->mark_end(lexer);
  }
  advance(lexer);
  if (c == ',' && (s->before == MIDDLE || behind(lexer) != WORD_BEHIND)) {
    note_character(s, c);
    return false;
  }
  if (c == '\'' && lexer->lookahead == c) {
    note_character(s, c);
    return finish(lexer, TEXT);
  }
  if (scan_double_mark(s, lexer, c, CURLY)) {
    if (lexer->result_symbol != UNCLOSED) s->column = capped(s->column + 1);
    return true;
  }
  note_character(s, c);
  return false;
}

// Scans a ‘ or ‚, `c`, that has been read and closes nothing.
static bool scan_single_mark(Scanner *s, TSLexer *lexer, int32_t c) {
  lexer->mark_end(lexer);
  uint8_t lines;
  bool may_open = c == 0x2018 || (s->before != MIDDLE && behind(lexer) == WORD_BEHIND);
  if (may_open && s->depth < MAX_DEPTH && single_closes(lexer, c, &lines)) {
    if (s->reach < lines) s->reach = lines;
    s->column = capped(s->column + 1);
    return opens(s, lexer, c == 0x2018 ? SINGLE : LOW, c);
  }
  // The token ends after the mark; the rest was lookahead.
  note_character(s, c);
  return finish(lexer, TEXT);
}

// Whether the single mark `c`, just read, closes; `kind` receives the family.
static bool single_mark_closes(const Scanner *s, TSLexer *lexer, int32_t c, enum Open *kind) {
  const uint8_t *single = innermost_of(s, SINGLE), *low = innermost_of(s, LOW);
  *kind = low && (c == 0x2018 || !single || low > single) ? LOW : SINGLE;
  // ’ is an apostrophe unless an annotation follows it.
  if (c == 0x2019) return (single || low) && lexer->lookahead == '{';
  return low && (s->before == MIDDLE || behind(lexer) != WORD_BEHIND);
}

// Scans » or › before a period, where nothing of its family is open: before several it opens.
static bool scan_backward_mark(Scanner *s, TSLexer *lexer, int32_t c, enum Open kind) {
  lexer->mark_end(lexer);
  advance(lexer);
  if (lexer->lookahead == '.' && s->depth < MAX_DEPTH) {
    s->column = capped(s->column + 1);
    return opens(s, lexer, kind, c);
  }
  note_character(s, c);
  return finish(lexer, TEXT);
}

// Scans a bracket or a single-character mark, with no text before it in this token. Returns false
// if it is text, which is then read.
static bool scan_mark(Scanner *s, TSLexer *lexer) {
  int32_t c = lexer->lookahead;
  enum Open kind = family(c, 0);
  bool done = false;
  advance(lexer);
  switch (c) {
    case '[':
      lexer->mark_end(lexer);
      return opens(s, lexer, BRACKET, c);
    case ']':
      return scan_closing(s, lexer, BRACKET, c);
    case 0x2018:
    case 0x2019:
    case 0x201A:
      if (c != 0x201A && single_mark_closes(s, lexer, c, &kind)) {
        return scan_closing(s, lexer, kind, c);
      }
      if (c != 0x2019) return scan_single_mark(s, lexer, c);
      break;
    default:
      if ((c == 0xBB || c == 0x203A) && lexer->lookahead == '.' && !is_open(s, kind) &&
          s->before != MIDDLE) {
        return scan_backward_mark(s, lexer, c, kind);
      }
      done = (s->height != INCHES || kind != CURLY) && scan_double_mark(s, lexer, c, kind);
  }
  if (!done) note_character(s, c);
  return done;
}

// Whether `c`, which is neither a backslash nor part of a wire mark, can be more than text.
static bool is_special(const Scanner *s, int32_t c) {
  switch (c) {
    case '[':
      return s->depth < MAX_DEPTH;
    case ']':
      return is_open(s, BRACKET);
    case 0x2018:
    case 0x201A:
      return true;
    case 0x2019:
      return is_open(s, SINGLE) || is_open(s, LOW);
    default:
      return family(c, 0) != BRACKET;
  }
}

// Scans text up to the next mark, bracket, escape or line end; `some`: text was read already.
static bool scan_text(Scanner *s, TSLexer *lexer, bool some) {
  if (at_line_end(lexer) && !some) return scan_line_end(s, lexer);
  for (; !at_line_end(lexer); some = true) {
    int32_t c = lexer->lookahead;
    lexer->mark_end(lexer);
    if (is_special(s, c)) {
      if (some) return finish(lexer, TEXT);
      if (scan_mark(s, lexer)) return true;
      continue;
    }
    advance(lexer);
    if (c == '\\' && is_escapable(lexer->lookahead) && !lexer->eof(lexer)) {
      if (some) return finish(lexer, TEXT);
      note_character(s, lexer->lookahead);
      advance(lexer);
      lexer->mark_end(lexer);
      return finish(lexer, ESCAPE);
    }
    bool wire = (c == '\'' && s->height != INCHES) || c == '`' || (c == ',' && s->before != MIDDLE);
    if (wire && c == lexer->lookahead) {
      if (some) return finish(lexer, TEXT);
      if (scan_wire_mark(s, lexer, c)) return true;
    }
    note_character(s, c);
    advance_plain(s, lexer);
  }
  lexer->mark_end(lexer);
  return finish(lexer, TEXT);
}

// Called after a blank line: whether it ends a section depends only on the start of the next line,
// so that an edit does not move the ends of other sections.
static bool finish_blank_line(TSLexer *lexer) {
  // FNV-1a; its upper half is better mixed.
  uint32_t hash = 2166136261u;
  for (int i = 0; i < SECTION_SAMPLE && !at_line_end(lexer); i++) {
    hash = (hash ^ (uint32_t)lexer->lookahead) * 16777619u;
    advance(lexer);
  }
  return finish(lexer, (hash >> 16) % SECTION_BLOCKS == 1 ? SECTION_END : BLANK_LINE);
}

// Scans the start of a line outside a paragraph.
static bool scan_block(Scanner *s, TSLexer *lexer) {
  if (lexer->eof(lexer)) return false;
  bool document_start = has(s, DOCUMENT_START), block_start = has(s, BLOCK_START);
  reset(s);
  s->flags = block_start ? BLOCK_START : 0;
  unsigned indent = advance_blanks(lexer);
  if (at_line_end(lexer)) {
    if (!lexer->eof(lexer)) advance_newline(lexer);
    lexer->mark_end(lexer);
    set(s, BLOCK_START, true);
    return finish_blank_line(lexer);
  }
  lexer->mark_end(lexer);
  if (indent) {
    s->indent = s->column = capped(indent);
    return finish(lexer, TEXT);
  }
  int32_t c = lexer->lookahead;
  if (c == '%') {
    advance(lexer);
    if (lexer->lookahead == '%') {
      advance(lexer);
      lexer->mark_end(lexer);
      return finish(lexer, NOTE_MARKER);
    }
    note_character(s, c);
    return scan_text(s, lexer, true);
  }
  if ((c == '@' || c == '^') && block_start) {
    advance(lexer);
    lexer->mark_end(lexer);
    if (skip_identifier(lexer) && lexer->lookahead == ':') {
      return finish(lexer, c == '@' ? ACTOR_MARKER : SOURCE_MARKER);
    }
    // The token ends after the character; the rest was lookahead.
    note_character(s, c);
    return finish(lexer, TEXT);
  }
  if (c == '-' && document_start) {
    advance(lexer);
    lexer->mark_end(lexer);
    if (front_matter_follows(lexer)) return finish(lexer, FRONT_MATTER_OPEN);
    note_character(s, c);
    return finish(lexer, TEXT);
  }
  return scan_text(s, lexer, false);
}

bool tree_sitter_ascribe_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
  Scanner *s = payload;
  if (valid[ANNOTATION_OPEN] && lexer->lookahead == '{') {
    advance(lexer);
    lexer->mark_end(lexer);
    return finish(lexer, ANNOTATION_OPEN);
  }
  // There is no text in the states of a line of markup.
  if (!valid[TEXT]) {
    lexer->mark_end(lexer);
    if (valid[ANNOTATION_CLOSE]) return scan_annotation(s, lexer, valid);
    if (valid[FRONT_MATTER_CLOSE]) return scan_front_matter_line(s, lexer);
    if (valid[FIELD_KEY]) return scan_field(lexer);
    if (valid[IDENTIFIER] && scan_identifier(lexer, NULL)) return finish(lexer, IDENTIFIER);
    return scan_rest_of_line(lexer, valid);
  }
  if (valid[FIELD_INDENT] && is_blank(lexer->lookahead) && !lexer->eof(lexer)) {
    lexer->mark_end(lexer);
    if (scan_field_indent(lexer)) return true;
    if (!lexer->eof(lexer)) advance_newline(lexer);
    lexer->mark_end(lexer);
    s->flags = BLOCK_START;
    s->before = BLANK;
    return finish_blank_line(lexer);
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
