//! Persistent chunked vector: successive versions share the unchanged chunks, so cloning, changing and comparing cost
//! next to nothing however long the sequence is.

use std::collections::HashMap;
use std::fmt::Debug;
use std::ops::{Add, Range, Sub};
use std::sync::{Arc, OnceLock};

/// Maximum number of items in a chunk. A change copies one chunk; a clone increments one reference count per chunk.
const MOST: usize = 64;

/// A chunk with fewer items is merged with the next one.
const FEW: usize = 16;

/// Size of a part of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Size {
    /// Length in bytes.
    pub bytes: usize,
    /// Number of line ends.
    pub lines: usize,
}

impl Add for Size {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { bytes: self.bytes + other.bytes, lines: self.lines + other.lines }
    }
}

impl Sub for Size {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self { bytes: self.bytes - other.bytes, lines: self.lines - other.lines }
    }
}

/// An item with a size in the document.
pub trait Measured {
    /// Summary of several items, used to skip chunks without a wanted item.
    type Digest: Debug;

    /// Size of the item.
    fn size(&self) -> Size;

    /// Summarises several items.
    fn digest<'a>(items: impl Iterator<Item = &'a Self>) -> Self::Digest
    where
        Self: 'a;
}

/// An item with its index and position.
#[derive(Debug)]
pub struct At<'a, T> {
    /// Index, zero-based.
    pub index: usize,
    /// Total size of all items before it.
    pub start: Size,
    /// The item.
    pub item: &'a Arc<T>,
}

/// Persistent sequence of items; see the module.
#[derive(Debug)]
pub struct ChunkedVec<T: Measured> {
    chunks: Vec<Placed<T>>,
}

/// A chunk with its position.
#[derive(Debug)]
struct Placed<T: Measured> {
    first: usize,
    start: Size,
    chunk: Arc<Chunk<T>>,
}

/// Chunk: a non-empty run of consecutive items.
#[derive(Debug)]
pub struct Chunk<T: Measured> {
    /// Items, each with its start relative to the chunk.
    items: Box<[(Start, Arc<T>)]>,
    size: Size,
    /// Computed on first use.
    digest: OnceLock<T::Digest>,
}

/// Start of an item relative to its chunk. `u32` is enough, since no text has more bytes than a message.
#[derive(Debug, Clone, Copy)]
struct Start {
    bytes: u32,
    lines: u32,
}

impl From<Size> for Start {
    fn from(size: Size) -> Self {
        Self { bytes: size.bytes as u32, lines: size.lines as u32 }
    }
}

impl From<Start> for Size {
    fn from(start: Start) -> Self {
        Self { bytes: start.bytes as usize, lines: start.lines as usize }
    }
}

/// A replaced range of items: their indices before, and the indices of the items now in their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hunk {
    /// Indices in the old series.
    pub old: Range<usize>,
    /// Indices in the new series.
    pub new: Range<usize>,
}

impl<T: Measured> ChunkedVec<T> {
    /// Creates a series of these items.
    pub fn new(items: Vec<Arc<T>>) -> Self {
        let mut chunked_vec = Self::default();
        chunked_vec.splice(0..0, items);
        chunked_vec
    }

    /// Number of items.
    pub fn len(&self) -> usize {
        self.chunks.last().map_or(0, |last| last.first + last.chunk.items.len())
    }

    /// Whether there are no items.
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// Total size of all items.
    pub fn size(&self) -> Size {
        self.chunks.last().map_or_else(Size::default, |last| last.start + last.chunk.size)
    }

