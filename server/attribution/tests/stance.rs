//! Stance of statements in plain text: cues, tenses and constructions, with names of many kinds.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use ascribe_attribution::read_article;

/// Stated statements of an article: source, stance and parts of the content.
fn stated(text: &str) -> Vec<String> {
    let line = |statement: &ascribe_attribution::Statement| {
        let source = statement.source.clone().map_or("-", |range| &text[range]);
        let parts: Vec<&str> = statement.content.iter().map(|part| &text[part.clone()]).collect();
        Some(format!("{source} | {} | {}", statement.stance?.word(), parts.join(" ~ ")))
    };
    read_article(text).iter().filter_map(line).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(stated(text), expected, "{text}");
}

#[track_caller]
fn check_all(sentences: &[(&str, &str)]) {
    for (text, expected) in sentences {
        check(text, &[expected]);
    }
}

#[test]
fn a_denial_is_denied() {
    check_all(&[
        ("Tim Vance rejected claims that he stole the boat.", "Tim Vance | denies | that he stole the boat"),
        (
            "Øyvind Dahl denied that the ferry had been unsafe.",
            "Øyvind Dahl | denies | that the ferry had been unsafe",
        ),
        (
            "Ms. Ferreira has repeatedly denied that she knew of the leak.",
            "Ms. Ferreira | denies | that she knew of the leak",
        ),
        ("The company denied stealing the design.", "The company | denies | stealing the design"),
        ("Kestrel Homes denies it knew of the cracks.", "Kestrel Homes | denies | it knew of the cracks"),
        (
            "Mayor Ada Berg continued to deny that the bridge was closed.",
            "Mayor Ada Berg | denies | that the bridge was closed",
        ),
        (
            "A spokeswoman for Maria da Silva denied that she had resigned.",
            "A spokeswoman for Maria da Silva | denies | that she had resigned",
        ),
        (
            "O’Hara rejected claims by Ann Lee that he stole the boat.",
            "O’Hara | denies | that he stole the boat",
        ),
        (
            "The minister rejected Ann Lee's claim that he had sold the boat.",
            "The minister | denies | that he had sold the boat",
        ),
        (
            "Prime Minister Okoye dismissed reports that he was ill.",
            "Prime Minister Okoye | denies | that he was ill",
        ),
        (
            "Officials in Lagos disputed the suggestion that the vote was rigged.",
            "Officials in Lagos | denies | that the vote was rigged",
        ),
        (
            "The mayor, Jon Aas, contested the notion that the pump had failed.",
            "The mayor, Jon Aas, | denies | that the pump had failed",
        ),
        (
            "Krause refuted allegations that she had sold the files.",
            "Krause | denies | that she had sold the files",
        ),
        (
            "Her lawyers flatly rejected the suggestion that Öberg had known of the leak.",
            "Her lawyers | denies | that Öberg had known of the leak",
        ),
        (
            "Sheikh Rahman laughed off speculation that he was ill.",
            "Sheikh Rahman | denies | that he was ill",
        ),
        (
            "Dr. Amara Obi scoffed at the idea that the vaccine was harmful.",
            "Dr. Amara Obi | denies | that the vaccine was harmful",
        ),
        (
            "Lindqvist pushed back on reports that the mine would close.",
            "Lindqvist | denies | that the mine would close",
        ),
        (
            "The Kremlin rejected accusations of hiding the report.",
            "The Kremlin | denies | hiding the report",
        ),
        ("Vera Holt ruled out that the dam was unsafe.", "Vera Holt | denies | that the dam was unsafe"),
        ("The firm denied “any wrongdoing.”", "The firm | denies | “any wrongdoing.”"),
        (
            "Tariq Aziz took issue with the claim that he had resigned.",
            "Tariq Aziz | denies | that he had resigned",
        ),
        (
            "Tim Vance angrily rejected, in a letter to the board, claims that he stole the boat.",
            "Tim Vance | denies | that he stole the boat",
        ),
        (
            "Tim Vance repeated his denial that he stole the boat.",
            "Tim Vance | denies | that he stole the boat",
        ),
        (
            "Through his lawyer, Karim Rahman has strongly denied claims he stole the boat.",
            "Karim Rahman | denies | claims he stole the boat",
        ),
    ]);
}

