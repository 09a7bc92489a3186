//! A buffer is what its text is, however it was edited and whoever held or read the versions before.
#![allow(clippy::unwrap_used)]

use ascribe_markup::document::Document;
use ascribe_markup::summary::Summary;
use ascribe_workspace::buffer::Buffer;
use proptest::collection::vec;
use proptest::prelude::*;
use std::sync::Arc;

/// Event between two edits of a buffer.
#[derive(Debug, Clone, Copy)]
enum Step {
    Nothing,
    /// Somebody keeps the version, and reads it at the end.
    Hold,
    Parse,
    Summarize,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![Just(Step::Nothing), Just(Step::Hold), Just(Step::Parse), Just(Step::Summarize)]
}

/// Piece of a text.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("\n\n".to_owned()),
        Just("@ida: Ida Lund\n".to_owned()),
        Just("“It rose,”{@ida} she said.".to_owned()),
        Just("[It fell]{claim #l @ida denies=other#l}".to_owned()),
        Just("é\r\n".to_owned()),
        "[\\[\\]{}“”@#\n a-c]{0,6}",
    ]
}

proptest! {
    #[test]
    fn a_buffer_is_what_its_text_is(
        start in vec(piece(), 0..8),
        edits in vec((any::<[u8; 2]>(), piece(), any::<bool>(), step()), 0..24),
    ) {
        let mut text = start.concat();
        let mut buffer = Arc::new(Buffer::new(&text));
        let mut held = Vec::new();
        for ([start, length], piece, is_whole, step) in edits {
            let place = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
            let start = place(usize::from(start) * text.len() / 256);
            let end = place(start + usize::from(length) / 16);
            let range = if is_whole && length < 64 { 0..text.len() } else { start..end };
            buffer.edit(range.clone(), &piece);
            text.replace_range(range, &piece);
            match step {
                Step::Nothing => {}
                Step::Hold => held.push((Arc::clone(&buffer), text.clone())),
                Step::Parse => drop(Arc::clone(buffer.document())),
                Step::Summarize => drop(Arc::clone(buffer.summary())),
            }
        }
        held.push((buffer, text));
        for (buffer, text) in held.iter().rev() {
            prop_assert_eq!(buffer.text().to_string(), &**text);
            prop_assert_eq!(&**buffer.document(), &Document::new(text));
            prop_assert_eq!(&**buffer.summary(), &Summary::of_text(text));
        }
    }
}

#[test]
fn edits_that_nobody_asks_about_are_parsed_once() {
    let text = "It rose.\n\n".repeat(2_000);
    let mut buffer = Arc::new(Buffer::new(&text));
    let whole = buffer.document().blocks_read();
    for _ in 0..1_000 {
        buffer.edit(10..12, "We");
    }
    assert!(buffer.document().blocks_read() < whole / 100);
}

#[test]
fn versions_that_nobody_asks_about_are_skipped() {
    let mut buffer = Arc::new(Buffer::new("It rose.\n"));
    let mut held = Vec::new();
    for _ in 0..10_000 {
        held.push(Arc::clone(&buffer));
        buffer.edit(0..0, "a");
    }
    assert_eq!(buffer.document().text().len(), 10_009);
    assert!(held.iter().filter(|buffer| buffer.is_parsed()).count() <= 1);
}
