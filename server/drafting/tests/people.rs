//! Declared actors, and the actors whom mentions mean: tables of texts, by kind. All names are invented.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a test fails")]

use ascribe_drafting::draft;
use ascribe_markup::document::Document;
use ascribe_markup::import::import;
use ascribe_markup::model::Namespace;
use ascribe_markup::scope::Scope;
use std::sync::Arc;

/// Minimum confidence of the drafts: the tables are about who is meant, not about whether somebody speaks.
const LIKELY: f32 = 0.3;

fn drafted(text: &str) -> Scope {
    let scope = Scope::alone(Arc::new(Document::new(&import(text))));
    let after = scope.document.edited(&draft(&scope, None, LIKELY).edits);
    Scope::alone(Arc::new(after))
}

/// Actors that a draft declares, in the order of their first words: “Ada Berg (mayor)”.
fn declared(scope: &Scope) -> Vec<String> {
    let actors = scope.declared(Namespace::Actor).map(|actor| match actor.field("role") {
        Some(role) => format!("{} ({role})", actor.name),
        None => actor.name.to_string(),
    });
    actors.collect()
}

/// Names of those who say something, for each quotation and claim in text order; “nobody” if it is nobody.
fn speakers(scope: &Scope) -> Vec<String> {
    let mut all = Vec::new();
    for at in scope.document.blocks() {
        for marked in at.block.marked() {
            let names = marked.actors().filter_map(|id| scope.declaration(Namespace::Actor, &id.id));
            let names: Vec<String> = names.map(|actor| actor.name.to_string()).collect();
            all.push(if names.is_empty() { "nobody".into() } else { names.join(" + ") });
        }
    }
    all
}

fn assert_speakers(table: &[(&str, &[&str])]) {
    for (text, expected) in table {
        assert_eq!(speakers(&drafted(text)), *expected, "{text}");
    }
}

fn assert_declared(table: &[(&str, &[&str])]) {
    for (text, expected) in table {
        assert_eq!(declared(&drafted(text)), *expected, "{text}");
    }
}

#[test]
fn honorifics_in_parentheses_are_no_part_of_a_name() {
    assert_declared(&[
        (
            "“It leaks,” said Dr (Mrs) Odile Quaye. “It has leaked for years,” Dr Quaye said.",
            &["Odile Quaye"],
        ),
        (
            "Col. (Dr.) Tarun Mehra (Retd), chairman of the board, said the dam had leaked for years.",
            &["Tarun Mehra (Col.)"],
        ),
        (
            "The harbour's director, Brig Gen (Ret) Ikem Dura, said the pier would be shut.",
            &["Ikem Dura (harbour's director)"],
        ),
        (
            "The minister for ports, Dr (Eng) Zawadi Omar, said the pier would be shut.",
            &["Zawadi Omar (minister for ports)"],
        ),
        (
            "Her Honour Judge Petra Vole said: “You lied to us.” Her Honour added that she had seen worse.",
            &["Petra Vole (Judge)"],
        ),
        ("Cr Wiremu Hale said the pool was too cold.", &["Wiremu Hale (Cr)"]),
    ]);
}

#[test]
fn relatives_are_found_again_by_the_noun() {
    assert_speakers(&[
        (
            "Hanna Vole lost the key. Her aunt, Greta Moos, has another. “I have six,” her aunt said.",
            &["Greta Moos"],
        ),
        (
            "Hanna Vole lost the key. Her aunt, Greta Moos, has another. Tom Rask came. “I have six,” his aunt said.",
            &["Aunt"],
        ),
    ]);
}

#[test]
fn a_nationality_stands_for_the_only_one_introduced_with_it() {
    assert_speakers(&[
        ("Belgian Jelle Moos won. Moos had trained alone. “It was wet,” the Belgian said.", &["Jelle Moos"]),
        (
            "Belgian Jelle Moos beat Belgian Ann Vole. Moos and Vole shook hands. “It was wet,” the Belgian said.",
            &["nobody"],
        ),
    ]);
}

