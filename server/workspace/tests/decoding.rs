//! Decoding of plain articles: each encoding is recognised, and nothing is replaced or guessed in silence.

#![allow(clippy::unwrap_used)]

use ascribe_workspace::decoding::{
    BytePlace, DecodeError, DecodedText, NamedEncoding, decode, likely_encoding,
};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use proptest::prelude::*;

const ENGLISH: &str = "“The quay won’t hold,” Ada Berg said — it cost £40,000, and the café’s roof fell in…\r\n‘Never again,’ she said.\r\n";
const FRENCH: &str = "« Le quai ne tiendra pas l’été », a déclaré la maire, Zoé Lefèvre. Les dégâts ont coûté 4 000 francs à la ville, d’après elle.\n";
const GERMAN: &str = "„Der Kai hält nicht“, sagte Bürgermeisterin Käthe Groß. „Die Schäden sind größer als gedacht“, hieß es später.\n";
const POLISH: &str = "„Nabrzeże się zawali”, powiedziała Łucja Wiśniewska. Żaden z mieszkańców nie wiedział, że ściana pęknie.\n";
const RUSSIAN: &str =
    "«Причал не выдержит», — сказала мэр Ада Берг. Жители посёлка узнали об этом вчера вечером.\n";
const GREEK: &str =
    "«Η προβλήτα δεν θα αντέξει», είπε η δήμαρχος. Οι κάτοικοι το έμαθαν χθες το βράδυ από τις εφημερίδες.\n";
const TURKISH: &str =
    "“İskele dayanmaz,” dedi belediye başkanı Ayşe Işık. Ağır yağmur yüzünden çatı çöktü, şehir şaşkın.\n";
const JAPANESE: &str =
    "「岸壁はもたない」と町長のベルクさんは述べた。住民は昨日の夕方に新聞でそれを知ったという。\n";
const CHINESE: &str = "“码头撑不住了，”市长说。居民们昨天晚上才从报纸上得知这个消息，他们非常惊讶。\n";
const TAIWAN: &str = "「碼頭撐不住了，」市長說。居民們昨天晚上才從報紙上得知這個消息，他們非常驚訝。\n";
const KOREAN: &str =
    "“부두가 버티지 못할 것이다”라고 시장이 말했다. 주민들은 어제 저녁 신문에서 그 소식을 알았다.\n";

