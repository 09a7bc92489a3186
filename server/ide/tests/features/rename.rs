//! Rename in one document.

use ascribe_fixture::{Fixture, alone, applied, shown};
use ascribe_ide::rename::{Renamable, edits, name_edits, new_id, renamable};
use ascribe_markup::document::Document;
use ascribe_markup::model::Namespace;
use ascribe_markup::strip::strip;
use proptest::prelude::*;

/// Renamable item at the cursor, or the reason for a refusal.
fn at_caret(source: &str) -> String {
    let fixture = Fixture::parse(source);
    let (range, said) = match renamable(&fixture.scope(), fixture.caret()) {
        Ok(Some(Renamable::Id(range, target))) => {
            (range, format!("{}{}", target.namespace.sign(), target.id))
        }
        Ok(Some(Renamable::Name(range, name))) => (range, format!("“{name}”")),
        Ok(None) => return "nothing".into(),
        Err(refusal) => return refusal.to_string(),
    };
    shown(&fixture.text, vec![(range, said)])
}

#[test]
fn an_id_without_its_sign() {
    insta::assert_snapshot!(at_caret("
        | @moe: Ida Moe
        |
        | “It rose,”{@moe via=@moe} Ida Moe said.
                              ^
    "), @"
    | “It rose,”{@moe via=@moe} Ida Moe said.
                           ^^^ @moe
    ");
}

#[test]
fn a_name_in_the_prose_stands_for_its_id() {
    insta::assert_snapshot!(at_caret("
        | @moe: Ida Moe
        |
        | “It rose,”{@moe} Ida Moe said.
                               ^
    "), @"
    | “It rose,”{@moe} Ida Moe said.
                       ^^^^^^^ @moe
    ");
}

#[test]
fn a_name_in_its_declaration_is_the_name() {
    insta::assert_snapshot!(at_caret("
        | @moe: Ida Moe
                ^
    "), @"
    | @moe: Ida Moe
            ^^^^^^^ “Ida Moe”
    ");
}

#[test]
fn the_author_has_the_name_of_nobody_unless_declared() {
    insta::assert_snapshot!(at_caret("
        | [It rose]{claim @author}.
                           ^
    "), @"`@author` is built in and always means the article's own author.");
    insta::assert_snapshot!(at_caret("
        | @author: Jane Roe
        |
        | [It rose]{claim @author}.
                           ^
    "), @"
    | [It rose]{claim @author}.
                       ^^^^^^ @author
    ");
}

#[test]
fn ids_are_taken_with_and_without_sign() {
    assert_eq!(new_id(Namespace::Actor, " @moe ").unwrap(), "moe");
    assert_eq!(new_id(Namespace::Label, "市長").unwrap(), "市長");
    for wrong in ["", "@", "#moe", "a b", "a}", "1a", "a.", "a\nb"] {
        assert!(new_id(Namespace::Actor, wrong).is_err(), "{wrong:?}");
    }
}

/// Parts of documents with ids and names in all possible places.
const PIECES: [&str; 9] = [
    "---\ntitle: Ada\nsource: ^log\n---\n\n",
    "@ada: Ada Lind\r\n  aka: Lind\n  affiliation: @ola\n",
    "@ola: Ola; Berg\n\n",
    "^log: Log of Ada\n  of: @ada\n  cites: ^log\n\n",
    "“It rained,”{#rain @ada via=@ola,@ada ^log} said Ada Lind. ",
    "[Ola [Lind]{@ada}]{mention @ola",
    " note=\"@ada is #rain\" denies=#rain,a#rain}\n",
    "%% @ada and #rain\n\n",
    "@ada: not here {@ada} \\[ada]{@ada}\n\n",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases / 4))]

    #[test]
    fn the_article_stays_as_it_is(pieces in prop::collection::vec(0..PIECES.len(), 1..12)) {
        let text: String = pieces.into_iter().map(|piece| PIECES[piece]).collect();
        let scope = alone(&text);
        let article = strip(&scope.document);
        for offset in (0..=text.len()).filter(|offset| text.is_char_boundary(*offset)) {
            let edits = match renamable(&scope, offset) {
                Ok(Some(Renamable::Id(_, target))) => {
                    let edits = edits(&scope.document, target.namespace, &target.id, None, "new-id.2");
                    prop_assert!(!edits.is_empty(), "nothing at {offset} of {text:?}");
                    prop_assert!(edits.iter().all(|edit| text[edit.range.clone()] == target.id));
                    edits
                }
                Ok(Some(Renamable::Name(..))) => name_edits(&scope, offset, "New Name").unwrap_or_default(),
                _ => continue,
            };
            let renamed = applied(&text, &edits);
            prop_assert_eq!(&strip(&Document::new(&renamed)), &article, "at {} of {:?}", offset, text);
        }
    }
}

#[test]
fn an_id_is_renamed_as_it_is_written() {
    let text = "@a\u{30a}sa: Åsa Öller\n\n“It rose,”{@åsa via=@a\u{30a}sa} she said.\n";
    let document = Document::new(text);
    let after = applied(text, &edits(&document, Namespace::Actor, "åsa", None, "öller"));
    assert_eq!(after, "@öller: Åsa Öller\n\n“It rose,”{@öller via=@öller} she said.\n");
    let scope = ascribe_markup::scope::Scope::alone(std::sync::Arc::new(document));
    for (at, written) in text.match_indices("sa").take(4).filter(|(at, _)| !text[*at..].starts_with("sa Öl"))
    {
        let Ok(Some(Renamable::Id(range, target))) = renamable(&scope, at) else { panic!("{at}") };
        assert!(text[range.clone()].ends_with(written) && !text[range.clone()].contains('@'), "{range:?}");
        assert_eq!(target.id, "åsa");
    }
    assert_eq!(new_id(Namespace::Actor, "a\u{30a}sa").unwrap(), "åsa");
}
