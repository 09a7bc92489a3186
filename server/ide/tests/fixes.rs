//! Fixes in bulk: what safe fixes write, what they leave alone, and that they lose and move nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "a panic is how a test fails")]

use ascribe_fixture::applied;
use ascribe_ide::actions::{ActionContext, ActionKind, actions};
use ascribe_ide::fixes::{Selection, changes, count_unsafe, fixed, fixed_on, pass};
use ascribe_lints::{Applicability, FixContext, check, trials};
use ascribe_markup::budget::Budget;
use ascribe_markup::document::Document;
use ascribe_markup::model::{Annotation, ItemKind, Namespace};
use ascribe_markup::scope::{Place, Scope};
use ascribe_markup::strip::strip;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

const DECLARED: &str = "\
@ida: Ida Moe
@olga: Olga Sand
@per: Per Holt
^hearing: Hearing of the board
^ledger: Ledger of the mill

";

const SAFE: Selection<'_> = Selection { rules: &|_| true, least: Applicability::Safe };
const ALL: Selection<'_> = Selection { rules: &|_| true, least: Applicability::Unsafe };

fn scope(text: &str) -> Scope {
    Scope::alone(Arc::new(Document::new(text)))
}

fn fix(text: &str, selection: Selection<'_>) -> String {
    fixed(check(&scope(text), None), selection).scope().document.text().to_string()
}

/// The braces of a claim after fixing.
fn fix_items(items: &str, selection: Selection<'_>) -> String {
    let text = format!("{DECLARED}It said [the mill runs dry]{{{items}}} again.\n");
    let after = fix(&text, selection);
    let after = after.strip_prefix(&format!("{DECLARED}It said [the mill runs dry]{{"));
    after.and_then(|after| after.strip_suffix("} again.\n")).expect("only the items change").to_owned()
}

#[test]
fn what_is_clearly_meant_is_written_right() {
    for (items, right) in [
        (
            "claim @ida ^hearing verdict=mostly false note=asked twice by phone",
            "claim @ida ^hearing verdict=mostly-false note=\"asked twice by phone\"",
        ),
        ("claim @ida verdict=mostly - false", "claim @ida verdict=mostly-false"),
        ("claim @ida verdict=mostly true", "claim @ida verdict=mostly-true"),
        ("claim @ida verdict = false ^hearing", "claim @ida verdict=false ^hearing"),
        ("claim @ida verdict= mostly  false", "claim @ida verdict=mostly-false"),
        ("claim verdict=mixed, @ida", "claim verdict=mixed @ida"),
        // Free text.
        ("claim @ida date=3 March 2024", "claim @ida date=\"3 March 2024\""),
        ("claim @ida place=North Quay date=2024-03-03", "claim @ida place=\"North Quay\" date=2024-03-03"),
        ("note=told us so medium=by letter claim=x", "note=\"told us so\" medium=\"by letter\" claim=x"),
        ("claim @ida note = asked twice", "claim @ida note=\"asked twice\""),
        ("claim @ida note= asked  twice", "claim @ida note=\"asked  twice\""),
        ("claim @ida note =asked twice", "claim @ida note=\"asked twice\""),
        ("claim @ida note=\"asked twice", "claim @ida note=\"asked twice\""),
        ("claim @ida note=she said \"no\" twice", "claim @ida note=\"she said \\\"no\\\" twice\""),
        ("claim @ida x-file=box 12, shelf 4", "claim @ida x-file=\"box 12, shelf 4\""),
        ("claim @ida date = 2024-03-03 ^hearing", "claim @ida date=2024-03-03 ^hearing"),
        ("claim @ida confidence = 0.8", "claim @ida confidence=0.8"),
        // References.
        ("claim @ida ^hearing via @olga", "claim @ida ^hearing via=@olga"),
        ("claim @ida via = @olga ^hearing", "claim @ida via=@olga ^hearing"),
        ("claim @ida via =@olga ^hearing", "claim @ida via=@olga ^hearing"),
        ("claim @ida date=2024-03-03 via @olga", "claim @ida date=2024-03-03 via=@olga"),
        ("claim @ida via=@olga, @per", "claim @ida via=@olga,@per"),
        ("claim @ida verdict=false checked-by @olga", "claim @ida verdict=false checked-by=@olga"),
        ("claim @ida denies=#dry, #wet", "claim @ida denies=#dry,#wet"),
        ("claim @ida denies=#dry ,#wet , #far", "claim @ida denies=#dry,#wet,#far"),
        ("claim @ida denies=#dry, may#wet", "claim @ida denies=#dry,may#wet"),
        ("claim @ida supports #dry", "claim @ida supports=#dry"),
        (
            "claim @ida verdict=false evidence=^hearing; ^ledger",
            "claim @ida verdict=false evidence=^hearing;^ledger",
        ),
        // Items.
        ("@ida, @olga ^hearing", "@ida @olga ^hearing"),
        ("@ida,@olga;^hearing", "@ida @olga ^hearing"),
        ("claim, @ida , ^hearing,", "claim @ida ^hearing"),
        ("claim @ida via=@olga, ^hearing", "claim @ida via=@olga ^hearing"),
        (
            "claim @ida, verdict=mixed, evidence=^ledger, note=see p. 3",
            "claim @ida verdict=mixed evidence=^ledger note=\"see p. 3\"",
        ),
        ("claim @ida, via @olga", "claim @ida via=@olga"),
        ("claim @ida, date=3 March, place=North Quay", "claim @ida date=\"3 March\" place=\"North Quay\""),
        ("@é,@olga", "@é @olga"),
    ] {
        assert_eq!(fix_items(items, SAFE), right, "{items}");
        assert_eq!(fix_items(right, SAFE), right);
    }
}

