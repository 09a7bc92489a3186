//! Hashes of words and features. They are part of the trained weights: any change requires new training.

/// Hash of a word or feature.
pub type Hash = u32;

/// Hash of a character sequence.
pub fn of_chars(chars: impl Iterator<Item = char>) -> Hash {
    finish(chars.fold(0x811c_9dc5, |hash, c| (hash ^ u32::from(c)).wrapping_mul(0x0100_0193)))
}

/// Mixes one more part into the hash of a feature.
pub fn mix(hash: Hash, part: u32) -> Hash {
    let mixed = (hash ^ part).wrapping_mul(0x9e37_79b1);
    (mixed ^ (mixed >> 15)).wrapping_add(0x7f4a_7c15)
}

/// Spreads the bits, so that the lowest ones can serve as a table index.
pub fn finish(hash: Hash) -> Hash {
    let mut hash = hash;
    hash ^= hash >> 16;
    hash = hash.wrapping_mul(0x85eb_ca6b);
    hash ^= hash >> 13;
    hash = hash.wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}
