//! Training of the confidence: two logistic regressions on the chains' output for held-out articles.

use crate::chain::{Random, Weights};
use ascribe_attribution::confidence::{COLUMNS, squash};

/// Rows of the table, as a power of two.
const BITS: u32 = 14;

const ROUNDS: usize = 8;
const RATE: f32 = 0.05;
const DECAY: f32 = 1e-3;

/// A candidate with its correctness.
pub struct Judged {
    /// Fold of its article.
    pub fold: usize,
    /// Features.
    pub features: Vec<u32>,
    /// Whether its content is correct, and whether its source is too.
    pub right: [bool; COLUMNS],
}

/// Trains on all candidates except those of a fold.
pub fn learn(judged: &[Judged], without: Option<usize>) -> Weights {
    let mut weights = Weights::new(COLUMNS, BITS);
    let mut order: Vec<usize> =
        (0..judged.len()).filter(|place| Some(judged[*place].fold) != without).collect();
    let mut random = Random(88_172_645_463_325_252);
    for round in 0..ROUNDS {
        random.shuffle(&mut order);
        let progress = round as f32 / ROUNDS as f32;
        let rate = RATE * (1.0 - 0.9 * progress);
        let mut loss = 0.0;
        for judged in order.iter().map(|place| &judged[*place]) {
            let mut sums = [0.0; COLUMNS];
            for feature in &judged.features {
                weights.add(*feature, &mut sums);
            }
            let mut gradient = [0.0; COLUMNS];
            for (column, slope) in gradient.iter_mut().enumerate() {
                let probability = squash(sums[column]);
                *slope = f32::from(u8::from(judged.right[column])) - probability;
                loss -= if judged.right[column] { probability.ln() } else { (1.0 - probability).ln() };
            }
            weights.learn(&judged.features, &gradient, rate, DECAY);
        }
        if round + 1 == ROUNDS {
            eprintln!("  {} candidates, loss {:.4}", order.len(), loss / order.len() as f32);
        }
    }
    weights
}
