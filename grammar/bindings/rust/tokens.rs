//! The tokens that `src/scanner.c` reads, without tree-sitter's runtime (`tokens.c`).

use crate::Entrance;
use std::ffi::{c_int, c_uint, c_void};
use std::ops::Range;
use std::ptr::NonNull;

macro_rules! tokens {
    ($($name:ident)*) => {
        /// What the scanner can find.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Token {
            $($name,)*
        }

        const ALL: &[Token] = &[$(Token::$name,)*];
    };
}

// In the order of the scanner's `enum TokenType`.
tokens! {
    FrontMatterOpen FrontMatterClose ActorMarker SourceMarker NoteMarker BlankLine Newline FieldIndent FieldKey
    Unreadable Identifier Text Escape QuotationOpen QuotationClose BracketOpen BracketClose Unclosed LineContinues
    ParagraphEnd AnnotationOpen AnnotationClose AnnotationUnfinished Kind Flag Key Word Stray String Bare Line Value
    Tail
}

/// The tokens that may stand at some place of the grammar.
pub(crate) struct Valid([bool; ALL.len()]);

impl Valid {
    pub(crate) const fn of(tokens: &[Token]) -> Self {
        Self([false; ALL.len()]).or(tokens)
    }

    pub(crate) const fn or(&self, tokens: &[Token]) -> Self {
        let mut valid = self.0;
        let mut at = 0;
        while at < tokens.len() {
            valid[tokens[at] as usize] = true;
            at += 1;
        }
        Self(valid)
    }
}

unsafe extern "C" {
    fn ascribe_scanner_new(entrance: c_uint) -> *mut c_void;
    fn ascribe_scanner_delete(scanner: *mut c_void);
    fn ascribe_scan(
        scanner: *mut c_void,
        text: *const u8,
        size: usize,
        at: usize,
        valid: *const bool,
        range: *mut usize,
    ) -> c_int;
}

/// A text that is read token by token.
pub(crate) struct Tokens<'a> {
    text: &'a str,
    /// The bytes of the token that was read last.
    pub(crate) range: Range<usize>,
    scanner: NonNull<c_void>,
}

impl<'a> Tokens<'a> {
    #[allow(clippy::expect_used, reason = "out of memory, as any other allocation")]
    pub(crate) fn new(text: &'a str, entrance: Entrance) -> Self {
        // SAFETY: `tokens.c` knows the entrances by these numbers.
        let scanner = unsafe { ascribe_scanner_new(entrance as c_uint) };
        let scanner = NonNull::new(scanner).expect("memory for a scanner");
        // A mark of the byte order is no part of the text.
        let start = if entrance == Entrance::Document && text.starts_with('\u{feff}') { 3 } else { 0 };
        Self { text, range: start..start, scanner }
    }

    /// Reads on if the scanner finds one of these tokens.
    pub(crate) fn scan(&mut self, valid: &Valid) -> Option<Token> {
        let mut range = [0; 2];
        // SAFETY: the scanner lives as long as this; the text is UTF-8, and no byte behind `size` is looked at; there
        // are as many flags as tokens, and two places for the range.
        let found = unsafe {
            ascribe_scan(
                self.scanner.as_ptr(),
                self.text.as_ptr(),
                self.text.len(),
                self.range.end,
                valid.0.as_ptr(),
                range.as_mut_ptr(),
            )
        };
        let token = usize::try_from(found).ok().and_then(|found| ALL.get(found).copied())?;
        self.range = range[0]..range[1];
        Some(token)
    }

    /// The byte behind the token that was read last.
    pub(crate) fn next_byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.range.end).copied()
    }

    /// Reads on if this sign comes next.
    pub(crate) fn take(&mut self, sign: u8) -> bool {
        let is_it = self.next_byte() == Some(sign);
        if is_it {
            self.range = self.range.end..self.range.end + 1;
        }
        is_it
    }

    /// Reads on past spaces and tabs; whether there are some.
    pub(crate) fn take_blank(&mut self) -> bool {
        let mut some = false;
        while self.take(b' ') || self.take(b'\t') {
            some = true;
        }
        some
    }
}

impl Drop for Tokens<'_> {
    fn drop(&mut self) {
        // SAFETY: it was made by `ascribe_scanner_new`, and nobody else has it.
        unsafe { ascribe_scanner_delete(self.scanner.as_ptr()) }
    }
}
