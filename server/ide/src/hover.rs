//! Hover: Markdown card for the item at a position.

use super::subject::{Subject, subject_at};
use ascribe_language::stance::Stance;
use ascribe_lints::sourcing::quotations;
use ascribe_lints::{Rule, rule};
use ascribe_markup::document::{BlockAt, Document};
use ascribe_markup::model::statement::{self, StatementCounts, capitalized, counted};
use ascribe_markup::model::vocabulary::{
    ACTOR_FIELDS, ATTRIBUTES, AUTHOR, FRONT_MATTER_FIELDS, Kind, SOURCE_FIELDS, find, meaning_of_value,
};
use ascribe_markup::model::{Annotation, Block, BlockKind, Declaration, Marked, Namespace, Reference};
use ascribe_markup::policy::{Policy, level_word};
use ascribe_markup::scope::{Definition, Place, Scope};
use std::collections::HashSet;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

/// Hover card with the byte range of its item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hover {
    /// Byte range of the item.
    pub range: Range<usize>,
    /// Card, in Markdown; text from the document is escaped.
    pub markdown: String,
}

/// Card for a byte offset.
///
/// ```
/// use ascribe_ide::hover::hover;
/// use ascribe_markup::document::Document;
/// use ascribe_markup::scope::Scope;
/// use std::sync::Arc;
///
/// let scope = Scope::alone(Arc::new(Document::new("@moe: Ida Moe\n  role: engineer\n")));
/// let card = hover(&scope, 1).map(|card| card.markdown).unwrap_or_default();
/// assert!(card.contains("Ida Moe") && card.contains("engineer"));
/// ```
pub fn hover(scope: &Scope, offset: usize) -> Option<Hover> {
    if let Some(found) = allowed_rule(scope, offset) {
        return Some(found);
    }
    let (range, at, subject) = subject_at(scope, offset)?;
    let markdown = match subject {
        Subject::Reference(reference) => referred(scope, reference)?,
        Subject::Definition(Namespace::Label, id) => label(scope, id)?,
        Subject::Definition(namespace, id) => declared(scope, namespace, id)?,
        Subject::Mention(id) => declared(scope, Namespace::Actor, &id)?,
        Subject::Kind(kind) => format!("**{}** (kind)\n\n{}", kind.word(), kind.meaning()),
        Subject::Draft => "**draft** (flag)\n\nDrafted automatically and not yet reviewed.".into(),
        Subject::Attribute(attribute) => match find(&ATTRIBUTES, &attribute.key) {
            Some(key) => {
                let value = &*attribute.value;
                let meaning = meaning_of_value(key.word, value);
                let meaning = meaning.map(|meaning| format!("\n\n`{value}`: {meaning}")).unwrap_or_default();
                format!("**{}** (key)\n\n{}{meaning}", key.word, key.meaning)
            }
            None => {
                format!("**{}** (key)\n\nA custom key; it is kept and exported.", escaped(&attribute.key))
            }
        },
        Subject::Field(namespace, field) => {
            let table = match namespace {
                None => &FRONT_MATTER_FIELDS[..],
                Some(Namespace::Source) => &SOURCE_FIELDS[..],
                Some(_) => &ACTOR_FIELDS[..],
            };
            match find(table, &field.key) {
                Some(key) => format!("**{}** (field)\n\n{}", key.word, key.meaning),
                None => {
                    format!("**{}** (field)\n\nA custom field; it is kept and exported.", escaped(&field.key))
                }
            }
        }
        Subject::Marked(marked) => said(scope, at, marked)?,
    };
    Some(Hover { range, markdown })
}

fn referred(scope: &Scope, reference: &Reference) -> Option<String> {
    match reference.namespace {
        Namespace::Label => labelled(scope, scope.definitions(reference).first()?),
        namespace => declared(scope, namespace, &reference.id),
    }
}

