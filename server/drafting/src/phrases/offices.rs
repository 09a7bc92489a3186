//! Words of offices around a name: which are one, and which of them belong to it.

use crate::phrases::words::Word;

/// Splits the words into those up to a name and the offices and degrees behind it: “Ann Lowe | MP”, “Ann Lowe | OBE”.
pub(crate) fn without_behind<'a, 't>(all: &'a [Word<'t>]) -> (&'a [Word<'t>], &'a [Word<'t>]) {
    let is_behind = |word: &&Word<'_>| {
        let capitals = word.text.chars().filter(|c| c.is_uppercase()).count();
        (word.is("office-behind") || word.is("degree-behind")) && (capitals > 1 || word.text == "Senator")
    };
    let count = all.iter().rev().take_while(is_behind).count();
    let (name, behind) = all.split_at(all.len() - count);
    // “the local MP” has no name before it.
    let is_part = |word: &Word<'_>| word.is_capital() || word.is("particle");
    // “The Hon. Ann Lowe MP”, “the union's Ann Lowe MP”; not “the Labour MP”
    let is_sign = |word: &Word<'_>| word.is("title") || matches!(word.text, "'s" | "’s");
    let is_name = name.len() > 1
        && name[name.len() - 2..].iter().all(is_part)
        && name[name.len() - 1].is_capital()
        && (!matches!(name[0].text, "the" | "The" | "a" | "A") || name.iter().any(is_sign))
        && !is_body(name);
    if is_name { (name, behind) } else { (all, &[]) }
}

fn is_body(name: &[Word<'_>]) -> bool {
    name.last().is_some_and(|last| last.is("organisation") || last.is("state") || last.is("role"))
}

/// Office among the words behind a name, such as “MP”; degrees and orders are none.
pub(crate) fn behind<'t>(behind: &[Word<'t>]) -> Option<&'t str> {
    behind.iter().find(|word| word.is("office-behind")).map(|word| word.text)
}

/// Whether a word in no list may be an office before a name: not a time, a verb or a small word.
pub(crate) fn may_be(word: &Word<'_>) -> bool {
    let small = word.text;
    !word.is("time")
        && !word.is("not")
        && !word.is("speech")
        && !word.is("particle")
        && !word.is("group")
        && !["ed", "ing", "ly", "ous"].iter().any(|ending| small.ends_with(ending))
        && !matches!(
            small,
            "that" | "than" | "both" | "again" | "when" | "out" | "up" | "off" | "back" | "against"
        )
        && small.chars().all(|c| c.is_alphabetic() || c == '-')
}

/// Auxiliaries and verbs of speech and the like, which no description has before its relative clause.
pub(crate) fn is_finite(word: &str) -> bool {
    matches!(
        word,
        "is" | "was"
            | "were"
            | "are"
            | "has"
            | "have"
            | "had"
            | "does"
            | "did"
            | "will"
            | "would"
            | "said"
            | "says"
            | "told"
            | "texted"
            | "tweeted"
            | "wrote"
            | "asked"
            | "added"
            | "called"
            | "emailed"
            | "phoned"
    )
}

/// Words of an office without those of others: “Democrats Ada Berg and Mayor”, “both President”.
pub(crate) fn of_one<'a, 't>(offices: &'a [Word<'t>]) -> &'a [Word<'t>] {
    let is_end = |word: &Word<'_>| {
        word.is("not")
            && !word.is("quantity")
            && !word.is("former")
            && !matches!(word.text, "of" | "for" | "former" | "the" | "Former")
            || matches!(word.text, "and" | "both" | "Both")
            || word.is("tail")
    };
    // “vice president and head of sales” is one office, “Mr. King and President” is not.
    let is_two = offices.iter().any(|word| word.is("title"));
    let from = offices.iter().rposition(|word| is_end(word) && (word.text != "and" || is_two));
    &offices[from.map_or(0, |at| at + 1)..]
}

/// An office in the singular: “Sen.” for “Sens.”.
pub(crate) fn singular(office: &str) -> String {
    const PLURALS: [(&str, &str); 4] =
        [("Sens.", "Sen."), ("Reps.", "Rep."), ("Govs.", "Gov."), ("Gens.", "Gen.")];
    PLURALS.iter().fold(office.to_owned(), |office, (plural, one)| office.replace(plural, one))
}

/// “Her sister, Ann Keller”: who somebody is to another one is no office.
pub(crate) fn is_kinship(head: &str) -> bool {
    let bare = head.strip_suffix("-in-law").unwrap_or(head);
    matches!(
        bare,
        "wife"
            | "husband"
            | "son"
            | "daughter"
            | "brother"
            | "sister"
            | "mother"
            | "father"
            | "widow"
            | "widower"
            | "uncle"
            | "aunt"
            | "grandfather"
            | "grandmother"
            | "niece"
            | "nephew"
            | "boyfriend"
            | "girlfriend"
            | "partner"
            | "cousin"
            | "friend"
            | "colleague"
            | "co-worker"
            | "neighbour"
            | "neighbor"
            | "rival"
            | "opponent"
            | "stepson"
            | "stepdaughter"
            | "stepmother"
            | "stepfather"
            | "half-brother"
            | "half-sister"
            | "grandson"
            | "granddaughter"
    )
}

/// Nouns for somebody in a trade, which mean a firm as often as a person.
const TRADES: [&str; 15] = [
    "operator",
    "publisher",
    "supplier",
    "contractor",
    "developer",
    "promoter",
    "distributor",
    "broker",
    "insurer",
    "lender",
    "auditor",
    "maker",
    "builder",
    "retailer",
    "manufacturer",
];

/// Other nouns that apply to firms as well as to people.
const PARTIES: [&str; 14] = [
    "owner",
    "landlord",
    "tenant",
    "employer",
    "sponsor",
    "rival",
    "competitor",
    "organiser",
    "organizer",
    "investor",
    "customer",
    "client",
    "buyer",
    "seller",
];

/// “the plant's operator, Aqua Vaal”: whether a firm has such a noun as often as a person.
pub(crate) fn is_trade(head: &str) -> bool {
    TRADES.contains(&head)
}

/// “Its owner, Marlow Lines”: whether a firm may be what the noun says.
pub(crate) fn may_be_body(head: &str) -> bool {
    is_trade(head) || PARTIES.contains(&head)
}
