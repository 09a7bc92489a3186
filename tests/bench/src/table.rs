//! Samples, and the table of their medians.

use std::fmt::{Display, Formatter, Result};
use std::time::Duration;

/// Budget of a measurement.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Budget {
    /// No budget.
    None,
    /// Budget for the median.
    Median(f64),
    /// Budget for the 99th percentile.
    Slow(f64),
}

/// A measurement with the samples of each binary.
#[derive(Debug)]
struct Row {
    name: String,
    unit: &'static str,
    budget: Budget,
    samples: Vec<Vec<f64>>,
    /// Whether to show the slowest samples next to the median.
    spread: bool,
}

/// Measurements of one part.
#[derive(Debug)]
pub struct Table {
    title: &'static str,
    binaries: Vec<String>,
    rows: Vec<Row>,
    /// Index of the binary being measured.
    current: usize,
    failed: Vec<bool>,
}

impl Table {
    pub fn new(title: &'static str, binaries: Vec<String>) -> Self {
        let failed = vec![false; binaries.len()];
        Self { title, binaries, rows: Vec::new(), current: 0, failed }
    }

    /// Selects the binary that the next samples belong to.
    pub fn measures(&mut self, binary: usize) {
        self.current = binary;
    }

    /// Marks the current binary as failed.
    pub fn fail(&mut self) {
        self.failed[self.current] = true;
    }

    /// Adds times, shown as median and 99th percentile.
    pub fn times(&mut self, name: &str, budget: Budget, times: &[Duration]) {
        let samples = times.iter().map(|time| milliseconds(*time));
        self.row(name, "ms", budget, true).extend(samples);
    }

    /// Adds a time measured once per round.
    pub fn time(&mut self, name: &str, budget: Budget, time: Duration) {
        self.row(name, "ms", budget, false).push(milliseconds(time));
    }

    /// Adds a figure measured once per round.
    pub fn figure(&mut self, name: &str, unit: &'static str, budget: Budget, figure: f64) {
        self.row(name, unit, budget, false).push(figure);
    }

    fn row(&mut self, name: &str, unit: &'static str, budget: Budget, spread: bool) -> &mut Vec<f64> {
        let known = self.rows.iter().position(|row| row.name == name && row.unit == unit);
        let index = known.unwrap_or_else(|| {
            let samples = vec![Vec::new(); self.binaries.len()];
            self.rows.push(Row { name: name.to_owned(), unit, budget, samples, spread });
            self.rows.len() - 1
        });
        &mut self.rows[index].samples[self.current]
    }
}

impl Row {
    /// Table cell of a binary; bold where it exceeds the budget.
    fn cell(&self, binary: usize) -> String {
        let mut samples = self.samples[binary].clone();
        samples.sort_by(f64::total_cmp);
        if samples.is_empty() {
            return "–".into();
        }
        let (median, slow) = (at_share(&samples, 50), at_share(&samples, 99));
        let over = match self.budget {
            Budget::None => false,
            Budget::Median(limit) => median > limit,
            Budget::Slow(limit) => slow > limit,
        };
        let cell = if self.spread { format!("{} / {}", shown(median), shown(slow)) } else { shown(median) };
        if over { format!("**{cell}**") } else { cell }
    }

    fn budget(&self) -> String {
        match self.budget {
            Budget::None => String::new(),
            Budget::Median(limit) => shown(limit),
            Budget::Slow(limit) => format!("/ {}", shown(limit)),
        }
    }
}

impl Display for Table {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        writeln!(f, "### {}\n", self.title)?;
        let names = self.binaries.iter().zip(&self.failed);
        let names =
            names.map(|(name, failed)| if *failed { format!("{name} (failed)") } else { name.clone() });
        writeln!(f, "| | budget | {} |", names.collect::<Vec<_>>().join(" | "))?;
        writeln!(f, "|---|--:|{}", "--:|".repeat(self.binaries.len()))?;
        for row in &self.rows {
            let cells: Vec<_> = (0..self.binaries.len()).map(|binary| row.cell(binary)).collect();
            writeln!(f, "| {}, {} | {} | {} |", row.name, row.unit, row.budget(), cells.join(" | "))?;
        }
        Ok(())
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Percentile of sorted samples.
fn at_share(sorted: &[f64], share: usize) -> f64 {
    sorted[(share * (sorted.len() - 1) + 50) / 100]
}

/// Formats a figure with its significant digits.
fn shown(figure: f64) -> String {
    match figure {
        0.0 => "0".into(),
        0.0..1.0 => format!("{figure:.2}"),
        1.0..10.0 => format!("{figure:.1}"),
        _ => format!("{figure:.0}"),
    }
}
