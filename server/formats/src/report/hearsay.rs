//! A picture of how words reached the article: who is relayed by whom, whose words a source holds, and which source rests on
//! which.

use super::article::{actor_number, names};
use super::page::{hue, svg};
use crate::article::{AnnotatedArticle, ArticleAnnotation};
use crate::text::shortened;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Width and height of a box, and the distance between columns and rows, in pixels.
const BOX: (usize, usize) = (176, 24);
const STEP: (usize, usize) = (232, 34);

/// Maximum number of characters of a name.
const LONGEST: usize = 23;

/// Somebody or something that words pass through; actors and sources by their index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Station {
    Nobody,
    Actor(usize),
    Source(usize),
}

/// How words pass from one station to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Passage {
    /// An actor relays what another one says.
    Relayed,
    /// A source holds the words of an actor.
    Recorded,
    /// A source rests on another one.
    Cited,
}

/// Each passage once, from where to where.
type Passages = BTreeSet<(Station, Station, Passage)>;

/// Picture of all passages, and a list of the statements that are hearsay; nothing if there are none.
pub fn section(article: &AnnotatedArticle, number: usize) -> Markup {
    let passages = passages(article);
    html! {
        @if !passages.is_empty() {
            section {
                h2 { "Chain of hearsay" }
                (picture(article, &passages, number))
                (relayed(article, number))
            }
        }
    }
}

fn passages(article: &AnnotatedArticle) -> Passages {
    let mut passages = Passages::new();
    for annotation in article.annotations.iter().filter(|annotation| annotation.kind.is_statement()) {
        let mut tellers: Vec<Station> = stations(article, annotation.actors.iter().map(|id| &**id)).collect();
        if annotation.actors.is_empty() {
            tellers.push(Station::Nobody);
        }
        for relay in stations(article, annotation.via.iter().map(|id| &**id)) {
            passages.extend(tellers.iter().map(|teller| (*teller, relay, Passage::Relayed)));
        }
    }
    for (index, source) in article.sources.iter().enumerate() {
        let here = Station::Source(index);
        passages.extend(stations(article, source.ids("of")).map(|actor| (actor, here, Passage::Recorded)));
        let cited = source.ids("cites").filter_map(|id| article.sources.place(id));
        passages.extend(cited.map(|cited| (Station::Source(cited), here, Passage::Cited)));
    }
    passages.retain(|(from, to, _)| from != to);
    passages
}

fn stations<'a>(
    article: &'a AnnotatedArticle,
    ids: impl Iterator<Item = &'a str>,
) -> impl Iterator<Item = Station> {
    ids.filter_map(|id| actor_number(article, id)).map(Station::Actor)
}

/// Column of each station: one behind the last of those from which it has its words. Of those in a circle, the first in
/// order comes first.
fn columns(passages: &Passages) -> BTreeMap<Station, usize> {
    let mut missing: BTreeMap<Station, usize> = BTreeMap::new();
    let mut onward: HashMap<Station, Vec<Station>> = HashMap::new();
    for (from, to, _) in passages {
        missing.entry(*from).or_default();
        *missing.entry(*to).or_default() += 1;
        onward.entry(*from).or_default().push(*to);
    }
    let mut columns: BTreeMap<Station, usize> = BTreeMap::new();
    let mut placed = BTreeSet::new();
    let first = missing.iter().filter(|(_, count)| **count == 0).map(|(station, _)| *station);
    let mut ready: Vec<Station> = first.collect();
    let mut others = missing.keys().copied().collect::<Vec<_>>().into_iter();
    while let Some(station) = ready.pop().or_else(|| others.find(|station| !placed.contains(station))) {
        if !placed.insert(station) {
            continue;
        }
        let next = *columns.entry(station).or_default() + 1;
        for to in onward.get(&station).into_iter().flatten().filter(|to| !placed.contains(to)) {
            let column = columns.entry(*to).or_default();
            *column = next.max(*column);
            if let Some(count) = missing.get_mut(to) {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    ready.push(*to);
                }
            }
        }
    }
    columns
}

