//! `textDocument/documentLink`

use crate::documents::snapshot::Snapshot;
use crate::protocol::convert::Places;
use crate::protocol::uris::{path_of, standard};
use ascribe_ide::links::{Link, LinkTarget, links};
use tower_lsp::ls_types::{DocumentLink, Uri};

pub fn document_link(snapshot: &Snapshot) -> Vec<DocumentLink> {
    let text = snapshot.scope().document.text();
    let tooltips = snapshot.capabilities.link_tooltips;
    let places = Places::of(text, snapshot.capabilities.encoding);
    let link = |link: Link| {
        Some(DocumentLink {
            range: places.range(&link.range),
            target: Some(target(snapshot, &link.target)?),
            tooltip: Some(link.tooltip).filter(|tooltip| tooltips && !tooltip.is_empty()),
            data: None,
        })
    };
    links(snapshot.scope()).into_iter().filter_map(link).collect()
}

/// A web page, or a file with the line in its fragment, which editors understand; `None` for a target without a file.
fn target(snapshot: &Snapshot, target: &LinkTarget) -> Option<Uri> {
    match target {
        LinkTarget::Page(address) => address.parse().ok().or_else(|| standard(address)),
        LinkTarget::Document(place, offset) => {
            let uri = snapshot.uri_of(*place).filter(|uri| path_of(uri).is_some())?;
            let Some(offset) = offset else { return Some(uri) };
            let line = snapshot.scope().at(*place)?.text().line_of(*offset) + 1;
            let without = uri.as_str().split('#').next().unwrap_or_default();
            format!("{without}#L{line}").parse().ok()
        }
    }
}