#[test]
fn companies_are_told_by_what_stands_around_them() {
    assert_speakers(&[
        (
            "Pump maker Solvik (SLV.OL) cut its outlook.\n\nThe company said orders had fallen. It has 200 workers.",
            &["Solvik"],
        ),
        (
            "State-owned PT Aqua Vaal built the pumps. The manufacturer said in a statement that it would replace them.",
            &["PT Aqua Vaal"],
        ),
        ("“It is a new floor,” Solvik (SLV.OL) chief executive Ida Brand told reporters.", &["Ida Brand"]),
        (
            "Unia Sol, the union that represents the crews, said the pier was shut. The union said in a statement that it would sue.",
            &["Unia Sol", "Unia Sol"],
        ),
    ]);
}

#[test]
fn the_former_minister_is_no_minister_of_today() {
    assert_speakers(&[
        (
            "A former Minister of State for Ports, Dr Femi Hart, was charged.\n\n“I did nothing,” the former minister said.",
            &["Femi Hart"],
        ),
        (
            "The Minister for Ports, Femi Hart, was away.\n\n“I did nothing,” the former minister said.",
            &["Former minister"],
        ),
    ]);
}

#[test]
fn somebody_else_ends_what_a_speaker_says() {
    assert_speakers(&[
        (
            "“They ran,” one father said. Another was less kind: “They should have stayed.”",
            &["Father", "nobody"],
        ),
        (
            "“They ran,” said Ada Vole. A pensioner waiting at the stop shrugged. “I like them,” she said.",
            &["Ada Vole", "nobody"],
        ),
        (
            "Mayor Ida Brand was away. The mayor's office sent a photo and said that the bridge was there.",
            &["Mayor's office"],
        ),
    ]);
}

#[test]
fn short_names_are_those_of_the_person_named_in_full() {
    assert_speakers(&[
        (
            "Sir Corin Hale defended the toll. The chancellor was away.\n\nSir Corin said the toll was fair. Mr Hale said it would rise.",
            &["Corin Hale", "Corin Hale"],
        ),
        (
            "Berit Sundt, 66, keeps the lighthouse.\n\nBerit said the lamp was older than she was.",
            &["Berit Sundt"],
        ),
        (
            "Dame Enid Crowe said the hall was lost. “It leaks,” Dame Enid said.",
            &["Enid Crowe", "Enid Crowe"],
        ),
        ("Smt. Uma Nair said the well was dry. “It is dust,” Smt. Nair said.", &["Uma Nair", "Uma Nair"]),
        ("Barr. Femi Ojo said the writ was void. Barr. Ojo said he would appeal.", &["Femi Ojo", "Femi Ojo"]),
        (
            "President Tao Lin opened the canal. Tao said it would last. “It is ours,” Tao said.",
            &["Tao Lin", "Tao Lin"],
        ),
        (
            "Kwak Ji-hoon, the coach, said the team was tired. “We need rest,” Kwak said.",
            &["Kwak Ji-hoon", "Kwak Ji-hoon"],
        ),
        (
            "Detective Constable Rory Finn was first on the scene. DC Finn said the door was open.",
            &["Rory Finn"],
        ),
        (
            "Liz Harran, the manager, stayed away. Elizabeth Harran, 50, came in May.\n\n“I sell,” Harran said.",
            &["Liz Harran"],
        ),
        ("Bob Teal and Robert Teal sell eels.\n\n“It is cold,” Teal said.", &["nobody"]),
        (
            "Bobby Crane, the former winger, said the club was lost. His son, Robert Crane, said it never was.",
            &["Bobby Crane", "Robert Crane"],
        ),
        (
            "Juan Paz Medel, the governor, said the road was shut. Paz Medel said it would open. “Soon,” Paz said.",
            &["Juan Paz Medel", "Juan Paz Medel", "Juan Paz Medel"],
        ),
        (
            "Tan Boon Hock MP said the flats were old. Tan said the lifts were older.",
            &["Tan Boon Hock", "Tan Boon Hock"],
        ),
        (
            "Judge Iris Moor (IM) talks to Tom Holt (TH).\n\nTH: Were you ever wrong about a man?\n\nIM: Once, and he writes to me.\n\nTH: What does he write?\n\nIM: That he is well.",
            &["Tom Holt", "Iris Moor", "Tom Holt", "Iris Moor"],
        ),
    ]);
}

