//! Articles in other encodings, damaged ones, files that hold no plain text, and other languages than English.

#![allow(clippy::unwrap_used)]

mod common;

use common::Folder;

const ARTICLE: &str = "“The quay won’t hold,” said Mayor Ada Berg.\n";

/// The article in windows-1252.
const WINDOWS: &[u8] = b"\x93The quay won\x92t hold,\x94 said Mayor Ada Berg.\n";

/// The article after two programs that damage texts.
const DAMAGED: &str = "&ldquo;The quay wonâ€™t hold,&rdquo; said Mayor Ada Berg.\n";

fn utf16(order: fn(u16) -> [u8; 2], mark: &str) -> Vec<u8> {
    format!("{mark}{ARTICLE}").encode_utf16().flat_map(order).collect()
}

#[test]
fn other_encodings_are_converted_with_a_word() {
    let folder = Folder::with(&[("utf8.txt", ARTICLE)]);
    folder.write("a.txt", WINDOWS);
    folder.write("b.txt", utf16(u16::to_le_bytes, "\u{feff}"));
    folder.write("c.txt", utf16(u16::to_be_bytes, ""));
    folder.write("d.txt", b"\xd2The quay won\xd5t hold,\xd3 said Mayor Ada Berg.\n");
    for command in ["import", "draft"] {
        let right = folder.run(&[command, "utf8.txt"]);
        assert_eq!((right.err.as_str(), right.code), ("", 0));
        for (name, encoding) in
            [("a.txt", "windows-1252"), ("b.txt", "UTF-16LE"), ("c.txt", "UTF-16BE"), ("d.txt", "macintosh")]
        {
            let run = folder.run(&[command, name]);
            assert_eq!((run.out.as_str(), run.code), (right.out.as_str(), 0), "{command} {name}");
            let said =
                format!("{name}: read as {encoding}; written as UTF-8. Use `--encoding` if that is wrong.\n");
            assert_eq!(run.err, said);
            let run = folder.run(&[command, "--encoding", encoding, name]);
            assert_eq!((run.out.as_str(), run.code), (right.out.as_str(), 0), "{command} {name}");
            assert_eq!(run.err, format!("{name}: read as {encoding}; written as UTF-8\n"));
        }
        assert_eq!(folder.run_with(&[command, "-"], WINDOWS).out, right.out);
    }
    let spans = ["draft", "--format", "polnear-jsonl"];
    let [right, other] = ["utf8.txt", "a.txt"].map(|name| folder.run(&[&spans[..], &[name]].concat()));
    assert_eq!(right.out.replace("utf8", "a"), other.out);
    assert!(other.err.contains("read as windows-1252"), "{}", other.err);
}

