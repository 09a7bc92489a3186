//! Standard output and standard error.

use anstream::AutoStream;
use clap::ColorChoice;
use std::borrow::Cow;
use std::fmt::{Display, Write as _};
use std::io::{self, BufWriter, ErrorKind, IsTerminal, StdoutLock, Write};
use std::sync::OnceLock;

/// Maximum text width in columns, for readability.
const WIDEST: usize = 100;

/// Minimum text width in columns; reports would break below it.
const NARROWEST: usize = 40;

/// Buffered standard output; it must be flushed at the end, so that write errors are noticed.
pub type Out = BufWriter<Quiet<AutoStream<StdoutLock<'static>>>>;

/// Opens standard output; `color` says whether colours will be written, which some terminals must be told.
pub fn out(color: bool) -> Out {
    let stdout = io::stdout().lock();
    let stream = if color { AutoStream::always(stdout) } else { AutoStream::always_ansi(stdout) };
    BufWriter::new(Quiet { inner: stream, gone: false })
}

/// Whether to write colours: by default, to terminals that support them, unless `NO_COLOR` is set.
pub fn has_color(choice: ColorChoice) -> bool {
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never,
    }
}

/// Text width in columns.
pub fn columns() -> usize {
    let size = terminal_size::terminal_size_of(io::stdout());
    size.map_or(WIDEST, |(width, _)| usize::from(width.0).clamp(NARROWEST, WIDEST))
}

/// Prints an error to standard error.
pub fn complain(message: &dyn Display) {
    say(&format_args!("error: {message}"));
}

/// Whether `--quiet` was given; set once, before a command runs.
static QUIET: OnceLock<bool> = OnceLock::new();

/// Leaves out notes and progress from now on.
pub fn set_quiet(is_quiet: bool) {
    // A second value is of no use: there is one command line.
    let _ = QUIET.set(is_quiet);
}

/// Whether notes and progress are left out.
pub fn is_quiet() -> bool {
    QUIET.get().copied().unwrap_or_default()
}

/// Prints one line to standard error that `--quiet` leaves out: a summary, a hint, or what was done.
pub fn note(message: &dyn Display) {
    if !is_quiet() {
        say(message);
    }
}

/// Clears the screen if both outputs are a terminal.
pub fn clear() {
    if io::stdout().is_terminal() && io::stderr().is_terminal() {
        // Write errors are noticed by the report that follows.
        let _ = write!(io::stdout().lock(), "\x1b[2J\x1b[H");
        let _ = io::stdout().lock().flush();
    }
}

/// Whether the reader of standard output has gone.
pub fn is_unread(out: &Out) -> bool {
    out.get_ref().gone
}

/// Prints one line to standard error; write errors are ignored.
pub fn say(message: &dyn Display) {
    let _ = writeln!(io::stderr().lock(), "{}", visible(&message.to_string()));
}

/// Makes a text safe for a terminal: characters that move the cursor, change colours or switch the text direction are
/// replaced by visible ones, one by one. Tabs are kept, line ends are not.
pub fn visible(text: &str) -> String {
    text.chars().map(visible_char).collect()
}

/// Text that is the whole output: unchanged byte for byte, except on a terminal, where control characters are replaced.
pub fn as_written(text: &str) -> Cow<'_, str> {
    if io::stdout().is_terminal() { shown(text).into() } else { text.into() }
}

/// Makes a text of several lines safe for a terminal.
pub fn shown(text: &str) -> String {
    let lines = text.split_inclusive('\n').map(|line| match line.strip_suffix('\n') {
        Some(line) => visible(line.strip_suffix('\r').unwrap_or(line)) + "\n",
        None => visible(line),
    });
    lines.collect()
}

/// Makes serialized JSON safe for a terminal. Such characters occur in strings only, where they may be escaped.
pub fn json(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c == '\n' || visible_char(c) == c {
            out.push(c);
        } else {
            // Writing to memory cannot fail; none of these characters needs a surrogate pair.
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        }
    }
    out
}

fn visible_char(c: char) -> char {
    match c {
        '\t' => c,
        // Unicode's control pictures are in the order of the control characters.
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            char::REPLACEMENT_CHARACTER
        }
        c => c,
    }
}

/// Writer that ignores errors once its reader is gone.
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

    #[test]
    fn json_is_escaped_and_stays_the_same() {
        let hostile: String = (0..0x3000).filter_map(char::from_u32).chain("“日本” 👩".chars()).collect();
        let written = serde_json::to_string_pretty(&[&hostile]).unwrap();
        let escaped = json(&written);
        assert_eq!(serde_json::from_str::<Vec<String>>(&escaped).unwrap(), [hostile]);
        assert_eq!(shown(&escaped), escaped);
        assert!(escaped.contains("“日本” 👩"));
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
