//! Reads messages from the bytes of the client, and finds the next one again after a wrong length.

use std::io::{self, BufRead, BufReader, Read};

/// Maximum bytes of a header line read at once, so that an endless line takes no memory.
const MAX_LINE: usize = 1 << 13;

/// Name of the header with the length of the body.
const LENGTH: &[u8] = b"content-length:";

/// Maximum length in bytes of that header, with its line end, where it is looked for.
const MAX_HEAD: usize = 64;

/// Input of a session.
#[derive(Debug)]
pub struct Input<R> {
    inner: BufReader<R>,
    /// Bytes that were read too far and are read again.
    pushed: Vec<u8>,
    /// Maximum size of a message in bytes.
    longest: u64,
}

/// Next item of the input.
#[derive(Debug)]
pub enum Incoming {
    /// Body of a message.
    Message(Vec<u8>),
    /// Invalid frame, with the reason.
    Unreadable(String),
    /// End of the input.
    End,
}

impl<R: Read> Read for Input<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(into)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: Read> BufRead for Input<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.pushed.is_empty() { self.inner.fill_buf() } else { Ok(&self.pushed) }
    }

    fn consume(&mut self, count: usize) {
        if self.pushed.is_empty() {
            self.inner.consume(count);
        } else {
            self.pushed.drain(..count);
        }
    }
}

impl<R: Read> Input<R> {
    /// Input whose messages have at most `longest` bytes.
    pub fn new(input: R, longest: u64) -> Self {
        Self { inner: BufReader::new(input), pushed: Vec::new(), longest }
    }

    /// Reads the next message. Skips lines before a `Content-Length` that are not headers, and messages that are too
    /// long.
    pub fn read_message(&mut self) -> Incoming {
        let mut length = None;
        let mut unknown = None;
        let mut before = Vec::new();
        loop {
            let mut line = std::mem::take(&mut before);
            let most = (MAX_LINE - line.len()) as u64;
            match self.by_ref().take(most).read_until(b'\n', &mut line) {
                Ok(0) | Err(_) => return Incoming::End,
                Ok(_) => {}
            }
            if line.len() == MAX_LINE && line.last() != Some(&b'\n') {
                before = line.split_off(MAX_LINE - MAX_HEAD);
                unknown = Some(String::from_utf8_lossy(&line).into_owned());
                continue;
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
                // A body that was longer than its length is followed by the next head on the same line.
                _ => match length_behind(line) {
                    Some(found) => length = Some(found),
                    None => unknown = Some(line.to_owned()),
                },
            }
        }
        match length {
            Some(length) => self.read_body(length),
            None => Incoming::Unreadable(unknown.unwrap_or_default()),
        }
    }

    /// Reads a body of this length, or up to the next head: a head cannot stand in a body, since strings of JSON have no
    /// line ends.
    fn read_body(&mut self, length: u64) -> Incoming {
        let mut body = Vec::new();
        let mut left = length;
        while left > 0 {
            let Ok(chunk) = self.fill_buf() else { return Incoming::End };
            let count = chunk.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            if count == 0 {
                return Incoming::End;
            }
            let start = body.len().saturating_sub(MAX_HEAD);
            body.extend_from_slice(&chunk[..count]);
            self.consume(count);
            left -= count as u64;
            // At the end of the body, a head may be cut off.
            let is_head = |found| found == Found::Head || left == 0 && found == Found::Start;
            let found = heads(&body[start..]).find(|(_, found)| is_head(*found)).map(|(at, _)| start + at);
            if let Some(at) = found {
                self.pushed.splice(..0, body.split_off(at));
                left = 0;
            }
            if length > self.longest {
                body.drain(..body.len().saturating_sub(MAX_HEAD));
            }
        }
        if length > self.longest {
            return Incoming::Unreadable(format!("its length is {length} bytes"));
        }
        Incoming::Message(body)
    }
}

impl Input<&[u8]> {
    /// Number of bytes behind the last message.
    pub fn unread(&self) -> usize {
        self.pushed.len() + self.inner.buffer().len() + self.inner.get_ref().len()
    }
}

/// Length told by a head at the end of a line.
fn length_behind(line: &str) -> Option<u64> {
    let at = line.to_ascii_lowercase().rfind("content-length:")?;
    line[at + LENGTH.len()..].trim().parse().ok()
}

/// Header found in a body, whole or cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    /// A head with its line end.
    Head,
    /// The start of a head, which goes on behind the body.
    Start,
}

/// Heads in a body, with their byte offsets.
fn heads(body: &[u8]) -> impl Iterator<Item = (usize, Found)> {
    memchr::memchr2_iter(b'c', b'C', body).filter_map(|at| Some((at, head(&body[at..])?)))
}

