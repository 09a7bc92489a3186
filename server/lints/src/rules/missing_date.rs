use crate::sourcing::article_source::is_article;
use crate::{Check, Context, Finding, Fix, FixContext, Rule, Severity};
use ascribe_drafting::is_drafted_record;
use ascribe_markup::model::{BlockRange, Declaration, Namespace};

pub(super) static RULE: Rule = Rule {
    code: "missing-date",
    severity: Severity::Hint,
    summary: "A source without a date.",
    explanation: "\
Handbooks ask when and where something was said, and without a date a record is hard to find again. The rule finds
sources without a `date:`.

The rule skips sources that cite others, since the cited source is the record; sources in a document without an
article, such as `cast.ascribe`, where a source need not have one date; and sources with a year in the title, such as
“Table of depths, edition of 2021”. It skips sources that drafting found in the article's own words, and the article
itself as a source, unless the front matter has a date to offer. It does not ask for the date of single statements (`date=`), which is usually that
of their source.",
    bad: "---\ndate: 2025-03-04\n---\n\n@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n\n“We had no warning at all,”{@jensen ^call} she said.\n",
    good: "---\ndate: 2025-03-04\n---\n\n@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\n“We had no warning at all,”{@jensen ^call} she said.\n",
    check: Check::Block(check),
    fixes,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let Some(source) = context.at.block.declaration() else { return };
    if !context.scope.document.has_article()
        || source.namespace != Namespace::Source
        || source.name.is_empty()
        || source.fields.iter().any(|field| matches!(&*field.key, "date" | "cites"))
        || has_year(&source.name)
        || (article_date(context).is_none() && is_made_here(context, source))
    {
        return;
    }
    let extent = BlockRange { start: source.id_extent.start - 1, ..source.id_extent };
    let message = format!("`^{}` has no date. Add a `date:` field.", source.id);
    findings.push(Finding::new(&RULE, extent, message));
}

/// Whether a source was made from the article: by drafting, or as the article itself.
fn is_made_here(context: &Context<'_>, source: &Declaration) -> bool {
    is_drafted_record(context.scope, source) || is_article(&context.scope.document, source)
}

/// Date of the article, if it can be read.
fn article_date<'a>(context: &Context<'a>) -> Option<&'a str> {
    let date = &*context.scope.document.front_matter("date")?.value;
    ascribe_language::dates::read(date).is_some().then_some(date)
}

/// Whether the text contains a four-digit number from 1500 to 2199.
fn has_year(text: &str) -> bool {
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|number| number.len() == 4);
    numbers.filter_map(|number| number.parse().ok()).any(|year: u32| (1500..2200).contains(&year))
}

fn fixes(context: &FixContext<'_>, _: &Finding) -> Vec<Fix> {
    let Some(source) = context.at.block.declaration() else { return Vec::new() };
    let Some(date) = article_date(context) else { return Vec::new() };
    let end = context.scope.document.line_ending();
    let extent = BlockRange { start: source.name_extent.end, ..source.name_extent };
    let title = format!("Add the date of the article: {date}");
    vec![context.fix(title, extent, format!("{end}  date: {date}"))]
}
