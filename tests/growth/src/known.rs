//! Excesses that are known and not yet fixed, or that are the cost of a structure.

/// An excess that is known.
struct Known {
    feature: &'static str,
    /// Name of the text; empty for all texts.
    text: &'static str,
    /// Start of the name of the function.
    function: &'static str,
}

/// All known excesses. One of a single text that is found no more has to be removed.
const KNOWN: [Known; 0] = [];

/// Whether it is known that a function takes more than n log n steps for a feature and a text.
pub fn is_known(feature: &str, text: &str, function: &str) -> bool {
    let is_of_text = |known: &Known| known.text.is_empty() || known.text == text;
    KNOWN
        .iter()
        .any(|known| known.feature == feature && is_of_text(known) && function.starts_with(known.function))
}

/// Functions of known excesses of this text alone.
pub fn expected(feature: &str, text: &str) -> impl Iterator<Item = &'static str> {
    let expected = KNOWN.iter().filter(move |known| known.feature == feature && known.text == text);
    expected.map(|known| known.function)
}
