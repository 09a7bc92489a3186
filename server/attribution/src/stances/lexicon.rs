//! Words that tell how a speaker stands to a statement, from `data/en/stances.txt`.

use crate::lexicon::{inflect, plural};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Sense of a word or phrase for the stance; the groups of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Sense {
    /// deny, dispute, rule out
    Denies,
    /// reject, dismiss: a claim of somebody
    Rejects,
    /// counter, object to: a claim of somebody; with a clause, they assert it
    Counters,
    /// doubt, cast doubt on
    Doubts,
    /// question: doubts or asks
    Questions,
    /// ask, wonder
    Asks,
    /// demand, call for
    Demands,
    /// tell, warn: demands, with an infinitive behind
    Directs,
    /// want: demands, unless an infinitive follows directly
    Wants,
    /// insist, suggest: demands, with a subjunctive behind
    Insists,
    /// promise, vow
    Promises,
    /// believe, think
    Believes,
    /// hope, fear, suspect
    Fears,
    /// confirm, make: a claim of their own
    Affirms,
    /// publish, cite: a claim that may be of others
    Airs,
    /// say, know: with a clause
    Says,
    /// decline, fail
    Refuses,
    /// describe, face, investigate: a claim of somebody
    Treats,
    /// claim, report, idea
    Allegation,
    /// plan, proposal
    Plan,
    /// denial, rejection
    Denial,
    /// doubt, scepticism
    Doubt,
    /// question, query
    Question,
    /// demand, call, plea
    Demand,
    /// promise, vow
    Promise,
    /// belief, fear
    Belief,
    /// convinced, sure
    Sure,
    /// worried, hopeful
    Worried,
    /// sceptical, uncertain
    Unsure,
}

impl Sense {
    /// Whether it is a noun.
    pub const fn is_noun(self) -> bool {
        matches!(
            self,
            Self::Allegation
                | Self::Plan
                | Self::Denial
                | Self::Doubt
                | Self::Question
                | Self::Demand
                | Self::Promise
                | Self::Belief
        )
    }

    /// Whether it is an adjective.
    pub const fn is_adjective(self) -> bool {
        matches!(self, Self::Sure | Self::Worried | Self::Unsure)
    }
}

const LIST: &str = include_str!("../../data/en/stances.txt");

const VERBS: [(&str, Sense); 18] = [
    ("denies", Sense::Denies),
    ("rejects", Sense::Rejects),
    ("counters", Sense::Counters),
    ("doubts", Sense::Doubts),
    ("questions", Sense::Questions),
    ("asks", Sense::Asks),
    ("demands", Sense::Demands),
    ("directs", Sense::Directs),
    ("wants", Sense::Wants),
    ("insists", Sense::Insists),
    ("promises", Sense::Promises),
    ("believes", Sense::Believes),
    ("fears", Sense::Fears),
    ("affirms", Sense::Affirms),
    ("airs", Sense::Airs),
    ("says", Sense::Says),
    ("refuses", Sense::Refuses),
    ("treats", Sense::Treats),
];

const OTHERS: [(&str, Sense); 11] = [
    ("allegation", Sense::Allegation),
    ("plan", Sense::Plan),
    ("denial", Sense::Denial),
    ("doubt", Sense::Doubt),
    ("question", Sense::Question),
    ("demand", Sense::Demand),
    ("promise", Sense::Promise),
    ("belief", Sense::Belief),
    ("sure", Sense::Sure),
    ("worried", Sense::Worried),
    ("unsure", Sense::Unsure),
];

/// Words behind the first one of a phrase, and the sense of the phrase.
type Phrase = (Vec<&'static str>, Sense);

/// Word lists of stances; all words are in lower case.
#[derive(Debug, Default)]
pub(super) struct StanceLexicon {
    /// Phrases by their first word, longest first.
    phrases: HashMap<String, Vec<Phrase>>,
    /// Base forms of verbs.
    bare: HashSet<&'static str>,
    /// Past forms without -ed.
    past: HashSet<&'static str>,
}

/// English lists.
pub(super) fn english() -> &'static StanceLexicon {
    static ENGLISH: LazyLock<StanceLexicon> = LazyLock::new(|| StanceLexicon::read(LIST));
    &ENGLISH
}

