//! Numbers of outcomes.

use std::fmt;
use std::ops::AddAssign;

/// An outcome, and whether more of it is better, worse or neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Quotation of three or more words with its speaker, or with none if nobody is certain to have said it.
    QuotationRight,
    /// Quotation with another speaker than its own.
    QuotationWrong,
    /// Quotation without the speaker whom a reader knows.
    QuotationNobody,
    /// Drafted claim with its words, speaker and stance.
    ClaimRight,
    /// Drafted claim of which words, speaker or stance are wrong.
    ClaimWrong,
    /// Drafted claim or quotation of words that nobody said.
    ClaimFalse,
    /// Claim without a draft.
    ClaimMissed,
    /// Declared actor who is one of the article's.
    ActorRight,
    /// Declared actor who is doubled, not one of the article's, or has a wrong name, kind or role.
    ActorWrong,
    /// Actor who is not declared.
    ActorMissed,
    /// Field of the front matter as the article shows it.
    FieldRight,
    /// Field with another value, or one that the article does not show.
    FieldWrong,
    /// Field that the article shows and the draft does not have.
    FieldMissed,
}

use Outcome::{
    ActorMissed, ActorRight, ActorWrong, ClaimFalse, ClaimMissed, ClaimRight, ClaimWrong, FieldMissed,
    FieldRight, FieldWrong, QuotationNobody, QuotationRight, QuotationWrong,
};

impl Outcome {
    /// All outcomes, in the order of the columns.
    pub const ALL: [Self; 13] = [
        QuotationRight,
        QuotationWrong,
        QuotationNobody,
        ClaimRight,
        ClaimWrong,
        ClaimFalse,
        ClaimMissed,
        ActorRight,
        ActorWrong,
        ActorMissed,
        FieldRight,
        FieldWrong,
        FieldMissed,
    ];

    /// Words for the outcome.
    pub fn words(self) -> &'static str {
        match self {
            QuotationRight => "quotation right",
            QuotationWrong => "quotation wrong",
            QuotationNobody => "quotation nobody",
            ClaimRight => "claim right",
            ClaimWrong => "claim wrong",
            ClaimFalse => "claim false",
            ClaimMissed => "claim missed",
            ActorRight => "actor right",
            ActorWrong => "actor wrong",
            ActorMissed => "actor missed",
            FieldRight => "field right",
            FieldWrong => "field wrong",
            FieldMissed => "field missed",
        }
    }
}

/// Number of each outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally([usize; Outcome::ALL.len()]);

impl Tally {
    /// Number of an outcome.
    pub fn of(&self, outcome: Outcome) -> usize {
        self.0[outcome as usize]
    }

    /// Counts an outcome once more.
    pub fn add(&mut self, outcome: Outcome) {
        self.0[outcome as usize] += 1;
    }

    /// Outcomes of which there are fewer right ones, or more wrong ones, than before.
    pub fn worse_than(&self, before: &Self) -> Vec<Outcome> {
        let is_worse = |outcome: &Outcome| {
            let (now, before) = (self.of(*outcome), before.of(*outcome));
            match outcome {
                QuotationRight | ClaimRight | ActorRight | FieldRight => now < before,
                QuotationWrong | ClaimWrong | ClaimFalse | ActorWrong | FieldWrong => now > before,
                QuotationNobody | ClaimMissed | ActorMissed | FieldMissed => false,
            }
        };
        Outcome::ALL.into_iter().filter(is_worse).collect()
    }

    /// Reads what `Display` writes.
    pub fn parse(text: &str) -> Option<Self> {
        let numbers: Option<Vec<usize>> = text.split_whitespace().map(|word| word.parse().ok()).collect();
        Some(Self(numbers?.try_into().ok()?))
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.0.iter_mut().zip(other.0).for_each(|(sum, more)| *sum += more);
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|number| write!(f, "{number:>10}"))
    }
}

#[cfg(test)]
mod tests {
    use super::{Outcome, Tally};

    #[test]
    fn less_right_and_more_wrong_is_worse() {
        for (at, outcome) in Outcome::ALL.into_iter().enumerate() {
            assert_eq!(outcome as usize, at);
            let mut more = Tally::default();
            more.add(outcome);
            let (up, down) = (more.worse_than(&Tally::default()), Tally::default().worse_than(&more));
            let words = outcome.words();
            assert_eq!(!up.is_empty(), words.ends_with("wrong") || words.ends_with("false"), "{words}");
            assert_eq!(!down.is_empty(), words.ends_with("right"), "{words}");
        }
    }

    #[test]
    fn a_tally_is_read_as_written() {
        let mut tally = Tally::default();
        tally.add(Outcome::ClaimFalse);
        tally += tally;
        assert_eq!(Tally::parse(&tally.to_string()), Some(tally));
        assert_eq!(tally.of(Outcome::ClaimFalse), 2);
        assert_eq!((Tally::parse("1 2"), Tally::parse("x")), (None, None));
    }
}
