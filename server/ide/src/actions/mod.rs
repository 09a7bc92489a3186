//! Code actions at a position. Each kind of action has its own file; to add one, write its file and list it in
//! `PROVIDERS`.

mod attribute;
mod cast;
mod declare;
mod default_source;
mod draft;
mod fix;
mod front_matter;
mod items;
mod kind;
mod mark;
mod parts;
mod review;
mod sort;
mod speaker;
mod stance;
mod suppress;
mod unwrap;

pub(crate) use attribute::attributing;

use ascribe_lints::{Context, Finding, Findings, check_on};
use ascribe_markup::Edit;
use ascribe_markup::budget::Budget;
use ascribe_markup::document::BlockAt;
use ascribe_markup::gate::Intent;
use ascribe_markup::model::{Annotation, Marked};
use ascribe_markup::scope::{Place, Scope};
use std::cell::OnceCell;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

/// Provider of code actions.
type Offer = for<'a> fn(&'a ActionContext<'a>, &mut Vec<Action<'a>>);

/// All providers, in the order in which their actions are listed: the likely first. Editors list quick fixes before the
/// others, so suppressions are behind all other quick fixes.
const PROVIDERS: [Offer; 18] = [
    speaker::offer,
    review::this,
    fix::offer,
    default_source::offer,
    declare::undefined,
    attribute::offer,
    review::several,
    draft::offer,
    front_matter::offer,
    mark::offer,
    declare::selected,
    kind::offer,
    stance::offer,
    parts::offer,
    unwrap::offer,
    cast::offer,
    sort::offer,
    suppress::offer,
];

/// Maximum number of actions that a provider offers: more would be a list to read, and the edits of each read a paragraph.
const MOST_OFFERED: usize = 100;

/// Kind of an action, by which editors arrange menus and filter requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ActionKind {
    /// Fixes or suppresses a finding.
    QuickFix,
    /// Fixes a finding by naming the speaker.
    AttributeFix,
    /// Applies all safe fixes in the document.
    FixAll,
    /// Declares the selected name.
    Extract,
    /// Removes an annotation and keeps its text.
    Inline,
    /// Rewrites an annotation.
    Rewrite,
    /// Names the speaker, or another one.
    Attribute,
    /// Accepts a draft.
    Accept,
    /// Rejects a draft.
    Reject,
    /// Moves something to another document.
    Move,
    /// Sorts the declarations.
    Organize,
    /// Drafts a paragraph.
    Draft,
    /// Drafts the document.
    DraftAll,
    /// Adds front matter from the article.
    FrontMatter,
    /// Accepts the drafts of the document.
    AcceptAll,
    /// It accepts those with a high confidence.
    AcceptLikely,
}

/// Context of a request for actions: the range and what is known there.
pub struct ActionContext<'a> {
    scope: &'a Scope,
    range: Range<usize>,
    wanted: &'a dyn Fn(ActionKind) -> bool,
    can_create_cast: bool,
    project: Option<&'a str>,
    previous: Option<&'a Findings>,
    budget: &'a Budget,
    /// `None` if the budget does not last for the check.
    findings: OnceCell<Option<Findings>>,
}

impl<'a> ActionContext<'a> {
    /// Context of a byte range, which may be empty, with all kinds of actions requested.
    pub fn new(scope: &'a Scope, range: Range<usize>) -> Self {
        Self {
            scope,
            range,
            wanted: &|_| true,
            can_create_cast: false,
            project: None,
            previous: None,
            budget: Budget::UNLIMITED,
            findings: OnceCell::new(),
        }
    }

    /// Restricts the request to these kinds; other actions are not computed.
    #[must_use]
    pub fn only(self, wanted: &'a dyn Fn(ActionKind) -> bool) -> Self {
        Self { wanted, ..self }
    }

    /// Allows actions to create a `cast.ascribe` next to the document. Only done where no other cast is in scope; the
    /// document's folder must not have one.
    #[must_use]
    pub fn with_new_cast(self, can_create_cast: bool) -> Self {
        Self { can_create_cast, ..self }
    }

    /// Sets the text of the closest `ascribe.toml` that applies to the document; empty for one yet to be created.
    #[must_use]
    pub fn with_project(self, project: Option<&'a str>) -> Self {
        Self { project, ..self }
    }

    /// Sets earlier findings, to check incrementally.
    #[must_use]
    pub fn following(self, previous: Option<&'a Findings>) -> Self {
        Self { previous, ..self }
    }

    /// Limits the work. Once the budget is spent, actions and edits are missing, so that none of them must be used.
    #[must_use]
    pub fn within(self, budget: &'a Budget) -> Self {
        Self { budget, ..self }
    }

    fn wants(&self, kind: ActionKind) -> bool {
        (self.wanted)(kind)
    }

    /// Findings in the whole document.
    fn findings(&self) -> Option<&Findings> {
        let check = || check_on(self.scope, self.previous.cloned(), self.budget).ok();
        self.findings.get_or_init(check).as_ref()
    }

    /// Findings in the blocks that the range touches.
    fn here(&self) -> impl Iterator<Item = (Context<'_>, &[Finding])> {
        let here = self.findings().into_iter().flat_map(|all| all.in_blocks(self.range.clone()));
        here.map(|(context, findings)| (Context { budget: self.budget, ..context }, findings))
    }

    /// First of the findings [here](Self::here) that is wanted, with its byte range.
    fn finding(
        &self,
        is_wanted: impl Fn(&Range<usize>, &Finding) -> bool,
    ) -> Option<(Range<usize>, Finding)> {
        self.here().find_map(|(context, findings)| {
            let placed = findings.iter().map(|finding| (finding.extent.at(context.at.start), finding));
            let mut wanted = placed.filter(|(place, finding)| is_wanted(place, finding));
            wanted.next().map(|(place, finding)| (place, finding.clone()))
        })
    }

