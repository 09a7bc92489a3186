//! Code actions at a cursor or for a selection.

use ascribe_fixture::{Fixture, alone, applied};
use ascribe_ide::actions::{Action, ActionContext, actions};
use ascribe_markup::document::Document;
use ascribe_markup::import::import;
use ascribe_markup::policy::Policy;
use ascribe_markup::scope::{Place, Scope};
use ascribe_markup::strip::strip;
use std::ops::Range;

/// Titles of the actions at the cursor or for the selection, one per line, with the rule of the finding they fix.
fn titles(source: &str) -> String {
    // Drafting and front matter have tests of their own.
    titles_of(source, |action| !action.title.starts_with("Draft ") && !action.title.contains("front matter"))
}

fn titles_of(source: &str, wanted: impl Fn(&Action) -> bool) -> String {
    let scope = Fixture::parse(source).scope();
    let asked = ActionContext::new(&scope, selection(source));
    let told = actions(&asked).into_iter().filter(wanted).map(|action| {
        let rule = action.finding.map(|(_, finding)| format!("{}: ", finding.rule.code));
        let preferred = if action.preferred { " (preferred)" } else { "" };
        let disabled = action.disabled.map(|reason| format!(" (not here: {reason})"));
        format!("{}{}{preferred}{}\n", rule.unwrap_or_default(), action.title, disabled.unwrap_or_default())
    });
    told.collect()
}

fn selection(source: &str) -> Range<usize> {
    let place = Fixture::parse(source).place("caret");
    // A single caret mark means a cursor, not a selection.
    if place.len() == 1 { place.start..place.start } else { place }
}

/// Text after the first action whose title contains these words; asserts that the article is unchanged.
#[track_caller]
fn done(source: &str, title: &str) -> String {
    let fixture = Fixture::parse(source);
    let scope = fixture.scope();
    let asked = ActionContext::new(&scope, selection(source));
    let mut all = actions(&asked).into_iter();
    let action = all.find(|action| action.title.contains(title));
    let action = action.unwrap_or_else(|| panic!("no `{title}` among\n{}", titles(source)));
    let after = applied(&fixture.text, action.change().edits_of(Place::Here));
    assert_eq!(strip(&alone(&after).document), strip(&scope.document));
    after
}

