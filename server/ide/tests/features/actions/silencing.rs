//! Actions that silence a rule.

use super::{done, titles};
use ascribe_fixture::Fixture;
use ascribe_fixture::applied;
use ascribe_ide::actions::ActionContext;
use ascribe_ide::actions::actions;

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
