//! What is proposed in braces and fields, and nothing in prose.

use crate::fixture::{Fixture, alone};
use ascribe_core::document::Document;
use ascribe_core::features::completion::{Proposal, completion};
use ascribe_core::scope::Scope;
use std::sync::Arc;

const CAST: &str = "
    | @lund: Karin Lund
    |   role: harbour master
    | @moe: Ida Moe
    |   aka: Moe; the deputy
    | ^talk: Talk with Karin Lund
    |   outlet: The Herald
    | ^log: Harbour log
    |
    | [The bar is open]{claim #open @lund ^log}, [and safe]{claim #safe @lund ^log}.
    |
";

fn with_cast(text: &str) -> String {
    format!("{CAST}{text}")
}

/// The texts that are proposed at the caret, in order.
fn texts(source: &str) -> String {
    let fixture = Fixture::parse(source);
    let proposals = completion(&fixture.scope(), fixture.caret());
    proposals.into_iter().map(|proposal| proposal.text).collect::<Vec<_>>().join(" ")
}

/// The line of the caret after the proposal of this text was taken.
#[track_caller]
fn taken(source: &str, text: &str) -> String {
    let fixture = Fixture::parse(source);
    let caret = fixture.caret();
    let all = completion(&fixture.scope(), caret);
    let proposal = all.iter().find(|proposal| proposal.text == text);
    let Proposal { replace, text, .. } =
        proposal.unwrap_or_else(|| panic!("no `{text}` among {}", texts(source)));
    assert!(replace.start <= caret && caret <= replace.end, "the caret is in what is replaced");
    let mut after = fixture.text.clone();
    after.replace_range(replace.clone(), text);
    let line = fixture.text[..caret].matches('\n').count();
    after.lines().nth(line).unwrap().to_owned()
}

#[test]
fn behind_the_brace_everything_may_come() {
    insta::assert_snapshot!(texts(&with_cast("
    | “So be it,”{} said Ida Moe.
                  ^
    ")), @"claim quote opinion mention cue evidence @moe @lund @author ^talk ^log via= supports= contradicts= denies= repeats= answers= corrects= part= for= verdict= evidence= checked-by= date= place= medium= confidence= note= reason= allow= draft");
}

#[test]
fn the_likely_speaker_comes_first() {
    insta::assert_snapshot!(texts(&with_cast("
    | “So be it,”{@} said the deputy.
                   ^
    ")), @"@moe @lund @author");
    insta::assert_snapshot!(texts(&with_cast("
    | “So be it,”{@} said somebody.
                   ^
    ")), @"@lund @moe @author");
}

#[test]
fn proposals_are_told_apart_by_what_they_stand_for() {
    let fixture = Fixture::parse(&with_cast(
        "
    | “So be it,”{} she said.
                  ^
    ",
    ));
    let all = completion(&fixture.scope(), fixture.caret());
    let told = all.iter().filter(|p| p.text.starts_with(['@', '^', 'v'])).map(|p| {
        let told = format!("{:?} {} | {} | {} | {}", p.kind, p.text, p.detail, p.filter, p.documentation);
        told.trim_end_matches(" | ").to_owned() + "\n"
    });
    insta::assert_snapshot!(told.collect::<String>(), @"
    Actor @lund | Karin Lund | @lund Karin Lund | harbour master
    Actor @moe | Ida Moe | @moe Ida Moe Moe the deputy
    Actor @author | The article's own author | @author
    Source ^talk | Talk with Karin Lund | ^talk Talk with Karin Lund | The Herald
    Source ^log | Harbour log | ^log Harbour log
    Key via= | an actor, as in `@id` | via= | Who relays it: hearsay, A according to B.
    Key verdict= | one of true, mostly-true, mixed, mostly-false, false, unproven | verdict= | What a fact check found.
    ");
}

#[test]
fn what_stands_there_is_not_proposed_again() {
    insta::assert_snapshot!(texts(&with_cast("
    | “So be it,”{@moe ^log date=2025-03-01 @} she said.
                                             ^
    ")), @"@lund @author");
    insta::assert_snapshot!(texts(&with_cast("
    | “So be it,”{@moe date=2025-03-01 d} she said.
                                        ^
    ")), @"claim quote opinion mention cue evidence via= supports= contradicts= denies= repeats= answers= corrects= part= for= verdict= evidence= checked-by= place= medium= confidence= note= reason= allow= draft");
    insta::assert_snapshot!(texts(&with_cast("
    | [So it is]{claim @moe supports=#open,#} she said.
                                           ^
    ")), @"#safe");
}

/// The texts that are proposed between two pieces of a text that has the cast above it.
fn between(before: &str, behind: &str) -> String {
    let cast = Fixture::parse(CAST).text;
    let proposals = completion(&alone(&format!("{cast}{before}{behind}\n")), cast.len() + before.len());
    proposals.into_iter().map(|proposal| proposal.text).collect::<Vec<_>>().join(" ")
}

#[test]
fn values_are_those_of_the_key() {
    for (before, expected) in [
        ("[So]{claim via=@", "@lund @moe @author"),
        ("[So]{claim via=", "@lund @moe @author"),
        ("[So]{claim via=@lund,", "@moe @author"),
        ("[So]{claim evidence=^", "^talk ^log"),
        ("[So]{claim evidence=^log;", "^talk"),
        ("[So]{claim denies=#", "#open #safe"),
        ("[So]{claim denies=", "#open #safe"),
        ("[So]{claim denies=#open,#", "#safe"),
        ("[So]{claim denies=#op", "#open #safe"),
        ("[So]{claim #so part=#", "#open #safe"),
        ("[So]{claim denies=gone#", ""),
        ("[So]{claim verdict=m", "true mostly-true mixed mostly-false false unproven"),
        ("[So]{claim date=", ""),
        ("[So]{claim own=", ""),
        ("[So]{claim note=\"via=", ""),
        ("[So]{claim note=\"she said \\\"so\\\" via=", ""),
        ("[So]{claim note=\"a b\" via=@m", "@lund @moe @author"),
        ("[So]{claim @lund^", "^talk ^log"),
        ("[So]{claim@", "@lund @moe @author"),
    ] {
        for behind in ["}", " }", "", " verdict=true}"] {
            assert_eq!(between(before, behind), expected, "{before}‸{behind}");
        }
    }
}

#[test]
fn a_label_may_be_named_that_a_relation_waits_for() {
    assert_eq!(between("[So]{claim #", "} and [no]{claim denies=#so,#open,other#shut}"), "#so");
    assert_eq!(between("[So]{claim #", "}"), "");
}

#[test]
fn an_annotation_is_not_related_to_itself() {
    assert_eq!(between("[So]{claim #so denies=#", "}"), "#open #safe");
    assert_eq!(between("[So]{claim denies=#", " #so}, [no]{claim #no}"), "#open #safe #no");
}

#[test]
fn labels_of_another_document_are_those_that_it_has() {
    let text = "[So]{claim #so denies=other#}";
    let other = Document::new("[So]{claim #theirs @author} and [so]{claim #too @author}\n");
    let linked = vec![("gone".into(), None), ("other".into(), Some(Arc::new(other)))];
    let scope = Scope::new(Arc::new(Document::new(text)), Vec::new(), linked);
    let proposals = completion(&scope, text.len() - 1);
    let texts: Vec<_> =
        proposals.iter().map(|proposal| (&*proposal.text, &text[proposal.replace.clone()])).collect();
    assert_eq!(texts, [("other#theirs", "other#"), ("other#too", "other#")]);
}

#[test]
fn rules_can_be_silenced_by_name() {
    assert!(between("[So]{claim allow=", "}").contains("unattributed-claim"));
    assert!(between("[So]{claim allow=missing-source;", "}").contains("unattributed-claim"));
}

#[test]
fn the_word_at_the_caret_is_replaced() {
    for (before, behind, text, line) in [
        ("“So,”{@", "}", "@moe", "“So,”{@moe}"),
        ("“So,”{@mo", "} she said", "@moe", "“So,”{@moe} she said"),
        ("“So,”{@lu", "nd ^log}", "@moe", "“So,”{@moe ^log}"),
        ("“So,”{", "@lund}", "@moe", "“So,”{@moe@lund}"),
        ("“So,”{@lund^l", "}", "^log", "“So,”{@lund^log}"),
        ("“So,”{@lund", "}", "@lund", "“So,”{@lund}"),
        ("[So]{cl", "}", "claim", "[So]{claim}"),
        ("[So]{cl", "aim @lund}", "claim", "[So]{claim @lund}"),
        ("[So]{claim verd", "}", "verdict=", "[So]{claim verdict=}"),
        ("[So]{claim verd", "ict=true}", "verdict=", "[So]{claim verdict=true}"),
        ("[So]{claim verdict=mostly-", "true @lund}", "mixed", "[So]{claim verdict=mixed @lund}"),
        ("[So]{claim denies=#open,#s", "}", "#safe", "[So]{claim denies=#open,#safe}"),
        // The article behind an annotation that is not closed stays.
        ("“So,”{@m", "she said", "@moe", "“So,”{@moeshe said"),
        ("“So,”{@m", " she said", "@moe", "“So,”{@moe she said"),
        ("“没有，”{@m", "他说", "@moe", "“没有，”{@moe他说"),
    ] {
        let text = if text == "verdict=" && behind.contains("ict=") { "verdict" } else { text };
        let cast = Fixture::parse(CAST).text;
        let at = cast.len() + before.len();
        let full = format!("{cast}{before}{behind}");
        let all = completion(&alone(&full), at);
        let proposal = all.iter().find(|proposal| proposal.text == text);
        let proposal = proposal.unwrap_or_else(|| panic!("no `{text}` in {before}‸{behind}: {all:?}"));
        let mut after = full.clone();
        after.replace_range(proposal.replace.clone(), &proposal.text);
        assert_eq!(&after[cast.len()..], line);
    }
}

#[test]
fn an_annotation_that_is_not_closed_proposes_up_to_the_article() {
    assert!(between("“So,”{", " said Ida Moe on Monday.").starts_with("claim"));
    assert_eq!(between("“So,”{@", " said Ida Moe."), "@moe @lund @author");
    assert_eq!(between("“So,”{@moe ^", " said Ida Moe."), "^talk ^log");
    assert!(between("“So,”{@moe ", " said Ida Moe.").starts_with("claim"));
    for before in ["“So,”{@moe said ", "“So,”{@moe said I", "“So,”{ said @", "“So,”{@moe, she said; ^"]
    {
        assert_eq!(between(before, " on Monday."), "", "{before}");
    }
}

#[test]
fn fields_are_proposed_below_a_declaration() {
    insta::assert_snapshot!(texts("
        | @lund: Karin Lund
        |   role: harbour master
        |  \u{20}
            ^
    "), @"aka:  affiliation:  kind:  anonymous:  reason:  wikidata:  url:  born:  note:");
    insta::assert_snapshot!(texts("
        | ^log: Harbour log
        |   o
             ^
        |   date: 2025-03-01
    "), @"outlet:  author:  url:  kind:  archive:  of:  cites:  note:");
    for (field, expected) in [
        ("  affiliation: @", "@other"),
        ("  affiliation: @other;", ""),
        ("  kind: per", "person organisation group state document"),
        ("  anonymous: ", "yes no"),
        ("  role: ", ""),
        ("  of: @", ""),
        ("aka", ""),
        ("", ""),
        ("\n  ", ""),
    ] {
        let head = "@other: Other\n@lund: Karin Lund\n";
        for behind in ["", "\n", "\n\nText.\n"] {
            let proposals = completion(&alone(&format!("{head}{field}{behind}")), head.len() + field.len());
            let texts: Vec<_> =
                proposals.into_iter().map(|p| p.text).filter(|text| text != "@lund").collect();
            assert_eq!(texts.join(" "), expected, "{field:?} before {behind:?}");
        }
    }
}

#[test]
fn a_key_that_has_its_colon_gets_no_second_one() {
    assert_eq!(
        taken(
            "
        | @lund: Karin Lund
        |   ro
              ^
    ",
            "role: "
        ),
        "  role: "
    );
    assert_eq!(
        taken(
            "
        | @lund: Karin Lund
        |   ro: harbour master
              ^
    ",
            "role"
        ),
        "  role: harbour master"
    );
    assert_eq!(
        taken(
            "
        | @lund: Karin Lund
        |   role: harbour master
              ^
    ",
            "role"
        ),
        "  role: harbour master"
    );
}

#[test]
fn fields_of_the_front_matter() {
    let text = "---\ntitle: So it is\nsource: ^\nallow: \n\u{20}\n---\n\n\nText.\n\n^log: Log\n^talk: Talk\n";
    let at = |line: usize, column: usize| {
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let proposals = completion(&alone(text), start + column);
        proposals.into_iter().map(|proposal| proposal.text).collect::<Vec<_>>().join(" ")
    };
    // A blank line ends what might have been front matter.
    assert_eq!(at(2, 9), "");
    let text = text.replace("\n \n---", "\nd\n---");
    let at = |line: usize, column: usize| {
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let proposals = completion(&alone(&text), start + column);
        proposals.into_iter().map(|proposal| proposal.text).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(at(2, 9), "^log ^talk");
    assert!(at(3, 7).contains("missing-source"));
    assert_eq!(at(4, 1), "outlet:  author:  date:  url:  lang: ");
    for (line, column) in [(0, 0), (0, 3), (1, 8), (5, 0), (5, 3), (6, 0), (7, 0), (8, 2)] {
        assert_eq!(at(line, column), "", "{line}:{column}");
    }
}

#[test]
fn in_prose_there_is_nothing() {
    for before in [
        "",
        "Karin ",
        "@",
        "Karin @",
        "“So,”",
        "“So,” {",
        "[So",
        "[So]",
        "{",
        "%% @",
        "%% allow: ",
        "[So]{claim}",
        "(@",
    ] {
        assert_eq!(between(before, ""), "", "{before}");
        assert_eq!(between(before, " and so on."), "", "{before}");
    }
    for text in ["", "\n", "\u{feff}", "@a:", "---", "---\n---"] {
        assert_eq!(completion(&alone(text), text.len()), [], "{text:?}");
    }
}