/// Card of an actor or source.
pub fn declared(scope: &Scope, namespace: Namespace, id: &str) -> Option<String> {
    if namespace == Namespace::Actor && id == AUTHOR {
        let author = scope.document.front_matter("author").map(|field| escaped(&field.value));
        let name = author.map(|name| format!(": {name}")).unwrap_or_default();
        return Some(format!("**The article's author**{name}\n\n{}", record(scope, id)));
    }
    let declaration = scope.declaration(namespace, id)?;
    Some(if namespace == Namespace::Actor { actor(scope, declaration) } else { source(scope, declaration) })
}

fn actor(scope: &Scope, actor: &Declaration) -> String {
    let mut card = head(actor);
    line(&mut card, "", actor.field("role"));
    let affiliations = actor.fields.iter().filter(|field| &*field.key == "affiliation");
    let affiliations: Vec<String> = affiliations
        .flat_map(|field| &field.references)
        .map(|reference| name_of(scope, Namespace::Actor, &reference.id))
        .collect();
    if !affiliations.is_empty() {
        let _ = writeln!(card, "Affiliation: {}\n", affiliations.join(", "));
    }
    line(&mut card, "Also known as: ", actor.field("aka"));
    if actor.field("anonymous") == Some("yes") {
        let _ =
            writeln!(card, "Anonymous: {}\n", escaped(actor.field("reason").unwrap_or("no reason given")));
    }
    line(&mut card, "", actor.field("note"));
    card.push_str(&record(scope, &actor.id));
    card
}

fn source(scope: &Scope, source: &Declaration) -> String {
    let mut card = head(source);
    let about = ["kind", "outlet", "author", "date"].into_iter().filter_map(|key| source.field(key));
    let about: Vec<String> = about.map(escaped).collect();
    if !about.is_empty() {
        let _ = writeln!(card, "{}\n", about.join(" · "));
    }
    for key in ["url", "archive"] {
        if let Some(url) = source.field(key) {
            let _ = writeln!(card, "{}\n", linked(url));
        }
    }
    let rests =
        source.fields.iter().filter(|field| &*field.key == "cites").flat_map(|field| &field.references);
    let rests: Vec<String> =
        rests.map(|reference| name_of(scope, Namespace::Source, &reference.id)).collect();
    if !rests.is_empty() {
        let _ = writeln!(card, "Cites: {}\n", rests.join(", "));
    }
    line(&mut card, "", source.field("note"));
    let default = scope.document.front_matter("source");
    let is_default =
        default.is_some_and(|field| field.references.iter().any(|reference| reference.id == source.id));
    let rests = |block: &Block, marked: &Marked| {
        let takes_default = is_default
            && matches!(marked.kind(), Kind::Quote | Kind::Claim | Kind::Opinion)
            && marked.actors().any(|actor| &*actor.id != AUTHOR)
            && marked.sources().next().is_none()
            && !marked.is_part()
            && !quotations::inherits_source(block, marked);
        takes_default || marked.sources().any(|reference| reference.id == source.id)
    };
    let count = |blocks: &mut dyn Iterator<Item = BlockAt<'_>>| {
        let marked = blocks.flat_map(|at| at.block.marked().iter().map(move |marked| (at.block, marked)));
        marked.filter(|(block, marked)| rests(block, marked)).count()
    };
    let here = if is_default {
        count(&mut scope.document.blocks())
    } else {
        count(&mut scope.document.blocks_about(Namespace::Source, &source.id))
    };
    let _ = write!(card, "Source of {} in this document.", counted(here, "annotation"));
    card
}

fn head(declaration: &Declaration) -> String {
    let id = format!("`{}{}`", declaration.namespace.sign(), declaration.id);
    let name = if declaration.name.is_empty() { "(no name)".into() } else { escaped(&declaration.name) };
    format!("**{name}** {id}\n\n")
}

fn line(card: &mut String, lead: &str, text: Option<&str>) {
    if let Some(text) = text {
        let _ = writeln!(card, "{lead}{}\n", escaped(text.trim()));
    }
}

