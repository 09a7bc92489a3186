//! Long scripts of edits, as people and tools make them: after each edit, the document and all incremental state
//! (findings, tokens, names) must be the same as computed from the text alone.
//!
//! `EDITS=1000000 SEED=7 cargo test --release -p ascribe-ide --test edits` runs longer. A failure prints the seed, the
//! text and the edit; it then becomes a small test in `laws.rs`.
#![allow(clippy::expect_used, missing_docs)]

use ascribe_articles::Dice;
use ascribe_ide::actions::{ActionContext, actions};
use ascribe_ide::format::format;
use ascribe_ide::hover::hover;
use ascribe_ide::semantic_tokens::{DocumentTokens, PlacedToken, TokenOptions, semantic_tokens};
use ascribe_ide::symbols::symbols;
use ascribe_ide::{completion, inlay_hints};
use ascribe_lints::config::{Config, read};
use ascribe_lints::{Findings, Unfinished, check, check_on};
use ascribe_markup::Edit;
use ascribe_markup::budget::Budget;
use ascribe_markup::document::Document;
use ascribe_markup::policy::Policy;
use ascribe_markup::scope::Scope;
use std::ops::Range;
use std::sync::Arc;

/// Beginnings of a document, with blank lines after them.
const HEADS: &[&str] = &[
    "---\ntitle: Lund: ‘the water rose to the second step’\nlang: en\nsource: ^log\n---\n\n",
    "---\ndate: 2025-03-01\nallow: missing-date; loaded-verb\n---\n",
    "\u{feff}---\ntitle: Ferry\n---\n",
    "",
];

/// Whole blocks, as pasted.
const BLOCKS: &[&str] = &[
    "@mara: Mara Lindqvist\n  role: harbour master\n  aka: Lindqvist; the harbour master\n",
    "@nils: Nils Åkerblom\n  affiliation: @board\n@board: Harbour Board\n  kind: organisation\n",
    "@clerk: A clerk\n  anonymous: yes\n",
    "^log: Harbour log\n  date: 2025-02-28\n  cites: ^radio\n",
    "^radio: Radio Öregrund\n  cites: ^log\n",
    "%% allow: unattributed-quote - agreed with the desk\n",
    "%% a note\n",
    "“We saw the water come up at last,”{@mara ^log} said Mara Lindqvist. The pier stayed closed.\n",
    "“We saw no water come up at last,” the harbour master claimed.\n",
    "“One paragraph of a quotation that is long.\n\n“And the other, which ends it,” Nils Åkerblom told reporters.\n",
    "Nils Åkerblom said that [the gate was open]{claim #gate @nils ^log denies=#closed}.\n",
    "[The gate was closed]{claim #closed @mara supports=#gate verdict=false} at three, Åkerblom believes.\n",
    "[It]{claim @clerk repeats=other#tide} was said, [and]{part=#gate} so on.\n",
    "Officials have denied that the ferry was late. According to the board, it was full.\n",
    "\"Listen, does it matter?''{draft @nils confidence=0.8} he said, ‘it does’{@nils}.\n",
    "A line that is wrapped at a width like that of wire copy, as agencies have\nsent it for many years, with the words \
     “we left at\nonce” across two lines, and a name, Mara\nLindqvist, too.\n",
    "One line to a paragraph, which is so long that nobody would have wrapped it there, as it is copied from a page of \
     a newspaper.\nAnd the next.\n",
    "-------\n",
    "   \n",
];

/// Fragments typed or pasted into text.
const BITS: &[&str] = &[
    "a",
    "é",
    "𝕏",
    "e\u{301}",
    " ",
    " ",
    "\n",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    ".",
    ",",
    "“",
    "”",
    "\"",
    "''",
    "``",
    "‘",
    "’",
    "«",
    "»",
    "„",
    "[",
    "]",
    "{",
    "}",
    "]{",
    "\"{",
    "”{@mara}",
    "[it]{",
    "}",
    "\\",
    "@",
    "^",
    "#",
    "%%",
    "---",
    "-",
    ":",
    "=",
    "@mara",
    "@nils",
    "^log",
    "#gate",
    "other#tide",
    "claim",
    "draft",
    "denies=#gate",
    "part=#gate",
    "allow=mind-verb",
    "note=\"",
    "date=2025-01-02",
    " said",
    " claimed",
    "Mara Lindqvist",
    "Lindqvist",
    "Åkerblom",
    "  role: x\n",
    "\n@mara: M\n",
    "\n@new: New Name\n",
    "\n^log: L\n",
    "\n%% note\n",
    "%% allow: ",
    "---\nlang: sv\n---\n",
    "\0",
    "\u{feff}",
    "\u{2028}",
    "\u{a0}",
    "averyveryveryverylongword",
    "{",
    "{@a",
];

