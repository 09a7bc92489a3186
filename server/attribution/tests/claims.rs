//! Claims of somebody, and sentences that are none; the words that belong to a claim. Tables of sentences by kind.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use ascribe_attribution::read_article;

/// Minimum confidence of what is drafted by default.
const LIKELY: f32 = 0.5;

/// Statements that would be drafted: source and parts of the content.
fn stated(text: &str) -> Vec<String> {
    let likely = read_article(text).into_iter().filter(|statement| statement.confidence >= LIKELY);
    likely
        .filter(|statement| statement.stance.is_some())
        .map(|statement| {
            let source = statement.source.clone().map_or("-", |range| &text[range]);
            let carrier =
                statement.carrier.clone().map_or(String::new(), |range| format!(" via {}", &text[range]));
            let parts: Vec<&str> = statement.content.iter().map(|part| &text[part.clone()]).collect();
            format!("{source}{carrier} | {}", parts.join(" ~ "))
        })
        .collect()
}

#[track_caller]
fn check_all(sentences: &[(&str, &[&str])]) {
    for (text, expected) in sentences {
        assert_eq!(stated(text), *expected, "{text}");
    }
}

#[track_caller]
fn check_nothing(sentences: &[&str]) {
    for text in sentences {
        assert_eq!(stated(text), [""; 0], "{text}");
    }
}

#[test]
fn refusals_and_silence_state_nothing() {
    check_nothing(&[
        "The ferry company did not immediately respond to a request for comment.",
        "A spokesman for Brekke Marine did not return calls seeking comment.",
        "Ms Okoro could not be reached for comment.",
        "The ministry has not yet said whether the road will reopen.",
        "Police have not said whether anyone else was questioned.",
        "She declined to say whether he would receive a bonus.",
        "Neither club has commented on the transfer.",
    ]);
}

#[test]
fn what_is_done_to_somebody_is_not_said_by_them() {
    check_nothing(&[
        "Lund was asked whether he regretted the sale.",
        "Treadway was asked, “Did you hate that hedge?”",
        "The two brothers are reported to have left the country.",
        "Passengers were urged to stay at home.",
        "Residents of Quay Street have been told to leave their homes.",
        "He is said to be considering an offer from Ghana.",
        "The suspect, who is believed to be in his thirties, fled on foot.",
        "The woman who is in her late twenties was taken to hospital.",
        "The treasurer is accused of stealing 40 sheep.",
    ]);
}

#[test]
fn acts_are_no_statements() {
    check_nothing(&[
        "A fallen tree blocked the road for three hours.",
        "The photographer framed the shot so that the tower could be seen.",
        "Supporters showed scarves with the name of the dead keeper.",
        "The council approved the plan by 12 votes to 3.",
        "The judge sentenced the treasurer to two years in prison.",
        "The picture shows a crowd in front of the town hall.",
        "Parliament passed the fisheries bill on Friday.",
        "Mayor Amsel spoke to the chamber on Monday.",
        "The founder offered free cars to anyone who could spell the name.",
    ]);
    check_all(&[
        ("The judge ruled that the will was forged.", &["The judge | that the will was forged"]),
        (
            "A new survey shows that half of the wells are dry.",
            &["A new survey | that half of the wells are dry"],
        ),
    ]);
}

#[test]
fn a_comparison_is_the_authors() {
    check_nothing(&[
        "The deficit is much smaller than what Halloran said.",
        "The real figure is far higher than Ferreira claimed.",
        "Contrary to what Bello suggested, burglary fell by 8 percent.",
        "Rents did not double, as Bello claimed.",
        "Everything Halloran says is a lie.",
        "What Halloran said is not true.",
    ]);
    check_all(&[
        ("As Bello said, rents doubled in May.", &["Bello | rents doubled in May"]),
        ("Bello's claim that rents doubled is false.", &["Bello's | that rents doubled"]),
    ]);
}

#[test]
fn the_author_is_no_source() {
    check_nothing(&[
        "We found that the claim was wrong.",
        "We rate this statement Mostly False.",
        "As we reported last week, the mayor has sold the boat.",
    ]);
    check_all(&[("“We found nothing,” Ida Moe said.", &["Ida Moe | “We found nothing,”"])]);
}

#[test]
fn terms_and_titles_are_said_by_nobody() {
    check_nothing(&[
        "It belongs to what's called the “ghost foot family,” and has no eyes.",
        "The disease, known as “grey leaf,” spread in March.",
        "Bishop took seven wickets with what he called his grandmother's ball.",
        "Her first film, titled “The Long Way Round,” won a prize.",
    ]);
}

#[test]
fn a_party_does_not_relay_the_accused() {
    check_nothing(&[
        "He said, “I did not mean to hurt anybody”, the prosecutor's office said.",
        "“I never saw the knife,” he said, police said.",
    ]);
    check_all(&[(
        "“We will not pay,” the minister said in an interview, Le Monde reported.",
        &["the minister via Le Monde | “We will not pay,”"],
    )]);
}

