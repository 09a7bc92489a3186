//! Scores drafted attributions against those of the corpus, in per cent.
//!
//! - **segments attributed**: quoted passages of three or more words within a paragraph, most of which is in the content of an
//!   attribution; right if the drafted source overlaps the annotated one.
//! - **quotes matched**: each attribution with one draft, the best first, if their contents have at least half of their
//!   characters in common (intersection over union, without blanks). **exact**: if they have the same characters.

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Range;

/// Minimum number of words of a segment.
const WORDS: usize = 3;

/// Minimum share of the characters that two contents have in common if they match.
const COMMON: f64 = 0.5;

/// An article with attributions, annotated or drafted, as a line of JSON; offsets are in code points.
#[derive(Debug, Clone, Deserialize)]
pub struct Annotated {
    id: String,
    #[serde(default)]
    text: String,
    quotes: Vec<Attribution>,
}

#[derive(Debug, Clone, Deserialize)]
struct Attribution {
    content: Vec<(usize, usize)>,
    source: Vec<(usize, usize)>,
    /// Direct, mixed or indirect; drafts have none.
    #[serde(default, rename = "type")]
    directness: String,
}

/// Counts from which precision and recall follow.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    right: usize,
    drafted: usize,
    annotated: usize,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |of: usize| 100.0 * self.right as f64 / of.max(1) as f64;
        let f1 = 200.0 * self.right as f64 / (self.drafted + self.annotated).max(1) as f64;
        write!(f, "P {:5.1}  R {:5.1}  F {f1:5.1}", share(self.drafted), share(self.annotated))
    }
}

/// Scores of all articles together.
#[derive(Debug, Default)]
pub struct Score {
    segments: Counts,
    matched: Counts,
    exact: Counts,
    /// Matched attributions by directness.
    by_directness: BTreeMap<String, Counts>,
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "segments attributed  {}", self.segments)?;
        writeln!(f, "quotes matched       {}", self.matched)?;
        writeln!(f, "quotes exact         {}", self.exact)?;
        for (directness, counts) in &self.by_directness {
            let recall = 100.0 * counts.right as f64 / counts.annotated.max(1) as f64;
            writeln!(f, "recall {directness:<14}{recall:5.1}")?;
        }
        Ok(())
    }
}

impl Score {
    /// Scores the drafts of articles; an article without a draft has none.
    pub fn of(annotated: &[Annotated], drafted: &[Annotated]) -> Self {
        let drafts: BTreeMap<&str, &Annotated> =
            drafted.iter().map(|article| (&*article.id, article)).collect();
        let mut score = Self::default();
        for article in annotated {
            let drafts = drafts.get(&*article.id).map_or(&[][..], |draft| &draft.quotes);
            score.add(&article.text, &article.quotes, drafts);
        }
        score
    }

    fn add(&mut self, text: &str, annotated: &[Attribution], drafted: &[Attribution]) {
        let text: Vec<char> = text.chars().collect();
        let contents = |all: &[Attribution]| -> Vec<BTreeSet<usize>> {
            all.iter().map(|it| characters(&text, &it.content)).collect()
        };
        let (gold, ours) = (contents(annotated), contents(drafted));
        for counts in [&mut self.matched, &mut self.exact] {
            counts.annotated += gold.len();
            counts.drafted += ours.len();
        }
        for it in annotated {
            self.by_directness.entry(it.directness.clone()).or_default().annotated += 1;
        }
        for (common, place, _) in pairs(&gold, &ours) {
            self.matched.right += 1;
            self.exact.right += usize::from(common >= 1.0);
            self.by_directness.entry(annotated[place].directness.clone()).or_default().right += 1;
        }
        let source = |all: &[Attribution], place: Option<usize>| {
            place.map(|place| characters(&text, &all[place].source)).filter(|source| !source.is_empty())
        };
        for passage in quoted(&text) {
            let segment = characters(&text, &[(passage.start, passage.end)]);
            let (theirs, own) =
                (source(annotated, holder(&gold, &segment)), source(drafted, holder(&ours, &segment)));
            self.segments.annotated += usize::from(theirs.is_some());
            self.segments.drafted += usize::from(own.is_some());
            let is_same = theirs.zip(own).is_some_and(|(theirs, own)| !theirs.is_disjoint(&own));
            self.segments.right += usize::from(is_same);
        }
    }
}

