//! A picture of who said what: actors on the left, sources on the right, and a line for what is on record.

use super::article::actor_number;
use super::page::{hue, svg};
use crate::article::AnnotatedArticle;
use crate::text::shortened;
use ascribe_markup::model::statement::counted;
use maud::{Markup, html};
use std::collections::{BTreeMap, HashMap};

/// Height of a row, width of the picture and of its columns, in pixels.
const ROW: usize = 28;
const WIDTH: usize = 760;
const COLUMN: usize = 260;

/// Maximum number of characters of a name.
const LONGEST: usize = 34;

/// Picture of the statements between actors and sources; its description says the same in words.
pub fn picture(article: &AnnotatedArticle, number: usize) -> Markup {
    // Number of statements for each actor and source; no source stands for those that are on record nowhere.
    let mut lines: BTreeMap<(usize, Option<usize>), usize> = BTreeMap::new();
    for annotation in article.annotations.iter().filter(|annotation| annotation.kind.is_statement()) {
        for actor in annotation.actors.iter().filter_map(|id| actor_number(article, id)) {
            let source = |id: &String| article.sources.place(id);
            let sources: Vec<Option<usize>> = annotation.sources.iter().map(source).collect();
            for source in if sources.is_empty() { vec![None] } else { sources } {
                *lines.entry((actor, source)).or_default() += 1;
            }
        }
    }
    let mut actors: Vec<usize> = lines.keys().map(|(actor, _)| *actor).collect();
    actors.dedup();
    let mut sources: Vec<Option<usize>> = lines.keys().map(|(_, source)| *source).collect();
    sources.sort_by_key(|source| source.unwrap_or(usize::MAX));
    sources.dedup();
    let actor_rows: HashMap<usize, usize> = actors.iter().copied().zip(0..).collect();
    let source_rows: HashMap<Option<usize>, usize> = sources.iter().copied().zip(0..).collect();
    let height = actors.len().max(sources.len()) * ROW + 10;
    let middle = |row: usize| row * ROW + ROW / 2 + 5;
    let source_title =
        |source: Option<usize>| source.map_or("not on record", |source| article.sources[source].title());
    let told = lines.iter().map(|((actor, source), count)| {
        let (actor, source) = (article.actors[*actor].title(), source_title(*source));
        format!("{actor}: {}, {source}.", counted(*count, "statement"))
    });
    let told = told.collect::<Vec<_>>().join(" ");
    let content = html! {
                @for ((actor, source), count) in &lines {
                    @let from = middle(actor_rows.get(actor).copied().unwrap_or(0));
                    @let to = middle(source_rows.get(source).copied().unwrap_or(0));
                    path style={ (hue(*actor)) "; stroke: hsl(var(--hue) 60% var(--ink))" } fill="none"
                        stroke-width=(count.clamp(&1, &10)) stroke-opacity="0.7"
                        d={ "M" (COLUMN) " " (from) " C" (WIDTH / 2) " " (from) " " (WIDTH / 2) " " (to) " " (WIDTH - COLUMN) " " (to) } {}
                }
                @for (row, actor) in actors.iter().enumerate() {
                    text x=(COLUMN - 8) y=(middle(row) + 4) text-anchor="end" { (shortened(article.actors[*actor].title(), LONGEST)) }
                }
                @for (row, source) in sources.iter().enumerate() {
                    text x=(WIDTH - COLUMN + 8) y=(middle(row) + 4) { (shortened(source_title(*source), LONGEST)) }
                }
    };
    let picture = svg(
        (WIDTH, height),
        &format!("network-{number}"),
        "Who said what, and where it is on record",
        &told,
        &content,
    );
    html! {
        figure {
            (picture)
        }
    }
}
