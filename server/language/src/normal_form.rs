//! Normal form of names and quotations, for comparison only.
//!
//! One name is often written in different characters: composed and decomposed letters, apostrophes
//! and hyphens of several kinds, no-break spaces, soft hyphens and zero-width characters that a web page had. Whatever
//! compares words compares their normal form; texts themselves are never changed. [`NormalText`] knows where in the
//! original each part of its text comes from.

use crate::words::is_word;
use std::borrow::Cow;
use std::ops::Range;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Characters that a normal form makes equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// For comparing names and words: all apostrophes are `'` and all hyphens `-`, and white space is one blank.
    Compared,
    /// For reading a text: apostrophes and hyphens are changed only inside a word, so that quotation marks stay, and
    /// line ends stay too.
    Read,
}

/// Piece of a text in normal form, and where it comes from. Pieces are in the order of both texts.
#[derive(Debug, Clone)]
struct Piece {
    /// Byte offset in the normal form.
    at: usize,
    /// Byte range in the original.
    original: Range<usize>,
    /// Whether the bytes are those of the original, so that any part of the piece has its counterpart.
    is_verbatim: bool,
}

/// A text in normal form, with the positions of the original.
#[derive(Debug, Clone)]
pub struct NormalText {
    form: Form,
    text: String,
    pieces: Vec<Piece>,
}

impl NormalText {
    /// Creates an empty text, with room for this many bytes.
    pub fn with_capacity(form: Form, bytes: usize) -> Self {
        Self { form, text: String::with_capacity(bytes), pieces: Vec::new() }
    }

    /// The text in normal form.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Takes the text in normal form, without the positions.
    pub fn into_text(self) -> String {
        self.text
    }

    /// Appends a stretch of the original that starts at byte `start`; stretches are appended in order.
    pub fn push(&mut self, stretch: &str, start: usize) {
        let mut at = 0;
        while let Some(first) = stretch[at..].chars().next() {
            let written = self.text.len();
            // The last character may have marks behind it.
            let run = plain_run(&stretch[at..]).saturating_sub(1);
            if run > 0 {
                self.text.push_str(&stretch[at..at + run]);
                self.note(written, start + at..start + at + run);
                at += run;
                continue;
            }
            if is_ignorable(first) {
                at += first.len_utf8();
                continue;
            }
            let mut end = at + first.len_utf8();
            // Marks that belong to the first character, also behind a soft hyphen.
            loop {
                let mut ahead = stretch[end..].char_indices();
                match ahead.find(|(_, c)| !is_ignorable(*c)) {
                    Some((behind, mark)) if continues(mark) => end += behind + mark.len_utf8(),
                    _ => break,
                }
            }
            let is_alone = end == at + first.len_utf8() && is_composed(first);
            let marks = if is_alone { "" } else { &stretch[at..end] };
            let mut composed = marks.chars().filter(|c| !is_ignorable(*c)).nfc();
            let first = composed.next().unwrap_or(first);
            let behind = || stretch[end..].chars().find(|c| !is_ignorable(*c));
            if let Some(first) = self.mapped(first, behind) {
                self.text.push(first);
            }
            self.text.extend(composed);
            if self.text.len() > written {
                self.note(written, start + at..start + end);
            }
            at = end;
        }
    }

    /// Character that stands for a composed one, if any; `behind` is the next one.
    fn mapped(&self, c: char, behind: impl Fn() -> Option<char>) -> Option<char> {
        let is_in_word =
            || self.text.chars().next_back().is_some_and(is_word) && behind().is_some_and(is_word);
        match (self.form, c) {
            (Form::Compared, c) if c.is_whitespace() => (!self.text.ends_with(' ')).then_some(' '),
            (_, c) if c.is_ascii_alphanumeric() => Some(c),
            (Form::Read, '\u{85}' | '\u{2028}' | '\u{2029}') => Some(c),
            (Form::Read, c) if c.is_whitespace() && !c.is_ascii() => Some(' '),
            (Form::Compared, c) if is_apostrophe(c) => Some('\''),
            (Form::Compared, c) if is_hyphen(c) => Some('-'),
            (Form::Read, c) if is_apostrophe(c) && is_in_word() => Some('\''),
            (Form::Read, c) if is_hyphen(c) && is_in_word() => Some('-'),
            (_, c) => Some(c),
        }
    }

