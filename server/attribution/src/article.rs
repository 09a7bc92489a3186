//! Reads an article: its paragraphs in order, each with the state after the previous one.

use super::layout::{self, Role};
use super::model::Model;
use super::pieces::Gathered;
use super::reading;
use super::statement::{Before, Statement};

/// Statements of an article, in the order of its paragraphs; ranges are byte ranges of the text. A quotation over
/// several paragraphs is one statement with several parts.
pub fn read(model: &Model<'_>, text: &str) -> Vec<Statement> {
    let paragraphs = layout::paragraphs(text);
    let roles = layout::roles(text, &paragraphs);
    let mut gathered = Gathered::default();
    let mut before = Before::default();
    let mut paragraphs =
        paragraphs.into_iter().zip(roles).filter(|(_, role)| *role != Role::Aside).peekable();
    while let Some((mut range, _)) = paragraphs.next() {
        // A signature is read together with the quotation it signs.
        if let Some((signature, _)) =
            paragraphs.next_if(|(next, _)| layout::signs(&text[range.clone()], &text[next.clone()]))
        {
            range.end = signature.end;
        }
        let reading = reading::read(model, &text[range.clone()], before, None);
        before = reading.after;
        gathered.add(reading, range.start);
    }
    let mut statements = gathered.statements;
    // Announcements without content.
    statements.retain(|statement| !statement.content.is_empty());
    statements
}
