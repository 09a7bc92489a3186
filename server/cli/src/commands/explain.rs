//! `ascribe explain`: documentation of a rule.

use crate::console;
use crate::exit::Failure;
use crate::rule_codes::RuleCodes;
use ascribe_lints::{RULES, Rule, nearest_rule, rule};
use std::io::{self, Write};
use std::process::ExitCode;
use unicode_width::UnicodeWidthStr;

const EXAMPLES: &str = "\
Examples:
  ascribe explain                      list the rules
  ascribe explain unattributed-quote   explain a rule, with an example";

/// Explain a rule, or list all rules
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Explain {
    /// The code of the rule, shown in brackets in reports
    #[arg(value_parser = RuleCodes, hide_possible_values = true)]
    rule: Option<String>,
}

impl Explain {
    /// Runs the command.
    pub fn run(&self) -> Result<ExitCode, Failure> {
        let mut out = console::out(false);
        match &self.rule {
            Some(code) => {
                let rule = rule(code).ok_or_else(|| unknown(code))?;
                explain(rule, console::columns(), &mut out)?;
            }
            None => list(&mut out)?,
        }
        out.flush()?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Failure for an unknown rule, with a suggestion.
pub fn unknown(code: &str) -> Failure {
    let near = nearest_rule(code).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    Failure::new(format!("unknown rule `{code}`{near} (`ascribe explain` lists the rules)"))
}

fn list(out: &mut impl Write) -> io::Result<()> {
    let width = RULES.iter().map(|rule| rule.code.len()).max().unwrap_or(0);
    for rule in RULES {
        writeln!(out, "{:width$}  {:7}  {}", rule.code, rule.severity.word(), rule.summary)?;
    }
    Ok(())
}

fn explain(rule: &Rule, columns: usize, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{} ({})", rule.code, rule.severity.word())?;
    writeln!(out, "\n{}", wrapped(rule.summary, columns))?;
    writeln!(out, "\n{}", plain(rule.explanation, columns))?;
    for (title, example) in [("The rule reports this:", rule.bad), ("but not this:", rule.good)] {
        writeln!(out, "\n{title}\n")?;
        for line in example.trim_end().lines() {
            writeln!(out, "{}{line}", if line.is_empty() { "" } else { "    " })?;
        }
    }
    let silence = format!(
        "To silence the rule, write `allow={0}` in an annotation, a line `%% allow: {0} - reason` above a paragraph, \
         `allow: {0}` in the front matter, or `{0} = \"off\"` under `[rules]` in `ascribe.toml`.",
        rule.code
    );
    writeln!(out, "\n{}", wrapped(&silence, columns))
}

/// Renders the Markdown subset of the explanations as text of this many columns: paragraphs, lists and fenced code.
fn plain(markdown: &str, columns: usize) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut paragraph = String::new();
    let mut in_code = false;
    let finish = |paragraph: &mut String, out: &mut Vec<String>| {
        if !paragraph.is_empty() {
            out.push(wrapped(&std::mem::take(paragraph), columns));
        }
    };
    for line in markdown.trim().lines() {
        let fence = line.trim_start().starts_with("```");
        if fence || in_code || line.trim().is_empty() || line.starts_with("- ") {
            finish(&mut paragraph, &mut out);
        }
        if fence {
            in_code = !in_code;
        } else if in_code {
            out.push(format!("    {line}"));
        } else if line.trim().is_empty() {
            out.push(String::new());
        } else {
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            paragraph.push_str(line.trim());
        }
    }
    finish(&mut paragraph, &mut out);
    out.join("\n")
}

/// Wraps a paragraph to this many columns; continuation lines of a list item are indented.
fn wrapped(paragraph: &str, columns: usize) -> String {
    let indent = if paragraph.starts_with("- ") { "  " } else { "" };
    let mut out = String::new();
    let mut column = 0;
    for word in paragraph.split_whitespace() {
        let width = word.width();
        if column > 0 && column + 1 + width > columns {
            out.push('\n');
            out.push_str(indent);
            column = indent.len();
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += width;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_and_lists_are_set_anew_and_code_is_not() {
        let markdown =
            "One two\nthree four.\n\n- item one goes\n  on\n- item\n\n```\na   b  c d e f g h i\n```\n";
        assert_eq!(
            plain(markdown, 14),
            "One two three\nfour.\n\n- item one\n  goes on\n- item\n\n    a   b  c d e f g h i"
        );
    }

    #[test]
    fn every_rule_fits_its_columns() {
        for rule in RULES {
            for columns in [40, 80] {
                let text = plain(rule.explanation, columns);
                assert!(text.lines().all(|line| line.width() <= columns), "{text}");
            }
        }
    }
}
