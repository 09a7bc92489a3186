//! Share of voice across articles: whose words are quoted, and how much is said without a name, by article and outlet.

use super::page::{hue, svg};
use super::people::percent;
use super::{ReportedArticle, article};
use crate::article::AnnotatedArticle;
use crate::statistics::{Group, Grouping, Statistics};
use maud::{Markup, html};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// Width and height of a bar, in pixels.
const WIDTH: usize = 300;
const HEIGHT: usize = 14;

/// Numbers of the speakers by the keys of their groups, for their colours.
pub type Speakers<'a> = HashMap<&'a str, usize>;

/// Statistics by actor, those with most quoted words first.
pub fn ranked<'a>(articles: impl IntoIterator<Item = &'a AnnotatedArticle>) -> Statistics {
    let mut statistics = Statistics::new(articles, Grouping::Actor);
    statistics.groups.sort_by_key(|group| Reverse(group.counts.quoted_words));
    statistics
}

/// Speakers of statistics by actor.
pub fn speakers(statistics: &Statistics) -> Speakers<'_> {
    statistics.groups.iter().map(|group| &*group.key).zip(0..).collect()
}

/// Table with a bar for each outlet and each article, in their order.
pub fn table(reported: &[ReportedArticle], speakers: &Speakers<'_>) -> Markup {
    let mut outlets: BTreeMap<&str, Vec<&AnnotatedArticle>> = BTreeMap::new();
    for ReportedArticle { article, .. } in reported {
        outlets.entry(article.about("outlet").unwrap_or_default()).or_default().push(article);
    }
    html! {
        table {
            caption { "Quoted words by speaker, in the colours of the table above. A joint quotation counts for each of its speakers." }
            thead {
                tr {
                    th scope="col" { "outlet or article" }
                    th scope="col" { "share of voice" }
                    th.number scope="col" { "quoted words" }
                    th.number scope="col" { "anonymous statements" }
                }
            }
            tbody {
                @for (index, (outlet, articles)) in outlets.iter().enumerate() {
                    @let name = if outlet.is_empty() { "(no outlet)" } else { outlet };
                    (row(&html! { (name) }, articles, speakers, &format!("outlet-{index}")))
                }
            }
            tbody {
                @for (index, one) in reported.iter().enumerate() {
                    @let link = html! { a href={ "#article-" (index) } { (article::title(&one.article)) } };
                    (row(&link, &[&one.article], speakers, &index.to_string()))
                }
            }
        }
    }
}

fn row(name: &Markup, articles: &[&AnnotatedArticle], speakers: &Speakers<'_>, id: &str) -> Markup {
    let Statistics { groups, total } = Statistics::new(articles.iter().copied(), Grouping::Actor);
    html! {
        tr {
            th scope="row" { (name) }
            td { (bar(&groups, speakers, id)) }
            td.number { (total.quoted_words) }
            td.number { (percent(total.anonymous, total.statements)) }
        }
    }
}

/// Bar of the speakers' quoted words; its description says the same in words.
fn bar(groups: &[Group], speakers: &Speakers<'_>, id: &str) -> Markup {
    let mut quoted: Vec<&Group> = groups.iter().filter(|group| group.counts.quoted_words > 0).collect();
    quoted.sort_by_key(|group| speakers.get(&*group.key));
    let whole: usize = quoted.iter().map(|group| group.counts.quoted_words).sum();
    let share = |words: usize| (words * WIDTH).checked_div(whole).unwrap_or(0);
    // Words of those before, for where each begins.
    let starts = quoted.iter().scan(0, |before, group| {
        let start = *before;
        *before += group.counts.quoted_words;
        Some(start)
    });
    let bars = quoted.iter().zip(starts).map(|(group, start)| {
        let x = share(start);
        (*group, x, share(start + group.counts.quoted_words) - x)
    });
    let told = quoted.iter().map(|group| told(group, whole)).collect::<Vec<_>>().join(", ");
    let content = html! {
                @for (group, x, width) in bars {
                    rect.share x=(x) y="0" width=(width) height=(HEIGHT) style=[style(group, speakers)] {
                        title { (self::told(group, whole)) }
                    }
                }
    };
    let picture =
        svg((WIDTH, HEIGHT), &format!("voice-{id}"), "Share of voice", &format!("{told}."), &content);
    html! {
        @if whole > 0 {
            (picture)
        }
    }
}

fn told(group: &Group, whole: usize) -> String {
    format!("{} {}", shown_name(group), percent(group.counts.quoted_words, whole))
}

/// Name of a group of statements.
pub fn shown_name(group: &Group) -> &str {
    if group.name.is_empty() { "nobody" } else { &group.name }
}

/// Colour of a speaker; words that are nobody's have none.
pub fn style(group: &Group, speakers: &Speakers<'_>) -> Option<String> {
    let number = speakers.get(&*group.key).filter(|_| !group.name.is_empty());
    number.map(|number| hue(*number))
}
