use crate::sourcing::misplaced::{Cause, end_of_opened_front_matter};
use crate::sourcing::stray_markup::{annotates, names_only_actors, stray_markup};
use crate::{Applicability, Check, Context, Finding, Fix, FixContext, Rule, Severity};
use ascribe_language::sentences::sentences;
use ascribe_language::words::{is_word, shortened};
use ascribe_markup::Edit;
use ascribe_markup::gate::Intent;
use ascribe_markup::model::{BlockRange, Marked};
use ascribe_markup::syntax::StartState;
use ascribe_markup::text::is_blank;

pub(super) static RULE: Rule = Rule {
    code: "stray-markup",
    severity: Severity::Warning,
    summary: "Braces, declarations or front matter that stand where they are text.",
    explanation: "\
An annotation stands directly after a closing quotation mark or a `]`. Anywhere else, braces are text of the article,
and `ascribe strip` prints them. The rule finds braces in the text that name a declared `@id`, `^id` or `#label`, or that
start with a kind, as in `{claim …}`: behind a blank, behind `*…*` or a comma, behind a plain word, and in a paragraph
where a stray quotation mark has taken the mark that belongs to them. Braces that name nothing declared and no kind are
text in silence.

It also finds declarations that are text because a line of text stands directly above them, fields that a blank line
parts from their declaration, and front matter without its closing `---`. One finding at the cause stands for all: the
ids that are declared there are not reported as undefined. A line such as `@nightowl: not again` is an article's own
unless fields are below it.

The fixes move the braces to the closing mark, escape the stray mark, or put brackets around the words in front; another
one escapes the braces, if they are text. They change no word of the article. None is applied without your choice, since
only you know what was meant.",
    bad: "@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\n“We had no warning,”{@jensen ^call} Jensen said. “None,” {@jensen ^call} she added.\n",
    good: "@jensen: Maria Jensen\n^call: Phone call with Maria Jensen\n  date: 2025-03-03\n\n“We had no warning,”{@jensen ^call} Jensen said. “None,”{@jensen ^call} she added.\n",
    check: Check::Block(check),
    fixes,
};

/// Number of quotation marks before the braces of which each may be the stray one.
const MARKS: usize = 8;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    if let Some(cause) = context.misplacement.cause() {
        let message = match cause {
            Cause::BlankLine => {
                "These fields are published as text, since a blank line parts them from their declaration. \
                 Remove the blank line."
            }
            Cause::NotClosed => {
                "This front matter is published as text, since no `---` closes it before the first blank line. \
                 Add one."
            }
            Cause::TextAbove => {
                "This declaration is published as text, since text stands directly above it. \
                 Put a blank line between them."
            }
        };
        findings.push(Finding::new(&RULE, line_of(context), message));
    }
    for stray in stray_markup(context.scope, context.at.block) {
        let message = format!(
            "These braces name `{}`, but they are published as text here. \
             Put them directly after a closing quotation mark or `]`, or escape them as `\\{{`.",
            stray.named
        );
        let finding = Finding::new(&RULE, stray.extent, message);
        // Only a person knows whether the braces are meant.
        findings.push(Finding { most_applicable: Applicability::Manual, ..finding });
    }
}

fn fixes(context: &FixContext<'_>, finding: &Finding) -> Vec<Fix> {
    let stray = finding.extent;
    if stray == line_of(context) {
        let found = context.misplacement.cause();
        return found.and_then(|cause| placed(context, cause)).into_iter().collect();
    }
    let mut fixes = Vec::new();
    if !context.may_try() {
        return fixes;
    }
    if context.at.block.slice(stray).ends_with('}') {
        fixes.extend(moved(context, stray));
        fixes.extend(unhidden(context, stray));
        if fixes.is_empty() {
            fixes.extend(bracketed(context, stray));
        }
    } else {
        let end = BlockRange { start: stray.end, ..stray };
        let intent = Intent::StrayMarkup(context.range(stray));
        fixes.push(context.fix("Close the braces", end, "}").meant(intent));
    }
    let start = BlockRange { end: stray.start, ..stray };
    fixes.push(context.fix("Escape the braces as plain text", start, "\\"));
    fixes
}

/// Extent of the only line of a block.
fn line_of(context: &Context<'_>) -> BlockRange {
    BlockRange::new(0, context.at.block.text[..context.at.block.content].trim_end().len())
}

/// Fix that makes declarations or front matter of what is text.
fn placed(context: &FixContext<'_>, cause: Cause) -> Option<Fix> {
    let document = &context.scope.document;
    let (start, end) = (context.at.start, document.line_ending());
    let (title, edit) = match cause {
        Cause::BlankLine => {
            let before = document.block(context.at.index.checked_sub(1)?)?;
            ("Remove the blank line", Edit::replace(before.start + before.block.content..start, ""))
        }
        Cause::NotClosed => {
            let last = document.block(end_of_opened_front_matter(document))?;
            let at = last.start + last.block.text[..last.block.content].trim_end().len();
            ("Close the front matter", Edit::insert(at, format!("{end}---")))
        }
        Cause::TextAbove => ("Put a blank line above the declaration", Edit::insert(start, end)),
    };
    // All lines up to the next blank one become markup.
    let below = (context.at.index + 1..).map_while(|index| document.block(index));
    let last =
        below.take_while(|at| at.block.start_state == StartState::Continuation).last().unwrap_or(context.at);
    let place = edit.range.start.min(start)..last.range().end;
    Some(Fix::new(title, vec![edit]).meant(Intent::StrayMarkup(place)))
}