    /// Notes where the text from byte `at` on comes from.
    fn note(&mut self, at: usize, original: Range<usize>) {
        // Of all that is changed, only a reordering of marks keeps its length.
        let new = &self.text[at..];
        let is_verbatim = new.len() == original.len() && (new.is_ascii() || new.chars().nth(1).is_none());
        match self.pieces.last_mut() {
            Some(last) if is_verbatim && last.is_verbatim && last.original.end == original.start => {
                last.original.end = original.end;
            }
            _ => self.pieces.push(Piece { at, original, is_verbatim }),
        }
    }

    /// Removes parts of the text, given as byte ranges in order; the other parts keep their places in the original.
    pub fn remove(&mut self, cuts: &[Range<usize>]) {
        if cuts.is_empty() {
            return;
        }
        let (text, pieces) = (std::mem::take(&mut self.text), std::mem::take(&mut self.pieces));
        let ends = pieces.iter().skip(1).map(|piece| piece.at).chain([text.len()]);
        for (piece, end) in pieces.iter().zip(ends) {
            let mut from = piece.at;
            let behind = &cuts[cuts.partition_point(|cut| cut.end <= piece.at)..];
            let inside = behind.iter().take_while(|cut| cut.start < end);
            for cut in inside.cloned().chain(std::iter::once(end..end)) {
                if from < cut.start {
                    let original = if piece.is_verbatim {
                        let start = piece.original.start + (from - piece.at);
                        start..start + (cut.start - from)
                    } else {
                        piece.original.clone()
                    };
                    self.pieces.push(Piece { at: self.text.len(), original, ..*piece });
                    self.text.push_str(&text[from..cut.start]);
                }
                from = from.max(cut.end);
            }
        }
    }

    /// Byte range in the original of a non-empty byte range of the normal form.
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        let piece = |at: usize| {
            let behind = self.pieces.partition_point(|piece| piece.at <= at);
            behind.checked_sub(1).map(|i| &self.pieces[i])
        };
        let start = piece(range.start).map_or(range.start, |piece| {
            piece.original.start + if piece.is_verbatim { range.start - piece.at } else { 0 }
        });
        let end = piece(range.end.max(range.start + 1) - 1).map_or(range.end, |piece| {
            let end = piece.original.start + (range.end - piece.at);
            if piece.is_verbatim { end.min(piece.original.end) } else { piece.original.end }
        });
        start..end.max(start)
    }

    /// Byte offset in the normal form of a byte offset in the original; one between two stretches is where the next
    /// begins.
    pub fn position(&self, original: usize) -> usize {
        let behind = self.pieces.partition_point(|piece| piece.original.start <= original);
        let next = self.pieces.get(behind).map_or(self.text.len(), |piece| piece.at);
        let Some(piece) = behind.checked_sub(1).map(|i| &self.pieces[i]) else { return next };
        match (original - piece.original.start, piece.is_verbatim) {
            (0, _) => piece.at,
            (inside, true) => (piece.at + inside).min(next),
            _ => next,
        }
    }
}

/// Normal form of a name or of words, for comparison with others. Case counts.
pub fn normal(text: &str) -> Cow<'_, str> {
    let is_normal = text.is_ascii() && !text.bytes().any(|byte| byte == b'`' || is_odd_blank(byte));
    if is_normal && !text.contains("  ") {
        return Cow::Borrowed(text);
    }
    let mut normal = NormalText::with_capacity(Form::Compared, text.len());
    normal.push(text, 0);
    Cow::Owned(normal.into_text())
}

/// Composed form (NFC) of an id: as people see it, and nothing else.
pub fn composed(id: &str) -> Cow<'_, str> {
    if id.is_ascii() || is_nfc_quick(id.chars()) == IsNormalized::Yes {
        return Cow::Borrowed(id);
    }
    Cow::Owned(id.nfc().collect())
}