/// Casts that the document may see.
const CASTS: &[&[&str]] = &[
    &[],
    &["@mara: Mara Lind\n  aka: Lind\n^log: Other log\n"],
    &["@board: The Board\n", "@nils: N. Åkerblom\n@new: Nobody\n  kind: group\n"],
];

const LINKED: &[Option<&str>] =
    &[None, Some("[tide]{claim #tide @author}\n"), Some("[tide]{claim #ebb @author}\n")];

const CONFIGS: &[&str] = &[
    "",
    "[rules]\nunattributed-quote = \"off\"\nloaded-verb = \"error\"\n",
    "extends = \"research\"\n",
    "[limits]\nquoted-sentences = 1\n",
];

/// A document under edit, with all its incremental state.
struct Session {
    dice: Dice,
    text: String,
    document: Document,
    casts: Vec<Arc<Document>>,
    linked: Option<Arc<Document>>,
    policy: Arc<Policy>,
    scope: Scope,
    /// `None` while a check runs.
    findings: Option<Result<Findings, Unfinished>>,
    semantic_tokens: DocumentTokens,
    /// Text cut or removed last.
    clipboard: String,
}

impl Session {
    fn new(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let mut text = dice.pick(HEADS).to_owned();
        for _ in 0..dice.below(16) {
            text += dice.pick(BLOCKS);
            text += dice.pick(&["\n", "\n", "", "\n\n"]);
        }
        let document = Document::new(&text);
        let scope = Scope::alone(Arc::new(document.clone()));
        let findings = check(&scope, None);
        let semantic_tokens = semantic_tokens(&scope, TokenOptions::default(), None);
        Self {
            dice,
            text,
            document,
            casts: Vec::new(),
            linked: None,
            policy: Arc::default(),
            scope,
            findings: Some(Ok(findings)),
            semantic_tokens,
            clipboard: String::new(),
        }
    }

    fn char_start(&self, at: usize) -> usize {
        (0..=at.min(self.text.len())).rev().find(|at| self.text.is_char_boundary(*at)).unwrap_or(0)
    }

    /// Random byte offset, often near a mark.
    fn place(&mut self) -> usize {
        let at = self.dice.below(self.text.len() + 1);
        let at = self.char_start(at);
        if self.dice.below(3) > 0 {
            let is_mark = |c: char| "[]{}\"“”‘’@^#\n\\%-:=".contains(c);
            if let Some(near) = self.text[at..].find(is_mark) {
                let behind = self.dice.below(2);
                return self.char_start(at + near + behind);
            }
        }
        at
    }

    fn lines(&mut self) -> Range<usize> {
        let at = self.place();
        let start = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        let mut end = start;
        for _ in 0..=self.dice.below(3) {
            end = self.text[end..].find('\n').map_or(self.text.len(), |length| end + length + 1);
        }
        start..end
    }

    /// Next random edit.
    fn next(&mut self) -> Edit {
        // Keeps the text from staying empty and from growing without bound.
        let grows = self.text.len() < 400 || (self.text.len() < 6_000 && self.dice.below(2) == 0);
        match self.dice.below(12) {
            0..=4 if grows => Edit::insert(self.place(), self.dice.pick(BITS)),
            5 if grows => {
                let start = self.lines().start;
                Edit::insert(start, self.dice.pick(BLOCKS))
            }
            6 if grows => Edit::insert(self.place(), self.clipboard.clone()),
            7 => {
                let lines = self.lines();
                self.clipboard = self.text[lines.clone()].to_owned();
                Edit::replace(lines, "")
            }
            8 if self.dice.below(40) == 0 => {
                let text = [self.dice.pick(HEADS), &self.text].concat();
                Edit::replace(0..self.text.len(), text)
            }
            8 => {
                // An edit of the formatter.
                let edits = format(&self.document);
                let chosen = self.dice.below(edits.len());
                edits.into_iter().nth(chosen).unwrap_or(Edit::insert(0, ""))
            }
            9 => {
                let start = self.place();
                let end = self.place().max(start).min(start + 200);
                let end = self.char_start(end).max(start);
                Edit::replace(start..end, self.dice.pick(BITS))
            }
            10 => Edit::insert(self.dice.pick(&[0, 0, self.text.len()]), self.dice.pick(BITS)),
            _ => {
                let start = self.place();
                let length = 1 + self.dice.below(if grows { 2 } else { 40 });
                let end = self.char_start(start + length).max(start);
                Edit::replace(start..end, "")
            }
        }
    }

