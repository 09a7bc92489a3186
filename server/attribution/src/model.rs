//! The learned weights, read where they lie.

use super::chain::Topology;
use super::clusters::Clusters;
use super::weights::{ChainWeights, Table};
use super::{confidence, cues, spans};

/// The weights that come with the crate.
static EMBEDDED: &[u8] = include_bytes!("../data/en/attribution.bin");

/// What a file of weights starts with.
pub const MAGIC: &[u8; 8] = b"ascribe1";

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
        let table = |columns: usize, (scale, weights): (f32, &'m [u8])| Table::new(columns, scale, weights);
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
