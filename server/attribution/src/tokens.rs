//! Tokenizer: splits a paragraph into words and punctuation.

use super::clusters::Clusters;
use super::hash::of_chars;
use super::lexicon;
use super::quotes;
use super::token::{Class, Quotation, Quoted, Token, TokenShape};
use std::ops::Range;

/// A tokenized paragraph.
#[derive(Debug, Clone)]
pub struct TokenizedParagraph<'t> {
    /// Text of the paragraph.
    pub text: &'t str,
    /// Tokens in order.
    pub tokens: Vec<Token>,
    /// Quotations: first token after the opening mark, and the closing mark or the end.
    pub quotations: Vec<Quotation>,
    /// Whether most of its words are capitalised, as in many headlines.
    pub is_title_case: bool,
}

impl<'t> TokenizedParagraph<'t> {
    /// Tokenizes a text.
    pub fn new(text: &'t str, clusters: Clusters<'_>) -> Self {
        let mut tokens = cut(text, clusters);
        let quotations = quotes::mark(text, &mut tokens);
        level(text, &mut tokens, clusters);
        sentences(text, &mut tokens);
        let words =
            tokens.iter().filter(|token| token.shape != TokenShape::Mark && token.end - token.start > 3);
        let (mut all, mut capitals) = (0, 0);
        for word in words {
            all += 1;
            capitals += usize::from(!matches!(word.shape, TokenShape::Small | TokenShape::Digits));
        }
        Self { text, tokens, quotations, is_title_case: all > 2 && capitals * 5 > all * 4 }
    }

    /// Text of a token.
    pub fn word(&self, token: usize) -> &'t str {
        self.tokens.get(token).map_or("", |token| &self.text[token.start..token.end])
    }
}

/// Normalises all opening marks and all closing marks, so that weights trained on one style apply to every other. The
/// mark of “the miners’ union” becomes that of “the miner’s”.
fn level(text: &str, tokens: &mut [Token], clusters: Clusters<'_>) {
    let [opening, closing, owner] = ["“", "”", "'s"].map(|mark| of_chars(mark.chars()));
    for token in tokens {
        let ends_in_s = || text[..token.start].ends_with(['s', 'S', 'z', 'x']);
        let (word, class) = match (token.quoted, &text[token.start..token.end]) {
            _ if token.shape != TokenShape::Mark => continue,
            (Quoted::Opening, _) => (opening, Class::Quote),
            (Quoted::Closing, _) => (closing, Class::Quote),
            (_, "'" | "’") if ends_in_s() => (owner, Class::ApostropheS),
            _ => continue,
        };
        *token = Token { word, suffix: word, class, clusters: clusters.of(word), ..*token };
    }
}

fn is_letter(c: char) -> bool {
    ascribe_language::words::is_word(c)
}

/// Endings that are separate tokens.
const CLITICS: [&str; 6] = ["s", "re", "ve", "ll", "d", "m"];

fn cut(text: &str, clusters: Clusters<'_>) -> Vec<Token> {
    let token = |start: usize, end: usize, spaced: bool| token(text, clusters, start..end, spaced);
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    let mut blank = true;
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() || c == '\u{feff}' {
            at += c.len_utf8();
            blank = true;
            continue;
        }
        let end = at + length(&text[at..], c);
        let word = &text[at..end];
        match clitic(word) {
            Some(split) => {
                tokens.push(token(at, at + split, blank));
                tokens.push(token(at + split, end, false));
            }
            None => tokens.push(token(at, end, blank)),
        }
        blank = false;
        at = end;
    }
    tokens
}

/// Length in bytes of the first token.
fn length(text: &str, first: char) -> usize {
    if is_letter(first) {
        return word_length(text);
    }
    let run = |c: char| text.chars().take_while(|other| *other == c).count() * c.len_utf8();
    match first {
        '.' => dots(text),
        '-' | '–' | '—' => run(first),
        // Of ''' the last two are the mark: ``He said `yes.'''
        '\'' if text.starts_with("'''") => 1,
        '\'' | '`' | ',' if text[1..].starts_with(first) => 2,
        '’' | '\'' => {
            let behind = &text[first.len_utf8()..];
            let letters: usize = behind.chars().take_while(|c| is_letter(*c)).map(char::len_utf8).sum();
            let is_clitic = CLITICS.contains(&behind[..letters].to_ascii_lowercase().as_str());
            first.len_utf8() + if is_clitic { letters } else { 0 }
        }
        _ => first.len_utf8(),
    }
}

/// Length in bytes of “...”, “. . .” or a single full stop.
fn dots(text: &str) -> usize {
    let mut end = 1;
    loop {
        let rest = &text[end..];
        let next = rest
            .strip_prefix(['.', ' ', '\u{a0}'])
            .map_or(rest, |rest| if text[end..].starts_with('.') { &text[end..] } else { rest });
        if !next.starts_with('.') {
            return end;
        }
        end = text.len() - next.len() + 1;
    }
}

fn word_length(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    let mut end = 0;
    let mut before = ' ';
    let mut has_dot = false;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, next)| *next);
        let goes_on = match c {
            c if is_letter(c) => at == 0 || ascribe_language::words::joins(before, c) || !is_letter(before),
            '-' | '\u{2010}' | '\u{2011}' | '&' | '/' | '@' => is_letter(next),
            '\'' | '’' => next.is_alphabetic(),
            '.' => is_letter(next) && (before.is_numeric() == next.is_numeric()) && is_short(text, end),
            ',' | ':' => before.is_numeric() && next.is_numeric(),
            _ => false,
        };
        if !goes_on {
            break;
        }
        has_dot |= c == '.';
        before = c;
        end = at + c.len_utf8();
    }
    // The full stop of “U.S.”, “Sen.” and “J.” is part of the word.
    let is_abbreviation = has_dot && before.is_alphabetic()
        || lexicon::is_abbreviation(&text[..end])
        || (text[..end].chars().count() == 1 && before.is_uppercase() && &text[..end] != "I");
    if is_abbreviation && text[end..].starts_with('.') && !text[end + 1..].starts_with('.') {
        end += 1;
    }
    end
}