    /// Item at this index.
    pub fn get(&self, index: usize) -> Option<At<'_, T>> {
        let after = self.chunks.partition_point(|placed| placed.first <= index);
        self.chunks.get(after.checked_sub(1)?)?.at(index)
    }

    /// Index of the item that contains a byte offset; the number of items for an offset at or past the end.
    pub fn index_at_byte(&self, byte: usize) -> usize {
        if byte >= self.size().bytes {
            return self.len();
        }
        let after = self.chunks.partition_point(|placed| placed.start.bytes <= byte);
        let Some(placed) = after.checked_sub(1).and_then(|last| self.chunks.get(last)) else { return 0 };
        let starts_before = |start: Start| (placed.start + start.into()).bytes <= byte;
        // The first item of a chunk starts where the chunk does.
        placed.first + placed.chunk.items.partition_point(|(start, _)| starts_before(*start)) - 1
    }

    /// Index of the first item for which `is_before` is false; it must be false for all items after it.
    pub fn partition_point(&self, is_before: impl Fn(&T) -> bool) -> usize {
        let holds = |placed: &Placed<T>| placed.chunk.items.first().is_some_and(|(_, item)| is_before(item));
        let after = self.chunks.partition_point(holds);
        let Some(placed) = after.checked_sub(1).and_then(|last| self.chunks.get(last)) else { return 0 };
        placed.first + placed.chunk.items.partition_point(|(_, item)| is_before(item))
    }

    /// Items in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = At<'_, T>> + Clone {
        self.range(0..usize::MAX)
    }

    /// Items with these indices.
    pub fn range(&self, range: Range<usize>) -> impl DoubleEndedIterator<Item = At<'_, T>> + Clone {
        let first =
            self.chunks.partition_point(|placed| placed.first + placed.chunk.items.len() <= range.start);
        let last = self.chunks.partition_point(|placed| placed.first < range.end).max(first);
        self.chunks[first..last].iter().flat_map(move |placed| {
            let count = placed.chunk.items.len();
            let from = range.start.saturating_sub(placed.first).min(count);
            let to = range.end.saturating_sub(placed.first).min(count).max(from);
            (from..to).filter_map(|within| placed.at(placed.first + within))
        })
    }

    /// Chunks in order, each with the total size before it.
    pub fn chunks(&self) -> impl Iterator<Item = (Size, &Arc<Chunk<T>>)> {
        self.chunks.iter().map(|placed| (placed.start, &placed.chunk))
    }

    /// Items of the chunks whose digest satisfies `is_wanted`, in order.
    pub fn among<'a>(
        &'a self,
        is_wanted: impl Fn(&T::Digest) -> bool + 'a,
    ) -> impl DoubleEndedIterator<Item = At<'a, T>> {
        let wanted = self.chunks.iter().filter(move |placed| is_wanted(placed.chunk.digest()));
        wanted.flat_map(|placed| {
            let numbers = placed.first..placed.first + placed.chunk.items.len();
            numbers.filter_map(|number| placed.at(number))
        })
    }

    /// Replaces the items in `range`.
    pub fn splice(&mut self, range: Range<usize>, items: Vec<Arc<T>>) {
        let first =
            self.chunks.partition_point(|placed| placed.first + placed.chunk.items.len() < range.start);
        let mut last = self.chunks.partition_point(|placed| placed.first < range.end).max(first);
        // An insertion between two chunks goes into the first one.
        last = last.max((first + 1).min(self.chunks.len()));
        let from = self.chunks.get(first).map_or(0, |placed| placed.first);
        let kept = |placed: &[Placed<T>]| placed.iter().map(|placed| placed.chunk.items.len()).sum::<usize>();
        let mut count = kept(&self.chunks[first..last]) - range.len() + items.len();
        while count < FEW && last < self.chunks.len() {
            count += self.chunks[last].chunk.items.len();
            last += 1;
        }
        let old =
            self.chunks[first..last].iter().flat_map(|placed| &placed.chunk.items).map(|(_, item)| item);
        let mut all: Vec<Arc<T>> = Vec::with_capacity(count);
        all.extend(old.clone().take(range.start - from).cloned());
        all.extend(items);
        all.extend(old.skip(range.end - from).cloned());
        self.put(first..last, all);
    }

    /// Changes an item, which must keep its size. Other versions that share the item are not affected.
    pub fn change(&mut self, index: usize, change: impl FnOnce(&mut T))
    where
        T: Clone,
    {
        let after = self.chunks.partition_point(|placed| placed.first <= index);
        let placed = after.checked_sub(1).and_then(|last| self.chunks.get_mut(last));
        let Some(Placed { first, chunk, .. }) = placed else { return };
        let chunk = Arc::make_mut(chunk);
        chunk.digest = OnceLock::new();
        if let Some((_, item)) = chunk.items.get_mut(index - *first) {
            change(Arc::make_mut(item));
        }
    }

    /// Replaces the chunks in `range` with new chunks of these items.
    fn put(&mut self, range: Range<usize>, items: Vec<Arc<T>>) {
        let chunks = items.len().div_ceil(MOST).max(1);
        let each = items.len().div_ceil(chunks).max(1);
        let start = range.start;
        let mut items = items.into_iter().peekable();
        let mut fresh = Vec::with_capacity(chunks);
        while items.peek().is_some() {
            let chunk = Arc::new(Chunk::new(items.by_ref().take(each)));
            fresh.push(Placed { first: 0, start: Size::default(), chunk });
        }
        self.chunks.splice(range, fresh);
        let before = start.checked_sub(1).map(|before| &self.chunks[before]);
        let mut next = before
            .map_or((0, Size::default()), |it| (it.first + it.chunk.items.len(), it.start + it.chunk.size));
        for placed in &mut self.chunks[start..] {
            (placed.first, placed.start) = next;
            next = (next.0 + placed.chunk.items.len(), next.1 + placed.chunk.size);
        }
    }

    /// Differences from `old`, an earlier version of this series, in order. The items between hunks are identical.
    pub fn hunks(&self, old: &Self) -> Vec<Hunk> {
        let chunks = |chunked_vec: &Self| -> Vec<usize> {
            chunked_vec.chunks.iter().map(|placed| Arc::as_ptr(&placed.chunk).addr()).collect()
        };
        let mut hunks = Vec::new();
        for gap in gaps(&chunks(old), &chunks(self)) {
            let (before, now) = (old.items_of(&gap.old), self.items_of(&gap.new));
            let items = |chunked_vec: &Self, range: &Range<usize>| -> Vec<usize> {
                chunked_vec.range(range.clone()).map(|at| Arc::as_ptr(at.item).addr()).collect()
            };
            let within = gaps(&items(old, &before), &items(self, &now)).into_iter();
            hunks.extend(within.map(|hunk| Hunk {
                old: before.start + hunk.old.start..before.start + hunk.old.end,
                new: now.start + hunk.new.start..now.start + hunk.new.end,
            }));
        }
        hunks
    }

    /// Indices of the items in some chunks.
    fn items_of(&self, chunks: &Range<usize>) -> Range<usize> {
        let first = |chunk: usize| self.chunks.get(chunk).map_or(self.len(), |placed| placed.first);
        first(chunks.start)..first(chunks.end)
    }
}

