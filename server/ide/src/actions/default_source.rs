//! Makes a declared source the default of the document, where annotations have none.

use super::{Action, ActionContext, ActionKind};
use ascribe_lints::Finding;
use ascribe_markup::declare::front_matter_field;
use ascribe_markup::model::{Marked, Namespace};
use ascribe_markup::strip::keeps_article;
use std::collections::HashMap;

/// Rule that reports annotations without a source.
const RULE: &str = "missing-source";

/// Maximum number of sources to offer, the most used first.
const PROPOSALS: usize = 3;

pub(super) fn offer<'a>(asked: &'a ActionContext<'a>, actions: &mut Vec<Action<'a>>) {
    if !asked.wants(ActionKind::QuickFix) {
        return;
    }
    let is_here = |place: &_, finding: &Finding| finding.rule.code == RULE && asked.touches(place);
    let Some(found) = asked.finding(is_here) else { return };
    let document = &asked.scope.document;
    let mut uses: HashMap<&str, usize> = HashMap::new();
    for source in document.blocks().flat_map(|at| at.block.marked()).flat_map(Marked::sources) {
        *uses.entry(&source.id).or_default() += 1;
    }
    let mut sources: Vec<_> = asked.scope.declared(Namespace::Source).collect();
    sources.sort_by_key(|source| std::cmp::Reverse(uses.get(&*source.id).copied().unwrap_or_default()));
    for source in sources.into_iter().take(PROPOSALS) {
        let Some(edit) = front_matter_field(document, "source", &format!("^{}", source.id)) else { return };
        let edits = vec![edit];
        if keeps_article(document, &edits) {
            let title = format!("Use `^{}` ({}) as the default source", source.id, source.name);
            actions.push(Action::edits(ActionKind::QuickFix, title, edits).fixing(&found));
        }
    }
}
