//! Speakers of an article and their sources.

use crate::dice::Dice;
use crate::words::{DAYS, FIRST, LAST, OUTLETS, PLACES, RECORDS, ROLES};
use std::fmt::Write;

/// A speaker.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) name: String,
    /// Name used after the first mention; unique within the article.
    pub(crate) short: String,
    /// Source of their statements.
    pub(crate) record: String,
}

/// All speakers, in declaration order.
#[derive(Debug, Clone)]
pub(crate) struct Cast {
    pub(crate) people: Vec<Person>,
    /// Declarations.
    pub(crate) head: String,
}

impl Cast {
    /// Cast of this size.
    pub(crate) fn new(seed: u64, size: usize) -> Self {
        // Separate from the stream of the text, so that a larger cast does not change the text.
        let mut dice = Dice::new(!seed);
        let (first, last) = (dice.below(FIRST.len()), dice.below(LAST.len()));
        let mut cast = Self { people: Vec::new(), head: String::new() };
        for number in 0..size.max(1) {
            let round = number / LAST.len();
            let surname = LAST[(last + number) % LAST.len()];
            let given = FIRST[(first + number + round) % FIRST.len()];
            let name = match round / FIRST.len() {
                0 => format!("{given} {surname}"),
                again => format!("{given} {surname} {}", again + 1),
            };
            let short = if round == 0 { surname.to_owned() } else { name.clone() };
            let id = name.to_lowercase().replace([' ', '’'], "-");
            let record = format!("record-{number}");
            cast.declare(&mut dice, Person { id, name, short, record }, round == 0);
        }
        cast
    }

    fn declare(&mut self, dice: &mut Dice, person: Person, has_short: bool) {
        let Person { id, name, short, record } = &person;
        let (title, kind) = RECORDS[dice.below(RECORDS.len())];
        let role = dice.pick(ROLES).replace("{place}", dice.pick(PLACES));
        let aka = if has_short { format!("  aka: {short}\n") } else { String::new() };
        let (month, day) = (1 + dice.below(12), 1 + dice.below(28));
        let (outlet, weekday) = (dice.pick(OUTLETS), dice.pick(DAYS));
        // Writing to a string cannot fail.
        let _ = write!(
            self.head,
            "@{id}: {name}\n{aka}  role: {role}\n^{record}: {name}, {title} of {weekday}\n  outlet: {outlet}\n  \
             date: 2026-{month:02}-{day:02}\n  kind: {kind}\n  of: @{id}\n"
        );
        self.people.push(person);
    }
}
