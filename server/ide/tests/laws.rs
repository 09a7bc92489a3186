//! Properties of the markup, for any text: parsing never fails, stripping gives the article back, and an edited
//! document equals the one parsed from its text.
#![allow(clippy::expect_used, missing_docs)]

use ascribe_ide::actions::{ActionContext, ActionKind, actions};
use ascribe_ide::fixes::{Selection, pass};
use ascribe_ide::format::{format, format_range, format_typed};
use ascribe_ide::semantic_tokens::{DocumentTokens, TokenOptions, semantic_tokens, semantic_tokens_in};
use ascribe_ide::{
    completion, definition, folding, highlights, hover, inlay_hints, inline_completion, linked_editing,
    links, references, selection, signature_help, symbols,
};
use ascribe_lints::{Applicability, Finding, check, check_on};
use ascribe_markup::Edit;
use ascribe_markup::budget::Budget;
use ascribe_markup::document::{BlockAt, Document, Labels, Revision};
use ascribe_markup::import::import;
use ascribe_markup::model::{Annotation, BlockKind, Field, Namespace};
use ascribe_markup::scope::{Place, Scope};
use ascribe_markup::strip::{keeps_article, strip};
use ascribe_markup::summary::{self, Summary};
use ascribe_markup::syntax::parse;
use ascribe_markup::text::Rope;
use ascribe_markup::text::{Encoding, Position};
use proptest::prelude::*;
use std::ops::Range;
use std::sync::Arc;

/// Text made of characters with a meaning in the markup.
fn markup() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "[",
        "]",
        "{",
        "}",
        "\"",
        "''",
        "'",
        "``",
        "“",
        "”",
        "„",
        "«",
        "»",
        "‘",
        "’",
        "\\",
        "@",
        "^",
        "#",
        "%%",
        "%",
        "---",
        "-",
        "—",
        ":",
        "=",
        ",",
        ";",
        " ",
        "  ",
        "\t",
        "\u{a0}",
        "\n",
        "\n\n",
        "\n \n",
        "\r\n",
        "\r",
        "\0",
        "\u{feff}",
        "@a: B",
        "^s: T",
        "@a",
        "^s",
        "#l",
        "]{",
        "\"{",
        "’{",
        "claim",
        "draft",
        "key=",
        "denies=#l",
        "via=@a",
        "note=\"x\"",
        "a",
        "word",
        "é",
        "𝕏",
        "e\u{301}",
        "said",
        "B",
        "a long run of plain words that goes on and on until nothing more would fit ",
        "averyveryveryveryveryveryveryveryveryveryveryveryveryveryverylongword",
        "---\nkey: v\n---\n",
        "\n@a: B\n  role: x\n",
        "\n%% note\n",
        "\n%% allow: unattributed-quote - because\n",
        "\n%% allow: missing-date; loaded-verb\n",
        "\n\n^s: T\n  cites: ^t\n\n",
        "\n\n^t: T\n  cites: ^s\n\n",
        "\n\n@c: C\n  anonymous: yes\n  affiliation: @b\n\n@b: Bell Corp\n\n",
        "---\ntitle: Mayor: ‘we saw the water come up’\nallow: missing-date\n---\n",
        "allow=",
        "[it is so]{claim #l @c ^s verdict=true}",
        "[it is so]{claim @a repeats=#l verdict=false allow=mind-verb}",
        "[it is not]{claim @b ^t denies=#l}",
        "[it is so]{claim #l @a ^s stance=denies verdict=true}",
        "[that it is so]{claim @b ^t stance=denies repeats=#l}",
        "[and so on]{@a part=#l #m}",
        "stance=asks",
        "stance=",
        " B accused Bell Corp of ",
        "“We saw the water come up at last,”{@a} B claimed.\n\n",
        "“We saw no water come up at last,”{@a #m} B hoped.\n\n",
        "“We had no warning,”{@a ^s} said B.",
        "[it is so]{claim #l @a}",
        "\n“One paragraph of a quotation that is long.\n\n“And the other.”{@a}\n",
    ]);
    // Pieces of copy that is wrapped at fewer columns than usual: what is one paragraph depends on lines further on.
    let narrow = prop::sample::select(vec![
        "so this copy is wrapped at fewer columns, and\n",
        "fifty of them are enough for a line of it, as\n",
        "Nobody had spoken of it before the vote, and\n",
        "“We saw it,”{@a} said Bell, who had a boat in\n",
        "it had been [said before]{claim @a}, with words\n",
        "“nothing that would have been of help to us in\n",
        "a",
        "a\n",
        "\n",
        "too long for a line of such copy, so that it is none of it, ",
    ]);
    let narrow = prop::collection::vec(narrow, 2..14).prop_map(|pieces| pieces.concat());
    let piece = prop_oneof![40 => piece.prop_map(str::to_owned), 1 => narrow];
    prop::collection::vec(piece, 0..50).prop_map(|pieces| pieces.concat())
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![4 => markup(), 1 => any::<String>()]
}

