//! Properties of the draft of any article: generated ones, annotated fully or in part, in every layout and with every
//! kind of line end.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a test fails")]

use ascribe_articles::{Layout, Recipe};
use ascribe_drafting::{LIKELY, draft, front_matter};
use ascribe_lints::check;
use ascribe_markup::document::Document;
use ascribe_markup::import::import;
use ascribe_markup::model::Namespace;
use ascribe_markup::scope::Scope;
use ascribe_markup::strip::strip;
use proptest::prelude::*;
use std::ops::Range;
use std::sync::Arc;

fn scope(text: &str) -> Scope {
    Scope::alone(Arc::new(Document::new(text)))
}

fn drafted(text: &str, within: Option<&Range<usize>>) -> String {
    let scope = scope(text);
    scope.document.edited(&draft(&scope, within, LIKELY).edits).text().to_string()
}

/// Number of findings that a draft must not introduce.
fn broken(text: &str) -> usize {
    let rules = ["syntax", "undefined-actor", "undefined-source", "undefined-label", "duplicate-id"];
    check(&scope(text), None).iter().filter(|(_, finding)| rules.contains(&finding.rule.code)).count()
}

/// Random article, with a byte range in it.
fn article() -> impl Strategy<Value = (String, Range<usize>)> {
    let recipe =
        (any::<u64>(), 200..3_000_usize, 1..6_usize, prop::sample::select(vec![0_u8, 40, 100]), 0..3_usize);
    let ends = prop::sample::select(vec!["\n", "\r\n", "\r"]);
    (recipe, ends, any::<[bool; 2]>(), any::<[prop::sample::Index; 2]>()).prop_map(
        |((seed, bytes, cast, annotated, layout), end, [mark, cut], [first, last])| {
            let layout = Layout::ALL[layout];
            let recipe = Recipe { seed, bytes, cast, annotated, layout, ..Recipe::default() };
            let mut text = recipe.article().document.replace('\n', end);
            if mark {
                text.insert(0, '\u{feff}');
            }
            if cut {
                text.truncate(text.trim_end().len());
            }
            let place = |index: prop::sample::Index| {
                (0..=index.index(text.len() + 1)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
            };
            let (first, last) = (place(first), place(last));
            (text, first.min(last)..first.max(last))
        },
    )
}

/// Lines above an article, in any order, with signs that markup has.
fn head() -> impl Strategy<Value = String> {
    let lines = [
        "The dam at Lund is dry",
        "The dam --- is {dry} [again]",
        "@moe: the dam is dry",
        "By Nell Aske | 3 March 2014",
        "LUND, 3 March 2014 (Nordwire) – The dam is dry, he said.",
        "https://herald.example/dam?a={b}",
        "---",
        "title: The dam",
        "",
    ];
    prop::collection::vec(prop::sample::select(lines.to_vec()), 0..5)
        .prop_map(|lines| lines.iter().flat_map(|line| [*line, "\n"]).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 3, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_draft_keeps_the_article_and_breaks_nothing((text, _) in article()) {
        let after = drafted(&text, None);
        prop_assert_eq!(strip(&Document::new(&after)), strip(&Document::new(&text)), "{}", after);
        prop_assert_eq!(broken(&after), 0, "{}", after);
        prop_assert_eq!(drafted(&after, None), after, "a second draft");
    }

    #[test]
    fn front_matter_keeps_the_article_and_is_added_once((text, _) in article(), head in head()) {
        let text = if text.starts_with("---") { text } else { head + &text };
        let document = Document::new(&import(&text));
        let after = document.edited(&front_matter::edit(&document).into_iter().collect::<Vec<_>>());
        prop_assert_eq!(strip(&after), strip(&document));
        let after = after.text().to_string();
        let unknown = check(&scope(&after), None).iter().filter(|(_, it)| it.rule.code == "unknown-key").count();
        let before = check(&scope(&text), None).iter().filter(|(_, it)| it.rule.code == "unknown-key").count();
        prop_assert!(broken(&after) <= broken(&import(&text)) && unknown <= before, "{}", after);
        prop_assert_eq!(front_matter::edit(&Document::new(&after)), None, "{}", after);
    }

    #[test]
    fn a_selection_is_drafted_and_nothing_around_it((text, place) in article()) {
        let after = drafted(&text, Some(&place));
        prop_assert_eq!(strip(&Document::new(&after)), strip(&Document::new(&text)), "{}", after);
        prop_assert_eq!(broken(&after), 0, "{}", after);
        let scope = scope(&text);
        let touched = scope.document.blocks_in(place.clone()).map(|at| at.range());
        let whole = touched.reduce(|all, next| all.start..next.end).unwrap_or(0..0);
        for (annotated, _) in draft(&scope, Some(&place), LIKELY).annotations {
            prop_assert!(whole.start <= annotated.start && annotated.end <= whole.end);
        }
    }

    #[test]
    fn drafting_part_by_part_annotates_what_drafting_at_once_does((text, place) in article()) {
        let annotated = |within: Option<&Range<usize>>| draft(&scope(&text), within, LIKELY).annotations;
        let inside = annotated(Some(&place));
        for one in annotated(None) {
            let touches = one.0.start > place.start && one.0.end < place.end;
            prop_assert!(!touches || inside.contains(&one), "{:?} is not among {:?}", one, inside);
        }
    }

    #[test]
    fn an_article_in_any_line_ends_says_the_same((text, _) in article()) {
        let plain = strip(&Document::new(&text)).replace("\r\n", "\n").replace('\r', "\n");
        let plain = plain.trim_start_matches('\u{feff}');
        let expected = drafted(&import(plain), None);
        for end in ["\r\n", "\r"] {
            let after = drafted(&import(&plain.replace('\n', end)), None);
            prop_assert_eq!(after.replace(end, "\n"), expected.as_str());
        }
    }
}

#[test]
fn articles_in_other_languages_have_few_drafts_and_all_keep_the_laws() {
    let german = "---\nlang: de\n---\n\n„Die Brücke wird nicht gesperrt“, sagte Bürgermeisterin Jutta Klein am Montag. Sie habe \
        die Berichte gelesen.\n\nNach Angaben der Polizei war die Straße frei.\n";
    let spanish = "«No hubo aviso», dijo la alcaldesa Marta Ruiz. Según la policía, la calle estaba libre.\n";
    for text in [german, spanish] {
        let after = drafted(text, None);
        assert_eq!(strip(&Document::new(&after)), strip(&Document::new(text)));
        assert_eq!(broken(&after), 0);
        let unmarked = check(&scope(&format!("@klein: Jutta Klein\n\n{text}")), None);
        let claims = unmarked.iter().filter(|(_, finding)| finding.rule.code == "unmarked-claim");
        assert_eq!(claims.count(), 0, "{text}");
    }
}
/// Quotations of a text, each with the surname of its first actor.
fn speakers(text: &str) -> Vec<(String, String)> {
    let scope = scope(text);
    let all = scope.document.blocks().flat_map(|at| {
        let quotations = at.block.marked().iter().filter(|marked| marked.is_quotation());
        let said = quotations.filter_map(|marked| {
            let actor = scope.declaration(Namespace::Actor, &marked.actors().next()?.id)?;
            let surname = actor.name.split(' ').next_back()?;
            Some((at.block.slice(marked.content).to_owned(), surname.to_owned()))
        });
        said.collect::<Vec<_>>()
    });
    all.collect()
}

#[test]
fn nobody_is_given_what_somebody_else_says() {
    let (mut right, mut all) = (0, 0);
    for seed in 0..60 {
        let article = Recipe { seed, bytes: 4_000, annotated: 100, ..Recipe::default() }.article();
        let said = speakers(&drafted(&article.plain, None));
        let truth = speakers(&article.document);
        for (words, speaker) in &truth {
            let found = said.iter().find(|(other, _)| other == words).map(|(_, speaker)| speaker);
            assert!(
                found.is_none_or(|found| found == speaker),
                "{seed}: {words} is by {speaker}, not {found:?}"
            );
            right += usize::from(found.is_some());
        }
        all += truth.len();
    }
    assert!(right * 10 >= all * 9, "{right} of {all} were found");
}
