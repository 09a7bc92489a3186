//! Generates sentences from words, and paragraphs from sentences.

use crate::dice::Dice;
use crate::people::{Cast, Person};
use crate::recipe::{Article, Layout, Recipe};
use crate::words::{CUES, DAYS, DEEDS, OUTLETS, PLACES, PROSE, REPORTS, TAILS, THINGS};

/// Approximate line width of wire copy, in characters.
const WIDTH: usize = 70;

/// A paragraph with and without its markup.
#[derive(Debug, Default)]
struct Paragraph {
    marked: String,
    plain: String,
}

impl Paragraph {
    /// Adds words of the article.
    fn say(&mut self, words: &str) {
        self.marked.push_str(words);
        self.plain.push_str(words);
    }

    /// Adds markup.
    fn mark(&mut self, markup: &str) {
        self.marked.push_str(markup);
    }
}

/// Generates articles.
#[derive(Debug)]
pub(crate) struct Writer {
    dice: Dice,
    cast: Cast,
    /// Number of labels so far; the first is `#said-1`.
    labels: usize,
}

impl Writer {
    pub(crate) fn new(seed: u64, cast: Cast) -> Self {
        Self { dice: Dice::new(seed), cast, labels: 0 }
    }

    /// Article with front matter and declarations.
    pub(crate) fn article(mut self, recipe: &Recipe) -> Article {
        let title = upper(&self.clause());
        let (outlet, day) = (self.dice.pick(OUTLETS), 1 + self.dice.below(28));
        let front = format!("---\ntitle: {title}\noutlet: {outlet}\ndate: 2026-12-{day:02}\nlang: en\n---\n");
        let head = format!("{front}\n{}\n", self.cast.head);
        let body = self.body(&Recipe { bytes: recipe.bytes.saturating_sub(head.len()), ..recipe.clone() });
        Article { document: head + &body.document, plain: body.plain }
    }

    /// Article without front matter and declarations.
    pub(crate) fn body(&mut self, recipe: &Recipe) -> Article {
        let (mut document, mut plain) = (String::new(), String::new());
        while plain.is_empty() || document.len() < recipe.bytes {
            if !plain.is_empty() {
                let gap = if recipe.layout == Layout::Lines { "\n" } else { "\n\n" };
                document.push_str(gap);
                plain.push_str(gap);
                if self.dice.percent(2) {
                    let note = format!("%% Desk: check {} by {}.\n", self.thing(), self.dice.pick(DAYS));
                    document.push_str(&note);
                }
            }
            let paragraph = self.paragraph(recipe);
            if recipe.layout == Layout::Wrapped {
                let breaks = breaks(&paragraph.plain);
                document.push_str(&wrap_marked(&paragraph, &breaks));
                plain.push_str(&wrap(&paragraph.plain, &breaks));
            } else {
                document.push_str(&paragraph.marked);
                plain.push_str(&paragraph.plain);
            }
        }
        Article { document: document + "\n", plain: plain + "\n" }
    }

    fn paragraph(&mut self, recipe: &Recipe) -> Paragraph {
        let mut paragraph = Paragraph::default();
        if self.dice.percent(recipe.spoken) {
            if self.dice.percent(30) {
                let prose = self.prose();
                paragraph.say(&prose);
                paragraph.say(" ");
            }
            let person = self.person();
            let annotated = self.dice.percent(recipe.annotated);
            if self.dice.percent(50) {
                self.quotation(&mut paragraph, &person, annotated);
            } else {
                self.report(&mut paragraph, &person, annotated);
            }
            if self.dice.percent(50) {
                let prose = self.prose();
                paragraph.say(" ");
                paragraph.say(&prose);
            }
        } else {
            for sentence in 0..2 + self.dice.below(3) {
                let prose = self.prose();
                paragraph.say(if sentence == 0 { "" } else { " " });
                paragraph.say(&prose);
            }
        }
        paragraph
    }

    fn quotation(&mut self, paragraph: &mut Paragraph, person: &Person, annotated: bool) {
        let [open, close] = if self.dice.percent(80) { ["“", "”"] } else { ["\"", "\""] };
        let (first, cue) = (upper(&self.clause()), self.cue(person));
        paragraph.say(&format!("{open}{first},{close}"));
        let splits = self.dice.percent(30);
        let label = (annotated && splits).then(|| self.label());
        if annotated {
            let label = label.as_deref().unwrap_or_default();
            paragraph.mark(&format!("{{@{} ^{}{label}}}", person.id, person.record));
        }
        paragraph.say(&format!(" {cue}"));
        if splits {
            let second = upper(&self.clause());
            paragraph.say(&format!(" {open}{second}.{close}"));
            paragraph
                .mark(&label.map_or_else(String::new, |label| format!("{{part={}}}", label.trim_start())));
        }
    }