/// Text with many constructs that a formatter changes.
fn formatted_text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "[it is so]{@a   claim  #l}",
        "[it]{note=\"plain\" claim ^s @a}",
        "[it]{ reviewed=2025 stance=denies @a reviewed-by=@a claim }",
        "[it]{ claim note=\"two words\" draft date=\"2025-01-02\" via=@a }",
        "“So,”{part=#l  @a}",
        "\"So,\"{denies=\"#l, #m\" x=\"a\\\"b\" @b}",
        "[x]{claim@a^s}",
        "[x]{claim @a",
        "[x]{}",
        "{@a}",
        "\\[a\\]",
        "\\\"a\\\"",
        "\\“",
        "\\@a: b",
        "\\%% no note",
        "\\\\",
        "\\{",
        "]\\{b}",
        "\n@a: A \n\trole:x\n aka:  B;C ;\n  zz:  1\n  kind: person \n",
        "\n@b:B\n@c:  C\n\n\n\n^s:T\n  of:@a,@b\n",
        "\n^t: T\r\n  date:1\r\n\r\n\r\n",
        "\n@d: D\ntext",
        "---\nlang:en\ntitle: x \n---\n",
        "---\ntitle: x\n---\n\n\n",
        "\u{feff}",
        "\n",
        "\n\n",
        "\n \n\n",
        " ",
        "word ",
        "said ‘so’{@a}",
        "%% note\n",
        "\n%% note\n",
    ]);
    let pieces = prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat());
    prop_oneof![3 => pieces, 1 => text()]
}

/// Meaning of each block, ignoring positions and order.
fn model(document: &Document) -> Vec<Vec<String>> {
    let of_block = |at: BlockAt<'_>| {
        let block = at.block;
        let mut told: Vec<String> = block
            .references()
            .map(|r| format!("{:?} {} {:?}", r.namespace, r.id, r.document))
            .chain(block.definitions().map(|(namespace, id, _)| format!("{namespace:?} {id}")))
            .chain(block.declaration().map(|declaration| format!("name {}", declaration.name)))
            .chain(block.fields().iter().map(|field| format!("{} {:?}", field.key, entries(field))))
            .collect();
        for marked in block.marked() {
            let words = block.words(marked.content);
            told.push(format!("{:?} {:?} {words:?}", marked.kind(), marked.shape));
            let attributes = marked.annotation.iter().flat_map(Annotation::attributes);
            let texts = attributes.filter(|attribute| attribute.references.is_empty());
            told.extend(texts.map(|attribute| format!("{words:?} {}={}", attribute.key, attribute.value)));
        }
        told.sort();
        told
    };
    document.blocks().map(of_block).collect()
}

/// Entries of a field; lists may be written in several ways.
fn entries(field: &Field) -> Vec<String> {
    match &*field.key {
        "aka" | "allow" => field.entries().map(str::to_owned).collect(),
        _ if !field.references.is_empty() => Vec::new(),
        _ => vec![field.value.to_string()],
    }
}

/// Asserts that formatting keeps the article and the findings, and is idempotent.
fn formats_well(text: &str) -> Result<(), TestCaseError> {
    let document = Document::new(text);
    let edits = format(&document);
    let mut sorted = edits.clone();
    sorted.sort_by_key(|edit| (edit.range.start, edit.range.end));
    for pair in sorted.windows(2) {
        prop_assert!(pair[0].range.end <= pair[1].range.start, "{edits:?} in {text:?}");
    }
    let formatted = document.edited(&edits);
    prop_assert_eq!(
        strip(&formatted),
        strip(&document),
        "{:?} became {:?}",
        text,
        formatted.text().to_string()
    );
    let told = |document: &Document| {
        let mut told: Vec<_> =
            findings(document).into_iter().map(|(_, rule, message)| (rule, message)).collect();
        told.sort();
        told
    };
    prop_assert_eq!(
        told(&formatted),
        told(&document),
        "{:?} became {:?}",
        text,
        formatted.text().to_string()
    );
    prop_assert_eq!(model(&formatted), model(&document), "{:?}", text);
    let again = format(&formatted);
    prop_assert!(again.is_empty(), "{again:?} is left of {text:?} as {:?}", formatted.text().to_string());
    Ok(())
}