#[test]
fn what_may_mean_several_things_is_left_alone() {
    for items in [
        // A guess.
        "claim @ida verdict=flase",
        "claim @ida verdict=mostly",
        "@ida, denies=#dry, #wet",
        "claim @ida verdict=mostly flase",
        "clam @ida",
        "claim @idda",
        "claim @ida evidence=^hearings",
        "claim @ida via=olga",
        // A speaker, or part of the value?
        "claim @ida note=confirmed by @olga",
        "claim @ida note=asked via @olga",
        "claim note=seen by @ida",
        "@ida note=a bold claim",
        "claim via=@ida, @olga",
        "claim @ida via @olga @per",
        "claim @ida via= @olga",
        "claim @ida denies= #dry",
        "@ida, via=@olga, @per",
        "claim @ida denies=dry, #wet",
        "claim @ida denies=dry , #wet",
        "claim @ida denies=#dry, #wet, then",
        // A misspelt kind, or the last word of a value?
        "@ida date=2024 clam",
        // No free text.
        "claim @ida allow=missing-source single-source",
        "claim @ida verdict=true false",
        "claim @ida confidence=quite high",
        // Words that nothing takes.
        "Ann Lee",
        "see page 3",
        "claim @ida twice",
        "claim @ida, twice",
        "claim @ida ^hearing via @olga twice",
        "claim @ida @ olga",
        // Nothing is removed.
        "claim quote @ida",
        "claim @ida note=",
        "claim @ida @",
        "claim @ida denies=#dry,",
        "",
    ] {
        assert_eq!(fix_items(items, SAFE), items);
    }
}

#[test]
fn unsafe_fixes_guess_but_delete_no_words() {
    for (items, after) in [
        ("clam @ida", "claim @ida"),
        ("claim @ida verdict=mostly flase", "claim @ida verdict=mostly-false"),
        // A choice of two.
        ("claim @ida verdict=mostly", "claim @ida verdict=mostly"),
        ("claim @idaa", "claim @ida"),
        ("claim @ida via= @olga", "claim @ida via=@olga"),
        ("claim @ida denies=#dry,", "claim @ida denies=#dry"),
        ("claim @ida twice", "claim @ida twice"),
        ("claim @ida note=confirmed by @olga", "claim @ida note=confirmed by @olga"),
        ("claim quote @ida", "claim quote @ida"),
    ] {
        let syntax = Selection { rules: &|rule| rule.code != "missing-source", ..ALL };
        assert_eq!(fix_items(items, syntax), after, "{items}");
    }
}

