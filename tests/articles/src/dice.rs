//! Pseudorandom numbers from a seed.

/// Stream of numbers: our own `SplitMix64`, so that texts stay stable across releases of a crate.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// Stream for a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Number below `end`; 0 if `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        // The bias towards small numbers is below 2^-40 for any list of words.
        usize::try_from(self.next() % (end.max(1) as u64)).unwrap_or(0)
    }

    /// Whether an event with this probability in percent happens.
    pub fn percent(&mut self, share: u8) -> bool {
        self.below(100) < usize::from(share)
    }

    /// Picks an element.
    ///
    /// # Panics
    ///
    /// If there is none.
    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}
