use crate::suppressions::{Suppressions, bit};
use crate::{Applicability, Check, Context, Finding, Fix, FixContext, Rule, Severity, nearest_rule, rule};
use ascribe_markup::model::allowed_by;
use ascribe_markup::model::{BlockKind, BlockRange, ItemKind, is_quoted, with_blank};
use ascribe_markup::text::split_lines;

pub(crate) static RULE: Rule = Rule {
    code: "unused-allow",
    severity: Severity::Hint,
    summary: "An `allow` that silences nothing.",
    explanation: "\
Silencing a rule that finds nothing is a leftover, or a typo in the rule's name: and if the fault comes back, nobody
will see it. The rule checks `allow=` in annotations, notes `%% allow: rule` and `allow:` in the front matter, and
reports each name that silences no finding.

The rule skips rules that are off in `ascribe.toml`, which may be on elsewhere, and `allow` on the parts of a
quotation over several paragraphs, which applies to all of them.",
    bad: "---\nsource: ^call\n---\n\n@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\n“We had no warning at all,”{@jensen allow=missing-source} she said.\n",
    good: "---\nsource: ^call\n---\n\n@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\n“We had no warning at all,”{@jensen} she said.\n",
    check: Check::Suppressed,
    fixes,
};

/// Separators between rule names.
const SEPARATORS: [char; 4] = [';', ',', ' ', '\t'];

/// Entries in a list of rules, with their extents.
fn entries(text: &str, list: BlockRange) -> Vec<(&str, BlockRange)> {
    let mut entries = Vec::new();
    let mut start = list.start as usize;
    for entry in text[list.range()].split(SEPARATORS) {
        if !entry.is_empty() {
            entries.push((entry, BlockRange::new(start, start + entry.len())));
        }
        // Each separator is one byte.
        start += entry.len() + 1;
    }
    entries
}

/// Extent of an attribute value without its quotation marks.
fn unquoted(text: &str, value: BlockRange) -> BlockRange {
    let raw = &text[value.range()];
    let quoted = is_quoted(raw);
    if quoted { BlockRange { start: value.start + 1, end: value.end - 1 } } else { value }
}

/// Reports unused rule names in `allow=` attributes.
pub(crate) fn in_annotations(context: &Context<'_>, silence: &Suppressions<'_>, findings: &mut Vec<Finding>) {
    let text = &context.at.block.text;
    for (marked, annotation, used) in silence.annotated() {
        // `unattributed-quote` skips quotations with an excused part, so its `allow` counts as used.
        let is_open =
            marked.is_quotation() && (context.around.goes_on.is_some() || context.around.continued.is_some());
        let excused = if is_open { bit("unattributed-quote") } else { 0 };
        for allow in annotation.attributes().filter(|attribute| &*attribute.key == "allow") {
            let list = unquoted(text, allow.value_extent);
            unused(context, entries(text, list), used | excused, "here", findings);
        }
    }
}

/// Reports unused rule names in a note or the front matter.
pub(crate) fn in_list(context: &Context<'_>, suppressed: u64, findings: &mut Vec<Finding>) {
    let block = context.at.block;
    match &block.kind {
        BlockKind::Note(_) => {
            if let Some(list) = allowed_by(block) {
                let place = "in the paragraph below";
                unused(context, entries(&block.text, list), suppressed, place, findings);
            }
        }
        BlockKind::FrontMatter(fields) => {
            if let Some(allow) = fields.iter().find(|field| &*field.key == "allow" && !field.value.is_empty())
            {
                let entries = entries(&block.text, allow.value_extent);
                unused(context, entries, suppressed, "in this document", findings);
            }
        }
        _ => {}
    }
}

fn unused(
    context: &Context<'_>,
    entries: Vec<(&str, BlockRange)>,
    suppressed: u64,
    place: &str,
    findings: &mut Vec<Finding>,
) {
    let itself = entries.iter().any(|(code, _)| *code == RULE.code);
    for (code, extent) in entries.into_iter().filter(|_| !itself) {
        let message = match rule(code) {
            Some(rule) if rule.level(&context.scope.policy).is_none() || bit(code) & suppressed != 0 => {
                continue;
            }
            Some(_) => format!("`{code}` finds nothing {place}, so this `allow` has no effect. Remove it."),
            None => match nearest_rule(code) {
                Some(near) => format!("Unknown rule `{code}`. Did you mean `{near}`?"),
                None => format!("Unknown rule `{code}`, so nothing is silenced. Remove it."),
            },
        };
        findings.push(Finding::new(&RULE, extent, message));
    }
}

fn fixes(context: &FixContext<'_>, finding: &Finding) -> Vec<Fix> {
    let block = context.at.block;
    let code = block.slice(finding.extent);
    let mut fixes = Vec::new();
    if let Some(near) = nearest_rule(code).filter(|_| rule(code).is_none()) {
        fixes.push(
            context.fix(format!("Change to `{near}`"), finding.extent, near).with(Applicability::Unsafe),
        );
    }
    if let Some(extent) = removal(context, finding.extent) {
        let fix = context.fix(format!("Remove `{code}`"), extent, "");
        let is_first = fixes.is_empty();
        let applicability = if is_first { Applicability::Unsafe } else { Applicability::Manual };
        fixes.push(fix.with(applicability));
    }
    fixes
}

/// Extent of a rule name with its separator; the whole `allow` if it is the only name.
fn removal(context: &Context<'_>, entry: BlockRange) -> Option<BlockRange> {
    let block = context.at.block;
    let (list, whole) = match &block.kind {
        BlockKind::Note(_) => (allowed_by(block)?, Some(BlockRange::new(0, block.content))),
        BlockKind::FrontMatter(fields) => {
            let behind = fields.partition_point(|field| field.value_extent.start <= entry.start);
            let field = fields.get(behind.checked_sub(1)?)?;
            let rest = split_lines(&block.text[field.value_extent.end as usize..]).next()?;
            let end = field.value_extent.end as usize + rest.len();
            (field.value_extent, Some(BlockRange::new(field.key_extent.start as usize, end)))
        }
        _ => {
            let (_, annotation) = block.annotated_at(entry)?;
            let item = annotation.item_at(entry)?;
            let ItemKind::Attribute(allow) = &item.kind else { return None };
            let list = unquoted(&block.text, allow.value_extent);
            // An empty annotation would be a finding of its own.
            let is_only = annotation.items.len() < 2;
            (list, (!is_only).then(|| with_blank(&block.text, item.extent)))
        }
    };
    // Only the separators beside the entry are read: the list may have many.
    let before = block.text.get(list.start as usize..entry.start as usize)?.trim_end_matches(SEPARATORS);
    let behind = block.text.get(entry.end as usize..list.end as usize)?.trim_start_matches(SEPARATORS);
    match (before, behind) {
        ("", "") => whole,
        ("", _) => Some(BlockRange { end: list.end - behind.len() as u32, ..entry }),
        _ => Some(BlockRange { start: list.start + before.len() as u32, ..entry }),
    }
}
