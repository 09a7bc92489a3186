//! The recorded result: numbers by genre, and faults by article. It may only become better.

use crate::score::Score;
use crate::tally::{Outcome, Tally};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Environment variable with which the result is recorded anew.
const UPDATE: &str = "UPDATE_DRAFTING";

const COMMAND: &str = "cargo xtask drafting";

/// Outcomes that make up a whole, and those of them that the documentation shows.
const GROUPS: [(&[Outcome], &[Outcome]); 3] = [
    (
        &[Outcome::QuotationRight, Outcome::QuotationWrong, Outcome::QuotationNobody],
        &[Outcome::QuotationRight, Outcome::QuotationWrong, Outcome::QuotationNobody],
    ),
    (
        &[Outcome::ClaimRight, Outcome::ClaimWrong, Outcome::ClaimFalse],
        &[Outcome::ClaimRight, Outcome::ClaimWrong, Outcome::ClaimFalse],
    ),
    (&[Outcome::ActorRight, Outcome::ActorWrong], &[Outcome::ActorWrong]),
];

/// Comments around the table in the documentation.
const MARKS: [&str; 2] = ["<!-- genres -->\n", "<!-- /genres -->\n"];

const TOTAL: &str = "total";

/// Result of all articles.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Numbers by genre.
    counts: BTreeMap<String, Tally>,
    /// By genre, lines of the form `article: fault`.
    faults: BTreeMap<String, Vec<String>>,
}

impl Record {
    /// Sums up the scores of articles, which are in the order of their genres and names.
    pub fn of(scores: impl Iterator<Item = ((String, String), Score)>) -> Self {
        let mut record = Self::default();
        for ((genre, name), score) in scores {
            *record.counts.entry(genre.clone()).or_default() += score.tally;
            let faults = score.faults.into_iter().map(|fault| format!("{name}: {fault}"));
            record.faults.entry(genre).or_default().extend(faults);
        }
        record
    }

    /// Compares the result with the recorded one in a folder, or records it if the environment asks for it.
    pub fn compare(&self, folder: &Path, page: &Path) {
        let text = fs::read_to_string(page).unwrap();
        let with_table = replaced(&text, &self.percentages());
        if std::env::var_os(UPDATE).is_some() {
            self.write(folder);
            fs::write(page, &with_table).unwrap();
        }
        let recorded = Self::read(folder, self.counts.keys());
        if let Err(message) = self.judge(&recorded) {
            panic!("{message}");
        }
        let text = fs::read_to_string(page).unwrap();
        assert!(
            text == with_table,
            "The table in {} is out of date. Write it anew:\n    {COMMAND}",
            page.display()
        );
    }

    /// Table for the documentation, in percent.
    pub fn percentages(&self) -> String {
        let head = "\
| | quotations: right | wrong | nobody | claims drafted: right | wrong | false | actors declared: wrong |
|---|--:|--:|--:|--:|--:|--:|--:|
";
        let total = (format!("**{TOTAL}**"), self.total());
        let genres = self.counts.iter().map(|(genre, tally)| (genre.replace('-', " "), *tally));
        let rows = genres.chain([total]).map(|(genre, tally)| {
            let share = |group: &[Outcome], of: Outcome| {
                let all: usize = group.iter().map(|outcome| tally.of(*outcome)).sum();
                (tally.of(of) * 200 + all)
                    .checked_div(all * 2)
                    .map_or("–".to_owned(), |share| share.to_string())
            };
            let shares = GROUPS.iter().flat_map(|(group, shown)| shown.iter().map(|of| share(group, *of)));
            format!("| {genre} | {} |\n", shares.collect::<Vec<_>>().join(" | "))
        });
        rows.fold(head.to_owned(), |table, row| table + &row)
    }

    /// Message about the difference to the recorded result, if there is one.
    fn judge(&self, recorded: &Self) -> Result<(), String> {
        if self == recorded {
            return Ok(());
        }
        let worse = self.total().worse_than(&recorded.total());
        let mut message = self.differences(recorded);
        for outcome in &worse {
            let (now, before) = (self.total().of(*outcome), recorded.total().of(*outcome));
            let _ = writeln!(message, "{}: {now}, recorded are {before}", outcome.words());
        }
        let advice = if worse.is_empty() {
            "Drafts differ from the recorded ones and are not worse in total. Record them"
        } else {
            "Drafts are worse than the recorded ones. If that is intended, record them"
        };
        let _ = write!(message, "{advice}:\n    {COMMAND}");
        Err(message)
    }

    fn total(&self) -> Tally {
        self.counts.values().fold(Tally::default(), |mut total, tally| {
            total += *tally;
            total
        })
    }

