//! `ascribe agree`: how far annotators agree.

use crate::articles::{ReadDocuments, read_articles};
use crate::console;
use crate::exit::{Failure, complain_of};
use crate::output::{Format, Output, json_lines};
use ascribe_formats::AnnotatedArticle;
use ascribe_formats::agreement::gamma::{Continuum, gamma};
use ascribe_formats::agreement::{Disagreement, SharedArticle, SpanCounts, WordValues};
use ascribe_markup::model::statement::counted;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  ascribe agree anna/article.ascribe ben/article.ascribe
  ascribe agree anna/ ben/ carla/ --format json -o agreement.json

Exit codes:
  0  all documents were compared
  2  a document could not be read, or has another article than its namesake; the others were compared";

/// Measure how far annotators agree
///
/// Compares the documents of several annotators: files of one article, or folders in which documents of one name belong
/// together. Prints the agreement about spans (F1, and gamma, which also counts kinds), kinds, stances and speakers (Krippendorff's alpha over words), and the
/// statements about which annotators disagree.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Agree {
    /// A document or folder for each annotator
    #[arg(required = true, num_args = 2.., value_name = "PATH")]
    annotators: Vec<PathBuf>,

    /// The output format; as JSON, an object with `spans`, `alpha` and `disagreements`
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    #[command(flatten)]
    output: Output,
}

/// Agreement as programs read it.
#[derive(Serialize)]
struct Agreement {
    documents: usize,
    spans: Vec<Pair>,
    alpha: Alphas,
    disagreements: Vec<Listed>,
}

/// Agreement of two annotators about spans.
#[derive(Serialize)]
struct Pair {
    first: String,
    second: String,
    first_statements: usize,
    second_statements: usize,
    same: usize,
    exact_f1: f64,
    word_f1: f64,
    /// `null` where nobody has a statement, or somebody too many.
    gamma: Option<f64>,
}

/// Krippendorff's alpha of each property; `null` where nothing can be said.
#[derive(Serialize)]
struct Alphas {
    kind: Option<f64>,
    stance: Option<f64>,
    speaker: Option<f64>,
}

/// A disagreement with its document.
#[derive(Serialize)]
struct Listed {
    document: String,
    words: String,
    /// By annotator; `null` for one who has not annotated just these words.
    versions: BTreeMap<String, Option<String>>,
}

impl Agree {
    /// Runs the command.
    pub fn run(&self) -> Result<ExitCode, Failure> {
        let names: Vec<String> = self.annotators.iter().map(|path| path.display().to_string()).collect();
        let mut failures = Vec::new();
        let mut versions: BTreeMap<PathBuf, Vec<(usize, AnnotatedArticle)>> = BTreeMap::new();
        for (annotator, path) in self.annotators.iter().enumerate() {
            let ReadDocuments { read, failures: more } = read_articles(std::slice::from_ref(path));
            failures.extend(more);
            for article in read {
                let place = if path.is_dir() { below(path, &article.id) } else { PathBuf::new() };
                versions.entry(place).or_default().push((annotator, article));
            }
        }
        let mut pairs: BTreeMap<(usize, usize), (SpanCounts, Vec<Continuum>)> = BTreeMap::new();
        let (mut values, mut disagreements, mut documents) = (WordValues::default(), Vec::new(), 0);
        for versions in versions.values() {
            let id = versions.first().map_or("", |(_, article)| &article.id);
            if versions.len() < self.annotators.len() {
                failures.push(format!("{id}: is not there for all annotators"));
                continue;
            }
            let articles: Vec<&AnnotatedArticle> = versions.iter().map(|(_, article)| article).collect();
            let Some(shared) = SharedArticle::new(&articles) else {
                failures.push(format!("{id}: the annotators do not have the same article"));
                continue;
            };
            documents += 1;
            for second in 0..articles.len() {
                for first in 0..second {
                    let (counts, texts) = pairs.entry((first, second)).or_default();
                    counts.add(&shared.span_counts(first, second));
                    texts.push(shared.continuum(first, second));
                }
            }
            values.add(shared.word_values());
            disagreements.extend(shared.disagreements().into_iter().map(|it| listed(id, it, &names)));
        }
        let spans = pairs.iter().map(|((first, second), (counts, texts))| Pair {
            first: names[*first].clone(),
            second: names[*second].clone(),
            first_statements: counts.first,
            second_statements: counts.second,
            same: counts.same,
            exact_f1: counts.exact_f1(),
            word_f1: counts.word_f1(),
            gamma: gamma(texts),
        });
        let alpha = Alphas {
            kind: values.kind_alpha(),
            stance: values.stance_alpha(),
            speaker: values.speaker_alpha(),
        };
        let agreement = Agreement { documents, spans: spans.collect(), alpha, disagreements };
        let text = match self.format {
            Format::Text => console::shown(&text(&agreement)),
            Format::Json => json_lines(&agreement)?,
        };
        self.output.write(&text)?;
        Ok(complain_of(&failures))
    }
}

/// Name of a document below the folder of an annotator.
fn below(folder: &Path, id: &str) -> PathBuf {
    let parts = folder.components().filter(|part| matches!(part, std::path::Component::Normal(_)));
    let depth = parts.count();
    Path::new(id).components().skip(depth).collect()
}

fn listed(id: &str, disagreement: Disagreement, names: &[String]) -> Listed {
    let versions = names.iter().cloned().zip(disagreement.versions).collect();
    Listed { document: id.to_owned(), words: disagreement.words, versions }
}

fn text(agreement: &Agreement) -> String {
    let mut out = String::new();
    let number = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.3}"));
    // Writing to a string does not fail.
    let _ = writeln!(out, "{}\n\nSpans", counted(agreement.documents, "document"));
    for pair in &agreement.spans {
        let _ = writeln!(
            out,
            "  {} and {}: {} and {}, {} with the same words; F1 {:.3}, word by word {:.3}, gamma {}",
            pair.first,
            pair.second,
            counted(pair.first_statements, "statement"),
            pair.second_statements,
            pair.same,
            pair.exact_f1,
            pair.word_f1,
            number(pair.gamma)
        );
    }
    let Alphas { kind, stance, speaker } = &agreement.alpha;
    let _ = writeln!(out, "\nKrippendorff's alpha, over words");
    for (name, value) in [("kind", kind), ("stance", stance), ("speaker", speaker)] {
        let _ = writeln!(out, "  {name:8}{}", number(*value));
    }
    let _ = writeln!(out, "\n{}", counted(agreement.disagreements.len(), "disagreement"));
    for listed in &agreement.disagreements {
        let words = listed.words.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(out, "  {}: “{words}”", listed.document);
        for (name, version) in &listed.versions {
            let _ = writeln!(out, "    {name}: {}", version.as_deref().unwrap_or("not annotated"));
        }
    }
    out
}