/// Constructs for which the grammar has a node: node name and byte range.
type Outline = Vec<(&'static str, Range<usize>)>;

/// Blocks of a document and the constructs in them, sorted.
fn outline(document: &Document) -> Outline {
    let mut outline = Outline::new();
    for at in document.blocks() {
        let name = match &at.block.kind {
            BlockKind::Blank | BlockKind::Unread => continue,
            BlockKind::FrontMatter(_) => "front_matter",
            BlockKind::Declaration(declaration) if declaration.namespace == Namespace::Actor => {
                "actor_declaration"
            }
            BlockKind::Declaration(_) => "source_declaration",
            BlockKind::Note(_) => "note",
            BlockKind::Paragraph(_) => "paragraph",
        };
        let bom =
            if at.start == 0 && at.block.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        outline.push((name, at.start + bom..at.start + at.block.content));
        for marked in at.block.marked() {
            let name = if marked.is_quotation() { "quotation" } else { "span" };
            outline.push((name, marked.whole().at(at.start)));
            outline.extend(marked.annotation.iter().map(|it| ("annotation", it.extent.at(at.start))));
        }
        let paragraph = at.block.paragraph();
        outline.extend(paragraph.iter().flat_map(|it| &it.escapes).map(|it| ("escape", it.at(at.start))));
    }
    outline.sort_by_key(|(name, range)| (range.start, range.end, *name));
    outline
}

/// Outline according to the grammar, from a parse of the whole text.
fn outline_of_tree(text: &str) -> Outline {
    const NAMES: [&str; 9] = [
        "front_matter",
        "actor_declaration",
        "source_declaration",
        "note",
        "paragraph",
        "quotation",
        "span",
        "annotation",
        "escape",
    ];
    let (tree, _) = parse(&Rope::from_str(text), text.len(), None);
    let mut outline = Outline::new();
    let mut open = vec![tree.root_node()];
    while let Some(node) = open.pop() {
        let name = NAMES.into_iter().find(|name| *name == node.kind());
        outline.extend(name.map(|name| (name, node.byte_range())));
        open.extend(node.children(&mut node.walk()));
    }
    outline.sort_by_key(|(name, range)| (range.start, range.end, *name));
    outline
}

fn at(text: &str, index: usize) -> usize {
    (0..=index.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn findings(document: &Document) -> Vec<(Range<usize>, String, String)> {
    let found = check(&Scope::alone(Arc::new(document.clone())), None);
    found.iter().map(|(range, f)| (range, f.rule.code.to_owned(), f.message.to_string())).collect()
}

/// An article in which every paragraph shares people, labels and words with others.
fn annotated(paragraphs: usize) -> String {
    let head = "---\ntitle: Lund: ‘the water rose to the second step’\n---\n\n".to_owned();
    let people = (0..20).map(|person| {
        format!("@lund-{person}: Karin Lund {person}\n^log-{person}: Log {person}\n  date: 2025-01-02\n")
    });
    let paragraphs = (0..paragraphs).map(|number| {
        let (person, denied) = (number % 20, number / 2);
        format!(
            "\nKarin Lund {person} said that [the water rose to step {number}]{{claim #rose-{number} @lund-{person} \
             ^log-{person} denies=#rose-{denied}}}. “Boats {number} carts {number} houses {number} steps {number} \
             people {number},”{{@lund-{person} ^log-{person}}} she said.\n"
        )
    });
    std::iter::once(head).chain(people).chain(paragraphs).collect()
}

/// Six times the number of cases set by `PROPTEST_CASES`.
fn cases() -> u32 {
    6 * ProptestConfig::default().cases
}

/// Replaces parts of a document and of its text, each by a place, a length in bytes and the new text, and parses once.
fn revised(
    document: &Document,
    text: &mut String,
    batch: Vec<(prop::sample::Index, usize, String)>,
) -> Result<Document, TestCaseError> {
    let mut revision = Revision::of(document);
    for (index, length, insert) in batch {
        let start = at(text, index.index(text.len() + 1));
        let end = at(text, start + length).max(start);
        revision.replace(start..end, &insert);
        text.replace_range(start..end, &insert);
        prop_assert_eq!(revision.text().to_string(), text.as_str());
    }
    Ok(revision.parse())
}

proptest! {
    // Long documents, checked from scratch for each change.
    #![proptest_config(ProptestConfig { cases: cases() / 50, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn several_edits_of_a_long_document_are_checked_at_once(
        pieces in prop::collection::vec((text(), 1usize..30), 1..6),
        batches in prop::collection::vec(
            prop::collection::vec((any::<prop::sample::Index>(), 0usize..200, text()), 1..4),
            1..4,
        ),
    ) {
        let mut text: String = pieces.iter().map(|(piece, times)| format!("{piece}\n\n").repeat(*times)).collect();
        let mut document = Document::new(&text);
        let mut scope = Scope::alone(Arc::new(document.clone()));
        let mut known = check(&scope, None);
        let mut tokens_before = semantic_tokens(&scope, TokenOptions::default(), None);
        for batch in batches {
            for (index, length, insert) in batch {
                let start = at(&text, index.index(text.len() + 1));
                let end = at(&text, start + length).max(start);
                document.edit(&Edit::replace(start..end, insert.clone()));
                text.replace_range(start..end, &insert);
            }
            for block in document.blocks() {
                prop_assert_eq!(block.line, document.text().line_of(block.start), "{:?}", text);
            }
            scope = Scope::alone(Arc::new(document.clone())).following(&scope);
            known = check_on(&scope, Some(known), Budget::UNLIMITED).expect("an unlimited budget");
            let seen: Vec<_> =
                known.iter().map(|(range, f)| (range, f.rule.code.to_owned(), f.message.to_string())).collect();
            prop_assert_eq!(seen, findings(&Document::new(&text)), "{:?}", text);
            tokens_before = semantic_tokens(&scope, TokenOptions::default(), Some(&tokens_before));
            let fresh = semantic_tokens(&scope, TokenOptions::default(), None);
            let tokens = |tokens_before: &DocumentTokens| -> Vec<_> {
                tokens_before.blocks().map(|block| (block.lines(), block.tokens.to_vec())).collect()
            };
            prop_assert_eq!(tokens(&tokens_before), tokens(&fresh));
        }
    }
}

proptest! {
    // A failure becomes a small test below, which says what it is about.
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn stripping_an_import_gives_the_text(text in text()) {
        let imported = import(&text);
        let document = Document::new(&imported);
        prop_assert_eq!(&strip(&document), &text, "imported as {:?}", imported);
        for block in document.blocks() {
            prop_assert!(block.block.marked().iter().all(|marked| marked.annotation.is_none()));
        }
    }

    #[test]
    fn all_fixes_at_once_keep_the_article(text in text()) {
        let scope = Scope::alone(Arc::new(Document::new(&format!("@a: A\n^s: S\n\n{text}"))));
        let all = Selection { rules: &|_| true, least: Applicability::Unsafe };
        let mut edits = pass(&check(&scope, None), all, Budget::UNLIMITED);
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        for pair in edits.windows(2) {
            prop_assert!(pair[0].range.end <= pair[1].range.start, "{:?} in {:?}", pair, text);
        }
        let fixed = Document::new(&scope.document.edited(&edits).text().to_string());
        prop_assert_eq!(strip(&fixed), strip(&scope.document), "{:?} in {:?}", edits, text);
    }

    #[test]
    fn a_summary_knows_the_stances_of_its_document(text in text()) {
        let document = Document::new(&text);
        let summary = Summary::of(&document);
        let of_summary: Vec<_> = summary.statements().map(|it| (it.kind, summary.stance_of(it))).collect();
        let of_document = summary::annotated(&document).map(|(_, it, _)| (it.kind(), document.stance_of(it)));
        prop_assert_eq!(of_summary, of_document.collect::<Vec<_>>());
        let labels = Labels::new(&document);
        for marked in document.blocks().flat_map(|at| at.block.marked()) {
            prop_assert_eq!(labels.stance_of(marked), document.stance_of(marked), "{:?} in {:?}", marked, text);
        }
    }

    #[test]
    fn annotations_and_references_are_found_by_their_extents(text in text()) {
        let document = Document::new(&text);
        for block in document.blocks().map(|at| at.block) {
            for reference in block.references() {
                let found = block.reference_at(reference.extent);
                prop_assert!(found.is_some_and(|found| std::ptr::eq(found, reference)), "{:?} in {:?}", reference, text);
            }
            for annotation in block.annotations() {
                let extents = annotation.items.iter().map(|item| item.extent).chain([annotation.extent]);
                for extent in extents {
                    let found = block.annotated_at(extent).map(|(_, found)| found);
                    prop_assert!(found.is_some_and(|found| std::ptr::eq(found, annotation)), "{:?} in {:?}", extent, text);
                }
            }
        }
    }

    #[test]
    fn blocks_make_up_the_text(text in text()) {
        let document = Document::new(&text);
        let joined: String = document.blocks().map(|at| at.block.text.to_string()).collect();
        prop_assert_eq!(joined, text);
    }

    #[test]
    fn changes_that_are_parsed_at_once_give_the_document_of_their_text(
        text in text(),
        batches in prop::collection::vec(
            prop::collection::vec((any::<prop::sample::Index>(), 0usize..30, text()), 1..5),
            1..4,
        ),
    ) {
        let mut text = text;
        let mut document = Document::new(&text);
        for batch in batches {
            document = revised(&document, &mut text, batch)?;
            prop_assert_eq!(&document, &Document::new(&text), "{:?}", text);
        }
    }

    #[test]
    fn blocks_are_what_the_tree_has(text in text()) {
        let document = Document::new(&text);
        prop_assert_eq!(outline(&document), outline_of_tree(&text), "{:?}", text);
        prop_assert_eq!(Summary::of_text(&text), Summary::of(&document), "{:?}", text);
    }

    #[test]
    fn blocks_of_a_long_text_are_what_the_tree_has(text in text(), other in text()) {
        let both = [&text, "\n\n", &other, "\n"].concat();
        let long = both.repeat(5_000 / both.len() + 1);
        let document = Document::new(&long);
        prop_assert_eq!(outline(&document), outline_of_tree(&long), "{:?}", both);
        prop_assert_eq!(Summary::of_text(&long), Summary::of(&document), "{:?}", both);
    }

    #[test]
    fn an_edited_document_is_a_fresh_one(
        text in text(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0usize..30, text()), 1..6),
    ) {
        let mut text = text;
        let mut document = Document::new(&text);
        let mut scope = Scope::alone(Arc::new(document.clone()));
        let mut known = check(&scope, None);
        let mut tokens_before = semantic_tokens(&scope, TokenOptions::default(), None);
        let mut summary = Summary::of(&document);
        for (index, length, insert) in edits {
            let start = at(&text, index.index(text.len() + 1));
            let end = at(&text, start + length).max(start);
            document.edit(&Edit::replace(start..end, insert.clone()));
            text.replace_range(start..end, &insert);
            let fresh = Document::new(&text);
            prop_assert_eq!(&document, &fresh, "{:?}", text);
            scope = Scope::alone(Arc::new(document.clone())).following(&scope);
            known = check(&scope, Some(&known));
            tokens_before = semantic_tokens(&scope, TokenOptions::default(), Some(&tokens_before));
            summary = Summary::following(&document, Some(&summary));
            prop_assert_eq!(&summary, &Summary::of(&fresh));
            let anew = semantic_tokens(&Scope::alone(Arc::new(fresh.clone())), TokenOptions::default(), None);
            let tokens = |tokens_before: &DocumentTokens| -> Vec<_> {
                tokens_before.blocks().map(|block| (block.lines(), block.tokens.to_vec())).collect()
            };
            prop_assert_eq!(tokens(&tokens_before), tokens(&anew));
            let seen: Vec<_> =
                known.iter().map(|(range, f)| (range, f.rule.code.to_owned(), f.message.to_string())).collect();
            prop_assert_eq!(seen, findings(&fresh));
        }
    }

    #[test]
    fn an_edited_document_is_read_as_far_as_a_fresh_one(
        text in text(),
        most in 0usize..60,
        batches in prop::collection::vec(
            prop::collection::vec((any::<prop::sample::Index>(), 0usize..30, text()), 1..4),
            1..6,
        ),
    ) {
        let mut text = text;
        let mut document = Document::limited(&text, most);
        for batch in batches {
            document = revised(&document, &mut text, batch)?;
            let fresh = Document::limited(&text, most);
            prop_assert_eq!(&document, &fresh, "{:?}", text);
            prop_assert_eq!(document.unread(), fresh.unread(), "{:?}", text);
            let joined: String = document.blocks().map(|at| at.block.text.to_string()).collect();
            prop_assert_eq!(joined, text.as_str());
            let unread = document.unread().map_or("", |range| &text[range]);
            prop_assert!(strip(&document).ends_with(unread), "{:?}", text);
            prop_assert!(format(&document).iter().all(|edit| edit.range.end <= text.len() - unread.len()));
            let read = text.len() - unread.len();
            for (range, finding) in check(&Scope::alone(Arc::new(document.clone())), None).iter() {
                let is_told = finding.rule.code == "syntax" && range.start == read && !unread.is_empty();
                prop_assert!(range.end <= read || is_told, "{:?}", text);
            }
        }
    }

    #[test]
    fn positions_and_offsets_agree(text in text(), index in any::<prop::sample::Index>()) {
        let document = Document::new(&text);
        let offset = at(&text, index.index(text.len() + 1));
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let position = document.text().position(offset, encoding);
            let back = document.text().offset(position, encoding);
            // The only offset without a position is between CR and LF.
            let split = text[..offset].ends_with('\r') && text[offset..].starts_with('\n');
            prop_assert!(back == offset || (split && back == offset - 1));
            let far = Position { line: position.line, column: usize::MAX };
            prop_assert!(document.text().offset(far, encoding) >= offset - usize::from(split));
        }
    }

    #[test]
    fn formatting_changes_no_word_and_no_meaning(text in formatted_text()) {
        formats_well(&text)?;
    }

    #[test]
    fn formatting_a_part_or_while_typing_keeps_the_article(
        text in formatted_text(),
        index in any::<prop::sample::Index>(),
        length in 0usize..60,
    ) {
        let document = Document::new(&text);
        let start = at(&text, index.index(text.len() + 1));
        let end = at(&text, start + length).max(start);
        let all = format(&document);
        for edit in format_range(&document, start..end) {
            prop_assert!(all.contains(&edit), "{edit:?} is none of {all:?}");
        }
        for typed in ['}', '\n'] {
            let edits = format_typed(&document, start, typed);
            prop_assert_eq!(strip(&document.edited(&edits)), strip(&document), "{:?} in {:?}", edits, text);
        }
    }

    #[test]
    fn every_feature_works_everywhere(text in text(), index in any::<prop::sample::Index>(), length in 0usize..40) {
        let start = at(&text, index.index(text.len() + 1));
        let end = at(&text, start + length).max(start);
        every_feature_works_at(&text, start..end)?;
    }
}