#[test]
fn nothing_is_written_of_what_cannot_be_decoded() {
    let folder = Folder::new();
    folder.write("a.txt", WINDOWS);
    folder.write("damaged.txt", "caf\u{e9}\nand \u{e9}".bytes().chain([0xff]).collect::<Vec<u8>>());
    for (args, said) in [
        (
            &["--encoding", "utf-8", "a.txt"][..],
            "a.txt: not valid UTF-8 at byte 0 (line 1); name another encoding with `--encoding`, or omit it",
        ),
        (&["--encoding", "gbk", "a.txt"], "a.txt: not valid GBK at byte 21 (line 1)"),
        (
            &["damaged.txt"],
            "damaged.txt: not valid UTF-8 at byte 12 (line 2), though most of it is; correct it there, or name its \
             encoding with `--encoding`",
        ),
    ] {
        for command in ["import", "draft"] {
            let run = folder.run(&[&[command][..], args, &["-o", "out.ascribe"]].concat());
            assert_eq!((run.out.as_str(), run.code), ("", 2));
            assert!(run.err.starts_with(&format!("error: {said}")), "{}", run.err);
        }
    }
    let run = folder.run(&["import", "--encoding", "windows", "a.txt"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("not a known encoding"), "{}", run.err);
    assert_eq!(folder.names(), ["a.txt", "damaged.txt"]);
}

#[test]
fn documents_are_utf8_and_the_error_names_the_remedy() {
    const DOCUMENT: &[u8] = b"@berg: Ada Berg\n\n\x93It won\x92t hold\x94{@berg draft}\n";
    let folder = Folder::new();
    folder.write("a.ascribe", DOCUMENT);
    folder.write("b.ascribe", utf16(u16::to_le_bytes, ""));
    for args in [&["check", "."][..], &["check", "--fix", "."], &["fmt", "."]] {
        let run = folder.run(args);
        assert_eq!(run.code, 2, "{args:?}");
        for said in [
            "error: a.ascribe: not valid UTF-8 at byte 17, looks like windows-1252; save it as UTF-8, or convert it with \
             `ascribe import --encoding windows-1252`",
            "error: b.ascribe: encoded as UTF-16LE, not as UTF-8; save it as UTF-8, or convert it with `ascribe import \
             --encoding UTF-16LE`",
        ] {
            assert!(run.err.contains(said), "{args:?}: {}", run.err);
        }
    }
    assert_eq!(folder.run(&["strip", "b.ascribe"]).code, 2);
    let run = folder.run(&["import", "--encoding", "windows-1252", "a.ascribe", "-fo", "a.ascribe"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        folder.read("a.ascribe"),
        "@berg: Ada Berg\n\n“It won’t hold”{@berg draft}\n",
        "the markup is kept"
    );
    assert_eq!(folder.run(&["check", "a.ascribe"]).code, 0);
}

#[test]
fn damage_is_repaired_if_asked_and_named_otherwise() {
    let folder = Folder::with(&[("right.txt", ARTICLE), ("a.txt", DAMAGED)]);
    for command in ["import", "draft"] {
        let right = folder.run(&[command, "--repair", "right.txt"]);
        assert_eq!((right.err.as_str(), right.code), ("", 0));
        let run = folder.run(&[command, "--repair", "a.txt"]);
        assert_eq!((run.out.as_str(), run.code), (right.out.as_str(), 0));
        assert_eq!(
            run.err,
            "a.txt:1: repaired 2 HTML entities, such as `&ldquo;` for `“`\n\
             a.txt:1: repaired 1 garbled character, such as `â€™` for `’`\n"
        );
        let run = folder.run(&[command, "a.txt"]);
        assert_eq!(run.code, 0);
        assert_eq!(
            run.err,
            "warning: a.txt:1: 2 HTML entities, such as `&ldquo;` for `“`; use `--repair` to restore them\n\
             warning: a.txt:1: 1 garbled character, such as `â€™` for `’`; use `--repair` to restore them\n"
        );
        folder.write("a.ascribe", &run.out);
        assert_eq!(folder.run(&["strip", "a.ascribe"]).out, DAMAGED, "verbatim");
    }
}

#[test]
fn a_document_is_repaired_only_if_its_markup_stays() {
    let folder = Folder::with(&[
        ("a.ascribe", "@zoe: ZoÃ« Lee\n\nâ€œNo,â€\u{9d}{@zoe} she said.\n"),
        ("b.ascribe", "[No]&#123;@zoe} she said.\n"),
    ]);
    let run = folder.run(&["import", "--repair", "a.ascribe"]);
    assert_eq!((run.out.as_str(), run.code), ("@zoe: Zoë Lee\n\n“No,”{@zoe} she said.\n", 0));
    let run = folder.run(&["import", "--repair", "b.ascribe"]);
    assert_eq!((run.out.as_str(), run.code), ("", 2));
    assert!(run.err.contains("HTML entities would change its markup"), "{}", run.err);
}

#[test]
fn files_for_programs_are_refused_with_a_remedy() {
    let folder = Folder::with(&[
        ("a.txt", "{\"text\": \"“No,” said Ada Berg.\"}\n{\"text\": \"No.\"}\n"),
        ("b.txt", "[{\"text\": \"“No,” said Ada Berg.\"}]"),
        ("c.xml", "<p>“No,” said Ada Berg.</p>"),
        ("d.txt", "<!DOCTYPE html><p>“No,” said Ada Berg.</p>"),
        ("e.txt", "%PDF-1.7\n"),
    ]);
    for command in ["import", "draft"] {
        for (name, kind) in [
            ("a.txt", "JSON lines"),
            ("b.txt", "JSON"),
            ("c.xml", "HTML or XML"),
            ("d.txt", "HTML or XML"),
            ("e.txt", "a PDF file"),
        ] {
            let run = folder.run(&[command, name]);
            assert_eq!((run.out.as_str(), run.code), ("", 2), "{name}");
            let said = format!("error: {name}: is {kind}, not plain text; ");
            assert!(run.err.starts_with(&said), "{}", run.err);
        }
    }
}

#[test]
fn other_languages_than_english_are_said() {
    const GERMAN: &str = "„Der Kai hält nicht mehr lange“, sagte Bürgermeisterin Ada Berg am Dienstag. Die Schäden seien \
                          größer als gedacht, hieß es später im Rathaus. Die Fischer wollen nun selbst prüfen.\n";
    let english = ARTICLE.repeat(8);
    let folder = Folder::with(&[("de.txt", GERMAN), ("en.txt", &english)]);
    let run = folder.run(&["draft", "de.txt"]);
    let drafted = format!("---\nlang: de\n---\n\n{GERMAN}");
    assert_eq!((run.out, run.code), (drafted, 0));
    assert_eq!(run.err, "de.txt: looks German, and drafting knows English only; nothing was drafted\n");
    assert_eq!(folder.run(&["draft", "en.txt"]).err, "");
    folder.write("de.ascribe", GERMAN);
    folder.write("en.ascribe", &english);
    folder.write("fr.ascribe", "---\nlang: fr\n---\n\nOui.\n");
    let run = folder.run(&["check", "de.ascribe", "en.ascribe", "fr.ascribe"]);
    let said = "8 rules know English words only and find nothing in 2 documents, such as de.ascribe (looks German): ";
    assert!(run.err.contains(said), "{}", run.err);
    let run = folder.run(&["check", "--rule", "syntax", "de.ascribe"]);
    assert!(!run.err.contains("English"), "{}", run.err);
    assert!(!folder.run(&["check", "en.ascribe"]).err.contains("English"));
    let run = folder.run(&["check", "fr.ascribe"]);
    assert!(run.err.contains("in 1 document, fr.ascribe (`lang` is fr)"), "{}", run.err);
}