#[test]
fn an_unclosed_annotation_is_closed_only_where_the_line_ends() {
    let text = |words: &str| format!("{DECLARED}{words}");
    assert_eq!(fix(&text("“It is dry,”{@ida via=@olga\n"), SAFE), text("“It is dry,”{@ida via=@olga}\n"));
    for words in ["“It is dry,”{@ida note=asked Moe said.\n", "“It is dry,”{@ida, and that was it.\n"]
    {
        assert_eq!(fix(&text(words), SAFE), text(words));
    }
}

#[test]
fn naming_a_speaker_is_never_safe_and_is_the_choice_of_the_editor() {
    let undeclared = "Eva Strand met Karin Holm in town on Monday.\n\n“We close in May,” said Eva Strand.\n";
    let pronoun = "Eva Strand met Karin Holm at the town hall on Monday to settle the dispute over the mill.\n\n\
                   “I have nothing to add,” she told the board, which Odd Nilsen heads.\n";
    let two = "“We close in May,” Ida Moe told Olga Sand.\n";
    for words in ["“We close in May,” said Ida Moe.\n", undeclared, pronoun, two] {
        let text = format!("{DECLARED}{words}");
        let scope = scope(&text);
        let findings = check(&scope, None);
        let quotes = Selection { rules: &|rule| rule.code == "unattributed-quote", ..ALL };
        assert!(
            pass(&findings, Selection { least: Applicability::Safe, ..quotes }, Budget::UNLIMITED).is_empty()
        );
        let at = text.find('“').unwrap() + 4;
        let context = ActionContext::new(&scope, at..at);
        let offered = actions(&context);
        let of_rule = offered.iter().filter(|action| {
            action.finding.as_ref().is_some_and(|(_, finding)| finding.rule.code == "unattributed-quote")
        });
        let preferred: Vec<String> = of_rule
            .filter(|action| action.preferred)
            .map(|action| applied(&text, action.change().edits_of(Place::Here)))
            .collect();
        assert!(preferred.len() < 2, "{words}");
        let after = fixed(findings, quotes).scope().document.text().to_string();
        assert_eq!(preferred.first().unwrap_or(&text), &after, "{words}");
    }
    let quotes = Selection { rules: &|rule| rule.code == "unattributed-quote", ..ALL };
    assert_eq!(fix(&format!("{DECLARED}{pronoun}"), quotes), format!("{DECLARED}{pronoun}"));
    let ida = "“We close in May,” said Ida Moe.\n";
    assert_eq!(
        fix(&format!("{DECLARED}{ida}"), quotes),
        format!("{DECLARED}“We close in May,”{{@ida}} said Ida Moe.\n")
    );
}

#[test]
fn all_fixes_of_a_rule_are_those_of_the_command_line() {
    let text = format!(
        "{DECLARED}[It is dry]{{clam @ida ^hearing}}, [it is]{{claim @ida, ^hearing}} and [so]{{qoute @ida ^ledger}}. \
         [It is dry]{{claim @ida ^hearing note=a b}} and [wet]{{claim @idaa ^hearing}}.\n"
    );
    let scope = scope(&text);
    let syntax = Selection { rules: &|rule| rule.code == "syntax", least: Applicability::Safe };
    let every = Selection { least: Applicability::Unsafe, ..syntax };
    for (at, title, selection) in [
        ("clam", "Apply all fixes for `syntax` in this document, also unsafe ones", every),
        (", ^", "Apply all safe fixes for `syntax` in this document", syntax),
    ] {
        let at = text.find(at).unwrap();
        let context = ActionContext::new(&scope, at..at);
        let offered = actions(&context);
        let action = offered.iter().find(|action| action.title == title).expect("the action");
        let after = applied(&text, action.change().edits_of(Place::Here));
        assert_eq!(after, fix(&text, selection));
        assert_ne!(after, text);
    }
    assert_ne!(fix(&text, every), fix(&text, syntax));
}

