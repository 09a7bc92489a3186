//! Completion in braces and fields, and none in prose.

use ascribe_fixture::{Fixture, alone};
use ascribe_ide::completion::{CompletionContext, DocumentPath, Needs, Proposal, needs};
use ascribe_markup::document::Document;
use ascribe_markup::scope::Scope;
use ascribe_markup::strip::keeps_article;
use std::sync::Arc;

/// Proposals triggered by typing.
fn completion(scope: &Scope, offset: usize) -> Vec<Proposal> {
    ascribe_ide::completion::completion(scope, CompletionContext::at(offset)).proposals
}

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

/// Texts of the proposals at the cursor, in order.
fn texts(source: &str) -> String {
    let fixture = Fixture::parse(source);
    let proposals = completion(&fixture.scope(), fixture.caret());
    proposals.into_iter().map(|proposal| proposal.text).collect::<Vec<_>>().join(" ")
}

/// Line of the cursor after accepting the proposal with this text.
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
    ")), @"@moe @lund @author claim quote opinion mention cue evidence ^log ^talk stance= via= supports= contradicts= denies= repeats= answers= corrects= part= for= verdict= evidence= checked-by= date= place= medium= confidence= reviewed-by= reviewed= note= reason= allow= draft");
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
    Actor @lund | Karin Lund | lund Karin Lund | harbour master
    Actor @moe | Ida Moe | moe Ida Moe Moe the deputy
    Actor @author | The article's own author | @author
    Source ^log | Harbour log | log Harbour log
    Source ^talk | Talk with Karin Lund | talk Talk with Karin Lund | The Herald
    Key via= | an actor, as in @id | via= | Who relays the statement, as B in “A, according to B”.
    Key verdict= | one of true, mostly-true, mixed, mostly-false, false, unproven | verdict= | The verdict of a fact check.
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
    ")), @"^log ^talk claim quote opinion mention cue evidence @lund @author stance= via= supports= contradicts= denies= repeats= answers= corrects= part= for= verdict= evidence= checked-by= place= medium= confidence= reviewed-by= reviewed= note= reason= allow= draft");
    insta::assert_snapshot!(texts(&with_cast("
    | [So it is]{claim @moe supports=#open,#} she said.
                                           ^
    ")), @"#safe");
}

/// Texts of the proposals between two parts of a text with the cast above it.
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
        ("[So]{claim evidence=^", "^log ^talk"),
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
        ("[So]{claim @lund^", "^log ^talk"),
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
    assert_eq!(between("[So]{claim denies=#", " #so}, [no]{claim #no}"), "#no #open #safe");
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
        // The article after an unclosed annotation stays the same.
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
    assert!(between("“So,”{", " said Ida Moe on Monday.").starts_with("@moe @lund @author claim"));
    assert_eq!(between("“So,”{@", " said Ida Moe."), "@moe @lund @author");
    assert_eq!(between("“So,”{@moe ^", " said Ida Moe."), "^log ^talk");
    assert!(between("“So,”{@moe ", " said Ida Moe.").starts_with("^log ^talk claim"));
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
    // A blank line ends the would-be front matter.
    assert_eq!(at(2, 9), "");
    let text = text.replace("\n \n---", "\nd\n---");
    let at = |line: usize, column: usize| {
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let proposals = completion(&alone(&text), start + column);
        proposals.into_iter().map(|proposal| proposal.text).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(at(2, 9), "^log ^talk");
    assert!(at(3, 7).contains("missing-source"));
    assert_eq!(at(4, 1), "outlet:  author:  date:  place:  url:  lang: ");
    for (line, column) in [(0, 0), (0, 3), (1, 8), (5, 0), (5, 3), (6, 0), (7, 0), (8, 2)] {
        assert_eq!(at(line, column), "", "{line}:{column}");
    }
}

#[test]
fn in_prose_there_is_nothing() {
    for before in [
        "",
        "Karin ",
        "Karin @",
        "“So,”",
        "“So,” {",
        "[So",
        "[So]",
        "{",
        "%% @",
        "%% all",
        "%% allow: missing-source - ",
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

#[test]
fn who_spoke_last_comes_before_the_others() {
    let text = "@ada: Ada\n@bo: Bo\n@cy: Cy\n@di: Di\n^a: A\n^b: B\n  of: @cy\n\n\
        “So,”{@cy ^a} and “so,”{@bo} and so on.\n\n“So,”{@} said Di, “so”{@ada}. “So,”{@cy ^}\n";
    let texts = |mark: &str| {
        let proposals = completion(&alone(text), text.find(mark).unwrap() + mark.len() - 1);
        proposals.into_iter().map(|proposal| proposal.text).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(texts("{@}"), "@di @bo @cy @ada @author");
    assert_eq!(texts(" ^}"), "^b ^a");
}

#[test]
fn a_name_finds_its_id_at_the_start_of_what_is_looked_through() {
    for (typed, filter) in [
        ("@", "@moe Ida Moe Moe the deputy"),
        ("@mo", "@moe Ida Moe Moe the deputy"),
        ("@id", "@Ida moe Ida Moe Moe the deputy"),
        ("@dep", "@deputy moe Ida Moe Moe the deputy"),
        ("dep", "deputy moe Ida Moe Moe the deputy"),
        ("", "moe Ida Moe Moe the deputy"),
    ] {
        let cast = Fixture::parse(CAST).text;
        let text = format!("{cast}“So,”{{{typed}}}\n");
        let all = completion(&alone(&text), text.len() - 2);
        assert_eq!(all.iter().find(|it| it.text == "@moe").unwrap().filter, filter, "{typed}");
    }
}

/// Text after accepting the proposal with this label, including its additional edits.
#[track_caller]
fn declared(text: &str, typed: &str, label: &str) -> String {
    let scope = alone(text);
    let all = completion(&scope, text.find(typed).unwrap() + typed.len());
    let proposal = all.into_iter().find(|proposal| proposal.label == label).expect(label);
    assert!(keeps_article(&scope.document, &proposal.edits));
    let mut edits = vec![(proposal.replace, proposal.text)];
    edits.extend(proposal.edits.into_iter().map(|edit| (edit.range, edit.text)));
    edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    let mut text = text.to_owned();
    for (range, new) in edits {
        text.replace_range(range, &new);
    }
    text
}

#[test]
fn what_is_not_declared_is_declared_by_taking_it() {
    assert_eq!(
        declared("@moe: Ida Moe\n\n“So,”{@harbour-board}\n", "{@harbour-board", "Declare @harbour-board"),
        "@moe: Ida Moe\n\n@harbour-board: Harbour Board\n\n“So,”{@harbour-board}\n"
    );
    assert_eq!(declared("“So,”{^lo}", "{^lo", "Declare ^lo"), "^lo: Lo\n\n“So,”{^lo}");
    assert_eq!(declared("“So,”{@a via=@b", "via=@b", "Declare @b"), "@b: B\n\n“So,”{@a via=@b");
    assert_eq!(
        declared("@moe: Moe\n  affiliation: @board\n  role: x\n", ": @board", "Declare @board"),
        "@moe: Moe\n  affiliation: @board\n  role: x\n\n@board: Board\n"
    );
    // The declaration would be inserted at the cursor, exists already, or the id may be the start of a declared one.
    for text in [
        "“So,”{@mo}",
        "“So,”{@ida}",
        "@moe: Moe\n  affiliation: @board",
        "“So,”{@moe}",
        "“So,”{@author}",
        "“So,”{@-}",
        "“So,”{@}",
    ] {
        let text = text.replace("“So,”", "@moe: Ida Moe\n\n“So,”");
        let all = completion(&alone(&text), text.trim_end_matches('}').len());
        assert!(!all.iter().any(|it| it.label.starts_with("Declare")), "{text}: {all:?}");
    }
}

#[test]
fn a_list_that_depends_on_the_word_is_not_complete() {
    let ask = |text: &str, before: &str| {
        ascribe_ide::completion::completion(
            &alone(text),
            CompletionContext::at(text.find(before).unwrap() + before.len()),
        )
    };
    assert!(ask("“So,”{@}", "{@").incomplete);
    assert!(!ask("“So,”{}", "{").incomplete);
    assert!(!ask("[So]{verdict=}", "verdict=").incomplete);
    let cast: Vec<String> = (0..1000).map(|number| format!("@a{number}: Ada {number}\n")).collect();
    let cast = cast.concat();
    let many = ask(&format!("{cast}\n“So,”{{}}\n"), "“So,”{");
    assert!(many.incomplete && many.proposals.len() == 300, "{}", many.proposals.len());
    let few = ask(&format!("{cast}\n“So,”{{ada 99}}\n"), "{ada");
    assert!(few.incomplete && few.proposals.iter().all(|it| it.filter.to_lowercase().contains("ada")));
}

#[test]
fn keys_have_places_for_their_values() {
    let text = "@moe: Moe\n\n[So]{claim #so @moe} [no]{claim #no }\n";
    let all = completion(&alone(text), text.len() - 2);
    let snippet =
        |key: &str| all.iter().find(|it| it.label == key).unwrap().snippet.clone().unwrap_or_default();
    assert_eq!(snippet("denies="), "denies=${1|#so|}");
    assert_eq!(snippet("via="), "via=${1|@moe,@author|}");
    assert_eq!(snippet("evidence="), "evidence=^$1");
    assert_eq!(snippet("verdict="), "verdict=${1|true,mostly-true,mixed,mostly-false,false,unproven|}");
    assert_eq!(snippet("note="), "note=\"$1\"");
    assert_eq!(snippet("date="), "");
    let text = "@moe: Moe\n  k\n";
    let all = completion(&alone(text), text.len() - 1);
    let kind = all.iter().find(|it| it.label == "kind:").unwrap();
    assert_eq!(kind.snippet.as_deref(), Some("kind: ${1|person,organisation,group,state,document|}"));
    assert!(all.iter().all(|it| !it.text.contains('$')), "a client without snippets gets plain text");
}

#[test]
fn other_documents_are_named_by_their_paths() {
    let documents = ["council", "../desk/verdict"].map(path);
    let ask = |text: &str| {
        let asked = CompletionContext {
            offset: text.len() - 1,
            explicitly: false,
            documents: &documents,
            named: None,
        };
        let list = ascribe_ide::completion::completion(&alone(text), asked);
        list.proposals.into_iter().map(|proposal| proposal.text).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(ask("[So]{#so} [no]{denies=}"), "#so council# ../desk/verdict#");
    assert_eq!(ask("[So]{#so} [no]{denies=cou}"), "#so council# ../desk/verdict#");
    assert_eq!(ask("[So]{#so} [no]{denies=#}"), "#so");
    assert_eq!(ask("[So]{#so} [no]{via=}"), "@author");
}

fn path(link: &str) -> DocumentPath {
    DocumentPath { link: link.into(), typed: link.into() }
}

#[test]
fn a_path_with_blanks_puts_the_value_in_quotation_marks() {
    let documents = ["two words", "b}c$d"].map(path);
    for (before, behind, text, whole, snippet) in [
        ("denies=", "", "\"two words#", "denies=\"two words#", "\"two words#$0\""),
        ("denies=tw", "", "\"two words#", "denies=\"two words#", "\"two words#$0\""),
        ("denies=#a,", "", "two words#", "denies=\"#a,two words#", "two words#$0\""),
        ("denies=", ",#a", "\"two words#", "denies=\"two words#,#a\"", "\"two words#$0"),
        ("denies=#a,tw", ";#b", "two words#", "denies=\"#a,two words#;#b\"", "two words#$0"),
        ("denies=\"", "\"", "two words#", "denies=\"two words#\"", ""),
        ("denies=\"two w", "\"", "two words#", "denies=\"two words#\"", ""),
        ("denies=\"#a, two w", ",#b\"", "two words#", "denies=\"#a, two words#,#b\"", ""),
        ("denies=\"two ", "", "two words#", "denies=\"two words#", ""),
    ] {
        let text_before = format!("[So]{{#so}} [no]{{{before}");
        let document = format!("{text_before}{behind} @a}}\n");
        let offset = text_before.len();
        let scope = alone(&document);
        assert_eq!(needs(&scope, offset), Some(Needs::Paths), "{document}");
        let asked = CompletionContext { offset, documents: &documents, ..CompletionContext::default() };
        let list = ascribe_ide::completion::completion(&scope, asked).proposals;
        let found =
            list.iter().find(|it| it.label == "two words#").unwrap_or_else(|| panic!("{document}: {list:?}"));
        assert_eq!((&*found.text, &*found.filter), (text, "two words#"), "{document}");
        assert_eq!(found.snippet.as_deref().unwrap_or_default(), snippet, "{document}");
        let mut edits = found.edits.clone();
        edits.push(ascribe_markup::Edit::replace(found.replace.clone(), found.text.clone()));
        let result = scope.document.edited(&edits).text().to_string();
        assert_eq!(result, format!("[So]{{#so}} [no]{{{whole} @a}}\n"), "{document}");
    }
    let asked = CompletionContext { offset: 8, documents: &documents, ..CompletionContext::default() };
    let list = ascribe_ide::completion::completion(
        &alone("[no]{denies=}\n"),
        CompletionContext { offset: 12, ..asked },
    );
    assert_eq!(list.proposals[1].snippet.as_deref(), Some("\"b\\}c\\$d#$0\""));
    for other in ["[no]{note=\"}\n", "[no]{via=\"@\"}\n"] {
        let asked =
            CompletionContext { offset: other.find('"').unwrap() + 1, documents: &documents, ..asked };
        assert_eq!(ascribe_ide::completion::completion(&alone(other), asked).proposals, [], "{other}");
    }
}

#[test]
fn a_label_closes_the_value_that_its_path_has_opened() {
    let council = Document::new("[It rose]{claim #rose @author}\n");
    for (document, expected) in [
        ("[No]{denies=\"two words#|}", "two words#rose\""),
        ("[No]{denies=\"two words#|\"}", "two words#rose"),
        ("[No]{denies=\"#a, two words#ro|\" @a}", "two words#rose"),
        ("[No]{denies=\"two words#|", "two words#rose\""),
    ] {
        let (offset, text) = (document.find('|').unwrap(), document.replace('|', ""));
        assert_eq!(needs(&alone(&text), offset), Some(Needs::Document("two words".into())), "{document}");
        let asked = CompletionContext { offset, named: Some(&council), ..CompletionContext::default() };
        let list = ascribe_ide::completion::completion(&alone(&text), asked).proposals;
        assert_eq!(list.iter().map(|it| &*it.text).collect::<Vec<_>>(), [expected], "{document}");
        assert_eq!(list[0].label, "two words#rose");
    }
}

#[test]
fn labels_of_a_document_that_is_being_named_are_known() {
    let council = Document::new("[It rose]{claim #rose @author}\n");
    let text = "[It fell]{denies=#a,council#}";
    let offset = text.len() - 1;
    assert_eq!(needs(&alone(text), offset), Some(Needs::Document("council".into())));
    assert_eq!(needs(&alone(text), offset - "council#".len()), Some(Needs::Paths));
    assert_eq!(needs(&alone("[So]{via=}"), 9), None);
    let asked = CompletionContext { offset, named: Some(&council), ..CompletionContext::default() };
    let list = ascribe_ide::completion::completion(&alone(text), asked);
    assert_eq!(list.proposals.iter().map(|it| &*it.text).collect::<Vec<_>>(), ["council#rose"]);
}

#[test]
fn rules_are_silenced_in_a_note() {
    let ask = |text: &str, explicitly: bool| {
        let asked = CompletionContext { offset: text.len(), explicitly, ..CompletionContext::default() };
        let list = ascribe_ide::completion::completion(&alone(text), asked);
        list.proposals.into_iter().map(|proposal| proposal.text).collect::<Vec<_>>().join(" ")
    };
    assert!(ask("%% allow: ", false).contains("unattributed-claim missing-source altered-quote"));
    assert!(ask("So.\n%% allow: missing-source, unb", false).contains("unbalanced-quote"));
    assert!(!ask("%% allow: missing-source, ", false).contains("missing-source"));
    assert_eq!(ask("%% ", true), "allow: ");
    assert_eq!(ask("%% al", true), "allow: ");
    assert_eq!(ask("%% ask her", true), "");
}

#[test]
fn a_block_may_become_a_declaration() {
    let ask = |text: &str, typed: &str| {
        let offset = text.find(typed).unwrap() + typed.len();
        let all = completion(&alone(text), offset);
        all.into_iter().map(|it| it.snippet.unwrap()).collect::<Vec<_>>()
    };
    let behind = "\n\n“So,”{@harbour-board @moe ^log}\n";
    let actor = "@${1:id}: ${2:Name}\n  role: ${3:office or profession}";
    assert_eq!(
        ask(&format!("@moe: Ida Moe\n\n@{behind}"), "\n\n@"),
        ["@harbour-board: ${1:Harbour Board}", actor]
    );
    assert_eq!(ask(&format!("@{behind}"), "@")[2], actor);
    assert_eq!(ask(&format!("^{behind}"), "^")[0], "^log: ${1:Log}");
    assert_eq!(ask("@tide", "@ti"), [actor.replace("id", "tide")]);
    for (text, typed) in [("So\n@", "\n@"), ("@so he said", "@so"), ("@ ", "@ "), ("@@", "@@")] {
        assert_eq!(ask(text, typed), Vec::<String>::new(), "{text:?}");
    }
}

#[test]
fn behind_what_was_closed_a_speaker_is_proposed_on_asking() {
    let ask = |before: &str, behind: &str| {
        let cast = Fixture::parse(CAST).text;
        let text = format!("{cast}{before}{behind}\n");
        let asked = CompletionContext {
            offset: cast.len() + before.len(),
            explicitly: true,
            ..CompletionContext::default()
        };
        let list = ascribe_ide::completion::completion(&alone(&text), asked);
        list.proposals.into_iter().map(|it| format!("{} {}", it.text, it.detail)).collect::<Vec<_>>()
    };
    assert_eq!(ask("“So,”", " said Ida Moe."), ["{@moe} Ida Moe", "{@lund} Karin Lund"]);
    assert_eq!(ask("“So,”", " said she."), ["{@lund} Karin Lund"]);
    assert_eq!(ask("Ida Moe said [it is so]", "."), ["{claim @moe} Ida Moe", "{claim @lund} Karin Lund"]);
    for (before, behind) in
        [("“So,” ", ""), ("“So", ",”"), ("“So,”", "{@moe}"), ("Ida Moe", ""), ("[sic]", "")]
    {
        assert_eq!(ask(before, behind), Vec::<String>::new(), "{before}‸{behind}");
    }
}

#[test]
fn a_proposal_has_the_card_of_what_it_stands_for() {
    let scope = alone(&Fixture::parse(CAST).text);
    let card = |text: &str| ascribe_ide::completion::card(&scope, text).unwrap_or_default();
    assert!(card("@lund").contains("harbour master"));
    assert!(card("^talk").contains("The Herald"));
    assert!(card("#open").contains("The bar is open"));
    for none in ["", "@", "@gone", "claim", "other#open"] {
        assert_eq!(card(none), "", "{none}");
    }
}

#[test]
fn stances_come_with_their_meanings_and_only_where_they_apply() {
    let fixture = Fixture::parse(
        "
        | [It is so]{claim stance=}
                                  ^
    ",
    );
    let proposals = completion(&fixture.scope(), fixture.caret());
    let told: Vec<_> = proposals.iter().map(|it| format!("{}: {}", it.text, it.documentation)).collect();
    insta::assert_snapshot!(told.join("\n"), @"
    asserts: They say that it is so; the default.
    denies: They say that it is not so.
    doubts: They are not sure that it is so.
    asks: They ask whether it is so.
    demands: They want it to be so, or order it.
    promises: They undertake that it will be so.
    believes: They are reported to believe it.
    ");
    for (braces, applies) in [
        ("claim ", true),
        ("opinion ", true),
        ("@a ^s ", true),
        ("mention ", false),
        ("cue ", false),
        ("part=#a ", false),
    ] {
        let text = format!("[It is so]{{{braces}}}\n");
        let offered = completion(&alone(&text), text.len() - 2);
        assert_eq!(offered.iter().any(|it| it.text == "stance="), applies, "{braces}");
    }
}

#[test]
fn labels_tell_what_is_denied() {
    let text = "[It rose]{claim #rose @a stance=denies}. [It fell]{claim #fell @a}. [No]{claim denies=}\n";
    let offered = completion(&alone(text), text.len() - 2);
    let told: Vec<_> = offered.iter().map(|it| format!("{} {}", it.text, it.detail)).collect();
    assert!(
        told.contains(&"#rose Denied: It rose".into()) && told.contains(&"#fell It fell".into()),
        "{told:?}"
    );
}

#[test]
fn front_matter_that_is_opened_is_completed_and_closed() {
    for (text, count, first) in [
        ("---\n", 9, "---\ntitle: \n---"),
        ("---\n\n@moe: Ida Moe\n", 9, "---\ntitle: \n---\n@moe: Ida Moe\n"),
        ("---\ntitle: The quay\nou", 8, "---\ntitle: The quay\noutlet: \n---"),
        ("\u{feff}---\nda\nText.\n", 9, "\u{feff}---\ntitle: \n---\nText.\n"),
    ] {
        let scope = Scope::alone(Arc::new(Document::new(text)));
        let line =
            text.lines().take_while(|line| !line.is_empty() && *line != "Text.").map(|it| it.len() + 1);
        let offset = line.sum::<usize>().min(text.len()) - usize::from(text.contains("Text."));
        let all = completion(&scope, offset);
        assert_eq!(all.len(), count, "{text:?} at {offset}: {all:#?}");
        let edit = ascribe_markup::Edit::replace(all[0].replace.clone(), all[0].text.clone());
        assert_eq!(ascribe_fixture::applied(text, &[edit]), first);
    }
    for text in ["---\n\n", "-\n", "----\n", "--- \nNo key here\n", "Text.\n---\n"] {
        let scope = Scope::alone(Arc::new(Document::new(text)));
        assert_eq!(completion(&scope, text.len()), [], "{text:?}");
    }
}
