//! A whole article: its paragraphs in order, each with what it must know of the one before.

use super::layout::{self, Role};
use super::model::Model;
use super::pieces::Gathered;
use super::reading;
use super::statement::{Before, Statement};

/// The statements of an article, in the order of its paragraphs; ranges are bytes of the text. A quotation over several
/// paragraphs is one statement of several parts.
pub fn read(model: &Model<'_>, text: &str) -> Vec<Statement> {
    let paragraphs = layout::paragraphs(text);
    let roles = layout::roles(text, &paragraphs);
    let mut gathered = Gathered::default();
    let mut before = Before::default();
    let mut paragraphs =
        paragraphs.into_iter().zip(roles).filter(|(_, role)| *role != Role::Aside).peekable();
    while let Some((mut range, _)) = paragraphs.next() {
        // A signature is read with what it signs.
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
    // What was announced and did not come.
    statements.retain(|statement| !statement.content.is_empty());
    statements
}
