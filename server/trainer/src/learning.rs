//! Training pipeline: the word clusters, the cue chain, the span chain, the confidence.

use crate::chain::{Example, Learner, Settings};
use crate::confidence::{self, Judged};
use crate::corpus::{self, CorpusArticle, CorpusSpan, FOLDS};
use crate::{augmentation, clusters, examples};
use ascribe_attribution::clusters::Clusters;
use ascribe_attribution::cues::{self, Cue};
use ascribe_attribution::model::{MAGIC, write_section};
use ascribe_attribution::spans;
use std::thread;

/// Number of chains trained in parallel. It does not affect the result.
const THREADS: usize = 2;

const CUES: Settings =
    Settings { token_bits: 18, step_bits: 15, rounds: 6, rate: 0.1, decay: 1e-3, dropout: 0.3 };
const SPANS: Settings =
    Settings { token_bits: 19, step_bits: 16, rounds: 6, rate: 0.1, decay: 1e-4, dropout: 0.3 };

/// Trains on all articles; returns the weights file. The weights are the mean over chains trained without each of the
/// folds and one trained on all, which averages out random errors.
pub fn learn(articles: &[CorpusArticle]) -> Vec<u8> {
    let without: Vec<Option<usize>> = (0..FOLDS).map(Some).chain([None]).collect();
    let course = Course::take(articles, &without);
    course.weights(&Learner::mean(&course.cues), &Learner::mean(&course.spans), None)
}

/// Weights file for each fold, trained on the other folds. The word clusters, which need no annotations, are trained on
/// all articles.
pub fn learn_folds(articles: &[CorpusArticle]) -> Vec<Vec<u8>> {
    let without: Vec<Option<usize>> = (0..FOLDS).map(Some).collect();
    let course = Course::take(articles, &without);
    let chains = course.cues.iter().zip(&course.spans).enumerate();
    chains.map(|(fold, (cues, spans))| course.weights(cues, spans, Some(fold))).collect()
}

fn word_clusters(articles: &[CorpusArticle]) -> Vec<u8> {
    let paragraphs = corpus::paragraphs(articles.iter().enumerate(), Clusters::default());
    let words: Vec<Vec<u32>> = paragraphs
        .iter()
        .map(|marked| marked.paragraph.tokens.iter().map(|token| token.word).collect())
        .collect();
    clusters::learn(&words)
}

/// Training paragraphs: those of the articles, and those of the augmented ones.
fn paragraphs<'t>(
    articles: &'t [CorpusArticle],
    augmentation: &'t [(usize, CorpusArticle)],
    words: Clusters<'_>,
) -> Vec<CorpusSpan<'t>> {
    let mut paragraphs = corpus::paragraphs(articles.iter().enumerate(), words);
    let mut others =
        corpus::paragraphs(augmentation.iter().map(|(number, article)| (*number, article)), words);
    others.iter_mut().for_each(augmentation::disguise);
    paragraphs.append(&mut others);
    paragraphs
}

/// Trained chains, each without a fold or on all articles, and their output for held-out articles.
struct Course {
    words: Vec<u8>,
    cues: Vec<Learner>,
    spans: Vec<Learner>,
    judged: Vec<Judged>,
}

impl Course {
    /// Trains chains without these folds; the first ones are all folds in order.
    fn take(articles: &[CorpusArticle], without: &[Option<usize>]) -> Self {
        let words = word_clusters(articles);
        let augmentation = augmentation::of(articles);
        let paragraphs = paragraphs(articles, &augmentation, Clusters(&words));
        let seen: Vec<Example> = paragraphs.iter().map(examples::of_cues).collect();
        let cues = in_parallel(without, |fold| Learner::learn(&cues::TOPOLOGY, CUES, &seen, fold));
        let found: Vec<Vec<Cue>> =
            seen.iter().map(|example| cues::decode(&cues[example.fold].lattice(&example.features))).collect();
        drop(seen);
        report(&paragraphs, &found);
        let mut seen = Vec::new();
        for (marked, found) in paragraphs.iter().zip(&found) {
            examples::of_spans(marked, found, &mut seen);
        }
        let spans = in_parallel(without, |fold| Learner::learn(&spans::TOPOLOGY, SPANS, &seen, fold));
        let mut judged = Vec::new();
        for (marked, cues) in paragraphs.iter().zip(&found) {
            examples::judge(&spans[marked.fold()], marked, cues, &mut judged);
        }
        Self { words, cues, spans, judged }
    }

    /// Weights file of two chains.
    fn weights(&self, cues: &Learner, spans: &Learner, without: Option<usize>) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        write_section(&mut bytes, 1.0, &self.words);
        cues.write(&mut bytes);
        spans.write(&mut bytes);
        confidence::learn(&self.judged, without).write(&mut bytes);
        bytes
    }
}

/// Trains a chain without each of these folds.
fn in_parallel<T: Send>(without: &[Option<usize>], learn: impl Fn(Option<usize>) -> T + Sync) -> Vec<T> {
    let learn = &learn;
    let mut learned = Vec::new();
    for together in without.chunks(THREADS) {
        thread::scope(|scope| {
            let threads: Vec<_> = together.iter().map(|fold| scope.spawn(move || learn(*fold))).collect();
            learned.extend(threads.into_iter().filter_map(|thread| thread.join().ok()));
        });
    }
    learned
}

fn report(paragraphs: &[CorpusSpan<'_>], found: &[Vec<Cue>]) {
    let (mut all, mut gold, mut hit) = (0, 0, 0);
    for (marked, found) in paragraphs.iter().zip(found) {
        all += found.len();
        gold += marked.gold.len();
        hit += found.iter().filter(|cue| examples::matching(&marked.gold, cue).is_some()).count();
    }
    eprintln!("cues: {gold}, found {all}, right {hit}");
}
