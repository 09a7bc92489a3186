//! `ascribe import` of pages, corpora and annotations of other tools.

#![allow(clippy::unwrap_used)]

mod common;

use common::Folder;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const LUND: &str = "@lund: Karin Lund\n\n“It is open,”{@lund} she said of [the bar]{evidence}.\n";

#[test]
fn what_is_exported_is_imported() {
    let folder = Folder::with(&[("one.ascribe", LUND)]);
    assert_eq!(folder.run(&["export", "--to", "brat", "one.ascribe", "-o", "out"]).code, 0);
    let run = folder.run(&["import", "--from", "brat", "out/one.ann"]);
    assert_eq!((run.code, run.err.as_str(), run.out.as_str()), (0, "", LUND));
    let lines = folder.run(&["export", "--to", "jsonl", "one.ascribe"]).out;
    let run = folder.run_with(&["import", "--from", "jsonl", "-"], lines);
    assert_eq!((run.code, run.err.as_str(), run.out.as_str()), (0, "", LUND));
}

#[test]
fn several_articles_go_to_a_folder() {
    let folder = Folder::with(&[(
        "corpus.jsonl",
        "{\"id\":\"a/b\",\"text\":\"One.\\n\"}\n{\"text\":\"Two.\\n\",\"title\":\"T\",\"words\":1}\n{\"id\":\"../a/b\",\"text\":\"[Three]{x}\\n\"}\n",
    )]);
    let run = folder.run(&["import", "--from", "jsonl", "corpus.jsonl"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert_eq!(run.err, "error: several articles are imported; name a folder for them with `-o`\n");
    let run = folder.run(&["import", "--from", "jsonl", "corpus.jsonl", "-o", "out"]);
    assert_eq!(
        (run.code, run.err.as_str()),
        (0, "corpus-2: not imported: 1 member, since `words` is not known\n")
    );
    assert_eq!(folder.read("out/a/b.ascribe"), "One.\n");
    assert_eq!(folder.read("out/corpus-2.ascribe"), "---\ntitle: T\n---\n\nTwo.\n");
    assert_eq!(folder.read("out/a/b-2.ascribe"), "[Three]\\{x}\n", "nothing leaves the folder");
    let run = folder.run(&["import", "--from", "jsonl", "corpus.jsonl", "-o", "out"]);
    assert_eq!((run.code, run.err.matches("file exists").count()), (2, 3));
}

#[test]
fn labels_are_mapped_and_errors_told() {
    let folder = Folder::with(&[("x.ann", "T1\tSpeech 0 2\tSo\n"), ("x.txt", "So it is.\n"), ("y.ann", "")]);
    let run = folder.run(&["import", "--from", "brat", "x.ann", "--map", "speech=claim"]);
    assert_eq!((run.code, run.out.as_str()), (0, "[So]{claim} it is.\n"));
    let run = folder.run(&["import", "--from", "brat", "x.ann"]);
    assert_eq!((run.code, run.out.as_str()), (0, "So it is.\n"));
    assert!(run.err.contains("its label `Speech` is no kind"), "{}", run.err);
    let run = folder.run(&["import", "--from", "brat", "y.ann"]);
    assert_eq!(run.code, 2);
    assert_eq!(run.err, "error: y.ann: the text, y.txt, no such file or directory; check the spelling\n");
    assert!(
        folder
            .run(&["import", "--from", "brat", "x.ann", "--map", "a=b"])
            .err
            .contains("`b` is no kind; use one of")
    );
}

const PAGE: &str = "<html lang=en><head><meta charset=windows-1252><meta property=og:site_name content=Herald></head>\
    <body><nav><a href=/>Home</a></nav><article><h1>The bar is open</h1><p>\u{201c}It is open, and it will stay open for as \
    long as the pilots can see the marks,\u{201d} said Karin Lund, the harbour master, on Thursday.</p><p>The office did not \
    answer questions about the marks and the sand that the storm had left in the way of the boats.</p></article></body></html>";

/// The page in the encoding that it declares.
fn page() -> Vec<u8> {
    let byte = |c: char| match c {
        '\u{201c}' => 0x93,
        '\u{201d}' => 0x94,
        c => u8::try_from(c).unwrap(),
    };
    PAGE.chars().map(byte).collect()
}

#[test]
fn a_page_becomes_a_document() {
    let folder = Folder::with(&[("none.html", "<nav><a href=/>Home</a></nav>")]);
    folder.write("a.html", page());
    folder.write("b.HTM", page());
    let run = folder.run(&["import", "a.html"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.out.starts_with(
        "---\ntitle: The bar is open\noutlet: Herald\nlang: en\n---\n\nThe bar is open\n\n\u{201c}It"
    ));
    assert_eq!(run.err, "a.html: not imported: 1 word, since the rest of the page is not its article\n");
    let drafted = folder.run(&["draft", "a.html"]);
    assert!(drafted.out.contains("marks,\u{201d}{@lund draft"), "{drafted:?}");
    let named = folder.run(&["import", "a.html", "--encoding", "koi8-r"]);
    assert!(named.out.contains("\n\u{2320}It is open"), "{named:?}");
    let both = folder.run(&["import", "a.html", "b.HTM"]);
    assert_eq!((both.code, folder.read("a.ascribe") == folder.read("b.ascribe")), (0, true), "{both:?}");
    let run = folder.run(&["import", "none.html"]);
    let expected = "error: none.html: has no article that can be read; save the text of the article as a file of its own\n";
    assert_eq!((run.code, run.err.as_str()), (2, expected));
    assert_eq!(folder.run(&["import", "a.html", "--repair"]).code, 2);
}

#[test]
fn the_ending_of_a_file_tells_its_format() {
    let folder = Folder::with(&[
        ("one.csv", "key,body\n1,One.\n"),
        ("two.jsonl", "{\"text\":\"Two.\\n\"}\n"),
        ("three.txt", "Three.\n"),
    ]);
    let run = folder.run(&["import", "one.csv", "--map", "body=text", "--map", "key=id"]);
    assert_eq!((run.code, run.out.as_str()), (0, "One."), "{run:?}");
    assert_eq!(folder.run(&["import", "two.jsonl"]).out, "Two.\n");
    let run = folder.run(&["import", "two.jsonl", "three.txt"]);
    assert_eq!(run.err, "error: the files are of several formats; import those of each format alone\n");
    let run = folder.run(&["import", "three.txt", "--map", "a=text"]);
    assert_eq!(run.err, "error: `--map` is for files of other tools; name their format with `--from`\n");
    let run = folder.run(&["import", "two.jsonl", "--repair"]);
    assert_eq!(run.err, "error: `--encoding` and `--repair` are not for `jsonl`; save it as UTF-8\n");
}

#[test]
fn compressed_corpora_and_documents_are_unpacked() {
    let folder = Folder::new();
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(b"{\"text\":\"Two.\\n\"}\n").unwrap();
    let packed = packed.finish().unwrap();
    folder.write("two.jsonl.gz", &packed);
    assert_eq!(folder.run(&["import", "two.jsonl.gz"]).out, "Two.\n");
    folder.write("bad.jsonl.gz", &packed[..packed.len() / 2]);
    let run = folder.run(&["import", "bad.jsonl.gz"]);
    assert!(run.code == 2 && run.err.contains("is a damaged gzip file"), "{run:?}");
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    archive
        .write_all(b"<w:document><w:body><w:p><w:r><w:t>So it is.</w:t></w:r></w:p></w:body></w:document>")
        .unwrap();
    let archive = archive.finish().unwrap().into_inner();
    folder.write("a.docx", &archive);
    assert_eq!(folder.run(&["import", "a.docx"]).out, "So it is.\n");
    folder.write("b.docx", &archive[..archive.len() / 2]);
    let run = folder.run(&["import", "b.docx"]);
    assert!(run.code == 2 && run.err.contains("is no document of a word processor"), "{run:?}");
}