#[test]
fn a_selection_can_be_marked() {
    let source = "
        | @lund: Karin Lund
        |
        | Karin Lund said the bar is open all night.
                          ^^^^^^^^^^^^^^^
    ";
    insta::assert_snapshot!(titles(source), @"
    unmarked-claim: Annotate as a claim by Karin Lund (`@lund`) (preferred)
    Annotate as `claim`
    Annotate as `quote`
    Annotate as `opinion`
    Annotate as `mention`
    Annotate as `cue`
    Annotate as `evidence`
    Declare the anonymous actor “the bar is open” (`@bar-is-open`)
    unmarked-claim: Silence `unmarked-claim` in this paragraph
    unmarked-claim: Silence `unmarked-claim` in this document
    ");
    insta::assert_snapshot!(done(source, "Annotate as `claim`"), @"
    @lund: Karin Lund

    Karin Lund said [the bar is open]{claim @lund} all night.
    ");
    insta::assert_snapshot!(done(source, "quote"), @"
    @lund: Karin Lund

    Karin Lund said [the bar is open]{quote @lund} all night.
    ");
    insta::assert_snapshot!(done(source, "mention"), @"
    @lund: Karin Lund

    Karin Lund said [the bar is open]{mention} all night.
    ");
}

#[test]
fn blanks_around_a_selection_stay_outside() {
    insta::assert_snapshot!(done("
        | They said the bar is open all night.
                   ^^^^^^^^^^^^^^^^^
    ", "claim"), @"They said [the bar is open]{claim} all night.");
}

#[test]
fn a_quotation_that_is_selected_whole_needs_no_brackets() {
    let source = "
        | @lund: Karin Lund
        |
        | “The bar is open,” said Karin Lund.
          ^^^^^^^^^^^^^^^^^^
    ";
    insta::assert_snapshot!(titles(source), @"
    unattributed-quote: Attribute to Karin Lund (`@lund`) (preferred)
    unattributed-quote: Declare the actor `@speaker` and attribute
    Annotate as `claim`
    Annotate as `quote`
    Annotate as `opinion`
    Annotate as `mention`
    Annotate as `cue`
    Annotate as `evidence`
    unattributed-quote: Silence `unattributed-quote` here
    unattributed-quote: Silence `unattributed-quote` in this paragraph
    unattributed-quote: Silence `unattributed-quote` in this document
    ");
    insta::assert_snapshot!(done(source, "Annotate as `quote`"), @"
    @lund: Karin Lund

    “The bar is open,”{@lund} said Karin Lund.
    ");
    insta::assert_snapshot!(done(source, "Annotate as `mention`"), @"
    @lund: Karin Lund

    “The bar is open,”{mention} said Karin Lund.
    ");
}

#[test]
fn a_name_can_be_declared() {
    let source = "
        | Asked about it, Ida Moe's deputy shrugged.
                          ^^^^^^^^^
    ";
    insta::assert_snapshot!(titles(source), @"
    Annotate as `claim`
    Annotate as `quote`
    Annotate as `opinion`
    Annotate as `mention`
    Annotate as `cue`
    Annotate as `evidence`
    Declare the actor “Ida Moe” (`@ida-moe`)
    Declare the source “Ida Moe” (`^ida-moe`)
    ");
    insta::assert_snapshot!(done(source, "Declare"), @"
    @ida-moe: Ida Moe

    Asked about it, Ida Moe's deputy shrugged.
    ");
    for (text, name) in [
        ("Ida Moe", "Ida Moe"),
        ("Ida Moe,", "Ida Moe"),
        ("(Ida Moe)", "Ida Moe"),
        ("Ida Moe.", "Ida Moe"),
        ("Ida M.", "Ida M."),
        ("Ida Moe Jr.", "Ida Moe Jr."),
        ("Ida  Moe’s", "Ida Moe"),
    ] {
        let scope = alone(text);
        let asked = ActionContext::new(&scope, 0..text.len());
        let titles: Vec<String> = actions(&asked).into_iter().map(|action| action.title).collect();
        assert!(titles.iter().any(|title| title.contains(&format!("“{name}”"))), "{text}: {titles:?}");
    }
    for text in ["the bar", "The bar is open all night and longer", "“Ida Moe”", "Ida [Moe]", "2nd"] {
        let scope = alone(text);
        let asked = ActionContext::new(&scope, 0..text.len());
        assert!(actions(&asked).iter().all(|action| !action.title.contains("Declare the actor")), "{text}");
    }
}

#[test]
fn a_name_that_is_known_is_not_declared_again() {
    insta::assert_snapshot!(titles("
        | @lund: Karin Lund
        |
        | Karin Lund left.
          ^^^^^^^^^^
    "), @"
    Annotate as `claim`
    Annotate as `quote`
    Annotate as `opinion`
    Annotate as `mention`
    Annotate as `cue`
    Annotate as `evidence`
    ");
}

#[test]
fn what_would_break_other_markup_is_not_offered() {
    for source in [
        // Across the end of a span, of a quotation, of a paragraph.
        "
        | [The bar]{claim @author} is open.
              ^^^^^^^^^^^^^^^^^^^^^^^^^
        ",
        "
        | “The bar,” she said, “is open.”{@author}
                                   ^^^^^^^^^^^
        ",
        "
        | The bar
              ^^^ caret..
        |
        | is open.
          ^^ ..caret
        ",
        // Inside braces, in fields and notes.
        "
        | [The bar]{claim @author}
                    ^^^^^
        ",
        "
        | @lund: Karin Lund
                 ^^^^^
        ",
        "
        | %% The bar is open.
             ^^^^^^^
        ",
        // Text that is annotated already.
        "
        | “The bar”{@author}
          ^^^^^^^^^
        ",
        // Blanks alone.
        "
        | The  bar
             ^^
        ",
    ] {
        let told = titles(source);
        assert!(!told.contains("Annotate"), "{source}\n{told}");
    }
}

#[test]
fn at_a_caret_findings_are_mended() {
    insta::assert_snapshot!(titles("
        | @lund: Karin Lund
        | ^log: Harbour log
        |
        | “The bar is open,” said Karin Lund, but [it is not]{clam @lnud}.
               ^
    "), @"
    unattributed-quote: Attribute to Karin Lund (`@lund`) (preferred)
    unattributed-quote: Declare the actor `@speaker` and attribute
    unattributed-quote: Silence `unattributed-quote` here
    unattributed-quote: Silence `unattributed-quote` in this paragraph
    unattributed-quote: Silence `unattributed-quote` in this document
    ");
    insta::assert_snapshot!(titles("
        | @lund: Karin Lund
        | ^log: Harbour log
        |
        | “The bar is open,” said Karin Lund, but [it is not]{clam @lnud}.
                                                              ^^^^^^^^^^
    "), @"
    syntax: Change to `claim` (preferred)
    syntax: Remove `clam`
    undefined-actor: Change to `@lund` (preferred)
    undefined-actor: Declare the actor `@lnud`
    Change to `quote`
    Change to `opinion`
    Change to `cue`
    Change to `evidence`
    Remove this annotation
    ");
}

#[test]
fn in_texts_that_are_hardly_any() {
    for text in ["", "\n", "\u{feff}", "“", "[", "@", "x"] {
        let scope: Scope = alone(&import(text));
        for at in 0..=scope.document.text().len() {
            assert!(
                actions(&ActionContext::new(&scope, at..at)).iter().all(|action| action.finding.is_some()),
                "{text:?}"
            );
        }
    }
}

const BRIDGE: &str = "
        | @lund: Karin Lund
        | @falk: Nils Falk
        | ^log: Harbour log
        |
";

fn bridge(rest: &str) -> String {
    format!("{BRIDGE}{rest}")
}

/// Last line of the text after an action.
fn last_line(source: &str, title: &str) -> String {
    done(source, title).trim_end().lines().last().unwrap_or_default().to_owned()
}

#[test]
fn a_quotation_is_attributed_to_likely_speakers_first() {
    let source = bridge(
        "
        | “We closed it,”{@lund ^log} said Nils Falk.
              ^
    ",
    );
    insta::assert_snapshot!(titles_of(&source, |action| action.title.starts_with("Attribute")), @"
    Attribute to Nils Falk (`@falk`) instead of `@lund`
    Attribute to Nils Falk (`@falk`) as well
    ");
    insta::assert_snapshot!(last_line(&source, "instead of"), @"“We closed it,”{@falk ^log} said Nils Falk.");
    insta::assert_snapshot!(last_line(&source, "as well"), @"“We closed it,”{@lund @falk ^log} said Nils Falk.");
    let joint = bridge(
        "
        | @moe: Ida Moe
        |
        | [It is shut]{claim @lund @falk ^log}.
             ^
    ",
    );
    insta::assert_snapshot!(last_line(&joint, "to Ida Moe (`@moe`) instead of all"), @"[It is shut]{claim @moe ^log}.");
    let none = bridge(
        "
        | [It is shut]{claim ^log}, they heard.
                      ^^^^^^
    ",
    );
    insta::assert_snapshot!(last_line(&none, "Attribute to Nils Falk"), @"[It is shut]{claim @falk ^log}, they heard.");
}

#[test]
fn an_annotation_is_removed_and_its_words_stay() {
    for (line, after) in [
        ("[It is shut]{claim @lund}, she said.", "It is shut, she said."),
        ("“It is shut,”{@lund ^log} she said.", "“It is shut,” she said."),
        ("[It [really]{cue} is]{claim @lund}, she said.", "It [really]{cue} is, she said."),
    ] {
        let source = bridge(&format!("        | {line}\n          ^\n"));
        assert_eq!(last_line(&source, "Remove this annotation"), after);
    }
    insta::assert_snapshot!(titles_of("
        | “a”{@author}{b}
          ^
    ", |action| action.title.starts_with("Remove this")), @"Remove this annotation (not here: Removing it would change how the surrounding brackets or quotation marks are read.)");
}

#[test]
fn the_kind_of_an_annotation_changes() {
    for (braces, kind, after) in [
        ("claim @lund", "opinion", "opinion @lund"),
        ("@lund note=x", "claim", "claim @lund note=x"),
        ("#a @lund cue", "evidence", "#a @lund evidence"),
    ] {
        let source = format!("        | [It is shut]{{{braces}}}.\n                       ^\n");
        assert_eq!(last_line(&source, &format!("Change to `{kind}`")), format!("[It is shut]{{{after}}}."));
    }
}

#[test]
fn the_stance_of_an_annotation_changes() {
    for (braces, stance, after) in [
        ("claim @lund", "denies", "claim @lund stance=denies"),
        ("opinion @lund draft", "demands", "opinion @lund stance=demands draft"),
        ("claim @lund stance=asks ^log", "doubts", "claim @lund stance=doubts ^log"),
        ("claim @lund stance=\"asks\" ^log", "promises", "claim @lund stance=promises ^log"),
        ("claim @lund stance=asks ^log", "asserts", "claim @lund ^log"),
        ("claim stance=wishes", "believes", "claim stance=believes"),
    ] {
        let source = format!("        | [It is shut]{{{braces}}}.\n                       ^\n");
        let title = format!("Change the stance to `{stance}`");
        assert_eq!(last_line(&source, &title), format!("[It is shut]{{{after}}}."));
    }
    let offers = |source: &str| titles_of(source, |action| action.title.starts_with("Change "));
    for line in ["[She]{mention @lund}", "[said]{cue}", "“a”{#a @lund} “b”{part=#a}"] {
        let caret = " ".repeat(line.chars().count() - 1);
        let offered = offers(&format!("        | {line}\n          {caret}^\n"));
        assert!(!offered.contains("stance"), "{line}: {offered}");
    }
    // Only statements have a stance, so the kinds of others are not offered beside one.
    insta::assert_snapshot!(offers("
        | [It is shut]{claim @lund stance=denies}.
                       ^
    "), @"
    Change to `quote`
    Change to `opinion`
    Change the stance to `asserts` (the default)
    Change the stance to `doubts`
    Change the stance to `asks`
    Change the stance to `demands`
    Change the stance to `promises`
    Change the stance to `believes`
    ");
}

#[test]
fn parts_of_a_quotation_share_its_stance() {
    for (line, after) in [
        (
            "“We shut it,”{#shut @lund stance=denies} and “that is all.”{@lund stance=denies}",
            "“We shut it,”{#shut @lund stance=denies} and “that is all.”{part=#shut}",
        ),
        (
            "“We shut it,” or “did we?”{@lund stance=asks}",
            "“We shut it,”{#we-shut @lund stance=asks} or “did we?”{part=#we-shut}",
        ),
    ] {
        let caret = " ".repeat(line.chars().count() - 1);
        let source = bridge(&format!("        | {line}\n          {caret}^\n"));
        assert_eq!(last_line(&source, "Join with the previous quotation"), after);
    }
    let source = bridge(
        "
        | “We shut it,”{#shut @lund stance=denies} and “that is all.”{part=#shut}
                                                                      ^
    ",
    );
    insta::assert_snapshot!(last_line(&source, "Separate this part"), @"“We shut it,”{#shut @lund stance=denies} and “that is all.”{@lund stance=denies}");
    let others = bridge(
        "
        | “We shut it,”{@lund stance=denies} she said. “Why?”{@lund}
                                                              ^
    ",
    );
    insta::assert_snapshot!(titles_of(&others, |action| action.title.starts_with("Join")), @"Join with the previous quotation as one split quotation (not here: The two quotations have different stances.)");
}

#[test]
fn two_quotations_become_parts_of_one_and_back() {
    for (line, after) in [
        (
            "“We shut it,”{@lund ^log} she said, “and that is all.”",
            "“We shut it,”{#we-shut @lund ^log} she said, “and that is all.”{part=#we-shut}",
        ),
        (
            "“We shut it,” she said, “and that is all.”{@lund ^log}",
            "“We shut it,”{#we-shut @lund} she said, “and that is all.”{part=#we-shut ^log}",
        ),
        (
            "“We shut it,”{#shut @lund} she said, “and that is all.”{quote @lund}",
            "“We shut it,”{#shut @lund} she said, “and that is all.”{quote part=#shut}",
        ),
        (
            "“A,”{#a @lund} she said, “b,”{part=#a} and “c.”",
            "“A,”{#a @lund} she said, “b,”{part=#a} and “c.”{part=#a}",
        ),
    ] {
        let caret = " ".repeat(line.chars().count() - if line.ends_with('}') { 18 } else { 4 });
        let source = bridge(&format!("        | {line}\n          {caret}^\n"));
        assert_eq!(last_line(&source, "Join with the previous quotation"), after, "{source}");
    }
    let source = bridge(
        "
        | “We shut it,”{#shut @lund ^log} she said, “and that is all.”{part=#shut note=x}
                                                        ^
    ",
    );
    insta::assert_snapshot!(last_line(&source, "Separate this part"), @"“We shut it,”{#shut @lund ^log} she said, “and that is all.”{@lund ^log note=x}");
    let others = bridge(
        "
        | “We shut it,”{@lund} she said. “Why?”{@falk} he asked.
                                             ^
    ",
    );
    insta::assert_snapshot!(titles_of(&others, |action| action.title.starts_with("Join")), @"Join with the previous quotation as one split quotation (not here: The two quotations have different speakers.)");
}

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
fn a_rule_is_silenced_here_in_its_paragraph_and_in_its_document() {
    let source = "
        | “It is shut for good,” it said.
              ^
    ";
    insta::assert_snapshot!(done(source, "` here"), @"“It is shut for good,”{allow=unattributed-quote} it said.");
    insta::assert_snapshot!(done(source, "in this paragraph"), @"
    %% allow: unattributed-quote
    “It is shut for good,” it said.
    ");
    insta::assert_snapshot!(done(source, "in this document"), @"
    ---
    allow: unattributed-quote
    ---

    “It is shut for good,” it said.
    ");
    insta::assert_snapshot!(done("
        | ---
        | title: Shut
        | allow: missing-source
        | ---
        |
        | “It is shut for good,”{allow=missing-source note=x} it said.
              ^
    ", "` here"), @"
    ---
    title: Shut
    allow: missing-source
    ---

    “It is shut for good,”{allow=missing-source;unattributed-quote note=x} it said.
    ");
    insta::assert_snapshot!(done("
        | ---
        | allow: missing-source
        | ---
        |
        | “It is shut for good,” it said.
              ^
    ", "in this document"), @"
    ---
    allow: missing-source; unattributed-quote
    ---

    “It is shut for good,” it said.
    ");
    let fixture = Fixture::parse(source);
    let scope = fixture.scope();
    let project = "root = true\n\n[rules]\nmissing-source = \"error\"\n";
    let asked = ActionContext::new(&scope, fixture.place("caret")).with_project(Some(project));
    let all = actions(&asked);
    let silence = all.iter().find(|action| action.title.ends_with("in the project")).expect("the action");
    insta::assert_snapshot!(applied(project, &silence.change().project), @r#"
    root = true

    [rules]
    missing-source = "error"
    unattributed-quote = "off"
    "#);
    let errors = titles(
        "
        | [a]{claim @nobody ^log}
                     ^
    ",
    );
    assert!(!errors.contains("Silence `undefined"), "{errors}");
}

#[test]
fn declarations_are_sorted_with_their_notes() {
    insta::assert_snapshot!(done("
        | ^log: Harbour log
        |
        | %% Elected in 2021.
        | @lund: Karin Lund
        |   role: Mayor
        | @falk: Nils Falk
        | %% About the board:
        | @board: Harbour board
        |
        | %% A section of its own.
        |
        | @zoe: Zoe
        | @ada: Ada
        |
        | Text.
          ^
    ", "Sort"), @"
    %% About the board:
    @board: Harbour board
    %% Elected in 2021.
    @lund: Karin Lund
      role: Mayor
    @falk: Nils Falk

    ^log: Harbour log

    %% A section of its own.

    @ada: Ada
    @zoe: Zoe

    Text.
    ");
    assert!(
        !titles(
            "
        | @ada: Ada
        | @zoe: Zoe
          ^
    "
        )
        .contains("Sort")
    );
}

#[test]
fn all_of_one_kind_are_fixed_at_once() {
    insta::assert_snapshot!(last_line(&bridge("
        | “We shut it for good,” said Karin Lund. “Nobody asked us,” said Nils Falk. “Whoever it was.”
                ^
    "), "Apply all fixes for `unattributed-quote`"), @"“We shut it for good,”{@lund} said Karin Lund. “Nobody asked us,”{@falk} said Nils Falk. “Whoever it was.”{@falk}");
    insta::assert_snapshot!(done("
        | [a]{claim @author, ^log} and [b]{opinion @author
        |
        | ^log: Log
          ^
    ", "Apply all safe"), @"
    [a]{claim @author ^log} and [b]{opinion @author}

    ^log: Log
    ");
}

/// Result of an action that involves a cast: the document, then the cast; with `cast` as `None`, a new one.
fn with_cast(source: &str, cast: Option<&str>, title: &str) -> String {
    let fixture = Fixture::parse(source);
    let casts: Vec<_> = cast.iter().map(|cast| std::sync::Arc::new(Document::new(cast))).collect();
    let scope = Scope::new(std::sync::Arc::new(Document::new(&fixture.text)), casts, Vec::new());
    let asked = ActionContext::new(&scope, selection(source)).with_new_cast(true);
    let all = actions(&asked);
    let action = all.iter().find(|action| action.title.contains(title)).unwrap_or_else(|| panic!("{all:?}"));
    if let Some(reason) = &action.disabled {
        return reason.clone();
    }
    let change = action.change();
    let here = applied(&fixture.text, change.edits_of(Place::Here));
    assert_eq!(strip(&alone(&here).document), strip(&scope.document));
    let there = match cast {
        Some(cast) => applied(cast, change.edits_of(Place::Cast(0))),
        None => change.new_cast.unwrap_or_default(),
    };
    format!("{here}----\n{there}")
}

#[test]
fn ids_and_names_are_declared_in_the_cast() {
    let source = "
        | [a]{claim @nobody ^log}
                     ^
    ";
    insta::assert_snapshot!(with_cast(source, None, "`@nobody` in a new"), @"
    [a]{claim @nobody ^log}
    ----
    @nobody: Nobody
    ");
    insta::assert_snapshot!(with_cast(source, Some("@lund: Karin Lund\n"), "`@nobody` in `cast"), @"
    [a]{claim @nobody ^log}
    ----
    @lund: Karin Lund

    @nobody: Nobody
    ");
    let source = "
        | Asked, Harbour News did not answer.
                 ^^^^^^^^^^^^
    ";
    insta::assert_snapshot!(with_cast(source, Some("@lund: Karin Lund\n"), "source “Harbour News” (`^harbour-news`) in"), @"
    Asked, Harbour News did not answer.
    ----
    @lund: Karin Lund

    ^harbour-news: Harbour News
    ");
}

#[test]
fn a_declaration_moves_to_the_cast() {
    let source = "
        | @lund: Karin Lund
        |   role: Mayor
        | @falk: Nils Falk
        |   affiliation: @board
            ^ other
        |
        | @board: Harbour board
        |
        | Karin Lund left.
    ";
    let at = |place: &str| source.replace("^ other", place);
    let first = source.replace("        |   role: Mayor", "             ^\n        |   role: Mayor");
    insta::assert_snapshot!(with_cast(&first, None, "Move"), @"
    @falk: Nils Falk
      affiliation: @board

    @board: Harbour board

    Karin Lund left.
    ----
    @lund: Karin Lund
      role: Mayor
    ");
    insta::assert_snapshot!(with_cast(&first, Some("^log: Log\n"), "Move"), @"
    @falk: Nils Falk
      affiliation: @board

    @board: Harbour board

    Karin Lund left.
    ----
    ^log: Log

    @lund: Karin Lund
      role: Mayor
    ");
    insta::assert_snapshot!(with_cast(&first, Some("@lund: Another\n"), "Move"), @"`@lund` is already declared in `cast.ascribe`.");
    insta::assert_snapshot!(with_cast(&at("^"), None, "Move"), @"It refers to `@board`, which only this document declares. Move that declaration first.");
}

#[test]
fn front_matter_is_added_where_the_article_shows_more() {
    let head = "
        | Crane of Vardnes to go
            ^
        |
        | By Nell Aske
        |
        | VARDNES, 3 March 2014 – The crane will be sold in May, Mayor Ada Berg said.
    ";
    insta::assert_snapshot!(done(head, "Add front matter from the article"), @r"
    ---
    title: Crane of Vardnes to go
    author: Nell Aske
    date: 2014-03-03
    place: Vardnes
    ---

    Crane of Vardnes to go

    By Nell Aske

    VARDNES, 3 March 2014 – The crane will be sold in May, Mayor Ada Berg said.
    ");
    let some = "
        | ---
        | title: The crane
        | ---
        |
        | VARDNES, 3 March 2014 – The crane will be sold in May, Mayor Ada Berg said.
            ^
    ";
    insta::assert_snapshot!(done(some, "Add missing front matter from the article"), @r"
    ---
    title: The crane
    date: 2014-03-03
    place: Vardnes
    ---

    VARDNES, 3 March 2014 – The crane will be sold in May, Mayor Ada Berg said.
    ");
    let none = "
        | The crane will be sold in May.
            ^
    ";
    assert_eq!(titles_of(none, |action| action.title.contains("front matter")), "");
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
fn who_may_be_meant_is_proposed_with_a_reason() {
    let attributions = |source| {
        titles_of(source, |action| {
            action.title.starts_with("Attribute to") || action.title.contains("and attribute")
        })
    };
    // “She” may be either; one of them is declared.
    let source = "
        | @holm: Karin Holm
        |
        | Eva Strand met Karin Holm at the town hall on Monday to settle the dispute over the mill.
        |
        | “I have nothing to add,” she told the board, which Odd Nilsen heads.
             ^
    ";
    insta::assert_snapshot!(attributions(source), @"
    unattributed-quote: Declare `@strand` (Eva Strand) and attribute: named in the previous paragraph
    unattributed-quote: Attribute to Karin Holm (`@holm`): named in the previous paragraph
    unattributed-quote: Declare the actor `@speaker` and attribute
    ");
    insta::assert_snapshot!(done(source, "Declare `@strand`"), @"
    @holm: Karin Holm

    @strand: Eva Strand
      kind: person

    Eva Strand met Karin Holm at the town hall on Monday to settle the dispute over the mill.

    “I have nothing to add,”{@strand} she told the board, which Odd Nilsen heads.
    ");
    // A draft without a speaker.
    insta::assert_snapshot!(attributions("
        | President Alma Duarte met the president of the chamber of commerce, Hector Paz, on Saturday.
        |
        | The president said [the tax would stay]{claim draft confidence=0.90}.
                                   ^
    "), @"
    unattributed-claim: Declare `@duarte` (Alma Duarte) and attribute: may be “the president”
    unattributed-claim: Declare `@paz` (Hector Paz) and attribute: may be “the president”
    ");
    insta::assert_snapshot!(attributions("
        | Anna Keller and her brother Thomas Keller run the bakery in Ulm.
        |
        | “We open at five,” Keller said.
             ^
    "), @"
    unattributed-quote: Declare `@anna-keller` (Anna Keller) and attribute: one of several people named Keller
    unattributed-quote: Declare `@thomas-keller` (Thomas Keller) and attribute: one of several people named Keller
    unattributed-quote: Declare the actor `@speaker` and attribute
    ");
    // Only one possible speaker.
    insta::assert_snapshot!(attributions("
        | @berg: Ada Berg
        | @moe: Jan Moe
        |
        | Ada Berg closed the bridge in March.
        |
        | “It was old,” she said of it and of Jan Moe.
             ^
    "), @"
    unattributed-quote: Attribute to Ada Berg (`@berg`) (preferred)
    unattributed-quote: Attribute to Jan Moe (`@moe`)
    unattributed-quote: Declare the actor `@speaker` and attribute
    ");
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
fn suppressions_are_behind_all_other_quick_fixes() {
    use ascribe_ide::actions::ActionKind;
    let source = "
        | @lund: Karin Lund
        | ^log: Harbour log
        |   date: 2024-01-09
        |
        | “The bar is open,”{@lund} said Karin Lund, and “the quay is shut for good.”
        | She added that the ferry will leave at nine.
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ";
    let scope = Fixture::parse(source).scope();
    let asked = ActionContext::new(&scope, 0..scope.document.text().len());
    let all = actions(&asked);
    let fixes = all.iter().filter(|it| matches!(it.kind, ActionKind::QuickFix | ActionKind::AttributeFix));
    let silences: Vec<bool> = fixes.map(|it| it.title.starts_with("Silence ")).collect();
    assert!(silences.contains(&true) && silences.contains(&false));
    assert!(silences.is_sorted(), "{}", titles(source));
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

#[test]
fn a_declared_source_becomes_the_default() {
    let source = "
        | @lund: Karin Lund
        | ^talk: Talk
        |   date: 2024-01-08
        | ^log: Harbour log
        |   date: 2024-01-09
        |
        | “It rose,”{@lund ^log} she said. “It fell,”{@lund} she said.
                                                      ^
    ";
    insta::assert_snapshot!(titles_of(source, |it| it.title.contains("default source `") || it.title.contains("as the default")), @"
    missing-source: Declare this article as the default source `^article`
    missing-source: Use `^log` (Harbour log) as the default source
    missing-source: Use `^talk` (Talk) as the default source
    ");
    assert!(done(source, "Use `^log`").starts_with("---\nsource: ^log\n---\n\n@lund"));
}

#[test]
fn a_declaration_goes_where_its_kind_is() {
    for (declarations, after) in [
        (
            "@lund: Karin Lund\n\n^log: Log\n\n",
            "@lund: Karin Lund\n\n@speaker: Name of the speaker\n\n^log: Log\n\n",
        ),
        (
            "@lund: Karin Lund\n^log: Log\n\n",
            "@lund: Karin Lund\n@speaker: Name of the speaker\n^log: Log\n\n",
        ),
        (
            "@lund: Karin Lund\n  role: pilot\n@falk: Nils Falk\n\n^log: Log\n\n",
            "@lund: Karin Lund\n  role: pilot\n@falk: Nils Falk\n@speaker: Name of the speaker\n\n^log: Log\n\n",
        ),
        ("^log: Log\n\n", "^log: Log\n\n@speaker: Name of the speaker\n\n"),
        (
            "^log: Log\n\n@lund: Karin Lund\n\n",
            "^log: Log\n\n@lund: Karin Lund\n\n@speaker: Name of the speaker\n\n",
        ),
        ("", "@speaker: Name of the speaker\n\n"),
    ] {
        let text = format!("{declarations}“We had no warning at all,” somebody said.\n");
        let scope = alone(&text);
        let offset = text.find('“').unwrap();
        let asked = ActionContext::new(&scope, offset..offset);
        let all = actions(&asked);
        let action = all.iter().find(|action| action.title.starts_with("Declare the actor")).unwrap();
        let result = applied(&text, action.change().edits_of(Place::Here));
        assert!(result.starts_with(&format!("{after}“")), "{result}");
    }
}

#[test]
fn what_is_attributed_is_in_the_order_of_the_formatter() {
    use ascribe_ide::format::format;
    for braces in [
        "claim draft confidence=0.84",
        "claim #shut draft",
        "claim ^log date=2024-01-09",
        "opinion stance=doubts draft confidence=0.5",
        "note=x",
        "",
    ] {
        let text = format!(
            "@lund: Karin Lund\n@falk: Nils Falk\n^log: Log\n\nKarin Lund denied that [it is shut]{{{braces}}}.\n"
        );
        let scope = alone(&text);
        let offset = text.find("it is").unwrap();
        let asked = ActionContext::new(&scope, offset..offset);
        let attributes = actions(&asked).into_iter().filter(|it| it.title.starts_with("Attribute to"));
        let mut count = 0;
        for action in attributes {
            count += 1;
            let after = applied(&text, action.change().edits_of(Place::Here));
            let document = Document::new(&after);
            assert_eq!(format(&document), [], "{after}");
        }
        assert!(count > 1, "{braces}");
    }
}

#[test]
fn a_description_is_declared_as_an_anonymous_actor() {
    let source = "
        | It was late, said a clerk of the port, who asked to remain anonymous for fear of her chief.
                            ^^^^^^^^^^^^^^^^^^^
    ";
    insta::assert_snapshot!(done(source, "Declare the anonymous actor “a clerk of the port”"), @"
    @clerk-of-the-port: A clerk of the port
      anonymous: yes
      reason: for fear of her chief

    It was late, said a clerk of the port, who asked to remain anonymous for fear of her chief.
    ");
}