    fn touches(&self, place: &Range<usize>) -> bool {
        place.start <= self.range.end && self.range.start <= place.end
    }

    /// Innermost quotation or span that contains the range, including its braces.
    fn marked(&self) -> Option<(BlockAt<'a>, &'a Marked)> {
        let at = self.scope.document.block_at(self.range.start)?;
        let holds = |marked: &&Marked| {
            let whole = marked.whole().at(at.start);
            whole.start <= self.range.start && self.range.end <= whole.end
        };
        Some((at, at.block.marked().iter().rev().find(holds)?))
    }

    /// Innermost quotation or span that contains the range, with its annotation, if that has its own closing brace.
    fn annotated(&self) -> Option<(BlockAt<'a>, &'a Marked, &'a Annotation)> {
        let (at, marked) = self.marked()?;
        let annotation = marked.annotation.as_ref().filter(|annotation| annotation.closed)?;
        Some((at, marked, annotation))
    }

    /// The nearest cast, or a new one if there is none.
    fn cast(&self) -> Option<Cast> {
        match self.scope.casts.first() {
            Some(_) => Some(Cast::At(Place::Cast(0))),
            None => self.can_create_cast.then_some(Cast::New),
        }
    }
}

/// Cast that receives a declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cast {
    At(Place),
    New,
}

impl Cast {
    /// Name for use in a title.
    fn name(self) -> &'static str {
        match self {
            Self::At(_) => "`cast.ascribe`",
            Self::New => "a new `cast.ascribe`",
        }
    }
}

/// Title of an action, with the byte range, the rule and the message of its finding.
type ActionKey = (String, Option<(Range<usize>, &'static str, Arc<str>)>);

/// Edits that an action makes to the documents of a scope.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// Non-overlapping edits by document, each document once.
    pub edits: Vec<(Place, Vec<Edit>)>,
    /// Content of a new `cast.ascribe` next to the document.
    pub new_cast: Option<String>,
    /// Edits of the `ascribe.toml` given in the context.
    pub project: Vec<Edit>,
}

impl Change {
    /// Change of the document itself.
    pub fn here(edits: Vec<Edit>) -> Self {
        Self { edits: vec![(Place::Here, edits)], ..Self::default() }
    }

    /// Edits of one of the documents.
    pub fn edits_of(&self, place: Place) -> &[Edit] {
        let mut edits = self.edits.iter().filter(|(of, _)| *of == place);
        edits.next().map_or(&[], |(_, edits)| edits)
    }
}

/// A code action.
pub struct Action<'a> {
    /// Title, in the imperative.
    pub title: String,
    /// Kind of the action.
    pub kind: ActionKind,
    /// Finding that the action fixes or suppresses, with its byte range in the document.
    pub finding: Option<(Range<usize>, Finding)>,
    /// Whether the action is most likely the wanted one.
    pub preferred: bool,
    /// Reason why the action is not possible here, if it is not.
    pub disabled: Option<String>,
    /// Part of the article that its edits of the document are meant to change.
    pub intent: Intent,
    change: Box<dyn Fn() -> Change + 'a>,
}

impl<'a> Action<'a> {
    /// Action whose change is computed on demand.
    fn new(kind: ActionKind, title: impl Into<String>, change: impl Fn() -> Change + 'a) -> Self {
        let title = title.into();
        Self {
            title,
            kind,
            finding: None,
            preferred: false,
            disabled: None,
            intent: Intent::Markup,
            change: Box::new(change),
        }
    }

    /// Action that edits the document itself.
    fn edits(kind: ActionKind, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self::new(kind, title, move || Change::here(edits.clone()))
    }

    /// Action that users may look for here, with the reason why it is not possible.
    fn disabled(kind: ActionKind, title: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { disabled: Some(reason.into()), ..Self::new(kind, title, Change::default) }
    }

    /// Attaches a finding to the action.
    fn fixing(self, finding: &(Range<usize>, Finding)) -> Self {
        Self { finding: Some(finding.clone()), ..self }
    }

    /// Its title, with the place, the rule and the message of its finding.
    fn key(&self) -> ActionKey {
        let finding = self.finding.as_ref();
        let about =
            finding.map(|(place, finding)| (place.clone(), finding.rule.code, finding.message.clone()));
        (self.title.clone(), about)
    }

    /// Keys of the actions that it makes superfluous: those that do the same, perhaps without giving a reason.
    fn covered(&self) -> Vec<ActionKey> {
        let (title, about) = self.key();
        let without_reason = title.match_indices(": ").map(|(at, _)| title[..at].to_owned());
        let mut covered: Vec<ActionKey> =
            without_reason.flat_map(|title| [(title.clone(), None), (title, about.clone())]).collect();
        covered.push((title, None));
        covered
    }

    /// Computes the change.
    pub fn change(&self) -> Change {
        (self.change)()
    }
}

impl std::fmt::Debug for Action<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Action").field("title", &self.title).field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// All actions, in display order.
pub fn actions<'a>(asked: &'a ActionContext<'a>) -> Vec<Action<'a>> {
    let mut actions: Vec<Action<'a>> = Vec::new();
    let mut keys = HashSet::new();
    for offer in PROVIDERS.into_iter().take_while(|_| asked.budget.take(1)) {
        let first = actions.len();
        offer(asked, &mut actions);
        // An action that already fixes a finding is not offered twice.
        let new = actions.split_off(first);
        let is_new = |new: &Action<'a>| asked.wants(new.kind) && !keys.contains(&new.key());
        actions.extend(new.into_iter().filter(is_new).take(MOST_OFFERED));
        keys.extend(actions[first..].iter().flat_map(Action::covered));
    }
    actions
}
