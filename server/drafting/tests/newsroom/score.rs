//! Comparison of a draft with what an annotator marked in the same article.

use crate::actors::Cast;
use crate::marked::{LONG, MarkedArticle, Passage};
use crate::tally::{Outcome, Tally};
use ascribe_language::stance::Stance;
use std::collections::{BTreeMap, BTreeSet};

/// Outcomes of one article, with a line for each that is not right.
#[derive(Debug, Default)]
pub struct Score {
    /// Numbers of the outcomes.
    pub tally: Tally,
    /// Outcomes that are not right.
    pub faults: Vec<String>,
}

/// All parts of an annotation.
#[derive(Debug)]
struct Unit<'a> {
    words: BTreeSet<usize>,
    speakers: &'a BTreeSet<String>,
    stance: Option<Stance>,
    /// Whether a part is a quotation of three or more words.
    is_quotation: bool,
}

impl Score {
    /// Scores a draft.
    pub fn of(gold: &MarkedArticle, drafted: &MarkedArticle) -> Self {
        assert_eq!(gold.words, drafted.words, "two annotations of the same article");
        let cast = Cast::of(&gold.actors, &drafted.actors);
        let mut score = Self::default();
        score.quotations(gold, drafted, &cast);
        score.claims(gold, drafted, &cast);
        for (id, _, fault) in &cast.drafted {
            match fault {
                None => score.tally.add(Outcome::ActorRight),
                Some(fault) => score.fault(Outcome::ActorWrong, &format!("@{id} {fault}")),
            }
        }
        cast.missed.iter().for_each(|id| score.fault(Outcome::ActorMissed, &format!("@{id}")));
        score.fields(&gold.fields, &drafted.fields);
        score
    }

    /// Compares front matter. All articles are in English, which no annotator has written.
    fn fields(&mut self, gold: &BTreeMap<String, String>, drafted: &BTreeMap<String, String>) {
        let expected = |key: &str| gold.get(key).map(String::as_str).or((key == "lang").then_some("en"));
        for (key, value) in drafted {
            if expected(key) == Some(value) {
                self.tally.add(Outcome::FieldRight);
            } else {
                let not = expected(key).unwrap_or("nothing");
                self.fault(Outcome::FieldWrong, &format!("{key} is “{value}”, not {not}"));
            }
        }
        for (key, value) in gold.iter().filter(|(key, _)| !drafted.contains_key(*key)) {
            self.fault(Outcome::FieldMissed, &format!("{key}, “{value}”"));
        }
    }

    fn fault(&mut self, outcome: Outcome, what: &str) {
        self.tally.add(outcome);
        self.faults.push(format!("{}: {what}", outcome.words()));
    }

    fn quotations(&mut self, gold: &MarkedArticle, drafted: &MarkedArticle, cast: &Cast) {
        let long = |it: &&Passage| it.is_quoted && it.is_annotated && !it.is_inner && it.words.len() >= LONG;
        for quotation in gold.passages.iter().filter(long) {
            let expected = quotation.speakers.clone().unwrap_or_default();
            let found = cast.meant(&speakers(drafted, &quotation.words));
            let words = gold.excerpt(&quotation.words);
            if found == expected {
                self.tally.add(Outcome::QuotationRight);
            } else if found.is_empty() {
                self.fault(Outcome::QuotationNobody, &format!("“{words}” is by {}", names(&expected)));
            } else {
                let (by, not) = (names(&expected), names(&found));
                self.fault(Outcome::QuotationWrong, &format!("“{words}” is by {by}, not by {not}"));
            }
        }
    }