#[test]
fn particles_belong_to_the_name() {
    assert_declared(&[
        ("“We lost it,” said Konrad von Hagen. “It was ours,” von Hagen said.", &["Konrad von Hagen"]),
        (
            "“It floods,” said Lotte van den Akker. Van den Akker said the dyke was old.",
            &["Lotte van den Akker"],
        ),
        ("Samir al-Qadi said the mill was shut. Al-Qadi said it would stay shut.", &["Samir al-Qadi"]),
        ("Rui da Costa said the boats were in. “All of them,” da Costa said.", &["Rui da Costa"]),
        (
            "Cllr Nuala Ní Ghráda said the park was safe. Cllr Ní Ghráda said so twice.",
            &["Nuala Ní Ghráda (Cllr)"],
        ),
        ("“It floods,” said Luc d’Arlon. D’Arlon said the dyke was old.", &["Luc d’Arlon"]),
        ("“It is dry,” said Inés Lobo de Luna. Lobo de Luna said it would rain.", &["Inés Lobo de Luna"]),
        ("Datuk Seri Mariam binti Yusof said the eggs were safe.", &["Mariam binti Yusof"]),
    ]);
}

#[test]
fn relatives_and_namesakes_are_kept_apart() {
    assert_speakers(&[
        (
            "Mary Ann Sloane said the bridge was safe.\n\nHer sister, Ann Sloane, denied that the bridge was safe.",
            &["Mary Ann Sloane", "Ann Sloane"],
        ),
        (
            "Otto Falk said the boat was sound. Otto Falk Jr. said the boat was rotten. “It leaks,” Falk Jr. said.",
            &["Otto Falk", "Otto Falk Jr.", "Otto Falk Jr."],
        ),
        (
            "President Abara praised the troops. His wife, Ngozi Abara, wept. Mr Abara said the war was over.",
            &["Abara"],
        ),
        (
            "Chief Justice Amara Bello and her sister Zainab Bello spoke. Justice Bello said courts were slow.",
            &["Amara Bello"],
        ),
        ("Ann Sloane and Mary Sloane run the ferry.\n\n“It is late,” Sloane said.", &["nobody"]),
        (
            "Anne Marie Stone, a baker, said the door was locked.\n\nHer sister, Anne Stone, said it was open.",
            &["Anne Marie Stone", "Anne Stone"],
        ),
        (
            "John and Mary Pell said the cliff took the garden. Mrs Pell said the roses went. Mr Pell said the shed did.",
            &["John Pell + Mary Pell", "Mary Pell", "John Pell"],
        ),
        ("Lord Ashby of Fenn said it was true. Lady Ashby said it was not.", &["Ashby", "Lady Ashby"]),
    ]);
}

