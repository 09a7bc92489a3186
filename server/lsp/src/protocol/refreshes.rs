//! Refresh requests in flight.

use parking_lot::Mutex;
use std::collections::BTreeMap;

/// Results that a client displays and can be asked to refresh.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shown {
    /// Code lenses.
    CodeLenses,
    /// Diagnostics that it has pulled.
    Diagnostics,
    /// Inlay hints.
    InlayHints,
    /// Semantic tokens.
    SemanticTokens,
}

/// Refreshes in flight, each with whether there is news since the client was last asked.
#[derive(Debug, Default)]
pub struct Refreshes(Mutex<BTreeMap<Shown, bool>>);

impl Refreshes {
    /// Requests a refresh; `true` if none is in flight, so that the caller has to drive it with [`Refreshes::next`].
    pub fn wanted(&self, shown: Shown) -> bool {
        let mut under_way = self.0.lock();
        under_way.insert(shown, true).is_none()
    }

    /// Whether the client has to be asked again; if not, the refresh is no longer in flight.
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
