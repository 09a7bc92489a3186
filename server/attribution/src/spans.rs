//! Finds the source and content for one cue.

use super::chain::Topology;
use super::cues::Cue;
use super::feature_cache::FeatureKey;
use super::features::{Sink, Surroundings, at, bucket, folded, kind};
use super::hash::{Hash, mix};
use super::token::{Class, Quoted, Token};
use super::tokens::TokenizedParagraph;
use super::weights::{Features, Row};
use std::ops::Range;

/// States: outside and content before the source was seen, the source, outside and content after it.
pub static TOPOLOGY: Topology = Topology {
    columns: &[None, Some(1), Some(0), None, Some(1)],
    steps: &[
        (0, 0),
        (0, 1),
        (0, 2),
        (1, 1),
        (1, 0),
        (1, 2),
        (2, 2),
        (2, 3),
        (2, 4),
        (3, 3),
        (3, 4),
        (4, 4),
        (4, 3),
    ],
    starts: &[0, 1, 2],
};

/// State: outside, before the source.
pub const OUTSIDE: usize = 0;
/// State: content before the source.
pub const CONTENT: usize = 1;
/// State: source.
pub const SOURCE: usize = 2;
/// State: outside, after the source.
pub const OUTSIDE_BEHIND: usize = 3;
/// State: content after the source.
pub const CONTENT_BEHIND: usize = 4;

/// Maximum distance in tokens of source and content from the cue, before and after it.
pub const REACH: (usize, usize) = (160, 260);

/// Token range to search for a cue.
pub fn window(paragraph: &TokenizedParagraph<'_>, cue: &Cue) -> Range<usize> {
    cue.tokens.start.saturating_sub(REACH.0)..(cue.tokens.end + REACH.1).min(paragraph.tokens.len())
}

/// Properties of a cue shared by all tokens in its window.
struct Frame<'c> {
    cue: &'c Cue,
    /// Hash of all words of the cue.
    words: Hash,
    /// Main word of the cue, and its form.
    chief: Hash,
    form: u32,
    /// Hash of the cue's context.
    setting: u32,
    /// Sentence of the cue.
    sentence: u32,
}

impl Frame<'_> {
    /// Key of everything that features depend on.
    fn key(&self) -> FeatureKey {
        let words = u64::from(self.words) << 32 | u64::from(self.chief);
        FeatureKey::default().with(words).with(u64::from(self.form) << 32 | u64::from(self.setting))
    }
}

/// Features of all tokens in the window of a cue. `others` are all cues of the paragraph.
pub fn features(surroundings: &Surroundings<'_>, cue: &Cue, others: &[Cue]) -> Features {
    Features::of_row(&Window::of(surroundings, cue, others))
}

/// Window of tokens around a cue.
pub struct Window<'p> {
    surroundings: &'p Surroundings<'p>,
    frame: Frame<'p>,
    key: FeatureKey,
    tokens: Range<usize>,
    ways: Vec<Way>,
}

impl<'p> Window<'p> {
    /// Window of a cue. `others` are all cues of the paragraph.
    pub fn of(surroundings: &'p Surroundings<'_>, cue: &'p Cue, others: &[Cue]) -> Self {
        let paragraph = surroundings.paragraph;
        let frame = frame(paragraph, cue);
        let tokens = window(paragraph, cue);
        let ways = ways(paragraph, &frame, others, &tokens);
        Self { surroundings, key: frame.key(), frame, tokens, ways }
    }

    /// Paths from the previous token and from the token itself.
    fn ways(&self, token: usize) -> (&Way, &Way) {
        (&self.ways[token.saturating_sub(1)], &self.ways[token])
    }
}

impl Row for Window<'_> {
    fn length(&self) -> usize {
        self.tokens.len()
    }

    fn is_barred(&self, token: usize) -> bool {
        self.frame.cue.tokens.contains(&(self.tokens.start + token))
    }

    fn add_features(&self, token: usize, states: &mut Vec<Hash>, steps: &mut Vec<Hash>) {
        let (here, ways) = (self.tokens.start + token, self.ways(token));
        of_token(self.surroundings, here, &self.frame, ways.1, states);
        of_step(self.surroundings, here, &self.frame, ways, steps);
    }

    fn key(&self, token: usize) -> FeatureKey {
        let here = self.tokens.start + token;
        let near = self.surroundings.near(here);
        let (before, way) = self.ways(token);
        let is_first = near.at(-1).sentence != near.at(0).sentence;
        let at_border = u64::from(before.side) << 2 | u64::from(before.in_cue) << 1 | u64::from(is_first);
        let [path, rest] = way.parts();
        self.surroundings.key(here).and(self.key).with(path).with(rest << 4 | at_border)
    }
}

