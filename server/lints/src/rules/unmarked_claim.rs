use crate::sourcing::quotations;
use crate::sourcing::reported_speech::reported_speech;
use crate::{Applicability, Check, Context, Finding, Fix, FixContext, Rule, Severity};
use ascribe_attribution::{SpeechKind, Stance};
use ascribe_drafting::candidates::Candidate;
use ascribe_drafting::writing::marking::{Marking, MarkingPlace};
use ascribe_markup::Edit;
use ascribe_markup::model::statement;
use ascribe_markup::model::vocabulary::Kind;
use ascribe_markup::model::{BlockRange, Marked, Namespace, Shape};

pub(super) static RULE: Rule = Rule {
    code: "unmarked-claim",
    severity: Severity::Hint,
    summary: "Reported speech without an annotation.",
    explanation: "\
Reported speech can be checked only once it is annotated. The rule finds likely reported speech outside of quotation
marks (“officials have denied that …”) that no annotation touches. It considers only documents that declare an actor:
an article that nobody has begun to annotate has no findings.

The fix writes `stance=` where the sentence denies, doubts, asks, demands, promises or only believes something.

The rule skips what nobody is said to say (“did not say that …”, “declined to say …”, “if she says …”), quotations
(`unattributed-quote` finds those) and words around one, claims of fewer than three words, lines that do not end in a full stop, such as
headlines and captions, articles in other languages than English (`lang:`), and documents of more than 400 kilobytes,
which are not articles. To annotate a whole article at once, draft it.",
    bad: "@city: City council\n\nThe City council said that the bridge is safe until May.\n",
    good: "@city: City council\n^briefing: Press briefing\n  date: 2025-03-04\n\nThe City council said that [the bridge is safe until May]{claim @city ^briefing}.\n",
    check: Check::Block(check),
    fixes,
};

/// Minimum confidence to report; a lower one would give too many findings.
const CERTAIN: f32 = 0.75;

/// Minimum length in words; a shorter claim has nothing to check.
const SHORTEST: usize = 3;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    if context.scope.document.defined_ids(Namespace::Actor).next().is_none() {
        return;
    }
    for place in unmarked(context) {
        let message = "This reported speech has no annotation. Annotate it as a claim.";
        findings.push(Finding::new(&RULE, place.extent, message));
    }
}

/// Likely claims in the block without an annotation.
fn unmarked(context: &Context<'_>) -> Vec<MarkingPlace> {
    let block = context.at.block;
    let ends = ['.', '!', '?', '…', '"', '”', '’', '»', '\'', ')'];
    if block.paragraph().is_none()
        || !block.words(BlockRange::new(0, block.content)).trim_end().ends_with(ends)
    {
        return Vec::new();
    }
    let mut likely = reported_speech(context.scope, context.at);
    likely.retain(|heard| {
        let is_stated = heard.stance.is_some() && heard.source.is_some();
        heard.confidence >= CERTAIN && heard.kind != SpeechKind::Direct && is_stated
    });
    if likely.is_empty() {
        return Vec::new();
    }
    let marking = Marking::new(block);
    let free = |place: &MarkingPlace| {
        let is_claim = !place.is_quotation && !place.is_quoted;
        is_claim && marking.annotated(place.extent).is_none() && marking.words(place.extent) >= SHORTEST
    };
    // Words with a quotation in them that wants a speaker have a finding already.
    let quotations = block.marked().iter().filter(|it| it.is_quotation() && it.annotation.is_none());
    let reported: Vec<BlockRange> = quotations
        .filter(|it| quotations::wants_speaker(context.scope, block, it, context.around))
        .map(|it| it.extent)
        .collect();
    let is_reported = |place: &MarkingPlace| {
        let before = reported.partition_point(|it| it.end <= place.extent.start);
        reported.get(before).is_some_and(|it| it.start < place.extent.end)
    };
    let parts = likely.iter().flat_map(|heard| &heard.content);
    parts.flat_map(|part| marking.places(*part)).filter(|place| free(place) && !is_reported(place)).collect()
}

fn fixes(context: &FixContext<'_>, finding: &Finding) -> Vec<Fix> {
    let extent = finding.extent;
    let marked = Marked { shape: Shape::Span, extent, content: extent, annotation: None, parent: None };
    let likely = context.speakers().likely(&marked).filter(|likely| likely.declaration.is_none());
    let stance = context.speakers().stance(&marked);
    let noun = format!("a {}", statement::noun(Kind::Claim, Some(stance)));
    let (mut items, title, applicability) = match &likely {
        Some(Candidate { id, name, .. }) => {
            let title = format!("Annotate as {noun} by {name} (`@{id}`)");
            (format!("claim @{id}"), title, Applicability::Unsafe)
        }
        None => ("claim".to_owned(), format!("Annotate as {noun}"), Applicability::Manual),
    };
    if stance != Stance::default() {
        items.push_str(" stance=");
        items.push_str(stance.word());
    }
    let mut marking = Marking::new(context.at.block);
    let place = MarkingPlace { extent, is_quotation: false, is_quoted: false };
    if !marking.put(&[(place, items)]) {
        return Vec::new();
    }
    let start = context.at.start;
    let edits = marking.edits().iter();
    let edits = edits.map(|edit| Edit::insert(start + edit.range.start, edit.text.clone())).collect();
    vec![Fix::new(title, edits).with(applicability)]
}
