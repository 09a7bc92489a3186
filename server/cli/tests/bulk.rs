//! `ascribe draft --to` with a format of tables: corpora of any size.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Folder, Run};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

const SPEAKERS: [&str; 5] = ["Ada Berg", "Karin Lund", "Tom Falk", "Nell Aske", "Per Holt"];

/// Article with a number.
fn article(number: usize) -> String {
    let speaker = SPEAKERS[number % SPEAKERS.len()];
    let one = format!("“Ferry number {number} is late,” said Captain {speaker}. “It always is.”\n\n");
    one.repeat(1 + number % 3) + "Nobody else spoke.\n"
}

/// Corpus of this many articles, as lines of JSON.
fn corpus(articles: usize) -> String {
    let line = |number| json!({ "id": format!("a{number}"), "title": format!("Ferry {number}"), "text": article(number) });
    (0..articles).map(|number| line(number).to_string() + "\n").collect()
}

fn packed(content: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

/// Contents of all files in a folder of results, by their path.
fn contents(folder: &Folder, name: &str) -> BTreeMap<String, Vec<u8>> {
    fn add(path: &Path, name: &str, files: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(path).into_iter().flatten() {
            let path = entry.unwrap().path();
            let name = format!("{name}/{}", path.file_name().unwrap().to_string_lossy());
            if path.is_dir() {
                add(&path, &name, files);
            } else {
                files.insert(name, fs::read(path).unwrap());
            }
        }
    }
    let mut files = BTreeMap::new();
    add(&folder.path(name), "", &mut files);
    files
}

/// Lines of all parts of a table of JSON lines, in their order.
fn lines(folder: &Folder, name: &str, table: &str) -> Vec<Value> {
    let start = format!("/{table}/");
    let files = contents(folder, name).into_iter().filter(|(path, _)| path.starts_with(&start));
    let text: String = files.map(|(_, content)| String::from_utf8(content).unwrap()).collect();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn ids(folder: &Folder, name: &str) -> Vec<String> {
    let lines = lines(folder, name, "articles");
    lines.iter().map(|line| line["id"].as_str().unwrap().to_owned()).collect()
}

fn draft(folder: &Folder, to: &str, corpus: &str, output: &str, more: &[&str]) -> Run {
    folder.run(&[&["draft", "--to", to, corpus, "-o", output, "--part-size", "10"], more].concat())
}

#[test]
fn results_are_in_order_and_do_not_depend_on_threads_or_layout() {
    let folder = Folder::with(&[("a.jsonl", &corpus(47))]);
    folder.write("a.jsonl.gz", packed(&corpus(47)));
    // Files may be packed piece by piece.
    let whole = corpus(47);
    let cut = whole.match_indices('\n').nth(20).unwrap().0 + 1;
    folder.write("pieces/a.jsonl.gz", [packed(&whole[..cut]), packed(&whole[cut..])].concat());
    let row = |number| format!("a{number};Ferry {number};\"{}\"\r\n", article(number));
    let table = String::from("\u{feff}id;title;text\r\n") + &(0..47).map(row).collect::<String>();
    folder.write("a.csv", &table);
    let run = draft(&folder, "jsonl", "a.jsonl", "one", &["--threads", "1"]);
    assert_eq!((run.code, &*run.out, &*run.err), (0, "", "47 articles in 5 parts in one\n"));
    assert_eq!(ids(&folder, "one"), (0..47).map(|number| format!("a{number}")).collect::<Vec<_>>());
    let results = lines(&folder, "one", "articles");
    assert!(results.iter().all(|line| !line["annotations"].as_array().unwrap().is_empty()));
    for (name, corpus, threads) in [
        ("b", "a.jsonl", "3"),
        ("c", "a.jsonl.gz", "2"),
        ("d", "pieces/a.jsonl.gz", "7"),
        ("e", "a.csv", "2"),
    ] {
        assert_eq!(draft(&folder, "jsonl", corpus, name, &["--threads", threads]).code, 0);
        let same = lines(&folder, name, "articles") == results;
        assert!(same, "{corpus} with {threads} threads");
    }
    for format in ["parquet", "csv"] {
        for threads in ["1", "4"] {
            let name = format!("{format}-{threads}");
            assert_eq!(draft(&folder, format, "a.jsonl", &name, &["--threads", threads]).code, 0);
        }
        let [one, four] = [1, 4].map(|threads| contents(&folder, &format!("{format}-{threads}")));
        assert_eq!(one, four);
    }
    assert_eq!(contents(&folder, "parquet-1").len(), 5 * 5 + 2);
}

#[test]
fn an_article_is_drafted_as_it_is_alone() {
    let folder = Folder::with(&[("a.jsonl", &json!({ "id": "x/a", "text": article(8) }).to_string())]);
    folder.write("x/a.txt", article(8));
    folder.write("x/b.ascribe", "[He said]{claim @lund} so.\n");
    folder.write(
        "x/c.html",
        format!("<html><title>Late</title><article><p>{}</p></article></html>", article(9)),
    );
    assert_eq!(draft(&folder, "jsonl", "x/a.txt", "one", &["x/b.ascribe", "x/c.html", "./x/a.txt"]).code, 0);
    assert_eq!(ids(&folder, "one"), ["x/a", "x/b", "x/c"]);
    for (name, line) in
        ["x/a.txt", "x/b.ascribe", "x/c.html"].into_iter().zip(lines(&folder, "one", "articles"))
    {
        let place = format!("{}.ascribe", name.rsplit_once('.').unwrap().0);
        let drafted = folder.run(&["draft", name]).out;
        folder.write(&format!("alone/{place}"), drafted);
        let command = ["export", "--to", "jsonl", &format!("alone/{place}")];
        let mut alone: Value = serde_json::from_str(&folder.run(&command).out).unwrap();
        alone["id"] = line["id"].clone();
        assert_eq!(line, alone, "{name}");
    }
    assert_eq!(draft(&folder, "jsonl", "a.jsonl", "two", &[]).code, 0);
    assert_eq!(lines(&folder, "two", "articles")[0], lines(&folder, "one", "articles")[0]);
}

#[test]
fn names_of_fields_are_mapped_and_others_are_counted() {
    let line = |number| json!({ "body": article(number), "desk": "north", "text": 5 }).to_string() + "\n";
    let folder = Folder::with(&[("a.jsonl", &(line(1) + "\n" + &line(2)))]);
    let run = draft(&folder, "jsonl", "a.jsonl", "out", &["--map", "body=text"]);
    let lost = "not imported: 1 member, since `desk` is not known (2 articles)\n";
    assert!(run.code == 0 && run.err.contains(lost), "{}", run.err);
    // Articles without an id are named after their line.
    assert_eq!(ids(&folder, "out"), ["a-1", "a-3"]);
}

#[test]
fn articles_that_cannot_be_drafted_are_listed_and_stop_no_other() {
    let mut content = Vec::new();
    let long = json!({ "text": "x".repeat(17 << 20) }).to_string();
    let dense = json!({ "text": "[]{}".repeat(500_000) }).to_string();
    let deep = "[".repeat(100_000);
    let bad: [(&[u8], &str); 8] = [
        (b"{\"text\": ", "is no JSON"),
        (b"{\"id\": \"x\"}", "has no `text`"),
        (b"{\"text\": 5}", "has no `text`"),
        (b"[1, 2]", "is no JSON object"),
        (b"{\"text\": \"\xff\"}", "is not UTF-8"),
        (long.as_bytes(), "is too large"),
        (dense.as_bytes(), "is too large or too dense"),
        (deep.as_bytes(), "is no JSON"),
    ];
    for (number, (line, _)) in bad.into_iter().enumerate() {
        content.extend_from_slice(
            json!({ "id": number.to_string(), "text": article(number) }).to_string().as_bytes(),
        );
        content.extend_from_slice(b"\r\n\r\n");
        content.extend_from_slice(line);
        content.extend_from_slice(b"\n");
    }
    let folder = Folder::new();
    folder.write("bad.jsonl", &content);
    let run = draft(&folder, "jsonl", "bad.jsonl", "out", &[]);
    let told =
        "8 articles in 2 parts in out\nerror: 8 articles could not be drafted; out/errors has the reasons\n";
    assert_eq!((run.code, &*run.out, &*run.err), (2, "", told));
    assert_eq!(ids(&folder, "out"), (0..8).map(|number| number.to_string()).collect::<Vec<_>>());
    for (number, (error, (_, reason))) in lines(&folder, "out", "errors").into_iter().zip(bad).enumerate() {
        assert_eq!((&error["file"], &error["line"]), (&json!("bad.jsonl"), &json!(3 * (number + 1))));
        assert!(error["error"].as_str().unwrap().contains(reason), "{error}");
    }
    // A run that has nothing to do says what is there.
    assert_eq!(draft(&folder, "jsonl", "bad.jsonl", "out", &[]).err, told);
}

#[test]
fn rows_and_files_that_cannot_be_read_stop_no_other() {
    let good = |number| format!("a{number},\"{}\"\n", article(number));
    let folder = Folder::new();
    let mut table = format!("id,text\n{}a,b,c\n{}", good(0), good(1)).into_bytes();
    table.extend_from_slice(b"x,\xff\n");
    table.extend_from_slice(good(2).as_bytes());
    folder.write("a.csv", &table);
    folder.write("open.csv", format!("id,text\n{}x,\"{}", good(3), "never closed\n".repeat(2 << 20)));
    folder.write("none.csv", "id,body\n1,2\n");
    let whole = packed(&corpus(400));
    folder.write("cut.jsonl.gz", &whole[..whole.len() / 2]);
    folder.write("data.txt", b"\x00\x01\xff\xfe");
    folder.write("b.txt", article(4));
    let files = ["open.csv", "none.csv", "cut.jsonl.gz", "data.txt", "b.txt"];
    let run = draft(&folder, "jsonl", "a.csv", "out", &files);
    assert_eq!(run.code, 2, "{}", run.err);
    let told = lines(&folder, "out", "errors");
    let told: Vec<_> =
        told.iter().map(|it| (it["file"].as_str().unwrap(), &it["line"], it["error"].to_string())).collect();
    for ((file, line, reason), expected) in told.iter().zip([
        ("a.csv", json!(6), "line 6 has 3 fields"),
        ("a.csv", json!(13), "is not UTF-8"),
        ("open.csv", json!(null), "the rest of the file cannot be read: a row is too long"),
        ("none.csv", json!(1), "has no column `text`"),
        ("cut.jsonl.gz", json!(null), "the rest of the file cannot be read"),
        ("data.txt", json!(null), "is binary data"),
    ]) {
        assert_eq!((*file, *line), (expected.0, &expected.1), "{reason}");
        assert!(reason.contains(expected.2), "{reason}");
    }
    assert_eq!(told.len(), 6);
    let ids = ids(&folder, "out");
    assert_eq!(ids[..4], ["a0", "a1", "a2", "a3"]);
    assert!(ids.len() > 20 && ids.last().unwrap() == "b", "{ids:?}");
}

/// Starts a run, and ends it by a signal once a file exists.
#[cfg(unix)]
fn stop(folder: &Folder, args: &[&str], file: &Path, signal: rustix::process::Signal) {
    let mut child = folder.command(args).spawn().unwrap();
    let process = rustix::process::Pid::from_child(&child);
    while !file.exists() && child.try_wait().unwrap().is_none() {
        sleep(Duration::from_millis(1));
    }
    // Fails if it has ended, which is no harm.
    let _ = rustix::process::kill_process(process, signal);
    child.wait().unwrap();
}

#[test]
#[cfg(unix)]
fn a_run_that_is_killed_at_any_point_is_resumed() {
    use rustix::process::Signal;
    let folder = Folder::with(&[("a.jsonl", &(corpus(200) + "{\n"))]);
    let args = |output| ["draft", "--to", "parquet", "a.jsonl", "-o", output, "--part-size", "10"];
    let whole = folder.run(&args("whole"));
    let expected = contents(&folder, "whole");
    assert_eq!(expected.len(), 21 * 5 + 3);
    let mut resumed = 0;
    for (part, table, signal) in [
        (0, "articles", Signal::KILL),
        (1, "sources", Signal::KILL),
        (3, "quotations", Signal::TERM),
        (7, "claims", Signal::INT),
        (11, "actors", Signal::KILL),
        (19, "sources", Signal::KILL),
    ] {
        let name = format!("{table}/part-{part:05}.parquet");
        stop(&folder, &args("out"), &folder.path("out").join(name), signal);
        let stopped = contents(&folder, "out");
        // All that is there is as it will be.
        for (path, content) in &stopped {
            let is_whole =
                expected.get(path) == Some(content) || path == "/ascribe-draft.json" || path.contains(".tmp");
            assert!(is_whole, "{path} after {part}");
        }
        resumed += usize::from(stopped.len() < expected.len());
    }
    assert!(resumed > 3, "most runs were stopped before their end");
    let run = folder.run(&args("out"));
    assert_eq!(run.code, whole.code);
    let all = whole.err.replace("whole", "out");
    assert!(run.err.ends_with(&all), "{}", run.err);
    let [out, expected] = ["out", "whole"].map(|name| contents(&folder, name));
    assert_eq!(out.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    assert!(out == expected);
}

#[test]
#[cfg(unix)]
fn a_run_without_room_is_resumed_when_there_is_some() {
    let folder = Folder::with(&[("a.jsonl", &corpus(40))]);
    let args = "draft --to jsonl a.jsonl -o out --part-size 10";
    let binary = env!("CARGO_BIN_EXE_ascribe");
    let mut command = std::process::Command::new("sh");
    // Limits files to 2 kB, and ignores the signal for it.
    let limit = format!("trap '' XFSZ; ulimit -f 4; exec '{binary}' {args}");
    let output = command.current_dir(folder.path("")).args(["-c", &limit]).output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{err}");
    assert!(err.starts_with("error: cannot write out/articles/part-00000.jsonl"), "{err}");
    assert_eq!(lines(&folder, "out", "articles"), Vec::<Value>::new());
    assert_eq!(draft(&folder, "jsonl", "a.jsonl", "out", &[]).code, 0);
    assert_eq!(draft(&folder, "jsonl", "a.jsonl", "whole", &[]).code, 0);
    assert_eq!(contents(&folder, "out"), contents(&folder, "whole"));
}

#[test]
fn results_of_different_runs_are_never_mixed() {
    let folder =
        Folder::with(&[("a.jsonl", &corpus(25)), ("b.jsonl", &corpus(26)), ("mine/notes.txt", "mine")]);
    assert_eq!(draft(&folder, "jsonl", "a.jsonl", "out", &[]).code, 0);
    let before = contents(&folder, "out");
    let refused = |run: &Run, what: &str| {
        assert_eq!(run.code, 2, "{}", run.err);
        assert!(run.err.contains(what), "{what}: {}", run.err);
    };
    refused(&draft(&folder, "jsonl", "b.jsonl", "out", &[]), "`input` was 1 ×");
    refused(
        &draft(&folder, "csv", "a.jsonl", "out", &[]),
        "`--to` was jsonl and is csv; name another folder",
    );
    for (more, what) in [
        (["--min-confidence", "0.7"], "`--min-confidence` was 0.5 and is 0.7"),
        (["--map", "body=text"], "`--map` was not given and is body=text"),
    ] {
        refused(&draft(&folder, "jsonl", "a.jsonl", "out", &more), what);
    }
    let size = ["draft", "--to", "jsonl", "a.jsonl", "-o", "out"];
    refused(&folder.run(&size), "`--part-size` was 10 and is 5000");
    refused(&draft(&folder, "jsonl", "a.jsonl", "mine", &[]), "it has other files");
    assert_eq!(contents(&folder, "out"), before);
    let lock = fs::File::open(folder.path("out/.ascribe-lock")).unwrap();
    lock.lock().unwrap();
    refused(&draft(&folder, "jsonl", "a.jsonl", "out", &[]), "another run is writing to it");
    drop(lock);
    fs::remove_file(folder.path("out/articles/part-00001.jsonl")).unwrap();
    refused(&draft(&folder, "jsonl", "a.jsonl", "out", &[]), "articles/part-00001.jsonl is missing");
    // Nothing is left of what was there.
    assert_eq!(draft(&folder, "csv", "b.jsonl", "out", &["--force"]).code, 0);
    assert_eq!(draft(&folder, "csv", "b.jsonl", "new", &[]).code, 0);
    assert_eq!(contents(&folder, "out"), contents(&folder, "new"));
    assert_eq!(folder.read("mine/notes.txt"), "mine");
}

#[test]
fn arguments_that_do_not_fit_are_refused_before_anything_is_written() {
    let folder =
        Folder::with(&[("a.jsonl", &corpus(2)), ("a.txt", &article(1)), ("a.ann", ""), ("folder/x", "")]);
    for (args, what) in [
        (&["--to", "parquet", "a.jsonl"][..], "name a folder for them with `-o`"),
        (&["--to", "parquet", "a.jsonl", "-o", "out", "--skip-existing"], "omit `--skip-existing`"),
        (&["--to", "parquet", "a.jsonl", "-o", "out", "--repair"], "are not for corpora"),
        (&["--to", "parquet", "-", "-o", "out"], "standard input cannot be read again"),
        (&["--to", "parquet", "none.jsonl", "-o", "out"], "none.jsonl: no such file"),
        (&["--to", "parquet", "folder", "-o", "out"], "is a directory"),
        (&["--to", "parquet", "a.ann", "-o", "out"], "`brat` is not a corpus"),
        (&["--to", "parquet", "a.jsonl", "-o", "a.txt"], "cannot write to a.txt"),
        (&["--to", "parquet", "a.jsonl", "-o", "out", "--part-size", "0"], "must be 1 or more"),
        (&["a.txt", "--threads", "2"], "are for corpora"),
    ] {
        let run = folder.run(&[&["draft"], args].concat());
        assert_eq!((run.code, &*run.out), (2, ""), "{args:?}: {}", run.err);
        assert!(run.err.contains(what), "{what}: {}", run.err);
        assert!(!folder.path("out").exists(), "{args:?}");
    }
}
