use crate::facts::across::Across;
use crate::facts::{Fact, FactKey, FactKind, Sort};
use crate::sourcing::article_source::article_as_default;
use crate::sourcing::citations::Citations;
use crate::sourcing::{attribute, quotations};
use crate::suppressions::note_allows;
use crate::{Applicability, Check, Context, Finding, Fix, FixContext, Rule, Severity};
use ascribe_drafting::is_drafted_record;
use ascribe_markup::model::statement;
use ascribe_markup::model::vocabulary::{AUTHOR, Kind};
use ascribe_markup::model::{Annotation, Declaration, Marked, Namespace};
use ascribe_markup::scope::Scope;
use std::collections::{BTreeSet, HashSet};

/// Maximum number of sources to offer: more would be a list to read, not a fix to choose.
const PROPOSALS: usize = 5;

pub(super) static RULE: Rule = Rule {
    code: "missing-source",
    severity: Severity::Warning,
    summary: "An attributed quote or claim without a source.",
    explanation: "\
Readers must be able to find the words again: the IFCN's code asks for all sources, in enough detail to repeat the
work. The rule finds quotes and claims with an `@actor` but no `^source`.

A document that gives no source at all has one finding, at the first of these annotations, with their number: the fix
declares the article itself as the default source, from its front matter. Sources that drafting found in the article's
own words, such as “Interview with The Herald”, count only once you have added a field to them, such as the date. As
soon as the document declares or uses another source, each annotation without one has a finding.

The rule skips documents with a default source in the front matter (`source: ^id`), parts (`part=#label`), annotations
inside another one that has a source, statements by `@author` alone, which are on record in the article itself, and
drafts until they are accepted (`unreviewed-draft` reports those).",
    bad: "@jensen: Maria Jensen\n\n“We had no warning at all,”{@jensen} she said.\n",
    good: "@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\n“We had no warning at all,”{@jensen ^call} she said.\n",
    check: Check::Document { provide, find },
    fixes,
};

fn provide(context: &Context<'_>, facts: &mut Vec<Fact>) {
    if context.scope.has_default_source() {
        return;
    }
    if has_own_source(context) {
        facts.push(Fact::new(FactKey::sources(), FactKind::Used));
    }
    let statements = unsourced(context);
    if statements.is_empty() {
        return;
    }
    facts.push(Fact::query(FactKey::sources()));
    let excuses = Excuses::of(context);
    let count = statements.iter().filter(|(_, annotation)| !excuses.cover(annotation)).count();
    if count > 0 {
        // A block is shorter than 4 GiB.
        facts.push(Fact::new(FactKey::unsourced(), FactKind::Statements(count as u32)));
    }
}

fn find(context: &Context<'_>, across: &Across<'_>, findings: &mut Vec<Finding>) {
    if context.scope.has_default_source() {
        return;
    }
    let statements = unsourced(context);
    if statements.is_empty() {
        return;
    }
    let of_this = |marked: &Marked| {
        format!(
            "This {} has no source. Add `^id` to the annotation, or `source: ^id` to the front matter.",
            statement::noun(marked.kind(), marked.stance())
        )
    };
    if across.has_fact(FactKey::sources(), Sort::Used) {
        let each = statements.iter();
        findings
            .extend(each.map(|(marked, annotation)| Finding::new(&RULE, annotation.extent, of_this(marked))));
        return;
    }
    // Excused statements have a finding each, so that their suppressions count as used.
    let excuses = Excuses::of(context);
    let (excused, others): (Vec<_>, Vec<_>) =
        statements.into_iter().partition(|(_, annotation)| excuses.cover(annotation));
    let excused = excused.into_iter();
    findings
        .extend(excused.map(|(marked, annotation)| Finding::new(&RULE, annotation.extent, of_this(marked))));
    let is_first = || across.provide(FactKey::unsourced(), Sort::Statements).next() == Some(context.at.index);
    if let Some((marked, annotation)) = others.first().filter(|_| is_first()) {
        let message = match count(across) {
            1 => of_this(marked),
            count => format!(
                "{count} quotes and claims have no source. \
                 Add `source: ^id` to the front matter, or `^id` to each annotation."
            ),
        };
        findings.push(Finding::new(&RULE, annotation.extent, message));
    }
}

/// Number of statements without a source in the document.
fn count(across: &Across<'_>) -> u32 {
    let facts = across.facts_from_few(FactKey::unsourced(), usize::MAX);
    let counts = facts.into_iter().map(|(_, kind)| match kind {
        FactKind::Statements(count) => *count,
        _ => 0,
    });
    counts.sum()
}

/// Whether the block declares a source, or refers to one of another document. Sources that drafting declares are the
/// article's own words, so they do not show that somebody gives sources to its statements.
fn has_own_source(context: &Context<'_>) -> bool {
    let Context { scope, at, .. } = context;
    let is_declared_here = |id: &str| scope.document.definition_count(Namespace::Source, id) > 0;
    let mut references = at.block.marked().iter().flat_map(Marked::sources);
    let is_declared = at.block.declaration().is_some_and(|declaration| {
        declaration.namespace == Namespace::Source && !is_drafted_record(scope, declaration)
    });
    is_declared || references.any(|source| !source.id.is_empty() && !is_declared_here(&source.id))
}

