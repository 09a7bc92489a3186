//! Document model of a text: its blocks, with their fields, items and references.

use ascribe_fixture::Fixture;
use ascribe_language::stance::Stance;
use ascribe_markup::document::Document;
use ascribe_markup::model::{
    Annotation, Block, BlockKind, BlockRange, Field, ItemKind, Marked, Reference, Shape, id_from_name,
    is_identifier, name_from_id, read_blocks,
};
use ascribe_markup::summary::Summary;
use ascribe_markup::syntax::StartState;
use std::fmt::Write as _;

/// Model of a text, one fact per line, each with the text of its extent.
fn model(source: &str) -> String {
    let mut out = String::new();
    for block in read_blocks(&Fixture::parse(source).text, StartState::Document) {
        tell(&block, &mut out);
    }
    out
}

fn tell(block: &Block, out: &mut String) {
    let content = block.text[..block.content].trim_end();
    match &block.kind {
        BlockKind::Blank => out.push_str("blank\n"),
        BlockKind::Unread => out.push_str("unread\n"),
        BlockKind::FrontMatter(fields) => {
            out.push_str("front matter\n");
            for field in fields {
                tell_field(block, field, out);
            }
        }
        BlockKind::Declaration(declaration) => {
            assert_eq!(block.slice(declaration.id_extent), &*declaration.id);
            assert_eq!(block.slice(declaration.name_extent), &*declaration.name);
            let sign = declaration.namespace.sign();
            let _ = writeln!(out, "{sign}{} is {:?}", declaration.id, declaration.name);
            for field in &declaration.fields {
                tell_field(block, field, out);
            }
        }
        BlockKind::Note(extent) => {
            let _ = writeln!(out, "note {:?}", block.slice(*extent));
        }
        BlockKind::Paragraph(paragraph) => {
            let _ = writeln!(out, "paragraph {content:?}");
            for escape in &paragraph.escapes {
                let _ = writeln!(out, "  escape {}", block.slice(*escape));
            }
            for marked in &paragraph.marked {
                tell_marked(block, marked, out);
            }
        }
    }
    for problem in &block.problems {
        let _ = writeln!(out, "  ! {:?} {}", block.slice(problem.extent), problem.message);
    }
}

fn tell_field(block: &Block, field: &Field, out: &mut String) {
    assert_eq!(block.slice(field.key_extent), &*field.key);
    assert_eq!(block.slice(field.value_extent), &*field.value);
    let entries: Vec<&str> = field.entries().collect();
    let _ = write!(out, "  {} = {:?}", field.key, entries);
    tell_references(block, &field.references, out);
}

fn tell_references(block: &Block, references: &[Reference], out: &mut String) {
    for reference in references {
        assert_eq!(block.slice(reference.id_extent), &*reference.id);
        let _ = write!(out, " ({:?} {}", reference.namespace, block.slice(reference.extent));
        let document = reference.document.as_deref().map(|path| format!(" in {path}"));
        let _ = write!(out, "{})", document.unwrap_or_default());
    }
    out.push('\n');
}

fn tell_marked(block: &Block, marked: &Marked, out: &mut String) {
    let shape = match marked.shape {
        Shape::Span => "span",
        Shape::Quotation { closed: true, single: false } => "quotation",
        Shape::Quotation { closed: true, single: true } => "single quotation",
        Shape::Quotation { closed: false, .. } => "open quotation",
    };
    let depth = std::iter::successors(marked.parent, |place| block.marked()[*place].parent).count();
    let indent = "  ".repeat(depth + 1);
    let content = block.slice(marked.content);
    let _ = writeln!(out, "{indent}{shape} {content:?} is a {}", marked.kind().word());
    if let Some(annotation) = &marked.annotation {
        tell_annotation(block, annotation, &indent, out);
    }
}

fn tell_annotation(block: &Block, annotation: &Annotation, indent: &str, out: &mut String) {
    let closed = if annotation.closed { "" } else { " (not closed)" };
    let _ = writeln!(out, "{indent}  {}{closed}", block.slice(annotation.extent));
    for item in &annotation.items {
        let _ = write!(out, "{indent}    ");
        match &item.kind {
            ItemKind::Kind(kind) => {
                let _ = writeln!(out, "kind {}", kind.word());
            }
            ItemKind::Draft => out.push_str("draft\n"),
            ItemKind::Reference(reference) => {
                out.push_str("reference");
                tell_references(block, std::slice::from_ref(reference), out);
            }
            ItemKind::Label(label) => {
                let _ = writeln!(out, "label {:?}", label.id);
            }
            ItemKind::Attribute(attribute) => {
                assert_eq!(block.slice(attribute.key_extent), &*attribute.key);
                let _ = write!(
                    out,
                    "{} = {:?} {}",
                    attribute.key,
                    attribute.value,
                    block.slice(attribute.value_extent)
                );
                tell_references(block, &attribute.references, out);
            }
        }
    }
}