fn frame<'c>(paragraph: &TokenizedParagraph<'_>, cue: &'c Cue) -> Frame<'c> {
    let range = cue.tokens.clone();
    let tokens = &paragraph.tokens[range.clone()];
    let chief = tokens.iter().rev().find(|token| token.class.is_cue_verb());
    let chief = chief.or_else(|| tokens.iter().rev().find(|token| token.cue > 0 || token.class.is_verbal()));
    let chief = chief.or(tokens.last()).unwrap_or(&super::features::NONE);
    let (before, behind) = (at(paragraph, range.start, -1), at(paragraph, range.end, 0));
    let sentence = chief.sentence;
    let near = |from: usize, step: isize| {
        (0..25_isize)
            .map(|far| at(paragraph, from, far * step))
            .take_while(|token| token.sentence == sentence)
            .any(|token| token.quoted != Quoted::Outside)
    };
    let quote_before = range.start > 0 && near(range.start - 1, -1);
    let quote_behind = near(range.end, 1);
    let first = at(paragraph, range.start, -1).sentence != sentence;
    let setting = [
        u32::from(quote_before),
        u32::from(quote_behind),
        u32::from(first),
        u32::from(chief.quoted != Quoted::Outside),
        kind(before),
        kind(behind),
        before.quoted as u32,
        behind.quoted as u32,
    ];
    Frame {
        cue,
        words: tokens.iter().fold(3, |hash, token| mix(hash, token.word)),
        chief: chief.word,
        form: u32::from(chief.cue) * 64 + chief.class as u32,
        setting: setting.into_iter().fold(5, mix),
        sentence,
    }
}

/// Path between a token and the cue.
#[derive(Debug, Clone, Copy, Default)]
struct Way {
    side: u32,
    distance: usize,
    sentences: i32,
    path: Hash,
    /// Last three symbols of the path.
    tail: [u32; 3],
    signs: u32,
    commas: u32,
    verbs: u32,
    quotations: u32,
    cues: u32,
    /// Number of clause starts on the path: “that”, “who”, “because”, a colon or semicolon.
    clauses: u32,
    /// Whether the token is part of another cue.
    in_cue: bool,
}

impl Way {
    fn pass(&mut self, token: &Token) {
        if let Some(sign) = folded(token)
            && sign != self.tail[2]
        {
            self.tail = [self.tail[1], self.tail[2], sign];
            self.signs += 1;
            if self.signs < 8 {
                self.path = mix(self.path, sign);
            }
        }
        self.commas += u32::from(token.class == Class::Comma);
        self.verbs += u32::from(token.class.is_verbal());
        self.quotations += u32::from(matches!(token.quoted, Quoted::Opening | Quoted::Closing));
        self.clauses += u32::from(matches!(
            token.class,
            Class::That
                | Class::Relative
                | Class::Wh
                | Class::Subordinate
                | Class::Colon
                | Class::Semicolon
                | Class::But
        ));
        self.distance += 1;
    }

    /// Packs everything that features depend on.
    fn parts(&self) -> [u64; 2] {
        let few = [
            self.side,
            bucket(self.distance),
            self.sentences.cast_unsigned() & 7,
            self.commas.min(4),
            self.verbs.min(4),
            self.clauses.min(2),
            self.quotations.min(3),
            self.cues.min(3),
        ];
        let few = few.into_iter().fold(u64::from(self.in_cue), |all, part| all << 4 | u64::from(part));
        // Symbols are classes, of which there are fewer than a hundred, plus one.
        let all = self.tail.into_iter().fold(few, |all, sign| all << 8 | u64::from(sign));
        [u64::from(self.path) << 32 | u64::from(self.signs), all]
    }

    fn sum(&self) -> u32 {
        [self.commas.min(3), self.verbs.min(3), self.clauses.min(2), self.quotations.min(3)]
            .into_iter()
            .fold(0, |sum, part| sum * 4 + part)
    }
}

fn ways(
    paragraph: &TokenizedParagraph<'_>,
    frame: &Frame<'_>,
    others: &[Cue],
    window: &Range<usize>,
) -> Vec<Way> {
    let mut ways = vec![Way::default(); window.len()];
    let mut in_cue = vec![0_u8; window.len()];
    let first = others.partition_point(|other| other.tokens.end <= window.start);
    let near = others[first..].iter().take_while(|other| other.tokens.start < window.end);
    for other in near.filter(|other| other.tokens != frame.cue.tokens) {
        for token in other.tokens.clone().filter(|token| window.contains(token)) {
            in_cue[token - window.start] = if token == other.tokens.start { 2 } else { 1 };
        }
    }
    let mut walk = |tokens: &mut dyn Iterator<Item = usize>, side: u32| {
        let mut way = Way { side, ..Way::default() };
        for token in tokens {
            let here = &paragraph.tokens[token];
            way.sentences = (i64::from(here.sentence) - i64::from(frame.sentence)).clamp(-3, 3) as i32;
            let cue = in_cue[token - window.start];
            way.in_cue = cue > 0;
            ways[token - window.start] = way;
            way.pass(here);
            way.cues += u32::from(cue == 2);
        }
    };
    walk(&mut (window.start..frame.cue.tokens.start).rev(), 1);
    walk(&mut (frame.cue.tokens.end..window.end), 2);
    ways
}