#[test]
fn datelines_belong_to_nobody() {
    check_all(&[
        (
            "1.20pm Around 4,000 people have reached the bridge, police say.",
            &["police | Around 4,000 people have reached the bridge"],
        ),
        ("11.07am: “As in I cannot say,” Mutua replies.", &["Mutua | “As in I cannot say,”"]),
        (
            "HALVERTON – Two guards were charged on Monday, stating they had never seen the keys.",
            &["Two guards | they had never seen the keys"],
        ),
        (
            "TOLVERNE, March 13 - The bank received bonds worth 3 million crowns, a spokesman said.",
            &["a spokesman | The bank received bonds worth 3 million crowns"],
        ),
        (
            "HARWICK, May 2 (Newsline) — The ferry will not sail before June, the harbour master said.",
            &["the harbour master | The ferry will not sail before June"],
        ),
        (
            "SUNDARPUR: The state government set up a panel on Friday, officials said.",
            &["officials | The state government set up a panel on Friday"],
        ),
    ]);
}

#[test]
fn place_and_time_are_not_part_of_the_speaker() {
    check_all(&[
        ("In court Nadia Ferris said she had seen a man.", &["Nadia Ferris | she had seen a man"]),
        (
            "Last night Enid Tapp, the mayor, said the pump would stay.",
            &["Enid Tapp, the mayor, | the pump would stay"],
        ),
        ("On Tuesday Mr Stagg said that the sum was agreed.", &["Mr Stagg | that the sum was agreed"]),
        (
            "The report by NOR – which studied the attack that killed Idris Vane – found that the door was open.",
            &["The report by NOR | that the door was open"],
        ),
    ]);
}

#[test]
fn addressees_are_not_part_of_the_words() {
    check_all(&[
        (
            "He tells the paper that the wall was never inspected.",
            &["He | that the wall was never inspected"],
        ),
        ("Thane told the Financial Ledger the decision was his own.", &["Thane | the decision was his own"]),
        ("Vik told reporters that the talks had failed.", &["Vik | that the talks had failed"]),
        ("The court heard that the hedge was planted in 1921.", &["- | that the hedge was planted in 1921"]),
    ]);
}

#[test]
fn a_clause_before_its_source_is_whole() {
    check_all(&[
        ("“It was a hard night,” says Lindqvist.", &["Lindqvist | “It was a hard night,”"]),
        ("The bridge is unsafe, say experts.", &["experts | The bridge is unsafe"]),
        ("The vaccine works, says Dr Amara Obi.", &["Dr Amara Obi | The vaccine works"]),
        (
            "Police have registered a case against unknown persons, said Meera Joshi.",
            &["Meera Joshi | Police have registered a case against unknown persons"],
        ),
        ("Shells dissolve at such depths, she explains.", &["she | Shells dissolve at such depths"]),
        (
            "The firm, says Petru Vlad, will close its plant in June.",
            &["Petru Vlad | The firm ~ will close its plant in June"],
        ),
        (
            "A smaller loaf is still a loaf, says Ratkovic, and so far no customer has complained.",
            &["Ratkovic | A smaller loaf is still a loaf"],
        ),
        (
            "The minister sold his shares in the canal company, the paper Nord Kurier said on Tuesday.",
            &["the paper Nord Kurier | The minister sold his shares in the canal company"],
        ),
        (
            "One drop protected four in five children, a trial in three countries has shown.",
            &["a trial in three countries | One drop protected four in five children"],
        ),
        (
            "“We do not buy in panic,” says sporting director Jonas Ahlgren, with his feet on a box.",
            &["sporting director Jonas Ahlgren | “We do not buy in panic,”"],
        ),
    ]);
    check_nothing(&["He got up, said grace and left.", "He smiled, said a few words and sat down."]);
}

#[test]
fn a_sentence_before_the_quotation_is_the_authors() {
    check_all(&[
        ("The crew returned at 5 p.m. “It was ours,” she said.", &["she | “It was ours,”"]),
        (
            "The boat belongs to Brekke Inc. “We want it back,” said Odd Brekke.",
            &["Odd Brekke | “We want it back,”"],
        ),
        (
            "The penalty came at 4.40 p.m. “It was never a foul,” Okafor said. “Everybody knows that.”",
            &["Okafor | “It was never a foul,” ~ “Everybody knows that.”"],
        ),
    ]);
}

#[test]
fn signatures_and_headings_name_the_author() {
    check_all(&[
        (
            "“I have seen no report of it.” -Commissioner Rask",
            &["Commissioner Rask | “I have seen no report of it.”"],
        ),
        (
            "I have seen no report of it, and my office has not either. -Commissioner Rask",
            &["Commissioner Rask | I have seen no report of it, and my office has not either."],
        ),
        (
            "From the desk of Principal Orla Finn: The school will close on Friday.",
            &["Principal Orla Finn | The school will close on Friday."],
        ),
        (
            "A spokesperson for the coastguard: “We have had 41 calls since midnight.”",
            &["A spokesperson for the coastguard | “We have had 41 calls since midnight.”"],
        ),
        (
            "DEAR MARGE: My sister returned my car with a dent. What should I do? -DENTED IN DULUTH",
            &["DENTED IN DULUTH | My sister returned my car with a dent. What should I do?"],
        ),
    ]);
    check_nothing(&[
        "DEAR DENTED: Show her a photo. If you have none, let it go.",
        "Q: When did you start painting?",
    ]);
}

