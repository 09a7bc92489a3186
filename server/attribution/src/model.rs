//! Trained model, read in place from its bytes.

use super::chain::Topology;
use super::clusters::Clusters;
use super::weights::{ChainWeights, Table};
use super::{confidence, cues, spans};

/// Weights embedded in the crate.
static EMBEDDED: &[u8] = include_bytes!("../data/en/attribution.bin");

/// Magic bytes at the start of a weights file.
pub const MAGIC: &[u8; 8] = b"ascribe1";

/// All trained weights.
#[derive(Debug, Clone, Copy)]
pub struct Model<'m> {
    /// Word clusters.
    pub clusters: Clusters<'m>,
    /// Chain that finds cues.
    pub cues: ChainWeights<'m>,
    /// Chain that finds the source and content of a cue.
    pub spans: ChainWeights<'m>,
    /// Weights of the confidence model.
    pub confidence: Table<'m>,
}

impl<'m> Model<'m> {
    /// Model embedded in the crate.
    pub fn embedded() -> Model<'static> {
        Model::read(EMBEDDED)
    }

    /// Parses a weights file: the magic, then sections, each with a length (`u32`), a scale (`f32`) and its bytes.
    /// Missing sections have zero weights.
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

/// Writes a section of a weights file.
pub fn write_section(out: &mut Vec<u8>, scale: f32, bytes: &[u8]) {
    out.extend((bytes.len() as u32).to_le_bytes());
    out.extend(scale.to_le_bytes());
    out.extend(bytes);
}
