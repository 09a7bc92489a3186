//! Code actions: what can be done at a place. Each kind of action is in a file of its own; to add one, write its
//! file and name it in [`OFFERS`].

mod attribute;
mod cast;
mod declare;
mod draft;
mod fix;
mod items;
mod kind;
mod mark;
mod parts;
mod review;
mod silence;
mod sort;
mod speaker;
mod unwrap;

use ascribe_lints::{Context, Finding, Findings, check};
use ascribe_markup::Edit;
use ascribe_markup::document::BlockAt;
use ascribe_markup::model::{Annotation, Marked};
use ascribe_markup::scope::{Place, Scope};
use std::cell::OnceCell;
use std::ops::Range;

/// Offers what can be done at a place.
type Offer = for<'a> fn(&'a Asked<'a>, &mut Vec<Action<'a>>);

/// Who offers, in the order in which it is listed.
const OFFERS: [Offer; 14] = [
    speaker::offer,
    fix::offer,
    declare::undefined,
    silence::offer,
    attribute::offer,
    review::offer,
    draft::offer,
    mark::offer,
    declare::selected,
    kind::offer,
    parts::offer,
    unwrap::offer,
    cast::offer,
    sort::offer,
];

/// What sort of action it is: editors put them into menus by this, and ask for some of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ActionKind {
    /// It mends a finding, or silences it.
    QuickFix,
    /// It mends what can safely be mended in the whole document.
    FixAll,
    /// It declares what is selected.
    Extract,
    /// It takes an annotation away; the words stay.
    Inline,
    /// It writes an annotation in another way.
    Rewrite,
    /// It moves something to another document.
    Move,
    /// It sorts the declarations.
    Organize,
    /// It drafts a paragraph.
    Draft,
    /// It drafts the document.
    DraftAll,
    /// It accepts the drafts of the document.
    AcceptAll,
}

/// Where something is to be done, and what is known there.
pub struct Asked<'a> {
    scope: &'a Scope,
    range: Range<usize>,
    wanted: &'a dyn Fn(ActionKind) -> bool,
    can_create_cast: bool,
    project: Option<&'a str>,
    previous: Option<&'a Findings>,
    findings: OnceCell<Findings>,
}

impl<'a> Asked<'a> {
    /// A byte range, which may be empty. All kinds of actions are wanted.
    pub fn new(scope: &'a Scope, range: Range<usize>) -> Self {
        Self {
            scope,
            range,
            wanted: &|_| true,
            can_create_cast: false,
            project: None,
            previous: None,
            findings: OnceCell::new(),
        }
    }

    /// Only these kinds are wanted; what the others would be is not looked for.
    #[must_use]
    pub fn only(self, wanted: &'a dyn Fn(ActionKind) -> bool) -> Self {
        Self { wanted, ..self }
    }

    /// A `cast.ascribe` may be created beside the document, which has none there; it is done only where no
    /// other one is seen.
    #[must_use]
    pub fn with_new_cast(self, can_create_cast: bool) -> Self {
        Self { can_create_cast, ..self }
    }

    /// The text of the `ascribe.toml` that says first what holds for the document; empty for one that can be made.
    #[must_use]
    pub fn with_project(self, project: Option<&'a str>) -> Self {
        Self { project, ..self }
    }

    /// What was found before, to build on.
    #[must_use]
    pub fn following(self, previous: Option<&'a Findings>) -> Self {
        Self { previous, ..self }
    }

    fn wants(&self, kind: ActionKind) -> bool {
        (self.wanted)(kind)
    }

    /// What the rules find in the whole document.
    fn findings(&self) -> &Findings {
        self.findings.get_or_init(|| check(self.scope, self.previous))
    }

    /// What the rules find in the blocks that the place touches.
    fn here(&self) -> impl Iterator<Item = (Context<'_>, &[Finding])> {
        self.findings().in_blocks(self.range.clone())
    }

    fn touches(&self, place: &Range<usize>) -> bool {
        place.start <= self.range.end && self.range.start <= place.end
    }

    /// The innermost quotation or span that holds the place, with its braces.
    fn marked(&self) -> Option<(BlockAt<'a>, &'a Marked)> {
        let at = self.scope.document.block_at(self.range.start)?;
        let holds = |marked: &&Marked| {
            let whole = marked.whole().at(at.start);
            whole.start <= self.range.start && self.range.end <= whole.end
        };
        Some((at, at.block.marked().iter().rev().find(holds)?))
    }

