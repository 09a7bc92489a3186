//! Actors or sources of an article, found by their ids.

use super::Entity;
use std::collections::HashMap;
use std::ops::Deref;

/// Actors or sources, in order, each found by its id. Of several with one id, the first is found.
#[derive(Debug, Clone, Default)]
pub struct Entities {
    list: Vec<Entity>,
    by_id: HashMap<String, usize>,
}

impl Entities {
    /// Adds an actor or source.
    pub fn push(&mut self, entity: Entity) {
        self.by_id.entry(entity.id.clone()).or_insert(self.list.len());
        self.list.push(entity);
    }

    /// Actor or source with an id.
    pub fn get(&self, id: &str) -> Option<&Entity> {
        self.list.get(self.place(id)?)
    }

    /// Index of the actor or source with an id.
    pub fn place(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }
}

impl Deref for Entities {
    type Target = [Entity];

    fn deref(&self) -> &[Entity] {
        &self.list
    }
}

impl FromIterator<Entity> for Entities {
    fn from_iter<T: IntoIterator<Item = Entity>>(entities: T) -> Self {
        let mut all = Self::default();
        entities.into_iter().for_each(|entity| all.push(entity));
        all
    }
}

impl<'a> IntoIterator for &'a Entities {
    type Item = &'a Entity;
    type IntoIter = std::slice::Iter<'a, Entity>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

impl PartialEq for Entities {
    fn eq(&self, other: &Self) -> bool {
        self.list == other.list
    }
}

impl Eq for Entities {}
