//! Which quotation marks open and which close, by the characters at both sides of them. The rules are those of the
//! markup, in `docs/language.md`, whose scanner reads documents; here they read plain text.

/// Marks that close each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    /// `"` “ ” „ and the wire marks
    Curly,
    /// « »
    Guillemet,
    /// ‹ ›
    Angle,
    /// 「 」
    Corner,
    /// 『 』
    WhiteCorner,
}

/// Character before a mark. `Blank` includes the start of a line, `Front` an opening bracket or mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    Middle,
    Front,
    Dash,
    Blank,
    NoBreak,
    Colon,
}

/// Character after a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Behind {
    Word,
    Period,
    Closer,
    Space,
    End,
}

/// Family of a double mark.
pub(super) fn family(mark: &str) -> Option<Family> {
    match mark {
        "\"" | "＂" | "“" | "”" | "„" | "‟" | "``" | "''" | ",," => Some(Family::Curly),
        "«" | "»" => Some(Family::Guillemet),
        "‹" | "›" => Some(Family::Angle),
        "「" | "」" => Some(Family::Corner),
        "『" | "』" => Some(Family::WhiteCorner),
        _ => None,
    }
}

/// Whether the mark rather closes.
pub(super) fn is_backward(mark: &str) -> bool {
    matches!(mark, "»" | "›" | "”" | "''")
}

/// Whether quotations of this mark may stand directly inside one that another such mark opened: those whose marks
/// differ at both ends.
pub(super) fn may_nest(mark: &str, open: &str) -> bool {
    family(mark) != Some(Family::Curly) || (mark == "“" && !is_backward(open))
}

/// Text with the place of a double mark in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Site<'t> {
    pub text: &'t str,
    /// Byte offsets of the mark.
    pub start: usize,
    pub end: usize,
    /// End of the mark before, and whether that opened; text otherwise.
    pub last: Option<(usize, bool)>,
}

impl Site<'_> {
    fn before(&self) -> Before {
        let last_end = self.last.map_or(0, |(end, _)| end);
        // A single mark or emphasis may come between.
        let between = self.text[last_end..self.start].trim_end_matches(['\'', '*', '_']);
        if let (Some((_, opened)), true) = (self.last, between.is_empty()) {
            return if opened { Before::Front } else { Before::Middle };
        }
        match between.chars().next_back() {
            None => Before::Blank,
            Some('\u{a0}' | '\u{202f}') => Before::NoBreak,
            Some(c) if c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}') => Before::Blank,
            Some(':' | '：') => Before::Colon,
            Some('-' | '\u{2010}'..='\u{2015}') => Before::Dash,
            Some('(' | '[' | '{' | '<' | '‘' | '‚' | '‹' | '「' | '『') => Before::Front,
            Some(_) => Before::Middle,
        }
    }

    fn behind(&self) -> Behind {
        match self.text[self.end..].chars().next() {
            None | Some('\n' | '\r') => Behind::End,
            Some(c) if c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}') => Behind::Space,
            Some(',' | ';' | ':' | '!' | '?' | ')' | ']' | '{' | '}') => Behind::Closer,
            Some('.') => Behind::Period,
            Some(_) => Behind::Word,
        }
    }

    /// Whether it is text: the mark of feet and inches, and `,,` that is not in front of a word.
    pub fn is_text(&self) -> bool {
        match &self.text[self.start..self.end] {
            ",," => self.before() == Before::Middle || self.behind() != Behind::Word,
            "\"" | "“" | "”" | "„" | "''" => is_inches(&self.text[..self.start]),
            _ => false,
        }
    }

    /// Whether the mark opens, given the mark that opened the innermost quotation of its family; otherwise it closes.
    pub fn opens(&self, open: Option<&str>) -> bool {
        let (before, behind) = (self.before(), self.behind());
        let is_word = matches!(behind, Behind::Word | Behind::Period);
        let is_front = before != Before::Middle && (before != Before::Colon || is_word);
        match &self.text[self.start..self.end] {
            "``" | "„" | "‟" | ",," | "「" | "『" => true,
            "」" | "』" => false,
            "\"" | "＂" => is_front && (open.is_none() || is_word),
            // “ opens in English and closes in German.
            "“" if behind == Behind::Word => open.is_none() || is_front,
            "“" => is_front && (open.is_none() || behind == Behind::Period),
            "«" | "‹" => left_opens(before, behind, open),
            "»" | "›" => match open {
                Some(_) => self.opens_anew(before),
                None if behind == Behind::Period => {
                    before != Before::Middle && self.text[self.end..].starts_with("..")
                }
                None => is_front && behind == Behind::Word,
            },
            mark => match open {
                Some(open) => mark == "”" && is_backward(open) && self.opens_anew(before),
                None => is_front && is_word,
            },
        }
    }

    /// Whether a mark that rather closes opens in front of a word though another one has opened: that one is stray.
    fn opens_anew(&self, before: Before) -> bool {
        let is_start = |c: char| c.is_alphanumeric() || c == '[';
        matches!(before, Before::Blank | Before::Front | Before::Colon)
            && self.text[self.end..].starts_with(is_start)
    }
}

/// Whether « or ‹ opens. It closes in German: »So«.
fn left_opens(before: Before, behind: Behind, open: Option<&str>) -> bool {
    let is_german = open.is_some_and(is_backward);
    match behind {
        Behind::Space => before == Before::Blank || (before != Before::Middle && !is_german),
        Behind::End => {
            before != Before::Middle && (open.is_none() || (before == Before::Blank && !is_german))
        }
        Behind::Period => before == Before::Blank || (before != Before::Middle && open.is_none()),
        Behind::Word => before != Before::Middle || !is_german,
        Behind::Closer => false,
    }
}

/// Whether a text ends in feet and inches: 6'2, 6' 2.
fn is_inches(text: &str) -> bool {
    let feet = text.trim_end_matches(|c: char| c.is_ascii_digit());
    if feet.len() == text.len() {
        return false;
    }
    let feet = feet.trim_end_matches(' ');
    let number = feet.strip_suffix(['\'', '’', '′']);
    number.is_some_and(|number| number.ends_with(|c: char| c.is_ascii_digit()))
}