    /// The same with its annotation, if that has a brace of its own at its end.
    fn annotated(&self) -> Option<(BlockAt<'a>, &'a Marked, &'a Annotation)> {
        let (at, marked) = self.marked()?;
        let annotation = marked.annotation.as_ref().filter(|annotation| annotation.closed)?;
        Some((at, marked, annotation))
    }

    /// The nearest cast, or a new one where there is none.
    fn cast(&self) -> Option<Cast> {
        match self.scope.casts.first() {
            Some(_) => Some(Cast::At(Place::Cast(0))),
            None => self.can_create_cast.then_some(Cast::New),
        }
    }
}

/// A cast that something is put into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cast {
    At(Place),
    New,
}

impl Cast {
    /// What it is called in a title.
    fn name(self) -> &'static str {
        match self {
            Self::At(_) => "`cast.ascribe`",
            Self::New => "a new `cast.ascribe`",
        }
    }
}

/// What an action does to the documents of a scope.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// The edits of each document, each document once, none of its edits overlapping another.
    pub edits: Vec<(Place, Vec<Edit>)>,
    /// The content of a new `cast.ascribe` beside the document.
    pub new_cast: Option<String>,
    /// The edits of the `ascribe.toml` that the place was asked about with.
    pub project: Vec<Edit>,
}

impl Change {
    /// Edits of the document itself.
    pub fn here(edits: Vec<Edit>) -> Self {
        Self { edits: vec![(Place::Here, edits)], ..Self::default() }
    }

    /// The edits of one of the documents.
    pub fn edits_of(&self, place: Place) -> &[Edit] {
        let mut edits = self.edits.iter().filter(|(of, _)| *of == place);
        edits.next().map_or(&[], |(_, edits)| edits)
    }
}

/// Something that can be done at a place.
pub struct Action<'a> {
    /// What it does, as an imperative.
    pub title: String,
    /// What sort of action it is.
    pub kind: ActionKind,
    /// The finding that it mends or silences, with its bytes in the document.
    pub finding: Option<(Range<usize>, Finding)>,
    /// Whether it is most likely what is wanted.
    pub preferred: bool,
    /// Why it cannot be done here.
    pub disabled: Option<String>,
    change: Box<dyn Fn() -> Change + 'a>,
}

impl<'a> Action<'a> {
    /// An action whose change is made when it is asked for.
    fn new(kind: ActionKind, title: impl Into<String>, change: impl Fn() -> Change + 'a) -> Self {
        let title = title.into();
        Self { title, kind, finding: None, preferred: false, disabled: None, change: Box::new(change) }
    }

    /// An action that edits the document itself.
    fn edits(kind: ActionKind, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self::new(kind, title, move || Change::here(edits.clone()))
    }

    /// An action that would be looked for here, and why it cannot be done.
    fn disabled(kind: ActionKind, title: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { disabled: Some(reason.into()), ..Self::new(kind, title, Change::default) }
    }

    /// The same action for a finding.
    fn mending(self, finding: &(Range<usize>, Finding)) -> Self {
        Self { finding: Some(finding.clone()), ..self }
    }

    /// Whether another one would be the same, perhaps without a reason.
    fn says_as_much_as(&self, other: &Self) -> bool {
        let rest = self.title.strip_prefix(&other.title);
        rest.is_some_and(|rest| match &other.finding {
            None => rest.is_empty() || rest.starts_with(": "),
            finding => rest.starts_with(": ") && self.finding == *finding,
        })
    }

    /// What it does.
    pub fn change(&self) -> Change {
        (self.change)()
    }
}

impl std::fmt::Debug for Action<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Action").field("title", &self.title).field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// What can be done, in the order in which it is shown.
pub fn actions<'a>(asked: &'a Asked<'a>) -> Vec<Action<'a>> {
    let mut actions: Vec<Action<'a>> = Vec::new();
    for offer in OFFERS {
        let first = actions.len();
        offer(asked, &mut actions);
        // What mends a finding is not offered a second time.
        let (before, new) = actions.split_at(first);
        let again = |new: &Action<'_>| before.iter().any(|old| old.says_as_much_as(new));
        let kept: Vec<bool> = new.iter().map(|new| asked.wants(new.kind) && !again(new)).collect();
        let mut kept = std::iter::repeat_n(true, first).chain(kept);
        actions.retain(|_| kept.next().unwrap_or(true));
    }
    actions
}
