//! Languages of articles that the word lists do not cover.

use crate::report::plural;
use ascribe_language::detection::language;
use ascribe_language::lexicon;
use ascribe_markup::document::Document;
use ascribe_markup::strip;
use std::fmt;

/// Codes of the rules that find nothing without the word lists of a language.
const WORD_RULES: [&str; 8] = [
    "bare-source",
    "house-verb",
    "loaded-verb",
    "mind-verb",
    "plural-single",
    "second-hand",
    "unanswered-accusation",
    "unmarked-claim",
];

/// Language without word lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Foreign {
    /// As the front matter has it.
    Declared(String),
    /// As the words look; its English name.
    Likely(&'static str),
}

impl Foreign {
    /// Language of a document, if it has no word lists. The front matter decides; without it, the words do, if there are
    /// enough of them.
    pub fn of(document: &Document) -> Option<Self> {
        if let Some(lang) = document.front_matter("lang") {
            return lexicon::of(&lang.value).is_none().then(|| Self::Declared(lang.value.to_string()));
        }
        let language =
            language(&strip::strip(document)).filter(|language| lexicon::of(language.tag).is_none());
        language.map(|language| Self::Likely(language.name))
    }
}

impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Declared(tag) => write!(f, "`lang` is {tag}"),
            Self::Likely(name) => write!(f, "looks {name}"),
        }
    }
}

/// Line about the documents whose words no rule knows, for a report that covers the `wanted` rules.
pub fn summary(foreign: &[(String, Foreign)], wanted: impl Fn(&str) -> bool) -> Option<String> {
    let (first, language) = foreign.first()?;
    let rules: Vec<&str> = WORD_RULES.into_iter().filter(|rule| wanted(rule)).collect();
    let (count, s) = (foreign.len(), plural(foreign.len()));
    let such = if count == 1 { "" } else { "such as " };
    let (one, know) = (rules.len(), if rules.len() == 1 { "rule knows" } else { "rules know" });
    let find = if rules.len() == 1 { "finds" } else { "find" };
    (!rules.is_empty()).then(|| {
        format!(
            "{one} {know} English words only and {find} nothing in {count} document{s}, {such}{first} ({language}): {}",
            rules.join(", ")
        )
    })
}

#[cfg(test)]
mod tests {
    use super::{Foreign, WORD_RULES, summary};
    use ascribe_lints::{RULES, Rule, check};
    use ascribe_markup::document::Document;
    use ascribe_markup::scope::Scope;
    use std::sync::Arc;

    const GERMAN: &str = "„Der Kai hält nicht mehr lange“, sagte Bürgermeisterin Ada Berg am Dienstag. Die Schäden seien größer als \
                          gedacht, hieß es später im Rathaus. Die Fischer wollen nun selbst prüfen, was zu tun ist.\n";
    const FRENCH: &str = "« Le quai ne tiendra pas longtemps », a déclaré mardi la maire, Ada Berg. Les dégâts seraient plus graves que \
                          prévu, selon la mairie. Les pêcheurs veulent maintenant vérifier eux-mêmes ce qu’il faut faire.\n";
    const ENGLISH: &str = "“The quay won’t hold much longer,” Mayor Ada Berg said on Tuesday. The damage is worse than feared, the town \
                           hall said later. The fishermen now want to find out for themselves what has to be done.\n";

    fn foreign(text: &str) -> Option<String> {
        Foreign::of(&Document::new(text)).map(|foreign| foreign.to_string())
    }

    #[test]
    fn other_languages_are_told_from_english() {
        assert_eq!(foreign(GERMAN).as_deref(), Some("looks German"));
        assert_eq!(foreign(FRENCH).as_deref(), Some("looks French"));
        assert_eq!(foreign(ENGLISH), None);
        let names =
            "Łukasz Wiśniewski 3, José Muñoz 2; Käthe Groß 1; Zoë Lefèvre 4, Þór Jónsson 2, Đorđe Đurić 5. "
                .repeat(9);
        assert_eq!(foreign(&format!("{ENGLISH}{names}")), None, "names are of any language");
        assert_eq!(foreign(&format!("{ENGLISH}{ENGLISH}{GERMAN}")), None, "a quotation may be in any");
        for short in ["", "Ja.", "„Der Kai hält nicht mehr lange“, sagte sie."] {
            assert_eq!(foreign(short), None, "{short}");
        }
    }

    #[test]
    fn the_front_matter_decides() {
        assert_eq!(foreign(&format!("---\nlang: en-GB\n---\n\n{GERMAN}")), None);
        assert_eq!(foreign(&format!("---\nlang: nb\n---\n\n{ENGLISH}")).as_deref(), Some("`lang` is nb"));
    }

    #[test]
    fn rules_that_need_words_are_listed() {
        let finds = |rule: &Rule, text: &str| {
            let scope = Scope::alone(Arc::new(Document::new(text)));
            let scope = scope.with_policy(Arc::new(rule.example_policy()));
            check(&scope, None).iter().any(|(_, finding)| finding.rule.code == rule.code)
        };
        for rule in RULES {
            let foreign = match rule.bad.strip_prefix("---\n") {
                Some(rest) => format!("---\nlang: xx\n{rest}"),
                None => format!("---\nlang: xx\n---\n\n{}", rule.bad),
            };
            let needs_words = finds(rule, rule.bad) && !finds(rule, &foreign);
            assert_eq!(needs_words, WORD_RULES.contains(&rule.code), "{}", rule.code);
        }
    }

    #[test]
    fn the_summary_names_the_rules_that_were_wanted() {
        let foreign = |name: &str| (name.to_owned(), Foreign::Likely("German"));
        let one = |code: &str| code == "loaded-verb";
        assert_eq!(
            summary(&[foreign("a.ascribe")], one).as_deref(),
            Some(
                "1 rule knows English words only and finds nothing in 1 document, a.ascribe (looks German): loaded-verb"
            )
        );
        assert_eq!(summary(&[foreign("a")], |_| false), None);
        assert_eq!(summary(&[], |_| true), None);
        let two = summary(&[foreign("a"), foreign("b")], |_| true).unwrap_or_default();
        assert!(
            two.starts_with(
                "8 rules know English words only and find nothing in 2 documents, such as a (looks"
            ),
            "{two}"
        );
    }
}