fn named(name: &str) -> NamedEncoding {
    name.parse().unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Bytes of a text in an encoding, without a byte order mark.
fn encode(text: &str, name: &str) -> Vec<u8> {
    match name {
        "UTF-16LE" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "UTF-16BE" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        name => {
            let encoding = Encoding::for_label(name.as_bytes()).unwrap();
            let (bytes, _, has_replaced) = encoding.encode(text);
            assert!(!has_replaced, "{name} has all of {text}");
            bytes.into_owned()
        }
    }
}

fn text(bytes: &[u8], name: Option<&str>) -> DecodedText {
    decode(bytes.to_vec(), name.map(named)).unwrap_or_else(|error| panic!("{name:?}: {error}: {bytes:x?}"))
}

const CASES: [(&str, &str); 33] = [
    ("windows-1252", ENGLISH),
    ("windows-1252", FRENCH),
    ("windows-1252", GERMAN),
    ("windows-1250", POLISH),
    ("windows-1251", RUSSIAN),
    ("windows-1253", GREEK),
    ("windows-1254", TURKISH),
    ("KOI8-R", "Причал не выдержит, сказала мэр Ада Берг. Жители посёлка узнали об этом вчера вечером.\n"),
    (
        "ISO-8859-5",
        "Причал не выдержит, сказала мэр Ада Берг. Жители посёлка узнали об этом вчера вечером.\n",
    ),
    (
        "ISO-8859-2",
        "Nabrzeże się zawali, powiedziała Łucja Wiśniewska. Żaden z mieszkańców nie wiedział, że ściana pęknie.\n",
    ),
    ("Shift_JIS", JAPANESE),
    ("EUC-JP", JAPANESE),
    ("GBK", CHINESE),
    ("Big5", TAIWAN),
    ("EUC-KR", KOREAN),
    ("macintosh", ENGLISH),
    ("macintosh", FRENCH),
    ("macintosh", GERMAN),
    ("UTF-16LE", ENGLISH),
    ("UTF-16LE", FRENCH),
    ("UTF-16LE", GERMAN),
    ("UTF-16LE", POLISH),
    ("UTF-16LE", RUSSIAN),
    ("UTF-16LE", GREEK),
    ("UTF-16LE", JAPANESE),
    ("UTF-16LE", KOREAN),
    ("UTF-16BE", ENGLISH),
    ("UTF-16BE", RUSSIAN),
    ("UTF-16BE", GREEK),
    ("UTF-16BE", TURKISH),
    ("UTF-16BE", JAPANESE),
    ("UTF-16BE", CHINESE),
    ("UTF-16BE", KOREAN),
];

#[test]
fn each_encoding_is_recognised() {
    for (name, article) in CASES {
        let bytes = encode(article, name);
        let decoded = text(&bytes, None);
        assert_eq!(decoded.text, article, "{name}: {decoded:?}");
        assert!(decoded.encoding.is_some(), "{name}");
        assert_eq!(likely_encoding(&bytes), decoded.encoding, "{name}");
        assert_eq!(text(&bytes, Some(name)).text, article, "{name}");
    }
}

#[test]
fn a_few_letters_are_enough() {
    for (bytes, article) in [
        (&b"caf\xe9"[..], "café"),
        (b"He said \x93no\x94.\n", "He said “no”.\n"),
        (b"It\x92s late.\n", "It’s late.\n"),
        (b"M\xfcller sprach.\n", "Müller sprach.\n"),
        (b"\xd2It\xd5s late,\xd3 he said.\r", "“It’s late,” he said.\r"),
        (b"caf\x8e, d\x8ej\x88 vu", "café, déjà vu"),
        (b"\xc0 Paris, \xc0 Rome. CAF\xc9s et th\xe9s.", "À Paris, À Rome. CAFÉs et thés."),
    ] {
        assert_eq!(text(bytes, None).text, article);
    }
}

#[test]
fn utf8_stays_as_it_is_byte_for_byte() {
    for article in
        [ENGLISH, POLISH, RUSSIAN, CHINESE, "", "\n", "\u{feff}marked\n", "a \0 “b”\0\n", "\u{1b}[31m é"]
    {
        let same = DecodedText { text: article.into(), encoding: None };
        assert_eq!(decode(article.into(), None), Ok(same.clone()), "{article:?}");
        assert_eq!(decode(article.into(), Some(named("utf8"))), Ok(same), "{article:?}");
        assert_eq!(likely_encoding(article.as_bytes()), None);
    }
}

#[test]
fn a_byte_order_mark_decides() {
    for (mark, name) in [([0xff, 0xfe], "UTF-16LE"), ([0xfe, 0xff], "UTF-16BE")] {
        for article in [ENGLISH, RUSSIAN, CHINESE, "", "一二", "\u{feff}twice"] {
            let bytes = [&mark[..], &encode(article, name)].concat();
            for named in [None, Some("utf-16"), Some(name)] {
                assert_eq!(text(&bytes, named), DecodedText { text: article.into(), encoding: Some(name) });
            }
            for (other, shown) in [("latin1", "windows-1252"), ("utf-8", "UTF-8"), ("gbk", "GBK")] {
                assert_eq!(
                    decode(bytes.clone(), Some(named(other))),
                    Err(DecodeError::OtherMark(name, shown))
                );
            }
        }
    }
    assert_eq!(
        decode("\u{feff}a".into(), Some(named("koi8-r"))),
        Err(DecodeError::OtherMark("UTF-8", "KOI8-R"))
    );
    assert!(matches!(decode(b"\xff\xfe\0\0a\0\0\0".to_vec(), None), Err(DecodeError::Unsupported("UTF-32"))));
}

#[test]
fn damaged_utf8_is_not_taken_for_anything_else() {
    for article in [ENGLISH, FRENCH, RUSSIAN, CHINESE] {
        let mut bytes = article.as_bytes().to_vec();
        let (at, _) = article.char_indices().rev().nth(2).unwrap();
        bytes.insert(at, 0xff);
        let place = BytePlace { at, line: String::from_utf8_lossy(&bytes[..at]).matches('\n').count() + 1 };
        assert_eq!(decode(bytes.clone(), None), Err(DecodeError::DamagedUtf8(place)));
        assert_eq!(decode(bytes.clone(), Some(named("utf-8"))), Err(DecodeError::Invalid("UTF-8", place)));
        assert_eq!(likely_encoding(&bytes), None);
    }
    assert_eq!(decode(b"\xe9\n".to_vec(), None), Err(DecodeError::Unknown(BytePlace { at: 0, line: 1 })));
    let marked = b"\xef\xbb\xbfcaf\xe9".to_vec();
    assert!(matches!(decode(marked, None), Err(DecodeError::DamagedUtf8(BytePlace { at: 6, line: 1 }))));
}

#[test]
fn bytes_that_are_not_in_the_named_encoding_are_an_error_with_their_place() {
    for (bytes, name, shown, at, line) in [
        (&b"one\ntwo \x81"[..], "cp1252", "windows-1252", 8, 2),
        (b"one\r\rtwo \xff", "shift_jis", "Shift_JIS", 9, 3),
        (b"\xa1\xb0no\xa1\xb1\r\n\xff", "gbk", "GBK", 8, 2),
        (b"a\0b\0\0\xd8", "utf-16le", "UTF-16LE", 4, 1),
        (b"a\0b", "utf-16le", "UTF-16LE", 2, 1),
        (b"caf\xe9", "utf-8", "UTF-8", 3, 1),
    ] {
        let place = BytePlace { at, line };
        assert_eq!(decode(bytes.to_vec(), Some(named(name))), Err(DecodeError::Invalid(shown, place)));
    }
    let long = [&b"a".repeat(100_000)[..], b"\xff"].concat();
    let place = BytePlace { at: 100_000, line: 1 };
    assert_eq!(decode(long, Some(named("euc-kr"))), Err(DecodeError::Invalid("EUC-KR", place)));
}

#[test]
fn files_of_other_kinds_are_refused() {
    for bytes in [
        &b"%PDF-1.7\n"[..],
        b"PK\x03\x04\x14\0",
        b"{\\rtf1\\ansi He said}",
        b"\x89PNG\r\n\x1a\n\0\0",
        b"\x1f\x8b\x08\0",
        b"\x01\x02\x03\xff\0\x10",
        &[0; 64],
        &[1, 2, 3, 4, 5, 6, 7, 8, 14],
    ] {
        let refused = decode(bytes.to_vec(), None);
        assert!(matches!(refused, Err(DecodeError::NotText(_))), "{bytes:x?}: {refused:?}");
    }
}

#[test]
fn names_are_taken_as_people_write_them() {
    for (name, standard) in [
        ("Latin1", "windows-1252"),
        ("latin-1", "windows-1252"),
        ("CP1252", "windows-1252"),
        ("windows1251", "windows-1251"),
        ("windows_1250", "windows-1250"),
        ("ISO_8859-15", "ISO-8859-15"),
        ("utf16", "UTF-16"),
        ("UTF-16BE", "UTF-16BE"),
        ("sjis", "Shift_JIS"),
        ("shift-jis", "Shift_JIS"),
        ("cp936", "GBK"),
        ("mac_roman", "macintosh"),
        ("MacRoman", "macintosh"),
        ("x-mac-roman", "macintosh"),
        (" utf8 ", "UTF-8"),
    ] {
        assert_eq!(named(name).name(), standard, "{name}");
    }
    for name in ["", "utf-32", "windows", "hz-gb-2312", "x-user-defined", "é", "cp1252x"] {
        assert!(name.parse::<NamedEncoding>().is_err(), "{name}");
    }
}

proptest! {
    /// Any bytes are decoded or refused; a text in UTF-8 is never changed.
    #[test]
    fn any_bytes_are_decoded_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let utf8 = String::from_utf8(bytes.clone()).ok();
        if let (Ok(decoded), Some(text)) = (decode(bytes, None), utf8)
            && decoded.encoding.is_none()
        {
            prop_assert_eq!(decoded.text, text);
        }
    }

    #[test]
    fn articles_in_utf8_are_never_taken_for_anything_else(article in "[a-zA-Zäéß“”’ДжΩ日本 \\n.,]{0,200}") {
        prop_assert_eq!(decode(article.clone().into(), None), Ok(DecodedText { text: article, encoding: None }));
    }

    #[test]
    fn utf16_is_recognised(article in "[a-zA-Zäéß“”’Дж日本 \\n.,]{0,80} and so on", is_big in any::<bool>()) {
        let encoding = if is_big { UTF_16BE } else { UTF_16LE };
        let decoded = text(&encode(&article, encoding.name()), None);
        prop_assert_eq!(decoded, DecodedText { text: article, encoding: Some(encoding.name()) });
    }
}
