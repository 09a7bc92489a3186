//! A whole article: its paragraphs in order, each with what it must know of the one before.

use super::layout::{self, Role};
use super::model::Model;
use super::reading::{self, Before, Kind, Statement};
use std::ops::Range;

/// The statements of an article, in the order of its paragraphs; ranges are bytes of the text. A quotation over several
/// paragraphs is one statement of several parts.
pub fn read(model: &Model<'_>, text: &str) -> Vec<Statement> {
    let paragraphs = layout::paragraphs(text);
    let roles = layout::roles(text, &paragraphs);
    let mut statements: Vec<Statement> = Vec::new();
    let mut before = Before::default();
    // The statement that the next paragraph may carry on.
    let mut last: Option<usize> = None;
    for (range, role) in paragraphs.into_iter().zip(roles) {
        if role == Role::Aside {
            continue;
        }
        let reading = reading::read(model, &text[range.clone()], before);
        before = reading.after;
        for mut statement in reading.statements {
            shift(&mut statement, range.start);
            match last.and_then(|last| statements.get_mut(last)).filter(|_| statement.continues) {
                Some(first) => {
                    first.kind = if first.content.is_empty() || first.kind == statement.kind {
                        statement.kind
                    } else {
                        Kind::Mixed
                    };
                    first.content.append(&mut statement.content);
                }
                None => statements.push(statement),
            }
        }
        let is_last = |statement: &Statement| {
            let place = statement.content.last().or(statement.cue.as_ref());
            let is_here = place.is_some_and(|place| place.start >= range.start);
            is_here && (before.announced || statement.kind != Kind::Indirect)
        };
        last = statements.iter().rposition(is_last);
    }
    // What was announced and did not come.
    statements.retain(|statement| !statement.content.is_empty());
    statements
}

fn shift(statement: &mut Statement, by: usize) {
    let move_on = |range: &mut Range<usize>| *range = range.start + by..range.end + by;
    statement.content.iter_mut().for_each(move_on);
    let others = [&mut statement.cue, &mut statement.source, &mut statement.carrier];
    others.into_iter().flatten().for_each(move_on);
}