#[test]
fn bodies_are_one_whatever_they_are_called() {
    assert_declared(&[
        (
            "The Skarvik Harbour Authority (SHA) said the quay was shut. The SHA said it would open.",
            &["Skarvik Harbour Authority"],
        ),
        (
            "The Danish Toy Council, or DTC, said the dolls were toxic. The DTC said shops knew.",
            &["Danish Toy Council"],
        ),
        (
            "The Bureau of Rivers and Inland Fisheries said the bay was clean. BRIF said tests went on.",
            &["Bureau of Rivers and Inland Fisheries"],
        ),
        (
            "The European Canal Commission said talks went on. The Commission said it had no view.",
            &["European Canal Commission"],
        ),
        ("The Committee for a Dry Town said pubs must shut.", &["Committee for a Dry Town"]),
        ("The Pensions and Savings Authority said the fund was sound.", &["Pensions and Savings Authority"]),
        (
            "The bridge was unsafe, the paper claimed. The mayor knew, the newspaper reported.\n\nSkarvik Post said it had letters.",
            &["Skarvik Post"],
        ),
        (
            "Fenn & Daughters said the shop would stay. Fenn & Daughters said it was sold out.",
            &["Fenn & Daughters"],
        ),
        (
            "The Department of Rivers, Local Government and Heritage said the pier was the council's.",
            &["Department of Rivers, Local Government and Heritage"],
        ),
        (
            "The Department for Ports, Food & Rural Affairs (Deforra) said it was late. Deforra said so twice.",
            &["Department for Ports, Food & Rural Affairs"],
        ),
        (
            "The Economic and Ports Crimes Commission (EPOC) said he was in Lund. EPOC said so.",
            &["Economic and Ports Crimes Commission"],
        ),
        ("Fenn Rovers said the goal was offside. The club said it would appeal.", &["Fenn Rovers"]),
        (
            "The paper Nord Kystblad said the quay was sold. The newspaper said it had proof.",
            &["Nord Kystblad"],
        ),
        ("The quay was sold, the newspaper reported. The paper said it had proof.", &["Newspaper"]),
        (
            "Marlow Today said the quay was sold. Channel Nine News said it was let.",
            &["Marlow Today", "Channel Nine News"],
        ),
        ("The freight operator Fennline said trains were late.", &["Fennline"]),
    ]);
    assert_speakers(&[(
        "The Kestrel Gazette reported that the mayor had quit. The Marlow Times denied that he had quit.\n\nThe paper said he was ill.",
        &["Kestrel Gazette", "Marlow Times", "nobody"],
    )]);
}

#[test]
fn descriptions_are_of_those_whom_the_article_names() {
    assert_speakers(&[
        (
            "The transport secretary said the line would open in May.\n\n“We are proud,” said Olwen Pike, the transport secretary.",
            &["Olwen Pike", "Olwen Pike"],
        ),
        (
            "A leader of the dockers’ union said the strike would go on.\n\nDan Rask, a leader of the dockers’ union, said nobody would cross the line.",
            &["Dan Rask", "Dan Rask"],
        ),
        (
            "“The set was cold,” one producer said. “Nobody was paid,” another producer said.",
            &["Producer", "Another producer"],
        ),
        (
            "One producer said the set was cold. Another producer said it was warm.\n\nThe producer said nobody was paid.",
            &["Producer", "Another producer", "nobody"],
        ),
        ("Villagers blocked the road. “The dust makes us ill,” they said.", &["Villagers"]),
        ("ALDERTON – Two guards were charged with theft, stating they had found the money.", &["Two guards"]),
    ]);
}

#[test]
fn pronouns_are_nobody_if_an_unlisted_first_name_may_be_meant() {
    assert_speakers(&[
        ("After Lily Myers won, it was Katie Bolt who won.\n\n“I started well,” she said.", &["nobody"]),
        ("After Lily Myers won, it was Quenby Bolt who won.\n\n“I started well,” she said.", &["nobody"]),
    ]);
}

