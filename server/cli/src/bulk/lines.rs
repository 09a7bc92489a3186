//! Reads the lines of a corpus, each with a limit of its length.

use std::io::{self, BufRead};

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
    let (mut is_any, mut is_too_long) = (false, false);
    loop {
        let available = match reader.fill_buf() {
            Ok(available) => available,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if available.is_empty() {
            break;
        }
        is_any = true;
        let end = available.iter().position(|byte| *byte == b'\n');
        let part = &available[..end.unwrap_or(available.len())];
        if is_too_long || line.len() + part.len() > limit {
            is_too_long = true;
            *line = Vec::new();
        } else {
            line.extend_from_slice(part);
        }
        let used = end.map_or(available.len(), |end| end + 1);
        reader.consume(used);
        if end.is_some() {
            break;
        }
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok(match (is_any, is_too_long) {
        (false, _) => LineRead::End,
        (true, true) => LineRead::TooLong,
        (true, false) => LineRead::Whole,
    })
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
