//! Semantic comparison of two blocks, ignoring positions.

use ascribe_markup::model::order::rank;
use ascribe_markup::model::{
    Annotation, Block, BlockKind, BlockRange, Declaration, Field, Item, ItemKind, Marked, Reference,
};

/// Whether two blocks have the same meaning, ignoring escapes and the order of fields and items.
pub(super) fn same(a: &Block, b: &Block) -> bool {
    let problems = |block: &Block| block.problems.iter().map(|p| p.message.clone()).collect::<Vec<_>>();
    let ends = |block: &Block| block.text[block.content..].to_owned();
    problems(a) == problems(b)
        && a.end_state() == b.end_state()
        && match (&a.kind, &b.kind) {
            (BlockKind::FrontMatter(a), BlockKind::FrontMatter(b)) => fields(a) == fields(b),
            (BlockKind::Declaration(a), BlockKind::Declaration(b)) => {
                head(a) == head(b) && fields(&a.fields) == fields(&b.fields)
            }
            (BlockKind::Paragraph(_), BlockKind::Paragraph(_)) => {
                ends(a) == ends(b)
                    && a.words(whole(a)) == b.words(whole(b))
                    && a.marked().len() == b.marked().len()
                    && places(a) == places(b)
                    && a.marked().iter().zip(b.marked()).all(|(of_a, of_b)| same_marked((a, of_a), (b, of_b)))
            }
            (a, b) => a == b,
        }
}

fn whole(block: &Block) -> BlockRange {
    BlockRange::new(0, block.len())
}

fn head(declaration: &Declaration) -> (ascribe_markup::model::Namespace, &str, &str) {
    (declaration.namespace, &declaration.id, &declaration.name)
}

/// Fields sorted by key (stable), each with the entries of its value.
fn fields(fields: &[Field]) -> Vec<(&str, Vec<String>)> {
    let entries = |field: &Field| match &field.references[..] {
        [] if matches!(&*field.key, "aka" | "allow") => field.entries().map(str::to_owned).collect(),
        [] => vec![field.value.to_string()],
        references => references.iter().map(id).collect(),
    };
    let mut all: Vec<_> = fields.iter().map(|field| (&*field.key, entries(field))).collect();
    all.sort_by_key(|(key, _)| *key);
    all
}

fn id(reference: &Reference) -> String {
    let document = reference.document.as_deref().unwrap_or_default();
    format!("{document}{}{}", reference.namespace.sign(), reference.id)
}

fn same_marked((a, of_a): (&Block, &Marked), (b, of_b): (&Block, &Marked)) -> bool {
    of_a.shape == of_b.shape
        && of_a.parent == of_b.parent
        && of_a.annotation.as_ref().map(items) == of_b.annotation.as_ref().map(items)
        && a.words(of_a.content) == b.words(of_b.content)
}

/// Start of each quotation and span, as an offset into the article's own words.
fn places(block: &Block) -> Vec<usize> {
    let markup = block.markup(whole(block));
    let mut passed = markup.iter().peekable();
    let mut taken = 0;
    let place = |marked: &Marked| {
        while let Some(before) = passed.next_if(|before| before.start < marked.extent.start) {
            taken += before.range().len();
        }
        (marked.extent.start as usize).saturating_sub(taken)
    };
    block.marked().iter().map(place).collect()
}

fn items(annotation: &Annotation) -> (bool, Vec<String>) {
    let mut items: Vec<&Item> = annotation.items.iter().collect();
    items.sort_by_key(|item| rank(&item.kind));
    (annotation.closed, items.into_iter().map(|item| told(&item.kind)).collect())
}

fn told(item: &ItemKind) -> String {
    match item {
        ItemKind::Kind(kind) => kind.word().to_owned(),
        ItemKind::Draft => "draft".into(),
        ItemKind::Reference(reference) | ItemKind::Label(reference) => id(reference),
        ItemKind::Attribute(attribute) => {
            let references: Vec<String> = attribute.references.iter().map(id).collect();
            let value =
                if references.is_empty() { attribute.value.to_string() } else { references.join(";") };
            format!("{}={value}", attribute.key)
        }
    }
}
