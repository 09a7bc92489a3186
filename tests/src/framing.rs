//! Base protocol: a header with the length, then a JSON text.

use std::fmt;
use std::io::{self, BufRead};

use serde_json::Value;

/// Error in a stream of messages.
#[derive(Debug)]
pub enum FrameError {
    /// An invalid header line, or a missing `Content-Length`.
    Header(String),
    /// The stream ends inside a message.
    Cut,
    /// The stream cannot be read.
    Io(io::Error),
}

impl fmt::Display for FrameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Header(line) => write!(f, "not a header: {line:?}"),
            Self::Cut => f.write_str("the stream ends inside a message"),
            Self::Io(error) => write!(f, "{error}"),
        }
    }
}

/// Encodes a message with its header.
pub fn encode(message: &Value) -> Vec<u8> {
    let body = message.to_string();
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

/// Body of the next message, or `None` if the stream ends between two messages.
pub fn read_frame(stream: &mut impl BufRead) -> Result<Option<Vec<u8>>, FrameError> {
    let (mut length, mut first) = (None, true);
    loop {
        let mut line = Vec::new();
        stream.read_until(b'\n', &mut line).map_err(FrameError::Io)?;
        if line.is_empty() {
            return if first { Ok(None) } else { Err(FrameError::Cut) };
        }
        first = false;
        let shown = || FrameError::Header(String::from_utf8_lossy(&line).into_owned());
        let header = line.strip_suffix(b"\r\n").and_then(|l| str::from_utf8(l).ok()).ok_or_else(shown)?;
        if header.is_empty() {
            break;
        }
        let (name, value) = header.split_once(": ").ok_or_else(shown)?;
        if name.eq_ignore_ascii_case("Content-Length") {
            length = Some(value.parse::<usize>().map_err(|_| shown())?);
        }
    }
    let length = length.ok_or_else(|| FrameError::Header("no Content-Length".to_owned()))?;
    let mut body = vec![0; length];
    stream.read_exact(&mut body).map_err(|error| match error.kind() {
        io::ErrorKind::UnexpectedEof => FrameError::Cut,
        _ => FrameError::Io(error),
    })?;
    Ok(Some(body))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_encoded_is_read_again() {
        let messages = [json!({"id": 1}), json!({"text": "naïve 𝕏 \r\n\r\n"}), json!(null)];
        let wire: Vec<u8> = messages.iter().flat_map(encode).collect();
        let mut stream = wire.as_slice();
        for message in &messages {
            let body = read_frame(&mut stream).unwrap().unwrap();
            assert_eq!(serde_json::from_slice::<Value>(&body).unwrap(), *message);
        }
        assert!(read_frame(&mut stream).unwrap().is_none());
    }

    #[test]
    fn other_headers_and_any_case_are_read() {
        let mut stream = &b"Content-Type: application/vscode-jsonrpc\r\ncontent-length: 2\r\n\r\n{}"[..];
        assert_eq!(read_frame(&mut stream).unwrap().unwrap(), b"{}");
    }

    #[test]
    fn what_is_no_message_is_an_error() {
        let cases: [(&[u8], &str); 6] = [
            (b"starting up\n", "not a header"),
            (b"starting up\r\n", "not a header"),
            (b"Content-Length: two\r\n\r\n{}", "not a header"),
            (b"Content-Type: x\r\n\r\n{}", "no Content-Length"),
            (b"Content-Length: 5\r\n\r\n{}", "ends inside"),
            (b"Content-Length: 5\r\n", "ends inside"),
        ];
        for (mut stream, expected) in cases {
            let error = read_frame(&mut stream).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
    }
}
