//! The outline of a document, written once for each stretch of it that has not changed since.

use crate::json::Json;
use crate::listing::{array, push_moved};
use ascribe_core::document::{BlockAt, Document};
use ascribe_core::model::Block;
use ascribe_core::series::Piece;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// What was written last of the outline of an open document, for the next one to build on.
pub type Kept = Arc<Mutex<Outline>>;

/// An outline, stretch by stretch.
#[derive(Debug, Default)]
pub struct Outline(Vec<Arc<Part>>);

/// The outline of a stretch of blocks: what an entry tells is in its block.
#[derive(Debug)]
struct Part {
    /// Kept, so that its address stays taken.
    piece: Arc<Piece<Block>>,
    /// The line at which it starts.
    line: usize,
    /// The entries, a comma before each.
    json: Arc<str>,
}

impl Outline {
    /// The outline of a document, of which `self` is that of an earlier text; `write` gives the entries of a block, a comma
    /// before each.
    #[must_use]
    pub fn following(&self, document: &Document, mut write: impl FnMut(BlockAt<'_>) -> String) -> Self {
        let known: HashMap<usize, &Arc<Part>> =
            self.0.iter().map(|part| (Arc::as_ptr(&part.piece).addr(), part)).collect();
        let parts = document.series().pieces().map(|(first, start, piece)| {
            let line = start.lines;
            let json = match known.get(&Arc::as_ptr(piece).addr()) {
                Some(part) if part.line == line => return Arc::clone(part),
                Some(part) => {
                    let mut json = String::with_capacity(part.json.len());
                    push_moved(&mut json, &part.json, part.line, line);
                    json
                }
                None => {
                    let blocks = document.series().range(first..first + piece.items().count());
                    blocks.map(|at| write(BlockAt::from(at))).collect()
                }
            };
            Arc::new(Part { piece: Arc::clone(piece), line, json: json.into() })
        });
        Self(parts.collect())
    }

    /// A JSON array.
    pub fn json(&self) -> Json {
        array(self.0.iter().map(|part| &part.json))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::handlers::document_symbol::entry;
    use crate::settings::Settings;
    use ascribe_core::Edit;
    use proptest::prelude::*;

    /// The outline of a document, and how many blocks were written for it.
    fn outline(document: &Document, known: &Outline, settings: &Settings) -> (Outline, usize) {
        let uri = "file:///desk/bridge.ascribe".parse().unwrap_or_else(|_| unreachable!());
        let mut write = entry(&uri, document, settings);
        let mut written = 0;
        let outline = known.following(document, |at| {
            written += 1;
            write(at)
        });
        (outline, written)
    }

    const BITS: [&str; 8] = [
        "“We saw the water rise,”{@mara} she said.\n\n",
        "It [is [very] safe]{claim #safe @nobody}. ",
        "---\ntitle: The bridge\n---\n\n",
        "@mara: Mara Lindqvist\n  role: harbour master\n",
        "%% a note\n",
        "\n\n",
        "\n",
        "The bridge, a line that has \"line\":7 in it [\"line\":8]{claim @mara}.\n\n",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn what_is_kept_is_what_would_be_written(
            first in prop::collection::vec(0..BITS.len(), 0..200),
            edits in prop::collection::vec(
                (any::<prop::sample::Index>(), 0usize..40, 0..BITS.len()), 1..12),
            symbol_tree in any::<bool>(),
        ) {
            let settings = Settings { symbol_tree, ..Settings::default() };
            let mut document = Document::new(&first.iter().map(|bit| BITS[*bit]).collect::<String>());
            let mut kept = Outline::default();
            for (place, gone, come) in edits {
                let start = place.index(document.text().len() + 1);
                document.edit(&Edit::replace(start..start + gone, BITS[come]));
                kept = outline(&document, &kept, &settings).0;
                let fresh = outline(&document, &Outline::default(), &settings).0;
                prop_assert_eq!(kept.json().to_string(), fresh.json().to_string());
            }
        }
    }

    #[test]
    fn a_key_writes_as_much_in_a_long_document() {
        let settings = Settings { symbol_tree: true, ..Settings::default() };
        for length in [300, 3_000] {
            let mut document = Document::new(&"It [is safe]{claim @nobody}.\n\n".repeat(length));
            let (kept, all) = outline(&document, &Outline::default(), &settings);
            let middle = document.text().len() / 2 / 30 * 30;
            document.edit(&Edit::replace(middle..middle, "x"));
            let (_, written) = outline(&document, &kept, &settings);
            assert!(all >= length && (1..=64).contains(&written), "{written} of {all}");
        }
    }
}
