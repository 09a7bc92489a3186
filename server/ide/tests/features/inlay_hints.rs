//! Inlay hints.

use ascribe_fixture::{Fixture, alone, shown};
use ascribe_ide::inlay_hints::{Hints, Wanted, inlay_hints};
use ascribe_markup::document::Document;
use ascribe_markup::scope::{Place, Scope};
use ascribe_markup::strip::strip;
use std::ops::Range;
use std::sync::Arc;

const ALL: Wanted = Wanted { names: true, speakers: true, sources: true };
const NONE: Wanted = Wanted { names: false, speakers: false, sources: false };

fn hints_in(text: &str, range: Range<usize>, wanted: Wanted) -> Hints {
    inlay_hints(&alone(text), range, wanted)
}

/// All hints below their text.
fn hints(source: &str, wanted: Wanted) -> String {
    let text = Fixture::parse(source).text;
    let hints = hints_in(&text, 0..text.len(), wanted).hints;
    let said = |hint: &ascribe_ide::inlay_hints::Hint| format!("{}{}", hint.lead, hint.label);
    shown(&text, hints.iter().map(|hint| (hint.offset..hint.offset, said(hint))).collect())
}

#[test]
fn a_name_stands_behind_an_id_that_does_not_spell_it() {
    insta::assert_snapshot!(hints("
    | @pm: Sanna Rautio
    | @rautio: Sanna Rautio
    | @rautio-2: Eero Rautio
    | @nameless:
    | ^yle: Evening news
    |
    | “We will see,”{@pm ^yle} she said, and “so we will,”{@rautio via=@rautio-2,@gone,@nameless} he said.
    ", ALL), @"
    | “We will see,”{@pm ^yle} she said, and “so we will,”{@rautio via=@rautio-2,@gone,@nameless} he said.
                        ^ Sanna Rautio
                             ^ Evening news
                                                                                ^ Eero Rautio
    ");
}

#[test]
fn a_number_behind_the_whole_name_needs_no_explanation() {
    insta::assert_snapshot!(hints("
    | @ida-moe-2: Ida Moe
    | @moe-2: Nils Moe
    | @ida-moe-senior: Ida Moe
    |
    | “No,”{@ida-moe-2} she said. “Yes,”{@moe-2} he said. “Well,”{@ida-moe-senior} said another.
    ", ALL), @"
    | “No,”{@ida-moe-2} she said. “Yes,”{@moe-2} he said. “Well,”{@ida-moe-senior} said another.
                                               ^ Nils Moe
                                                                                 ^ Ida Moe
    ");
}

#[test]
fn the_author_has_a_name_if_the_front_matter_tells() {
    insta::assert_snapshot!(hints("
    | ---
    | author: Ana Sousa
    | ---
    |
    | [It was late]{claim @author}.
    ", ALL), @"
    | [It was late]{claim @author}.
                                 ^ Ana Sousa
    ");
    assert_eq!(hints("| [It was late]{claim @author}.", ALL), "");
}

#[test]
fn a_quotation_without_a_speaker_has_the_likely_one() {
    insta::assert_snapshot!(hints("
    | @moe: Ida Moe
    | @lund: Karin Lund
    |
    | “We had no warning,” Ida Moe said. “None of us had,”{^log} Karin Lund said. “No,” Ida Moe said.
    |
    | “We had a plan,” said Karin Lund to Ida Moe. “We had no plan,” somebody shouted.
    |
    | “The water came at night.
    |
    | “We left at once,” Karin Lund said.
    |
    | “They left us here,”{allow=unattributed-quote} Ida Moe read out.
    ", ALL), @"
    | “We had no warning,” Ida Moe said. “None of us had,”{^log} Karin Lund said. “No,” Ida Moe said.
                          ^ likely @moe
                                                                ^ likely @lund
    | “We had a plan,” said Karin Lund to Ida Moe. “We had no plan,” somebody shouted.
                      ^ likely @lund
    | “We left at once,” Karin Lund said.
                        ^ likely @lund
    ");
}

#[test]
fn the_default_source_stands_where_none_is_named() {
    insta::assert_snapshot!(hints("
    | ---
    | source: ^talk
    | ---
    |
    | @moe: Ida Moe
    | ^talk: Talk with Ida Moe
    | ^log: Log
    |
    | “Yes,”{@moe} and “no,”{@moe ^log} and [so [it is]{claim @moe}]{claim @moe ^log}, [Moe]{@moe}, [it]{claim @author}.
    ", ALL), @"
    | “Yes,”{@moe} and “no,”{@moe ^log} and [so [it is]{claim @moe}]{claim @moe ^log}, [Moe]{@moe}, [it]{claim @author}.
                 ^ ^talk
    ");
}

#[test]
fn each_can_be_switched_off() {
    let source = "
    | ---
    | source: ^talk
    | ---
    |
    | @pm: Sanna Rautio
    |
    | “Yes,”{@pm} and “we will see about it,” Sanna Rautio said.
    ";
    let count = |wanted| {
        let text = Fixture::parse(source).text;
        hints_in(&text, 0..text.len(), wanted).hints.len()
    };
    assert_eq!(count(ALL), 3);
    assert_eq!(count(NONE), 0);
    assert_eq!(count(Wanted { names: true, ..NONE }), 1);
    assert_eq!(count(Wanted { speakers: true, ..NONE }), 1);
    assert_eq!(count(Wanted { sources: true, ..NONE }), 1);
}

#[test]
fn only_the_paragraphs_in_the_range_are_looked_at() {
    let paragraph = "“We had no warning,”{@pm} she said. “We will see about it,” Sanna Rautio said.\n\n";
    let text = format!("@pm: Sanna Rautio\n\n{}", paragraph.repeat(500));
    let start = text.len() - 3 * paragraph.len();
    let part = start + 1..start + paragraph.len() + 1;
    let found = hints_in(&text, part.clone(), ALL);
    assert_eq!(found.looked_at, 2);
    let mut all = hints_in(&text, 0..text.len(), ALL).hints;
    assert_eq!(all.len(), 1000);
    all.retain(|hint| part.start <= hint.offset && hint.offset <= part.end);
    assert_eq!(found.hints, all);
}

#[test]
fn accepting_a_speaker_attributes_the_quotation_and_nothing_else() {
    let source = "
    | @moe: Ida Moe
    |
    | “We had no warning,” Ida Moe said.
    |
    | “The water came at night.
    |
    | “We left at once,”{draft} Ida Moe said.
    ";
    let mut text = Fixture::parse(source).text;
    let article = strip(&Document::new(&text));
    let wanted = Wanted { speakers: true, ..NONE };
    for left in [1, 0] {
        let hint = hints_in(&text, 0..text.len(), wanted).hints.remove(0);
        for edit in &hint.edits {
            text.replace_range(edit.range.clone(), &edit.text);
        }
        assert_eq!(strip(&Document::new(&text)), article);
        assert_eq!(hints_in(&text, 0..text.len(), wanted).hints.len(), left, "{text}");
    }
    assert!(text.contains("warning,”{@moe} Ida") && text.contains("once,”{@moe draft} Ida"), "{text}");
}

#[test]
fn a_hint_leads_to_the_declaration() {
    let cast = Document::new("@pm: Sanna Rautio\n");
    let text = "“Yes,”{@pm}\n";
    let scope = Scope::new(Arc::new(Document::new(text)), vec![Arc::new(cast)], Vec::new());
    let hints = inlay_hints(&scope, 0..text.len(), ALL).hints;
    let definition = hints[0].definition.as_ref().map(|it| (it.place, it.id.clone()));
    assert_eq!(definition, Some((Place::Cast(0), 1..3)));
}
