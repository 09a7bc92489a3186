//! JSON texts as they are sent.

use std::sync::Arc;

/// A JSON text in parts, of which long ones are shared with whoever keeps them, so that none is copied to be sent.
#[derive(Debug, Default)]
pub struct Json {
    parts: Vec<Part>,
    len: usize,
}

#[derive(Debug)]
enum Part {
    Own(String),
    /// From this byte on.
    Shared(Arc<str>, usize),
}

impl Json {
    /// Adds a text at the end.
    pub fn push(&mut self, text: &str) {
        self.len += text.len();
        match self.parts.last_mut() {
            Some(Part::Own(last)) => last.push_str(text),
            _ => self.parts.push(Part::Own(text.to_owned())),
        }
    }

    /// Adds a text that somebody keeps, from this byte on, which starts a character.
    pub fn share(&mut self, text: &Arc<str>, from: usize) {
        self.len += text.len().saturating_sub(from);
        self.parts.push(Part::Shared(Arc::clone(text), from));
    }

    /// Adds what another one has.
    pub fn append(&mut self, other: Self) {
        self.len += other.len;
        self.parts.extend(other.parts);
    }

    /// The length in bytes.
    pub fn len(&self) -> usize {
        self.len
    }

    /// The parts in order.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().map(|part| match part {
            Part::Own(text) => text.as_str(),
            Part::Shared(text, from) => text.get(*from..).unwrap_or_default(),
        })
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self { len: text.len(), parts: vec![Part::Own(text)] }
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl std::fmt::Display for Json {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.parts().try_for_each(|part| f.write_str(part))
    }
}
