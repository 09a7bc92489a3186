//! Finds cues, the words that introduce a statement: “said”, “according to”, “has promised to”.

use super::chain::{self, Topology};
use super::feature_cache::{CachedSums, FeatureKey};
use super::features::{Sink, Surroundings, at, bucket, kind};
use super::hash::Hash;
use super::token::Quoted;
use super::tokens::TokenizedParagraph;
use super::weights::{ChainWeights, Features, Row};
use std::ops::Range;

/// States: outside, first token of a cue, further token of a cue.
pub static TOPOLOGY: Topology = Topology {
    columns: &[None, Some(0), Some(1)],
    steps: &[(0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (2, 0), (2, 1), (2, 2)],
    starts: &[0, 1],
};

/// A possible cue.
#[derive(Debug, Clone, PartialEq)]
pub struct Cue {
    /// Token range of the cue.
    pub tokens: Range<usize>,
    /// Probability that a cue starts here.
    pub probability: f32,
}

/// Score added to the start of a cue, so that doubtful cues are considered too.
const EAGERNESS: f32 = 2.0;

/// Cues of a paragraph, including doubtful ones.
pub fn find(
    weights: &ChainWeights<'_>,
    surroundings: &Surroundings<'_>,
    remembered: Option<&mut CachedSums>,
) -> Vec<Cue> {
    let words = Words::of(surroundings);
    decode(&weights.lattice::<2, { TOPOLOGY.steps.len() }>(&TOPOLOGY, &words, remembered))
}

/// Decodes the cues from a lattice.
pub fn decode(lattice: &chain::Lattice) -> Vec<Cue> {
    let marginals = chain::marginals(&TOPOLOGY, lattice);
    let mut eager = lattice.clone();
    for state in eager.states.chunks_exact_mut(3) {
        state[1] += EAGERNESS;
    }
    spans(&chain::best(&TOPOLOGY, &eager))
        .into_iter()
        .map(|tokens| Cue { probability: marginals.states[tokens.start * 3 + 1], tokens })
        .collect()
}

/// Spans in a state sequence.
fn spans(states: &[usize]) -> Vec<Range<usize>> {
    let mut spans: Vec<Range<usize>> = Vec::new();
    for (token, state) in states.iter().enumerate() {
        match (state, spans.last_mut()) {
            (1, _) => spans.push(token..token + 1),
            (2, Some(last)) => last.end = token + 1,
            _ => {}
        }
    }
    spans
}

/// Features of all tokens of a paragraph.
pub fn features(surroundings: &Surroundings<'_>) -> Features {
    Features::of_row(&Words::of(surroundings))
}

/// Words of a paragraph as candidates for parts of cues.
struct Words<'p> {
    surroundings: &'p Surroundings<'p>,
    around: Around,
}

impl<'p> Words<'p> {
    fn of(surroundings: &'p Surroundings<'_>) -> Self {
        Self { surroundings, around: Around::of(surroundings.paragraph) }
    }
}

impl Row for Words<'_> {
    fn length(&self) -> usize {
        self.surroundings.paragraph.tokens.len()
    }

    fn is_barred(&self, _: usize) -> bool {
        false
    }

    fn add_features(&self, token: usize, states: &mut Vec<Hash>, steps: &mut Vec<Hash>) {
        of_token(self.surroundings, token, &self.around, states);
        of_step(self.surroundings.paragraph, token, steps);
    }

    fn key(&self, token: usize) -> FeatureKey {
        let (closed, opens) = self.around.quotation[token];
        let place = bucket(self.around.place[token]);
        let verbs = self.around.verbs[token].min(3);
        let is_title_case = u32::from(self.surroundings.paragraph.is_title_case);
        let parts = [closed, opens, place, verbs, is_title_case];
        let parts = parts.into_iter().fold(1, |all, part| all << 8 | u64::from(part));
        self.surroundings.key(token).with(parts)
    }
}

/// Context of each token.
struct Around {
    /// Token distance (in buckets) back to the last closing mark, and on to the next opening mark.
    quotation: Vec<(u32, u32)>,
    /// Index of the token in its sentence.
    place: Vec<usize>,
    /// Number of cue verbs before the token in its sentence.
    verbs: Vec<u32>,
}

