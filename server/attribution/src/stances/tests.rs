//! Property of every denial in the word list, in every form: it is never a claim of the one who denies.

use super::lexicon::{Sense, english};
use crate::{Before, Stance, Statement, read_paragraph};

const NAMES: [&str; 12] = [
    "Tim Vance",
    "Ms. Ferreira",
    "Øyvind Dahl",
    "Dr. Chen Wei",
    "Nguyen Van An",
    "O’Hara",
    "Mayor Ada Berg",
    "the ministry",
    "Kestrel Homes",
    "Maria da Silva-Nunes",
    "Prime Minister Okoye",
    "Krause",
];

const CLAIMS: [&str; 5] = [
    "he stole the boat",
    "the bridge was unsafe",
    "two engineers had been paid to lie",
    "the school would close in May",
    "she had known of the leak for years",
];

/// Statements that put a claim into the mouth of the one who denies it.
fn misread<'t>(text: &'t str, name: &str, claim: &str) -> Vec<&'t str> {
    let at = |words: &str| text.find(words).map_or(0..0, |start| start..start + words.len());
    let (name, claim) = (at(name), at(claim));
    let touches = |part: &std::ops::Range<usize>, other: &std::ops::Range<usize>| {
        part.start < other.end && other.start < part.end
    };
    let is_misread = |statement: &&Statement| {
        let is_own = statement.source.as_ref().is_some_and(|source| touches(source, &name));
        let is_turned = matches!(statement.stance, None | Some(Stance::Denies | Stance::Doubts));
        is_own && !is_turned && statement.content.iter().any(|part| touches(part, &claim))
    };
    let statements = read_paragraph(text, Before::default()).statements;
    let wrong = statements.iter().filter(is_misread);
    wrong.filter_map(|statement| Some(&text[statement.content.first()?.clone()])).collect()
}

/// Sentences with a verb of denial in one of its forms; `takes_clause` if a clause with “that” may follow it directly.
fn sentences(verb: &str, takes_clause: bool, name: &str, claim: &str) -> Vec<String> {
    let mut sentences = vec![
        format!("{name} {verb} claims that {claim}."),
        format!("{name}, the treasurer, has {verb} reports that {claim}."),
        format!("{name} {verb} Vera Holt's suggestion that {claim}."),
        format!("{name} on Friday {verb} allegations by Vera Holt that {claim}."),
        format!("{name} {verb} the idea that {claim} as “nonsense.”"),
        format!("Claims that {claim} were {verb} by {name}."),
        format!("A spokesman for {name} {verb} rumours that {claim}."),
    ];
    if takes_clause {
        sentences.push(format!("{name} {verb} that {claim}."));
        sentences.push(format!("{name} has repeatedly {verb} that {claim}, and left the room."));
    }
    sentences
}

#[test]
fn a_denial_is_never_a_claim() {
    let mut count = 0;
    let mut wrong = Vec::new();
    for (sense, takes_clause) in [(Sense::Denies, true), (Sense::Rejects, false), (Sense::Counters, false)] {
        let mut verbs = english().phrases(sense);
        verbs.sort_unstable();
        assert!(verbs.len() > 20, "{sense:?}");
        for (number, verb) in verbs.iter().enumerate() {
            let (name, claim) = (NAMES[number % NAMES.len()], CLAIMS[number % CLAIMS.len()]);
            for text in sentences(verb, takes_clause, name, claim) {
                count += 1;
                wrong.extend(misread(&text, name, claim).into_iter().map(|part| format!("{text} -> {part}")));
            }
        }
    }
    assert!(count > 1000, "{count}");
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn others_claims_are_never_those_of_the_one_who_meets_them() {
    let verbs = [
        "responded to",
        "hit back over",
        "was hurt by",
        "is tired of",
        "complained about",
        "addressed",
        "denounced",
        "slammed",
        "was cleared of",
        "was the subject of",
        "was dogged by",
        "sued over",
        "spoke out against",
        "made light of",
        "took aim at",
        "would not comment on",
        "never addressed",
        "contradicted",
        "torpedoed",
        "sought to quash",
        "hastened to deny",
        "issued a statement denying",
        "is fighting",
        "welcomed",
        "is investigating",
        "resigned amid",
        "apologised after",
    ];
    let nouns = ["claims", "the allegation", "a newspaper report", "a “false” claim", "years of speculation"];
    let places = ["", "On Friday, ", "Speaking to reporters, ", "But "];
    let ends = ["", " by Vera Holt", " made by a clerk", " in the Herald"];
    for (number, verb) in verbs.iter().enumerate() {
        for (name, claim) in NAMES.iter().zip(CLAIMS.iter().cycle()) {
            let (noun, place) = (nouns[number % nouns.len()], places[number % places.len()]);
            for end in ends {
                let text = format!("{place}{name} {verb} {noun}{end} that {claim}.");
                assert_eq!(misread(&text, name, claim), Vec::<&str>::new(), "{text}");
            }
        }
    }
}

#[test]
fn a_noun_of_denial_is_never_a_claim() {
    let nouns = english().phrases(Sense::Denial);
    assert!(nouns.len() > 10);
    for name in NAMES {
        for (noun, claim) in nouns.iter().zip(CLAIMS.iter().cycle()) {
            for text in [
                format!("In a statement, {name} repeated a {noun} that {claim}."),
                format!("A {noun} by {name} that {claim} was published on Friday."),
                format!("Vera Holt welcomed the {noun} of {name} that {claim}."),
                format!("{name}’s {noun} that {claim} was brief."),
                format!("{name}'s {noun} of claims that {claim} was brief."),
            ] {
                assert_eq!(misread(&text, name, claim), Vec::<&str>::new(), "{text}");
            }
        }
    }
}

#[test]
fn a_negated_verb_of_speech_says_nothing() {
    for name in NAMES {
        for claim in CLAIMS {
            for cue in [
                "did not say",
                "never said",
                "has not confirmed",
                "would not confirm",
                "wouldn’t admit",
                "could not say",
                "declined to confirm",
                "refused to say",
                "has yet to confirm",
                "stopped short of saying",
                "avoided saying",
                "is not saying",
                "did not deny",
                "has never denied",
                "cannot rule out",
                "does not dispute",
                "is said to have claimed",
                "was accused of claiming",
                "was asked to confirm",
                "denied saying",
            ] {
                let text = format!("{name} {cue} that {claim}.");
                let statements = read_paragraph(&text, Before::default()).statements;
                let stated: Vec<&Statement> = statements.iter().filter(|one| one.stance.is_some()).collect();
                assert!(stated.is_empty(), "{text} -> {stated:?}");
            }
        }
    }
}