fn is_closed(finding: &Finding) -> bool {
    !finding.message.contains("not closed")
}

fn nested(symbols: &[symbols::Symbol]) -> bool {
    symbols.iter().all(|s| {
        s.range.start <= s.selection.start
            && s.selection.end <= s.range.end
            && !s.name.is_empty()
            && nested(&s.children)
    })
}

/// Asserts that ranges are at character starts in the text, and that actions keep the article.
fn every_feature_works_at(text: &str, place: Range<usize>) -> Result<(), TestCaseError> {
    let scope = Scope::alone(Arc::new(Document::new(text)));
    let start = place.start;
    let inside = |range: &Range<usize>| {
        text.is_char_boundary(range.start) && text.is_char_boundary(range.end) && range.start <= range.end
    };
    prop_assert!(hover::hover(&scope, start).is_none_or(|hover| inside(&hover.range)));
    if let Some((range, found)) = definition::definition(&scope, start) {
        prop_assert!(inside(&range));
        prop_assert!(found.iter().all(|d| inside(&d.id) && inside(&d.whole) && d.whole.start <= d.id.start));
    }
    let documents = ["other", "two words", "{b}"]
        .map(|link| completion::DocumentPath { link: link.into(), typed: link.into() });
    let asked =
        completion::CompletionContext { offset: start, explicitly: true, documents: &documents, named: None };
    for proposal in completion::completion(&scope, asked).proposals {
        let replace = &proposal.replace;
        prop_assert!(inside(replace) && replace.start <= start && start <= replace.end);
        let apart = |edit: &Edit| edit.range.end < replace.start || replace.end < edit.range.start;
        prop_assert!(proposal.edits.iter().all(|edit| inside(&edit.range) && apart(edit)));
        let main = Edit::replace(replace.clone(), proposal.text.clone());
        let edits: Vec<Edit> = proposal.edits.iter().cloned().chain([main]).collect();
        let rest = &text[start..replace.end];
        let is_id = |c: char| c.is_alphanumeric() || "-_.".contains(c);
        prop_assert!(rest.chars().all(is_id), "{edits:?} in {text:?}");
        let is_kept =
            proposal.kind == completion::ProposalKind::Declaration || keeps_article(&scope.document, &edits);
        prop_assert!(is_kept, "{edits:?} in {text:?}");
    }
    let wanted = inlay_hints::Wanted { names: true, speakers: true, sources: true };
    for hint in inlay_hints::inlay_hints(&scope, place.clone(), wanted).hints {
        prop_assert!(inside(&(hint.offset..hint.offset)) && !hint.label.is_empty());
        prop_assert!(keeps_article(&scope.document, &hint.edits), "{hint:?} in {text:?}");
    }
    if let Some(signature) = signature_help::signature_help(&scope, start) {
        prop_assert!(signature.label.is_ascii() && signature.active < signature.parameters.len());
        prop_assert!(signature.parameters.iter().all(|it| signature.label.get(it.range.clone()).is_some()));
    }
    if let Some(put_in) = inline_completion::inline_completion(&scope, start) {
        let edited = format!("{}{put_in}{}", &text[..start], &text[start..]);
        let unbracketed = |text: &str| strip(&Document::new(text)).replace(['[', ']', '\\'], "");
        prop_assert_eq!(unbracketed(&edited), unbracketed(text), "{} in {:?}", put_in, text);
    }
    if let Some(target) = references::target(&scope, start) {
        let uses = references::uses(&scope, target.namespace, &target.id, None);
        prop_assert!(uses.iter().all(|(range, _)| inside(range)));
        let all = scope.document.blocks().flat_map(|at| scope.names().mentions(at));
        let of_target = all.filter(|it| target.namespace == Namespace::Actor && *it.id == *target.id);
        let mentions = uses.iter().filter(|(_, how)| *how == references::Use::Mention);
        prop_assert!(mentions.map(|(range, _)| range.clone()).eq(of_target.map(|mention| mention.range)));
    }
    prop_assert!(nested(&symbols::symbols(&scope.document)));
    reading_works_at(text, &scope, place.clone(), inside)?;
    every_action_keeps_the_article(text, &scope, place)
}

