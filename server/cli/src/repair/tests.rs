//! Tests of the repair.

use super::windows1252::byte_of;
use super::{Repair, repair};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// The text as a program shows it that reads its UTF-8 as windows-1252.
fn garbled(text: &str) -> String {
    let shown = |byte: u8| match byte {
        0x80..0xa0 => super::windows1252::of_control(char::from(byte)).unwrap_or(char::from(byte)),
        byte => char::from(byte),
    };
    text.bytes().map(shown).collect()
}

/// Words, names and marks as articles in many languages have them.
const RIGHT: [&str; 40] = [
    "“It’s late,” she said.",
    "„Spaß“, sagte er.",
    "„Das war’s, Käthe Groß“",
    "‚So nicht‘, hieß es",
    "« L’été, déjà… »",
    "«Haï»…",
    "«Está»—dijo—",
    "“CAFÉ”",
    "“À la CARTÉ…”",
    "IL CAFFÈ”",
    "“AMANHÔ, disse",
    "AMANHÃ… e depois",
    "MANHûTARDE",
    "«MAÇû",
    "in Å’s harbour",
    "from Å–Reine",
    "the letter “Å”",
    "the letter «Â»",
    "the letter “Ñ”",
    "„JÄ“, rief er",
    "Ä–Ö–Ü",
    "É…",
    "café…”",
    "ROMÂNIA",
    "naïve façade",
    "40 €",
    "£5 – £6",
    "20 °C",
    "© 2031",
    "Łódź, źdźbło",
    "Привет, мир",
    "Καλημέρα",
    "日本。東京",
    "«Ещё»",
    "👩‍👧 emoji",
    "AT&T & Co., &c.; R&D;",
    "a&b;c &nonsense; &#xD800; &#0;",
    "100 % – ja",
    "2 × 3 ÷ 4",
    "plain words",
];

#[test]
fn mojibake_is_undone() {
    for (damaged, right) in [
        ("â€œNo,â€\u{9d} he said.", "“No,” he said."),
        ("Itâ€™s the cafÃ©â€¦", "It’s the café…"),
        ("Itâ\u{80}\u{99}s", "It’s"),
        ("â‚¬5 and Â£6 at 20Â°C â€“ Â«jaÂ»", "€5 and £6 at 20°C – «ja»"),
        ("MÃ¼ller aÃŸ in Ã–sterreich", "Müller aß in Österreich"),
        ("Ã€ la carte, Ã\u{a0} Paris", "À la carte, à Paris"),
        ("Å“uvre, cÅ“ur, Å’uvre", "œuvre, cœur, Œuvre"),
        ("ÅšwiÄ™ty paÅ„stwo", "Święty państwo"),
        ("È™tire naÈ›ionalÄƒ", "știre națională"),
        ("ÐŸÑ€Ð¸Ð²ÐµÑ‚ Ð¸ Ð¼Ð¸Ñ€", "Привет и мир"),
        ("æ—¥æœ¬", "日本"),
        ("ok ðŸ˜€", "ok 😀"),
        ("Ã¢â‚¬Å“No,Ã¢â‚¬Â\u{9d} he said.", "“No,” he said."),
        ("cafÃƒÂ© and ItÃ¢â‚¬â„¢s", "café and It’s"),
        ("“Right” and wrongâ€™s ‘mix’ of cafÃ©s", "“Right” and wrong’s ‘mix’ of cafés"),
    ] {
        assert_eq!(repair(damaged).text, right, "{damaged}");
    }
}

#[test]
fn entities_are_decoded() {
    for (damaged, right) in [
        ("AT&amp;T &amp; Co.", "AT&T & Co."),
        ("&ldquo;No,&rdquo; it&rsquo;s&nbsp;late", "“No,” it’s\u{a0}late"),
        ("it&#8217;s &#x2019;tis &#146;so", "it’s ’tis ’so"),
        ("&amp;quot;No&amp;quot; &amp;amp;amp;", "\"No\" &"),
        ("caf&eacute; &amp;eacute;", "café é"),
        ("&acirc;&euro;&trade;s", "’s"),
        ("&lt;b&gt;", "<b>"),
    ] {
        assert_eq!(repair(damaged).text, right, "{damaged}");
    }
}