/// Whether a word may continue after a full stop inside: “U.S”, “a.m”, “3.5”, “site.com”.
fn is_short(text: &str, end: usize) -> bool {
    let last = text[..end].rsplit('.').next().unwrap_or("");
    last.chars().count() < 3
        || last.chars().all(char::is_numeric)
        || text[end + 1..].starts_with(char::is_lowercase)
}

/// Byte offset at which a word is split before “'s”, “n't” and the like.
fn clitic(word: &str) -> Option<usize> {
    let mark = word.rfind(['\'', '’']).filter(|mark| *mark > 0)?;
    let (before, behind) = word.split_at(mark);
    let behind = behind.trim_start_matches(['\'', '’']);
    if behind.eq_ignore_ascii_case("t") && before.ends_with(['n', 'N']) && before.len() > 1 {
        return Some(mark - 1);
    }
    CLITICS.iter().any(|clitic| behind.eq_ignore_ascii_case(clitic)).then_some(mark)
}

fn token(text: &str, clusters: Clusters<'_>, range: Range<usize>, spaced: bool) -> Token {
    let Range { start, end } = range;
    let written = &text[start..end];
    let shape = shape(written);
    // Dashes of any length are the same token.
    let is_dash = shape == TokenShape::Mark && lexicon::by_form(written, shape) == Class::Dash;
    let read = if is_dash { "–" } else { written };
    let small = || read.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c });
    let word = of_chars(small());
    let count = read.chars().count();
    let suffix = of_chars(small().skip(count.saturating_sub(3)));
    let entry = lexicon::lookup(word);
    let class = match entry.class {
        Class::Other => lexicon::by_form(written, shape),
        class => class,
    };
    Token {
        start,
        end,
        word,
        suffix,
        shape,
        class,
        cue: entry.cue,
        clusters: clusters.of(word),
        sentence: 0,
        quoted: Quoted::Outside,
        quotation: 0,
        spaced,
    }
}

fn shape(word: &str) -> TokenShape {
    let mut chars = word.chars();
    let first = chars.next().unwrap_or(' ');
    if !word.chars().any(char::is_alphanumeric) {
        return TokenShape::Mark;
    }
    if word.chars().any(char::is_numeric) {
        return TokenShape::Digits;
    }
    if word[first.len_utf8()..].trim_end_matches('.').contains('.') {
        return TokenShape::Dotted;
    }
    let rest = word[first.len_utf8()..].chars().filter(|c| c.is_alphabetic());
    let (mut letters, mut capitals) = (0, 0);
    for c in rest {
        letters += 1;
        capitals += usize::from(c.is_uppercase());
    }
    match (first.is_uppercase(), letters, capitals) {
        (true, 0, _) => TokenShape::Initial,
        (true, _, 0) => TokenShape::Capital,
        (true, letters, capitals) if letters == capitals => TokenShape::Capitals,
        (false, _, 0) => TokenShape::Small,
        _ => TokenShape::Mixed,
    }
}

/// Numbers the sentences. A closing mark belongs to the sentence before it.
fn sentences(text: &str, tokens: &mut [Token]) {
    let mut number = 0;
    let mut at = 0;
    while at < tokens.len() {
        tokens[at].sentence = number;
        if ends_sentence(text, tokens, at) {
            while tokens
                .get(at + 1)
                .is_some_and(|next| next.quoted == Quoted::Closing || next.class == Class::ParenClose)
            {
                at += 1;
                tokens[at].sentence = number;
            }
            // “...?” he asked: the sentence continues after the quotation.
            let behind = tokens.get(at + 1);
            let is_over = behind.is_none_or(|next| next.shape != TokenShape::Small || !next.spaced);
            number += u32::from(is_over);
        }
        at += 1;
    }
}

fn ends_sentence(text: &str, tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    let word = &text[token.start..token.end];
    let next = tokens.get(at + 1);
    match token.class {
        Class::Period => next.is_none_or(|next| {
            next.spaced || next.quoted == Quoted::Closing || next.class == Class::ParenClose
        }),
        Class::Question => true,
        Class::Ellipsis => next.is_some_and(|next| next.spaced && next.shape == TokenShape::Capital),
        // “at 5 p.m. “It was ours,” she said”, but not “Jr. “Bud” Moe”
        _ if next.is_some_and(|next| next.quoted == Quoted::Opening && next.spaced) => {
            let inside = |by: usize| tokens.get(at + 1 + by);
            word.ends_with('.')
                && token.shape != TokenShape::Mark
                && token.class != Class::Title
                && inside(1).is_some_and(|first| first.shape != TokenShape::Small)
                && (1..4).all(|by| inside(by).is_some_and(|token| token.quoted == Quoted::Inside))
        }
        // “in the U.S. The president”: only before a word that is rarely capitalised inside a sentence.
        _ => {
            word.ends_with('.')
                && token.shape != TokenShape::Mark
                && next.is_some_and(|next| {
                    next.shape == TokenShape::Capital && next.class.is_closed() && next.spaced
                })
                && token.class != Class::Title
        }
    }
}
