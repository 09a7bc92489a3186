//! Conversion between paths and URIs.

use std::fmt::Write;
use std::path::{Path, PathBuf};

/// `file:` URI of a path, percent-encoded except for unreserved characters.
pub fn uri_of(path: &Path) -> String {
    let path = path.to_str().expect("a path in Unicode").replace('\\', "/");
    let mut uri = "file://".to_owned();
    if !path.starts_with('/') {
        uri.push('/');
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            write!(uri, "%{byte:02X}").expect("a string takes all");
        }
    }
    uri
}

/// Path of a `file:` URI.
pub fn path_of(uri: &str) -> PathBuf {
    let path = uri.strip_prefix("file://").unwrap_or_else(|| panic!("not a file: {uri}"));
    let mut bytes = Vec::new();
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let code: String = rest.by_ref().take(2).map(char::from).collect();
            bytes.push(u8::from_str_radix(&code, 16).unwrap_or_else(|_| panic!("not a URI: {uri}")));
        } else {
            bytes.push(byte);
        }
    }
    let path = String::from_utf8(bytes).unwrap();
    // In a URI, `c:/folder` is written `/c:/folder`.
    let drive = path.as_bytes().get(2) == Some(&b':');
    PathBuf::from(if drive { &path[1..] } else { &path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_uris_there_and_back() {
        let path = Path::new("/tmp/naïve café/100%#?.ascribe");
        assert_eq!(uri_of(path), "file:///tmp/na%C3%AFve%20caf%C3%A9/100%25%23%3F.ascribe");
        assert_eq!(path_of(&uri_of(path)), path);
        assert_eq!(path_of("file:///c%3A/x"), Path::new("c:/x"));
    }
}