/// Asserts that actions keep the article, except that closing an annotation gives back the words it had swallowed.
fn every_action_keeps_the_article(
    text: &str,
    scope: &Scope,
    place: Range<usize>,
) -> Result<(), TestCaseError> {
    let article = strip(&scope.document);
    // Drafts have their own tests, in `drafting.rs`.
    let wanted = |kind: ActionKind| !matches!(kind, ActionKind::Draft | ActionKind::DraftAll);
    let asked = ActionContext::new(scope, place).only(&wanted).with_new_cast(true).with_project(Some(""));
    for action in actions(&asked) {
        let change = action.change();
        prop_assert_eq!(
            change.edits.iter().any(|(_, edits)| !edits.is_empty())
                || change.new_cast.is_some()
                || !change.project.is_empty(),
            action.disabled.is_none(),
            "{}",
            action.title
        );
        let mut edits = change.edits_of(Place::Here).to_vec();
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        for pair in edits.windows(2) {
            prop_assert!(pair[0].range.end <= pair[1].range.start, "{} in {:?}", action.title, text);
        }
        let mut edited = text.to_owned();
        for edit in edits.into_iter().rev() {
            prop_assert!(text.is_char_boundary(edit.range.start) && text.is_char_boundary(edit.range.end));
            edited.replace_range(edit.range, &edit.text);
        }
        let closes =
            |(_, finding): &(Range<usize>, Finding)| finding.rule.code == "syntax" && !is_closed(finding);
        // The markup that is published as text is no word of the article once it is markup.
        let is_stray = |(_, finding): &(Range<usize>, Finding)| finding.rule.code == "stray-markup";
        if !action.finding.as_ref().is_some_and(|finding| closes(finding) || is_stray(finding)) {
            let stripped = strip(&Document::new(&edited));
            prop_assert_eq!(&stripped, &article, "{} made {:?} of {:?}", action.title, edited, text);
        }
    }
    Ok(())
}

