//! The languages of articles, as far as words, sentences, dates and word lists go.
//!
//! [`words`] says what a word is, in any script; [`sentences`] where one ends; [`dates`] which days a date may be;
//! [`detection`] tells the language of a text; the [`lexicon`] lists verbs and words of a language (English so far) with what they do to what they introduce. Everything
//! speaks of bytes of a plain text. [`links`] says which marks of Markdown stand around words, [`full_names`] and [`nicknames`] say where a name starts and ends, [`normal_form`]
//! what is the same in it, [`short_names`] which first names are short for others, and [`actor_words`] lists words around names. [`stance`] names how a speaker may stand to the
//! words that are attributed to them. The crate knows no markup, no rule, and nobody who says anything.

pub mod actor_words;
pub mod dates;
pub mod detection;
pub mod full_names;
pub mod lexicon;
pub mod links;
pub mod nicknames;
pub mod normal_form;
pub mod sentences;
pub mod short_names;
pub mod stance;
pub mod words;