/// The passages as boxes and lines; the description says the same in words.
fn picture(article: &AnnotatedArticle, passages: &Passages, number: usize) -> Markup {
    let columns = columns(passages);
    let mut heights: BTreeMap<usize, usize> = BTreeMap::new();
    let places: HashMap<Station, (usize, usize)> = columns
        .iter()
        .map(|(station, column)| {
            let rows = heights.entry(*column).or_default();
            *rows += 1;
            (*station, (column * STEP.0 + 1, (*rows - 1) * STEP.1 + 5))
        })
        .collect();
    let place = |station: &Station| places.get(station).copied().unwrap_or_default();
    let width = heights.keys().next_back().unwrap_or(&0) * STEP.0 + BOX.0 + 2;
    let height = heights.values().max().unwrap_or(&0) * STEP.1;
    let told = passages.iter().map(|passage| sentence(article, passage)).collect::<Vec<_>>().join(" ");
    let content = html! {
                @for (from, to, passage) in passages { (line(place(from), place(to), *passage)) }
                @for station in columns.keys() { (station_box(article, *station, place(station))) }
    };
    let picture = svg(
        (width, height),
        &format!("hearsay-{number}"),
        "How the words reached the article",
        &told,
        &content,
    );
    html! {
        figure {
            (picture)
            figcaption { "A solid line: relays; dotted: is on record in; dashed: rests on it." }
        }
    }
}

/// Curve from the right of a box to the left of another one, with an arrowhead.
fn line(from: (usize, usize), to: (usize, usize), passage: Passage) -> Markup {
    let middle = BOX.1 / 2;
    let (x1, y1, x2, y2) = (from.0 + BOX.0, from.1 + middle, to.0, to.1 + middle);
    let dashes = match passage {
        Passage::Relayed => None,
        Passage::Recorded => Some("2 3"),
        Passage::Cited => Some("7 4"),
    };
    // Of a column or two in a circle, a line goes back.
    let (bend, tip) = ((STEP.0 - BOX.0) / 2, 7);
    html! {
        path.line fill="none" stroke-dasharray=[dashes]
            d={ "M" (x1) " " (y1) " C" (x1 + bend) " " (y1) " " (x2.saturating_sub(bend)) " " (y2) " " (x2) " " (y2) } {}
        path.tip d={ "M" (x2) " " (y2) " l-" (tip) " -4 v8 z" } {}
    }
}

fn station_box(article: &AnnotatedArticle, station: Station, (x, y): (usize, usize)) -> Markup {
    let style = match station {
        Station::Actor(actor) => Some(format!("{}; stroke: hsl(var(--hue) 60% var(--ink))", hue(actor))),
        _ => None,
    };
    let corner = if matches!(station, Station::Source(_)) { 0 } else { BOX.1 / 2 };
    html! {
        rect.station x=(x) y=(y) width=(BOX.0) height=(BOX.1) rx=(corner) style=[style] {}
        text x=(x + BOX.0 / 2) y=(y + BOX.1 / 2 + 4) text-anchor="middle" { (shortened(name(article, station), LONGEST)) }
    }
}

fn name(article: &AnnotatedArticle, station: Station) -> &str {
    match station {
        Station::Nobody => "nobody",
        Station::Actor(actor) => article.actors[actor].title(),
        Station::Source(source) => article.sources[source].title(),
    }
}

fn sentence(article: &AnnotatedArticle, (from, to, passage): &(Station, Station, Passage)) -> String {
    let (from, to) = (name(article, *from), name(article, *to));
    match passage {
        Passage::Relayed => format!("{to} relays {from}."),
        Passage::Recorded => format!("{from} is on record in {to}."),
        Passage::Cited => format!("{to} rests on {from}."),
    }
}

/// Statements that somebody relays, by who relays whom.
fn relayed(article: &AnnotatedArticle, number: usize) -> Markup {
    let mut chains: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, annotation) in article.annotations.iter().enumerate() {
        if annotation.kind.is_statement() && !annotation.via.is_empty() {
            chains.entry(chain(article, annotation)).or_default().push(index);
        }
    }
    html! {
        @if !chains.is_empty() {
            ul.sources {
                @for (chain, statements) in &chains {
                    li {
                        (chain) ": statement"
                        @for index in statements { " " a href={ "#statement-" (number) "-" (index) } { (index + 1) } }
                    }
                }
            }
        }
    }
}

/// Chain of those who relay a statement, in a line. The markup does not say which of several relays had it from which.
fn chain(article: &AnnotatedArticle, annotation: &ArticleAnnotation) -> String {
    let tellers = match annotation.actors.as_slice() {
        [] => "nobody".to_owned(),
        actors => names(article, actors.iter()),
    };
    format!("{tellers}, relayed by {}", names(article, annotation.via.iter()))
}
