//! Choices of a speaker for a quotation or claim.

use ascribe_fixture::{Fixture, alone, applied};
use ascribe_ide::speakers::{new_speaker, speakers};
use ascribe_markup::strip::strip;

const TEXT: &str = "
    | @lund: Karin Lund
    |   role: pilot
    | @falk: Nils Falk
    | @moe: Ida Moe
    |
    | ^log: Harbour log
    |
    | “It rose,”{@lund ^log} Karin Lund said. Nils Falk said [it fell]{claim draft confidence=0.8}.
                                                                ^
";

#[test]
fn all_actors_are_listed_the_likely_first() {
    let fixture = Fixture::parse(TEXT);
    let scope = fixture.scope();
    let all = speakers(&scope, fixture.caret());
    let shown: Vec<String> = all
        .iter()
        .map(|it| {
            format!("{} {} ({}){}", it.id, it.title, it.about, if it.is_likely { " likely" } else { "" })
        })
        .collect();
    assert_eq!(shown, ["falk Nils Falk () likely", "lund Karin Lund (pilot)", "moe Ida Moe ()"]);
    for choice in &all {
        let after = applied(&fixture.text, &choice.edits);
        assert!(after.contains(&format!("{{claim @{} draft confidence=0.8}}", choice.id)), "{after}");
        assert_eq!(strip(&alone(&after).document), strip(&scope.document));
    }
}

#[test]
fn the_current_speaker_is_marked_and_replaced() {
    let fixture = Fixture::parse(TEXT);
    let all = speakers(&fixture.scope(), fixture.text.find("It rose").unwrap());
    let current: Vec<_> = all.iter().filter(|it| it.is_named).map(|it| (&*it.id, it.edits.len())).collect();
    assert_eq!(current, [("lund", 0)]);
    let moe = all.iter().find(|it| it.id == "moe").unwrap();
    assert!(applied(&fixture.text, &moe.edits).contains("“It rose,”{@moe ^log}"));
}

#[test]
fn a_new_speaker_is_declared_with_the_other_actors() {
    let fixture = Fixture::parse(TEXT);
    let new = new_speaker(&fixture.scope(), fixture.caret(), "Per  Holm").unwrap();
    let after = applied(&fixture.text, &new.edits);
    assert!(after.contains("@moe: Ida Moe\n@per-holm: Per Holm\n\n^log"), "{after}");
    assert!(after.contains("{claim @per-holm draft confidence=0.8}"), "{after}");
    assert!(new_speaker(&fixture.scope(), fixture.caret(), "{").is_none());
}

#[test]
fn a_description_is_an_anonymous_actor_with_the_reason_of_its_sentence() {
    let fixture = Fixture::parse(
        "
        | A clerk of the port, who asked not to be named because she feared for her post, said [it fell]{claim}.
                                                                                                  ^
        ",
    );
    let of = |name| {
        let new = new_speaker(&fixture.scope(), fixture.caret(), name).unwrap();
        applied(&fixture.text, &new.edits)
    };
    assert!(
        of("clerk of the port").starts_with(
            "@clerk-of-the-port: Clerk of the port\n  anonymous: yes\n  reason: she feared for her post\n\n"
        ),
        "{}",
        of("clerk of the port")
    );
    assert!(of("the inspectorate").starts_with("@inspectorate: The inspectorate\n\n"));
    // Words that the sentence does not have come without a reason.
    assert!(of("a pilot").starts_with("@pilot: A pilot\n  anonymous: yes\n\n"), "{}", of("a pilot"));
}

#[test]
fn nothing_is_offered_where_nobody_speaks() {
    for source in
        ["| Text.\n    ^", "| [a]{cue}\n   ^", "| “a”{#a @lund} b “c”{part=#a}\n                     ^"]
    {
        let fixture = Fixture::parse(source);
        assert_eq!(speakers(&fixture.scope(), fixture.caret()), []);
        assert_eq!(new_speaker(&fixture.scope(), fixture.caret(), "Ida Moe"), None);
    }
}
