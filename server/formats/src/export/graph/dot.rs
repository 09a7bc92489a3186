//! DOT, the language of Graphviz.

use super::{Graph, NodeKind};
use crate::article::AnnotatedArticle;
use crate::export::{Exported, Format, Layout};

/// See the module.
pub const FORMAT: Format = Format {
    name: "dot",
    summary: "Graphviz: who says what, and where it is on record, as a graph",
    unit: None,
    layout: Layout::Together("dot", export),
};

fn export(articles: &[AnnotatedArticle]) -> Exported {
    let graph = Graph::of(articles);
    let mut lines = vec![
        "digraph ascribe {".to_owned(),
        "  rankdir=LR;".into(),
        "  node [fontname=\"sans-serif\"];".into(),
    ];
    for (id, node) in graph.nodes.iter().enumerate() {
        let shape = match node.kind {
            NodeKind::Actor => "ellipse",
            NodeKind::Statement => "box",
            NodeKind::Source => "note",
        };
        let (label, document) = (quoted(&node.label), quoted(node.document));
        lines.push(format!("  n{id} [shape={shape}, label={label}, tooltip={document}];"));
    }
    for edge in &graph.edges {
        lines.push(format!("  n{} -> n{} [label={}];", edge.from, edge.to, quoted(edge.label)));
    }
    lines.push("}\n".into());
    Exported::whole(lines.join("\n"))
}

/// Text as a quoted string. A backslash would begin an escape.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace(['\n', '\r'], " "))
}
