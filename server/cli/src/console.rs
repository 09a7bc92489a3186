//! Standard output and standard error.

use anstream::AutoStream;
use clap::ColorChoice;
use std::borrow::Cow;
use std::fmt::Display;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, StdoutLock, Write};

/// Text is not set wider than this, for it would be hard to read.
const WIDEST: usize = 100;

/// Text is not set narrower than this, for reports would fall apart.
const NARROWEST: usize = 40;

/// Standard output; it must be flushed at the end, so that what cannot be written is noticed.
pub type Out = BufWriter<Quiet<AutoStream<StdoutLock<'static>>>>;

/// Standard output; `color` says whether colours will be written, which some terminals must be told.
pub fn out(color: bool) -> Out {
    let stdout = io::stdout().lock();
    let stream = if color { AutoStream::always(stdout) } else { AutoStream::always_ansi(stdout) };
    BufWriter::new(Quiet { inner: stream, gone: false })
}

/// Whether to write colours: unless it is said, to terminals that have them and if `NO_COLOR` is not set.
pub fn has_color(choice: ColorChoice) -> bool {
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never,
    }
}

/// The number of columns to set text in.
pub fn columns() -> usize {
    let size = terminal_size::terminal_size_of(io::stdout());
    size.map_or(WIDEST, |(width, _)| usize::from(width.0).clamp(NARROWEST, WIDEST))
}

/// Says on standard error what went wrong.
pub fn complain(message: &dyn Display) {
    say(&format_args!("error: {message}"));
}

/// Says something in one line on standard error, if anybody listens.
pub fn say(message: &dyn Display) {
    let _ = writeln!(io::stderr().lock(), "{}", visible(&message.to_string()));
}

/// A text as it can be shown on a terminal: what would move the cursor, change colours or turn the
/// direction of the text becomes a visible character. Character by character; tabs stay, line ends do not.
pub fn visible(text: &str) -> String {
    text.chars().map(visible_char).collect()
}

/// A text that is all of the output: every byte of it, but what a terminal would obey.
pub fn as_written(text: &str) -> Cow<'_, str> {
    if io::stdout().is_terminal() { shown(text).into() } else { text.into() }
}

/// A text of several lines as a terminal can show it.
pub fn shown(text: &str) -> String {
    let lines = text.split_inclusive('\n').map(|line| match line.strip_suffix('\n') {
        Some(line) => visible(line.strip_suffix('\r').unwrap_or(line)) + "\n",
        None => visible(line),
    });
    lines.collect()
}

fn visible_char(c: char) -> char {
    match c {
        '\t' => c,
        // The pictures of the control characters, in the same order.
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            char::REPLACEMENT_CHARACTER
        }
        c => c,
    }
}

/// A writer that goes on without a word when its reader has gone.
#[derive(Debug)]
pub struct Quiet<W> {
    inner: W,
    gone: bool,
}

impl<W: Write> Write for Quiet<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.gone {
            return Ok(bytes.len());
        }
        match self.inner.write(bytes) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.gone = true;
                Ok(bytes.len())
            }
            result => result,
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.gone {
            return Ok(());
        }
        match self.inner.flush() {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.gone = true;
                Ok(())
            }
            result => result,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn nothing_reaches_the_terminal_that_it_would_obey() {
        let hostile = "a\u{1b}[31m\tb\r\n\0\u{7f}\u{9b}c\u{202e}d\u{2028}";
        assert_eq!(visible(hostile), "a␛[31m\tb␍␊␀␡\u{fffd}c\u{fffd}d\u{fffd}");
        assert_eq!(visible("“日本” é 👩‍👧 100 %"), "“日本” é 👩‍👧 100 %");
    }

    struct Gone;

    impl Write for Gone {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(ErrorKind::BrokenPipe.into())
        }
    }

    #[test]
    fn a_reader_that_has_gone_is_no_error() {
        let mut out = BufWriter::new(Quiet { inner: Gone, gone: false });
        out.write_all(&vec![b'x'; 100_000]).unwrap();
        out.flush().unwrap();
        assert!(out.get_ref().gone);
    }
}