#[test]
fn damage_is_counted_with_its_first_place() {
    let repaired = repair("One\r\ntwo\nitâ€™s &amp; &lt;cafÃ©");
    let first = |line, damaged: &str, repaired: &str| {
        Some(Repair { line, damaged: damaged.into(), repaired: repaired.into() })
    };
    assert_eq!((repaired.entities.count, repaired.entities.first.clone()), (2, first(3, "&amp;", "&")));
    assert_eq!((repaired.mojibake.count, repaired.mojibake.first.clone()), (2, first(3, "â€™", "’")));
    let described: Vec<_> = repaired.descriptions().collect();
    assert_eq!(
        described,
        [
            (3, "2 HTML entities, such as `&amp;` for `&`".to_owned()),
            (3, "2 garbled characters, such as `â€™` for `’`".to_owned()),
        ]
    );
    assert_eq!(repair("plain").descriptions().count(), 0);
}

#[test]
fn no_text_takes_long() {
    for part in ["&amp;", "&", "&a", "Ã", "â€", "ÃƒÂ", "&amp", "amp;", "é…”", "Ð"] {
        let text = part.repeat(200_000);
        let _ = repair(&text);
    }
    // Many layers.
    let mut text = String::from("“é”");
    for _ in 0..12 {
        text = garbled(&text);
    }
    assert_eq!(repair(&text).text, "“é”");
}

proptest! {
    #[test]
    fn a_right_text_stays_as_it_is(parts in vec(select(&RIGHT[..]), 0..12), blank in select(vec![" ", "\n", "\r\n", "\t"])) {
        let text = parts.join(blank);
        let repaired = repair(&text);
        prop_assert_eq!(&repaired.text, &text);
        prop_assert_eq!((repaired.entities.count, repaired.mojibake.count), (0, 0));
    }

    #[test]
    fn a_garbled_text_is_as_it_was(parts in vec(select(&RIGHT[..]), 0..12), layers in 1..4) {
        let text = format!("“It’s the café,” she said. {}", parts.join(" "));
        let damaged = (0..layers).fold(text.clone(), |text, _| garbled(&text));
        let repaired = repair(&damaged);
        prop_assert_eq!(&repaired.text, &text);
        prop_assert!(repaired.mojibake.count > 0);
    }

    #[test]
    fn garbled_letters_of_any_script_are_as_they_were(text in "it’s [a-zäéßœłșжщΩή日本の👍 ,.“”–]{0,60}") {
        prop_assert_eq!(repair(&garbled(&text)).text, text);
    }

    #[test]
    fn a_repaired_text_needs_no_repair(
        parts in vec(select(vec![
            "â€œ", "â€™", "Ã©", "Ã", "Â", "é", "“", "”", "ß", "Å", "’", "s", " ", "&amp;", "&", "amp;", "#38;", "lt;",
            "ÃƒÂ", "€", "â", "Ð", "Ñ€", "æ—¥", "É", "…", "\n",
        ]), 0..24),
    ) {
        let once = repair(&parts.concat()).text;
        prop_assert_eq!(&repair(&once).text, &once);
    }

    #[test]
    fn entities_of_a_text_are_decoded(text in "[a-z“”’<>\" \\n]{0,60}") {
        let escaped = html_escape::encode_safe(&text).replace('“', "&ldquo;").replace('’', "&#8217;");
        prop_assert_eq!(repair(&escaped).text, text);
    }

    /// Every byte beyond ASCII has its character, and back.
    #[test]
    fn each_byte_has_a_character(byte in 0x80..=u8::MAX) {
        let shown = garbled_byte(byte);
        prop_assert_eq!(byte_of(shown), Some(byte));
    }
}

fn garbled_byte(byte: u8) -> char {
    super::windows1252::of_control(char::from(byte)).unwrap_or(char::from(byte))
}
