//! Number of findings of each rule, for the end of a report.

use super::{Counts, Found};
use ascribe_lints::Severity;
use std::collections::BTreeMap;

/// Maximum number of findings that need no summary: they fit on a screen or two.
const FEW: usize = 10;

/// Number of findings by severity and rule.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Summary {
    by_rule: BTreeMap<(Severity, &'static str), usize>,
}

impl Summary {
    /// Counts findings.
    pub fn of(found: &[Found<'_>]) -> Self {
        let mut summary = Self::default();
        for Found { finding, .. } in found {
            *summary.by_rule.entry((finding.severity, finding.rule.code)).or_default() += 1;
        }
        summary
    }

    /// Adds the findings of another document.
    pub fn add(&mut self, other: Self) {
        for (rule, count) in other.by_rule {
            *self.by_rule.entry(rule).or_default() += count;
        }
    }

    /// Number of findings below a severity.
    pub fn below(&self, lowest: Severity) -> Counts {
        Counts { by_severity: Severity::ALL.map(|of| if of > lowest { self.count(of) } else { 0 }) }
    }

    fn count(&self, severity: Severity) -> usize {
        let counts = self.by_rule.iter().filter(|((of, _), _)| *of == severity);
        counts.map(|(_, count)| count).sum()
    }

    /// Whether there are so many findings that a report ends with their table.
    pub fn is_long(&self) -> bool {
        self.by_rule.values().sum::<usize>() > FEW
    }

    /// Table of the rules, by severity and then by code, with a note on those below the lowest severity shown; empty
    /// without findings.
    pub fn table(&self, lowest: Severity) -> String {
        if self.by_rule.is_empty() {
            return String::new();
        }
        let width = self.by_rule.keys().map(|(_, code)| code.len()).max().unwrap_or(0);
        let digits = self.by_rule.values().map(|count| count.to_string().len()).max().unwrap_or(0);
        let rows = self.by_rule.iter().map(|((severity, code), count)| {
            let note = if *severity > lowest { "  not shown" } else { "" };
            format!("  {:7}  {code:width$}  {count:digits$}{note}\n", severity.word())
        });
        format!("Findings by rule:\n{}", rows.collect::<String>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_listed_by_severity_and_then_by_code() {
        let one = |severity, code, count| Summary { by_rule: [((severity, code), count)].into() };
        let mut summary = one(Severity::Hint, "missing-date", 8);
        assert!(!summary.is_long());
        assert!(Summary::default().table(Severity::Info).is_empty());
        summary.add(one(Severity::Warning, "unattributed-quote", 2));
        summary.add(one(Severity::Error, "syntax", 1));
        summary.add(one(Severity::Warning, "missing-source", 11));
        summary.add(one(Severity::Warning, "missing-source", 1));
        assert!(summary.is_long());
        let table = summary.table(Severity::Info);
        let rows: Vec<&str> = table.lines().collect();
        assert_eq!(
            rows,
            [
                "Findings by rule:",
                "  error    syntax               1",
                "  warning  missing-source      12",
                "  warning  unattributed-quote   2",
                "  hint     missing-date         8  not shown",
            ]
        );
        assert_eq!(summary.below(Severity::Info).to_string(), "8 hints");
        assert_eq!(summary.below(Severity::Error).to_string(), "14 warnings, 8 hints");
        assert_eq!(summary.below(Severity::Hint).total(), 0);
    }
}
