//! Post-processing of statements for drafts: removes the speaker's words from the content, attributes relayed
//! statements to the person cited, and drops refusals, which are not claims.

use crate::phrases::described::{self, Phrase};
use crate::phrases::phrase;
use crate::phrases::words;
use crate::statements::LocatedStatement;
use crate::statements::documents;
use crate::text::article::PlainArticle;
use ascribe_attribution::{SpeechKind, Statement};
use std::ops::Range;

/// Tidies the statements of an article; returns for each whether it is worth annotating.
pub(crate) fn tidied(article: &PlainArticle, read: &mut [LocatedStatement]) -> Vec<bool> {
    let mut kept: Vec<bool> = read.iter().map(|said| said.statement.stance.is_some()).collect();
    for said in read.iter_mut() {
        without_others(article, &mut said.statement);
        without_hearers(article, &mut said.statement);
        without_cited(article, &mut said.statement);
        documents::with_author(article, &mut said.statement);
        tidy(article, &mut said.statement);
    }
    for (citing, kept) in kept.iter_mut().enumerate() {
        if let Some((relay, cited)) = cited(article, read, citing) {
            relays(&mut read[relay].statement, cited);
            *kept = false;
        }
    }
    kept
}

/// “…,” one father said. Another was less charitable: “…”: excludes what another one says from the content.
fn without_others(article: &PlainArticle, statement: &mut Statement) {
    const OTHERS: [&str; 8] =
        ["Another ", "Others ", "A second ", "A third ", "The other ", "The others ", "Some ", "One "];
    let is_other = |pair: &[Range<usize>]| {
        let between =
            if pair[0].end <= pair[1].start { article.slice(pair[0].end..pair[1].start) } else { "" };
        let between = between.trim_end();
        let last = between.rsplit(['.', '!', '?']).next().unwrap_or_default().trim_start();
        let from = between.trim_start();
        between.ends_with(':')
            && OTHERS.iter().any(|other| last.starts_with(other) || from.starts_with(other))
    };
    if let Some(first) = statement.content.windows(2).position(is_other) {
        statement.content.truncate(first + 1);
    }
}

/// “warned in a note [to clients that “…”]”: excludes the addressees from the content.
fn without_hearers(article: &PlainArticle, statement: &mut Statement) {
    let Some(content) = statement.content.first_mut() else { return };
    let text = words::words(article.slice(content.clone()), content.start);
    let is_plural = |word: &str| word.ends_with('s') && !word.ends_with("ss");
    let that = match &text[..] {
        [to, one, that, _, ..] if to.text == "to" && is_plural(one.text) => that,
        [to, the, one, that, _, ..]
            if to.text == "to"
                && matches!(the.text, "the" | "his" | "her" | "its" | "their")
                && one.is_word() =>
        {
            that
        }
        _ => return,
    };
    if that.text == "that" {
        content.start = that.end() + 1;
    }
}

/// “…, citing a source in the cabinet”, at the end of the content: the speaker is the person cited.
fn without_cited(article: &PlainArticle, statement: &mut Statement) {
    let Some(content) = statement.content.last().cloned() else { return };
    let text = article.slice(content.clone());
    let found =
        [", citing ", ", quoting "].iter().filter_map(|words| Some((text.rfind(words)?, words.len())));
    let Some((comma, length)) = found.max() else { return };
    let cited = content.start + comma + length..content.end;
    if comma == 0 || !is_somebody(article, &cited) {
        return;
    }
    if let Some(content) = statement.content.last_mut() {
        content.end = content.start + comma;
    }
    relays(statement, cited);
}

