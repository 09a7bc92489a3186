//! The statements that the cues of a paragraph may introduce, with what speaks for each.

use super::chain::{self, Lattice, Marginals};
use super::cues::{self, Cue};
use super::model::{Features, Model};
use super::spans::{self, CONTENT, CONTENT_BEHIND, SOURCE};
use super::tokens::Paragraph;
use std::ops::Range;

/// A statement that a cue may introduce, by the tokens of its paragraph.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The cue.
    pub cue: Range<usize>,
    /// The source; empty if there is none.
    pub source: Range<usize>,
    /// The parts of the content, in order.
    pub content: Vec<Range<usize>>,
    /// What speaks for it, for the confidence.
    pub evidence: Vec<f32>,
    /// How likely it is to be right.
    pub confidence: f32,
}

/// All candidates of a paragraph, in the order of their cues.
pub fn all(model: &Model<'_>, paragraph: &Paragraph<'_>) -> Vec<Candidate> {
    let cues = cues::find(model, paragraph);
    let mut features = Features::default();
    let mut candidates = Vec::new();
    for cue in &cues {
        spans::features(paragraph, cue, &cues, &mut features);
        let lattice = model.spans.lattice(&spans::TOPOLOGY, &features);
        candidates.extend(read(paragraph, cue, &lattice));
    }
    candidates
}

/// What a lattice says about a cue; `None` if nothing is said.
pub fn read(paragraph: &Paragraph<'_>, cue: &Cue, lattice: &Lattice) -> Option<Candidate> {
    let states = chain::best(&spans::TOPOLOGY, lattice);
    let marginals = chain::marginals(&spans::TOPOLOGY, lattice);
    let from = spans::window(paragraph, cue).start;
    let mut content: Vec<Range<usize>> = Vec::new();
    let mut source = 0..0;
    for (place, state) in states.iter().enumerate() {
        let token = from + place;
        match *state {
            CONTENT | CONTENT_BEHIND => match content.last_mut() {
                Some(last) if last.end == token => last.end += 1,
                _ => content.push(token..token + 1),
            },
            SOURCE if source.is_empty() => source = token..token + 1,
            SOURCE => source.end = token + 1,
            _ => {}
        }
    }
    if content.is_empty() {
        return None;
    }
    let evidence = evidence(cue, &content, &source, &states, &marginals, from);
    let confidence = evidence[0] * evidence[1];
    Some(Candidate { cue: cue.tokens.clone(), source, content, evidence, confidence })
}

fn evidence(
    cue: &Cue,
    content: &[Range<usize>],
    source: &Range<usize>,
    states: &[usize],
    marginals: &Marginals,
    from: usize,
) -> Vec<f32> {
    let width = spans::TOPOLOGY.columns.len();
    let probability = |token: usize| marginals.states[(token - from) * width + states[token - from]];
    let mean = |tokens: &mut dyn Iterator<Item = usize>| {
        let (sum, count) = tokens.fold((0.0, 0.0), |(sum, count), token| (sum + probability(token), count + 1.0));
        if count > 0.0 { sum / count } else { 1.0 }
    };
    let inner = mean(&mut content.iter().flat_map(Range::clone));
    let of_source = mean(&mut source.clone());
    vec![cue.probability, inner, of_source]
}