/// Asserts that ranges shown or selected are in the text and do not cross.
fn reading_works_at(
    text: &str,
    scope: &Scope,
    place: Range<usize>,
    inside: impl Fn(&Range<usize>) -> bool,
) -> Result<(), TestCaseError> {
    let apart = |ranges: &[Range<usize>]| ranges.is_sorted_by(|a, b| a.end <= b.start);
    let offset = place.start;
    prop_assert!(highlights::highlights(scope, offset).iter().all(|(range, _)| inside(range)));
    if let Some(linked) = linked_editing::linked_ranges(scope, offset) {
        prop_assert!(linked.iter().all(|range| text[range.clone()] == text[linked[0].clone()]));
        prop_assert!(
            apart(&linked) && linked.iter().any(|range| range.start <= offset && offset <= range.end)
        );
    }
    let links: Vec<_> = links::links(scope).into_iter().map(|link| link.range).collect();
    prop_assert!(apart(&links) && links.iter().all(&inside));
    for fold in folding::folds(&scope.document) {
        prop_assert!(inside(&fold.range) && text[fold.range].contains(['\n', '\r']));
    }
    let selections = selection::selections(scope, offset);
    prop_assert_eq!(selections.last(), Some(&(0..text.len())));
    let grows = |a: &Range<usize>, b: &Range<usize>| b.start <= a.start && a.end <= b.end && a != b;
    prop_assert!(selections.is_sorted_by(grows), "{selections:?}");
    prop_assert!(
        selections.iter().all(|range| inside(range) && range.start <= offset && offset <= range.end)
    );
    for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
        for overlapping in [false, true] {
            painted_in_order(
                text,
                scope,
                TokenOptions { encoding, overlapping, augmenting: false },
                place.clone(),
            )?;
        }
    }
    Ok(())
}

