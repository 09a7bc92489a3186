//! Weights of features, and what they make of the features of a row of tokens.
#![allow(clippy::cast_precision_loss, reason = "sums of some hundred bytes")]

use super::chain::{Lattice, NEVER, Topology};
use super::hash::Hash;

/// Weights of hashed features: rows of one byte for each column.
#[derive(Debug, Clone, Copy)]
pub struct Table<'m> {
    columns: usize,
    mask: u32,
    scale: f32,
    weights: &'m [u8],
}

impl<'m> Table<'m> {
    /// Weights with so many columns and as many rows as there are bytes for: a power of two.
    pub fn new(columns: usize, scale: f32, weights: &'m [u8]) -> Self {
        let rows = (weights.len() / columns.max(1)) as u32;
        Self { columns, mask: rows.wrapping_sub(1), scale, weights }
    }

    /// The sums of the columns for some features.
    pub fn sums<const N: usize>(&self, features: &[Hash]) -> [f32; N] {
        let mut sums = [0; N];
        for feature in features {
            self.add(*feature, &mut sums);
        }
        sums.map(|sum| sum as f32 * self.scale)
    }

    /// Adds the weights of a feature to the sums of the columns, of which there are `N`.
    fn add<const N: usize>(&self, feature: Hash, sums: &mut [i32; N]) {
        let row = (feature & self.mask) as usize * N;
        let weights = self.weights.get(row..row + N).and_then(|row| <&[u8; N]>::try_from(row).ok());
        let Some(weights) = weights.filter(|_| N == self.columns) else { return };
        for (sum, weight) in sums.iter_mut().zip(weights) {
            *sum += i32::from(weight.cast_signed());
        }
    }
}

/// The weights of a chain.
#[derive(Debug, Clone, Copy)]
pub struct ChainWeights<'m> {
    /// Those of the states of a token.
    pub tokens: Table<'m>,
    /// Those of the steps from a token to the next.
    pub steps: Table<'m>,
}

/// The features of a row of tokens: for each token those that score its states, and those that score the steps.
#[derive(Debug, Clone, Default)]
pub struct Features {
    /// All features, one token behind the other.
    pub hashes: Vec<Hash>,
    /// For each token where its state features end and where its step features end.
    pub ends: Vec<(u32, u32)>,
    /// Tokens that can only have states without a column.
    pub barred: Vec<bool>,
}

impl Features {
    /// Forgets all tokens.
    pub fn clear(&mut self) {
        self.hashes.clear();
        self.ends.clear();
        self.barred.clear();
    }

    /// The state features and the step features of a token.
    pub fn of(&self, token: usize) -> (&[Hash], &[Hash]) {
        let start = token.checked_sub(1).map_or(0, |before| self.ends[before].1 as usize);
        let (middle, end) = self.ends[token];
        (&self.hashes[start..middle as usize], &self.hashes[middle as usize..end as usize])
    }
}

impl ChainWeights<'_> {
    /// Scores all states and steps of a topology with so many columns and steps.
    pub fn lattice<const COLUMNS: usize, const STEPS: usize>(
        &self,
        topology: &Topology,
        features: &Features,
    ) -> Lattice {
        let length = features.ends.len();
        let mut lattice = Lattice {
            length,
            states: Vec::with_capacity(length * topology.columns.len()),
            steps: Vec::with_capacity(length * STEPS),
        };
        for token in 0..length {
            let (of_states, of_steps) = features.of(token);
            let mut sums = [0_i32; COLUMNS];
            for feature in of_states {
                self.tokens.add(*feature, &mut sums);
            }
            lattice.states.extend(topology.columns.iter().map(|column| match column {
                Some(_) if features.barred[token] => NEVER,
                Some(column) => sums[*column] as f32 * self.tokens.scale,
                None => 0.0,
            }));
            let mut sums = [0_i32; STEPS];
            for feature in of_steps {
                self.steps.add(*feature, &mut sums);
            }
            lattice.steps.extend(sums.map(|sum| sum as f32 * self.steps.scale));
        }
        lattice
    }
}
