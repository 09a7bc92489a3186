//! Features that propose an annotation: what somebody denies, asks or demands is never proposed as their claim.

use ascribe_fixture::{alone, applied};
use ascribe_ide::actions::{ActionContext, actions};
use ascribe_ide::completion::{CompletionContext, completion};
use ascribe_ide::inline_completion::inline_completion;
use ascribe_markup::scope::Place;

const CAST: &str = "@moe: Ida Moe\n@lund: Karin Lund\n^log: Log\n\n";

/// Sentences with the words of a statement in brackets, and its stance.
const SENTENCES: [(&str, &str); 7] = [
    ("Ida Moe said that [the ferry had struck the pier].", ""),
    ("Ida Moe denied that [the ferry had struck the pier].", " stance=denies"),
    ("Ida Moe rejected claims that [the ferry had struck the pier].", " stance=denies"),
    ("Ida Moe asked whether [the ferry had struck the pier].", " stance=asks"),
    ("Ida Moe demanded that [the ferry leave the pier at once].", " stance=demands"),
    ("Ida Moe promised that [the ferry would leave the pier].", " stance=promises"),
    ("Ida Moe doubted that [the ferry had struck the pier].", " stance=doubts"),
];

/// Texts after each action on a range whose title has these words.
fn done(text: &str, range: std::ops::Range<usize>, title: &str) -> Vec<String> {
    let scope = alone(text);
    let asked = ActionContext::new(&scope, range);
    let fitting =
        actions(&asked).into_iter().filter(|action| action.title.contains(title)).collect::<Vec<_>>();
    fitting.iter().map(|action| applied(text, action.change().edits_of(Place::Here))).collect()
}

#[test]
fn a_proposed_annotation_has_the_stance_of_its_sentence() {
    for (sentence, stance) in SENTENCES {
        let text = format!("{CAST}{sentence}\n");
        let end = text.rfind(']').unwrap() + 1;
        let expected = format!("{{claim @moe{stance}}}");
        assert_eq!(inline_completion(&alone(&text), end).as_deref(), Some(&*expected), "{sentence}");
        let asked = CompletionContext { explicitly: true, ..CompletionContext::at(end) };
        let offered = completion(&alone(&text), asked).proposals;
        assert_eq!(offered.first().map(|first| &*first.text), Some(&*expected), "{sentence}");
        assert_eq!(offered.first().map(|first| &*first.detail), Some("Ida Moe"), "{sentence}");
    }
}

#[test]
fn selected_words_are_annotated_with_the_stance_of_their_sentence() {
    for (sentence, stance) in SENTENCES {
        let plain = format!("{CAST}{}\n", sentence.replace(['[', ']'], ""));
        let words = &sentence[sentence.find('[').unwrap() + 1..sentence.find(']').unwrap()];
        let start = plain.find(words).unwrap();
        for kind in ["claim", "opinion"] {
            let expected = format!("[{words}]{{{kind} @moe{stance}}}");
            let after = done(&plain, start..start + words.len(), &format!("Annotate as `{kind}`"));
            assert!(after.len() == 1 && after[0].contains(&expected), "{after:?}");
        }
        let after = done(&plain, start..start + words.len(), "Annotate as `mention`");
        assert!(after.iter().all(|after| !after.contains("stance")), "{after:?}");
    }
}

#[test]
fn who_is_named_as_the_speaker_of_a_claim_has_the_stance_of_the_sentence() {
    for (sentence, stance) in SENTENCES {
        let text = format!("{CAST}{}\n", sentence.replace(']', "]{claim ^log}"));
        let caret = text.find("{claim").unwrap() + 1;
        let after = done(&text, caret..caret, "Attribute to Ida Moe");
        assert!(!after.is_empty(), "{sentence}");
        for after in after {
            assert!(after.contains(&format!("{{claim @moe ^log{stance}}}")), "{after}");
        }
        // The written stance takes precedence.
        let text = text.replace("{claim ^log}", "{claim ^log stance=believes}");
        for after in done(&text, caret..caret, "Attribute to Ida Moe") {
            assert!(after.contains("{claim @moe ^log stance=believes}"), "{after}");
        }
    }
}

#[test]
fn whoever_may_be_meant_has_the_stance_and_the_others_have_none() {
    for (sentence, actor, expected) in [
        (
            "Karin Lund was there. She denied that [the ferry had sunk]{claim}.",
            "Karin Lund",
            "claim @lund stance=denies",
        ),
        ("Ida Moe denied that [the ferry had sunk]{claim}.", "Karin Lund", "claim @lund}"),
        ("Ida Moe denied that [the ferry had sunk]{claim}.", "@speaker", "claim @speaker}"),
        ("Ida Moe said that [the ferry had sunk]{claim}.", "Ida Moe", "claim @moe}"),
    ] {
        let text = format!("{CAST}“It rose,”{{@lund}} Karin Lund said.\n\n{sentence}\n");
        let caret = text.find("{claim").unwrap() + 1;
        let after = done(&text, caret..caret, actor);
        let attributed: Vec<_> = after.iter().filter(|after| after.contains("claim @")).collect();
        assert!(!attributed.is_empty(), "{sentence}: {after:?}");
        for after in attributed {
            assert!(after.contains(expected), "{sentence}: {after}");
        }
    }
}
