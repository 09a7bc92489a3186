//! The language of a text, told by its words.

/// Number of bytes at the start of a text by which its language is told.
const SAMPLE: usize = 4000;

/// Number of letters below which a text does not tell its language.
const FEW_LETTERS: usize = 120;

/// Words that are frequent in English and rare elsewhere, and their least share in an English text, in percent.
const ENGLISH: [&str; 8] = ["the", "and", "that", "with", "for", "said", "would", "they"];
const ENGLISH_SHARE: usize = 6;

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DetectedLanguage {
    /// Tag as the front matter has it, such as `en`.
    pub tag: &'static str,
    /// English name.
    pub name: &'static str,
}

/// Language of a text, if it has enough words to tell.
///
/// ```
/// use ascribe_language::detection::language;
///
/// let text = "The quay will not hold much longer, and the fishermen said that they would find out for themselves what has to \
///             be done with it before the winter comes.";
/// assert_eq!(language(text).map(|language| language.tag), Some("en"));
/// assert_eq!(language("No."), None);
/// ```
pub fn language(text: &str) -> Option<DetectedLanguage> {
    let sample = &text[..text.floor_char_boundary(SAMPLE)];
    if sample.chars().filter(|c| c.is_alphabetic()).count() < FEW_LETTERS {
        return None;
    }
    let words = sample.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let is_english = |word: &&str| ENGLISH.iter().any(|known| word.eq_ignore_ascii_case(known));
    let english = words.clone().filter(is_english).count();
    if english * 100 >= words.count() * ENGLISH_SHARE {
        return Some(DetectedLanguage { tag: "en", name: "English" });
    }
    let detected = whatlang::detect(sample).filter(whatlang::Info::is_reliable)?;
    Some(DetectedLanguage { tag: tag(detected.lang()), name: detected.lang().eng_name() })
}

/// Tag of a language: the code of two letters where there is one.
fn tag(language: whatlang::Lang) -> &'static str {
    const TAGS: &str = "epo eo eng en rus ru cmn zh spa es por pt ita it ben bn fra fr deu de ukr uk kat ka ara ar hin hi jpn ja \
                        heb he yid yi pol pl amh am jav jv kor ko nob nb dan da swe sv fin fi tur tr nld nl hun hu ces cs \
                        ell el bul bg bel be mar mr kan kn ron ro slv sl hrv hr srp sr mkd mk lit lt lav lv est et tam ta \
                        vie vi urd ur tha th guj gu uzb uz pan pa aze az ind id tel te pes fa mal ml ori or mya my nep ne \
                        sin si khm km tuk tk aka ak zul zu sna sn afr af lat la slk sk cat ca tgl tl hye hy cym cy";
    let code = language.code();
    let mut words = TAGS.split_whitespace().skip_while(|word| *word != code);
    words.nth(1).unwrap_or(code)
}

#[cfg(test)]
mod tests {
    use super::{language, tag};

    #[test]
    fn every_language_has_a_short_tag() {
        for known in whatlang::Lang::all() {
            assert_eq!(tag(*known).len(), 2, "{known}");
        }
    }

    #[test]
    fn languages_are_told() {
        let tag = |text: &str| language(text).map(|language| language.tag);
        let german = "„Der Kai hält nicht mehr lange“, sagte Bürgermeisterin Ada Berg am Dienstag. Die Schäden seien größer als \
                      gedacht, hieß es später im Rathaus. Die Fischer wollen nun selbst prüfen, was zu tun ist.";
        assert_eq!(tag(german), Some("de"));
        assert_eq!(tag(&"Ada Berg 3, Tor Lie 2. ".repeat(3)), None, "too short");
    }
}
