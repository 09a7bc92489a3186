//! `ascribe query`.

#![allow(clippy::unwrap_used)]

mod common;

use common::Folder;

fn folder() -> Folder {
    Folder::with(&[
        (
            "cast.ascribe",
            "@lund: Karin Lund\n  aka: the harbour master\n@falk: Per Falk\n^talk: Talk at the pier\n",
        ),
        (
            "a.ascribe",
            "---\noutlet: Herald\ndate: 2025-06-12\n---\n\n“The harbour master knew it,”{@falk ^talk} he said. Lund denied that [she\nknew it]{claim @lund stance=denies}.\n",
        ),
        ("b.ascribe", "“Per Falk was late,”{@lund} she said of [him]{@falk}.\n"),
    ])
}

#[test]
fn statements_are_found_by_speaker_topic_source_and_stance() {
    let folder = folder();
    let run = folder.run(&["query", "--who", "lund"]);
    assert_eq!((run.code, run.err.as_str()), (0, "2 statements found\n"));
    assert_eq!(
        run.out,
        "a: Karin Lund, denial (Herald, 2025-06-12)\n    … ter knew it,” he said. Lund denied that [she knew it] . …\n\
         b: Karin Lund, quote\n    … “ [Per Falk was late,] ” she said of him. …\n"
    );
    for (arguments, found) in [
        (&["--who", "@falk"][..], 1),
        (&["--who", "harbour master"], 2),
        (&["--about", "karin lund"], 1),
        (&["--about", "KNEW"], 2),
        (&["--about", "knew", "--stance", "denies"], 1),
        (&["--source", "pier"], 1),
        (&["--kind", "mention"], 1),
        (&["--about", "nothing of it"], 0),
    ] {
        let run = folder.run(&[&["query", "--format", "json"], arguments].concat());
        assert_eq!(
            (run.code, run.out.matches("\"words\"").count()),
            (i32::from(found == 0), found),
            "{arguments:?}"
        );
    }
}

#[test]
fn unknown_words_are_told_with_the_known_ones() {
    let run = folder().run(&["query", "--stance", "shrugs"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("not a stance; use one of asserts, denies"), "{}", run.err);
}
