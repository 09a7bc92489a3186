//! What the client was told to ask for again, and has not asked for yet.

use parking_lot::Mutex;
use std::collections::BTreeMap;

/// What a client shows, and can be told to ask for again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shown {
    /// Its lenses.
    CodeLenses,
    /// Diagnostics that it has pulled.
    Diagnostics,
    /// Its inlay hints.
    InlayHints,
    /// The colours of words.
    SemanticTokens,
}

/// The refreshes that are under way: whether there is something new since the client was asked.
#[derive(Debug, Default)]
pub struct Refreshes(Mutex<BTreeMap<Shown, bool>>);

impl Refreshes {
    /// Whether somebody has to see to it, who then asks [`Refreshes::next`].
    pub fn wanted(&self, shown: Shown) -> bool {
        let mut under_way = self.0.lock();
        under_way.insert(shown, true).is_none()
    }

    /// Whether the client has to be asked once more; if not, it is no longer under way.
    pub fn next(&self, shown: Shown) -> bool {
        let mut under_way = self.0.lock();
        let again = under_way.insert(shown, false) == Some(true);
        if !again {
            under_way.remove(&shown);
        }
        again
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_while_the_client_is_asked_is_asked_for_once_more() {
        let refreshes = Refreshes::default();
        assert!(refreshes.wanted(Shown::Diagnostics));
        assert!(refreshes.wanted(Shown::InlayHints), "each kind for itself");
        assert!(!refreshes.wanted(Shown::Diagnostics));
        assert!(refreshes.next(Shown::Diagnostics));
        assert!(!refreshes.wanted(Shown::Diagnostics) && !refreshes.wanted(Shown::Diagnostics));
        assert!(refreshes.next(Shown::Diagnostics));
        assert!(!refreshes.next(Shown::Diagnostics));
        assert!(refreshes.wanted(Shown::Diagnostics), "and later from the start");
    }
}
