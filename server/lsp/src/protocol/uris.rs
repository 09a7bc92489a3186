//! URIs of documents and paths of files.
//!
//! Within the server every document has one URI, in the standard spelling: see [`standard`]. The session translates from
//! and to the client's spelling ([`crate::protocol::spellings`]).

use ascribe_workspace::normal;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode, percent_encode_byte};
use serde_json::Value;
use std::path::{Path, PathBuf};
use tower_lsp::ls_types::{FileRename, Uri};

/// Path of a `file:` URI; `None` for `untitled:`, `git:` and other schemes, which have no files.
pub fn path_of(uri: &Uri) -> Option<PathBuf> {
    if !uri.scheme().as_str().eq_ignore_ascii_case("file") {
        return None;
    }
    Some(normal(&decoded_path(uri)?))
}

/// Path as its bytes, of which not all names are Unicode.
#[cfg(unix)]
fn decoded_path(uri: &Uri) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt;
    let mut bytes = uri.path().decode().to_bytes().into_owned();
    // A drive letter is the same in either case; no folder of this system has such a name.
    if let [b'/', letter, b':'] | [b'/', letter, b':', b'/', ..] = &mut bytes[..] {
        letter.make_ascii_uppercase();
    }
    (!bytes.is_empty()).then(|| PathBuf::from(std::ffi::OsString::from_vec(bytes)))
}

#[cfg(not(unix))]
fn decoded_path(uri: &Uri) -> Option<PathBuf> {
    // Names that are not Unicode have no URI.
    uri.path().decode().to_string().ok()?;
    let path = uri.to_file_path()?.into_owned().into_os_string().into_string().ok()?;
    let head = usize::from(path.as_bytes().get(1) == Some(&b':'));
    Some(PathBuf::from(path[..head].to_ascii_uppercase() + &path[head..]))
}

/// Characters that are escaped in the standard spelling of a path: all but the unreserved ones and `/`.
const ESCAPED: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// URI of a file in the standard spelling; the path is absolute and [`normal`].
#[cfg(unix)]
pub fn uri_of(path: &Path) -> Option<Uri> {
    use std::os::unix::ffi::OsStrExt;
    format!("file://{}", percent_encode(path.as_os_str().as_bytes(), &ESCAPED)).parse().ok()
}

/// URI of a file in the standard spelling; the path is absolute and [`normal`].
#[cfg(not(unix))]
pub fn uri_of(path: &Path) -> Option<Uri> {
    let path = path.to_str()?.replace('\\', "/");
    format!("file:///{}", percent_encode(path.as_bytes(), &ESCAPED)).parse().ok()
}

/// Standard spelling of a URI, which all spellings of one document have in common. `None` if the text is not a URI.
///
/// Clients leave characters unescaped that no URI can hold: blanks, quotation marks, `[`, `]`, `^`, `|`, `{`, `}`,
/// characters outside ASCII, and a `%` that starts no escape. They are escaped. A `file:` URI has neither query nor
/// fragment (RFC 8089), so `?` and `#` are characters of its path.
pub fn standard(text: &str) -> Option<Uri> {
    let uri: Uri = escaped(text)?.parse().ok()?;
    match path_of(&uri) {
        Some(path) => uri_of(&path),
        None => Some(uri),
    }
}

/// URI with everything escaped that it cannot hold, and without needless escapes.
fn escaped(text: &str) -> Option<String> {
    let (scheme, mut rest) = text.split_once(':')?;
    let is_scheme_character = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    if !scheme.starts_with(|c: char| c.is_ascii_alphabetic()) || !scheme.chars().all(is_scheme_character) {
        return None;
    }
    let is_file = scheme.eq_ignore_ascii_case("file");
    let mut uri = format!("{}:", scheme.to_ascii_lowercase());
    let drive;
    if is_file {
        // Also `file://c:/` and back slashes, which many clients send on Windows.
        let path = rest.trim_start_matches(['/', '\\']);
        if is_drive(path) {
            drive = format!("///{}", path.replace('\\', "/"));
            rest = &drive;
        }
    }
    if let Some(behind) = rest.strip_prefix("//") {
        let end = behind.find(['/', '?', '#']).unwrap_or(behind.len());
        uri.push_str("//");
        let is_allowed = |byte| is_path_character(byte) || matches!(byte, b'[' | b']');
        push_all(&mut uri, &behind[..end], is_allowed);
        rest = &behind[end..];
    }
    let (rest, fragment) = match rest.split_once('#').filter(|_| !is_file) {
        Some((rest, fragment)) => (rest, Some(fragment)),
        None => (rest, None),
    };
    let (path, query) = match rest.split_once('?').filter(|_| !is_file) {
        Some((path, query)) => (path, Some(query)),
        None => (rest, None),
    };
    push_all(&mut uri, path, |byte| is_path_character(byte) || byte == b'/');
    for (sign, part) in [('?', query), ('#', fragment)] {
        if let Some(part) = part {
            uri.push(sign);
            push_all(&mut uri, part, |byte| is_path_character(byte) || matches!(byte, b'/' | b'?'));
        }
    }
    Some(uri)
}

