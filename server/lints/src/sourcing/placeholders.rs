//! Texts that a fix writes for you to replace, such as the name of a new speaker. As long as one stands, `placeholder`
//! reports it, so that a fix silences nothing by writing it.

/// Name of a new speaker.
pub const SPEAKER: &str = "Name of the speaker";
/// Title of a new source.
pub const SOURCE: &str = "Title of the source";
/// Reason for an actor's anonymity.
pub const REASON: &str = "Why the article withholds the name";
/// Role of an anonymous actor.
pub const ROLE: &str = "Position of the person";

/// Whether a name or a value is a placeholder.
pub fn is_placeholder(text: &str) -> bool {
    [SPEAKER, SOURCE, REASON, ROLE].contains(&text.trim())
}
