use crate::facts::across::Across;
use crate::facts::{Fact, FactKey, FactKind, Sort};
use crate::sourcing::{quotations, wording};
use crate::{Check, Context, Finding, Rule, Severity, no_fixes};
use ascribe_attribution::quotes::between_marks;
use ascribe_language::stance::Stance;
use ascribe_markup::model::{Annotation, Block, BlockKind, BlockRange, Field, Marked, Namespace};
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

pub(super) static RULE: Rule = Rule {
    code: "altered-quote",
    severity: Severity::Warning,
    summary: "A quotation whose wording differs slightly from the same quotation elsewhere.",
    explanation: "\
Words in quotation marks are verbatim: the Associated Press, Reuters and every textbook say so. The rule finds two
things: a quotation that differs from an earlier one by the same actor, in another paragraph, in about one word in six
at most; and a quotation of three or more words in the `title:` that does not occur in the article, neither quoted nor
in the article's own words.

Capitalisation, punctuation, line breaks and the kinds of apostrophes, hyphens and spaces are ignored. One quotation may
be an excerpt of the other, and quotations in which dots or brackets mark a change are not compared. Quotations without
an actor, those whose words the actor denies or doubts (`stance=`), and those of fewer than six or more than 300 words,
are compared with the title only; a title of more than 1,000 bytes is compared with nothing. The rule cannot know which
version is right.

There is no fix: only the record shows the exact words.",
    bad: "@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\n“We had no warning at all from the city,”{#warning @jensen ^call} Jensen said.\n\nThe house was gone by six. “We got no warning at all from the city.”{@jensen ^call}\n",
    good: "@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\n“We had no warning at all from the city,”{#warning @jensen ^call} Jensen said.\n\nThe house was gone by six. “We had no warning at all.”{@jensen ^call}\n",
    check: Check::Document { provide, find },
    fixes: no_fixes,
};

/// Minimum length in words of a quotation that is compared with others.
const LEAST: usize = 6;

/// Maximum length in words of a quotation that is compared with others: the time to compare two is the product of their
/// lengths.
const MOST: usize = 300;

/// Maximum number of quotations that one is compared with.
const MOST_COMPARED: usize = 64;

/// Maximum length in bytes of a title: every paragraph is searched for each quotation in it.
const LONGEST_TITLE: usize = 1000;

/// Minimum length in words of a quotation in the title that is looked for.
const LEAST_IN_TITLE: usize = 3;

/// Quotations nearly match if at most one word in this many differs.
const SHARE: usize = 6;

/// A word sequence that occurs in more quotations than this is too common to compare by.
const COMMON: usize = 40;

/// A quotation to compare: its index in the block, the quotation, and its words.
type Compared<'a> = (u32, &'a Marked, Vec<String>);

fn compared(block: &Block) -> impl Iterator<Item = Compared<'_>> {
    let marked = block.marked().iter().zip(0..);
    let quoted = marked.filter(|(marked, _)| {
        marked.is_quotation()
            && marked.actors().next().is_some()
            // Whoever denies or doubts the words quotes somebody else.
            && !matches!(marked.stance(), None | Some(Stance::Denies | Stance::Doubts))
            && !quotations::ancestors(block, marked).any(Marked::is_quotation)
    });
    let quoted = quoted.map(|(marked, number)| (number, marked, block.words(marked.content)));
    let whole = quoted.filter(|(_, _, text)| !wording::is_cut(text));
    whole
        .map(|(number, marked, text)| (number, marked, wording::words(&text)))
        .filter(|(_, _, words)| (LEAST..=MOST).contains(&words.len()))
}

fn actors(marked: &Marked) -> BTreeSet<&str> {
    marked.actors().map(|actor| &*actor.id).collect()
}

/// Quotations in a title: byte range in the title, and words.
type InTitle = Vec<(Range<usize>, Vec<String>)>;

/// Title of the document, with the words of each quotation to look for.
fn title<'a>(context: &Context<'a>) -> Option<(&'a Field, InTitle)> {
    let title = context.scope.document.front_matter("title")?;
    let title = Some(title).filter(|title| title.value.len() <= LONGEST_TITLE)?;
    let quoted = between_marks(&title.value).into_iter();
    let quoted = quoted.filter(|range| !wording::is_cut(&title.value[range.clone()]));
    let words = quoted.map(|range| (range.clone(), wording::words(&title.value[range])));
    Some((title, words.filter(|(_, words)| words.len() >= LEAST_IN_TITLE).collect()))
}

