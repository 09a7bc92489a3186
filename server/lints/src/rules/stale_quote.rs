use crate::sourcing::attribute;
use crate::sourcing::cue;
use crate::sourcing::reported_speech::lexicon;
use crate::{Check, Context, Finding, Fix, FixContext, Rule, Severity};
use ascribe_language::dates::{self, Days};
use ascribe_markup::Edit;
use ascribe_markup::model::vocabulary::Kind;
use ascribe_markup::model::{Marked, Namespace};
use ascribe_markup::policy::QUOTE_AGE;
use std::cell::OnceCell;
use std::collections::HashMap;

pub(super) static RULE: Rule = Rule {
    code: "stale-quote",
    severity: Severity::Hint,
    summary: "An old quotation whose date the article does not mention.",
    explanation: "\
Readers take old words in a new story for new ones, unless the story says when they were said. The rule compares the
date of a quotation (`date=`, or else that of its sources) with the `date:` of the article, and finds those that are
more than 90 days older: the limit `quote-age` in `ascribe.toml`. For a year or a month, the last day counts.

The rule skips paragraphs that mention the year, or a month within the last twelve, claims, and words from documents
and studies, which have no single day. Dates are read if they are written as `2025`, `2025-03` or `2025-03-01`.",
    bad: "---\ndate: 2025-06-12\n---\n\n@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2023-01-20\n\n“We had no warning at all,”{@jensen ^call} she said.\n",
    good: "---\ndate: 2025-06-12\n---\n\n@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2023-01-20\n\n“We had no warning at all,”{@jensen ^call} she said in January 2023.\n",
    check: Check::Block(check),
    fixes,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let Some(article) = context.scope.document.front_matter("date").and_then(|date| dates::read(&date.value))
    else {
        return;
    };
    let limit = i64::from(context.scope.policy.limit(&QUOTE_AGE));
    let words = OnceCell::new();
    for marked in context.at.block.marked() {
        let Some(annotation) = marked.annotation.as_ref().filter(|_| marked.kind() == Kind::Quote) else {
            continue;
        };
        let Some(said) = said(context, marked) else { continue };
        let age = article.first - said.last;
        let words = || words.get_or_init(|| Words::of(context));
        if age > limit && !is_dated(context, words(), said, age) {
            let message = format!(
                "This quotation is {} older than the article, and the paragraph does not say so. \
                 Say when the words were said, or correct the date.",
                long(age)
            );
            findings.push(Finding::new(&RULE, annotation.extent, message));
        }
    }
}

fn long(days: i64) -> String {
    match days {
        730.. => format!("{} years", days / 365),
        _ => format!("{days} days"),
    }
}

/// Date of a statement; the newest if there are several sources.
fn said(context: &Context<'_>, marked: &Marked) -> Option<Days> {
    let own = marked.annotation.as_ref()?.attribute("date");
    if let Some(date) = own {
        return dates::read(&date.value);
    }
    let mut newest: Option<Days> = None;
    for source in marked.sources() {
        let source = context.scope.declaration(Namespace::Source, &source.id)?;
        if matches!(source.field("kind"), Some("document" | "study")) {
            return None;
        }
        let days = dates::read(source.field("date")?)?;
        newest = newest.filter(|newest| newest.last >= days.last).or(Some(days));
    }
    newest
}

/// Words of a paragraph in lower case, each with whether it is capitalised anywhere.
struct Words(HashMap<String, bool>);

impl Words {
    fn of(context: &Context<'_>) -> Self {
        let block = context.at.block;
        let mut words = HashMap::new();
        for word in cue::words(block, 0..block.content) {
            *words.entry(word.lower).or_default() |= word.is_capital;
        }
        Self(words)
    }
}

/// Whether the paragraph gives the date.
fn is_dated(context: &Context<'_>, words: &Words, said: Days, age: i64) -> bool {
    let lexicon = lexicon(context.scope);
    let year = said.year.to_string();
    let months = said.month.zip(lexicon).map_or(&[][..], |(month, lexicon)| lexicon.month(month));
    let is_month = |month: &&str| words.0.get(*month) == Some(&true);
    words.0.contains_key(&year) || age < 365 && months.iter().any(is_month)
}

/// Offers the article's date, for a statement that is newer than its source.
fn fixes(context: &FixContext<'_>, finding: &Finding) -> Vec<Fix> {
    let (start, block) = (context.at.start, context.at.block);
    let Some((_, annotation)) = block.annotated_at(finding.extent) else { return Vec::new() };
    let article = context.scope.document.front_matter("date");
    let Some(date) = article.filter(|date| dates::read(&date.value).is_some()) else { return Vec::new() };
    let edit = match annotation.attribute("date") {
        Some(own) => Edit::replace(own.value_extent.at(start), &*date.value),
        None => attribute::add_item(context.at, annotation, &format!("date={}", date.value)),
    };
    let title = format!("Use the date of the article: {}", date.value);
    vec![Fix::new(title, vec![edit])]
}