#[test]
fn a_doubt_is_doubted() {
    check_all(&[
        ("Ann Lee doubted that the boat was empty.", "Ann Lee | doubts | that the boat was empty"),
        (
            "Councillor Bo Ek questioned whether the boat was empty.",
            "Councillor Bo Ek | doubts | whether the boat was empty",
        ),
        (
            "Ms. Adeyemi cast doubt on claims that the mine was safe.",
            "Ms. Adeyemi | doubts | that the mine was safe",
        ),
        (
            "Ivo Brandt voiced doubts about whether the mine was safe.",
            "Ivo Brandt | doubts | whether the mine was safe",
        ),
        ("Krause was not convinced that the boat was empty.", "Krause | doubts | that the boat was empty"),
        (
            "Tim Vance does not believe that the boat was empty.",
            "Tim Vance | doubts | that the boat was empty",
        ),
        (
            "The residents did not think that the bridge was safe.",
            "The residents | doubts | that the bridge was safe",
        ),
        (
            "Øyvind Dahl questioned the claim that the pump had failed.",
            "Øyvind Dahl | doubts | that the pump had failed",
        ),
        (
            "Fatima Zahra was sceptical of claims that the mine was safe.",
            "Fatima Zahra | doubts | that the mine was safe",
        ),
    ]);
}

#[test]
fn a_question_is_asked() {
    check_all(&[
        (
            "Ann Lee asked whether Tim Vance stole the boat.",
            "Ann Lee | asks | whether Tim Vance stole the boat",
        ),
        ("Ms. Ferreira asked if the bridge was safe.", "Ms. Ferreira | asks | if the bridge was safe"),
        (
            "Councillors asked the mayor why the mine was open.",
            "Councillors | asks | the mayor why the mine was open",
        ),
        ("Ivo Brandt wondered whether the pump was sold.", "Ivo Brandt | asks | whether the pump was sold"),
        (
            "Tariq Aziz wanted to know whether the boat was sold.",
            "Tariq Aziz | asks | whether the boat was sold",
        ),
        ("Lindqvist demanded to know why the boat was sold.", "Lindqvist | asks | why the boat was sold"),
        ("Krause questioned why the pump had failed.", "Krause | asks | why the pump had failed"),
        ("“Why now?” she asked.", "she | asks | “Why now?”"),
        ("“Did you sell it?” asked Vera Holt.", "Vera Holt | asks | “Did you sell it?”"),
    ]);
}

#[test]
fn a_demand_is_demanded() {
    check_all(&[
        ("Ann Lee urged Tim Vance to return the boat.", "Ann Lee | demands | Tim Vance to return the boat"),
        ("Ms. Adeyemi demanded that Tim Vance resign.", "Ms. Adeyemi | demands | that Tim Vance resign"),
        ("Krause insisted that the mayor resign.", "Krause | demands | that the mayor resign"),
        ("Krause insisted he return the boat.", "Krause | demands | he return the boat"),
        (
            "Dr. Chen Wei told the clerk to return the boat.",
            "Dr. Chen Wei | demands | the clerk to return the boat",
        ),
        (
            "Councillor Bo Ek called on the mayor to return the boat.",
            "Councillor Bo Ek | demands | the mayor to return the boat",
        ),
        ("Residents called for a review of the boat.", "Residents | demands | a review of the boat"),
        (
            "Vera Holt asked the council to close the mine.",
            "Vera Holt | demands | the council to close the mine",
        ),
        ("Vera Holt asked that the boat be returned.", "Vera Holt | demands | that the boat be returned"),
        (
            "Øyvind Dahl warned residents to stay away from the mine.",
            "Øyvind Dahl | demands | residents to stay away from the mine",
        ),
        ("The judge ordered that the pump be closed.", "The judge | demands | that the pump be closed"),
        (
            "Fatima Zahra suggested that the council sell the pump.",
            "Fatima Zahra | demands | that the council sell the pump",
        ),
        ("“Close the gate,” she ordered.", "she | demands | “Close the gate,”"),
    ]);
}

#[test]
fn a_promise_is_promised() {
    check_all(&[
        ("Ann Lee vowed to return the boat.", "Ann Lee | promises | to return the boat"),
        (
            "Mayor Ada Berg promised that the mine would close.",
            "Mayor Ada Berg | promises | that the mine would close",
        ),
        ("The ministry pledged not to sell the pump.", "The ministry | promises | not to sell the pump"),
        (
            "Okoye swore to close the mine within a year.",
            "Okoye | promises | to close the mine within a year",
        ),
        ("“We will pay for it,” promised Vera Holt.", "Vera Holt | promises | “We will pay for it,”"),
    ]);
}

