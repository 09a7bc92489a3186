//! Gamma: agreement of two annotators about where units are and which categories they have, at once.
//!
//! It is that of Mathet, Widlöcher and Métivier (The Unified and Holistic Method Gamma, Computational Linguistics 41(3), 2015):
//! units of both are aligned so that the disorder is least, and this disorder is compared with that of chance. The
//! alignment is exact. Chance is sampled as the paper does it, by moving the units of an annotator around the text, with
//! a generator that starts with a fixed seed, so that the same annotations always have the same gamma.

mod alignment;

use alignment::least_cost;
use ascribe_markup::model::vocabulary::Kind;
use std::ops::Range;

/// Maximum number of units of an annotator in one text; gamma is not computed beyond it, since the exact alignment takes
/// the cube of them.
pub const MAX_UNITS: usize = 300;

/// Relative error of the disorder of chance, which samples are taken for, at a confidence of 95 %.
const PRECISION: f64 = 0.01;

/// Minimum number of samples, by whose variation the number that is needed is estimated.
const MIN_SAMPLES: usize = 30;

/// Maximum number of samples.
const MAX_SAMPLES: usize = 2000;

/// Dissimilarity of a unit and nothing: that which no pair of units has to exceed twice to be apart.
const EMPTY: f64 = 1.0;

/// Quantile of the normal distribution for a confidence of 95 %.
const NORMAL_QUANTILE: f64 = 1.96;

/// A unit that an annotator has marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its words, by their numbers in the text; not empty.
    pub words: Range<usize>,
    /// Its category.
    pub category: Kind,
}

/// Units of two annotators in one text.
#[derive(Debug, Clone, Default)]
pub struct Continuum {
    /// Number of words of the text.
    pub length: usize,
    /// Units of each annotator.
    pub annotators: [Vec<Unit>; 2],
}

impl Continuum {
    /// Least disorder, times the mean number of units.
    fn cost(&self) -> f64 {
        let [first, second] = &self.annotators;
        let gain = |unit: &Unit, other: &Unit| (dissimilarity(unit, other) - 2.0 * EMPTY).min(0.0);
        let (few, many) = if first.len() <= second.len() { (first, second) } else { (second, first) };
        let costs: Vec<Vec<f64>> =
            few.iter().map(|unit| many.iter().map(|other| gain(unit, other)).collect()).collect();
        units_as_number(first.len() + second.len()) * EMPTY + least_cost(&costs)
    }

    /// Mean number of units of an annotator.
    fn mean_units(&self) -> f64 {
        units_as_number(self.annotators.iter().map(Vec::len).sum()) / 2.0
    }

    /// Text of the same length with the units of randomly chosen annotators, each moved by a distance of its own.
    fn shuffled(&self, random: &mut Random) -> Self {
        let units = || self.annotators.iter().flatten();
        let words: usize = units().map(|unit| unit.words.len()).sum();
        // Half the mean length keeps the distances apart, so that units are not moved alike.
        let apart = words / (2 * units().count()).max(1);
        let first = random.below(self.length);
        let near = first.saturating_sub(apart)..(first + apart).min(self.length);
        let second = match self.length - near.len() {
            0 => random.below(self.length),
            rest => {
                let at = random.below(rest);
                if at < near.start { at } else { at + near.len() }
            }
        };
        let annotators = [first, second].map(|distance| {
            let chosen = &self.annotators[random.below(2)];
            chosen.iter().map(|unit| unit.moved(distance, self.length)).collect()
        });
        Self { length: self.length, annotators }
    }
}

impl Unit {
    /// The unit so many words further; one that would start behind the end starts anew from the beginning.
    fn moved(&self, distance: usize, length: usize) -> Self {
        let start = self.words.start + distance;
        let start = if start > length { start - length } else { start };
        Self { words: start..start + self.words.len(), category: self.category }
    }
}

/// Dissimilarity of two units: how far apart they are in relation to their lengths, and whether their categories differ.
#[allow(clippy::cast_precision_loss, reason = "no text has so many words")]
fn dissimilarity(unit: &Unit, other: &Unit) -> f64 {
    let apart = unit.words.start.abs_diff(other.words.start) + unit.words.end.abs_diff(other.words.end);
    let length = unit.words.len() + other.words.len();
    let position = (apart as f64 / length.max(1) as f64).powi(2) * EMPTY;
    position + if unit.category == other.category { 0.0 } else { EMPTY }
}

#[allow(clippy::cast_precision_loss, reason = "no corpus has so many units")]
fn units_as_number(count: usize) -> f64 {
    count as f64
}

/// Disorder of texts together: of the best alignment, for a mean unit; 0 if there is none.
pub fn disorder(texts: &[Continuum]) -> f64 {
    let units: f64 = texts.iter().map(Continuum::mean_units).sum();
    if units > 0.0 { texts.iter().map(Continuum::cost).sum::<f64>() / units } else { 0.0 }
}

/// Disorder of chance, the mean of samples.
pub fn expected_disorder(texts: &[Continuum]) -> f64 {
    let mut random = Random { state: 0 };
    let mut sample = || {
        // A sample without any unit says nothing: both annotators are chosen anew.
        let mut shuffled: Vec<Continuum> = texts.iter().map(|text| text.shuffled(&mut random)).collect();
        while shuffled.iter().all(|text| text.annotators.iter().all(Vec::is_empty)) {
            shuffled = texts.iter().map(|text| text.shuffled(&mut random)).collect();
        }
        disorder(&shuffled)
    };
    let mut samples: Vec<f64> = (0..MIN_SAMPLES).map(|_| sample()).collect();
    let (mean, deviation) = mean_and_deviation(&samples);
    let needed = (NORMAL_QUANTILE * deviation / (PRECISION * mean.max(f64::MIN_POSITIVE))).powi(2).ceil();
    let is_enough = |count: usize| count >= MAX_SAMPLES || units_as_number(count) >= needed;
    while !is_enough(samples.len()) {
        samples.push(sample());
    }
    mean_and_deviation(&samples).0
}

/// Gamma of texts: 1 for full agreement, 0 for that of chance. `None` if nobody has marked anything, or an annotator has
/// more than [`MAX_UNITS`] in one text.
pub fn gamma(texts: &[Continuum]) -> Option<f64> {
    let texts: Vec<Continuum> = texts.iter().filter(|text| text.mean_units() > 0.0).cloned().collect();
    let is_large = |text: &Continuum| text.annotators.iter().any(|units| units.len() > MAX_UNITS);
    if texts.is_empty() || texts.iter().any(is_large) {
        return None;
    }
    let expected = expected_disorder(&texts);
    (expected > 0.0).then(|| 1.0 - disorder(&texts) / expected)
}

fn mean_and_deviation(samples: &[f64]) -> (f64, f64) {
    let count = units_as_number(samples.len());
    let mean = samples.iter().sum::<f64>() / count;
    let squares: f64 = samples.iter().map(|sample| (sample - mean).powi(2)).sum();
    (mean, (squares / (count - 1.0)).sqrt())
}

/// Random numbers of the generator `SplitMix64`, whose whole state is its seed.
struct Random {
    state: u64,
}

impl Random {
    /// Random number below a bound, which is positive.
    fn below(&mut self, bound: usize) -> usize {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        // The upper half of the product is evenly below the bound.
        let scaled = (u128::from(mixed) * bound as u128) >> 64;
        usize::try_from(scaled).unwrap_or_default()
    }
}