/// Places of the characters of spans, without blanks.
fn characters(text: &[char], spans: &[(usize, usize)]) -> BTreeSet<usize> {
    let all = spans.iter().flat_map(|(start, end)| *start..*end);
    all.filter(|place| text.get(*place).is_some_and(|c| !c.is_whitespace())).collect()
}

/// Pairs of contents that match, each content in one pair: what they have in common, and the index of each.
fn pairs(gold: &[BTreeSet<usize>], ours: &[BTreeSet<usize>]) -> Vec<(f64, usize, usize)> {
    let mut all = Vec::new();
    for (place, theirs) in gold.iter().enumerate() {
        for (draft, own) in ours.iter().enumerate() {
            let common = theirs.intersection(own).count() as f64 / theirs.union(own).count().max(1) as f64;
            if common >= COMMON {
                all.push((common, place, draft));
            }
        }
    }
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut places, mut drafts) = (BTreeSet::new(), BTreeSet::new());
    all.retain(|(_, place, draft)| {
        !places.contains(place) && !drafts.contains(draft) && places.insert(*place) && drafts.insert(*draft)
    });
    all
}

/// Index of the content that has most of a segment, if that is at least half of it.
fn holder(contents: &[BTreeSet<usize>], segment: &BTreeSet<usize>) -> Option<usize> {
    let common = contents.iter().map(|content| content.intersection(segment).count());
    let (place, most) = common.enumerate().max_by_key(|(place, most)| (*most, std::cmp::Reverse(*place)))?;
    (most > 0 && 2 * most >= segment.len()).then_some(place)
}

/// Quoted passages of enough words, each within its paragraph; one in curly marks may end with its paragraph.
fn quoted(text: &[char]) -> Vec<Range<usize>> {
    let mut passages = Vec::new();
    let mut from = 0;
    while let Some(start) = (from..text.len()).find(|at| matches!(text[*at], '“' | '„' | '«' | '»' | '"'))
    {
        from = start + 1;
        let line = (from..text.len()).find(|at| text[*at] == '\n').unwrap_or(text.len());
        let (closes, ends): (&[char], &[char]) = match text[start] {
            '“' => (&['”'], &['“', '”', '„']),
            '„' => (&['“', '”'], &['“', '”', '„']),
            '«' => (&['»'], &['»']),
            '»' => (&['«'], &['«']),
            _ => (&['"'], &['"']),
        };
        let end = match (from..line).find(|at| ends.contains(&text[*at])) {
            Some(at) if closes.contains(&text[at]) => at + 1,
            None if text[start] == '“' => line,
            _ => continue,
        };
        from = end;
        let words: String = text[start..end].iter().collect();
        if words.split_whitespace().count() >= WORDS {
            passages.push(start..end);
        }
    }
    passages
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{Annotated, Counts, Score};

    fn article(quotes: &str) -> Vec<Annotated> {
        let text = "“It is not safe at all,” Ida Moe said. She said the dam leaks.";
        let line = format!("{{\"id\": \"a\", \"text\": \"{text}\", \"quotes\": [{quotes}]}}");
        vec![serde_json::from_str(&line).unwrap()]
    }

    const DIRECT: &str = r#"{"content": [[0, 24]], "source": [[25, 32]], "type": "direct"}"#;
    const INDIRECT: &str = r#"{"content": [[48, 61]], "source": [[39, 42]], "type": "indirect"}"#;

    #[test]
    fn what_is_drafted_as_annotated_is_right() {
        let gold = article(&[DIRECT, INDIRECT].join(","));
        let score = Score::of(&gold, &gold);
        assert_eq!(score.exact, Counts { right: 2, drafted: 2, annotated: 2 });
        assert_eq!(score.segments, Counts { right: 1, drafted: 1, annotated: 1 });
    }

    #[test]
    fn the_speaker_and_the_words_are_scored_apart() {
        let gold = article(&[DIRECT, INDIRECT].join(","));
        // The words but the last are right, and the speaker is another one.
        let drafted = article(r#"{"content": [[0, 19]], "source": [[39, 42]]}"#);
        let score = Score::of(&gold, &drafted);
        assert_eq!(score.matched, Counts { right: 1, drafted: 1, annotated: 2 });
        assert_eq!(score.exact, Counts { right: 0, drafted: 1, annotated: 2 });
        assert_eq!(score.segments, Counts { right: 0, drafted: 1, annotated: 1 });
        assert_eq!(score.by_directness["indirect"], Counts { right: 0, drafted: 0, annotated: 1 });
        assert_eq!(Score::of(&gold, &[]).matched, Counts { right: 0, drafted: 0, annotated: 2 });
    }
}