/// Whether two names or texts are the same in normal form.
pub fn is_same(one: &str, other: &str) -> bool {
    one == other || normal(one) == normal(other)
}

/// Whether letters of the text may be written otherwise in normal form, so that searching it for a word may miss it.
pub fn is_disguised(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(|c| is_ignorable(c) || continues(c) || !is_composed(c))
}

/// Whether the character is a combining mark.
pub fn is_mark(c: char) -> bool {
    is_combining_mark(c)
}

/// Number of bytes at the start that are the same in every form, if no mark follows: ASCII letters, digits, single blanks
/// between them and the usual punctuation.
fn plain_run(text: &str) -> usize {
    let mut before = b' ';
    let is_end = |byte: u8| {
        let is_plain = match byte {
            b' ' => before != b' ',
            b',' | b'.' | b';' | b':' | b'!' | b'?' | b'"' | b'(' | b')' | b'[' | b']' => true,
            _ => byte.is_ascii_alphanumeric(),
        };
        before = byte;
        !is_plain
    };
    text.bytes().position(is_end).unwrap_or(text.len())
}

/// Whether the ASCII character is white space other than a blank.
fn is_odd_blank(byte: u8) -> bool {
    byte != b' ' && byte.is_ascii_whitespace() || byte == 0xb
}

/// Whether the character composes with the one before it.
fn continues(c: char) -> bool {
    c >= '\u{300}' && (canonical_combining_class(c) != 0 || quick(c) == IsNormalized::Maybe)
}

/// Whether the character alone is in composed form.
fn is_composed(c: char) -> bool {
    c < '\u{300}' || quick(c) != IsNormalized::No
}

fn quick(c: char) -> IsNormalized {
    is_nfc_quick(std::iter::once(c))
}

/// Whether a reader cannot see the character: soft hyphens, zero-width characters, marks of direction and of variants.
pub fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Whether the character is used as an apostrophe.
pub fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '`' | '\u{b4}' | '\u{2b9}' | '\u{2bb}'
            ..='\u{2bd}'
                | '\u{2c8}'
                | '\u{55a}'
                | '\u{2018}'
                | '\u{2019}'
                | '\u{201b}'
                | '\u{2032}'
                | '\u{a78c}'
                | '\u{ff07}'
    )
}

/// Whether the character joins the parts of a word; dashes stand between words.
pub fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{58a}' | '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}')
}

#[cfg(test)]
mod tests {
    use super::{Form, NormalText, composed, is_apostrophe, is_disguised, is_same, normal};
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn names_are_the_same_as_people_see_them() {
        for (one, other) in [
            ("O'Brien", "O’Brien"),
            ("O'Brien", "O\u{2bc}Brien"),
            ("O'Brien", "O`Brien"),
            ("O'Brien", "O\u{b4}Brien"),
            ("Hawai'i", "Hawai\u{2bb}i"),
            ("Jean-Luc", "Jean\u{2011}Luc"),
            ("Jean-Luc", "Jean\u{2010}Luc"),
            ("Müller", "Mu\u{308}ller"),
            ("Müller", "Mu\u{ad}\u{308}l\u{ad}ler"),
            ("Ångström", "\u{212b}ngstro\u{308}m"),
            ("Nguyễn", "Nguyê\u{303}n"),
            ("Nguyễn", "Nguye\u{302}\u{303}n"),
            ("한나", "\u{1112}\u{1161}\u{11ab}\u{1102}\u{1161}"),
            ("Keller", "Kel\u{ad}ler"),
            ("Keller", "\u{200b}K\u{200d}e\u{200c}l\u{2060}ler\u{feff}"),
            ("J. K. Rowe", "J.\u{a0}K.\u{202f}Rowe"),
            ("Ada Keller", "Ada \n  Keller"),
        ] {
            assert!(is_same(one, other) && is_same(other, one), "{one} {other:?}");
            assert_eq!(normal(one), normal(other), "{one} {other:?}");
            let is_part = |c: char| c.is_alphanumeric() && !is_apostrophe(c);
            let parts = |text: &str| text.split(|c| !is_part(c)).map(str::to_owned).collect::<Vec<_>>();
            assert!(is_disguised(other) || parts(one).join("") == parts(other).join(""), "{other}");
        }
        for (one, other) in [
            ("Keller", "keller"),
            ("Müller", "Muller"),
            ("Ada-Keller", "Ada Keller"),
            ("Moe-Lind", "Moe–Lind"),
            ("OBrien", "O'Brien"),
            ("J.K. Rowe", "J. K. Rowe"),
            ("Ada", "Аda"),
        ] {
            assert!(!is_same(one, other), "{one} {other}");
        }
    }