#[test]
fn a_belief_is_believed() {
    check_all(&[
        ("Ann Lee believes that the boat was empty.", "Ann Lee | believes | that the boat was empty"),
        ("Krause thinks that the pump is too old.", "Krause | believes | that the pump is too old"),
        ("Ms. Ferreira suspects that the pump was sold.", "Ms. Ferreira | believes | that the pump was sold"),
        ("Tariq Aziz hopes that the mine will close.", "Tariq Aziz | believes | that the mine will close"),
        ("Lindqvist is convinced that the mine is safe.", "Lindqvist | believes | that the mine is safe"),
    ]);
}

#[test]
fn an_assertion_is_asserted() {
    check_all(&[
        ("“It is false,” he denied.", "he | asserts | “It is false,”"),
        (
            "Øyvind Dahl said that he had never denied the theft.",
            "Øyvind Dahl | asserts | that he had never denied the theft",
        ),
        (
            "Krause insisted that she knew nothing of the boat.",
            "Krause | asserts | that she knew nothing of the boat",
        ),
        (
            "County engineer Dale Ruiz insists he never saw it.",
            "County engineer Dale Ruiz | asserts | he never saw it",
        ),
        ("He swore that he had never seen the money.", "He | asserts | that he had never seen the money"),
        (
            "Fatima Zahra suggested that the council had sold the pump.",
            "Fatima Zahra | asserts | that the council had sold the pump",
        ),
        (
            "Dr. Chen Wei told reporters that the mine was safe.",
            "Dr. Chen Wei | asserts | that the mine was safe",
        ),
        ("Øyvind Dahl warned that the mine was unsafe.", "Øyvind Dahl | asserts | that the mine was unsafe"),
        (
            "Ann Lee confirmed reports that the mine would close.",
            "Ann Lee | asserts | reports that the mine would close",
        ),
        (
            "Ann Lee repeated her claim that the mine would close.",
            "Ann Lee | asserts | that the mine would close",
        ),
        (
            "Ivo Brandt was quoted as saying that the pump had failed.",
            "Ivo Brandt | asserts | that the pump had failed",
        ),
        ("No. 10 said that the pump failed.", "No. 10 | asserts | that the pump failed"),
        ("According to Vera Holt, the pump was sold.", "Vera Holt | asserts | the pump was sold"),
        ("She called the claim “a lie” and left.", "She | asserts | the claim “a lie” and left"),
        (
            "Prosecutors allege that Ivo Brandt sold the pump.",
            "Prosecutors | asserts | that Ivo Brandt sold the pump",
        ),
        (
            "Ann Lee accused Tim Vance of stealing the boat.",
            "Ann Lee | asserts | Tim Vance of stealing the boat",
        ),
    ]);
}

#[test]
fn nothing_is_stated_by_a_negated_or_refused_or_hypothetical_cue() {
    for text in [
        "Tim Vance did not say that he stole the boat.",
        "Tim Vance never claimed that the boat was empty.",
        "Krause has not said whether the mine is safe.",
        "Ms. Ferreira did not deny that she stole the boat.",
        "Dr. Chen Wei hasn't denied that the pump failed.",
        "The ministry did not rule out closing the mine.",
        "No one said that the boat was empty.",
        "Nobody in the village believes that the mine is safe.",
        "None of the engineers said that the pump failed.",
        "Neither Ann Lee nor Tim Vance said that the mine was safe.",
        "Few residents believe that the pump failed.",
        "Øyvind Dahl would not confirm that the boat was empty.",
        "Øyvind Dahl would neither confirm nor deny that the boat was empty.",
        "Mayor Ada Berg could not confirm that the mine was safe.",
        "Mayor Ada Berg declined to say whether the mine was safe.",
        "O’Hara refused to comment on claims that he stole the boat.",
        "O’Hara refused to accept that he had resigned.",
        "Kestrel Homes has yet to say whether the pump failed.",
        "Kestrel Homes stopped short of saying that the mine was safe.",
        "Tariq Aziz denied saying that the mine was safe.",
        "Tariq Aziz was accused of stealing the boat.",
        "Tariq Aziz is said to have stolen the boat.",
        "Tariq Aziz is alleged to have claimed that the boat was his.",
        "Krause was told that the boat was empty.",
        "Krause was asked whether the boat was empty.",
        "It was claimed that Ivo Brandt sold the pump.",
        "If Tim Vance says that the boat is empty, the bank will close.",
        "Unless Ivo Brandt admits that the pump failed, the suit goes on.",
        "Had Ann Lee said that the boat was sold, the law would have been broken.",
        "Did Tim Vance say that the boat was empty?",
        "Who said that the boat was sold?",
        "It is not clear whether Ann Lee believes that the mine is safe.",
        "There is no suggestion that Ann Lee said that the boat was sold.",
        "He responded to allegations that he stole the boat.",
        "Ann Lee faced accusations that she stole the boat.",
        "Tariq Aziz is investigating claims that the mine is unsafe.",
        "Tariq Aziz distanced himself from claims that the mine was safe.",
        "Tariq Aziz retracted his claim that the mine was unsafe.",
        "When asked whether he stole the boat, Tim Vance left the room.",
        "The claim that he stole the boat was rejected by Tim Vance.",
        "Ann Lee can't believe that the boat was sold.",
        "Ann Lee said nothing about whether the boat was sold.",
        "At no point did Ann Lee say that the boat was sold.",
        "Ann Lee has at no point said that the boat was sold.",
        "Not once did Krause say that the boat was sold.",
        "Nowhere does the ministry say that the boat was sold.",
        "Nor did Tariq Aziz say that the boat was sold.",
        "Ann Lee is unlikely to say that the boat was sold.",
        "Ann Lee is reported to have said that the boat was sold.",
        "Tim Vance called the claim that he stole the boat absurd.",
        "Tim Vance resigned amid allegations that he stole the boat.",
        "Tim Vance was forced to defend himself against claims that he stole the boat.",
    ] {
        check(text, &[]);
    }
}