fn provide(context: &Context<'_>, facts: &mut Vec<Fact>) {
    let block = context.at.block;
    for (number, marked, words) in compared(block) {
        let hashes = wording::hashes(&words, actors(marked)).into_iter();
        let shown = whole_hash(block, marked);
        facts.extend(hashes.map(|hash| Fact::new(FactKey::words(hash), FactKind::Quoted(number, shown))));
    }
    let Some((_, quoted)) = title(context).filter(|(_, quoted)| !quoted.is_empty()) else { return };
    match &block.kind {
        BlockKind::FrontMatter(_) => {
            facts.extend((0..).zip(&quoted).map(|(number, _)| Fact::query(FactKey::headline(number))));
        }
        BlockKind::Paragraph(_) => {
            let all = wording::words(&block.words(BlockRange::new(0, block.content)));
            for (number, (_, words)) in (0..).zip(&quoted) {
                facts.extend(
                    bears_out(block, &all, words).map(|kind| Fact::new(FactKey::headline(number), kind)),
                );
            }
        }
        _ => {}
    }
}

/// Hash of everything that findings in other blocks show of a quotation.
fn whole_hash(block: &Block, marked: &Marked) -> u64 {
    let mut hasher = DefaultHasher::new();
    block.slice(marked.whole()).hash(&mut hasher);
    hasher.finish()
}

/// Compares a paragraph (`all` are its words) with a quotation in the title.
fn bears_out(block: &Block, all: &[String], words: &[String]) -> Option<FactKind> {
    if wording::holds(all, words) {
        return Some(FactKind::BearsOut);
    }
    let quoted = || block.marked().iter().filter(|marked| marked.is_quotation());
    // The title may join a quotation that is in pieces in the article.
    let joined: Vec<String> = quoted().flat_map(|it| wording::words(&block.words(it.content))).collect();
    if wording::holds(&joined, words) {
        return Some(FactKind::BearsOut);
    }
    let texts = quoted().map(|marked| block.words(marked.content));
    let mut near = texts.filter(|text| {
        let far = wording::distance(words, &wording::words(text));
        far * SHARE <= words.len().max(SHARE) && words.len() > LEAST_IN_TITLE
    });
    near.next().map(|text| FactKind::Differs(shown(&text).into()))
}

/// Formats a quotation for a message, on one line.
fn shown(text: &str) -> String {
    let text = ascribe_language::words::shortened([text]);
    format!("“{}”", text.trim_end_matches([',', '.']))
}

fn find(context: &Context<'_>, across: &Across<'_>, findings: &mut Vec<Finding>) {
    let block = context.at.block;
    if let (BlockKind::FrontMatter(_), Some((title, quoted))) = (&block.kind, title(context)) {
        for (number, (range, _)) in (0..).zip(quoted) {
            let key = FactKey::headline(number);
            if across.has_fact(key, Sort::BearsOut) {
                continue;
            }
            let facts = across.facts(key);
            let differs = facts.iter().find_map(|(_, kind)| match kind {
                FactKind::Differs(text) => Some(text),
                _ => None,
            });
            let message = match differs {
                Some(text) => {
                    format!("In the article, this quotation reads {text}. Use the same words in both places.")
                }
                None => "This quotation is not in the article. \
                         Quote the words of the article, or remove the quotation marks."
                    .into(),
            };
            let start = title.value_extent.start as usize;
            let extent = BlockRange::new(start + range.start, start + range.end);
            findings.push(Finding::new(&RULE, extent, message));
        }
    }
    for (_, marked, words) in compared(block) {
        let Some((other, label)) = nearly(context, across, marked, &words) else { continue };
        let message = format!(
            "The same actor is quoted earlier as {other}. Take the words from the record, \
             or mark the change with brackets or dots."
        );
        let related = label.map(|label| (Namespace::Label, label));
        findings.push(Finding { related, ..Finding::new(&RULE, marked.extent, message) });
    }
}

/// First quotation of the same actors in an earlier block with nearly these words: its text and label.
fn nearly(
    context: &Context<'_>,
    across: &Across<'_>,
    marked: &Marked,
    words: &[String],
) -> Option<(String, Option<Box<str>>)> {
    let mut candidates = BTreeSet::new();
    for hash in wording::hashes(words, actors(marked)) {
        let facts = across.facts_from_few(FactKey::words(hash), COMMON);
        candidates.extend(facts.into_iter().filter_map(|(at, kind)| match kind {
            FactKind::Quoted(number, _) if at.index < context.at.index => Some((at.index, *number)),
            _ => None,
        }));
    }
    for (index, number) in candidates.into_iter().take(MOST_COMPARED) {
        let Some(at) = across.document.block(index) else { continue };
        let Some(other) = at.block.marked().get(number as usize) else { continue };
        let text = at.block.words(other.content);
        let others = wording::words(&text);
        let (short, long) = if words.len() < others.len() { (words, &*others) } else { (&*others, words) };
        let far = wording::distance(short, long);
        if far > 0 && far * SHARE <= short.len() && actors(other) == actors(marked) {
            let labels = other.annotation.iter().flat_map(Annotation::labels);
            return Some((
                shown(&text),
                labels.map(|label| label.id.clone()).find(|label| !label.is_empty()),
            ));
        }
        if far == 0 {
            return None;
        }
    }
    None
}