/// Asserts that tokens are single-line and sorted, and disjoint unless nesting is allowed, and that the tokens of a
/// range are among those of the document.
fn painted_in_order(
    text: &str,
    scope: &Scope,
    form: TokenOptions,
    place: Range<usize>,
) -> Result<(), TestCaseError> {
    let document = scope.document.text();
    let mut start = 0;
    let mut all = Vec::new();
    for block in semantic_tokens(scope, form, None).blocks() {
        for token in block.tokens.iter() {
            let (line, column) = ((start + token.line) as usize, token.column as usize);
            let from = document.offset(Position { line, column }, form.encoding);
            let to =
                document.offset(Position { line, column: column + token.length as usize }, form.encoding);
            prop_assert!(from < to && !text[from..to].contains(['\n', '\r']), "{token:?} in {text:?}");
            let back = document.position(to, form.encoding);
            prop_assert_eq!((back.line, back.column), (line, column + token.length as usize));
            all.push((from..to, start + token.line));
        }
        start += block.lines() as u32;
    }
    prop_assert_eq!(start as usize + 1, document.lines());
    if form.overlapping {
        prop_assert!(all.is_sorted_by_key(|(range, _)| range.start));
    } else {
        prop_assert!(all.is_sorted_by(|(a, _), (b, _)| a.end <= b.start), "{all:?} in {text:?}");
    }
    let lines: Vec<u32> = all.into_iter().map(|(_, line)| line).collect();
    let ranged = semantic_tokens_in(scope, form, place);
    let ranged: Vec<u32> =
        ranged.iter().flat_map(|(line, tokens)| tokens.iter().map(move |token| line + token.line)).collect();
    prop_assert!(ranged.is_empty() || lines.windows(ranged.len()).any(|window| window == ranged));
    Ok(())
}

