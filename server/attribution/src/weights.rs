//! Feature weights, and scoring of token sequences with them.
#![allow(clippy::cast_precision_loss, reason = "sums of some hundred bytes")]

use super::chain::{Lattice, NEVER, Topology};
use super::feature_cache::{CachedSums, FeatureKey, Sums};
use super::hash::Hash;

/// Weights of hashed features: rows of one byte per column.
#[derive(Debug, Clone, Copy)]
pub struct Table<'m> {
    columns: usize,
    mask: u32,
    scale: f32,
    weights: &'m [u8],
}

impl<'m> Table<'m> {
    /// Creates a table with `columns` columns; the number of rows, from the number of bytes, must be a power of two.
    pub fn new(columns: usize, scale: f32, weights: &'m [u8]) -> Self {
        let rows = (weights.len() / columns.max(1)) as u32;
        Self { columns, mask: rows.wrapping_sub(1), scale, weights }
    }

    /// Sums of the feature weights, by column.
    pub fn sums<const N: usize>(&self, features: &[Hash]) -> [f32; N] {
        self.total(features).map(|sum| f32::from(sum) * self.scale)
    }

    /// Unscaled sums; `N` is the number of columns. There are fewer than 256 features, each with a signed byte, so that
    /// no sum overflows.
    fn total<const N: usize>(&self, features: &[Hash]) -> [i16; N] {
        let mut sums = [0_i16; N];
        if N != self.columns {
            return sums;
        }
        let (rows, _) = self.weights.as_chunks::<N>();
        for feature in features {
            let Some(row) = rows.get((feature & self.mask) as usize) else { continue };
            // By index, so that the compiler adds several columns at once.
            for column in 0..N {
                sums[column] = sums[column].wrapping_add(i16::from(row[column].cast_signed()));
            }
        }
        sums
    }
}

/// Weights of a chain.
#[derive(Debug, Clone, Copy)]
pub struct ChainWeights<'m> {
    /// Weights of the states of a token.
    pub tokens: Table<'m>,
    /// Weights of the steps from a token to the next.
    pub steps: Table<'m>,
}

/// Features of a token sequence: for each token, those that score its states, and those that score the steps to it.
#[derive(Debug, Clone, Default)]
pub struct Features {
    /// All features, token by token.
    pub hashes: Vec<Hash>,
    /// For each token, the end of its state features and the end of its step features.
    pub ends: Vec<(u32, u32)>,
    /// For each token, whether only states without a column are possible.
    pub barred: Vec<bool>,
}

impl Features {
    /// Collects the features of a row.
    pub fn of_row(row: &impl Row) -> Self {
        let mut all = Self::default();
        let mut steps = Vec::new();
        for token in 0..row.length() {
            row.add_features(token, &mut all.hashes, &mut steps);
            let middle = all.hashes.len() as u32;
            all.hashes.append(&mut steps);
            all.ends.push((middle, all.hashes.len() as u32));
            all.barred.push(row.is_barred(token));
        }
        all
    }

    /// State features and step features of a token.
    pub fn of(&self, token: usize) -> (&[Hash], &[Hash]) {
        let start = token.checked_sub(1).map_or(0, |before| self.ends[before].1 as usize);
        let (middle, end) = self.ends[token];
        (&self.hashes[start..middle as usize], &self.hashes[middle as usize..end as usize])
    }
}

/// A sequence of tokens with features.
pub trait Row {
    /// Number of tokens.
    fn length(&self) -> usize;

    /// Whether only states without a column are possible for a token.
    fn is_barred(&self, token: usize) -> bool;

    /// Adds the features that score the states of a token, and those that score the steps to it.
    fn add_features(&self, token: usize, states: &mut Vec<Hash>, steps: &mut Vec<Hash>);

    /// Key of everything that the features of a token depend on.
    fn key(&self, token: usize) -> FeatureKey;
}

impl ChainWeights<'_> {
    /// Scores all states and steps; `COLUMNS` and `STEPS` must match the topology.
    pub fn lattice<const COLUMNS: usize, const STEPS: usize>(
        &self,
        topology: &Topology,
        row: &impl Row,
        mut remembered: Option<&mut CachedSums>,
    ) -> Lattice {
        let length = row.length();
        let mut lattice = Lattice {
            length,
            states: Vec::with_capacity(length * topology.columns.len()),
            steps: Vec::with_capacity(length * STEPS),
        };
        let (mut of_states, mut of_steps) = (Vec::new(), Vec::new());
        for token in 0..length {
            let mut make = || {
                of_states.clear();
                of_steps.clear();
                row.add_features(token, &mut of_states, &mut of_steps);
                let mut sums = Sums::default();
                let columns: [i16; COLUMNS] = self.tokens.total(&of_states);
                let steps: [i16; STEPS] = self.steps.total(&of_steps);
                sums[..COLUMNS].copy_from_slice(&columns);
                sums[COLUMNS..COLUMNS + STEPS].copy_from_slice(&steps);
                sums
            };
            let sums = match &mut remembered {
                Some(remembered) => remembered.sums(row.key(token), make),
                None => make(),
            };
            let (columns, steps) = sums.split_at(COLUMNS);
            lattice.states.extend(topology.columns.iter().map(|column| match column {
                Some(_) if row.is_barred(token) => NEVER,
                Some(column) => f32::from(columns[*column]) * self.tokens.scale,
                None => 0.0,
            }));
            lattice.steps.extend(steps[..STEPS].iter().map(|sum| f32::from(*sum) * self.steps.scale));
        }
        lattice
    }
}