fn of_token(surroundings: &Surroundings<'_>, token: usize, frame: &Frame<'_>, way: &Way, out: &mut Vec<u32>) {
    if way.side == 0 {
        return;
    }
    let near = surroundings.near(token);
    let here = near.at(0);
    let quoted = here.quoted as u32;
    let (class, word) = (|by| near.class(by), |by| near.word(by));
    let (fine, coarse) = (|by| near.fine(by), |by| near.coarse(by));
    let distance = bucket(way.distance);
    let sentences = way.sentences.cast_unsigned() & 7;
    let place = quoted * 32 + sentences * 4 + u32::from(way.in_cue);

    let mut sink = Sink::new(out, 0, way.side);
    sink.add([1]);
    sink.add([sentences]);
    sink.add([place]);
    sink.add([distance, sentences]);
    sink.add([distance, quoted, class(0)]);
    sink.add([word(0)]);
    sink.add([word(0), distance]);
    sink.add([word(-1)]);
    sink.add([word(1)]);
    sink.add([word(-1), word(0)]);
    sink.add([word(0), word(1)]);
    sink.add([class(-1), class(0), class(1), sentences]);
    sink.add([class(-2), class(-1), class(0), class(1), class(2)]);
    sink.add([fine(0), sentences]);
    sink.add([fine(-1), fine(0)]);
    sink.add([fine(0), fine(1)]);
    sink.add([coarse(-1), coarse(0), coarse(1)]);
    sink.add([here.shape as u32, class(-1), class(1)]);
    sink.add([way.path, way.signs, sentences]);
    sink.add([way.path, way.signs, frame.form]);
    sink.add([way.path, way.signs, class(0)]);
    sink.add([way.tail[0], way.tail[1], way.tail[2], class(0)]);
    sink.add([way.tail[1], way.tail[2], class(0), quoted]);
    sink.add([way.sum(), place]);
    sink.add([way.sum(), class(0), sentences]);
    sink.add([way.sum(), frame.form]);
    sink.add([way.cues.min(3), place]);
    sink.add([way.cues.min(3), way.sum()]);
    sink.add([way.cues.min(3), way.commas.min(3), way.clauses.min(2), class(0)]);
    sink.add([way.commas.min(4), sentences, quoted]);
    sink.add([way.verbs.min(4), sentences, class(0)]);
    sink.add([frame.words, place]);
    sink.add([frame.words, class(0), sentences]);
    sink.add([frame.words, way.sum()]);
    sink.add([frame.words, distance]);
    sink.add([frame.chief, place]);
    sink.add([frame.chief, class(0), sentences]);
    sink.add([frame.chief, distance, class(0)]);
    sink.add([frame.chief, word(0)]);
    sink.add([frame.form, place]);
    sink.add([frame.form, class(0), distance]);
    sink.add([frame.form, class(-1), class(0), class(1)]);
    sink.add([frame.form, fine(0)]);
    sink.add([frame.setting, place]);
    sink.add([frame.setting, class(0), sentences]);
    sink.add([frame.setting, distance]);
    sink.add([frame.setting, way.sum()]);
    sink.add([frame.setting, frame.form, place]);
    let (left, right) = (near.left(3), near.right(3));
    sink.add([left, class(0), sentences]);
    sink.add([right, class(0), sentences]);
    sink.add([left, right, class(0)]);
}

fn of_step(
    surroundings: &Surroundings<'_>,
    token: usize,
    frame: &Frame<'_>,
    ways: (&Way, &Way),
    out: &mut Vec<u32>,
) {
    let near = surroundings.near(token);
    let (before, here, next) = (near.at(-1), near.at(0), near.at(1));
    let way = ways.1;
    // The first token after the cue: the step comes from the cue.
    let side = way.side * 3 + ways.0.side;
    let border =
        u32::from(before.sentence != here.sentence) * 16 + before.quoted as u32 * 4 + here.quoted as u32;
    let distance = way.distance.min(3) as u32;
    let mut sink = Sink::new(out, 1000, side);
    sink.add([1]);
    sink.add([border]);
    sink.add([border, frame.form]);
    sink.add([border, way.sum()]);
    sink.add([border, way.sentences.cast_unsigned() & 7]);
    sink.add([here.word]);
    sink.add([before.word]);
    sink.add([before.word, here.word]);
    sink.add([kind(before), kind(here)]);
    sink.add([kind(before), kind(here), kind(next)]);
    sink.add([kind(before), kind(here), border, frame.form]);
    sink.add([kind(before), kind(here), distance]);
    sink.add([kind(before), here.word, distance]);
    sink.add([frame.chief, kind(before), kind(here), distance]);
    sink.add([frame.chief, here.word, distance]);
    sink.add([frame.words, kind(here), distance]);
    sink.add([u32::from(before.clusters[1]), u32::from(here.clusters[1])]);
    sink.add([u32::from(here.clusters[1]), distance, kind(before)]);
    sink.add([way.sum(), kind(before), kind(here)]);
    let right = near.onward(3);
    sink.add([kind(before), right]);
    sink.add([kind(before), right, way.sum()]);
    let left = near.left(3);
    sink.add([left, kind(here)]);
    sink.add([left, right]);
    sink.add([frame.setting, kind(before), kind(here)]);
    sink.add([frame.setting, border]);
    sink.add([u32::from(way.in_cue), u32::from(ways.0.in_cue), kind(before)]);
}