    fn report(&mut self, paragraph: &mut Paragraph, person: &Person, annotated: bool) {
        let (lead, stance) = self.dice.pick(REPORTS);
        let who = self.call(person);
        let (lead, clause) = (self.fill(lead, &who), self.clause());
        paragraph.say(&lead);
        if annotated {
            let earlier = self.labels;
            let label = self.label();
            let relation = match self.dice.below(10) {
                0 => " denies=",
                1 => " supports=",
                _ => "",
            };
            let relation = match (relation, earlier) {
                ("", _) | (_, 0) => String::new(),
                (relation, _) => format!("{relation}#said-{}", 1 + self.dice.below(earlier)),
            };
            paragraph.mark("[");
            paragraph.say(&clause);
            paragraph.mark(&format!("]{{claim @{} ^{}{label}{stance}{relation}}}", person.id, person.record));
        } else {
            paragraph.say(&clause);
        }
        paragraph.say(".");
    }

    fn label(&mut self) -> String {
        self.labels += 1;
        format!(" #said-{}", self.labels)
    }

    /// Random member of the cast.
    pub(crate) fn person(&mut self) -> Person {
        self.cast.people[self.dice.below(self.cast.people.len())].clone()
    }

    fn call(&mut self, person: &Person) -> String {
        if self.dice.percent(40) { person.name.clone() } else { person.short.clone() }
    }

    fn cue(&mut self, person: &Person) -> String {
        let cue = self.dice.pick(CUES);
        let who = self.call(person);
        self.fill(cue, &who)
    }

    fn prose(&mut self) -> String {
        let sentence = self.dice.pick(PROSE);
        self.fill(sentence, "")
    }

    fn thing(&mut self) -> &'static str {
        self.dice.pick(THINGS)
    }

    /// Random clause, without capital and full stop.
    pub(crate) fn clause(&mut self) -> String {
        let thing = self.thing();
        let deed = self.dice.pick(DEEDS);
        let tail = self.dice.pick(TAILS);
        self.fill(&format!("{thing} {deed}{tail}"), "")
    }

    /// Fills the gaps of a pattern.
    pub(crate) fn fill(&mut self, pattern: &str, who: &str) -> String {
        let mut text = String::new();
        let mut rest = pattern;
        while let Some((before, (gap, behind))) =
            rest.split_once('{').and_then(|(before, behind)| Some((before, behind.split_once('}')?)))
        {
            text.push_str(before);
            match gap {
                "who" => text.push_str(who),
                "place" => text.push_str(self.dice.pick(PLACES)),
                "day" => text.push_str(self.dice.pick(DAYS)),
                "thing" => text.push_str(self.thing()),
                "Thing" => text.push_str(&upper(self.thing())),
                "year" => text.push_str(&(1901 + self.dice.below(124)).to_string()),
                _ => text.push_str(&(4 + self.dice.below(95)).to_string()),
            }
            rest = behind;
        }
        text + rest
    }
}

/// Capitalises the first letter.
fn upper(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Spaces at which lines end, counted from the first space of the text.
fn breaks(plain: &str) -> Vec<usize> {
    let (mut breaks, mut width) = (Vec::new(), 0);
    for (number, word) in plain.split(' ').enumerate() {
        let length = word.chars().count();
        if number > 0 && width + 1 + length > WIDTH {
            breaks.push(number - 1);
            width = length;
        } else {
            width += 1 + length;
        }
    }
    breaks
}

fn wrap(plain: &str, breaks: &[usize]) -> String {
    let mut text = String::new();
    for (number, word) in plain.split(' ').enumerate() {
        if let Some(blank) = number.checked_sub(1) {
            text.push(if breaks.binary_search(&blank).is_ok() { '\n' } else { ' ' });
        }
        text.push_str(word);
    }
    text
}

/// Breaks lines where the plain text does; never inside braces, whose spaces are not counted.
fn wrap_marked(paragraph: &Paragraph, breaks: &[usize]) -> String {
    let (mut text, mut blank, mut inside) = (String::new(), 0, false);
    for c in paragraph.marked.chars() {
        inside = (inside || c == '{') && c != '}';
        if c == ' ' && !inside {
            text.push(if breaks.binary_search(&blank).is_ok() { '\n' } else { ' ' });
            blank += 1;
        } else {
            text.push(c);
        }
    }
    text
}
