//! Suppressions: `allow=` in an annotation, `%% allow: rule - reason` above a paragraph, `allow:` in the front matter.

use super::{Context, Finding, RULES};
use ascribe_markup::document::Document;
use ascribe_markup::model::{Annotation, Block, Marked, allowed_by, lists_rule, rules_in};
use std::cell::Cell;
use std::sync::Arc;

/// Rules suppressed in a block, as bit sets in the order of [`RULES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Suppressed {
    pub by_notes: u64,
    pub by_front_matter: u64,
}

/// Number of blocks in which each rule is suppressed, in the order of [`RULES`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tally([u32; RULES.len()]);

impl Default for Tally {
    fn default() -> Self {
        Self([0; RULES.len()])
    }
}

impl Tally {
    /// Adds a block in which these rules are suppressed.
    pub(super) fn put_in(&mut self, bits: u64) {
        self.counts(bits).for_each(|count| *count += 1);
    }

    /// Removes a block in which these rules were suppressed.
    pub(super) fn take_out(&mut self, bits: u64) {
        self.counts(bits).for_each(|count| *count -= 1);
    }

    /// Rules suppressed in at least one block, as a bit set.
    pub(super) fn bits(&self) -> u64 {
        self.0
            .iter()
            .enumerate()
            .filter(|(_, count)| **count > 0)
            .fold(0, |bits, (place, _)| bits | 1 << place)
    }

    fn counts(&mut self, bits: u64) -> impl Iterator<Item = &mut u32> {
        self.0
            .iter_mut()
            .enumerate()
            .filter(move |(place, _)| bits & (1 << place) != 0)
            .map(|(_, count)| count)
    }
}

/// Suppressions that apply to one block.
pub(super) struct Suppressions<'a> {
    /// Rules that the front matter and the notes list, as bit sets.
    listed: Suppressed,
    /// Annotations with `allow=`, in text order.
    annotated: Vec<Allowing<'a>>,
    suppressed: Cell<Suppressed>,
}

/// An annotation with `allow=`.
struct Allowing<'a> {
    marked: &'a Marked,
    annotation: &'a Annotation,
    /// Index of the one around it.
    parent: Option<usize>,
    /// Rules that it lists, as a bit set.
    listed: u64,
    /// Rules that it has suppressed so far, as a bit set.
    suppressed: Cell<u64>,
}

/// Rules in a list, as a bit set.
fn bits(list: &str) -> u64 {
    rules_in(list).fold(0, |bits, code| bits | bit(code))
}

/// Rules that the front matter of a document suppresses, as a bit set.
pub(super) fn by_front_matter(document: &Document) -> u64 {
    document.front_matter("allow").map_or(0, |allow| bits(&allow.value))
}

impl<'a> Suppressions<'a> {
    /// Suppressions of a block below notes; `by_front_matter` are those that [`by_front_matter`] tells.
    pub(super) fn of(context: &Context<'a>, notes: &'a [Arc<Block>], by_front_matter: u64) -> Self {
        let marked = context.at.block.marked().iter();
        let annotated = marked.filter_map(|marked| Some((marked, marked.annotation.as_ref()?)));
        let mut all: Vec<Allowing<'a>> = Vec::new();
        let mut parent: Option<usize> = None;
        for (marked, annotation) in
            annotated.filter(|(_, annotation)| annotation.attribute("allow").is_some())
        {
            while let Some(place) = parent
                && all[place].marked.whole().end <= marked.whole().start
            {
                parent = all[place].parent;
            }
            let lists = annotation.attributes().filter(|attribute| &*attribute.key == "allow");
            let listed = lists.fold(0, |listed, allow| listed | bits(&allow.value));
            all.push(Allowing { marked, annotation, parent, listed, suppressed: Cell::new(0) });
            parent = Some(all.len() - 1);
        }
        let notes = notes.iter().filter_map(|note| Some(note.slice(allowed_by(note)?)));
        let listed =
            Suppressed { by_notes: notes.fold(0, |listed, note| listed | bits(note)), by_front_matter };
        Self { listed, annotated: all, suppressed: Cell::default() }
    }

    /// Whether a finding is suppressed; marks every suppression that covers it as used.
    pub(super) fn covers(&self, finding: &Finding) -> bool {
        let code = finding.rule.code;
        let bit = bit(code);
        let place = finding.about.unwrap_or(finding.extent);
        let mut covered = false;
        let mut next =
            self.annotated.partition_point(|it| it.marked.whole().start <= place.start).checked_sub(1);
        while let Some(allowing) = next.map(|next| &self.annotated[next]) {
            let whole = allowing.marked.whole();
            if whole.start <= place.start && place.end <= whole.end && allowing.listed & bit != 0 {
                covered = true;
                let used = allowing.suppressed.get();
                if used & bit != 0 {
                    // The ones around it cover what it covered before.
                    break;
                }
                allowing.suppressed.set(used | bit);
            }
            next = allowing.parent;
        }
        let mut suppressed = self.suppressed.get();
        suppressed.by_notes |= self.listed.by_notes & bit;
        suppressed.by_front_matter |= self.listed.by_front_matter & bit;
        self.suppressed.set(suppressed);
        covered || (self.listed.by_notes | self.listed.by_front_matter) & bit != 0
    }

    /// Rules suppressed by notes and the front matter.
    pub(super) fn suppressed(&self) -> Suppressed {
        self.suppressed.get()
    }

    /// Annotations with `allow=`, each with the rules it has suppressed.
    pub(super) fn annotated(&self) -> impl Iterator<Item = (&'a Marked, &'a Annotation, u64)> {
        self.annotated.iter().map(|it| (it.marked, it.annotation, it.suppressed.get()))
    }
}

/// Bit of a rule; 0 for an unknown code.
pub(super) fn bit(code: &str) -> u64 {
    const { assert!(RULES.len() <= 64, "there is a bit for each rule") };
    RULES.iter().position(|rule| rule.code == code).map_or(0, |place| 1 << place)
}

/// Whether a note suppresses a rule in the block below it.
pub(super) fn note_allows(note: &Block, code: &str) -> bool {
    allowed_by(note).is_some_and(|list| lists_rule(note.slice(list), code))
}