/// Statistics of an actor's statements in this document, and their sources.
fn record(scope: &Scope, id: &str) -> String {
    let mut counts = StatementCounts::default();
    let mut sources: Vec<String> = Vec::new();
    let mut known = HashSet::new();
    let blocks = scope.document.blocks_about(Namespace::Actor, id);
    for marked in blocks.flat_map(|at| at.block.marked()) {
        if !marked.actors().any(|actor| &*actor.id == id) {
            continue;
        }
        if !counts.add(marked.kind(), scope.document.stance_of(marked)) {
            continue;
        }
        for source in marked.sources() {
            let name = name_of(scope, Namespace::Source, &source.id);
            if known.insert(name.clone()) {
                sources.push(name);
            }
        }
    }
    let mut record = format!("{counts} in this document.");
    if !sources.is_empty() {
        let _ = write!(record, "\n\nSources: {}", sources.join("; "));
    }
    record
}

fn name_of(scope: &Scope, namespace: Namespace, id: &str) -> String {
    match scope.declaration(namespace, id) {
        Some(declaration) if !declaration.name.is_empty() => escaped(&declaration.name),
        None if namespace == Namespace::Actor && id == AUTHOR => "the article's author".into(),
        _ => format!("`{}{}`", namespace.sign(), id),
    }
}

fn names_of<'r>(scope: &Scope, ids: impl IntoIterator<Item = &'r Reference>) -> Option<String> {
    let ids = ids.into_iter().filter(|reference| !reference.id.is_empty());
    let names: Vec<String> =
        ids.map(|reference| name_of(scope, reference.namespace, &reference.id)).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// The word between a kind and its actors, as in “quote by Karin Lund”.
fn preposition(kind: Kind) -> &'static str {
    match kind {
        Kind::Mention => "of",
        Kind::Cue => "for",
        _ => "by",
    }
}

/// First line of the card of an annotation: what it is, and whose.
fn heading(kind: Kind, stance: Option<Stance>, actors: Option<String>) -> String {
    let noun = capitalized(&statement::noun(kind, stance));
    match (actors, stance) {
        (None, _) => format!("**{noun}**"),
        (Some(actors), None | Some(Stance::Asserts)) => format!("**{noun}** {} {actors}", preposition(kind)),
        (Some(actors), Some(stance)) => format!("**{} by {actors}**", capitalized(stance.participle())),
    }
}

/// Speaker and sources of a quotation or span.
fn said(scope: &Scope, at: BlockAt<'_>, marked: &Marked) -> Option<String> {
    let kind = marked.kind();
    let Some((block, behind, note)) = behind(scope, at, marked) else {
        let kind = capitalized(kind.word());
        return marked.is_quotation().then(|| format!("**{kind}** without a speaker."));
    };
    let annotation = behind.annotation.as_ref()?;
    let asserts = Some(Stance::Asserts);
    let stance = if kind.is_statement() { scope.document.stance_of(behind) } else { asserts };
    let mut card = heading(kind, stance, names_of(scope, behind.actors()));
    let verdict = annotation.attribute("verdict").filter(|_| stance != asserts);
    if let Some(verdict) = verdict {
        // A verdict is about the words, and says nothing of who denies or doubts them.
        let _ = write!(card, "; the words are rated {}", escaped(&verdict.value));
    }
    card.push_str("\n\n");
    line(&mut card, "", note.as_deref());
    if let Some(via) = annotation.attribute("via") {
        let relays = names_of(scope, &via.references).unwrap_or_else(|| escaped(&via.value));
        let _ = writeln!(card, "Relayed by {relays}\n");
    }
    if let Some(sources) = names_of(scope, behind.sources()) {
        let _ = writeln!(card, "Source: {sources}\n");
    } else if matches!(kind, Kind::Quote | Kind::Claim | Kind::Opinion) {
        let is_own = behind.actors().next().is_some() && behind.actors().all(|actor| &*actor.id == AUTHOR);
        let default =
            scope.document.front_matter("source").and_then(|field| names_of(scope, &field.references));
        let place = match default {
            _ if is_own => "this article".into(),
            Some(name) => format!("{name} (default)"),
            None => "none yet".into(),
        };
        let _ = writeln!(card, "Source: {place}\n");
    }
    let is_told = |key: &str| match key {
        "via" | "part" => true,
        "stance" => annotation.stance().is_some(),
        "verdict" => verdict.is_some(),
        _ => false,
    };
    for attribute in annotation.attributes().filter(|attribute| !is_told(&attribute.key)) {
        let value = &block.text[attribute.value_extent.range()];
        let _ = writeln!(card, "- {}: {}", escaped(&attribute.key), escaped(value));
    }
    Some(card.trim_end().to_owned())
}