    #[test]
    fn reading_keeps_quotation_marks_and_line_ends() {
        for (text, read) in [
            ("‘We don’t,’ she said.\nO\u{2bc}Brien", "‘We don't,’ she said.\nO'Brien"),
            ("the miners’ plan, ``so´´", "the miners’ plan, ``so´´"),
            ("Jean\u{2011}Luc \u{2212} 3", "Jean-Luc \u{2212} 3"),
            ("«\u{a0}o\u{ad}ui\u{202f}»", "« oui »"),
        ] {
            let mut normal = NormalText::with_capacity(Form::Read, 0);
            normal.push(text, 0);
            assert_eq!(normal.text(), read);
        }
    }

    #[test]
    fn ids_are_composed_and_keep_the_rest() {
        assert_eq!(composed("a\u{30a}sa"), "åsa");
        assert_eq!(composed("o\u{2bc}brien-x"), "o\u{2bc}brien-x");
    }

    #[test]
    fn what_is_removed_leaves_the_rest_in_its_place() {
        let original = "A\u{308}da ‘Addy’ Öl\u{ad}er";
        let mut normal = NormalText::with_capacity(Form::Compared, 0);
        normal.push(original, 0);
        let nickname = "Äda ".len().."Äda 'Addy' ".len();
        normal.remove(std::slice::from_ref(&nickname));
        assert_eq!(normal.text(), "Äda Öler");
        for (part, there) in [("Äda", "A\u{308}da"), ("Öler", "Öl\u{ad}er"), ("Äda Öler", original)] {
            let at = normal.text().find(part).unwrap_or_default();
            assert_eq!(&original[normal.original(at..at + part.len())], there);
        }
    }

    const ANY: &str = "[ a-eA-E'’‘`\u{ad}\u{200b}\u{2011}\u{a0}\u{300}\u{301}\u{323}\u{1112}\u{1161}\u{11ab}éÅ\u{212b}\u{340}…“\n]{0,24}";

    proptest! {
        #[test]
        fn the_normal_form_is_its_own(text in ANY) {
            let once = normal(&text).into_owned();
            prop_assert_eq!(&once.nfc().collect::<String>(), &once);
            prop_assert_eq!(normal(&once), once.as_str());
            let decomposed: String = text.nfd().collect();
            prop_assert_eq!(normal(&decomposed), once.as_str());
        }

        #[test]
        fn every_part_has_its_place_in_the_original(stretches in prop::collection::vec(ANY, 1..4), read: bool) {
            let form = if read { Form::Read } else { Form::Compared };
            let mut normal = NormalText::with_capacity(form, 0);
            // Between two stretches lie three bytes of something else.
            let original = stretches.join("{@}");
            let mut start = 0;
            for stretch in &stretches {
                normal.push(stretch, start);
                start += stretch.len() + 3;
            }
            let mut last = 0;
            for (at, c) in normal.text().char_indices() {
                let range = normal.original(at..at + c.len_utf8());
                prop_assert!(range.start >= last);
                last = range.start;
                let Some(part) = original.get(range.clone()) else { panic!("{range:?} is no part") };
                prop_assert!(super::normal(part).contains(&*super::normal(&c.to_string())), "{part:?}");
                prop_assert!(normal.position(range.start) <= at);
                prop_assert!(normal.position(range.end) > at);
            }
        }
    }
}
