//! Labels of who speaks that stand apart from the words: what is drafted for whom.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use ascribe_drafting::{LIKELY, draft};
use ascribe_markup::document::Document;
use ascribe_markup::import::import;
use ascribe_markup::scope::Scope;
use std::sync::Arc;

/// Annotated words of a text, each with the actors of its annotation.
fn drafted(text: &str) -> Vec<String> {
    let scope = Scope::alone(Arc::new(Document::new(&import(text))));
    let document = scope.document.edited(&draft(&scope, None, LIKELY).edits);
    let text = document.text().to_string();
    let body = text.lines().filter(|line| !line.starts_with('@') && !line.starts_with("  "));
    let annotated = body.flat_map(|line| {
        let mut from = 0;
        line.match_indices("draft").filter_map(move |(at, _)| {
            let open = line[..at].rfind('{')?;
            let words =
                line[from..open].trim_start_matches(|c: char| !matches!(c, '[' | '“' | '"')).to_owned();
            from = at;
            let actors = line[open + 1..at].split(' ').filter(|item| item.starts_with('@'));
            Some(format!("{} {words}", actors.collect::<Vec<_>>().join(" ")))
        })
    });
    annotated.collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(drafted(text), expected, "{text}");
}

#[test]
fn answers_are_those_of_the_one_who_is_introduced() {
    let intro = "The storm broke the pier. We met Maya Osei in his office.";
    for (q, a) in [("Q:", "A:"), ("Q.", "A."), ("QUESTION:", "ANSWER:")] {
        let text = format!("{intro}\n\n{q} How bad is it?\n\n{a} Very bad. We lost forty berths.\n");
        check(&text, &["@osei [Very bad. We lost forty berths]"]);
    }
    let text = format!(
        "{intro}\n\n**How bad is it?**\n\nVery bad.  We lost it.\n\n**And now?**\n\nWe build it again.\n"
    );
    check(&text, &["@osei [Very bad.  We lost it]", "@osei [We build it again]"]);
}

#[test]
fn of_two_who_are_introduced_nobody_answers() {
    let text = "We met Maya Osei. We spoke to Orla Finn.\n\nQ: How bad is it?\n\nA: We lost forty berths.\n";
    check(text, &[" [We lost forty berths]"]);
}

#[test]
fn names_on_lines_of_their_own_label_quotations() {
    let text = "Ines Albu\n\n“The road has to be repaired.”\n\nPetru Vlad\n\n“I disagree with her.”\n";
    check(text, &["@albu “The road has to be repaired.”", "@vlad “I disagree with her.”"]);
    // One may be a byline.
    check("Ines Albu\n\n“The road has to be repaired.”\n\nIt was dark.\n", &[]);
}

#[test]
fn a_reply_is_by_the_one_who_was_asked() {
    let text = "DEAR HETTIE: My neighbor's hedge is high. What can I do? -- BOXED IN\n\nDEAR BOXED IN: Ask him over for pie, and wait.\n";
    assert!(
        drafted(text).contains(&"@hettie [Ask him over for pie, and wait]".to_owned()),
        "{:?}",
        drafted(text)
    );
    // To whom another letter was signed, nobody replies.
    let text = "DEAR HETTIE: My neighbor's hedge is high. What can I do? -- BOXED IN\n\nDEAR LONELY: Ask him over for pie, and wait.\n";
    assert!(drafted(text).iter().all(|line| !line.contains("pie")), "{:?}", drafted(text));
}

#[test]
fn a_script_names_its_speakers() {
    let text = "NEWSREADER: The harbour is closed tonight. Ida Speight reports.\n\nSPEIGHT: The boat was empty when it burned.\n\nNEWSREADER: The letters were not on board.\n";
    assert_eq!(drafted(text).len(), 3, "{:?}", drafted(text));
    check(
        "CLAIM: The dam burst in May.\n\nVERDICT: It did not burst.\n\nCLAIM: The dam is old.\n\nVERDICT: It is.\n",
        &[],
    );
}

#[test]
fn links_and_emphasis_are_not_part_of_names() {
    for name in ["[Lena Brandt](https://reef.example/brandt)", "**Lena Brandt**", "Lena Brandt"] {
        for text in
            [format!("{name} said the reef was dying.\n"), format!("“The reef is dying,” {name} said.\n")]
        {
            let all = drafted(&text);
            assert!(matches!(&all[..], [only] if only.starts_with("@brandt ")), "{all:?}");
        }
    }
}
