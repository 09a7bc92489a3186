//! Recognition of declared names in plain prose.
//!
//! An actor's name and each `aka` is matched as whole words, longest match first, optionally with a possessive and an
//! initial capital. Names and text are compared in their [normal form](ascribe_language::normal_form); markup and
//! nicknames between the words are ignored. A name inside a longer one, such as “John Moe” in “John Moe Jr.”, is
//! somebody else's.

use crate::document::BlockAt;
use crate::model::{Annotation, BlockKind, BlockRange, Declaration};
use aho_corasick::AhoCorasick;
use ascribe_language::actor_words::{is, is_any};
use ascribe_language::full_names::{self, NameSigns};
use ascribe_language::lexicon::Lexicon;
use ascribe_language::nicknames;
use ascribe_language::normal_form::{Form, NormalText};
use ascribe_language::words::{is_word, joins};
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;

/// Maximum length in bytes of a name that is looked for: the automaton takes steps for each pair of bytes of a name that
/// repeats itself.
const LONGEST_NAME: usize = 1000;

/// A mention of an actor by name in the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Byte range in the document.
    pub range: Range<usize>,
    /// Id of the actor.
    pub id: Box<str>,
}

/// Matcher for the names of actors.
#[derive(Debug, Clone)]
pub struct Names {
    /// `None` if there are no names.
    search: Option<AhoCorasick>,
    /// Bearer of each pattern.
    bearers: Vec<Bearer>,
    /// Word lists for the language of the article, if there are any.
    lexicon: Option<&'static Lexicon>,
}

/// Whom a pattern names.
#[derive(Debug, Clone)]
struct Bearer {
    /// Id of the actor; `None` for an ambiguous name, which several actors share.
    id: Option<Box<str>>,
    /// Whether a capitalised word before the name may make it somebody else's, as with people.
    may_be_longer: bool,
    /// Whether a capitalised word behind it may, too: a surname may be a first name.
    is_single: bool,
}

impl Names {
    /// Creates a matcher for the names of these actors, in articles of the language of these word lists.
    pub fn new<'a>(
        declarations: impl Iterator<Item = &'a Declaration>,
        lexicon: Option<&'static Lexicon>,
    ) -> Self {
        let mut names: BTreeMap<String, Bearer> = BTreeMap::new();
        for declaration in declarations {
            let is_person = declaration.field("kind").is_none_or(|kind| kind == "person");
            let names_to_find = declaration.names().filter(|name| name.len() <= LONGEST_NAME);
            for pattern in names_to_find.flat_map(patterns) {
                let may_be_longer = is_person && is_personal(&pattern);
                let is_single = !pattern.contains(' ');
                let new = || Bearer { id: Some(declaration.id.clone()), may_be_longer, is_single };
                let bearer = names.entry(pattern).or_insert_with(new);
                if bearer.id.as_deref() != Some(&declaration.id) {
                    bearer.id = None;
                }
            }
        }
        let (patterns, bearers): (Vec<String>, _) = names.into_iter().unzip();
        // Fails only for more patterns than fit in memory.
        let search = AhoCorasick::new(&patterns).ok();
        Self { search: search.filter(|_| !patterns.is_empty()), bearers, lexicon }
    }

    /// Mentions in a paragraph, in order. Text in braces is ignored, apart from article text that an unclosed
    /// annotation has swallowed.
    pub fn mentions(&self, at: BlockAt<'_>) -> Vec<Mention> {
        let (Some(search), BlockKind::Paragraph(_)) = (&self.search, &at.block.kind) else {
            return Vec::new();
        };
        let prose = prose(at);
        let text = prose.text();
        let signs = OnceCell::new();
        let signs = || {
            // Without lists, and in headlines, a capital says little.
            let is_running = || self.lexicon.is_some() && !full_names::is_title_case(text);
            *signs.get_or_init(|| if is_running() { NameSigns::Capital } else { NameSigns::Listed })
        };
        let is_complete = |bearer: &Bearer, range: Range<usize>| {
            full_names::suffix_end(text, range.end).is_none()
                && !(bearer.may_be_longer
                    && (full_names::starts_before(text, range.start, signs())
                        || bearer.is_single
                            && signs() == NameSigns::Capital
                            && full_names::ends_behind(text, range.end)))
        };
        let mut whole: Vec<_> =
            search.find_overlapping_iter(text).filter(|found| is_whole(text, found.range())).collect();
        whole.sort_by_key(|found| (found.start(), std::cmp::Reverse(found.end())));
        let mut mentions = Vec::new();
        let mut from = 0;
        for found in whole {
            if found.start() < from {
                continue;
            }
            // No part of somebody else's name is a mention either.
            from = found.end();
            let bearer = &self.bearers[found.pattern().as_usize()];
            if let Some(id) = bearer.id.as_ref().filter(|_| is_complete(bearer, found.range())) {
                let range = prose.original(found.range());
                mentions
                    .push(Mention { range: at.start + range.start..at.start + range.end, id: id.clone() });
            }
        }
        mentions
    }
}