impl Around {
    fn of(paragraph: &TokenizedParagraph<'_>) -> Self {
        let tokens = &paragraph.tokens;
        let mut around = Self {
            quotation: vec![(15, 15); tokens.len()],
            place: vec![0; tokens.len()],
            verbs: vec![0; tokens.len()],
        };
        let mut closed: Option<usize> = None;
        for (at, token) in tokens.iter().enumerate() {
            if at > 0 && tokens[at - 1].sentence == token.sentence {
                around.place[at] = around.place[at - 1] + 1;
                around.verbs[at] = around.verbs[at - 1] + u32::from(tokens[at - 1].class.is_cue_verb());
            } else {
                closed = closed.filter(|closed| at - closed < 3);
            }
            if let Some(closed) = closed {
                around.quotation[at].0 = bucket(at - closed);
            }
            if token.quoted == Quoted::Closing {
                closed = Some(at);
            }
        }
        let mut opens: Option<usize> = None;
        for (at, token) in tokens.iter().enumerate().rev() {
            if tokens.get(at + 1).is_some_and(|next| next.sentence != token.sentence) {
                opens = opens.filter(|opens| opens - at < 4);
            }
            if let Some(opens) = opens {
                around.quotation[at].1 = bucket(opens - at);
            }
            if token.quoted == Quoted::Opening {
                opens = Some(at);
            }
        }
        around
    }
}

fn of_token(surroundings: &Surroundings<'_>, token: usize, around: &Around, out: &mut Vec<u32>) {
    let near = surroundings.near(token);
    let here = near.at(0);
    let quoted = here.quoted as u32;
    let (class, word) = (|by| near.class(by), |by| near.word(by));
    let (fine, coarse) = (|by| near.fine(by), |by| near.coarse(by));
    let (closed, opens) = around.quotation[token];
    let place = bucket(around.place[token]);
    let form = u32::from(here.cue) * 64 + class(0);

    let mut sink = Sink::new(out, 0, 0);
    sink.add([1]);
    sink.add([word(0)]);
    sink.add([word(0), quoted]);
    sink.add([word(-1)]);
    sink.add([word(1)]);
    sink.add([word(-2)]);
    sink.add([word(2)]);
    sink.add([word(-1), word(0)]);
    sink.add([word(0), word(1)]);
    sink.add([word(-1), word(0), word(1)]);
    sink.add([word(0), word(2)]);
    sink.add([word(-2), word(0)]);
    sink.add([here.suffix, class(-1)]);
    sink.add([here.suffix, class(1)]);
    sink.add([form, here.shape as u32]);
    sink.add([form, class(-1)]);
    sink.add([form, class(1)]);
    sink.add([form, class(-1), class(1)]);
    sink.add([form, class(-2), class(-1)]);
    sink.add([form, class(1), class(2)]);
    sink.add([class(-2), class(-1), class(0), class(1), class(2)]);
    sink.add([class(1), class(2), class(3)]);
    sink.add([class(-3), class(-2), class(-1)]);
    sink.add([word(0), class(-1), class(1)]);
    sink.add([word(0), class(-1), class(-2)]);
    sink.add([word(0), class(1), class(2)]);
    sink.add([fine(0)]);
    sink.add([fine(-1), fine(0)]);
    sink.add([fine(0), fine(1)]);
    sink.add([fine(-1), fine(0), fine(1)]);
    sink.add([coarse(-2), coarse(-1), coarse(0)]);
    sink.add([coarse(0), coarse(1), coarse(2)]);
    sink.add([coarse(-1), coarse(0), coarse(1), coarse(2)]);
    sink.add([fine(-1)]);
    sink.add([fine(1)]);
    sink.add([fine(0), class(-1), class(1)]);
    sink.add([quoted, near.at(-1).quoted as u32, near.at(1).quoted as u32, form]);
    sink.add([closed, opens, quoted]);
    sink.add([closed, form, quoted]);
    sink.add([opens, form, quoted]);
    sink.add([closed, word(0)]);
    sink.add([opens, word(0)]);
    sink.add([place, form]);
    sink.add([around.verbs[token].min(3), form, quoted]);
    sink.add([around.verbs[token].min(3), word(0)]);
    let (left, right) = (near.left(2), near.right(2));
    let (farther_left, farther_right) = (near.left(4), near.right(4));
    sink.add([left, form]);
    sink.add([right, form]);
    sink.add([left, right, form]);
    sink.add([farther_left, form]);
    sink.add([farther_right, form]);
    sink.add([left, word(0)]);
    sink.add([right, word(0)]);
    sink.add([farther_left, right]);
    sink.add([u32::from(surroundings.paragraph.is_title_case), form]);
    sink.add([here.shape as u32, place, quoted]);
}

fn of_step(paragraph: &TokenizedParagraph<'_>, token: usize, out: &mut Vec<u32>) {
    let (before, here, next) = (at(paragraph, token, -1), at(paragraph, token, 0), at(paragraph, token, 1));
    let mut sink = Sink::new(out, 1000, 0);
    sink.add([1]);
    sink.add([here.word]);
    sink.add([before.word]);
    sink.add([before.word, here.word]);
    sink.add([kind(before), kind(here)]);
    sink.add([kind(before), kind(here), kind(next)]);
    sink.add([u32::from(here.clusters[1])]);
    sink.add([u32::from(before.clusters[1]), u32::from(here.clusters[1])]);
    sink.add([u32::from(before.cue), u32::from(here.cue), here.quoted as u32]);
}