impl StanceLexicon {
    fn read(list: &'static str) -> Self {
        let mut lexicon = Self::default();
        for line in list.lines().filter(|line| !line.starts_with('#')) {
            if let Some((group, phrases)) = line.split_once(": ") {
                let Some((_, sense)) = VERBS.iter().find(|(name, _)| *name == group) else { continue };
                for phrase in phrases.split(", ") {
                    lexicon.add_verb(phrase, *sense);
                }
            } else if let Some((group, words)) = line.split_once("= ") {
                let words = words.split(", ");
                match (group, OTHERS.iter().find(|(name, _)| *name == group)) {
                    ("bare", _) => lexicon.bare.extend(words),
                    ("past", _) => lexicon.past.extend(words),
                    (_, Some((_, sense))) => words.for_each(|word| lexicon.add_other(word, *sense)),
                    (_, None) => {}
                }
            }
        }
        for phrases in lexicon.phrases.values_mut() {
            phrases.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        lexicon
    }

    fn add_verb(&mut self, phrase: &'static str, sense: Sense) {
        let mut words = phrase.split(' ');
        let Some(first) = words.next() else { return };
        let rest: Vec<&str> = words.collect();
        // “be sceptical”: the adjective decides, whatever the form of the verb.
        if first == "be" {
            for form in ["be", "is", "are", "was", "were", "been", "being", "am", "'s", "'re", "'m"] {
                self.add(form, rest.clone(), sense);
            }
            return;
        }
        inflect(first, |form, _| self.add(form, rest.clone(), sense));
    }

    fn add_other(&mut self, phrase: &'static str, sense: Sense) {
        let mut words = phrase.split(' ');
        let Some(first) = words.next() else { return };
        let rest: Vec<&str> = words.collect();
        if sense.is_noun() && rest.is_empty() {
            self.add(&plural(first), Vec::new(), sense);
        }
        self.add(first, rest, sense);
    }

    fn add(&mut self, first: &str, rest: Vec<&'static str>, sense: Sense) {
        let phrases = self.phrases.entry(first.to_owned()).or_default();
        if !phrases.contains(&(rest.clone(), sense)) {
            phrases.push((rest, sense));
        }
    }

    /// Longest phrases that start with a word, given the words behind it by their distance: the number of words, and
    /// the senses of the phrase.
    pub fn senses<'w>(&self, first: &str, behind: impl Fn(usize) -> &'w str) -> (usize, Vec<Sense>) {
        let Some(phrases) = self.phrases.get(first) else { return (0, Vec::new()) };
        let is_here = |rest: &[&str]| {
            rest.iter().enumerate().all(|(place, word)| behind(place + 1).eq_ignore_ascii_case(word))
        };
        let mut here = phrases.iter().filter(|(rest, _)| is_here(rest)).peekable();
        let length = here.peek().map_or(0, |(rest, _)| rest.len() + 1);
        let longest = here.filter(|(rest, _)| rest.len() + 1 == length);
        (length, longest.map(|(_, sense)| *sense).collect())
    }

    /// Whether a word is the base form of a verb.
    pub fn is_bare(&self, word: &str) -> bool {
        self.bare.contains(word)
    }

    /// Whether a word is a past form without -ed.
    pub fn is_past(&self, word: &str) -> bool {
        self.past.contains(word)
    }

    /// First words of all phrases with a sense, each with the words behind it.
    #[cfg(test)]
    pub fn phrases(&self, wanted: Sense) -> Vec<String> {
        let all = self.phrases.iter().flat_map(|(first, phrases)| {
            let fitting = phrases.iter().filter(move |(_, sense)| *sense == wanted);
            fitting.map(move |(rest, _)| {
                std::iter::once(first.as_str()).chain(rest.iter().copied()).collect::<Vec<_>>().join(" ")
            })
        });
        all.collect()
    }
}
