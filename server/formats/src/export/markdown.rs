//! Markdown: the article with a footnote for each annotation.

use super::{Exported, Format, Layout};
use crate::article::{AnnotatedArticle, ArticleAnnotation, Target};
use ascribe_markup::model::statement::noun;

/// See the module.
pub const FORMAT: Format = Format {
    name: "markdown",
    summary: "Markdown, for people: the article, with a footnote for each annotation",
    unit: None,
    layout: Layout::Apart(&["md"], export),
};

fn export(article: &AnnotatedArticle) -> Exported {
    let mut text = String::new();
    if let Some(title) = article.about("title") {
        text.extend(["# ", &escaped(title), "\n\n"]);
    }
    let about: Vec<String> =
        ["author", "outlet", "date"].into_iter().filter_map(|key| article.about(key)).map(escaped).collect();
    if !about.is_empty() {
        text.extend([&about.join(", "), "\n\n"]);
    }
    // Footnotes stand behind the last words of their annotation, an inner one before one around it.
    let mut ends: Vec<(usize, std::cmp::Reverse<usize>)> = article
        .annotations
        .iter()
        .enumerate()
        .map(|(index, it)| (it.range().end, std::cmp::Reverse(index)))
        .collect();
    ends.sort_unstable();
    let (mut body, mut from) = (String::new(), 0);
    for (end, index) in ends {
        body.push_str(&escaped(article.text.get(from..end).unwrap_or_default()));
        body.extend(["[^", &(index.0 + 1).to_string(), "]"]);
        from = end;
    }
    body.push_str(&escaped(article.text.get(from..).unwrap_or_default()));
    text.extend([&at_starts_of_lines(body.trim()), "\n"]);
    for (index, annotation) in article.annotations.iter().enumerate() {
        text.extend(["\n", &format!("[^{}]: ", index + 1), &footnote(article, annotation), "\n"]);
    }
    Exported::whole(text)
}

/// Speakers, kind, sources and relations of an annotation, in a line.
fn footnote(article: &AnnotatedArticle, annotation: &ArticleAnnotation) -> String {
    let names = |ids: &[String]| {
        let names = ids.iter().map(|id| escaped(article.actor_name(id)));
        names.collect::<Vec<_>>().join(", ")
    };
    let mut parts = Vec::new();
    if !annotation.actors.is_empty() {
        parts.push(format!("**{}**", names(&annotation.actors)));
    }
    parts.push(noun(annotation.kind, annotation.stance));
    if !annotation.via.is_empty() {
        parts.push(format!("via {}", names(&annotation.via)));
    }
    for id in &annotation.sources {
        let source = article.source(id);
        let title = escaped(article.source_title(id));
        let date = source.and_then(|source| source.field("date")).map(|date| format!(" ({})", escaped(date)));
        parts.push(format!("*{title}*{}", date.unwrap_or_default()));
    }
    for (key, target) in &annotation.relations {
        parts.push(match target {
            Target::Annotation(index) => format!("{key} [^{}]", index + 1),
            Target::Label(label) => format!("{key} {}", escaped(label)),
        });
    }
    parts.extend(annotation.is_draft.then(|| "draft".to_owned()));
    parts.extend(
        annotation.attributes.iter().map(|(key, value)| format!("{}: {}", escaped(key), escaped(value))),
    );
    parts.join(" · ")
}

/// Text with a backslash before each sign that Markdown or HTML may read.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '#') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// Text in which no line begins a list, a rule or a block of code.
fn at_starts_of_lines(text: &str) -> String {
    let line = |line: &str| {
        let words = line.trim_start_matches([' ', '\t']);
        let number = words.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_number = number.len() < words.len() && number.starts_with(['.', ')']);
        match words.chars().next() {
            Some('-' | '+' | '=') => format!("\\{words}"),
            _ if is_number => format!("{}\\{number}", &words[..words.len() - number.len()]),
            _ => words.to_owned(),
        }
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}
