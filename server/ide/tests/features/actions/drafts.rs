//! Actions that draft and review.

use super::{bridge, done, last_line, selection, titles_of};
use ascribe_fixture::Fixture;
use ascribe_fixture::applied;
use ascribe_ide::actions::Action;
use ascribe_ide::actions::ActionContext;
use ascribe_ide::actions::actions;
use ascribe_markup::policy::Policy;
use ascribe_markup::scope::Place;

#[test]
fn a_draft_is_accepted_or_rejected() {
    let source = bridge(
        "
        | [It is shut]{draft claim @lund confidence=0.4}, [she said]{cue draft}, “for ever”{draft}.
             ^
    ",
    );
    insta::assert_snapshot!(last_line(&source, "Accept this draft"), @"[It is shut]{claim @lund}, [she said]{cue draft}, “for ever”{draft}.");
    insta::assert_snapshot!(last_line(&source, "Reject this draft"), @"It is shut, [she said]{cue draft}, “for ever”{draft}.");
    insta::assert_snapshot!(last_line(&source, "Accept all 3 drafts"), @"[It is shut]{claim @lund}, [she said]{cue}, “for ever”.");
}

#[test]
fn accepting_a_draft_names_its_reviewer() {
    let source = "
        | “Is it shut?”{#shut @lund stance=asks draft confidence=0.95} she said, “for good?”{part=#shut draft} [Moe]{draft confidence=0.9 mention @moe}, [it is]{claim @moe draft reviewed-by=@falk}, “for ever”{draft}.
             ^
    ";
    let fixture = Fixture::parse(source);
    let mut policy = Policy::default();
    policy.set_reviewer("desk");
    let scope = fixture.scope().with_policy(std::sync::Arc::new(policy));
    let asked = ActionContext::new(&scope, selection(source));
    let after = |title: &str| {
        let all = actions(&asked);
        let action = all.iter().find(|action| action.title.starts_with(title)).unwrap();
        applied(&fixture.text, action.change().edits_of(Place::Here))
    };
    insta::assert_snapshot!(after("Accept this draft"), @"“Is it shut?”{#shut @lund stance=asks reviewed-by=@desk} she said, “for good?”{part=#shut} [Moe]{draft confidence=0.9 mention @moe}, [it is]{claim @moe draft reviewed-by=@falk}, “for ever”{draft}.");
    insta::assert_snapshot!(after("Accept all 5 drafts"), @"“Is it shut?”{#shut @lund stance=asks reviewed-by=@desk} she said, “for good?”{part=#shut} [Moe]{mention @moe reviewed-by=@desk}, [it is]{claim @moe reviewed-by=@falk}, “for ever”.");
    insta::assert_snapshot!(after("Accept the 3 drafts"), @"“Is it shut?”{#shut @lund stance=asks reviewed-by=@desk} she said, “for good?”{part=#shut} [Moe]{mention @moe reviewed-by=@desk}, [it is]{claim @moe draft reviewed-by=@falk}, “for ever”{draft}.");
}

#[test]
fn a_paragraph_and_a_document_can_be_drafted() {
    let source = "
        | “The crane is forty years old,” said Mayor Ada Berg. “It has to go.”
            ^
        |
        | Berg said the harbour would close in June.
    ";
    let drafts = |action: &Action| action.title.starts_with("Draft");
    insta::assert_snapshot!(titles_of(source, drafts), @r"
    Draft this paragraph
    Draft this document
    ");
    let paragraph = done(source, "Draft this paragraph");
    assert_eq!(paragraph.matches("draft").count(), 2);
    assert_eq!(done(source, "Draft this document").matches("draft").count(), 3);
    let reviewed = "
        | @berg: Ada Berg
        |
        | “The crane has to go.”{@berg}
            ^
    ";
    assert_eq!(titles_of(reviewed, drafts), "");
}

#[test]
fn the_parts_of_a_drafted_quotation_are_reviewed_as_one() {
    let source = "
        | @berg: Ada Berg
        |
        | “The crane is old,”{#berg-1 @berg draft confidence=0.97} said Berg. “It has to go.”{part=#berg-1 draft}
                                                                                          ^
        |
        | Berg said [the harbour would close]{claim @berg draft confidence=0.62}.
    ";
    insta::assert_snapshot!(titles_of(source, |action| action.title.contains("ccept") || action.title.contains("eject")), @r"
    Accept this draft
    Reject this draft and remove its annotation
    Accept the 2 drafts with a confidence of 0.9 or more
    Accept all 3 drafts in this document
    ");
    insta::assert_snapshot!(done(source, "Accept this"), @r"
    @berg: Ada Berg

    “The crane is old,”{#berg-1 @berg} said Berg. “It has to go.”{part=#berg-1}

    Berg said [the harbour would close]{claim @berg draft confidence=0.62}.
    ");
    insta::assert_snapshot!(done(source, "Reject this"), @r"
    @berg: Ada Berg

    “The crane is old,” said Berg. “It has to go.”

    Berg said [the harbour would close]{claim @berg draft confidence=0.62}.
    ");
    assert_eq!(done(source, "Accept the 2"), done(source, "Accept this"));
    // Accepts all drafts, with the cursor anywhere.
    let elsewhere = source.replace('^', " ").replacen(
        "        | @berg: Ada Berg\n",
        "        | @berg: Ada Berg\n            ^\n",
        1,
    );
    insta::assert_snapshot!(titles_of(&elsewhere, |action| action.title.contains("ccept")), @r"
    Accept the 2 drafts with a confidence of 0.9 or more
    Accept all 3 drafts in this document
    ");
}

#[test]
fn a_draft_is_accepted_by_one_action() {
    let source = "
        | @lund: Karin Lund
        | ^log: Harbour log
        |   date: 2024-01-09
        |
        | [It is shut]{claim @lund ^log draft confidence=0.8}, she said.
                                            ^
    ";
    insta::assert_snapshot!(titles_of(source, |it| it.title.contains("draft") || it.title.contains("nreviewed")), @"
    unreviewed-draft: Accept this draft
    Reject this draft and remove its annotation
    unreviewed-draft: Silence `unreviewed-draft` here
    unreviewed-draft: Silence `unreviewed-draft` in this paragraph
    unreviewed-draft: Silence `unreviewed-draft` in this document
    ");
}

#[test]
fn a_rejected_draft_does_not_come_back_as_an_unmarked_claim() {
    let source = "
        | @city: City council
        |
        | The City council said that [the bridge is safe until May]{claim @city draft}.
                                          ^
    ";
    insta::assert_snapshot!(done(source, "Reject"), @"
    @city: City council

    %% allow: unmarked-claim
    The City council said that the bridge is safe until May.
    ");
    // Nothing is remembered of what no rule reports.
    insta::assert_snapshot!(done("
        | @city: City council
        |
        | The City council opened [the bridge is safe until May]{claim @city draft}.
                                          ^
    ", "Reject"), @"
    @city: City council

    The City council opened the bridge is safe until May.
    ");
}
