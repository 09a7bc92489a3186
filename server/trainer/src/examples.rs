//! Training examples for the chains and the confidence: annotated paragraphs with the features that the engine
//! computes.

use crate::chain::{Example, Learner};
use crate::confidence::Judged;
use crate::corpus::{CorpusSpan, Gold};
use ascribe_attribution::cues::{self, Cue};
use ascribe_attribution::features::Surroundings;
use ascribe_attribution::{candidates, confidence as judging, spans};
use std::ops::Range;

/// Example of a paragraph with its cues.
pub fn of_cues(marked: &CorpusSpan<'_>) -> Example {
    let features = cues::features(&Surroundings::of(&marked.paragraph));
    let mut states = vec![0; marked.paragraph.tokens.len()];
    for gold in &marked.gold {
        for token in gold.cue.clone() {
            states[token] = if token == gold.cue.start { 1 } else { 2 };
        }
    }
    // Where two cues overlap, one may continue without a start.
    for token in 0..states.len() {
        if states[token] == 2 && (token == 0 || states[token - 1] == 0) {
            states[token] = 1;
        }
    }
    Example { features, states, fold: marked.fold() }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// Attribution whose cue overlaps a cue.
pub fn matching<'g>(gold: &'g [Gold], cue: &Cue) -> Option<&'g Gold> {
    gold.iter()
        .filter(|gold| overlap(&gold.cue, &cue.tokens) > 0)
        .max_by_key(|gold| overlap(&gold.cue, &cue.tokens))
}

/// Examples of the source and content of each cue, both detected and missed.
pub fn of_spans(marked: &CorpusSpan<'_>, found: &[Cue], out: &mut Vec<Example>) {
    let surroundings = Surroundings::of(&marked.paragraph);
    let mut add = |cue: &Cue, gold: Option<&Gold>| {
        let features = spans::features(&surroundings, cue, found);
        let window = spans::window(&marked.paragraph, cue);
        let mut seen = false;
        let states = window
            .map(|token| {
                let outside = if seen { spans::OUTSIDE_BEHIND } else { spans::OUTSIDE };
                let Some(gold) = gold else { return outside as u8 };
                if cue.tokens.contains(&token) {
                    outside as u8
                } else if gold.source.contains(&token) {
                    // The cue may split the source; only its first part counts then.
                    if seen && token != gold.source.start && cue.tokens.contains(&(token - 1)) {
                        return outside as u8;
                    }
                    seen = true;
                    spans::SOURCE as u8
                } else if gold.content[token] {
                    if seen { spans::CONTENT_BEHIND as u8 } else { spans::CONTENT as u8 }
                } else {
                    outside as u8
                }
            })
            .collect::<Vec<u8>>();
        let mut states = states;
        mend(&mut states);
        out.push(Example { features, states, fold: marked.fold() });
    };
    for cue in found {
        add(cue, matching(&marked.gold, cue));
    }
    for gold in &marked.gold {
        if !found.iter().any(|cue| overlap(&cue.tokens, &gold.cue) > 0) {
            add(&Cue { tokens: gold.cue.clone(), probability: 1.0 }, Some(gold));
        }
    }
}

/// Candidates that a chain finds in a held-out paragraph, and whether they are correct.
pub fn judge(learner: &Learner, marked: &CorpusSpan<'_>, cues: &[Cue], out: &mut Vec<Judged>) {
    let surroundings = Surroundings::of(&marked.paragraph);
    let mut found = Vec::new();
    for cue in cues {
        let features = spans::features(&surroundings, cue, cues);
        found.extend(candidates::read(&marked.paragraph, cue, &learner.lattice(&features)));
    }
    for (place, candidate) in found.iter().enumerate() {
        let weight = |tokens: &mut dyn Iterator<Item = usize>| -> usize {
            tokens
                .map(|token| marked.paragraph.tokens[token].end - marked.paragraph.tokens[token].start)
                .sum()
        };
        let matched = marked.gold.iter().find(|gold| {
            let both = weight(&mut candidate.content_tokens().filter(|token| gold.content[*token]));
            let all = weight(&mut candidate.content_tokens())
                + weight(&mut (0..gold.content.len()).filter(|token| gold.content[*token]))
                - both;
            both * 2 >= all
        });
        let with_source = matched.is_some_and(|gold| {
            overlap(&gold.source, &candidate.source) > 0
                || (gold.source.is_empty() && candidate.source.is_empty())
        });
        let features = judging::features(&marked.paragraph, &found, place);
        out.push(Judged { fold: marked.fold(), features, right: [matched.is_some(), with_source] });
    }
}

/// Makes every step valid for the chain: a second run of source becomes outside.
fn mend(states: &mut [u8]) {
    for token in 1..states.len() {
        let (before, here) = (usize::from(states[token - 1]), usize::from(states[token]));
        if !spans::TOPOLOGY.steps.contains(&(before, here)) {
            states[token] = match before {
                0 | 1 => u8::from(here == spans::CONTENT_BEHIND),
                _ if here == spans::CONTENT => spans::CONTENT_BEHIND as u8,
                _ => spans::OUTSIDE_BEHIND as u8,
            };
        }
    }
}