#[test]
fn unsafe_fixes_are_counted() {
    let text = format!(
        "{DECLARED}[It is dry]{{clam @ida ^hearing}}, [it is]{{claim @idaa ^hearing note=a b}} and [so]{{claim @ida ^ledger x y}}.\n"
    );
    let findings = fixed(check(&scope(&text), None), SAFE);
    let is_about = |code: &str| matches!(code, "syntax" | "undefined-actor");
    assert_eq!(count_unsafe(&findings, |rule| is_about(rule.code), &trials()), 2);
}

#[test]
fn what_only_a_person_may_choose_is_not_tried() {
    let stray = "It was dry {claim @ida}.\n".repeat(40);
    let scope = scope(&format!("{DECLARED}{stray}"));
    let findings = check(&scope, None);
    assert!(findings.iter().filter(|(_, finding)| finding.rule.code == "stray-markup").count() >= 40);
    let none = Budget::of_steps(0);
    let after = fixed_on(&findings, ALL, Budget::UNLIMITED, &none).unwrap();
    assert!(!none.is_spent() && Arc::ptr_eq(&after.scope().document, &scope.document));
}

#[test]
fn fixes_that_keep_the_article_together_need_one_trial() {
    let text = format!("{DECLARED}\n“It is dry,”{{@idaa ^hearing}} she said.\n");
    let spent = Budget::of_steps(1);
    let after = fixed_on(&check(&scope(&text), None), ALL, Budget::UNLIMITED, &spent).unwrap();
    let after = after.scope().document.text().to_string();
    assert!(spent.is_spent() && after.contains("{@ida ^hearing}"), "{after}");
}

#[test]
fn trials_take_what_is_parsed_for_them() {
    // Each line is a paragraph, since it is too long to have been wrapped by hand.
    let line = format!("It was dry {{claim @ida}}{}.", ", and it stayed so".repeat(10));
    let tried = |separator: &str| {
        let findings =
            check(&scope(&format!("{DECLARED}{}", format!("{line}{separator}").repeat(400))), None);
        let trials = Budget::of_steps(4_000_000);
        let blocks = findings.by_block().map(|(context, findings)| {
            let block = FixContext::new(context).within(&trials);
            findings.iter().filter(|finding| !finding.rule.fixes(&block, finding).is_empty()).count()
        });
        (findings.iter().count(), blocks.sum::<usize>())
    };
    let [(found, joined), (_, apart)] = ["\n", "\n\n"].map(tried);
    assert!(found >= 400 && joined > 0 && joined < apart, "{joined} and {apart} of {found}");
}

/// Letters and signs of an annotation, without what only separates and quotes.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !" \t\",;=\\-{}".contains(*c)).collect()
}

/// Content of an annotation: its kinds, valid verdicts and references, each with its role.
#[derive(Debug, PartialEq, Eq)]
struct Facts {
    words: Vec<String>,
    verdicts: Vec<String>,
    references: BTreeMap<(Namespace, String), Vec<String>>,
}

fn facts(annotation: &Annotation) -> Facts {
    let (mut words, mut verdicts) = (Vec::new(), Vec::new());
    let mut references: BTreeMap<(Namespace, String), Vec<String>> = BTreeMap::new();
    for item in &annotation.items {
        match &item.kind {
            ItemKind::Kind(kind) => words.push(kind.word().to_owned()),
            ItemKind::Draft => words.push("draft".to_owned()),
            ItemKind::Reference(it) | ItemKind::Label(it) => {
                references.entry((it.namespace, it.id.to_string())).or_default().push(String::new());
            }
            ItemKind::Attribute(attribute) => {
                if &*attribute.key == "verdict"
                    && ascribe_markup::model::vocabulary::VERDICTS.contains(&&*attribute.value)
                {
                    verdicts.push(attribute.value.to_string());
                }
                for it in &attribute.references {
                    let roles = references.entry((it.namespace, it.id.to_string())).or_default();
                    roles.push(attribute.key.to_string());
                }
            }
        }
    }
    for roles in references.values_mut() {
        roles.sort();
    }
    Facts { words, verdicts, references }
}