fn head(bytes: &[u8]) -> Option<Found> {
    // A longer head is none, however much of it has arrived.
    let is_long = bytes.len() > MAX_HEAD;
    let bytes = &bytes[..bytes.len().min(MAX_HEAD)];
    let named = bytes.len().min(LENGTH.len());
    if !bytes[..named].eq_ignore_ascii_case(&LENGTH[..named]) {
        return None;
    }
    let value = &bytes[named..];
    let blanks = value.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let value = &value[blanks..];
    let digits = value.iter().take_while(|byte| byte.is_ascii_digit()).count();
    match &value[digits..] {
        [] | [b'\r'] if !is_long => Some(Found::Start),
        [b'\n', ..] | [b'\r', b'\n', ..] if digits > 0 => Some(Found::Head),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LONGEST: u64 = 1 << 16;

    fn read_all(input: &[u8]) -> Vec<String> {
        let mut input = Input::new(input, LONGEST);
        let mut seen = Vec::new();
        loop {
            match input.read_message() {
                Incoming::Message(body) => seen.push(String::from_utf8_lossy(&body).into_owned()),
                Incoming::Unreadable(why) => seen.push(format!("? {why}")),
                Incoming::End => return seen,
            }
        }
    }

    #[test]
    fn messages_are_read_whatever_stands_between_them() {
        let input =
            b"Content-Length: 2\r\n\r\n{}garbage\r\n\r\ncontent-length: 3\r\nContent-Type: x\r\n\r\nabd\
            Content-Length: -1\r\n\r\nContent-Length: 1\r\n\r\nx";
        assert_eq!(read_all(input), ["{}", "? garbage", "abd", "? Content-Length: -1", "x"]);
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
        // An endless header line, and a body too large for memory.
        let line = io::repeat(b'x').take(1 << 24);
        let behind = b"\r\n\r\nContent-Length: 1\r\n\r\nx".as_slice();
        let mut input = Input::new(line.chain(behind), LONGEST);
        assert!(matches!(input.read_message(), Incoming::Unreadable(why) if why.len() <= MAX_LINE));
        assert!(matches!(input.read_message(), Incoming::Message(body) if body == b"x"));

        let head = format!("Content-Length: {}\r\n\r\n", LONGEST + 1);
        let body = io::repeat(b'x').take(LONGEST + 1);
        let behind = &b"Content-Length: 1\r\n\r\nx"[..];
        let mut input = Input::new(head.as_bytes().chain(body).chain(behind), LONGEST);
        assert!(matches!(input.read_message(), Incoming::Unreadable(_)));
        assert!(matches!(input.read_message(), Incoming::Message(body) if body == b"x"));

        let huge = format!("Content-Length: {}\r\n\r\nabc", u64::MAX);
        assert!(read_all(huge.as_bytes()).is_empty());
        assert_eq!(read_all(b"Content-Length: 99999999999999999999\r\n\r\n").len(), 1);
    }

    #[test]
    fn a_message_that_is_cut_off_is_the_end() {
        assert!(read_all(b"Content-Length: 10\r\n\r\nabc").is_empty());
        assert!(read_all(b"Content-Len").is_empty());
    }

    /// Messages with their heads, of which one tells a wrong length.
    fn framed(bodies: &[String], wrong: usize, length: usize) -> Vec<u8> {
        let mut input = Vec::new();
        for (place, body) in bodies.iter().enumerate() {
            let length = if place == wrong { length } else { body.len() };
            input.extend(format!("Content-Length: {length}\r\n\r\n{body}").into_bytes());
        }
        input
    }

    #[test]
    fn the_next_head_is_found_whatever_length_was_told() {
        let bodies = ["first", "second", "third"].map(|name| format!("{{\"name\":\"{name}\"}}"));
        for length in (0..200).chain([1 << 15, 1 << 17, usize::MAX]) {
            let seen = read_all(&framed(&bodies, 0, length));
            assert!(seen.ends_with(&bodies[1..]), "{length}: {seen:?}");
        }
        // A message that was read too far is whole.
        assert_eq!(read_all(&framed(&bodies, 0, 40)), bodies);
    }

    #[test]
    fn a_head_in_a_string_is_text() {
        let body = "{\"text\":\"Content-Length: 5\\r\\n\\r\\nabcde Content-Length: 5\"}".to_owned();
        assert_eq!(read_all(&framed(std::slice::from_ref(&body), 1, 0)), [body]);
    }

    proptest! {
        #[test]
        fn later_messages_survive_a_wrong_length(
            sizes in prop::collection::vec(0_usize..20_000, 3..6),
            length in 0_usize..60_000,
            step in 1_usize..5_000,
        ) {
            let bodies: Vec<String> = sizes.iter().enumerate().map(|(n, size)| format!("{{\"{n}{}\":1}}", "x".repeat(*size))).collect();
            let input = framed(&bodies, 1, length);
            let chunks = input.chunks(step).map(<[u8]>::to_vec).collect();
            let mut input = Input::new(Chunks(chunks), LONGEST);
            let mut seen = Vec::new();
            while let Incoming::Message(_) | Incoming::Unreadable(_) = {
                let incoming = input.read_message();
                if let Incoming::Message(body) = &incoming {
                    seen.push(String::from_utf8_lossy(body).into_owned());
                }
                incoming
            } {}
            prop_assert_eq!(&seen[0], &bodies[0]);
            prop_assert!(seen.ends_with(&bodies[2..]));
        }
    }

    /// Input that arrives in pieces.
    struct Chunks(std::collections::VecDeque<Vec<u8>>);

    impl Read for Chunks {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let Some(mut chunk) = self.0.pop_front() else { return Ok(0) };
            let count = chunk.len().min(into.len());
            into[..count].copy_from_slice(&chunk[..count]);
            let rest = chunk.split_off(count);
            if !rest.is_empty() {
                self.0.push_front(rest);
            }
            Ok(count)
        }
    }
}
