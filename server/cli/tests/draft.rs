//! `ascribe draft`.

#![allow(clippy::unwrap_used)]

mod common;

use common::Folder;

const ARTICLE: &str = "“The crane is old,” said Mayor Ada Berg. “It has to go.”\n\n[He said]{sic}\n";

#[test]
fn an_article_becomes_a_document_with_drafts() {
    let folder = Folder::with(&[("in.txt", ARTICLE)]);
    let run = folder.run(&["draft", "in.txt"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.starts_with("@berg: Ada Berg\n  role: Mayor\n"), "{}", run.out);
    assert!(run.out.contains("“The crane is old,”{#berg-1 @berg draft confidence=0."), "{}", run.out);
    assert!(run.out.contains("“It has to go.”{part=#berg-1 draft}"), "{}", run.out);
    assert_eq!(folder.run_with(&["draft", "-"], ARTICLE).out, run.out);
    folder.write("out.ascribe", &run.out);
    assert_eq!(folder.run(&["strip", "out.ascribe"]).out, ARTICLE);
    // A document is used as it is, and its drafts are kept.
    assert_eq!(folder.run(&["draft", "out.ascribe"]).out, run.out);
}

#[test]
fn the_head_of_an_article_becomes_front_matter() {
    let head = "The crane of Vardnes\n\nBy Nell Aske\n\nVARDNES, 3 March 2014 – The crane will go in May, Mayor Ada Berg said.\n";
    let front =
        "---\ntitle: The crane of Vardnes\nauthor: Nell Aske\ndate: 2014-03-03\nplace: Vardnes\n---\n\n";
    let folder = Folder::with(&[("in.txt", head), ("blank.txt", &format!("\n\n{head}"))]);
    let run = folder.run(&["draft", "in.txt"]);
    assert!(run.out.starts_with(&format!("{front}@berg: Ada Berg\n")), "{}", run.out);
    folder.write("out.ascribe", &run.out);
    assert_eq!(folder.run(&["strip", "out.ascribe"]).out, head);
    // A document keeps the front matter that it has, and gets none.
    assert_eq!(folder.run(&["draft", "out.ascribe"]).out, run.out);
    let imported = folder.run(&["import", "in.txt"]).out;
    folder.write("mine.ascribe", &imported);
    assert!(folder.run(&["draft", "mine.ascribe"]).out.starts_with("@berg"));
    // Front matter would take the blank lines with it.
    let run = folder.run(&["draft", "blank.txt"]);
    assert!(run.out.starts_with("\n\n@berg"), "{}", run.out);
}

#[test]
fn what_is_unlikely_is_left_out() {
    let folder = Folder::with(&[("in.txt", ARTICLE)]);
    let run = folder.run(&["draft", "--min-confidence", "1", "in.txt"]);
    assert_eq!(run.out, folder.run(&["import", "in.txt"]).out);
    for share in ["2", "-1", "much", "NaN"] {
        let run = folder.run(&["draft", &format!("--min-confidence={share}"), "in.txt"]);
        assert_eq!(run.code, 2, "{share}: {}", run.err);
    }
}

#[test]
fn several_articles_are_written_beside_their_files() {
    let folder = Folder::with(&[("a.txt", ARTICLE), ("b.txt", "Nobody spoke.\n")]);
    let run = folder.run(&["draft", "a.txt", "b.txt"]);
    let list = "Wrote a.ascribe\nWrote b.ascribe\n2 written, 0 skipped, 0 failed\n";
    assert_eq!((run.out.as_str(), run.err.as_str(), run.code), ("", list, 0));
    assert_eq!(folder.run(&["strip", "a.ascribe"]).out, ARTICLE);
    assert_eq!(folder.run(&["strip", "b.ascribe"]).out, "Nobody spoke.\n");
    let again = folder.run(&["draft", "a.txt", "b.txt"]);
    assert_eq!(again.code, 2);
    assert!(again.err.contains("file exists"), "{}", again.err);
    assert_eq!(folder.run(&["draft", "--force", "a.txt", "b.txt"]).code, 0);
    let both = folder.run(&["draft", "a.txt", "b.txt", "-o", "c.ascribe"]);
    assert_eq!(both.code, 2, "{}", both.err);
}

#[test]
fn an_article_that_fails_holds_up_no_other() {
    let folder = Folder::with(&[
        ("a.txt", ARTICLE),
        ("b.txt", ARTICLE),
        ("b.ascribe", "mine"),
        ("c.txt", ARTICLE),
        ("folder.txt/x", ""),
    ]);
    folder.write("data.txt", b"\x00\x01\xff\xfe");
    let articles = ["none.txt", "a.txt", "b.txt", "folder.txt", "data.txt", "c.txt", "./a.txt"];
    let run = folder.run(&[&["draft"][..], &articles].concat());
    assert_eq!((run.out.as_str(), run.code), ("", 2));
    let list = "Failed none.txt\nWrote a.ascribe\nFailed b.txt\nFailed folder.txt\nFailed data.txt\nWrote c.ascribe\n\
                2 written, 0 skipped, 4 failed\n";
    assert!(run.err.ends_with(list), "{}", run.err);
    for error in [
        "error: none.txt: no such file or directory",
        "error: b.txt: cannot write b.ascribe: file exists; use `--force`",
        "error: folder.txt: is a directory",
        "error: data.txt: is binary data, not plain text",
    ] {
        assert!(run.err.contains(error), "{error}: {}", run.err);
    }
    assert_eq!(folder.read("b.ascribe"), "mine");
    assert_eq!(folder.run(&["strip", "c.ascribe"]).out, ARTICLE);
}

#[test]
fn documents_that_exist_are_skipped_if_asked() {
    let folder = Folder::with(&[("a.txt", ARTICLE), ("b.txt", ARTICLE), ("b.ascribe", "mine")]);
    let run = folder.run(&["draft", "--skip-existing", "a.txt", "b.txt"]);
    let list = "Wrote a.ascribe\nSkipped b.ascribe: file exists\n1 written, 1 skipped, 0 failed\n";
    assert_eq!((run.out.as_str(), run.err.as_str(), run.code), ("", list, 0));
    assert_eq!(folder.read("b.ascribe"), "mine");
    // A pattern may match a single article.
    let run = folder.run(&["draft", "--skip-existing", "b.txt"]);
    assert_eq!((run.out.as_str(), run.code), ("", 0));
    assert!(run.err.ends_with("0 written, 1 skipped, 0 failed\n"), "{}", run.err);
    let run = folder.run(&["draft", "--skip-existing", "b.txt", "-o", "b.ascribe"]);
    assert_eq!((run.out.as_str(), run.err.as_str(), run.code), ("", "Skipped b.ascribe: file exists.\n", 0));
    assert_eq!(folder.read("b.ascribe"), "mine");
    assert_eq!(folder.run(&["draft", "--skip-existing", "--force", "a.txt", "b.txt"]).code, 2);
    assert_eq!(folder.run_with(&["draft", "--skip-existing", "-"], ARTICLE).code, 2);
    assert_eq!(folder.run_with(&["draft", "a.txt", "-"], ARTICLE).code, 2);
}

#[test]
fn no_two_articles_become_one_document() {
    let folder = Folder::with(&[("a.txt", ARTICLE), ("a.md", "Other words.\n"), ("b.txt", ARTICLE)]);
    for force in [&["draft"][..], &["draft", "--force"], &["import", "--force"]] {
        let run = folder.run(&[force, &["a.txt", "a.md", "b.txt"]].concat());
        assert_eq!(run.code, 2);
        assert!(
            run.err.contains("error: a.txt: would be written to a.ascribe, as a.md would"),
            "{}",
            run.err
        );
        assert!(run.err.ends_with("1 written, 0 skipped, 2 failed\n"), "{}", run.err);
        assert_eq!(folder.names(), ["a.md", "a.txt", "b.ascribe", "b.txt"]);
    }
}

#[test]
fn the_actors_of_a_cast_are_used() {
    let folder = Folder::with(&[("cast.ascribe", "@mayor: Ada Berg\n"), ("desk/in.txt", ARTICLE)]);
    let drafted = folder.run(&["draft", "desk/in.txt"]).out;
    assert!(drafted.starts_with("“The crane is old,”{#mayor-1 @mayor draft"), "{drafted}");
    folder.run(&["draft", "desk/in.txt", "-o", "desk/out.ascribe"]);
    assert_eq!(folder.run(&["check", "--rule", "undefined-actor", "."]).code, 0);
    // An argument that is not a path.
    assert!(folder.run_with(&["draft", "-"], ARTICLE).out.starts_with("“The crane is old,”{#mayor-1 @mayor"));
}

#[test]
fn spans_are_printed_as_lines_of_json() {
    let folder = Folder::with(&[
        ("a.txt", ARTICLE),
        ("b.jsonl", "{\"id\": \"x\", \"text\": \"“No,” said Ada Berg.\"}\n"),
    ]);
    let run = folder.run(&["draft", "--format", "polnear-jsonl", "a.txt", "b.jsonl"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let lines: Vec<&str> = run.out.lines().collect();
    assert!(lines[0].starts_with("{\"id\":\"a\",\"quotes\":[{\"content\":[[0,19]"), "{}", run.out);
    assert!(lines[1].starts_with("{\"id\":\"x\""), "{}", run.out);
}

#[test]
fn many_articles_are_drafted_as_each_alone() {
    let names: Vec<String> = (0..40).map(|number| format!("{number}.txt")).collect();
    let text = |number: usize| {
        let name = ["Ada Berg", "Bo Lind", "Mara Quist"][number % 3];
        format!("“Crane {number} is old,” said {name}.\n\n{}", ARTICLE.repeat(number % 7))
    };
    let texts: Vec<String> = (0..names.len()).map(text).collect();
    let files: Vec<(&str, &str)> =
        names.iter().zip(&texts).map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let folder = Folder::with(&files);
    // One article that cannot be read is among them.
    folder.write("17.txt", "%PDF-1.7\n");
    let all: Vec<&str> = std::iter::once("draft").chain(names.iter().map(String::as_str)).collect();
    let run = folder.run(&all);
    assert_eq!(run.code, 2);
    assert!(run.err.ends_with("39 written, 0 skipped, 1 failed\n"), "{}", run.err);
    for (number, name) in names.iter().enumerate().filter(|(number, _)| *number != 17) {
        let alone = folder.run(&["draft", name]).out;
        assert!(alone.contains("draft"), "{alone}");
        assert_eq!(folder.read(&format!("{number}.ascribe")), alone, "{name}");
    }
    assert!(!folder.names().contains(&"17.ascribe".to_owned()));
    let spans = ["draft", "--format", "polnear-jsonl"];
    let run = folder.run(&[&spans[..], &all[1..]].concat());
    assert_eq!((run.code, run.out.lines().count()), (2, 39), "{}", run.err);
    let alone: String = names.iter().map(|name| folder.run(&[&spans[..], &[name]].concat()).out).collect();
    assert_eq!(run.out, alone, "in the order of the arguments");
}

#[test]
fn a_line_that_is_no_article_does_not_stop_the_others() {
    let folder = Folder::with(&[(
        "a.jsonl",
        "{\"id\": \"x\", \"text\": \"“No,” said Ada Berg.\"}\n{\"id\": 1}\n\n{\"id\": \"y\", \"text\": \"\"}\n",
    )]);
    let run = folder.run(&["draft", "--format", "polnear-jsonl", "a.jsonl", "gone.jsonl"]);
    assert_eq!(run.code, 2);
    let ids: Vec<&str> = run.out.lines().map(|line| &line[..10]).collect();
    assert_eq!(ids, ["{\"id\":\"x\",", "{\"id\":\"y\","], "{}", run.out);
    assert!(
        run.err.contains("error: a.jsonl: line 2 is not a JSON object with `id` and `text`"),
        "{}",
        run.err
    );
    assert!(run.err.contains("error: gone.jsonl: "), "{}", run.err);
}
