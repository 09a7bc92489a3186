//! Excesses that are known and not yet fixed, or that end at a limit beyond the largest text.

/// A feature that is known to take more than n log n steps for a text.
#[derive(Debug)]
pub struct Known {
    feature: &'static str,
    text: &'static str,
    /// What grows, where it ends, and how bad it is.
    pub reason: &'static str,
}

/// All known excesses. One that is found no more has to be removed.
const KNOWN: [Known; 0] = [];

/// The excess of a feature for a text, if it is known.
pub fn known(feature: &str, text: &str) -> Option<&'static Known> {
    KNOWN.iter().find(|known| known.feature == feature && known.text == text)
}