#[test]
fn how_long_somebody_thinks_is_no_statement() {
    check_nothing(&[
        "Lund thinks for a long time.",
        "Okoro thought for a moment, and shook her head.",
        "The minister spoke for an hour.",
    ]);
    check_all(&[(
        "Lund thinks the pier will last for a long time.",
        &["Lund | the pier will last for a long time"],
    )]);
}

#[test]
fn what_anybody_may_say_is_said_by_nobody() {
    check_nothing(&[
        "When a man says he does not believe in weddings, he means yours.",
        "Whenever a landlord says the roof is sound, look up.",
    ]);
    check_all(&[("A man said he saw the boat sink.", &["A man | he saw the boat sink"])]);
}

#[test]
fn the_condition_of_a_source_is_no_statement() {
    check_nothing(&[
        "The clerk asked that her name be withheld.",
        "The pilot asked that his identity not be published.",
        "A neighbour asked not to be named.",
    ]);
    check_all(&[(
        "The coroner asked that the two guards be named.",
        &["The coroner | that the two guards be named"],
    )]);
}

#[test]
fn a_topic_is_no_statement() {
    check_nothing(&[
        "Many readers wrote about the woman whose tenant keeps a goat.",
        "Nora Pell gave a talk on the life of a lighthouse keeper.",
        "Mara Holt delivered a lecture about the history of the bridge.",
        "The governor declared three days of mourning.",
        "The premier declared a state of emergency.",
    ]);
}

#[test]
fn the_words_of_the_author_before_a_quotation_are_left_out() {
    check_all(&[
        (
            "Ida Lund praised the winner: “She is the future of this sport.”",
            &["Ida Lund | “She is the future of this sport.”"],
        ),
        (
            "“I overpaid for it,” Lund said. Was that a joke? “You have seen the engines?”",
            &["Lund | “I overpaid for it,” ~ “You have seen the engines?”"],
        ),
    ]);
}

#[test]
fn a_sentence_may_tell_only_how_the_speaker_goes_on() {
    check_all(&[(
        "“I should have gone to Lyon,” Lund says at last. Then, more quietly: “I was frightened of the French.”",
        &["Lund | “I should have gone to Lyon,” ~ “I was frightened of the French.”"],
    )]);
}

#[test]
fn the_last_name_of_a_subject_is_not_the_source() {
    check_all(&[
        (
            "The family of Callum Reed, 22, who died after a fall on Monday, have issued the following statement:\n\n\
             “Callum was our light and our joy.”",
            &["The family of Callum Reed | “Callum was our light and our joy.”"],
        ),
        (
            "The family of Callum Reed, 22, who died on Monday, said: “He was our light and our joy.”",
            &["The family of Callum Reed | “He was our light and our joy.”"],
        ),
    ]);
}

#[test]
fn addressees_and_reports_of_others_are_no_claims() {
    check_all(&[
        (
            "“It shook like a tin,” baker Jon Lund tells our reporter Ada Moe.",
            &["baker Jon Lund | “It shook like a tin,”"],
        ),
        (
            "Ada Moe asked the audience at the Lund hall whether anyone wanted to go home.",
            &["Ada Moe | whether anyone wanted to go home"],
        ),
    ]);
    check_nothing(&[
        "The minister, Ms Moe, has noted with concern media reports that the plant has been shut down.",
    ]);
}

#[test]
fn a_lone_quotation_is_of_whom_the_words_before_are_about() {
    check_all(&[
        (
            "For Lund, it cannot come soon enough: “I want to play. I have wanted it for years.”",
            &["Lund | “I want to play. I have wanted it for years.”"],
        ),
        (
            "Lund, 24, seemed dazed. “I have bought a ticket. She thinks I am in it.”",
            &["Lund | “I have bought a ticket. She thinks I am in it.”"],
        ),
        (
            "Lund, reached at his hotel, was calmer: “It is a good film for an hour.”",
            &["Lund | “It is a good film for an hour.”"],
        ),
        ("She said he told her: “I never saw the ferry coming.”", &["- | “I never saw the ferry coming.”"]),
        (
            "She said Jon Lund told her: “I never saw the ferry coming.”",
            &["Jon Lund | “I never saw the ferry coming.”"],
        ),
    ]);
}

#[test]
fn links_and_circumstances_are_left_out() {
    check_all(&[
        ("The clerk said after the hearing the fine would be paid.", &["The clerk | the fine would be paid"]),
        (
            "Mr Rudd told this newspaper he had seen the ledger twice.",
            &["Mr Rudd | he had seen the ledger twice"],
        ),
        (
            "The board promised a new slipway for the village, but it is unclear who will pay.",
            &["The board | a new slipway for the village"],
        ),
        ("However, the weir is safe, the engineer said.", &["the engineer | the weir is safe"]),
        (
            "The worst was over, she said, although orders would not recover before May.",
            &["she | The worst was over ~ although orders would not recover before May"],
        ),
    ]);
}
