//! Labels for quotations in several parts: `#berg-1`, `#berg-2`.

use std::collections::{HashMap, HashSet};

/// Labels of a document, and of its drafts.
#[derive(Debug, Default)]
pub(crate) struct Labels {
    taken: HashSet<String>,
    /// For each base, the number from which on to look for a free one.
    next: HashMap<String, usize>,
}

impl Labels {
    /// Labels that a document already has.
    pub fn of<'l>(taken: impl Iterator<Item = &'l str>) -> Self {
        Self { taken: taken.map(str::to_owned).collect(), next: HashMap::new() }
    }

    /// Takes the first free label with this base.
    pub fn take(&mut self, base: &str) -> String {
        let next = self.next.entry(base.to_owned()).or_insert(1);
        loop {
            let label = format!("{base}-{next}");
            *next += 1;
            if self.taken.insert(label.clone()) {
                return label;
            }
        }
    }

    /// Gives back a label that is not used after all.
    pub fn give_back(&mut self, label: &str) {
        self.taken.remove(label);
        let Some((base, number)) = label.rsplit_once('-') else { return };
        if let (Some(next), Ok(number)) = (self.next.get_mut(base), number.parse::<usize>()) {
            *next = number.min(*next);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::Labels;

    #[test]
    fn labels_are_numbered_without_gaps() {
        let mut labels = Labels::of(["moe-2", "moe-lund-1"].into_iter());
        assert_eq!(
            [labels.take("moe"), labels.take("moe"), labels.take("moe-lund")],
            ["moe-1", "moe-3", "moe-lund-2"]
        );
        labels.give_back("moe-3");
        labels.give_back("moe-1");
        assert_eq!([labels.take("moe"), labels.take("moe"), labels.take("moe")], ["moe-1", "moe-3", "moe-4"]);
    }
}