/// Whether any block of the document has its own source; found once for all fixes.
fn document_has_own_source(context: &Context<'_>) -> bool {
    let has_any = || context.scope.document.blocks().any(|at| has_own_source(&Context { at, ..*context }));
    *context.scope.own_sources().get_or_init(has_any)
}

/// Attributed quotes and claims of a block that have no source, with their annotations.
fn unsourced<'a>(context: &Context<'a>) -> Vec<(&'a Marked, &'a Annotation)> {
    let annotated =
        context.at.block.marked().iter().filter_map(|marked| Some((marked, marked.annotation.as_ref()?)));
    let unsourced = annotated.filter(|(marked, annotation)| {
        let said = matches!(marked.kind(), Kind::Claim | Kind::Quote);
        let attributed = marked.actors().any(|actor| &*actor.id != AUTHOR);
        said && attributed && !annotation.is_draft() && !has_source(context, marked)
    });
    unsourced.collect()
}

/// Suppressions of the rule in a block.
struct Excuses {
    /// Whether a note above the block suppresses the rule.
    whole: bool,
    /// Starts of the annotated texts that suppress it, in order, each with the largest end of those up to it.
    annotated: Vec<(u32, u32)>,
}

impl Excuses {
    fn of(context: &Context<'_>) -> Self {
        let document = &context.scope.document;
        let above = (0..context.at.index).rev().map_while(|index| document.block(index));
        let mut notes = above.map(|at| at.block).take_while(|block| quotations::is_note(block));
        let allows = |marked: &&Marked| marked.annotation.as_ref().is_some_and(|it| it.allows(RULE.code));
        let mut annotated: Vec<(u32, u32)> = context
            .at
            .block
            .marked()
            .iter()
            .filter(allows)
            .map(|marked| (marked.whole().start, marked.whole().end))
            .collect();
        annotated.sort_unstable();
        let mut last = 0;
        for (_, end) in &mut annotated {
            last = last.max(*end);
            *end = last;
        }
        Self { whole: notes.any(|note| note_allows(note, RULE.code)), annotated }
    }

    fn cover(&self, annotation: &Annotation) -> bool {
        let place = annotation.extent;
        let before = self.annotated.partition_point(|(start, _)| *start <= place.start);
        let is_around = |(_, end): &(u32, u32)| place.end <= *end;
        self.whole || self.annotated[..before].last().is_some_and(is_around)
    }
}

fn has_source(context: &Context<'_>, marked: &Marked) -> bool {
    let block = context.at.block;
    let parts = quotations::continued(block, marked, context.around)
        .or_else(|| quotations::going_on(block, marked, context.around));
    marked.sources().next().is_some()
        || marked.is_part()
        || quotations::inherits_source(block, marked)
        || parts.is_some_and(|parts| parts.sourced)
}

/// Sources to offer for a statement: those that hold the words of its actors, and then the others, in order.
fn proposals<'a>(scope: &'a Scope, marked: &Marked) -> Vec<&'a Declaration> {
    let citations = Citations::of(scope);
    let own: BTreeSet<(usize, &str)> =
        marked.actors().flat_map(|actor| citations.sources_of(&actor.id).take(PROPOSALS)).collect();
    let ids: HashSet<&str> = own.iter().map(|(_, id)| *id).collect();
    let own = own.iter().filter_map(|(_, id)| scope.declaration(Namespace::Source, id));
    let others = scope.declared(Namespace::Source).filter(|source| !ids.contains(&*source.id));
    own.chain(others).take(PROPOSALS).collect()
}

fn fixes(context: &FixContext<'_>, finding: &Finding) -> Vec<Fix> {
    let Some((marked, annotation)) = context.at.block.annotated_at(finding.extent) else { return Vec::new() };
    let edit = |id: &str| attribute::add_item(context.at, annotation, &format!("^{id}"));
    let proposals = proposals(context.scope, marked);
    let is_once = !document_has_own_source(context);
    let (article, is_only) = (
        article_as_default(context.scope),
        context.scope.declared(Namespace::Source).take(2).count() == 1 && !is_once,
    );
    let applicability = if is_only { Applicability::Unsafe } else { Applicability::Manual };
    let add = |source: &&Declaration| {
        let title = format!("Add the source `^{}` ({})", source.id, source.name);
        Fix::new(title, vec![edit(&source.id)]).with(applicability)
    };
    let mut fixes: Vec<Fix> = proposals.iter().map(add).collect();
    fixes.push(attribute::new_source(context.scope, context.at, annotation));
    match article {
        Some(article) if is_once => fixes.insert(0, article.with(Applicability::Unsafe)),
        article => fixes.extend(article),
    }
    fixes
}