/// Spellings of a name in normal form: as it is and with a capital at the start of a sentence, without nicknames, and
/// with its suffix as the text may have it.
fn patterns(name: &str) -> Vec<String> {
    let name = nicknames::without_nicknames(name);
    let mut chars = name.chars();
    let first = chars.next().filter(|c| c.is_lowercase());
    let capital = first.map(|first| first.to_uppercase().chain(chars).collect::<String>());
    let mut patterns: Vec<String> = std::iter::once(name.clone()).chain(capital).collect();
    if let Some((base, suffix)) = full_names::split_suffix(&name) {
        let bare = suffix.trim_end_matches('.');
        let stops: &[&str] = if is("suffix", bare) { &["", "."] } else { &[""] };
        for (comma, stop) in
            [" ", ", "].into_iter().flat_map(|comma| stops.iter().map(move |stop| (comma, stop)))
        {
            patterns.push(format!("{base}{comma}{bare}{stop}"));
        }
    }
    patterns.retain(|pattern| !pattern.is_empty());
    patterns.sort();
    patterns.dedup();
    patterns
}

/// Whether the form of a name may be that of a person: not “the mayor”, “President Quill”, “FBI” or “Transport Board”.
fn is_personal(name: &str) -> bool {
    let first = name.split(' ').next().unwrap_or_default();
    let last = name.rsplit(' ').next().unwrap_or_default();
    name.starts_with(char::is_uppercase)
        && name.chars().any(char::is_lowercase)
        && !is_any(&["not", "title", "short", "role", "group", "he", "she"], first)
        && !is("organisation", last)
}

/// Whether the match, in normal form, is not part of a longer word.
fn is_whole(text: &str, range: Range<usize>) -> bool {
    let name = &text[range.clone()];
    let (Some(first), Some(last)) = (name.chars().next(), name.chars().next_back()) else { return false };
    let mut behind = text[range.end..].chars();
    // “O'Brien” does not mention “O”; “Brien's” mentions “Brien”.
    let goes_on = match behind.next() {
        Some('-') => behind.next().is_some_and(is_word),
        Some('\'') => {
            let rest: String = behind.take_while(|c| is_word(*c)).collect();
            !(rest.is_empty() || rest == "s" || rest == "S")
        }
        next => next.is_some_and(|next| joins(last, next)),
    };
    let mut before = text[..range.start].chars().rev();
    let comes_from = match before.next() {
        Some('-' | '\'') => before.next().is_some_and(is_word),
        before => before.is_some_and(|before| joins(before, first)),
    };
    !goes_on && !comes_from
}

/// Words of a paragraph without markup and nicknames, in normal form.
fn prose(at: BlockAt<'_>) -> NormalText {
    let block = at.block;
    let mut prose = NormalText::with_capacity(Form::Compared, block.len());
    let mut from = 0;
    let annotations = block.annotations();
    let unfinished: Vec<BlockRange> =
        annotations.filter(|annotation| !annotation.closed).map(Annotation::written).collect();
    for markup in block.markup(BlockRange::new(0, block.content)) {
        let written = unfinished.iter().find(|written| written.start == markup.start);
        prose.push(&block.text[from..markup.start as usize], from);
        from = written.unwrap_or(&markup).end as usize;
    }
    prose.push(&block.text[from..block.content], from);
    prose.remove(&nicknames::nicknames(prose.text()));
    prose
}
