use crate::{Check, Context, Finding, Fix, FixContext, Rule, Severity};
use ascribe_markup::model::vocabulary::{
    ACTOR_FIELDS, ATTRIBUTES, FRONT_MATTER_FIELDS, FieldSpec, SOURCE_FIELDS, find,
};
use ascribe_markup::model::{Annotation, Block, BlockKind, BlockRange, Namespace};

/// Prefix of user-defined keys.
const OWN: &str = "x-";

pub(super) static RULE: Rule = Rule {
    code: "unknown-key",
    severity: Severity::Hint,
    summary: "A key that Ascribe does not know.",
    explanation: "\
Ascribe keeps and exports keys that it does not know, but does nothing with them; most are typos. The rule finds them
in annotations, below declarations and in the front matter, and suggests the key that may be meant.

Keys that begin with `x-` are custom keys and are skipped.",
    bad: "@jensen: Maria Jensen\n  rolle: harbour master\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\n“We had no warning at all,”{@jensen ^call} she said.\n",
    good: "@jensen: Maria Jensen\n  role: harbour master\n  x-desk: north\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\n“We had no warning at all,”{@jensen ^call} she said.\n",
    check: Check::Block(check),
    fixes,
};

/// Keys in a block, each with its extent and the table of known keys for its place.
fn keys<'a>(context: &Context<'a>) -> Vec<(&'a str, BlockRange, &'static [FieldSpec])> {
    let block = context.at.block;
    let table = fields_of(block);
    let fields = block.fields().iter().map(|field| (&*field.key, field.key_extent, table));
    let annotations = block.annotations();
    let attributes = annotations
        .flat_map(Annotation::attributes)
        .map(|attribute| (&*attribute.key, attribute.key_extent, &ATTRIBUTES[..]));
    fields.chain(attributes).collect()
}

/// Known fields of a block of this kind.
fn fields_of(block: &Block) -> &'static [FieldSpec] {
    match &block.kind {
        BlockKind::FrontMatter(_) => &FRONT_MATTER_FIELDS,
        BlockKind::Declaration(declaration) if declaration.namespace == Namespace::Actor => &ACTOR_FIELDS,
        _ => &SOURCE_FIELDS,
    }
}

fn nearest(key: &str, table: &'static [FieldSpec]) -> Option<&'static str> {
    ascribe_markup::spelling::nearest(key, table.iter().map(|key| key.word))
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (key, extent, table) in keys(context) {
        if find(table, key).is_some() || key.starts_with(OWN) {
            continue;
        }
        let message = match nearest(key, table) {
            Some(near) => format!("Unknown key `{key}`. Did you mean `{near}`?"),
            None => format!("Unknown key `{key}`. If it is a custom key, name it `{OWN}{key}`."),
        };
        findings.push(Finding::new(&RULE, extent, message));
    }
}

fn fixes(context: &FixContext<'_>, finding: &Finding) -> Vec<Fix> {
    let (block, extent) = (context.at.block, finding.extent);
    let is_field = block.fields().binary_search_by_key(&extent.start, |field| field.key_extent.start).is_ok();
    let table = if is_field { fields_of(block) } else { &ATTRIBUTES[..] };
    let key = block.slice(extent);
    let near = nearest(key, table);
    let mut fixes: Vec<Fix> =
        near.map(|near| context.fix(format!("Change to `{near}`"), extent, near)).into_iter().collect();
    fixes.push(context.fix(format!("Change to the custom key `{OWN}{key}`"), extent, format!("{OWN}{key}")));
    fixes
}
