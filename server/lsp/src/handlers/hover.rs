//! `textDocument/hover`

use crate::documents::snapshot::Snapshot;
use crate::protocol::content::ContentFormat;
use crate::protocol::convert;
use crate::protocol::uris::DocumentKey;
use ascribe_ide::hover::{self, escaped};
use ascribe_ide::subject::{Subject, subject_at};
use ascribe_workspace::features::facts::{DocumentFact, Part, facts};
use ascribe_workspace::features::node::{find, node_at};
use ascribe_workspace::view::View;
use tower_lsp::ls_types::{Hover, HoverContents, Position};

pub fn hover(snapshot: &Snapshot, view: &View, position: Position) -> Option<Hover> {
    let encoding = snapshot.capabilities.encoding;
    let text = snapshot.scope().document.text();
    let offset = convert::offset(text, position, encoding);
    let hover = hover::hover(snapshot.scope(), offset)?;
    let mut value = hover.markdown;
    for fact in facts_at(snapshot, view, offset) {
        value.push_str("\n\n");
        value.push_str(&written(snapshot, view, &fact));
    }
    Some(Hover {
        contents: HoverContents::Markup(snapshot.capabilities.hover_format.content(value)),
        range: Some(convert::range(text, &hover.range, encoding)),
    })
}

/// Facts from other documents; none for words of the markup, which have one meaning everywhere.
fn facts_at(snapshot: &Snapshot, view: &View, offset: usize) -> Vec<DocumentFact> {
    let (scope, key) = (snapshot.scope(), DocumentKey::of(&snapshot.uri));
    let is_named = subject_at(scope, offset).is_some_and(|(_, _, subject)| {
        matches!(
            subject,
            Subject::Reference(_) | Subject::Definition(..) | Subject::Mention(_) | Subject::Marked(_)
        )
    });
    let node = node_at(view, key.place(), scope, offset).filter(|_| is_named);
    node.map(|node| facts(view, key.place(), &node)).unwrap_or_default()
}

/// Renders a fact as Markdown, with links if the client shows them.
fn written(snapshot: &Snapshot, view: &View, fact: &DocumentFact) -> String {
    let part = |part: &Part| match part {
        Part::Text(text) => escaped(text),
        Part::Link(text, node) => {
            let found = find(view, std::slice::from_ref(node)).pop().flatten();
            let shows_links = snapshot.capabilities.hover_format == ContentFormat::Markdown;
            let uri = snapshot.workspace.uri_of(&node.path).filter(|_| shows_links);
            match (uri, found) {
                (Some(uri), Some(found)) => {
                    let line = found.document.text().line_of(found.selection.start) + 1;
                    format!("[{}](<{}#L{line}>)", escaped(text), uri.as_str())
                }
                _ => escaped(text),
            }
        }
    };
    fact.iter().map(part).collect()
}
