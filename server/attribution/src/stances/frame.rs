//! Words that govern a statement, from the outermost to the one next to it: “did not | reject | claims”.

use super::lexicon::{Sense, english};
use super::nouns::{leading_noun, noun_clause};
use super::verb_group;
use crate::draft::Draft;
use crate::token::{Class, Quoted};
use crate::tokens::TokenizedParagraph;
use std::ops::Range;

/// Word that governs a statement, or a negation or modal verb before one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Governor {
    /// Tokens of the word or phrase.
    pub tokens: Range<usize>,
    /// Part of speech, with its senses.
    pub kind: GovernorKind,
}

/// Part of speech of a governor.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum GovernorKind {
    /// Negation.
    Not,
    /// Modal verb other than “will”, or “allegedly”.
    Modal,
    /// Verb, with its senses; none if it only says something.
    Verb(Vec<Sense>),
    /// Noun.
    Noun(Sense),
    /// Adjective.
    Adjective(Sense),
}

/// Governors of a statement.
#[derive(Debug, Clone, Default)]
pub(super) struct Frame {
    /// Governors, outermost first.
    pub governors: Vec<Governor>,
    /// First token of the verb group.
    pub left: usize,
    /// Opening word of the clause that a noun in the content introduces: “claims by Lee | that …”.
    pub clause: Option<usize>,
}

/// Maximum number of tokens from the cue to the content.
const FARTHEST: usize = 14;

/// Prepositions of the place of a remark: “said in a report”.
const MANNER: [&str; 4] = ["in", "during", "through", "via"];