#[test]
fn front_matter_comes_and_goes_with_an_edit() {
    for (text, range, insert) in [
        // Removes the blank line that prevented front matter, or makes it non-blank.
        ("---\n\na: b\n---\n\nc", 3..4, ""),
        ("---\n\na: b\n---\n\nc", 4..5, ""),
        ("---\n\na: b\n---\n\nc", 4..4, "x"),
        ("---\na: b\n---\nc", 9..9, "\n"),
        // Removes the text before the dashes.
        ("\u{feff} \u{feff}---\na: b\n---\n", 0..4, ""),
        ("x---\n@a: B\na: b\n---", 0..1, ""),
        ("--\na: b\n\n---\nc", 0..0, "-"),
    ] {
        let mut document = Document::new(text);
        document.edit(&Edit::replace(range.clone(), insert));
        let mut edited = text.to_owned();
        edited.replace_range(range, insert);
        assert_eq!(document, Document::new(&edited), "{edited:?}");
    }
}

#[test]
fn marks_that_lean_on_others_are_left_alone() -> Result<(), TestCaseError> {
    for (text, place) in [
        // Line ends of a new declaration must not merge with existing ones.
        ("\r[\n\n^s: T\n  cites: ^t\n\n [[[", 0..19),
        // With « escaped, " would not open a quotation.
        ("[claim[«\"{\"{", 0..7),
        // With brackets around a mark, text far after it is parsed differently.
        (
            "''’{``\na long run of plain words that goes on and on until nothing more would fit -\"«[\n“One\n\n“And.”{@a}\n[[[it]{claim}[''\n%%\n@a: B\n",
            84..86,
        ),
    ] {
        every_feature_works_at(text, place)?;
    }
    Ok(())
}

#[test]
fn a_key_asks_those_only_whom_its_paragraph_concerns() {
    let text = annotated(1_000);
    let place = text.find("she said").unwrap_or_default();
    let mut document = Document::new(&text);
    let mut scope = Scope::alone(Arc::new(document.clone()));
    let mut known = check(&scope, None);
    let mut type_in = |at: usize, insert: &str| {
        document.edit(&Edit::insert(at, insert));
        scope = Scope::alone(Arc::new(document.clone())).following(&scope);
        known = check(&scope, Some(&known));
        assert!(known.blocks_checked() <= 3, "{} blocks checked", known.blocks_checked());
        known.blocks_asked()
    };
    assert_eq!(type_in(place, "x"), 0, "nobody asks for words between");
    assert!(type_in(place - 60, "x") <= 3, "words of a quotation are those of few others");
    assert!(type_in(place - 2, " @lund-7") <= 3, "the declaration asks for uses");
    assert!(type_in(place - 2, " denies=#rose-900") <= 3, "the claim asks for what denies it");
}

#[test]
fn a_key_touches_one_paragraph_however_long_the_document() {
    let paragraph =
        "“We had no warning at all,” she told reporters. The bridge stayed closed for the whole day.\n";
    for blank in ["", "\n"] {
        let text = format!("{paragraph}{blank}").repeat(2_000);
        let mut document = Document::new(&text);
        let mut scope = Scope::alone(Arc::new(document.clone()));
        let mut known = check(&scope, None);
        assert_eq!(known.blocks_checked(), document.blocks().count());
        let mut tokens_before = semantic_tokens(&scope, TokenOptions::default(), None);
        assert_eq!(tokens_before.blocks_tokenized(), document.blocks().count());
        for key in 0..20 {
            document.edit(&Edit::insert(text.len() / 2 + key, "x"));
            scope = Scope::alone(Arc::new(document.clone())).following(&scope);
            known = check(&scope, Some(&known));
            assert!(document.blocks_read() <= 3, "{} blocks read", document.blocks_read());
            assert!(known.blocks_checked() <= 3, "{} blocks checked", known.blocks_checked());
            assert_eq!(known.blocks_asked(), 0);
            tokens_before = semantic_tokens(&scope, TokenOptions::default(), Some(&tokens_before));
            assert!(
                tokens_before.blocks_tokenized() <= 3,
                "{} blocks painted",
                tokens_before.blocks_tokenized()
            );
        }
    }
}
