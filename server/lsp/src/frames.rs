//! Messages as they come in: a head with the length, then a JSON text.

use std::io::{BufRead, Read};

/// A longer line of a head is read in parts, so that one without an end takes no memory.
const MAX_LINE: u64 = 1 << 13;

/// What comes next.
#[derive(Debug)]
pub enum Incoming {
    /// The text of a message.
    Message(Vec<u8>),
    /// Something that is none, and what was in its place.
    Unreadable(String),
    /// The end of the input.
    End,
}

/// Reads the next message. Lines before a `Content-Length` that are no header are passed over, and so is a message with
/// more bytes than the `longest`.
pub fn read_message(input: &mut impl BufRead, longest: u64) -> Incoming {
    let mut length = None;
    let mut unknown = None;
    loop {
        let mut line = Vec::new();
        match input.by_ref().take(MAX_LINE).read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => return Incoming::End,
            Ok(_) => {}
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim_end();
        if line.is_empty() {
            if length.is_some() || unknown.is_some() {
                break;
            }
            continue;
        }
        match line.split_once(':') {
            Some((name, value)) if name.trim().eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse::<u64>().ok();
                unknown = length.is_none().then(|| line.to_owned());
            }
            Some((name, _)) if name.trim().eq_ignore_ascii_case("content-type") => {}
            _ => unknown = Some(line.to_owned()),
        }
    }
    let Some(length) = length else {
        return Incoming::Unreadable(unknown.unwrap_or_default());
    };
    let mut rest = input.take(length);
    if length > longest {
        return match std::io::copy(&mut rest, &mut std::io::sink()) {
            Ok(read) if read == length => Incoming::Unreadable(format!("it has {length} bytes")),
            _ => Incoming::End,
        };
    }
    let mut body = Vec::new();
    match rest.read_to_end(&mut body) {
        Ok(read) if read as u64 == length => Incoming::Message(body),
        _ => Incoming::End,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    const LONGEST: u64 = 1 << 16;

    fn read_all(input: &[u8]) -> Vec<String> {
        let mut input = BufReader::new(input);
        let mut seen = Vec::new();
        loop {
            match read_message(&mut input, LONGEST) {
                Incoming::Message(body) => seen.push(String::from_utf8_lossy(&body).into_owned()),
                Incoming::Unreadable(why) => seen.push(format!("? {why}")),
                Incoming::End => return seen,
            }
        }
    }

    #[test]
    fn messages_are_read_whatever_stands_between_them() {
        let input =
            b"Content-Length: 2\r\n\r\n{}garbage\r\n\r\ncontent-length: 3\r\nContent-Type: x\r\n\r\nabc\
            Content-Length: -1\r\n\r\nContent-Length: 1\r\n\r\nx";
        assert_eq!(read_all(input), ["{}", "? garbage", "abc", "? Content-Length: -1", "x"]);
    }

    #[test]
    fn heads_of_any_form_are_read() {
        for head in [
            "Content-Length: 2\n\n",
            "Content-Length:2\r\n\n",
            "\r\n\n CONTENT-LENGTH :\t2 \r\n\r\n",
            "Content-Length: 7\r\nContent-Length: 2\r\n\r\n",
            "Content-Length: x\r\nContent-Length: 2\r\n\r\n",
            "Content-Length: 2\r\nContent-Type: é\r\n\r\n",
        ] {
            assert_eq!(read_all(&[head.as_bytes(), b"{}"].concat()), ["{}"], "{head:?}");
        }
    }

    #[test]
    fn what_is_too_long_is_passed_over_without_being_held() {
        // A head without an end, and a body that nobody could hold.
        let line = std::io::repeat(b'x').take(1 << 24);
        let behind = b"\r\n\r\nContent-Length: 1\r\n\r\nx".as_slice();
        let mut input = BufReader::new(line.chain(behind));
        assert!(
            matches!(read_message(&mut input, LONGEST), Incoming::Unreadable(why) if why.len() as u64 <= MAX_LINE)
        );
        assert!(matches!(read_message(&mut input, LONGEST), Incoming::Message(body) if body == b"x"));

        let head = format!("Content-Length: {}\r\n\r\n", LONGEST + 1);
        let body = std::io::repeat(b'x').take(LONGEST + 1);
        let mut input = BufReader::new(head.as_bytes().chain(body).chain(&b"Content-Length: 1\r\n\r\nx"[..]));
        assert!(matches!(read_message(&mut input, LONGEST), Incoming::Unreadable(_)));
        assert!(matches!(read_message(&mut input, LONGEST), Incoming::Message(body) if body == b"x"));

        let huge = format!("Content-Length: {}\r\n\r\nabc", u64::MAX);
        assert!(read_all(huge.as_bytes()).is_empty());
        assert_eq!(read_all(b"Content-Length: 99999999999999999999\r\n\r\n").len(), 1);
    }

    #[test]
    fn a_message_that_is_cut_off_is_the_end() {
        assert!(read_all(b"Content-Length: 10\r\n\r\nabc").is_empty());
        assert!(read_all(b"Content-Len").is_empty());
    }
}