/// Annotations of a document with their text, facts, and whether they have a syntax error.
fn annotations(document: &Document) -> Vec<(String, Facts, bool)> {
    let all = document.blocks().flat_map(|at| {
        let marked = at.block.marked().iter();
        let of = marked.filter_map(|marked| marked.annotation.as_ref()).map(|annotation| {
            let problems = at.block.problems.iter();
            let is_wrong = problems.into_iter().any(|problem| {
                annotation.extent.start <= problem.extent.start && problem.extent.end <= annotation.extent.end
            });
            (at.block.slice(annotation.extent).to_owned(), facts(annotation), is_wrong)
        });
        of.collect::<Vec<_>>()
    });
    all.collect()
}

/// Asserts that safe fixes lose no word, and invent and move no fact.
fn loses_nothing(text: &str) -> Result<(), TestCaseError> {
    let before = scope(text);
    let findings = fixed(check(&before, None), SAFE);
    let after = Arc::clone(&findings.scope().document);
    prop_assert_eq!(strip(&before.document), strip(&after), "{:?}", text);
    let (old, new) = (annotations(&before.document), annotations(&after));
    prop_assert_eq!(old.len(), new.len(), "{:?}", text);
    for ((was, facts, is_wrong), (is, now, _)) in old.iter().zip(&new) {
        prop_assert_eq!(letters(was), letters(is));
        if !is_wrong {
            prop_assert_eq!(was, is);
        }
        prop_assert_eq!(&facts.words, &now.words, "{} {}", was, is);
        prop_assert!(facts.verdicts.iter().all(|verdict| now.verdicts.contains(verdict)), "{} {}", was, is);
        for (id, roles) in &facts.references {
            let later = now.references.get(id).cloned().unwrap_or_default();
            prop_assert!(roles.len() <= later.len(), "{:?} vanished: {} {}", id, was, is);
            // A role that was written with `=` stays; what had none may be a value of the key before it.
            for role in roles.iter().filter(|role| !role.is_empty()) {
                prop_assert!(later.contains(role), "{:?} moved: {} {}", id, was, is);
            }
            for role in later.iter().filter(|role| !role.is_empty() && !roles.contains(role)) {
                let key = was.find(role.as_str());
                let place = key.and_then(|key| was[key..].find(&format!("{}{}", id.0.sign(), id.1)));
                let between =
                    place.map(|place| &was[key.unwrap_or_default() + role.len()..][..place - role.len()]);
                // Only the key's other values, `=` and separators are between the key and the id.
                let namespaces = "@^#".replace(id.0.sign(), "");
                prop_assert!(
                    between.is_some_and(|it| !it.contains(|c| namespaces.contains(c))),
                    "{} {}",
                    was,
                    is
                );
            }
        }
        for id in now.references.keys().filter(|id| !facts.references.contains_key(id)) {
            prop_assert!(
                was.contains(&format!("{}{}", id.0.sign(), id.1)),
                "{:?} is invented: {} {}",
                id,
                was,
                is
            );
        }
    }
    let again = fixed(findings.clone(), SAFE);
    prop_assert!(Arc::ptr_eq(&again.scope().document, &after), "{:?}", text);
    let edited = before.document.edited(&changes(&before.document, &after));
    prop_assert_eq!(edited.text().to_string(), after.text().to_string());
    // The editor does the same.
    let context = ActionContext::new(&before, 0..0).only(&|kind| kind == ActionKind::FixAll);
    let edits = actions(&context).first().map(|all| all.change().edits_of(Place::Here).to_vec());
    prop_assert_eq!(applied(text, &edits.unwrap_or_default()), after.text().to_string());
    // No fix is more applicable than its finding says.
    for (context, findings) in check(&before, None).by_block() {
        let block = FixContext::new(context);
        for finding in findings {
            let fixes = finding.rule.fixes(&block, finding);
            let most = fixes.iter().map(|fix| fix.applicability).max();
            prop_assert!(
                most.is_none_or(|most| most <= finding.most_applicable),
                "{}: {}",
                finding.rule.code,
                finding.message
            );
            prop_assert!(fixes.iter().filter(|fix| fix.applicability == Applicability::Safe).count() < 2);
        }
    }
    Ok(())
}