/// The quotation or span that determines the attribution: itself or the one it continues, with block and remark.
fn behind<'a>(
    scope: &'a Scope,
    at: BlockAt<'a>,
    marked: &'a Marked,
) -> Option<(&'a Block, &'a Marked, Option<String>)> {
    let label = marked.annotation.as_ref().and_then(|annotation| annotation.attribute("part"));
    if let Some(label) = label.and_then(|part| part.references.first()) {
        let first = scope.definitions(label).into_iter().find(|found| found.place == Place::Here);
        let found = first.and_then(|definition| labelled_by(&scope.document, &definition));
        let (block, whole) = found.unwrap_or((at.block, marked));
        return Some((block, whole, Some(format!("Part of #{}", label.id))));
    }
    if marked.annotation.is_some() {
        return Some((at.block, marked, None));
    }
    let parts = quotations::parts(&scope.document, at.index, marked);
    if let Some((part, annotated)) = parts.into_iter().find(|(_, part)| part.annotation.is_some()) {
        return Some((part.block, annotated, Some("Part of a quotation over several paragraphs".into())));
    }
    let mut around = quotations::ancestors(at.block, marked);
    let around = around.find(|outer| outer.actors().next().is_some())?;
    Some((at.block, around, None))
}

/// Card of an annotation with a label.
pub(super) fn label(scope: &Scope, id: &str) -> Option<String> {
    let mut card = labelled(scope, scope.definitions_of(Namespace::Label, id, None).first()?)?;
    let mut related = 0;
    for at in scope.document.blocks_about(Namespace::Label, id) {
        let uses = at.block.references().filter(|reference| {
            reference.namespace == Namespace::Label && &*reference.id == id && reference.document.is_none()
        });
        related += uses.count();
    }
    let _ = write!(card, "\n\n{} to this annotation in this document.", counted(related, "relation"));
    Some(card)
}

/// Card of the annotated text that a label names.
fn labelled(scope: &Scope, definition: &Definition) -> Option<String> {
    let document = scope.at(definition.place)?;
    let (block, marked) = labelled_by(document, definition)?;
    let id = document.text().slice(definition.id.clone());
    let text = ascribe_language::words::shortened(block.segments(marked.content));
    // In another document an id may mean somebody else than here.
    let own = Scope::alone(Arc::clone(document));
    let names = if definition.place == Place::Here { scope } else { &own };
    let who = names_of(names, marked.actors());
    let (kind, stance) = (marked.kind(), document.stance_of(marked));
    let what = match (who, stance) {
        (None, _) => statement::noun(kind, stance),
        (Some(who), None | Some(Stance::Asserts)) => {
            format!("{} {} {who}", statement::noun(kind, stance), preposition(kind))
        }
        (Some(who), Some(stance)) => format!("{} by {who}", stance.participle()),
    };
    Some(format!("**#{id}**: {what}\n\n> {}", escaped(&text)))
}

/// Annotated text that a label names, with its block.
fn labelled_by<'a>(document: &'a Document, definition: &Definition) -> Option<(&'a Block, &'a Marked)> {
    let at = document.block_at(definition.id.start)?;
    let offset = definition.id.start - at.start;
    let is_around = |marked: &&Marked| {
        marked.annotation.as_ref().is_some_and(|annotation| annotation.extent.touches(offset))
    };
    Some((at.block, at.block.marked().iter().rfind(is_around)?))
}