/// Whether a path starts with a drive letter, with its colon escaped or not.
fn is_drive(path: &str) -> bool {
    let Some(rest) = path.strip_prefix(|c: char| c.is_ascii_alphabetic()) else { return false };
    let rest =
        rest.strip_prefix(':').or_else(|| rest.strip_prefix("%3A")).or_else(|| rest.strip_prefix("%3a"));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '\\']))
}

/// Appends a part of a URI, in which escapes may stand for any byte and `is_allowed` holds for the others.
fn push_all(uri: &mut String, part: &str, is_allowed: impl Fn(u8) -> bool) {
    let mut rest = part.as_bytes();
    while let [byte, behind @ ..] = rest {
        rest = behind;
        let escape = match (byte, behind) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)).map(|(high, low)| high << 4 | low),
            _ => None,
        };
        match escape {
            // An escaped delimiter is not the delimiter.
            Some(byte) => {
                rest = &behind[2..];
                push(uri, byte, is_path_character);
            }
            None => push(uri, *byte, &is_allowed),
        }
    }
}

fn push(uri: &mut String, byte: u8, is_allowed: impl Fn(u8) -> bool) {
    if is_allowed(byte) {
        uri.push(char::from(byte));
    } else {
        uri.push_str(percent_encode_byte(byte));
    }
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// Whether a byte may stand in a path segment (`pchar` of RFC 3986).
fn is_path_character(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@".contains(&byte)
}

/// Document named by the `uri` of a `textDocument` or of the `data` of an item to resolve.
pub fn key_in(named: &Value) -> Option<DocumentKey> {
    Some(DocumentKey::of(&named.get("uri")?.as_str()?.parse().ok()?))
}

/// Old and new path of a file.
pub fn paths_of(file: &FileRename) -> Option<(PathBuf, PathBuf)> {
    Some((path_of(&file.old_uri.parse().ok()?)?, path_of(&file.new_uri.parse().ok()?)?))
}

/// Identity of a document: the path of a file, else the URI in the standard spelling.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum DocumentKey {
    /// A file.
    Path(PathBuf),
    /// A document without a file.
    Uri(String),
}

impl DocumentKey {
    /// Key of a document.
    pub fn of(uri: &Uri) -> Self {
        path_of(uri).map_or_else(|| Self::Uri(uri.as_str().to_owned()), Self::Path)
    }

    /// Path within the workspace: the file's path, or for a document without a file its URI, which is never an absolute
    /// path.
    pub fn place(&self) -> &Path {
        match self {
            Self::Path(path) => path,
            Self::Uri(uri) => Path::new(uri),
        }
    }

