//! Nouns that mean people, and words around them that tell neither who nor what.

use crate::phrases::words::{Word, is};

/// “Entomologist”, “Mayor-elect”: a profession by its ending.
pub(crate) fn is_profession(word: &Word<'_>) -> bool {
    const ENDINGS: [&str; 11] = [
        "ologist",
        "ician",
        "ographer",
        "onomist",
        "iatrist",
        "-elect",
        "-at-Large",
        "-in-Chief",
        "keeper",
        "maker",
        "master",
    ];
    ENDINGS.iter().any(|ending| word.text.len() > ending.len() + 2 && word.text.ends_with(ending))
        && !word.is("company-noun")
}

/// Whether a word means several people: “villagers”, “guards”; at the start of a sentence it may have a capital.
pub(crate) fn is_group_noun(word: &Word<'_>) -> bool {
    let small = word.text.to_lowercase();
    let one = Word { text: &small, start: word.start };
    let is_document = is("document", &small) || is("documents", &small);
    (is("group", &small) || is_plural_of_people(&one)) && !is_document
}

/// “contenders”, “attendees”: agent nouns in the plural.
pub(crate) fn is_plural_of_people(noun: &Word<'_>) -> bool {
    const ENDINGS: [&str; 12] =
        ["ers", "ors", "ists", "ants", "ents", "ees", "ians", "men", "folk", "mates", "goers", "eers"];
    !noun.is_capital() && ENDINGS.iter().any(|end| noun.text.ends_with(end))
}

/// “the grid operator”: a firm, where “the crane operator” is a person.
pub(crate) fn is_operator_of_network(words: &[Word<'_>]) -> bool {
    const NETWORKS: [&str; 22] = [
        "grid",
        "network",
        "rail",
        "railway",
        "freight",
        "ferry",
        "bus",
        "tram",
        "train",
        "power",
        "port",
        "airport",
        "pipeline",
        "mine",
        "tour",
        "cable",
        "mobile",
        "telecom",
        "metro",
        "satellite",
        "reactor",
        "plant",
    ];
    matches!(words, [.., of, operator] if operator.text.eq_ignore_ascii_case("operator")
        && NETWORKS.contains(&of.text.to_lowercase().as_str()))
}

/// “A reverse search”, “a glance”: what somebody does tells nothing itself.
pub(crate) fn is_act(noun: &str) -> bool {
    matches!(
        noun,
        "search"
            | "glance"
            | "look"
            | "visit"
            | "check"
            | "walk"
            | "tour"
            | "trip"
            | "comparison"
            | "fact"
            | "truth"
            | "history"
            | "experience"
            | "logic"
    )
}

/// Strips a leading “all” or “both”: “all the Democrats”, “both of the drivers”.
pub(crate) fn without_all<'a, 't>(words: &'a [Word<'t>]) -> &'a [Word<'t>] {
    match words {
        [all, of, rest @ ..] if is_all(all) && of.text == "of" && !rest.is_empty() => rest,
        [all, next, ..] if is_all(all) && matches!(next.text, "the" | "these" | "those" | "its") => {
            &words[1..]
        }
        _ => words,
    }
}

fn is_all(word: &Word<'_>) -> bool {
    matches!(word.text.to_lowercase().as_str(), "all" | "both")
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.starts_with(['1', '2']) && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Number of words in a date at the end: “a poll this month”, “a court in 2014”.
pub(crate) fn dated(words: &[Word<'_>]) -> usize {
    const TIMES: [&str; 12] = [
        "week", "weekend", "month", "year", "decade", "spring", "summer", "autumn", "fall", "winter",
        "season", "night",
    ];
    match words {
        [_, .., which, time] if matches!(which.text, "this" | "last") && TIMES.contains(&time.text) => 2,
        [_, .., link, year] if matches!(link.text, "in" | "from") && is_year(year.text) => 2,
        _ => 0,
    }
}

/// Whether a word may mean one person by its ending: “predecessor”, “churchwarden”.
pub(crate) fn is_agent(word: &str) -> bool {
    const ENDINGS: [&str; 9] = ["or", "er", "ist", "ant", "ian", "warden", "man", "mate", "ee"];
    const THINGS: [&str; 127] = [
        "letter",
        "answer",
        "order",
        "paper",
        "career",
        "offer",
        "number",
        "power",
        "computer",
        "dinner",
        "chapter",
        "quarter",
        "error",
        "motor",
        "mirror",
        "door",
        "floor",
        "restaurant",
        "committee",
        "list",
        "effort",
        "office",
        "newsletter",
        "register",
        "character",
        "humor",
        "temper",
        "finger",
        "shoulder",
        "behavior",
        "supper",
        "folder",
        "meter",
        "river",
        "corner",
        "tower",
        "counter",
        "drawer",
        "sweater",
        "tractor",
        "trailer",
        "hammer",
        "ladder",
        "shower",
        "border",
        "freezer",
        "cooker",
        "boiler",
        "cover",
        "fever",
        "cancer",
        "butter",
        "water",
        "winter",
        "summer",
        "matter",
        "container",
        "printer",
        "scooter",
        "chamber",
        "elevator",
        "calculator",
        "factor",
        "sector",
        "degree",
        "coffee",
        "tree",
        "knee",
        "fee",
        "scanner",
        "poster",
        "ruler",
        "lighter",
        "pointer",
        "spanner",
        "screwdriver",
        "lever",
        "banner",
        "blender",
        "duster",
        "cutter",
        "mower",
        "digger",
        "charger",
        "helicopter",
        "trigger",
        "buzzer",
        "tanker",
        "trawler",
        "freighter",
        "steamer",
        "locker",
        "wrapper",
        "slipper",
        "jumper",
        "blazer",
        "monitor",
        "projector",
        "generator",
        "reactor",
        "transformer",
        "detector",
        "refrigerator",
        "ventilator",
        "radiator",
        "razor",
        "sensor",
        "elephant",
        "warrant",
        "grant",
        "mist",
        "fist",
        "twist",
        "wrist",
        "waist",
        "checklist",
        "playlist",
        "guarantee",
        "timer",
        "burner",
        "cooler",
        "saucer",
        "beaker",
        "skewer",
        "rudder",
        "flyer",
        "tracker",
    ];
    let is_one = ENDINGS.iter().any(|end| word.len() > end.len() + 2 && word.ends_with(end));
    is_one && !THINGS.contains(&word) && !is("document", word)
}
