//! Word lists of a language, from `server/language/data`. Rules that need words are silent for languages without lists.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Effect of a verb on the statement it introduces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VerbEffect {
    /// It casts doubt.
    Doubts,
    /// Makes it an admission of guilt.
    Confesses,
    /// Suggests that it meets with disbelief.
    Insists,
    /// Makes the speaker appear vain.
    Boasts,
    /// Presents it as true.
    Endorses,
    /// Makes it an attack.
    Attacks,
    /// Describes a state of mind.
    Mind,
    /// Describes a facial expression, not speech.
    Face,
    /// Neutral verb of speech.
    Says,
    /// Relays what others have said.
    Relays,
    /// Accuses somebody.
    Accuses,
}

/// A verb form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Verb {
    effect: VerbEffect,
    /// Whether the form may be a noun.
    is_noun: bool,
}

/// Word lists of one language; all words are in lower case.
#[derive(Debug, Default)]
pub struct Lexicon {
    verbs: HashMap<&'static str, Vec<Verb>>,
    words: HashMap<&'static str, Vec<&'static str>>,
    months: Vec<Vec<&'static str>>,
}

static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::read(
        include_str!("../data/en/verbs.txt"),
        include_str!("../data/en/words.txt"),
        include_str!("../data/en/months.txt"),
    )
});

/// Lists for a language tag, such as `en` or `en-GB`.
pub fn of(tag: &str) -> Option<&'static Lexicon> {
    // It is asked for again and again, so the rest of a long tag is not read.
    let (language, rest) = tag.split_at_checked("en".len())?;
    let is_english = language.eq_ignore_ascii_case("en") && (rest.is_empty() || rest.starts_with(['-', '_']));
    is_english.then(|| &*ENGLISH)
}

/// Lines of a list, without comments.
fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Groups of a list: name and words.
fn groups(text: &'static str) -> impl Iterator<Item = (&'static str, std::str::SplitWhitespace<'static>)> {
    lines(text).filter_map(|line| line.split_once(':')).map(|(name, words)| (name, words.split_whitespace()))
}

fn effect(name: &str) -> Option<VerbEffect> {
    Some(match name {
        "doubts" => VerbEffect::Doubts,
        "confesses" => VerbEffect::Confesses,
        "insists" => VerbEffect::Insists,
        "boasts" => VerbEffect::Boasts,
        "endorses" => VerbEffect::Endorses,
        "attacks" => VerbEffect::Attacks,
        "mind" => VerbEffect::Mind,
        "face" => VerbEffect::Face,
        "says" => VerbEffect::Says,
        "relays" => VerbEffect::Relays,
        "accuses" => VerbEffect::Accuses,
        _ => return None,
    })
}

impl Lexicon {
    fn read(verbs: &'static str, words: &'static str, months: &'static str) -> Self {
        let mut lexicon = Self::default();
        for (name, forms) in groups(verbs) {
            let Some(effect) = effect(name) else { continue };
            for form in forms {
                let is_noun = form.ends_with('*');
                let known = lexicon.verbs.entry(form.trim_end_matches('*')).or_default();
                known.push(Verb { effect, is_noun });
            }
        }
        for (name, group) in groups(words) {
            lexicon.words.entry(name).or_default().extend(group);
        }
        lexicon.months = lines(months).map(|line| line.split_whitespace().collect()).collect();
        lexicon
    }

    /// Possible verb forms of a word.
    fn forms(&self, word: &str) -> &[Verb] {
        self.verbs.get(word).map_or(&[], Vec::as_slice)
    }

    /// Whether the word is a form of a verb with this effect, and if so, whether it may be a noun.
    pub fn verb(&self, word: &str, effect: VerbEffect) -> Option<bool> {
        self.forms(word).iter().find(|verb| verb.effect == effect).map(|verb| verb.is_noun)
    }

    /// Whether the word is a form of a verb with one of these effects.
    pub fn is_any(&self, word: &str, effects: &[VerbEffect]) -> bool {
        self.forms(word).iter().any(|verb| effects.contains(&verb.effect))
    }

    /// Whether the word is a form of a listed verb.
    pub fn is_verb(&self, word: &str) -> bool {
        !self.forms(word).is_empty()
    }

    /// Judgemental effect of the verb, if any, and whether it may be a noun.
    pub fn judges(&self, word: &str) -> Option<(VerbEffect, bool)> {
        let all = [
            VerbEffect::Doubts,
            VerbEffect::Confesses,
            VerbEffect::Insists,
            VerbEffect::Boasts,
            VerbEffect::Endorses,
            VerbEffect::Attacks,
        ];
        let forms = self.forms(word);
        let of = |effect: VerbEffect| forms.iter().find(|verb| verb.effect == effect);
        all.into_iter().find_map(|effect| Some((effect, of(effect)?.is_noun)))
    }

    /// Whether the word may be a noun as well as a verb.
    pub fn may_be_noun(&self, word: &str) -> bool {
        self.forms(word).iter().any(|verb| verb.is_noun)
    }

    /// Whether the word is in a group of `words.txt`.
    pub fn is(&self, group: &str, word: &str) -> bool {
        self.words.get(group).is_some_and(|words| words.contains(&word))
    }

    /// Names of a month, numbered from 1.
    pub fn month(&self, month: u32) -> &[&'static str] {
        let index = (month as usize).checked_sub(1);
        index.and_then(|index| self.months.get(index)).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::{VerbEffect, of};

    #[test]
    fn every_group_is_read() {
        let english = of("en-GB").unwrap_or_else(|| panic!("English has lists"));
        assert_eq!(english.judges("claims"), Some((VerbEffect::Doubts, true)));
        assert_eq!(english.judges("admitted"), Some((VerbEffect::Confesses, false)));
        assert_eq!(english.judges("said"), None);
        for (word, effect) in [
            ("hopes", VerbEffect::Mind),
            ("smiled", VerbEffect::Face),
            ("said", VerbEffect::Says),
            ("reported", VerbEffect::Relays),
            ("accused", VerbEffect::Accuses),
        ] {
            assert!(english.verb(word, effect).is_some(), "{word}");
        }
        assert!(english.is("plural", "officials") && english.is("bare", "source"));
        assert!((1..=12).all(|month| !english.month(month).is_empty()) && english.month(13).is_empty());
    }

    #[test]
    fn other_languages_have_none() {
        assert!(of("de").is_none() && of("").is_none());
    }
}