#[test]
fn only_names_are_names() {
    assert_declared(&[
        (
            "Union Party for the People leader Yuri Ozawa urged voters to stay at home.",
            &["Yuri Ozawa (Union Party for the People leader)"],
        ),
        (
            "MEC for Joint Governance and Rural Affairs, Jonas Tolo, said the wells would be drilled.",
            &["Jonas Tolo (MEC for Joint Governance and Rural Affairs)"],
        ),
        (
            "Rep. Nora Pell, R-W.Va., visited the mine and argued that the shaft was safe.",
            &["Nora Pell (Rep.)"],
        ),
        ("Tom Reyes, a Fern Hollow, Ore., teacher, said the school would close.", &["Tom Reyes (teacher)"]),
        ("Iris Lowe MP said the ferry would sail again.", &["Iris Lowe (MP)"]),
        ("Last night Ada Quist said the hall would stay shut.", &["Ada Quist"]),
        ("Sheriff Dale Hurst said two men were held.", &["Dale Hurst (Sheriff)"]),
        (
            "Acting Inspector-General Kayode Alabi said two men were held.",
            &["Kayode Alabi (Acting Inspector-General)"],
        ),
        ("14:05 The fire service says the fire is out.", &["Fire service"]),
        ("Unsurprisingly, the survey found that half of the wells were dry.", &["Survey"]),
        ("Cllr June Farrow (Ind, Harbour) said the park would shut.", &["June Farrow (Cllr)"]),
        (
            "A spokesman for the port, Mr Sunday Alabi, said it was shut.",
            &["Sunday Alabi (spokesman for the port)"],
        ),
        ("Sen. Dean Farrow, R-Tex., said the dam was full.", &["Dean Farrow (Sen.)"]),
        ("Co-author Mateus da Luz said the crabs walked faster.", &["Mateus da Luz (Co-author)"]),
        ("Quenby Lindt of the Centre for Tides said the bay was clean.", &["Quenby Lindt"]),
        ("Mayor of Marlow Bay Oscar Lindt said the bay was clean.", &["Oscar Lindt (Mayor of Marlow Bay)"]),
        (
            "Minister of State for Ports Alhaji Musa Garba said dredging had begun.",
            &["Musa Garba (Minister of State for Ports)"],
        ),
        (
            "Councillor Asif Rana, Cabinet Member for Culture, Leisure and Tourism, said the hall was open.",
            &["Asif Rana (Councillor)"],
        ),
        (
            "Movement for a Free Coast spokesman Ilir Dema said it was sold.",
            &["Ilir Dema (Movement for a Free Coast spokesman)"],
        ),
        ("Ann Yarrow, a St. Cloud, Minn., nurse, said the ward was full.", &["Ann Yarrow (nurse)"]),
        ("Umm Yasin, a grandmother of nine, said the well was dry.", &["Umm Yasin"]),
        ("Lunch lady Carol Dove said the roof leaked.", &["Carol Dove"]),
        ("His opponent, the Rev. Jesse Toll, said the snow would melt.", &["Jesse Toll"]),
        (
            "Lindt, chief of staff at St Bride's, said the ward was full.",
            &["Lindt (chief of staff at St Bride's)"],
        ),
        ("A post shared more than 40,000 times on Chirper claims that the mayor ate a swan.", &["Post"]),
        ("A video viewed 2.1 million times on Chirper says that the mayor ate a swan.", &["Video"]),
        ("A reverse image search shows that the picture was old.", &[]),
        ("The menu at Tern House promises “a walk by the sea”.", &["Menu at Tern House"]),
        (
            "Counsel to the accused, Barr. Uche Oko, said the writ was void.",
            &["Uche Oko (Counsel to the accused)"],
        ),
        (
            "The bridge is shut.\n\nNobody knows why.\n\n“It is old,” said Frances\nLarkin, who was there.",
            &["Frances Larkin"],
        ),
        (
            "Police Commissioner, FCT, Haruna Garwa, said the town was calm.",
            &["Haruna Garwa (Police Commissioner)"],
        ),
        (
            "State Sen. Lou Ortega (D-Bronx) and Assemblywoman Jo Ann Sims said the bill would pass.",
            &["Lou Ortega (State Sen.)", "Jo Ann Sims (Assemblywoman)"],
        ),
        (
            "Bank of Marlow Governor Sato Haruki said the rates would stay.",
            &["Sato Haruki (Bank of Marlow Governor)"],
        ),
    ]);
}

#[test]
fn groups_are_groups_whatever_the_plural() {
    for (text, kind) in [
        ("Villagers said the pump was dry.", "group"),
        ("Local scholars agree.\n\nScholars say the wall is older.", "group"),
        ("Two guards said the door was open.", "group"),
        ("Fisherfolk said the bay was empty.", "group"),
        ("Boda riders said fares would rise.", "group"),
        ("The TPA said the quay was shut.", "organisation"),
        ("The grid operator said the power was out.", "organisation"),
        ("The crane operator said the power was out.", "person"),
        ("The blog Open Ditch said the water was clean.", "organisation"),
    ] {
        let scope = drafted(text);
        let kinds: Vec<&str> =
            scope.declared(Namespace::Actor).filter_map(|actor| actor.field("kind")).collect();
        assert_eq!(kinds, [kind], "{text}");
    }
}