#[test]
fn front_matter() {
    insta::assert_snapshot!(model("
        | ---
        | title: The bar is open: so it is
        | source: ^log
        | allow: syntax; missing-source
        |   lang  :  en
        | empty:
        | my.key: @lund ^log
        | no key
        | ---
        | Text.
    "), @r#"
    front matter
      title = ["The bar is open: so it is"]
      source = ["^log"] (Source ^log)
      allow = ["syntax", "missing-source"]
      lang = ["en"]
      empty = []
      my.key = ["@lund ^log"]
      ! "no key" This line is not a field. Expected `key: value`.
    paragraph "Text."
    "#);
}

#[test]
fn front_matter_has_a_key_and_no_blank_line() {
    insta::assert_snapshot!(model("
        | ---
        | The bar is open
        | ---
        |
        | Text.
    "), @r#"
    paragraph "---"
    paragraph "The bar is open"
    paragraph "---"
    paragraph "Text."
    "#);
    insta::assert_snapshot!(model("
        | ---
        | title: The bar is open
        |
        | ---
    "), @r#"
    paragraph "---"
    paragraph "title: The bar is open"
    paragraph "---"
    "#);
}

#[test]
fn declarations() {
    insta::assert_snapshot!(model("
        | @lund: Karin Lund
        |   aka: Lund; the harbour master;
        |   affiliation: @board; @town
        |   kind: person
        |   phone: 555: 12
        | ^log: Harbour log: 2025
        |   cites: ^diary, ^letter
        |   of: @lund
        |
        | @ab.c-d_e9: Æ
        |
        |   An indented line behind a blank one is text.
        | @moe: and so is this.
    "), @r#"
    @lund is "Karin Lund"
      aka = ["Lund", "the harbour master"]
      affiliation = ["@board", "@town"] (Actor @board) (Actor @town)
      kind = ["person"]
      phone = ["555: 12"]
    ^log is "Harbour log: 2025"
      cites = ["^diary, ^letter"] (Source ^diary) (Source ^letter)
      of = ["@lund"] (Actor @lund)
    @ab.c-d_e9 is "Æ"
    paragraph "  An indented line behind a blank one is text."
    paragraph "@moe: and so is this."
    "#);
}

#[test]
fn a_declaration_stands_where_a_block_starts() {
    insta::assert_snapshot!(model("
        | A post read:
        | @lund: not again
        |
        | @lund : no
        |
        | @ lund: no
        |
        | @9lund: no
        |
        |  @lund: no
        |
        | %% note
        | @lund: yes
    "), @r#"
    paragraph "A post read:"
    paragraph "@lund: not again"
    paragraph "@lund : no"
    paragraph "@ lund: no"
    paragraph "@9lund: no"
    paragraph " @lund: no"
    note "note"
    @lund is "yes"
    "#);
}

#[test]
fn notes() {
    insta::assert_snapshot!(model("
        | %% A note.
        | %%
        | %%allow: syntax
        | Text, 50%% of it
        | %% ends the paragraph
        |  %% is text
    "), @r#"
    note "A note."
    note ""
    note "allow: syntax"
    paragraph "Text, 50%% of it"
    note "ends the paragraph"
    paragraph " %% is text"
    "#);
}

#[test]
fn items_of_all_kinds() {
    insta::assert_snapshot!(model(r#"
        | [It is so]{claim #l @lund @moe ^log draft via=@oster denies=#a,../b#c note="a \"b\" } c" verdict=true x=1;2}
    "#), @r##"
    paragraph "[It is so]{claim #l @lund @moe ^log draft via=@oster denies=#a,../b#c note=\"a \\\"b\\\" } c\" verdict=true x=1;2}"
      span "It is so" is a claim
        {claim #l @lund @moe ^log draft via=@oster denies=#a,../b#c note="a \"b\" } c" verdict=true x=1;2}
          kind claim
          label "l"
          reference (Actor @lund)
          reference (Actor @moe)
          reference (Source ^log)
          draft
          via = "@oster" @oster (Actor @oster)
          denies = "#a,../b#c" #a,../b#c (Label #a) (Label ../b#c in ../b)
          note = "a \"b\" } c" "a \"b\" } c"
          verdict = "true" true
          x = "1;2" 1;2
    "##);
}

#[test]
fn items_may_stand_together() {
    insta::assert_snapshot!(model("
        | [It is so]{claim@lund^log#l}, “so”{@lund^log}
    "), @r#"
    paragraph "[It is so]{claim@lund^log#l}, “so”{@lund^log}"
      span "It is so" is a claim
        {claim@lund^log#l}
          kind claim
          reference (Actor @lund)
          reference (Source ^log)
          label "l"
      quotation "so" is a quote
        {@lund^log}
          reference (Actor @lund)
          reference (Source ^log)
    "#);
}

#[test]
fn kinds_by_default() {
    insta::assert_snapshot!(model("
        | [a]{@x} [b]{@x @y draft note=n confidence=1} [c]{@x ^s} [d]{^s} [e]{#l} [f]{@x via=@y} [g]{opinion @x}
        |
        | “h”{@x} “i” “j”{claim} ‘k’{@x} ‘l’
    "), @r#"
    paragraph "[a]{@x} [b]{@x @y draft note=n confidence=1} [c]{@x ^s} [d]{^s} [e]{#l} [f]{@x via=@y} [g]{opinion @x}"
      span "a" is a mention
        {@x}
          reference (Actor @x)
      span "b" is a mention
        {@x @y draft note=n confidence=1}
          reference (Actor @x)
          reference (Actor @y)
          draft
          note = "n" n
          confidence = "1" 1
      span "c" is a claim
        {@x ^s}
          reference (Actor @x)
          reference (Source ^s)
      span "d" is a claim
        {^s}
          reference (Source ^s)
      span "e" is a claim
        {#l}
          label "l"
      span "f" is a claim
        {@x via=@y}
          reference (Actor @x)
          via = "@y" @y (Actor @y)
      span "g" is a opinion
        {opinion @x}
          kind opinion
          reference (Actor @x)
    paragraph "“h”{@x} “i” “j”{claim} ‘k’{@x} ‘l’"
      quotation "h" is a quote
        {@x}
          reference (Actor @x)
      quotation "i" is a quote
      quotation "j" is a claim
        {claim}
          kind claim
      single quotation "k" is a quote
        {@x}
          reference (Actor @x)
    "#);
}

#[test]
fn spans_and_quotations_nest() {
    insta::assert_snapshot!(model("
        | [Lund said “it [is «quite so»]{mention} and [sic] not”{@lund} twice]{claim @moe} and left.
    "), @r#"
    paragraph "[Lund said “it [is «quite so»]{mention} and [sic] not”{@lund} twice]{claim @moe} and left."
      span "Lund said “it [is «quite so»]{mention} and [sic] not”{@lund} twice" is a claim
        {claim @moe}
          kind claim
          reference (Actor @moe)
        quotation "it [is «quite so»]{mention} and [sic] not" is a quote
          {@lund}
            reference (Actor @lund)
          span "is «quite so»" is a mention
            {mention}
              kind mention
            quotation "quite so" is a quote
    "#);
}

#[test]
fn what_is_left_open() {
    insta::assert_snapshot!(model("
        | [Lund said “it is
        |
        | [so]{claim @lund
        |
        | “so”{@lund she said “and” left
    "), @r#"
    paragraph "[Lund said “it is"
      open quotation "it is" is a quote
    paragraph "[so]{claim @lund"
      span "so" is a claim
        {claim @lund (not closed)
          kind claim
          reference (Actor @lund)
      ! "{claim @lund" The annotation is not closed. Add `}` at its end, on the same line.
    paragraph "“so”{@lund she said “and” left"
      quotation "so" is a quote
        {@lund she said “and” left (not closed)
          reference (Actor @lund)
      ! "{@lund" The annotation is not closed. Add `}` at its end, on the same line.
    "#);
}

#[test]
fn escapes() {
    insta::assert_snapshot!(model(r#"
        | \“It \[is\]\{so}, C:\dir \\ and \"no\" more.
    "#), @r#"
    paragraph "\\“It \\[is\\]\\{so}, C:\\dir \\\\ and \\\"no\\\" more."
      escape \“
      escape \[
      escape \]
      escape \{
      escape \\
      escape \"
      escape \"
    "#);
}

#[test]
fn a_paragraph_without_its_markup() {
    let text = r"[Maria [Jensen]{@j}]{cue} said “so be \[it\]”{quote @j} and left.
";
    let blocks = read_blocks(text, StartState::Document);
    let block = &blocks[0];
    let words = |extent| block.words(extent);
    assert_eq!(words(BlockRange::new(0, block.len())), "Maria Jensen said “so be [it]” and left.\n");
    let contents: Vec<String> = block.marked().iter().map(|marked| words(marked.content)).collect();
    assert_eq!(contents, ["Maria Jensen", "Jensen", "so be [it]"]);
    let markup: Vec<&str> =
        block.markup(BlockRange::new(0, block.len())).into_iter().map(|extent| block.slice(extent)).collect();
    assert_eq!(markup, ["[", "[", "]", "{@j}", "]", "{cue}", "\\", "\\", "{quote @j}"]);
}

#[test]
fn a_run_of_blank_lines_is_looked_at_once() {
    // Reading the block again from each of its lines would take minutes.
    let text = format!("{}\u{a0}a", "\n".repeat(200_000));
    assert_eq!(read_blocks(&text, StartState::Document).len(), 2);
}

#[test]
fn ids_and_names() {
    for id in ["a", "Łódź", "市長", "q1-2025.call", "e\u{301}", "a_b"] {
        assert!(is_identifier(id), "{id}");
    }
    for text in ["", "1a", "-a", "_a", "a.", "a b", "a,", "a#", "“a", "a\u{2028}b"] {
        assert!(!is_identifier(text), "{text}");
    }
    for (name, id) in [
        ("Karin Lund", "karin-lund"),
        ("Fathom & Rule", "fathom-rule"),
        ("O’Brien, Jr.", "obrien-jr"),
        ("2nd Board", "nd-board"),
        ("Łódź — 市", "łódź-市"),
        ("¿?", ""),
        ("Åsa Öller", "åsa-öller"),
        ("A\u{30a}sa O\u{308}ller", "åsa-öller"),
        ("Tim O'Dell", "tim-odell"),
        ("Tim O\u{2bc}Dell", "tim-odell"),
        ("Jean\u{2011}Marc Qu\u{ad}ill", "jean-marc-quill"),
        ("X\u{30c}ian\u{a0}Quill", "xian-quill"),
        ("İnci", "inci"),
        ("विक्रम", "विक्रम"),
    ] {
        assert_eq!(id_from_name(name), id);
        assert!(id.is_empty() || is_identifier(id));
    }
    assert_eq!(name_from_id("city-council.of_ålesund"), "City Council Of Ålesund");
}

#[test]
fn texts_that_are_hardly_any() {
    for (text, blocks) in [
        ("", 0),
        ("\n", 1),
        ("\r\n\r\n", 1),
        ("\u{feff}", 1),
        (" ", 1),
        ("\0", 1),
        ("a", 1),
        ("\u{feff}@a: A", 1),
        ("\n\n\na\n\n\nb", 3),
    ] {
        let read = read_blocks(text, StartState::Document);
        assert_eq!(read.len(), blocks, "{text:?}");
        assert_eq!(read.iter().map(|block| &*block.text).collect::<String>(), text);
    }
}

#[test]
fn stances_of_statements_and_of_their_parts() {
    let document = Document::new(&Fixture::parse("
        | [a]{claim @x} [b]{claim @x stance=denies} “c”{@x stance=asks} [d]{@x stance=doubts} [e]{mention @x stance=denies}
        |
        | [f]{claim @x stance=wishes} [g]{claim @x stance=promises stance=denies} “h”
        |
        | “i”{#i @x stance=demands} “j”{part=#i} “k”{part=#i stance=denies}
        |
        | [l]{part=#i @x} [m]{part=#none stance=denies} [n]{part=#i #n} [o]{part=#n}
        |
        | [p]{#p part=#q stance=denies} [q]{#q part=#p stance=denies}
    ").text);
    let mut out = String::new();
    for marked in document.blocks().flat_map(|at| at.block.marked()) {
        let _ = write!(out, "{} ", document.stance_of(marked).map_or("none", Stance::word));
    }
    insta::assert_snapshot!(out, @"asserts denies asks doubts asserts none none asserts demands demands demands demands denies demands demands none none");
    let summary = Summary::of(&document);
    let of_summary: Vec<_> = summary.statements().map(|it| summary.stance_of(it)).collect();
    let annotated = document.blocks().flat_map(|at| at.block.marked()).filter(|it| it.annotation.is_some());
    assert_eq!(of_summary, annotated.map(|it| document.stance_of(it)).collect::<Vec<_>>());
}
