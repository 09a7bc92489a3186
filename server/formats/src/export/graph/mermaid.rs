//! Mermaid: a flowchart for Markdown.

use super::{Graph, NodeKind};
use crate::article::AnnotatedArticle;
use crate::export::{Exported, Format, Layout};

/// See the module.
pub const FORMAT: Format = Format {
    name: "mermaid",
    summary: "Mermaid: the same graph as a flowchart for Markdown",
    unit: None,
    layout: Layout::Together("mmd", export),
};

fn export(articles: &[AnnotatedArticle]) -> Exported {
    let graph = Graph::of(articles);
    let mut lines = vec!["flowchart LR".to_owned()];
    for (id, node) in graph.nodes.iter().enumerate() {
        let label = escaped(&node.label);
        lines.push(match node.kind {
            NodeKind::Actor => format!("  n{id}([\"{label}\"])"),
            NodeKind::Statement => format!("  n{id}[\"{label}\"]"),
            NodeKind::Source => format!("  n{id}[/\"{label}\"/]"),
        });
    }
    for edge in &graph.edges {
        lines.push(format!("  n{} -->|\"{}\"| n{}", edge.from, escaped(edge.label), edge.to));
    }
    Exported::whole(lines.join("\n") + "\n")
}

/// Text with entity codes for all signs that Mermaid or HTML may read.
fn escaped(text: &str) -> String {
    let is_plain =
        |c: char| !c.is_ascii_punctuation() || matches!(c, '.' | ',' | '-' | '\'' | '?' | '!' | ':');
    let escape = |c: char| match c {
        '\n' | '\r' => " ".to_owned(),
        c if is_plain(c) => c.to_string(),
        c => format!("#{};", u32::from(c)),
    };
    text.chars().map(escape).collect()
}
