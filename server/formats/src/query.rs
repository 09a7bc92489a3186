//! Questions to annotated articles: who said what about whom.

use crate::article::{AnnotatedArticle, ArticleAnnotation, Entity};
use ascribe_language::stance::Stance;
use ascribe_markup::model::vocabulary::Kind;

/// Conditions that a statement meets, all of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Part of a name or the id of an actor who says it.
    pub who: Option<String>,
    /// Part of the words, or of a name of an actor whom the words mention.
    pub about: Option<String>,
    /// Part of the title or the id of a source where it is on record.
    pub source: Option<String>,
    /// Kind; by default a quote, a claim or an opinion.
    pub kind: Option<Kind>,
    /// Stance of the actors to the words.
    pub stance: Option<Stance>,
}

/// Number of characters of the article before and after the words.
const CONTEXT: usize = 40;

impl Query {
    /// Annotations of an article that meet the conditions. Capital and small letters are the same.
    pub fn matches<'a>(
        &'a self,
        article: &'a AnnotatedArticle,
    ) -> impl Iterator<Item = &'a ArticleAnnotation> + 'a {
        article.annotations.iter().filter(move |annotation| self.fits(article, annotation))
    }

    fn fits(&self, article: &AnnotatedArticle, annotation: &ArticleAnnotation) -> bool {
        let kind = self.kind.map_or_else(|| annotation.kind.is_statement(), |kind| annotation.kind == kind);
        let stance = self.stance.is_none_or(|stance| annotation.stance == Some(stance));
        let who = self
            .who
            .as_deref()
            .is_none_or(|wanted| annotation.actors.iter().any(|id| is_named(article.actor(id), id, wanted)));
        let source = self.source.as_deref().is_none_or(|wanted| {
            annotation.sources.iter().any(|id| is_named(article.source(id), id, wanted))
        });
        kind && stance
            && who
            && source
            && self.about.as_deref().is_none_or(|about| is_about(article, annotation, about))
    }
}

/// Whether an id, a name or an `aka` contains what is wanted.
fn is_named(entity: Option<&Entity>, id: &str, wanted: &str) -> bool {
    let wanted = wanted.trim_start_matches(['@', '^']).to_lowercase();
    let also = entity.and_then(|entity| entity.field("aka")).unwrap_or_default();
    let name = entity.map_or("", |entity| &entity.name);
    id.to_lowercase() == wanted || [name, also].iter().any(|name| name.to_lowercase().contains(&wanted))
}

/// Whether the words contain what is wanted, or mention an actor of that name by any other name.
fn is_about(article: &AnnotatedArticle, annotation: &ArticleAnnotation, about: &str) -> bool {
    let words = article.words(annotation).to_lowercase();
    if words.contains(&about.to_lowercase()) {
        return true;
    }
    let actors = article.actors.iter().filter(|actor| is_named(Some(actor), &actor.id, about));
    let mut names = actors.flat_map(|actor| {
        let also = actor.field("aka").unwrap_or_default().split(';').map(str::trim);
        also.chain([&*actor.name]).filter(|name| !name.is_empty()).map(str::to_lowercase).collect::<Vec<_>>()
    });
    names.any(|name| words.contains(&name))
}

/// Words of an annotation in their context, on one line: what is before them, they, and what is after them.
pub fn in_context(article: &AnnotatedArticle, annotation: &ArticleAnnotation) -> [String; 3] {
    let range = annotation.range();
    let before = article.text.get(..range.start).unwrap_or_default();
    let after = article.text.get(range.end..).unwrap_or_default();
    let start = before.char_indices().rev().take(CONTEXT).last().map_or(before.len(), |(at, _)| at);
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let after: String = after.chars().take(CONTEXT).collect();
    [line(&before[start..]), line(&article.words(annotation)), line(&after)]
}
