/**
 * @file The Ascribe markup: who said it, and where is that on record?
 * @license MIT OR Apache-2.0
 *
 * No text may produce an error. Everything that depends on position (quotation marks, brackets, the
 * ends of paragraphs) is therefore decided by the scanner in src/scanner.c, and each lexical state
 * below has a token for any input.
 */
/// <reference types="tree-sitter-cli/dsl" />
// @ts-check

/**
 * One or more. Unlike a node that starts with `repeat1`, one that starts with this is reused as a whole by incremental
 * parsing.
 * @param {RuleOrLiteral} rule
 */
const some = rule => seq(rule, repeat(rule));

export default grammar({
  name: 'ascribe',

  extras: _ => [],

  // In the order of `enum TokenType` in src/scanner.c.
  externals: $ => [
    $._front_matter_open,
    $._front_matter_close,
    $._actor_marker,
    $._source_marker,
    $._note_marker,
    $._blank_line,
    $._newline,
    $._field_indent,
    $.field_key,
    $.unreadable,
    $.identifier,
    $._text,
    $.escape,
    $._quotation_open,
    $._quotation_close,
    $._bracket_open,
    $._bracket_close,
    $._unclosed,
    $._line_continues,
    $._paragraph_end,
    $._annotation_open,
    $._annotation_close,
    $._annotation_unfinished,
    $.kind,
    $.flag,
    $.key,
    $._word,
    $._stray,
    $.string,
    $._bare,
    $._line,
    $.value,
    $._tail,
    $._section_end,
  ],

  // Each of these would only add a node to the tree.
  inline: $ => [$._declaration_head, $._field_value, $._items, $._word_item, $._sign_item],

  rules: {
    // Incremental parsing reuses whole nodes of the old tree. Sections group several blocks, so that a keystroke in a
    // long document does not visit every block.
    document: $ => seq(
      optional($.front_matter),
      repeat($._section),
      optional($._blocks),
    ),

    _section: $ => seq(optional($._blocks), $._section_end),

    _blocks: $ => some(choice($._block, $._blank_line)),

    front_matter: $ => seq(
      alias($._front_matter_open, '---'),
      $._newline,
      repeat($.field),
      alias($._front_matter_close, '---'),
      $._newline,
    ),

    _block: $ => choice($._declaration, $.note, $.paragraph),

    _declaration: $ => choice($.actor_declaration, $.source_declaration),

    actor_declaration: $ => seq(
      alias($._actor_marker, '@'),
      $._declaration_head,
      repeat(seq($._field_indent, $.field)),
    ),

    source_declaration: $ => seq(
      alias($._source_marker, '^'),
      $._declaration_head,
      repeat(seq($._field_indent, $.field)),
    ),

    _declaration_head: $ => seq(
      field('id', $.identifier),
      ':',
      optional($._blank),
      optional(field('name', alias($._line, $.name))),
      $._newline,
    ),

    field: $ => seq(
      choice(
        seq(
          field('key', $.field_key),
          optional($._blank),
          ':',
          optional($._blank),
          optional($._field_value),
        ),
        $.unreadable,
      ),
      $._newline,
    ),

    _field_value: $ => choice(
      field('value', $.value),
      seq(
        field('value', $._reference),
        repeat(seq(
          optional($._blank),
          choice(',', ';'),
          optional($._blank),
          field('value', $._reference),
        )),
        optional(alias($._tail, $.value)),
      ),
    ),

    _reference: $ => choice($.actor_reference, $.source_reference),

    note: $ => seq(
      alias($._note_marker, '%%'),
      optional($._blank),
      optional(field('text', alias($._line, $.note_text))),
      $._newline,
    ),

    paragraph: $ => seq(some($._content), $._paragraph_end),

    _content: $ => choice($._text, $._line_continues, $._bracketed, $._inline),

    _inline: $ => choice($.escape, $.quotation, $.span),

    quotation: $ => seq(
      field('open', alias($._quotation_open, $.mark)),
      repeat($._content),
      choice(
        $._unclosed,
        seq(
          field('close', alias($._quotation_close, $.mark)),
          optional(field('annotation', $.annotation)),
        ),
      ),
    ),

    span: $ => seq(
      alias($._bracket_open, '['),
      repeat($._content),
      alias($._bracket_close, ']'),
      field('annotation', $.annotation),
    ),

    // Brackets without an annotation are text, and therefore have no nodes.
    _bracketed: $ => seq(
      $._bracket_open,
      repeat($._content),
      choice($._unclosed, $._bracket_close),
    ),

    annotation: $ => seq(
      alias($._annotation_open, '{'),
      optional($._blank),
      optional(seq(
        $._items,
        repeat(seq($._blank, $._items)),
        optional($._blank),
      )),
      choice(
        alias($._annotation_close, '}'),
        alias($._annotation_unfinished, $.unfinished),
      ),
    ),

    // Adjacent items, not separated by a blank.
    _items: $ => choice(
      $.attribute,
      seq(
        choice($._word_item, $._sign_item),
        repeat($._sign_item),
      ),
    ),

    _item: $ => choice(
      $.kind,
      $.flag,
      $.actor_reference,
      $.source_reference,
      $.label,
      $.attribute,
      $.unreadable,
    ),

    _word_item: $ => choice($.kind, $.flag, alias($._word, $.unreadable)),

    _sign_item: $ => choice(
      $.actor_reference,
      $.source_reference,
      $.label,
      alias($._stray, $.unreadable),
    ),

    actor_reference: $ => seq('@', optional(field('id', $.identifier))),

    source_reference: $ => seq('^', optional(field('id', $.identifier))),

    label: $ => seq('#', optional(field('id', $.identifier))),

    label_reference: $ => prec(1, seq(
      optional(field('document', alias($._bare, $.path))),
      '#',
      optional(field('id', $.identifier)),
    )),

    attribute: $ => seq(
      field('key', $.key),
      '=',
      optional(field('value', alias($._attribute_value, $.value))),
    ),

    _attribute_value: $ => repeat1(choice(
      $.actor_reference,
      $.source_reference,
      $.label_reference,
      $.string,
      $._bare,
      ',',
      ';',
    )),

    _blank: _ => /[ \t]+/,
  },
});