    /// Faults that are new (`+`) or gone (`-`).
    fn differences(&self, recorded: &Self) -> String {
        let mut lines = String::new();
        let genres: BTreeSet<&String> = self.faults.keys().chain(recorded.faults.keys()).collect();
        for genre in genres {
            let of = |record: &Self| record.faults.get(genre).cloned().unwrap_or_default();
            let (now, before) = (of(self), of(recorded));
            for (sign, some, others) in [('-', &before, &now), ('+', &now, &before)] {
                for fault in some.iter().filter(|fault| !others.contains(fault)) {
                    let _ = writeln!(lines, "{sign} {genre}/{fault}");
                }
            }
        }
        lines
    }

    fn write(&self, folder: &Path) {
        fs::write(folder.join("counts.txt"), self.table()).unwrap();
        for (genre, faults) in &self.faults {
            let lines: Vec<&str> = faults.iter().flat_map(|fault| [fault.as_str(), "\n"]).collect();
            fs::write(folder.join(genre).join("faults.txt"), lines.concat()).unwrap();
        }
    }

    fn table(&self) -> String {
        let width = self.counts.keys().map(String::len).max().unwrap_or_default().max(TOTAL.len());
        let mut table = String::new();
        for half in 0..2 {
            let _ = write!(table, "{:width$}", "");
            for outcome in Outcome::ALL {
                let word = outcome.words().split(' ').nth(half).unwrap_or_default();
                let _ = write!(table, "{word:>10}");
            }
            table.push('\n');
        }
        let total = (TOTAL.to_owned(), self.total());
        for (genre, tally) in self.counts.iter().chain([(&total.0, &total.1)]) {
            let _ = writeln!(table, "{genre:width$}{tally}");
        }
        table
    }

    fn read<'g>(folder: &Path, genres: impl Iterator<Item = &'g String>) -> Self {
        let text = |name: &Path| fs::read_to_string(folder.join(name)).unwrap_or_default();
        let faults =
            |genre: &String| text(&Path::new(genre).join("faults.txt")).lines().map(str::to_owned).collect();
        Self {
            counts: parse(&text(Path::new("counts.txt"))),
            faults: genres.map(|genre| (genre.clone(), faults(genre))).collect(),
        }
    }
}

/// A page with another table between the marks.
fn replaced(page: &str, table: &str) -> String {
    let [start, end] = MARKS;
    let (before, rest) = page.split_once(start).expect("the page has a place for the table");
    let (_, after) = rest.split_once(end).expect("the table ends");
    [before, start, "\n", table, "\n", end, after].concat()
}

/// Numbers by genre in a table.
fn parse(table: &str) -> BTreeMap<String, Tally> {
    let rows = table.lines().filter_map(|line| line.split_once(' '));
    let rows = rows.filter_map(|(genre, numbers)| Some((genre.to_owned(), Tally::parse(numbers)?)));
    rows.filter(|(genre, _)| !genre.is_empty() && genre != TOTAL).collect()
}

#[cfg(test)]
mod tests {
    use super::{Record, parse, replaced};
    use crate::score::Score;
    use crate::tally::Outcome;

    fn record(outcomes: &[Outcome], faults: &[&str]) -> Record {
        let mut score = Score::default();
        for outcome in outcomes {
            score.tally.add(*outcome);
        }
        score.faults = faults.iter().map(|fault| (*fault).to_owned()).collect();
        Record::of([(("wire".to_owned(), "ferry".to_owned()), score)].into_iter())
    }

    #[test]
    fn the_table_is_read_as_written() {
        let record = record(&[Outcome::ClaimFalse, Outcome::ActorRight], &[]);
        assert_eq!(parse(&record.table()), record.counts);
    }

    #[test]
    fn the_documentation_has_percentages() {
        let outcomes =
            [Outcome::QuotationRight, Outcome::QuotationRight, Outcome::QuotationNobody, Outcome::ClaimFalse];
        let table = record(&outcomes, &[]).percentages();
        assert!(table.contains("| wire | 67 | 0 | 33 | 0 | 0 | 100 | – |\n| **total** | 67 "), "{table}");
        let page = "a\n<!-- genres -->\nold\n<!-- /genres -->\nb\n";
        assert_eq!(replaced(page, "new\n"), "a\n<!-- genres -->\n\nnew\n\n<!-- /genres -->\nb\n");
    }

    #[test]
    fn the_recorded_result_passes_and_any_other_fails() {
        let before = record(&[Outcome::QuotationRight], &["x"]);
        assert_eq!(before.judge(&record(&[Outcome::QuotationRight], &["x"])), Ok(()));
        let worse = record(&[Outcome::QuotationWrong], &["y"]).judge(&before).unwrap_err();
        assert!(worse.contains("+ wire/ferry: y\n") && worse.contains("- wire/ferry: x\n"), "{worse}");
        assert!(
            worse.contains("quotation right: 0, recorded are 1") && worse.contains("are worse"),
            "{worse}"
        );
        let better =
            record(&[Outcome::QuotationRight, Outcome::QuotationRight], &[]).judge(&before).unwrap_err();
        assert!(better.contains("not worse") && better.contains("cargo xtask drafting"), "{better}");
    }
}