#[test]
fn a_quoted_evaluation_of_a_denied_claim_is_asserted() {
    check(
        "Tim Vance dismissed the allegation that he stole the boat as “nonsense.”",
        &["Tim Vance | denies | that he stole the boat", "Tim Vance | asserts | “nonsense.”"],
    );
    check(
        "A spokesman for Krause rejected as “nonsense” claims that she stole the boat.",
        &[
            "A spokesman for Krause | asserts | “nonsense”",
            "A spokesman for Krause | denies | that she stole the boat",
        ],
    );
    check(
        "Ms. Ferreira called claims that she stole the boat “a smear.”",
        &["Ms. Ferreira | asserts | “a smear.”"],
    );
    check(
        "Øyvind Dahl described reports that he was ill as “nonsense.”",
        &["Øyvind Dahl | asserts | “nonsense.”"],
    );
    check(
        "“It is a lie,” Ann Lee said of claims that she stole the boat.",
        &["Ann Lee | asserts | “It is a lie,”"],
    );
    check(
        "“That is a lie,” Vera Holt replied, rejecting claims that she sold the pump.",
        &["Vera Holt | asserts | “That is a lie,”", "Vera Holt | denies | that she sold the pump"],
    );
}

#[test]
fn a_quotation_behind_a_denial_or_a_question_is_asserted() {
    check(
        "Ann Lee denied that the mine was unsafe.\n\n“It is the safest in the country.”",
        &[
            "Ann Lee | denies | that the mine was unsafe",
            "Ann Lee | asserts | “It is the safest in the country.”",
        ],
    );
    check(
        "“Who sold the pump?” Ivo Brandt asked. “It was ours.”",
        &["Ivo Brandt | asks | “Who sold the pump?”", "Ivo Brandt | asserts | “It was ours.”"],
    );
    check("The judge asked:\n\n“Did you sell the pump?”", &["The judge | asks | “Did you sell the pump?”"]);
}

#[test]
fn only_its_own_verb_decides() {
    check(
        "Krause denied having sold the pump, saying that it was stolen.",
        &["Krause | denies | having sold the pump", "Krause | asserts | that it was stolen"],
    );
    check(
        "Ann Lee, asked whether she stole the boat, said it was empty.",
        &["Ann Lee | asserts | it was empty"],
    );
    check(
        "Critics say Ann Lee denied that the mine was unsafe.",
        &["Critics | asserts | Ann Lee denied that the mine was unsafe"],
    );
}

#[test]
fn an_uncertain_stance_has_a_low_confidence() {
    for text in [
        "Vera Holt rejected the plan to close the school.",
        "Vera Holt rejected demands that she resign.",
        "Ivo Brandt might say that the pump had failed.",
        "Tariq Aziz allegedly told a friend that he sold the boat.",
        "Vera Holt insists that they leave the town.",
        "Tim Vance acknowledged claims that he stole the boat but would not discuss them.",
        "Ann Lee is due to tell the court that the boat was sold.",
    ] {
        let statements = read_article(text);
        assert!(
            !statements.is_empty() && statements.iter().all(|one| one.confidence < 0.5),
            "{text}: {statements:?}"
        );
    }
}