/// An item of an annotation, right or wrong.
fn item() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "claim",
        "quote",
        "draft",
        "evidence",
        "clam",
        "qoute",
        "@ida",
        "@olga",
        "@per",
        "@idaa",
        "@author",
        "^hearing",
        "^ledger",
        "^hearin",
        "#dry",
        "#wet",
        "via=@olga",
        "via=@olga,@per",
        "via",
        "via=",
        "via=olga",
        "checked-by=@per",
        "checked-by",
        "denies=#dry",
        "denies=#dry,#wet",
        "denies=dry",
        "denies",
        "denies=may#dry",
        "supports",
        "part=#dry",
        "for",
        "evidence=^ledger",
        "evidence=^hearing;^ledger",
        "verdict=mostly",
        "verdict=false",
        "verdict=flase",
        "verdict",
        "verdict=",
        "mostly",
        "false",
        "true",
        "mixed",
        "flase",
        "date=3",
        "date=2024-03-03",
        "date",
        "March",
        "2024",
        "note=asked",
        "note",
        "note=\"asked twice\"",
        "note=\"asked",
        "twice\"",
        "note=",
        "place=North",
        "Quay",
        "by",
        "phone",
        "confidence=0.8",
        "confidence=",
        "0.8",
        "allow=syntax",
        "single-source",
        "x-file=box",
        "x-file",
        "nota=so",
        "=",
        "=@per",
        "=false",
        "@",
        "^",
        "#",
        "“no”",
        "\"no\"",
        "\"",
        "\\",
        "é",
        "Ann",
        "Lee",
        "12",
        "-",
        "!",
        "(so)",
        "may#wet",
        "a@b.example",
        "",
    ])
}

fn joint() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        " ", " ", " ", " ", " ", "  ", "\t", ", ", "; ", ",", ";", " , ", " ; ", " ,", "", ",,",
    ])
}

fn braces() -> impl Strategy<Value = String> {
    let items = prop::collection::vec((item(), joint()), 0..9);
    let items =
        items.prop_map(|items| items.into_iter().flat_map(|(item, joint)| [item, joint]).collect::<String>());
    (items, prop::sample::select(vec!["}", "}", "}", "}", "}", "}", ""]))
        .prop_map(|(items, end)| format!("{{{items}{end}"))
}

fn document() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "It said [the mill runs dry]",
        "“The mill runs dry,”",
        "\"It is so,\"",
        "She said [it [is] so]",
        " and [more]",
        "[sic] ",
        "A word. ",
        "\n\n",
        "\n",
        "\n\n@new: New Name\n  affiliation: @ida, \n  kind: persn\n\n",
        "\n%% allow: syntax - so\n",
        " said Ida Moe. ",
        "“Never ",
        "] ",
    ]);
    let piece = (words, prop::option::weighted(0.7, braces()));
    let pieces = prop::collection::vec(piece, 1..8);
    pieces.prop_map(|pieces| {
        let text: String = pieces
            .into_iter()
            .map(|(words, braces)| words.to_owned() + &braces.unwrap_or_default())
            .collect();
        format!("{DECLARED}{text}\n")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn safe_fixes_of_an_annotation_lose_nothing(braces in braces()) {
        loses_nothing(&format!("{DECLARED}It said [the mill runs dry]{braces}\n"))?;
    }
}

proptest! {
    #[test]
    fn safe_fixes_of_a_document_lose_nothing(text in document()) {
        loses_nothing(&text)?;
    }

    #[test]
    fn unsafe_fixes_keep_the_article(text in document()) {
        let before = scope(&text);
        let after = fixed(check(&before, None), ALL);
        prop_assert_eq!(strip(&before.document), strip(&after.scope().document));
    }
}