    fn claims(&mut self, gold: &MarkedArticle, drafted: &MarkedArticle, cast: &Cast) {
        let known = units(gold);
        let mut found: BTreeSet<usize> = BTreeSet::new();
        for unit in units(drafted) {
            let common = |other: &Unit<'_>| unit.words.intersection(&other.words).count();
            let best = known.iter().max_by_key(|other| common(other)).filter(|other| common(other) > 0);
            let words = drafted.excerpt(&unit.words);
            found.extend(&unit.words);
            let Some(best) = best else {
                if !is_marked(gold, &unit.words) {
                    self.fault(Outcome::ClaimFalse, &format!("“{words}”"));
                }
                continue;
            };
            if unit.is_quotation {
                continue;
            }
            let all = unit.words.union(&best.words).count();
            let (by, not) = (best.speakers, cast.meant(unit.speakers));
            if common(best) * 2 < all {
                self.fault(Outcome::ClaimWrong, &format!("“{words}” is “{}”", gold.excerpt(&best.words)));
            } else if *by != not {
                let (by, not) = (names(by), names(&not));
                self.fault(Outcome::ClaimWrong, &format!("“{words}” is by {by}, not by {not}"));
            } else if best.stance != unit.stance {
                let word = |stance: Option<Stance>| stance.map_or("unknown", Stance::word);
                let (is, not) = (word(best.stance), word(unit.stance));
                self.fault(Outcome::ClaimWrong, &format!("“{words}”: {is}, not {not}"));
            } else {
                self.tally.add(Outcome::ClaimRight);
            }
        }
        for unit in known.iter().filter(|unit| !unit.is_quotation && unit.words.is_disjoint(&found)) {
            self.fault(Outcome::ClaimMissed, &format!("“{}”", gold.excerpt(&unit.words)));
        }
    }
}

/// Speakers of the innermost annotation of most of these words.
fn speakers(article: &MarkedArticle, words: &BTreeSet<usize>) -> BTreeSet<String> {
    let mut counts: BTreeMap<&BTreeSet<String>, usize> = BTreeMap::new();
    for word in words {
        let mut around =
            article.passages.iter().rev().filter(|it| it.is_annotated && it.words.contains(word));
        if let Some(speakers) = around.next().and_then(|innermost| innermost.speakers.as_ref()) {
            *counts.entry(speakers).or_default() += 1;
        }
    }
    let most = counts.into_iter().find(|(_, count)| count * 2 >= words.len());
    most.map(|(speakers, _)| speakers.clone()).unwrap_or_default()
}

/// Annotations that are not inside another one.
fn units(article: &MarkedArticle) -> Vec<Unit<'_>> {
    let mut units: BTreeMap<usize, Unit<'_>> = BTreeMap::new();
    let mut covered: BTreeSet<usize> = BTreeSet::new();
    for passage in article.passages.iter().filter(|it| it.is_annotated) {
        let Some(speakers) = &passage.speakers else { continue };
        if passage.words.is_subset(&covered) {
            continue;
        }
        covered.extend(&passage.words);
        let is_quotation = passage.is_quoted && passage.words.len() >= LONG;
        let unit = units.entry(passage.unit);
        let unit = unit.or_insert_with(|| Unit {
            words: BTreeSet::new(),
            speakers,
            stance: passage.stance,
            is_quotation,
        });
        unit.words.extend(&passage.words);
        unit.is_quotation |= is_quotation;
    }
    units.into_values().collect()
}

/// Whether the annotator marked some of these words as a title or a name in quotation marks, which is counted there.
fn is_marked(gold: &MarkedArticle, words: &BTreeSet<usize>) -> bool {
    let mentions =
        gold.passages.iter().filter(|it| it.is_quoted && it.speakers.is_none() && it.words.len() >= LONG);
    mentions.into_iter().any(|mention| !mention.words.is_disjoint(words))
}

fn names(ids: &BTreeSet<String>) -> String {
    if ids.is_empty() {
        return "nobody".to_owned();
    }
    ids.iter().map(|id| format!("@{id}")).collect::<Vec<_>>().join(" and ")
}

#[cfg(test)]
mod tests {
    use super::Score;
    use crate::marked::MarkedArticle;

    const CAST: &str = "@moe: Ida Moe\n  aka: Moe\n@lie: Tor Lie\n  aka: Lie\n\n";

    fn score(gold: &str, drafted: &str) -> Score {
        let read = |text: &str| MarkedArticle::of_text(&format!("{CAST}{text}\n"));
        Score::of(&read(gold), &read(drafted))
    }

    fn faults(gold: &str, drafted: &str) -> Vec<String> {
        score(gold, drafted).faults
    }