    /// Changes the document's surroundings from time to time.
    fn look_around(&mut self) {
        match self.dice.below(60) {
            0 => {
                let casts = self.dice.pick(CASTS);
                self.casts = casts.iter().map(|cast| Arc::new(Document::new(cast))).collect();
            }
            1 => self.linked = self.dice.pick(LINKED).map(|text| Arc::new(Document::new(text))),
            2 => {
                let (config, _): (Config, _) = read(self.dice.pick(CONFIGS));
                let mut policy = Policy::default();
                config.apply(Some("a.ascribe"), &mut policy, &mut |_, _| ());
                self.policy = Arc::new(policy);
            }
            _ => {}
        }
    }

    fn scope_of(&self, document: Document) -> Scope {
        let linked = document.linked_documents().map(|path| {
            let found = self.linked.clone().filter(|_| path == "other");
            (path.into(), found)
        });
        let linked = linked.collect();
        Scope::new(Arc::new(document), self.casts.clone(), linked).with_policy(Arc::clone(&self.policy))
    }

    /// Applies the next edit, and compares the incremental state with that of a fresh document.
    fn step(&mut self) {
        let edit = self.next();
        self.look_around();
        let before = self.text.clone();
        self.document.edit(&edit);
        self.text.replace_range(edit.range.clone(), &edit.text);
        let said = || format!("{before:?} edited by {edit:?}");
        let fresh = Document::new(&self.text);
        assert!(self.document == fresh, "another document: {}", said());
        self.scope = self.scope_of(self.document.clone()).following(&self.scope);
        self.check();
        self.semantic_tokens =
            semantic_tokens(&self.scope, TokenOptions::default(), Some(&self.semantic_tokens));
        let alone = self.scope_of(fresh);
        if let Some(Ok(findings)) = &self.findings {
            assert_eq!(told(findings), told(&check(&alone, None)), "other findings: {}", said());
        }
        let (painted, expected) =
            (tokens(&self.semantic_tokens), tokens(&semantic_tokens(&alone, TokenOptions::default(), None)));
        assert_eq!(painted, expected, "other tokens: {}", said());
        if self.dice.below(16) == 0 {
            self.read();
        }
    }

    /// Goes on with the last check. Every second check may stop anywhere, as it does while somebody types.
    fn check(&mut self) {
        let steps = if self.dice.below(2) == 0 { self.dice.below(500) as u64 } else { u64::MAX };
        let budget = Budget::of_steps(steps);
        self.findings = Some(match self.findings.take() {
            Some(Err(unfinished)) => unfinished.go_on(&self.scope, &budget),
            known => check_on(&self.scope, known.and_then(Result::ok), &budget),
        });
    }

    /// Calls various features, which must not panic.
    fn read(&mut self) {
        let (place, scope) = (self.place(), &self.scope);
        hover(scope, place);
        symbols(&scope.document);
        let asked =
            completion::CompletionContext { offset: place, explicitly: true, documents: &[], named: None };
        completion::completion(scope, asked);
        let wanted = inlay_hints::Wanted { names: true, speakers: true, sources: true };
        inlay_hints::inlay_hints(scope, 0..self.text.len(), wanted);
        for action in actions(&ActionContext::new(scope, place..place)) {
            action.change();
        }
    }
}

fn told(findings: &Findings) -> Vec<(Range<usize>, &'static str, String)> {
    findings.iter().map(|(range, found)| (range, found.rule.code, found.message.to_string())).collect()
}

fn tokens(semantic_tokens: &DocumentTokens) -> Vec<(u32, Vec<PlacedToken>)> {
    semantic_tokens.blocks().map(|block| (block.lines() as u32, block.tokens.to_vec())).collect()
}

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

#[test]
fn what_is_kept_is_what_a_fresh_document_gives() {
    let (edits, first) = (number("EDITS", 3_000), number("SEED", 1));
    // One script per seed; long scripts find problems that accumulate.
    let length = 500;
    for seed in first..first + edits.div_ceil(length) {
        let mut session = Session::new(seed);
        for step in 0..length {
            let stepped = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| session.step()));
            assert!(stepped.is_ok(), "at step {step} of seed {seed}");
        }
    }
}
