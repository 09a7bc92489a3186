//! The learned weights, read where they lie.
#![allow(clippy::cast_precision_loss, reason = "sums of some hundred bytes")]

use super::chain::{Lattice, Topology};
use super::hash::Hash;
use super::{confidence, cues, spans};

/// The weights that come with the crate.
static EMBEDDED: &[u8] = include_bytes!("../../data/en/attribution.bin");

/// What a file of weights starts with.
pub const MAGIC: &[u8; 8] = b"ascribe1";

/// Weights of hashed features: rows of one byte for each column.
#[derive(Debug, Clone, Copy)]
pub struct Table<'m> {
    columns: usize,
    mask: u32,
    scale: f32,
    weights: &'m [u8],
}

impl Table<'_> {
    /// The sums of the columns for some features.
    pub fn sums<const N: usize>(&self, features: &[Hash]) -> [f32; N] {
        let mut sums = [0; N];
        for feature in features {
            self.add(*feature, &mut sums);
        }
        sums.map(|sum| sum as f32 * self.scale)
    }

    /// Adds the weights of a feature to the sums of the columns.
    fn add(&self, feature: Hash, sums: &mut [i32]) {
        let row = (feature & self.mask) as usize * self.columns;
        if let Some(weights) = self.weights.get(row..row + self.columns) {
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += i32::from(weight.cast_signed());
            }
        }
    }
}

/// The weights of a chain.
#[derive(Debug, Clone, Copy)]
pub struct ChainWeights<'m> {
    tokens: Table<'m>,
    steps: Table<'m>,
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
    /// Scores all states and steps.
    pub fn lattice(&self, topology: &Topology, features: &Features) -> Lattice {
        let length = features.ends.len();
        let (states, width) = (topology.columns.len(), topology.steps.len());
        let mut lattice = Lattice {
            length,
            states: Vec::with_capacity(length * states),
            steps: Vec::with_capacity(length * width),
        };
        let mut sums = [0_i32; 32];
        for token in 0..length {
            let (of_states, of_steps) = features.of(token);
            sums.fill(0);
            for feature in of_states {
                self.tokens.add(*feature, &mut sums);
            }
            lattice.states.extend(topology.columns.iter().map(|column| match column {
                Some(_) if features.barred[token] => super::chain::NEVER,
                Some(column) => sums[*column] as f32 * self.tokens.scale,
                None => 0.0,
            }));
            sums.fill(0);
            for feature in of_steps {
                self.steps.add(*feature, &mut sums);
            }
            lattice.steps.extend(sums[..width].iter().map(|sum| *sum as f32 * self.steps.scale));
        }
        lattice
    }
}

/// Words with their clusters, sorted by hash: four bytes of hash, one byte for each clustering.
#[derive(Debug, Clone, Copy, Default)]
pub struct Clusters<'m>(pub &'m [u8]);

/// The bytes of an entry of the clusters.
const ENTRY: usize = 6;

impl Clusters<'_> {
    /// The coarse and the fine cluster of a word; 0 for a word that is not known.
    pub fn of(&self, word: Hash) -> [u8; 2] {
        let (mut low, mut high) = (0, self.0.len() / ENTRY);
        while low < high {
            let middle = usize::midpoint(low, high);
            let entry = &self.0[middle * ENTRY..(middle + 1) * ENTRY];
            let hash = Hash::from_le_bytes([entry[0], entry[1], entry[2], entry[3]]);
            match hash.cmp(&word) {
                std::cmp::Ordering::Equal => return [entry[4], entry[5]],
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        [0; 2]
    }
}

/// All that was learned.
#[derive(Debug, Clone, Copy)]
pub struct Model<'m> {
    /// The word clusters.
    pub clusters: Clusters<'m>,
    /// The chain that finds cues.
    pub cues: ChainWeights<'m>,
    /// The chain that finds the source and the content of a cue.
    pub spans: ChainWeights<'m>,
    /// The weights of the confidence.
    pub confidence: Table<'m>,
}

impl<'m> Model<'m> {
    /// The model that comes with the crate.
    pub fn embedded() -> Model<'static> {
        Model::read(EMBEDDED)
    }

    /// Reads a file of weights: the magic, then sections, each a length (`u32`), a scale (`f32`) and its bytes. What
    /// is missing weighs nothing.
    pub fn read(bytes: &'m [u8]) -> Self {
        let mut rest = bytes.strip_prefix(MAGIC.as_slice()).unwrap_or(&[]);
        let mut section = || {
            let Some((head, behind)) = rest.split_at_checked(8) else { return (0.0, [].as_slice()) };
            let length = u32::from_le_bytes([head[0], head[1], head[2], head[3]]) as usize;
            let scale = f32::from_le_bytes([head[4], head[5], head[6], head[7]]);
            let (bytes, behind) = behind.split_at_checked(length).unwrap_or((&[], &[]));
            rest = behind;
            (scale, bytes)
        };
        let clusters = Clusters(section().1);
        let table = |columns: usize, (scale, weights): (f32, &'m [u8])| {
            let rows = (weights.len() / columns.max(1)) as u32;
            Table { columns, mask: rows.wrapping_sub(1), scale, weights }
        };
        let mut chain = |topology: &Topology| ChainWeights {
            tokens: table(topology.token_columns(), section()),
            steps: table(topology.steps.len(), section()),
        };
        let cues = chain(&cues::TOPOLOGY);
        let spans = chain(&spans::TOPOLOGY);
        Self { clusters, cues, spans, confidence: table(confidence::COLUMNS, section()) }
    }
}

/// Writes a section of a file of weights.
pub fn write_section(out: &mut Vec<u8>, scale: f32, bytes: &[u8]) {
    out.extend((bytes.len() as u32).to_le_bytes());
    out.extend(scale.to_le_bytes());
    out.extend(bytes);
}
