//! Names of encodings, as users write them.

use super::utf16;
use encoding_rs::{BIG5, EUC_KR, Encoding, GBK, REPLACEMENT, SHIFT_JIS, UTF_16BE, UTF_16LE, X_USER_DEFINED};
use std::str::FromStr;

/// Encoding that a user has named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedEncoding {
    encoding: &'static Encoding,
    /// Whether the byte order is left to the bytes: `utf-16` without `le` or `be`.
    is_either_order: bool,
}

impl NamedEncoding {
    /// Standard name.
    pub fn name(self) -> &'static str {
        if self.is_either_order { "UTF-16" } else { self.encoding.name() }
    }

    /// Whether a text in this encoding may start with the byte order mark of the other one.
    pub(super) fn allows(self, mark: &'static Encoding) -> bool {
        self.encoding == mark || (self.is_either_order && mark == UTF_16BE)
    }

    /// Encoding of bytes without a byte order mark.
    pub(super) fn encoding(self, bytes: &[u8]) -> &'static Encoding {
        if self.is_either_order { utf16::without_mark(bytes).unwrap_or(UTF_16LE) } else { self.encoding }
    }
}

impl FromStr for NamedEncoding {
    type Err = String;

    /// Takes the labels of the web, such as `latin1`, and the names of code pages, such as `cp1252`.
    fn from_str(name: &str) -> Result<Self, String> {
        let label = name.trim().to_ascii_lowercase().replace('_', "-");
        let exact = |encoding| Ok(Self { encoding, is_either_order: false });
        match label.as_str() {
            "utf-16" | "utf16" => return Ok(Self { encoding: UTF_16LE, is_either_order: true }),
            "utf16le" => return exact(UTF_16LE),
            "utf16be" => return exact(UTF_16BE),
            "cp932" => return exact(SHIFT_JIS),
            "cp936" => return exact(GBK),
            "cp949" => return exact(EUC_KR),
            "cp950" => return exact(BIG5),
            _ => {}
        }
        let known = [
            name.trim().to_owned(),
            label.clone(),
            label.replace("windows12", "windows-12"),
            label.replace("latin-", "latin"),
            label.replace("mac-roman", "macintosh").replace("macroman", "macintosh"),
        ];
        let found = known.iter().find_map(|label| Encoding::for_label(label.as_bytes()));
        match found.filter(|encoding| *encoding != REPLACEMENT && *encoding != X_USER_DEFINED) {
            Some(encoding) => exact(encoding),
            None => Err("not a known encoding; use a name such as windows-1252, iso-8859-2, utf-16, \
                         shift_jis, gbk, euc-kr, koi8-r or macintosh"
                .into()),
        }
    }
}
