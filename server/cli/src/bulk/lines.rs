//! Reads the lines of a corpus, each with a limit of its length.

use std::io::{self, BufRead, Read};

/// A line as it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineRead {
    /// The whole line, without its end.
    Whole,
    /// A line that is longer than the limit, which is passed over.
    TooLong,
    /// No line: the file has ended.
    End,
}

/// Reads the next line into `line`, unless it has more bytes than `limit`. Memory stays within the limit, too.
pub fn read_line(reader: &mut impl BufRead, line: &mut Vec<u8>, limit: usize) -> io::Result<LineRead> {
    line.clear();
    // One more for the end of the line.
    if reader.by_ref().take(limit as u64 + 1).read_until(b'\n', line)? == 0 {
        return Ok(LineRead::End);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
    } else if line.len() > limit {
        *line = Vec::new();
        reader.skip_until(b'\n')?;
        return Ok(LineRead::TooLong);
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok(LineRead::Whole)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{LineRead, read_line};
    use std::io::BufReader;

    /// Lines of a text that is read in pieces of this length; those that are too long as `None`.
    fn lines(text: &str, piece: usize, limit: usize) -> Vec<Option<String>> {
        let mut reader = BufReader::with_capacity(piece, text.as_bytes());
        let (mut line, mut lines) = (Vec::new(), Vec::new());
        loop {
            match read_line(&mut reader, &mut line, limit).unwrap() {
                LineRead::Whole => lines.push(Some(String::from_utf8(line.clone()).unwrap())),
                LineRead::TooLong => lines.push(None),
                LineRead::End => return lines,
            }
        }
    }

    #[test]
    fn lines_are_those_of_the_text_and_long_ones_are_passed_over() {
        for piece in 1..12 {
            for text in
                ["", "\n", "one", "one\n", "one\r\ntwo\n\nthree", "\n\n", "a much longer line\nshort\n"]
            {
                let expected: Vec<_> =
                    text.lines().map(|line| (line.len() <= 6).then(|| line.to_owned())).collect();
                assert_eq!(lines(text, piece, 6), expected, "{text:?} in pieces of {piece}");
            }
        }
    }
}