#[test]
fn what_somebody_is_stays_out_of_the_name() {
    assert_declared(&[
        ("Matron-in-charge Orla Tebb said the ward was shut.", &["Orla Tebb (Matron-in-charge)"]),
        ("Sergeant-at-arms Piet Roos said the hall was shut.", &["Piet Roos (Sergeant-at-arms)"]),
        ("Baker-turned-poet Skadi Thrane said the oven was cold.", &["Skadi Thrane (Baker-turned-poet)"]),
        ("Norwegian Olympian Skadi Thrane said the snow was wet.", &["Skadi Thrane (Norwegian Olympian)"]),
        ("Frenchwoman Maud Auclair said the boat was late.", &["Maud Auclair (Frenchwoman)"]),
        ("Fellow Scot Brodie Tannoch said the tide was late.", &["Brodie Tannoch (Scot)"]),
    ]);
}

#[test]
fn an_office_of_a_body_has_the_name_behind_it() {
    assert_declared(&[
        (
            "Cathaoirleach of Lunmore Council, Cllr Maeve Tully, said the pier was shut. Cllr Tully said it leaked.",
            &["Maeve Tully (Cathaoirleach of Lunmore Council)"],
        ),
        (
            "The Hetman of Oskar Town Council, Dr Piet Roos, said the hall was shut.",
            &["Piet Roos (Hetman of Oskar Town Council)"],
        ),
        (
            "Portreeve of Lunmore, Sir Corin Hale, said the fair was late.",
            &["Corin Hale (Portreeve of Lunmore)"],
        ),
        ("The Ministry of Ports, which Dr Piet Roos leads, said the quay was shut.", &["Ministry of Ports"]),
    ]);
}

#[test]
fn people_are_named_behind_their_plural() {
    assert_declared(&[
        (
            "The tenants, Tom and Orla Tebb of Lunmore, said the roof leaked.",
            &["Tom Tebb (tenant)", "Orla Tebb (tenant)"],
        ),
        ("The couple, Ragni and Ida Thrane, said the barn was cold.", &["Ragni Thrane", "Ida Thrane"]),
        (
            "The former owners, Piet Roos and Orla Tebb, said the mill was sold.",
            &["Piet Roos (former owner)", "Orla Tebb (former owner)"],
        ),
        ("The drivers, Piet Roos and others said, were late.", &[]),
    ]);
}

#[test]
fn tickers_are_of_the_firm_before_them() {
    assert_declared(&[
        (
            "Lunmore Foods Inc. (NYSE: LMF) said on Monday that it would merge. “We lost,” Lunmore Foods said.",
            &["Lunmore Foods"],
        ),
        ("Vexal AG (VXL.DE) said on Monday that it would merge. “We lost,” VXL.DE said.", &["Vexal AG"]),
    ]);
}

#[test]
fn initials_before_a_colon_are_those_of_the_people_named() {
    assert_speakers(&[(
        "Orla Tebb, a diver, spoke to Piet Roos in May.\n\nPR: Was it cold?\n\nOT: It was colder than ice.\n\nPR: And deep?\n\nOT: It was deep.",
        &["Piet Roos", "Orla Tebb", "Orla Tebb"],
    )]);
}

#[test]
fn a_public_body_is_no_company() {
    assert_speakers(&[(
        "Vexal Mines was fined by the Pit Inspectorate. The Pit Inspectorate said the shaft was unsafe. The company said the fine was unfair.",
        &["Pit Inspectorate", "nobody"],
    )]);
}

#[test]
fn who_is_called_it_is_no_person() {
    for (text, expected) in [
        ("The operator said it would run fewer boats.", "organisation"),
        ("The landlord said its tenants had left.", "organisation"),
        ("The landlord said it was raining.", "person"),
        ("The landlord said he would leave.", "person"),
    ] {
        let scope = drafted(text);
        let kinds: Vec<_> =
            scope.declared(Namespace::Actor).map(|actor| actor.field("kind").map(str::to_owned)).collect();
        assert_eq!(kinds, [Some(expected.to_owned())], "{text}");
    }
}