impl<T: Measured> Chunk<T> {
    fn new(items: impl Iterator<Item = Arc<T>>) -> Self {
        let mut size = Size::default();
        let placed = items.map(|item| {
            let start = Start::from(size);
            size = size + item.size();
            (start, item)
        });
        Self { items: placed.collect(), size, digest: OnceLock::new() }
    }

    fn digest(&self) -> &T::Digest {
        self.digest.get_or_init(|| T::digest(self.items.iter().map(|(_, item)| &**item)))
    }

    /// Items in order, each with its start relative to the chunk.
    pub fn items(&self) -> impl Iterator<Item = (Size, &Arc<T>)> {
        self.items.iter().map(|(start, item)| (Size::from(*start), item))
    }
}

impl<T: Measured> Placed<T> {
    /// Item at this index, if it is in the chunk.
    fn at(&self, index: usize) -> Option<At<'_, T>> {
        let (start, item) = self.chunk.items.get(index.checked_sub(self.first)?)?;
        Some(At { index, start: self.start + Size::from(*start), item })
    }
}

impl<T: Measured> Clone for Chunk<T> {
    /// Drops the digest, since a chunk is cloned to be changed.
    fn clone(&self) -> Self {
        Self { items: self.items.clone(), size: self.size, digest: OnceLock::new() }
    }
}

impl<T: Measured> Default for ChunkedVec<T> {
    fn default() -> Self {
        Self { chunks: Vec::new() }
    }
}

impl<T: Measured> Clone for ChunkedVec<T> {
    fn clone(&self) -> Self {
        Self { chunks: self.chunks.clone() }
    }
}

impl<T: Measured> Clone for Placed<T> {
    fn clone(&self) -> Self {
        Self { first: self.first, start: self.start, chunk: Arc::clone(&self.chunk) }
    }
}

impl<T: Measured + PartialEq> PartialEq for ChunkedVec<T> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().zip(other.iter()).all(|(a, b)| a.item == b.item)
    }
}