/// Card of the rule name at the offset in `allow=`, `allow:` or a note.
fn allowed_rule(scope: &Scope, offset: usize) -> Option<Hover> {
    let at = scope.document.block_at(offset)?;
    let relative = offset.checked_sub(at.start)?;
    let attributes = at.block.annotations();
    let allowing = attributes
        .flat_map(Annotation::attributes)
        .filter(|attribute| &*attribute.key == "allow")
        .map(|attribute| attribute.value_extent);
    let fields =
        at.block.fields().iter().filter(|field| &*field.key == "allow").map(|field| field.value_extent);
    let note = match at.block.kind {
        BlockKind::Note(extent) if at.block.slice(extent).trim_start().starts_with("allow:") => Some(extent),
        _ => None,
    };
    let extent = allowing.chain(fields).chain(note).find(|extent| extent.touches(relative))?;
    let text = &*at.block.text;
    let is_code = |c: char| c.is_ascii_lowercase() || c == '-';
    let before = text[..relative].trim_end_matches(is_code);
    let start = before.len().max(extent.start as usize);
    let end =
        text[relative..].find(|c| !is_code(c)).map_or(text.len(), |i| relative + i).min(extent.end as usize);
    let rule = rule(text.get(start..end)?)?;
    Some(Hover { range: at.start + start..at.start + end, markdown: explained(rule, &scope.policy) })
}

/// Description of a rule in Markdown, with its severity under a policy.
pub fn explained(rule: &Rule, policy: &Policy) -> String {
    let level = level_word(rule.level(policy));
    format!("**{}** ({level})\n\n{}\n\n{}", rule.code, rule.summary, rule.explanation)
}

/// URL as Markdown: a link if it is a web page, otherwise plain text, since a link could be an editor command.
fn linked(url: &str) -> String {
    let is_page = ["http://", "https://"]
        .iter()
        .any(|scheme| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    let is_plain = |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>');
    if is_page && url.chars().all(is_plain) { format!("<{url}>") } else { escaped(url) }
}

/// Escapes text so that Markdown shows it literally, on one line. Of several blanks at its start or end one is kept: four
/// at the start of a line would make a code block, two at its end a line break.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end().len();
    let number = text.len() - text[start..].trim_start_matches(|c: char| c.is_ascii_digit()).len();
    for (at, c) in text.char_indices() {
        let is_inside = start < at && at < end;
        let c = if matches!(c, '\n' | '\r') || (c == '\t' && !is_inside) { ' ' } else { c };
        if c == ' ' && out.ends_with(' ') && !is_inside {
            continue;
        }
        let is_markup = match c {
            // Characters that start a list item or underline a heading.
            '-' | '+' | '=' => at == start,
            // GitHub's dialect makes links of bare URLs and would show the escapes in them.
            ':' => at == start || (text[at..].starts_with("://") && has_special(&text[at..])),
            ')' => at == number,
            '.' => at == number || (text[..at].ends_with("www") && has_special(&text[at..])),
            c => is_special(c),
        };
        match entity(c).filter(|_| is_markup) {
            Some(entity) => out.push_str(entity),
            None if is_markup => out.extend(['\\', c]),
            None => out.push(c),
        }
    }
    out
}

/// Entity of a character that some dialects of Markdown do not read behind a backslash.
fn entity(c: char) -> Option<&'static str> {
    match c {
        '<' => Some("&lt;"),
        '&' => Some("&amp;"),
        ':' => Some("&#58;"),
        '=' => Some("&#61;"),
        '|' => Some("&#124;"),
        '~' => Some("&#126;"),
        _ => None,
    }
}

/// Whether the first word of a text has a character that is to be escaped.
fn has_special(text: &str) -> bool {
    text.split_whitespace().next().is_some_and(|word| word.contains(is_special))
}

/// Characters that Markdown reads as markup anywhere in a line.
fn is_special(c: char) -> bool {
    matches!(c, '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '!' | '&')
}