/// Fix of edits in the block, if the braces become an annotation and everything else stays as it is.
fn checked(context: &FixContext<'_>, stray: BlockRange, title: String, edits: Vec<Edit>) -> Option<Fix> {
    // With the braces go blanks in front of them.
    let moved = edits.iter().find(|edit| edit.range.end == stray.end as usize);
    let meant = BlockRange { start: moved.map_or(stray.start, |edit| edit.range.start as u32), ..stray };
    let block = context.at.block;
    let mut text = block.text.to_string();
    for edit in edits.iter().rev() {
        text.replace_range(edit.range.clone(), &edit.text);
    }
    let start = context.at.start;
    let place = |edit: Edit| Edit::replace(start + edit.range.start..start + edit.range.end, edit.text);
    if !annotates(block, stray, &text) {
        return None;
    }
    let edits: Vec<Edit> = edits.into_iter().map(place).collect();
    // The next paragraph may not become a part of this one.
    let after = context.scope.document.edited(&edits);
    context.trials().take(after.parsing_steps());
    let is_alone = after.block(context.at.index).is_some_and(|at| *at.block.text == *text);
    is_alone.then_some(Fix::new(title, edits).meant(Intent::StrayMarkup(context.range(meant))))
}

/// The braces, and the text from byte `from` to them, without the blanks at its end unless a word follows the braces.
fn joined(text: &str, stray: BlockRange, from: usize) -> (&str, &str) {
    let (between, behind) = (&text[from..stray.start as usize], &text[stray.end as usize..]);
    let kept = if behind.starts_with(is_word) { between } else { between.trim_end_matches(is_blank) };
    (&text[stray.range()], kept)
}

/// Moves the braces to the mark or bracket in front of them, over blanks, emphasis and punctuation.
fn moved(context: &FixContext<'_>, stray: BlockRange) -> Option<Fix> {
    let text = &context.at.block.text;
    let skipped =
        |c: char| is_blank(c) || is_emphasis(c) || matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | '…');
    let from = text[..stray.start as usize].trim_end_matches(skipped).len();
    let mark = text[..from].chars().next_back().filter(|_| from < stray.start as usize)?;
    let (braces, between) = joined(text, stray, from);
    let edits = vec![Edit::replace(from..stray.end as usize, format!("{braces}{between}"))];
    checked(context, stray, format!("Move the braces directly after {mark}"), edits)
}

/// Escapes a stray mark, without which the braces are behind a closing mark.
fn unhidden(context: &FixContext<'_>, stray: BlockRange) -> Option<Fix> {
    let block = context.at.block;
    let before = block.marked().iter().filter(|it| it.is_quotation() && it.extent.start < stray.start);
    let mut marks: Vec<BlockRange> =
        before.flat_map(marks_of).filter(|mark| mark.end <= stray.start).collect();
    marks.sort_unstable();
    marks.into_iter().rev().take(MARKS).find_map(|mark| {
        let start = mark.start as usize;
        let title = format!("Escape the stray {} as plain text", block.slice(mark));
        checked(context, stray, title, vec![Edit::insert(start, "\\")])
    })
}

fn marks_of(quotation: &Marked) -> [BlockRange; 2] {
    let Marked { extent, content, .. } = quotation;
    [BlockRange { end: content.start, ..*extent }, BlockRange { start: content.end, ..*extent }]
}

/// Brackets the words before the braces: the words of the emphasis, a name for a mention, otherwise the sentence.
fn bracketed(context: &FixContext<'_>, stray: BlockRange) -> Option<Fix> {
    let block = context.at.block;
    let text = &*block.text;
    let end = text[..stray.start as usize].trim_end_matches(|c: char| is_blank(c) || is_emphasis(c)).len();
    let last = text[..end].chars().next_back()?;
    let emphasis = text[end..].chars().next().filter(|c| is_emphasis(*c));
    let (braces, between) = joined(text, stray, end);
    let is_mention = names_only_actors(braces);
    let starts = match emphasis {
        Some(mark) => vec![text[..end].rfind(mark).map_or(end, |at| at + mark.len_utf8())],
        None if is_mention && is_word(last) => vec![name_start(context, end), word_start(text, end)],
        None if is_mention && !is_mark(last) => Vec::new(),
        None => vec![sentence_start(text, end), paragraph_start(text)],
    };
    // Words that end with a quotation mark are somebody's own.
    let is_quote = is_mention && is_mark(last);
    let braces = if is_quote { format!("{{quote {}", &braces[1..]) } else { braces.to_owned() };
    starts.into_iter().filter(|start| *start < end).find_map(|start| {
        let title = format!("Annotate “{}”", shortened([&text[start..end]]));
        let edits = vec![
            Edit::insert(start, "["),
            Edit::replace(end..stray.end as usize, format!("]{braces}{between}")),
        ];
        checked(context, stray, title, edits)
    })
}

fn is_emphasis(c: char) -> bool {
    matches!(c, '*' | '_')
}

/// Whether the character is a closing mark in some language.
fn is_mark(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '“' | '’' | '‘' | '»' | '«' | '›' | '‹' | '」' | '』')
}

/// Start of the declared name that ends at `end`, or `end`.
fn name_start(context: &Context<'_>, end: usize) -> usize {
    let base = context.at.start;
    let mut mentions = context.scope.names().mentions(context.at).into_iter();
    mentions.find(|mention| mention.range.end == base + end).map_or(end, |mention| mention.range.start - base)
}

fn word_start(text: &str, end: usize) -> usize {
    text[..end].trim_end_matches(|c: char| is_word(c) || matches!(c, '-' | '\'' | '’')).len()
}

fn paragraph_start(text: &str) -> usize {
    text.len() - text.trim_start_matches(|c: char| is_blank(c) || matches!(c, '\n' | '\r')).len()
}

fn sentence_start(text: &str, end: usize) -> usize {
    let sentences = sentences(text, 0..end, &[]);
    sentences.last().map_or(end, |sentence| sentence.start)
}
