//! Candidate statements for the cues of a paragraph, with the evidence for each.

use super::chain::{self, Lattice};
use super::cues::{self, Cue};
use super::draft::{DraftCandidate, Evidence};
use super::feature_cache::CachedSums;
use super::features::Surroundings;
use super::model::Model;
use super::spans::{self, CONTENT, CONTENT_BEHIND, SOURCE, Window};
use super::token::Class;
use super::tokens::TokenizedParagraph;
use super::{carriers, confidence};
use std::ops::Range;

/// All candidates of a paragraph, in the order of their cues.
pub fn all(
    model: &Model<'_>,
    paragraph: &TokenizedParagraph<'_>,
    mut remembered: Option<&mut CachedSums>,
) -> Vec<DraftCandidate> {
    let surroundings = Surroundings::of(paragraph);
    let cues = cues::find(&model.cues, &surroundings, remembered.as_deref_mut());
    let mut candidates = Vec::new();
    for cue in &cues {
        let window = Window::of(&surroundings, cue, &cues);
        let remembered = remembered.as_deref_mut();
        let lattice =
            model.spans.lattice::<2, { spans::TOPOLOGY.steps.len() }>(&spans::TOPOLOGY, &window, remembered);
        candidates.extend(read(paragraph, cue, &lattice));
    }
    carriers::without_relays(paragraph, &mut candidates);
    let rated: Vec<[f32; 2]> = (0..candidates.len())
        .map(|place| {
            let hashes = confidence::features(paragraph, &candidates, place);
            let [likelihood, right]: [f32; 2] = model.confidence.sums(&hashes);
            [confidence::squash(likelihood), confidence::squash(right - confidence::CAUTION)]
        })
        .collect();
    for (candidate, rating) in candidates.iter_mut().zip(rated) {
        [candidate.likelihood, candidate.confidence] = rating;
    }
    candidates
}

/// Decodes a candidate from the lattice of a cue; `None` if it has no content.
pub fn read(paragraph: &TokenizedParagraph<'_>, cue: &Cue, lattice: &Lattice) -> Option<DraftCandidate> {
    let wanted = 1 << CONTENT | 1 << CONTENT_BEHIND;
    let states = chain::best_with(&spans::TOPOLOGY, lattice, wanted);
    let from = spans::window(paragraph, cue).start;
    let mut content: Vec<Range<usize>> = Vec::new();
    let mut source = 0..0;
    for (place, state) in states.iter().enumerate() {
        let token = from + place;
        match *state {
            CONTENT | CONTENT_BEHIND if cue.tokens.contains(&token) => return None,
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
    // A determiner belongs to the phrase after it.
    let is_article = |token: usize| {
        let inside = token >= from && states[token - from] == spans::OUTSIDE && !cue.tokens.contains(&token);
        inside && paragraph.tokens[token].class == Class::Determiner
    };
    if !source.is_empty() && source.start > 0 && is_article(source.start - 1) {
        source.start -= 1;
    }
    let evidence = evidence(cue, lattice, &states);
    Some(DraftCandidate {
        cue: cue.tokens.clone(),
        source,
        content,
        evidence,
        likelihood: 0.0,
        confidence: 0.0,
    })
}

fn evidence(cue: &Cue, lattice: &Lattice, states: &[usize]) -> Evidence {
    let topology = &spans::TOPOLOGY;
    let marginals = chain::marginals(topology, lattice);
    let width = topology.columns.len();
    let is_content = |state: usize| matches!(state, CONTENT | CONTENT_BEHIND);
    let of = |place: usize, kind: &dyn Fn(usize) -> bool| -> f32 {
        (0..width).filter(|state| kind(*state)).map(|state| marginals.states[place * width + state]).sum()
    };
    let likely = |states: &[usize]| libm::expf(chain::score(topology, lattice, states) - marginals.total);
    let nothing = likely(&vec![spans::OUTSIDE; states.len()]);
    let speech = (1.0 - nothing).clamp(1e-4, 1.0);
    let exact = likely(states) / speech;
    let (mut sum, mut count, mut borders) = (0.0, 0.0_f32, 1.0_f32);
    let (mut source, mut length) = (0.0, 0.0_f32);
    for (place, state) in states.iter().enumerate() {
        if is_content(*state) {
            sum += of(place, &is_content);
            count += 1.0;
        }
        if *state == SOURCE {
            source += of(place, &|state| state == SOURCE);
            length += 1.0;
        }
        if place > 0 && is_content(*state) != is_content(states[place - 1]) {
            let (inside, outside) = if is_content(*state) { (place, place - 1) } else { (place - 1, place) };
            borders = borders.min(of(inside, &is_content)).min(1.0 - of(outside, &is_content));
        }
    }
    let last = states.len() - 1;
    let none = marginals.states[last * width + spans::OUTSIDE] + marginals.states[last * width + CONTENT];
    Evidence {
        cue: cue.probability,
        speech,
        exact,
        content: sum / count.max(1.0) / speech,
        borders: borders / speech,
        source: if length > 0.0 { source / length } else { none } / speech,
    }
}
