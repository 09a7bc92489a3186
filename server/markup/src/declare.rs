//! Position and text of new declarations and front-matter fields.

use crate::Edit;
use crate::document::Document;
use crate::model::{BlockKind, Namespace, name_from_id};
use crate::scope::Scope;

/// Edit that declares an actor or a source: after the last declaration of its kind, otherwise after the last one of any
/// kind, after the front matter, or at the start, but never where stripping would remove blank lines of the article with it.
/// The name may be followed by lines of fields.
pub fn declaration(document: &Document, namespace: Namespace, id: &str, name: Option<&str>) -> Edit {
    let end = document.line_ending();
    let name = name.map_or_else(|| name_from_id(id), str::to_owned);
    let line = format!("{}{id}: {name}", namespace.sign());
    let last = document.last_declaration(namespace).or_else(|| document.last_declaration(other(namespace)));
    let head = document.blocks().next().filter(|at| matches!(at.block.kind, BlockKind::FrontMatter(_)));
    if let Some(at) = last.or(head) {
        // With mixed line ends, CR before LF would merge into one line end.
        let follows_lf = at.block.text[at.block.content..].starts_with('\n');
        let end = if end == "\r" && follows_lf { "\n" } else { end };
        let content = &at.block.text[..at.block.content];
        let ends_line = if content.ends_with(['\n', '\r']) { "" } else { end };
        // Follows the spacing of the declarations around it.
        let is_apart = at.block.content < at.block.len();
        let next = document.block(at.index + 1);
        let goes_on = !is_apart && next.is_some_and(|next| next.block.declaration().is_some());
        let above = at.index.checked_sub(1).and_then(|above| document.block(above)).map(|above| above.block);
        let is_compact =
            above.is_some_and(|above| above.declaration().is_some() && above.content == above.len());
        let blank = if is_compact || goes_on { "" } else { end };
        let is_last = at.range().end == document.text().len();
        let behind = if is_apart || is_last || goes_on { "" } else { end };
        return Edit::insert(at.start + at.block.content, format!("{ends_line}{blank}{line}{end}{behind}"));
    }
    let first = document.blocks().find(|at| !matches!(at.block.kind, BlockKind::Blank));
    let mut start = first.map_or(document.text().len(), |at| at.start);
    if start == 0 && document.text().slice(0..3) == "\u{feff}" {
        start = 3;
    }
    Edit::insert(start, format!("{line}{end}{end}"))
}

fn other(namespace: Namespace) -> Namespace {
    if namespace == Namespace::Actor { Namespace::Source } else { Namespace::Actor }
}

/// Edit that adds a field to the front matter, which is created if there is none. `None` if the field has a
/// value already.
pub fn front_matter_field(document: &Document, key: &str, value: &str) -> Option<Edit> {
    let first = document.blocks().next()?;
    let field = first.block.fields().iter().find(|field| &*field.key == key);
    let Some(field) = field.filter(|_| matches!(first.block.kind, BlockKind::FrontMatter(_))) else {
        return front_matter_fields(document, &[(key, value)]);
    };
    let extent = field.value_extent.at(first.start);
    field.value.is_empty().then(|| Edit::replace(extent, format!(" {value}")))
}

/// Edit that adds fields (key and value) to the front matter, which is created if there is none. The front matter must not
/// have any of them. `None` if there is none to add.
pub fn front_matter_fields(document: &Document, fields: &[(&str, impl AsRef<str>)]) -> Option<Edit> {
    let end = document.line_ending();
    let first = document.blocks().next().filter(|_| !fields.is_empty())?;
    let line = |(key, value): &(&str, _)| format!("{key}: {}{end}", AsRef::<str>::as_ref(value));
    let lines = fields.iter().map(line).collect::<Vec<_>>().concat();
    if !matches!(first.block.kind, BlockKind::FrontMatter(_)) {
        let start = if first.block.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        return Some(Edit::insert(start, format!("---{end}{lines}---{end}{end}")));
    }
    let content = first.block.text[..first.block.content].trim_end();
    let closing_dashes = content.rfind(['\n', '\r'])? + 1;
    Some(Edit::insert(first.start + closing_dashes, lines))
}

/// `id`, with the first number that makes it free if it is taken.
pub fn free_id(scope: &Scope, namespace: Namespace, id: &str) -> String {
    let numbered = (2..).map(|number| format!("{id}-{number}"));
    let mut ids = std::iter::once(id.to_owned()).chain(numbered);
    // The range of numbers is longer than any list of ids.
    ids.find(|id| !scope.defines(namespace, id)).unwrap_or_else(|| id.to_owned())
}
