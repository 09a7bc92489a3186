//! The table `house`: word lists of a house.

use super::read::{Reader, Value, choice};
use ascribe_language::normal_form::normal;
use ascribe_markup::policy::house::{
    Advice, House, HouseList, MAX_HOUSE_BYTES, MAX_HOUSE_ENTRIES, MAX_HOUSE_WORDS, words,
};
use toml::de::DeValue;

impl Reader {
    /// Reads the table `house`.
    pub(super) fn house(&mut self, value: &Value<'_>) -> House {
        let mut house = House::default();
        for (key, value) in self.table(value) {
            let names = HouseList::ALL.map(HouseList::name);
            match HouseList::ALL.into_iter().find(|list| list.name() == key.get_ref()) {
                Some(list) => self.house_list(list, value, &mut house),
                None => self.unknown(key, "key", names.into_iter(), &format!("Expected {}.", choice(&names))),
            }
        }
        house
    }

    fn house_list(&mut self, list: HouseList, value: &Value<'_>, house: &mut House) {
        let mut entries: Vec<_> = self.table(value).collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        for (key, value) in entries {
            let written = key.get_ref().trim();
            if house.count(list) >= MAX_HOUSE_ENTRIES {
                let message = format!(
                    "This list has more than {MAX_HOUSE_ENTRIES} entries, and the others are ignored. \
                     Put them into another rule pack."
                );
                self.problem(key.span(), message);
                return;
            }
            if let Some(message) = entry_problem(list, written) {
                self.problem(key.span(), message);
                continue;
            }
            let Some(advice) = self.advice(list, value) else { continue };
            if matches!(&advice, Advice::Instead(wanted) if normal(wanted) == normal(written)) {
                self.problem(value.span(), "This is the word itself. Write what the house wants instead.");
                continue;
            }
            if let Some(replaced) = house.insert(list, written, advice) {
                let message = format!(
                    "This entry is the same as `{}` but for case, spaces or marks. Remove one of the two.",
                    replaced.written
                );
                self.problem(key.span(), message);
            }
        }
    }

    fn advice(&mut self, list: HouseList, value: &Value<'_>) -> Option<Advice> {
        let advice = match value.get_ref() {
            DeValue::Boolean(false) => Some(Advice::Accept),
            DeValue::Boolean(true) if list == HouseList::Phrases => Some(Advice::Avoid),
            DeValue::String(wanted) => {
                let is_fine = !wanted.trim().is_empty()
                    && wanted.len() <= MAX_HOUSE_BYTES
                    && !wanted.contains(char::is_control);
                is_fine.then(|| Advice::Instead(wanted.trim().into()))
            }
            _ => None,
        };
        if advice.is_none() {
            let avoid = if list == HouseList::Phrases { ", `true` to avoid it" } else { "" };
            let message = format!(
                "Expected what the house writes instead, on one line of at most {MAX_HOUSE_BYTES} bytes{avoid}, \
                 or `false` to accept it."
            );
            self.problem(value.span(), message);
        }
        advice
    }
}

/// Reason why an entry is invalid, with the remedy.
fn entry_problem(list: HouseList, written: &str) -> Option<String> {
    let normal = normal(written);
    let words = words(&normal);
    let is_whole = words.first().is_some_and(|first| first.start == 0)
        && words.last().is_some_and(|last| last.end == normal.len());
    if !is_whole {
        return Some("An entry begins and ends with a word. Remove the marks around it.".to_owned());
    }
    if words.len() > MAX_HOUSE_WORDS || written.len() > MAX_HOUSE_BYTES {
        return Some(format!(
            "An entry has at most {MAX_HOUSE_WORDS} words and {MAX_HOUSE_BYTES} bytes. Shorten it."
        ));
    }
    (list == HouseList::Verbs && normal.contains(' '))
        .then(|| "A verb is a single word. Put several words under `house.phrases`.".to_owned())
}
