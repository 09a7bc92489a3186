//! Lists of English function words, and of words that introduce speech.

use super::hash::{Hash, of_chars};
use super::token::{Class, TokenShape};
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

/// Lexicon entry of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LexiconEntry {
    /// Class of the word.
    pub class: Class,
    /// Kind of cue, from 1; 0 if it is not one.
    pub cue: u8,
}

const UNKNOWN: LexiconEntry = LexiconEntry { class: Class::Other, cue: 0 };

/// Hasher for word hashes, which are already well distributed.
#[derive(Debug, Default)]
struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| (hash << 8) | u64::from(*byte));
    }

    fn write_u32(&mut self, value: u32) {
        self.0 = u64::from(super::hash::finish(value)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

type Lists = HashMap<Hash, LexiconEntry, BuildHasherDefault<Same>>;

const LISTS: [(Class, &str); 25] = [
    (
        Class::Determiner,
        "the a an every each some any no another both all several many few most much other such either neither more",
    ),
    (Class::Subject, "he she they we i you everyone everybody nobody somebody someone anyone"),
    (Class::Neuter, "it this these those there here"),
    (Class::Object, "him them me us himself herself themselves itself myself ourselves"),
    (Class::Possessive, "his their its my our your her whose"),
    (Class::That, "that"),
    (Class::To, "to"),
    (Class::Relative, "who which whom"),
    (Class::Wh, "what how why whether where when whatever whoever"),
    (Class::Modal, "will would can could may might must shall should ought 'll 'd cannot wo ca"),
    (Class::Be, "is are was were be been being am 're 'm ai"),
    (Class::Have, "has have had having 've"),
    (Class::Do, "do does did doing done"),
    (Class::Not, "not n't never nor hardly scarcely"),
    (Class::Of, "of"),
    (
        Class::Preposition,
        "in on at by for from with without about against over under into onto upon through during between among amid within toward towards across along behind beyond near off out up down around like unlike despite throughout via outside inside above below beside besides except regarding concerning versus",
    ),
    (Class::According, "according per"),
    (Class::And, "and or plus"),
    (Class::But, "but yet"),
    (
        Class::Subordinate,
        "because if while although though unless until since after before once than whereas so",
    ),
    (Class::As, "as"),
    (
        Class::Day,
        "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december jan. feb. aug. sept. oct. nov. dec. today yesterday tomorrow tonight week month year morning afternoon evening night weekend",
    ),
    (
        Class::Role,
        "president vice-president premier chancellor king queen prince princess pope bishop archbishop imam rabbi minister secretary spokesman spokeswoman spokesperson spokespeople official officials senator senators governor mayor representative congressman congresswoman lawmaker lawmakers lawmaker legislator legislators analyst analysts expert experts economist economists strategist professor author journalist reporter reporters editor columnist lawyer lawyers attorney judge justice prosecutor prosecutors police officer officers general colonel captain commander chief director chairman chairwoman chairperson chair head leader leaders manager adviser advisers advisor advisors aide aides consultant candidate candidates nominee critic critics opponent opponents supporter supporters voter voters activist activists resident residents witness witnesses source sources ambassador diplomat diplomats coach captain doctor doctors scientist scientists researcher researchers student students teacher teachers worker workers founder ceo owner executive executives company ministry government agency department campaign committee union group organization organisation party court university firm bank council commission association bureau administration parliament house team people man woman men women parents father mother son daughter brother sister wife husband",
    ),
    (
        Class::Adverb,
        "also later then now again still just even only already too once often always sometimes soon earlier recently meanwhile instead however therefore thus perhaps maybe indeed moreover furthermore nevertheless nonetheless further back ever rather quite very first last next ago",
    ),
    (
        Class::Number,
        "one two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds thousand thousands million millions billion billions half percent third quarter",
    ),
];

const TITLES: &str = "mr mrs ms miss mx dr prof sir dame lord lady rep reps sen sens gov govs gen lt col maj sgt capt adm cmdr supt insp rev fr hon pres msgr st barr smt shri engr cllr herr frau monsieur madame";
const ABBREVIATIONS: &str = "jr sr inc corp co ltd vs etc dept univ assn bros no jan feb mar apr aug sept sep oct nov dec d-n r-n ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo ft mt approx est cf ca al";

const CUES: &str = include_str!("../data/en/cues.txt");

const KINDS: [&str; 7] = ["say", "write", "think", "ask", "order", "deny", "show"];
const NOUN: u8 = 8;

static WORDS: LazyLock<Lists> = LazyLock::new(lists);

fn lists() -> Lists {
    let mut words = Lists::default();
    let mut add = |word: &str, class: Class, cue: u8| {
        words.entry(of_chars(word.chars())).or_insert(LexiconEntry { class, cue });
    };
    for (class, list) in LISTS {
        for word in list.split_whitespace() {
            // “people” may be speakers; so may “chair”, “head” and “house”.
            add(word, class, 0);
        }
    }
    for title in TITLES.split_whitespace() {
        add(title, Class::Title, 0);
        add(&format!("{title}."), Class::Title, 0);
    }
    for line in CUES.lines().filter(|line| !line.starts_with('#')) {
        let Some((kind, list)) = line.split_once(':') else { continue };
        let place = KINDS.iter().position(|known| *known == kind.trim());
        let cue = place.map_or(NOUN, |place| place as u8 + 1);
        for entry in list.split_whitespace() {
            if cue == NOUN {
                add(entry, Class::CueNoun, cue);
                add(&plural(entry), Class::CueNoun, cue);
            } else {
                inflect(entry, |form, class| add(form, class, cue));
            }
        }
    }
    words
}

/// Calls `add` with every form of a verb, given as in `cues.txt`.
pub(super) fn inflect(entry: &str, mut add: impl FnMut(&str, Class)) {
    let mut forms = entry.split('/');
    let base = forms.next().unwrap_or("");
    let doubles = base.ends_with('*');
    let base = base.trim_end_matches('*');
    let irregular: Vec<&str> = forms.collect();
    let stem = match base.chars().next_back() {
        Some(last) if doubles => format!("{base}{last}"),
        Some('e') if !base.ends_with("ee") => base[..base.len() - 1].to_owned(),
        _ => base.to_owned(),
    };
    for form in &irregular {
        let class = match form {
            form if form.ends_with("ing") => Class::CueIng,
            form if form.ends_with("ys") => Class::CueThird,
            _ => Class::CuePast,
        };
        if *form != base {
            add(form, class);
        }
    }
    add(base, Class::CueBase);
    add(&plural(base), Class::CueThird);
    add(&format!("{stem}ing"), Class::CueIng);
    let past = match base.strip_suffix('y') {
        Some(short) if !base.ends_with("ay") && !base.ends_with("ey") => format!("{short}ied"),
        _ => format!("{stem}ed"),
    };
    add(&past, Class::CuePast);
}

/// Plural of a noun, or third person of a verb.
pub(super) fn plural(word: &str) -> String {
    match word.strip_suffix('y') {
        Some(short) if !word.ends_with("ay") && !word.ends_with("ey") => format!("{short}ies"),
        _ if word.ends_with(['s', 'x', 'z']) || word.ends_with("ch") || word.ends_with("sh") => {
            format!("{word}es")
        }
        _ => format!("{word}s"),
    }
}

/// Entry of a word, by the hash of its lower case.
pub fn lookup(word: Hash) -> LexiconEntry {
    WORDS.get(&word).copied().unwrap_or(UNKNOWN)
}

/// Whether a full stop after the word does not end a sentence.
pub fn is_abbreviation(word: &str) -> bool {
    static ALL: LazyLock<HashSet<Hash, BuildHasherDefault<Same>>> = LazyLock::new(|| {
        TITLES
            .split_whitespace()
            .chain(ABBREVIATIONS.split_whitespace())
            .map(|word| of_chars(word.chars()))
            .collect()
    });
    word.len() < 8
        && word.starts_with(char::is_uppercase)
        && ALL.contains(&of_chars(word.chars().flat_map(char::to_lowercase)))
        || matches!(word, "vs" | "etc" | "approx")
}

/// Class of an unknown word, by its form and ending.
pub fn by_form(word: &str, shape: TokenShape) -> Class {
    match shape {
        TokenShape::Mark => by_mark(word),
        TokenShape::Digits => Class::Number,
        TokenShape::Small => by_ending(word),
        _ => Class::Name,
    }
}

fn by_mark(word: &str) -> Class {
    match word {
        "," | "，" | "、" => Class::Comma,
        "." | "。" => Class::Period,
        "?" | "!" | "？" | "！" => Class::Question,
        ":" | "：" => Class::Colon,
        ";" => Class::Semicolon,
        "(" | "[" | "{" => Class::ParenOpen,
        ")" | "]" | "}" => Class::ParenClose,
        "…" => Class::Ellipsis,
        "\"" | "“" | "”" | "„" | "«" | "»" | "``" | "''" | "‘" | "’" | "'" | "`" | "‚" | "‹" | "›" | "‟"
        | "「" | "」" | "『" | "』" => Class::Quote,
        _ if word.starts_with("..") || word.starts_with(". ") => Class::Ellipsis,
        _ if word.starts_with(['-', '–', '—', '―', '−']) => Class::Dash,
        _ => Class::Symbol,
    }
}

fn by_ending(word: &str) -> Class {
    let bare = word.trim_start_matches(['\'', '’']);
    if bare.len() < word.len() {
        return if bare == "s" { Class::ApostropheS } else { Class::Clitic };
    }
    let ends = |endings: &[&str]| {
        endings.iter().any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending))
    };
    if ends(&["ly"]) {
        Class::Ly
    } else if ends(&["ed"]) {
        Class::Ed
    } else if ends(&["ing"]) {
        Class::Ing
    } else if ends(&["tion", "sion", "ment", "ness", "ity", "ism", "ance", "ence", "ship"]) {
        Class::Noun
    } else if ends(&["ous", "ful", "able", "ible", "ive", "ical", "less", "ic", "al", "ish"]) {
        Class::Adjective
    } else if ends(&["s"]) && !word.ends_with("ss") {
        Class::Plural
    } else {
        Class::Other
    }
}