    /// Path, if it is a file.
    pub fn path(&self) -> Option<&Path> {
        if let Self::Path(path) = self { Some(path) } else { None }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn uri(text: &str) -> Uri {
        text.parse().unwrap()
    }

    #[test]
    fn one_file_has_one_key() {
        let key = DocumentKey::of(&uri("file:///a/b%20c/d.ascribe"));
        assert_eq!(key, DocumentKey::of(&uri("FILE:///a/./b%20c/x/../%64.ascribe")));
        assert_eq!(key.path(), Some(Path::new("/a/b c/d.ascribe")));
        assert_eq!(DocumentKey::of(&uri("file:///C:/a")), DocumentKey::of(&uri("file:///C%3A/a")));
    }

    #[test]
    fn other_schemes_have_no_file() {
        assert_eq!(path_of(&uri("untitled:Untitled-1")), None);
        assert_eq!(path_of(&uri("git:/a/b.ascribe?ref=1")), None);
    }

    #[test]
    fn each_document_has_one_standard_spelling() {
        for (spellings, expected) in [
            (
                &[
                    "file:///a/[x] ^|\"`{}é%.ascribe",
                    "file:///a/%5bx%5D%20%5E%7C%22%60%7B%7D%C3%A9%25.ascribe",
                ][..],
                "file:///a/%5Bx%5D%20%5E%7C%22%60%7B%7D%C3%A9%25.ascribe",
            ),
            (&["file:///a/100%", "FILE:///a/./b/../100%25"], "file:///a/100%25"),
            (&["file:///a/%zz%4", "file:/a/%25zz%254"], "file:///a/%25zz%254"),
            (&["file:///a/what?#1", "file:///a/what%3f%231"], "file:///a/what%3F%231"),
            (
                &["untitled:New article", "untitled:New%20article", "UNTITLED:%4Eew%20article"],
                "untitled:New%20article",
            ),
            (
                &["git:/a b?{\"ref\":\"~\"}", "git:/a%20b?%7B%22ref%22%3A%22%7e%22%7D"],
                "git:/a%20b?%7B%22ref%22:%22~%22%7D",
            ),
            (&["cell:/a.ipynb#W0[1]"], "cell:/a.ipynb#W0%5B1%5D"),
            (&["memory://[::1]:80/é"], "memory://[::1]:80/%C3%A9"),
        ] {
            for spelling in spellings {
                assert_eq!(standard(spelling).unwrap().as_str(), expected, "{spelling}");
            }
        }
        for different in
            [["untitled:a%2Fb", "untitled:a/b"], ["x:a%3Fb", "x:a?b"], ["file:///a%20b", "file:///a%2520b"]]
        {
            assert_ne!(standard(different[0]), standard(different[1]));
        }
    }

    #[test]
    fn drives_are_the_same_in_all_spellings() {
        for spelling in [
            "file:///C:/Users/m é.ascribe",
            "file:///c%3A/Users/m%20é.ascribe",
            "file:///c%3a/Users/m%20%C3%a9.ascribe",
            "file://c:/Users/m é.ascribe",
            "file:///C:\\Users\\m é.ascribe",
        ] {
            let uri = standard(spelling).unwrap();
            assert_eq!(uri.as_str(), "file:///C%3A/Users/m%20%C3%A9.ascribe", "{spelling}");
        }
    }

    #[test]
    fn a_text_without_a_scheme_is_no_uri() {
        for text in ["", "a.ascribe", "/a/b.ascribe", "é:x", "1:x", ":x", "a b:c"] {
            assert_eq!(standard(text), None, "{text}");
        }
    }

    #[test]
    #[cfg(unix)]
    fn names_that_are_not_unicode_are_kept() {
        let uri = standard("file:///a/%ff%C3.ascribe").unwrap();
        assert_eq!(uri.as_str(), "file:///a/%FF%C3.ascribe");
        assert_ne!(path_of(&uri), path_of(&standard("file:///a/\u{fffd}\u{fffd}.ascribe").unwrap()));
    }

    proptest! {
        #[test]
        fn any_path_is_read_from_any_spelling(path in "(/[ -~é\u{301}ü𝕏]{1,12}){1,3}", raw in any::<[bool; 8]>()) {
            let path = path.replace("/.", "/x");
            let mut spelled = "file://".to_owned();
            for (place, c) in path.chars().enumerate() {
                if c == '/' || (c != '%' && raw[place % 8]) {
                    spelled.push(c);
                } else {
                    let mut bytes = [0; 4];
                    c.encode_utf8(&mut bytes).bytes().for_each(|byte| push(&mut spelled, byte, |_| false));
                }
            }
            // A drive letter has one case.
            prop_assume!(!is_drive(path.trim_start_matches(['/', '\\'])) && !path.starts_with("//"));
            let uri = standard(&spelled).unwrap();
            prop_assert_eq!(path_of(&uri), Some(normal(Path::new(&path))));
            prop_assert_eq!(uri_of(&normal(Path::new(&path))), Some(uri.clone()));
            prop_assert_eq!(standard(uri.as_str()), Some(uri));
        }
    }
}
