//! Texts that a fix writes for you to replace, such as the name of a new speaker. As long as one stands, `placeholder`
//! reports it, so that a fix silences nothing by writing it.

use std::ops::Range;

/// Name of a new speaker.
pub const SPEAKER: &str = "Name of the speaker";
/// Title of a new source.
pub const SOURCE: &str = "Title of the source";
/// Reason for an actor's anonymity.
pub const REASON: &str = "Why the article withholds the name";
/// Role of an anonymous actor.
pub const ROLE: &str = "Position of the person";

const ALL: [&str; 4] = [SPEAKER, SOURCE, REASON, ROLE];

/// Whether a name or a value is a placeholder.
pub fn is_placeholder(text: &str) -> bool {
    ALL.contains(&text.trim())
}

/// Byte range of the first placeholder in a text that a fix writes.
pub fn first_placeholder(text: &str) -> Option<Range<usize>> {
    let found = ALL.into_iter().filter_map(|words| text.find(words).map(|start| start..start + words.len()));
    found.min_by_key(|range| range.start)
}