impl Frame {
    /// Governors of the content of a draft; none without a cue of words.
    pub fn of(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> Self {
        let cue = &draft.cue;
        let has_word = |token: usize| paragraph.word(token).starts_with(char::is_alphabetic);
        if !cue.clone().any(has_word) {
            return Self { left: cue.start, ..Self::default() };
        }
        let object = object(draft);
        let is_near = |object: &usize| {
            let is_here = paragraph.tokens[*object].sentence == paragraph.tokens[cue.start].sentence;
            object - cue.end <= FARTHEST && is_here
        };
        let right = object.filter(is_near).unwrap_or(cue.end);
        let mut frame = Self { left: verb_group::left(paragraph, draft), ..Self::default() };
        frame.scan(paragraph, draft, right);
        if frame.governors.iter().all(|one| matches!(one.kind, GovernorKind::Not | GovernorKind::Modal)) {
            frame.push(cue.clone(), GovernorKind::Verb(Vec::new()));
        }
        let is_quoted = |part: &Range<usize>| {
            paragraph.tokens[part.clone()].iter().all(|token| token.quoted != Quoted::Outside)
        };
        let is_own = |object: &usize| {
            draft.content.iter().any(|part| part.start == *object && !is_quoted(part)) && is_near(object)
        };
        if let Some(object) = object.filter(is_own) {
            frame.extend(paragraph, draft, object);
        }
        frame
    }

    /// Innermost governor that is not a negation or modal verb.
    pub fn innermost(&self) -> Option<&Governor> {
        self.governors.iter().rev().find(|one| !matches!(one.kind, GovernorKind::Not | GovernorKind::Modal))
    }

    /// Innermost verb.
    pub fn verb(&self) -> Option<&Governor> {
        self.governors.iter().rev().find(|one| matches!(one.kind, GovernorKind::Verb(_)))
    }

    /// Whether there is a negation.
    pub fn is_negated(&self) -> bool {
        self.governors.iter().any(|one| one.kind == GovernorKind::Not)
    }

    fn push(&mut self, tokens: Range<usize>, kind: GovernorKind) {
        self.governors.push(Governor { tokens, kind });
    }

    fn scan(&mut self, paragraph: &TokenizedParagraph<'_>, draft: &Draft, right: usize) {
        let mut token = self.left;
        while token < right {
            // “said in a report, and …”
            if token >= draft.cue.end && paragraph.tokens[token].class == Class::Comma {
                return;
            }
            let is_other = draft.source.contains(&token) || paragraph.tokens[token].quoted != Quoted::Outside;
            if is_other && !draft.cue.contains(&token) {
                token += 1;
                continue;
            }
            token = self.read(paragraph, draft, token);
        }
    }

    /// Reads a token; returns the next one.
    fn read(&mut self, paragraph: &TokenizedParagraph<'_>, draft: &Draft, token: usize) -> usize {
        let is_cue = draft.cue.contains(&token) || token < draft.cue.start;
        let word = paragraph.word(token).to_lowercase();
        let class = paragraph.tokens[token].class;
        if let Some(length) = negation(paragraph, token, &word) {
            self.push(token..token + length, GovernorKind::Not);
            if word == "cannot" {
                self.push(token..token + 1, GovernorKind::Modal);
            }
            return token + length;
        }
        let is_hearsay = matches!(word.as_str(), "allegedly" | "reportedly" | "supposedly" | "purportedly");
        // “is likely to say”
        let is_future = matches!(word.as_str(), "likely" | "due" | "set" | "about" | "poised" | "scheduled")
            && paragraph.word(token + 1) == "to";
        if is_hearsay
            || is_future
            || class == Class::Modal && !matches!(word.as_str(), "will" | "'ll" | "wo" | "'d")
        {
            self.push(token..token + 1, GovernorKind::Modal);
            return token + 1;
        }
        let (length, senses) = english().senses(&word, |by| paragraph.word(token + by));
        let is_noun_here = self.is_noun_here(paragraph, token) || lacks_subject(paragraph, draft, token);
        let noun = senses.iter().copied().find(|sense| sense.is_noun());
        let adjective = senses.iter().copied().find(|sense| sense.is_adjective());
        let is_verb = |sense: &Sense| !sense.is_noun() && !sense.is_adjective();
        let verbs: Vec<Sense> = senses.iter().copied().filter(is_verb).collect();
        let kind = match (noun, adjective) {
            (Some(noun), _) if is_noun_here || verbs.is_empty() && !class.is_cue_verb() => {
                if self.is_manner(paragraph, token) {
                    return token + length;
                }
                GovernorKind::Noun(noun)
            }
            (_, Some(adjective)) if is_predicate(paragraph, self.left, token) => {
                GovernorKind::Adjective(adjective)
            }
            // “have” is a verb of its own only before a noun: “has doubts”.
            _ if class == Class::Have && length < 2 && !has_noun_behind(paragraph, token) => {
                return token + 1;
            }
            _ if !verbs.is_empty() && (is_cue || self.is_adjacent(paragraph, token)) => {
                GovernorKind::Verb(verbs)
            }
            // “Lund's continued insistence”
            _ if class == Class::Ed && is_after_article(paragraph, token) => return token + 1,
            _ if (class.is_cue_verb() || class == Class::Ed)
                && !is_noun_here
                && (is_cue || self.is_adjacent(paragraph, token)) =>
            {
                GovernorKind::Verb(Vec::new())
            }
            _ => return token + 1,
        };
        self.push(token..token + length.max(1), kind);
        token + length.max(1)
    }

    /// Whether a verb behind the cue is governed by it: “denied having said”, “refused to comment”.
    fn is_adjacent(&self, paragraph: &TokenizedParagraph<'_>, token: usize) -> bool {
        let Some(last) = self.governors.last() else { return false };
        let mut between = paragraph.tokens[last.tokens.end.min(token)..token].iter();
        between.all(|token| {
            matches!(
                token.class,
                Class::To | Class::Have | Class::Be | Class::Adverb | Class::Ly | Class::Not | Class::And
            )
        })
    }

    /// Whether a word that may be a verb or a noun is a noun.
    fn is_noun_here(&self, paragraph: &TokenizedParagraph<'_>, token: usize) -> bool {
        let Some(before) = token.checked_sub(1) else { return false };
        let class = paragraph.tokens[before].class;
        let opens = matches!(
            class,
            Class::Determiner
                | Class::Possessive
                | Class::ApostropheS
                | Class::Of
                | Class::Preposition
                | Class::Adjective
                | Class::Number
        );
        let is_linked = matches!(class, Class::And | Class::Comma | Class::Not | Class::Modal | Class::Do);
        let is_verb = |one: &Governor| matches!(one.kind, GovernorKind::Verb(_) | GovernorKind::Adjective(_));
        let own = paragraph.tokens[token].class;
        let is_plural = matches!(own, Class::CueThird | Class::CueNoun);
        let is_participle = matches!(own, Class::CueIng | Class::CuePast | Class::Ed);
        let is_infinitive = class == Class::To && own == Class::CueBase;
        !is_participle && opens
            || class == Class::Have && is_plural
            || class == Class::To && !is_infinitive
            || !is_linked && !is_infinitive && !is_participle && self.governors.iter().any(is_verb)
    }

    /// “said in a statement that”: the noun is the place of the remark.
    fn is_manner(&self, paragraph: &TokenizedParagraph<'_>, noun: usize) -> bool {
        let is_inner = |token: &usize| {
            let class = paragraph.tokens[*token].class;
            matches!(
                class,
                Class::Determiner
                    | Class::Possessive
                    | Class::Adjective
                    | Class::Other
                    | Class::Noun
                    | Class::Day
                    | Class::Name
                    | Class::Number
            )
        };
        let inner = (0..noun).rev().take_while(is_inner).take(4).last().unwrap_or(noun);
        let is_preposition = inner > 0 && MANNER.contains(&paragraph.word(inner - 1));
        is_preposition && self.verb().is_some()
    }

    /// Adds a verb of denial or doubt at the start of the content: “sought | to quash claims”, “a statement | denying that”.
    fn push_inner_verb(&mut self, paragraph: &TokenizedParagraph<'_>, object: usize) {
        let is_free = match self.innermost().map(|one| &one.kind) {
            Some(GovernorKind::Verb(senses)) => {
                senses.iter().all(|sense| matches!(sense, Sense::Says | Sense::Airs | Sense::Treats))
            }
            Some(GovernorKind::Noun(noun)) => *noun == Sense::Allegation,
            _ => false,
        };
        let is_infinitive = paragraph.tokens[object].class == Class::To;
        let token = object + usize::from(is_infinitive);
        let word = paragraph.word(token).to_lowercase();
        if !is_free || !is_infinitive && !word.ends_with("ing") {
            return;
        }
        let (length, mut senses) = english().senses(&word, |by| paragraph.word(token + by));
        senses.retain(|sense| {
            matches!(
                sense,
                Sense::Denies | Sense::Rejects | Sense::Counters | Sense::Doubts | Sense::Questions
            )
        });
        if !senses.is_empty() {
            self.push(token..token + length, GovernorKind::Verb(senses));
            self.clause = paragraph.tokens.get(token + length).map(|_| token + length);
        }
    }

    /// Adds the noun at the start of the content that a verb takes for its object: “rejected | the claim that …”.
    fn extend(&mut self, paragraph: &TokenizedParagraph<'_>, draft: &Draft, object: usize) {
        self.push_inner_verb(paragraph, object);
        // “said of claims that …”
        let is_number =
            |token: usize| paragraph.tokens.get(token).is_some_and(|token| token.class == Class::Number);
        let is_led = |token: usize| {
            let word = paragraph.word(token).to_lowercase();
            matches!(&*word, "of" | "about" | "over" | "against" | "regarding") && !is_number(token + 1)
        };
        let is_behind = |token: usize| {
            let word = paragraph.word(token).to_lowercase();
            is_led(token) || matches!(&*word, "on" | "to" | "at" | "by" | "with" | "from")
        };
        let is_led = is_led(object) || object.checked_sub(1).is_some_and(is_behind);
        match self.innermost().map(|one| &one.kind) {
            Some(GovernorKind::Verb(senses)) if takes_noun(senses) || is_led => {}
            Some(GovernorKind::Adjective(_)) => {}
            _ => return,
        }
        // “sought to quash | claims”
        let inner = self.innermost().map_or(object, |inner| inner.tokens.end.max(object));
        let object = if inner > object { inner } else { object };
        let parts = draft.content.iter().filter(|part| part.end > object);
        let end = parts.map(|part| part.end).max().unwrap_or(object);
        let Some(noun) = leading_noun(paragraph, object..end) else { return };
        let clause = noun_clause(paragraph, noun.tokens.end);
        let treats = |sense: &Sense| {
            matches!(sense, Sense::Treats | Sense::Affirms | Sense::Airs | Sense::Directs | Sense::Demands)
        };
        let only_treats = match self.innermost().map(|one| &one.kind) {
            Some(GovernorKind::Verb(senses)) => senses.iter().all(treats),
            _ => false,
        };
        // “described the plan as …”: without a clause, there is only a plan.
        if clause.is_none() && only_treats {
            return;
        }
        self.clause = clause.or(self.clause);
        self.governors.push(noun);
    }
}

/// Whether a verb may take a noun for its object, and no clause without “that”.
fn takes_noun(senses: &[Sense]) -> bool {
    let takes = |sense: &Sense| {
        matches!(
            sense,
            Sense::Denies
                | Sense::Rejects
                | Sense::Counters
                | Sense::Doubts
                | Sense::Questions
                | Sense::Affirms
                | Sense::Airs
                | Sense::Refuses
                | Sense::Treats
        )
    };
    senses.is_empty() || senses.iter().any(takes)
}

/// Whether a word that may be a verb is the object of a verb before it: “is investigating | claims”.
pub(super) fn lacks_subject(paragraph: &TokenizedParagraph<'_>, draft: &Draft, token: usize) -> bool {
    let tokens = &paragraph.tokens;
    let is_ambiguous = matches!(tokens[token].class, Class::CueThird | Class::CueBase);
    if !is_ambiguous || draft.source.is_empty() || draft.source.end >= token {
        return false;
    }
    let is_verb = |before: usize| {
        let class = tokens[before].class;
        class.is_cue_verb() || matches!(class, Class::Ing | Class::Ed) || is_stance_verb(paragraph, before)
    };
    let (_, senses) = english().senses(&paragraph.word(token).to_lowercase(), |_| "");
    if !senses.iter().any(|sense| sense.is_noun()) {
        return false;
    }
    let is_adverb =
        |before: &usize| matches!(tokens[*before].class, Class::Adverb | Class::Ly | Class::Not | Class::Day);
    let Some(before) = (draft.source.end..token).rev().find(|before| !is_adverb(before)) else {
        return false;
    };
    match tokens[before].class {
        Class::And
        | Class::But
        | Class::To
        | Class::Modal
        | Class::Do
        | Class::Relative
        | Class::ParenClose => false,
        Class::Comma | Class::Dash => (draft.source.end..token).any(is_verb),
        _ => true,
    }
}

/// Whether a token is, or starts, a verb in the word list.
pub(super) fn is_stance_verb(paragraph: &TokenizedParagraph<'_>, token: usize) -> bool {
    let word = paragraph.word(token).to_lowercase();
    let (_, senses) = english().senses(&word, |by| paragraph.word(token + by));
    let is_verb = senses.iter().any(|sense| !sense.is_noun() && !sense.is_adjective());
    is_verb && paragraph.tokens[token].class != Class::Have
}

/// Start of the first part of the content behind the cue.
pub(super) fn object(draft: &Draft) -> Option<usize> {
    draft.content.iter().map(|part| part.start).filter(|start| *start >= draft.cue.end).min()
}

/// Whether a determiner or an owner stands before a token.
fn is_after_article(paragraph: &TokenizedParagraph<'_>, token: usize) -> bool {
    let before = token.checked_sub(1).map(|before| paragraph.tokens[before].class);
    matches!(before, Some(Class::Determiner | Class::Possessive | Class::ApostropheS))
}

/// Whether a noun with a sense stands behind “have”, perhaps with an article: “had a question”.
fn has_noun_behind(paragraph: &TokenizedParagraph<'_>, have: usize) -> bool {
    let is_article = |token: usize| {
        matches!(
            paragraph.tokens.get(token).map(|token| token.class),
            Some(Class::Determiner | Class::Number | Class::Adjective)
        )
    };
    let token = have + 1 + usize::from(is_article(have + 1));
    let (_, senses) = english().senses(&paragraph.word(token).to_lowercase(), |_| "");
    let is_past = paragraph.tokens.get(token).is_some_and(|token| token.class == Class::CuePast);
    !is_past && senses.iter().any(|sense| sense.is_noun())
}

/// Number of tokens of a negation.
fn negation(paragraph: &TokenizedParagraph<'_>, token: usize, word: &str) -> Option<usize> {
    let next = paragraph.word(token + 1).to_lowercase();
    let is_negation = match word {
        "not" => !matches!(next.as_str(), "only" | "just" | "merely" | "simply" | "least"),
        // “left little doubt that”
        "little" => {
            let (_, senses) = english().senses(&next, |_| "");
            senses.iter().any(|sense| sense.is_noun())
        }
        "no" => return Some(if next == "longer" { 2 } else { 1 }),
        "rather" => next == "than",
        "instead" => next == "of",
        "far" => next == "from",
        // “has yet to say”
        "yet" => next == "to",
        "neither" | "nor" | "without" | "cannot" | "barely" => true,
        _ => paragraph.tokens[token].class == Class::Not,
    };
    is_negation.then_some(1)
}

/// Whether an adjective follows a form of “be” or a similar verb: “remains quite sceptical”.
fn is_predicate(paragraph: &TokenizedParagraph<'_>, left: usize, adjective: usize) -> bool {
    (left..adjective).any(|token| {
        let word = paragraph.word(token);
        paragraph.tokens[token].class == Class::Be
            || ["remain", "seem", "appear", "stay", "becom", "becam", "grow", "grew", "feel", "felt", "sound"]
                .iter()
                .any(|verb| word.starts_with(verb))
    })
}
