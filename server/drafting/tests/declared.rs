//! Names, roles and kinds of the actors that a draft declares: tables of texts, by kind. All names are invented.

use ascribe_drafting::draft;
use ascribe_markup::document::Document;
use ascribe_markup::import::import;
use ascribe_markup::model::Namespace;
use ascribe_markup::scope::Scope;
use std::sync::Arc;

/// Minimum confidence of the drafts: the tables are about who is declared, not about whether somebody speaks.
const LIKELY: f32 = 0.3;

/// Declared actors: “Ada Berg | mayor | person”.
fn declared(text: &str) -> Vec<String> {
    let scope = Scope::alone(Arc::new(Document::new(&import(text))));
    let after = scope.document.edited(&draft(&scope, None, LIKELY).edits);
    let scope = Scope::alone(Arc::new(after));
    let actors = scope.declared(Namespace::Actor).map(|actor| {
        let field = |key: &str| actor.field(key).unwrap_or_default();
        format!("{} | {} | {}", actor.name, field("role"), field("kind"))
    });
    actors.collect()
}

fn assert_declared(table: &[(&str, &[&str])]) {
    for (text, expected) in table {
        assert_eq!(declared(text), *expected, "{text}");
    }
}

#[test]
fn titles_and_ranks_are_no_part_of_a_name() {
    assert_declared(&[
        ("Advocate Lerato Nkosi said the lease was void.", &["Lerato Nkosi |  | person"]),
        (
            "Municipal manager Advocate Lerato Nkosi said it was paid.",
            &["Lerato Nkosi | Municipal manager | person"],
        ),
        (
            "The Most Reverend Osric Vane, Archbishop of Fenn, said the hall was shut.",
            &["Osric Vane | Archbishop of Fenn | person"],
        ),
        ("Dato' Rashid Omar said the canal was full.", &["Rashid Omar |  | person"]),
        ("Tan Sri Foo Kim Lock said the canal was full.", &["Foo Kim Lock |  | person"]),
        ("CAO Nadia Stroem said the roof leaked.", &["Nadia Stroem | CAO | person"]),
        ("Hotelier Fiona MacRuar said the guests had left.", &["Fiona MacRuar | Hotelier | person"]),
        ("Senior Monica Restrel said the mascot was old.", &["Monica Restrel |  | person"]),
        ("Det Con Robert Sool said a box was found.", &["Robert Sool |  | person"]),
        ("Det-Sgt Paul Vossel said a box was found.", &["Paul Vossel | Det-Sgt | person"]),
        (
            "Water envoy Ambassador-at-Large Erlan Dzhak said talks went on.",
            &["Erlan Dzhak | Water envoy | person"],
        ),
        (
            "Police spokesperson Captain Zola Qabe said two men were held.",
            &["Zola Qabe | Police spokesperson | person"],
        ),
        ("Fellow Commissioner Laura Nakam said it was shut.", &["Laura Nakam | Commissioner | person"]),
        ("Parker Ada Lund said the hall was shut.", &["Parker Ada Lund |  | "]),
    ]);
}

#[test]
fn offices_and_owners_are_no_part_of_a_name() {
    assert_declared(&[
        (
            "Secretary for Housing Wen Hollis said the tax would stay.",
            &["Wen Hollis | Secretary for Housing | person"],
        ),
        (
            "“It leaks,” said the study's author, chemist Elif Sandrim.",
            &["Elif Sandrim | study's author | person"],
        ),
        ("“It leaks,” the Chamber of Engineers' Quenby Ulun said.", &["Quenby Ulun |  | person"]),
        ("Quenby Ulun of the RSKB said the bay was clean.", &["Quenby Ulun |  | person"]),
        ("A 32-year-old nurse, Odile Lamm, said the ward was full.", &["Odile Lamm | nurse | person"]),
        ("Her manager, a Mr Albert Grout, said the room was full.", &["Albert Grout | manager | person"]),
        ("Her colleague, Odile Lamm, said the ward was full.", &["Odile Lamm |  | person"]),
    ]);
}

#[test]
fn firms_and_bodies_are_no_people() {
    assert_declared(&[
        (
            "Its owner, Katera River Lines, denied that the boat was full.",
            &["Katera River Lines |  | organisation"],
        ),
        ("A contractor, Bora Demil, said the tunnel was safe.", &["Bora Demil | contractor | person"]),
        (
            "The vessel's owners, Balta Swift Ferries, said it was safe.",
            &["Balta Swift Ferries |  | organisation"],
        ),
        ("Owners Balta Tankers said the ship was safe.", &["Balta Tankers |  | organisation"]),
        ("Soy producer Amarina denied that the wood was burnt.", &["Amarina |  | organisation"]),
        ("Parent company Norra Foods said the plant would close.", &["Norra Foods |  | organisation"]),
        ("The teachers' union NEUTA said the ban was welcome.", &["NEUTA |  | organisation"]),
        (
            "A spokesman for the shipping line, Tula Sea Transport, said it was safe.",
            &["Spokesman for the shipping line |  | person"],
        ),
        (
            "Independent Police Complaints Directorate said it was so.",
            &["Independent Police Complaints Directorate |  | organisation"],
        ),
        ("Critics within the museum said the list was wrong.", &["Critics within the museum |  | group"]),
        ("Tern, the conciliation service, said disputes had doubled.", &["Tern |  | organisation"]),
        (
            "Marlshire Fire and Rescue said a woman was safe.",
            &["Marlshire Fire and Rescue |  | organisation"],
        ),
        (
            "Vexal Biologics N.V. (Euronext: VXLB) said the trial had begun. VXLB said it was safe. Vexal Biologics said so twice, and that nobody was ill.",
            &["Vexal Biologics |  | organisation"],
        ),
    ]);
}

#[test]
fn what_was_described_before_is_no_new_actor() {
    assert_declared(&[
        (
            "Dr. Lucia Venad, head of the ward, said it was full. “We have two to a bed,” the doctor said.",
            &["Lucia Venad | head of the ward | person"],
        ),
        (
            "A survey by the charity Roofbeam said tenants were afraid. The survey of 1,850 tenants found that many had moved.\n\nThe report also says that some share a room.",
            &["Survey by the charity Roofbeam |  | document"],
        ),
        (
            "A report by the board said the dam was safe. The report by the union said that it was not.",
            &["Report by the board |  | document", "Report by the union |  | document"],
        ),
        (
            "Marisa Antono-Dal, the governor, said the boats were in. “The river is full,” Dal said.",
            &["Marisa Antono-Dal | governor | person"],
        ),
        (
            "Álvaro de la Sera y Lucas, the president, said it was dry. “We need rain,” said de la Sera.",
            &["Álvaro de la Sera y Lucas | president | person"],
        ),
    ]);
}

#[test]
fn headings_are_nobody() {
    assert_declared(&[
        ("The museum will open.\n\nCONTACT: Deb Fryer, deb@example.org", &[]),
        ("Restaurant review: Casa Rufa, the loudest room in town", &[]),
    ]);
}
