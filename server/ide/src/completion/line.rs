//! Completion of a declaration at the start of a block.

use super::place::Place;
use super::{Proposal, ProposalKind};
use crate::cursor::rest_of_word;
use ascribe_markup::document::BlockAt;
use ascribe_markup::gate::Intent;
use ascribe_markup::model::{Namespace, is_identifier, name_from_id};
use ascribe_markup::syntax::StartState;

/// Declarations for a line that consists of `@` or `^` and an id: of undeclared ids in use, and a new one.
pub(super) fn declarations<'a>(
    at: BlockAt<'a>,
    offset: usize,
    place: impl Fn(&str, usize) -> Place<'a>,
) -> Vec<Proposal> {
    let line =
        at.block.text[..at.block.content].trim_start_matches('\u{feff}').trim_end_matches(['\n', '\r']);
    let namespace = match line.chars().next() {
        Some('@') => Namespace::Actor,
        Some('^') => Namespace::Source,
        _ => return Vec::new(),
    };
    let word = &line[1..];
    let is_alone = word.is_empty() || rest_of_word(word) == word.len();
    let start = at.block.text.find(namespace.sign()).unwrap_or_default();
    if at.block.start_state == StartState::Continuation
        || !is_alone
        || offset <= start
        || start + line.len() < offset
    {
        return Vec::new();
    }
    let place = place(&at.block.text[start..offset], start + line.len() - offset);
    // The sign and the id are text, as long as no colon follows; so are the line ends behind them.
    let intent = Intent::StrayMarkup(place.replace.start..at.range().end);
    let sign = namespace.sign();
    let mut proposals: Vec<Proposal> = place
        .undefined(namespace)
        .into_iter()
        .map(|id| {
            let name = name_from_id(id);
            Proposal {
                label: format!("{sign}{id}"),
                snippet: Some(format!("{sign}{id}: ${{1:{name}}}")),
                intent: intent.clone(),
                ..place.proposal(
                    ProposalKind::Declaration,
                    format!("{sign}{id}: {name}"),
                    "Used but not declared",
                )
            }
        })
        .collect();
    let id = if is_identifier(word) { word } else { "id" };
    let (name, snippet) = match namespace {
        Namespace::Source => {
            ("Title", "${2:Title}\n  outlet: ${3:outlet}\n  date: ${4:YYYY-MM-DD}\n  url: ${5:https://}")
        }
        _ => ("Name", "${2:Name}\n  role: ${3:office or profession}"),
    };
    proposals.push(Proposal {
        label: format!("{sign}{id}: {name}"),
        filter: format!("{sign}{word}"),
        snippet: Some(format!("{sign}${{1:{id}}}: {snippet}")),
        intent: intent.clone(),
        ..place.proposal(
            ProposalKind::Declaration,
            format!("{sign}{id}: {name}"),
            format!("New {}", namespace.noun()),
        )
    });
    proposals
}