/// Differences between two sequences of addresses. Common elements keep their order, as removed items never return.
fn gaps(old: &[usize], new: &[usize]) -> Vec<Hunk> {
    let before = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[before..], &new[before..]);
    let behind = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[..old.len() - behind], &new[..new.len() - behind]);
    let mut gaps = Vec::new();
    let mut from = (before, before);
    let mut add = |from: (usize, usize), to: (usize, usize)| {
        if from != to {
            gaps.push(Hunk { old: from.0..to.0, new: from.1..to.1 });
        }
    };
    if !old.is_empty() && !new.is_empty() {
        let places: HashMap<usize, usize> =
            old.iter().zip(before..).map(|(address, at)| (*address, at)).collect();
        for (address, now) in new.iter().zip(before..) {
            if let Some(then) = places.get(address).copied().filter(|then| *then >= from.0) {
                add(from, (then, now));
                from = (then + 1, now + 1);
            }
        }
    }
    add(from, (before + old.len(), before + new.len()));
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(Debug, Clone, PartialEq, Eq)]
    struct Item(usize);

    impl Measured for Item {
        /// Maximum of the items.
        type Digest = usize;

        fn digest<'a>(items: impl Iterator<Item = &'a Self>) -> usize {
            items.map(|item| item.0).max().unwrap_or_default()
        }

        fn size(&self) -> Size {
            Size { bytes: self.0 % 7 + 1, lines: self.0 % 3 }
        }
    }

    fn items(range: Range<usize>) -> Vec<Arc<Item>> {
        range.map(|n| Arc::new(Item(n))).collect()
    }

    /// Applies a list of hunks to the old items.
    fn applied(old: &[Arc<Item>], new: &[Arc<Item>], hunks: &[Hunk]) -> Vec<Arc<Item>> {
        let mut made = old.to_vec();
        for hunk in hunks.iter().rev() {
            made.splice(hunk.old.clone(), new[hunk.new.clone()].iter().cloned());
        }
        made
    }

    proptest! {
        #[test]
        fn a_series_is_the_list_that_it_stands_for(
            start in 0usize..400,
            changes in prop::collection::vec((any::<prop::sample::Index>(), 0usize..150, 0usize..150), 0..12),
        ) {
            let mut list = items(0..start);
            let mut chunked_vec = ChunkedVec::new(list.clone());
            let (first_list, first) = (list.clone(), chunked_vec.clone());
            for (number, (place, gone, come)) in changes.into_iter().enumerate() {
                let from = place.index(list.len() + 1);
                let to = (from + gone).min(list.len());
                let fresh = items(1000 * number + 500..1000 * number + 500 + come);
                let old = (list.clone(), chunked_vec.clone());
                list.splice(from..to, fresh.iter().cloned());
                chunked_vec.splice(from..to, fresh);
                let hunks = chunked_vec.hunks(&old.1);
                prop_assert!(hunks.len() <= 1, "{hunks:?}");
                prop_assert_eq!(applied(&old.0, &list, &hunks), list.clone());
            }
            let made = applied(&first_list, &list, &chunked_vec.hunks(&first));
            prop_assert!(made.iter().zip(&list).all(|(a, b)| Arc::ptr_eq(a, b)) && made.len() == list.len());
            prop_assert!(first.iter().map(|at| at.item).eq(&first_list), "an older version stays as it is");
            let mut size = Size::default();
            for (index, item) in list.iter().enumerate() {
                let at = chunked_vec.get(index).map(|at| (at.index, at.start, Arc::ptr_eq(at.item, item)));
                prop_assert_eq!(at, Some((index, size, true)));
                prop_assert_eq!(chunked_vec.index_at_byte(size.bytes), index);
                size = size + item.size();
                prop_assert_eq!(chunked_vec.index_at_byte(size.bytes - 1), index);
            }
            prop_assert_eq!((chunked_vec.len(), chunked_vec.size()), (list.len(), size));
            prop_assert_eq!(chunked_vec.index_at_byte(size.bytes), list.len());
            let sorted = ChunkedVec::new(items(0..list.len()));
            prop_assert_eq!(sorted.partition_point(|item| item.0 < list.len() / 2), list.len() / 2);
            let is_large = |item: &&Arc<Item>| item.0 > 600;
            let among: Vec<_> = chunked_vec.among(|greatest| *greatest > 600).collect();
            prop_assert!(among.iter().all(|at| Arc::ptr_eq(at.item, &list[at.index])));
            prop_assert!(among.iter().map(|at| at.item).filter(is_large).eq(list.iter().filter(is_large)));
            let most = list.len().div_ceil(FEW) + 1;
            prop_assert!(chunked_vec.chunks.len() <= most, "{} pieces of {}", chunked_vec.chunks.len(), list.len());
            let (from, to) = (list.len() / 3, list.len() / 2);
            prop_assert!(chunked_vec.range(from..to).map(|at| at.item).eq(&list[from..to]));
            prop_assert!(chunked_vec.range(from..to).rev().map(|at| at.item).eq(list[from..to].iter().rev()));
        }

        #[test]
        fn an_item_is_changed_at_its_place_and_not_where_it_is_shared(
            count in 1usize..300,
            places in prop::collection::vec(any::<prop::sample::Index>(), 0..20),
        ) {
            let mut list = items(0..count);
            let mut chunked_vec = ChunkedVec::new(list.clone());
            let before = chunked_vec.clone();
            for place in places.into_iter().map(|place| place.index(count)) {
                // The change keeps the size.
                let changed = |item: &Item| Item(item.0 + 21);
                list[place] = Arc::new(changed(&list[place]));
                chunked_vec.change(place, |item| *item = changed(item));
            }
            chunked_vec.change(count, |item| item.0 = 0);
            prop_assert!(chunked_vec.iter().map(|at| at.item).eq(&list));
            prop_assert!(before.iter().map(|at| at.item).eq(&items(0..count)));
        }
    }
}