/// Relay and person cited, where the citation was read as a statement: “…, Interfax reported, citing an aide”.
fn cited(article: &PlainArticle, read: &[LocatedStatement], citing: usize) -> Option<(usize, Range<usize>)> {
    /// Maximum number of statements between the two.
    const BETWEEN: usize = 16;
    let LocatedStatement { paragraph, statement, .. } = &read[citing];
    let (Some(cue), [content]) = (&statement.cue, &statement.content[..]) else { return None };
    if !matches!(article.slice(cue.clone()), "citing" | "quoting") || !is_somebody(article, content) {
        return None;
    }
    let is_before = |other: &LocatedStatement| {
        let statement = &other.statement;
        let ends = [&statement.cue, &statement.source].into_iter().flatten().map(|range| range.end).max();
        let Some(end) = ends.filter(|end| *end <= cue.start) else { return false };
        let between = article.slice(end..cue.start);
        statement.source.is_some()
            && statement.carrier.is_none()
            && between.trim_end().ends_with(',')
            && !between.contains(['.', '“', '"'])
    };
    let first = citing.saturating_sub(BETWEEN);
    let near = (first..citing).rev().take_while(|other| read[*other].paragraph == *paragraph);
    let relay = { near }.find(|other| is_before(&read[*other]))?;
    Some((relay, content.clone()))
}

/// Whether the words name or describe somebody, and nothing else: not “the release of prisoners”.
fn is_somebody(article: &PlainArticle, words: &Range<usize>) -> bool {
    /// Maximum length of a description, in words.
    const LONGEST: usize = 16;
    let text = article.slice(words.clone());
    text.split_whitespace().count() <= LONGEST
        && !text.contains(['“', '"', ';', ':'])
        && match phrase::read(text) {
            Some(Phrase::Actors(all)) => {
                all.iter().all(|one| one.kind != described::ActorKind::Unknown || !one.name.is_empty())
            }
            _ => false,
        }
}

/// Makes the speaker of an indirect statement its relay, and the person cited its source.
fn relays(statement: &mut Statement, cited: Range<usize>) {
    if statement.carrier.is_none() && statement.kind == SpeechKind::Indirect {
        statement.carrier = statement.source.replace(cited);
    }
}

/// “According to Acme the breach began in May”: the content starts after the name.
fn tidy(article: &PlainArticle, statement: &mut Statement) {
    if statement.source.is_none() && statement.content.len() == 2 {
        // “…?” asked councillor Ada Berg.
        let last = statement.content[1].clone();
        let is_behind = statement.cue.as_ref().is_some_and(|cue| {
            cue.start >= statement.content[0].end
                && article.slice(cue.end..last.start).trim().is_empty()
                && cue.end <= last.start
        });
        let named = match phrase::read(article.slice(last.clone())) {
            Some(Phrase::Actors(all)) => all.len() == 1 && !all[0].name.is_empty(),
            _ => false,
        };
        if is_behind && named {
            statement.source = Some(last);
            statement.content.truncate(1);
            statement.kind = SpeechKind::Direct;
        }
    }
    let Some(source) = statement.source.clone() else { return };
    // “…, according to Ada Berg, a hydrologist”: her office belongs to the source, not the content.
    let is_office = |content: &Range<usize>| {
        let words = words::words(article.slice(content.clone()), 0);
        let starts = words.first().is_some_and(|word| matches!(word.text, "a" | "an" | "the"));
        content.start >= source.end
            && article.slice(source.end..content.start).trim() == ","
            && starts
            && words.iter().take(6).any(|word| word.is("role"))
            && !words.iter().any(|word| word.is("speech"))
    };
    if let Some(office) = statement.content.iter().position(is_office).filter(|_| statement.content.len() > 1)
    {
        statement.source = Some(source.start..statement.content.remove(office).end);
        return;
    }
    let text = article.slice(source.clone());
    let is_according =
        statement.cue.as_ref().is_some_and(|cue| article.slice(cue.clone()).to_lowercase().ends_with("to"));
    let words = words::words(text, source.start);
    let Some(run) = words::runs(&words).into_iter().find(|run| run.start == 0) else { return };
    let next = words.get(run.end).filter(|next| matches!(next.text, "the" | "a" | "an"));
    let Some(next) = next.filter(|_| is_according) else { return };
    let is_adjacent = |content: &&mut Range<usize>| {
        content.start >= source.end && article.slice(source.end..content.start).trim().is_empty()
    };
    if let Some(content) = statement.content.iter_mut().find(is_adjacent) {
        content.start = next.start;
        statement.source = Some(source.start..words[run.end - 1].end());
    }
}
