//! Counts over annotated articles: who is quoted how often and how, and where what is said is on record.

use crate::article::{AnnotatedArticle, ArticleAnnotation};
use ascribe_language::stance::Stance;
use ascribe_language::words;
use ascribe_markup::model::vocabulary::{AUTHOR, Kind};
use std::collections::{BTreeMap, BTreeSet};

/// Property by which statements are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// The actor; a joint statement counts for each of its actors.
    Actor,
    /// The outlet in the front matter.
    Outlet,
    /// The month in the front matter, as in `2025-06`.
    Month,
    /// The document.
    Document,
}

/// Counts of a group of statements: quotes, claims and opinions, without those of the article's author.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    /// Number of documents.
    pub documents: usize,
    /// Number of statements.
    pub statements: usize,
    /// Number of quotes.
    pub quotes: usize,
    /// Number of words in quotes.
    pub quoted_words: usize,
    /// Number of words in other statements.
    pub reported_words: usize,
    /// Number of statements that only anonymous actors make.
    pub anonymous: usize,
    /// Number of statements without an actor.
    pub unattributed: usize,
    /// Number of statements without a source.
    pub unsourced: usize,
    /// Number of statements that their actors deny.
    pub denials: usize,
    /// Number of drafts that nobody has reviewed.
    pub drafts: usize,
}

/// A group with its counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Key that tells the group from others, of which some may have the same name.
    pub key: String,
    /// Name of the actor, outlet, month or document; empty for statements that have none.
    pub name: String,
    /// Counts of its statements.
    pub counts: Counts,
}

/// Statistics of some articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statistics {
    /// Groups: those with most words first, months and documents by name.
    pub groups: Vec<Group>,
    /// Counts of all statements.
    pub total: Counts,
}

impl Counts {
    /// Number of words in all statements.
    pub fn words(&self) -> usize {
        self.quoted_words + self.reported_words
    }

    fn add(&mut self, article: &AnnotatedArticle, annotation: &ArticleAnnotation) {
        let parts = annotation.parts.iter().map(|part| article.text.get(part.clone()).unwrap_or_default());
        let words: usize = parts.map(words::count).sum();
        let is_anonymous =
            |id: &String| article.actor(id).is_some_and(|actor| actor.field("anonymous") == Some("yes"));
        self.statements += 1;
        if annotation.kind == Kind::Quote {
            self.quotes += 1;
            self.quoted_words += words;
        } else {
            self.reported_words += words;
        }
        self.unattributed += usize::from(annotation.actors.is_empty());
        self.anonymous +=
            usize::from(!annotation.actors.is_empty() && annotation.actors.iter().all(is_anonymous));
        self.unsourced += usize::from(annotation.sources.is_empty());
        self.denials += usize::from(annotation.stance == Some(Stance::Denies));
        self.drafts += usize::from(annotation.is_draft);
    }
}

impl Statistics {
    /// Counts the statements of some articles.
    ///
    /// Actors of different articles are one if they have one item in Wikidata, or else one name; but those without a name
    /// (`anonymous: yes`) are others in each article, since “a witness” may be anybody.
    pub fn new<'a>(articles: impl IntoIterator<Item = &'a AnnotatedArticle>, grouping: Grouping) -> Self {
        let mut total = Counts::default();
        let mut groups: BTreeMap<String, Group> = BTreeMap::new();
        for article in articles {
            total.documents += 1;
            let mut seen = BTreeSet::new();
            for annotation in article.annotations.iter().filter(|annotation| is_counted(annotation)) {
                total.add(article, annotation);
                for (key, name) in keys(article, annotation, grouping) {
                    let group = groups.entry(key.clone()).or_insert_with(|| Group {
                        key: key.clone(),
                        name,
                        counts: Counts::default(),
                    });
                    group.counts.documents += usize::from(seen.insert(key));
                    group.counts.add(article, annotation);
                }
            }
        }
        let mut groups: Vec<Group> = groups.into_values().collect();
        match grouping {
            Grouping::Actor | Grouping::Outlet => {
                groups.sort_by(|a, b| {
                    let by_words = b.counts.words().cmp(&a.counts.words());
                    by_words.then_with(|| (&a.name, &a.key).cmp(&(&b.name, &b.key)))
                });
            }
            Grouping::Month | Grouping::Document => groups.sort_by(|a, b| a.name.cmp(&b.name)),
        }
        Self { groups, total }
    }
}

/// Whether somebody else than the article's author makes the statement.
fn is_counted(annotation: &ArticleAnnotation) -> bool {
    let is_author = !annotation.actors.is_empty() && annotation.actors.iter().all(|actor| actor == AUTHOR);
    annotation.kind.is_statement() && !is_author
}

/// Groups of a statement: what identifies each, and its name.
fn keys(
    article: &AnnotatedArticle,
    annotation: &ArticleAnnotation,
    grouping: Grouping,
) -> Vec<(String, String)> {
    let one = |name: &str| vec![(name.to_owned(), name.to_owned())];
    match grouping {
        Grouping::Actor if annotation.actors.is_empty() => one(""),
        Grouping::Actor => {
            let actor = |id: &String| {
                let Some(actor) = article.actor(id) else { return (id.clone(), id.clone()) };
                let name = actor.title().to_owned();
                let key = match actor.field("wikidata") {
                    Some(item) => format!("wikidata {item}"),
                    None if actor.field("anonymous") == Some("yes") => {
                        format!("{} @{}", article.id, actor.id)
                    }
                    None => name.clone(),
                };
                (key, name)
            };
            let actors: BTreeMap<String, String> = annotation.actors.iter().map(actor).collect();
            actors.into_iter().collect()
        }
        Grouping::Outlet => one(article.about("outlet").unwrap_or_default()),
        Grouping::Month => one(article.about("date").and_then(|date| date.get(..7)).unwrap_or_default()),
        Grouping::Document => one(&article.id),
    }
}