    #[test]
    fn the_annotation_itself_has_no_fault() {
        for text in [
            "“The dam holds,”{#a @moe} she said. “It always did so.”{part=#a}",
            "Moe said [the dam was “very old indeed” and dry]{claim @moe stance=denies}.",
            "“The old dam holds,” one of them said.",
            "“The Long Dry Dam”{mention} was shown.",
        ] {
            assert!(faults(text, text).is_empty(), "{text}: {:?}", faults(text, text));
        }
    }

    #[test]
    fn each_outcome_of_a_quotation_is_found() {
        let gold = "“The dam holds well,”{@moe} she said.";
        let wrong = faults(gold, "“The dam holds well,”{@lie} she said.");
        assert_eq!(wrong, ["quotation wrong: “The dam holds well” is by @moe, not by @lie"]);
        let nobody = ["quotation nobody: “The dam holds well” is by @moe"];
        assert_eq!(faults(gold, "“The dam holds well,” she said."), nobody);
        assert_eq!(faults(gold, "“The dam holds well,”{draft} she said."), nobody);
        assert_eq!(faults(gold, "“The dam holds well,”{@moe @lie} she said.").len(), 1);
        assert!(faults(gold, "[“The dam holds well,” she said]{claim @moe}.").is_empty());
        let open = faults("“The dam holds well,”{quote} she said.", gold);
        assert_eq!(open, ["quotation wrong: “The dam holds well” is by nobody, not by @moe"]);
        let title = faults("“The Long Dry Dam”{mention} was shown.", "“The Long Dry Dam”{@moe} was shown.");
        assert_eq!(title, ["quotation wrong: “The Long Dry Dam” is by nobody, not by @moe"]);
    }

    #[test]
    fn each_outcome_of_a_claim_is_found() {
        let gold = "On Monday Moe said [the dam was old and dry]{claim @moe}, and left.";
        let found = |drafted: &str| faults(gold, drafted);
        let missed = found("On Monday Moe said the dam was old and dry, and left.");
        assert_eq!(missed, ["claim missed: “the dam was old and dry”"]);
        let speaker = found("On Monday Moe said [the dam was old and dry]{claim @lie}, and left.");
        assert_eq!(speaker, ["claim wrong: “the dam was old and dry” is by @moe, not by @lie"]);
        let stance = found("On Monday Moe said [the dam was old and dry]{claim @moe stance=asks}, and left.");
        assert_eq!(stance, ["claim wrong: “the dam was old and dry”: asserts, not asks"]);
        let span = found("[On Monday Moe said the dam]{claim @moe} was old and dry, and left.");
        assert_eq!(span, ["claim wrong: “On Monday Moe said the dam” is “the dam was old and dry”"]);
        let invented =
            found("[On Monday Moe]{claim @moe} said [the dam was old]{claim @moe} and dry, and left.");
        assert_eq!(invented, ["claim false: “On Monday Moe”"]);
        assert!(found("On Monday Moe [said the dam was old]{claim @moe} and dry, and left.").is_empty());
    }

    #[test]
    fn each_outcome_of_a_field_is_found() {
        let score = |gold: &str, drafted: &str| {
            let read =
                |text: &str| MarkedArticle::of_text(&format!("---\nlang: en\n{text}---\n\nNothing.\n"));
            Score::of(&read(gold), &read(drafted)).faults
        };
        assert!(score("title: Dams\n", "title: Dams\n").is_empty());
        assert_eq!(score("title: Dams\n", "title: Mud\n"), ["field wrong: title is “Mud”, not Dams"]);
        assert_eq!(score("", "place: Lund\n"), ["field wrong: place is “Lund”, not nothing"]);
        assert_eq!(score("date: 2014\n", ""), ["field missed: date, “2014”"]);
    }

    #[test]
    fn a_quotation_where_nobody_speaks_is_false() {
        assert_eq!(
            faults("It was a “dry dam” then.", "It was a “dry dam”{@moe} then."),
            ["claim false: “dry dam”"]
        );
        assert_eq!(
            faults("MOE: the dam is dry.", "MOE: [the dam is dry]{quote @moe}."),
            ["claim false: “the dam is dry”"]
        );
    }
}
