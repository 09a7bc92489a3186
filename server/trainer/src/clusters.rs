//! Word clusters: groups words that occur next to the same words, by the exchange algorithm for bigram classes.

use ascribe_attribution::hash::Hash;
use std::collections::{BTreeMap, HashMap};

/// Minimum number of occurrences for a word to be clustered.
const RARE: u32 = 3;

/// Number of passes in which every word is offered another cluster.
const ROUNDS: usize = 8;

/// Index shared by all rare words and by the edges of a paragraph.
const RARE_WORD: usize = 0;

/// Bigram counts.
struct Pairs {
    /// Words by descending count; the first stands for all rare ones.
    words: Vec<Hash>,
    counts: Vec<u32>,
    /// Left and right neighbours of each word, with counts.
    left: Vec<Vec<(u32, u32)>>,
    right: Vec<Vec<(u32, u32)>>,
}

/// Table of words with a coarse and a fine cluster each, in the format that the engine reads.
pub fn learn(paragraphs: &[Vec<Hash>]) -> Vec<u8> {
    let pairs = count(paragraphs);
    let coarse = exchange(&pairs, 48);
    let fine = exchange(&pairs, 250);
    let mut entries: Vec<(Hash, u8, u8)> = (1..pairs.words.len())
        .map(|word| (pairs.words[word], coarse[word] as u8 + 1, fine[word] as u8 + 1))
        .collect();
    entries.sort_unstable();
    entries
        .into_iter()
        .flat_map(|(hash, coarse, fine)| [&hash.to_le_bytes()[..], &[coarse, fine]].concat())
        .collect()
}

fn count(paragraphs: &[Vec<Hash>]) -> Pairs {
    let mut frequency: BTreeMap<Hash, u32> = BTreeMap::new();
    for word in paragraphs.iter().flatten() {
        *frequency.entry(*word).or_default() += 1;
    }
    let mut common: Vec<(u32, Hash)> = frequency
        .into_iter()
        .filter(|(_, count)| *count >= RARE)
        .map(|(word, count)| (count, word))
        .collect();
    common.sort_unstable_by(|a, b| b.cmp(a));
    let mut words = vec![0];
    words.extend(common.iter().map(|(_, word)| *word));
    let places: HashMap<Hash, usize> =
        words.iter().enumerate().skip(1).map(|(place, word)| (*word, place)).collect();
    let mut pairs: BTreeMap<(u32, u32), u32> = BTreeMap::new();
    let mut counts = vec![0; words.len()];
    for paragraph in paragraphs {
        let mut before = RARE_WORD as u32;
        for word in paragraph {
            let place = places.get(word).copied().unwrap_or(RARE_WORD);
            counts[place] += 1;
            *pairs.entry((before, place as u32)).or_default() += 1;
            before = place as u32;
        }
    }
    let mut left = vec![Vec::new(); words.len()];
    let mut right = vec![Vec::new(); words.len()];
    for ((a, b), count) in pairs {
        right[a as usize].push((b, count));
        left[b as usize].push((a, count));
    }
    Pairs { words, counts, left, right }
}

/// `n ln n`.
fn weight(n: i64) -> f64 {
    let n = n as f64;
    if n > 0.0 { n * n.ln() } else { 0.0 }
}

fn exchange(pairs: &Pairs, clusters: usize) -> Vec<usize> {
    let words = pairs.words.len();
    let mut of: Vec<usize> = (0..words).map(|word| word % clusters).collect();
    let mut together = vec![0_i64; clusters * clusters];
    let mut sizes = vec![0_i64; clusters];
    for word in 0..words {
        sizes[of[word]] += i64::from(pairs.counts[word]);
        for (next, count) in &pairs.right[word] {
            together[of[word] * clusters + of[*next as usize]] += i64::from(*count);
        }
    }
    let table: Vec<f64> = (0..4096).map(weight).collect();
    let weight =
        |n: i64| usize::try_from(n).ok().and_then(|n| table.get(n).copied()).unwrap_or_else(|| weight(n));
    let (mut to, mut from) = (vec![0_i64; clusters], vec![0_i64; clusters]);
    for _ in 0..ROUNDS {
        let mut moved = 0;
        for word in 1..words {
            let size = i64::from(pairs.counts[word]);
            let mut same = 0;
            let mut near: Vec<usize> = Vec::new();
            for (list, sums) in [(&pairs.right[word], &mut to), (&pairs.left[word], &mut from)] {
                for (other, count) in list {
                    if *other as usize == word {
                        same = i64::from(*count);
                        continue;
                    }
                    sums[of[*other as usize]] += i64::from(*count);
                    near.push(of[*other as usize]);
                }
            }
            near.sort_unstable();
            near.dedup();
            let mut shift = |cluster: usize, sign: i64| {
                for other in &near {
                    together[cluster * clusters + other] += sign * to[*other];
                    together[other * clusters + cluster] += sign * from[*other];
                }
                together[cluster * clusters + cluster] += sign * same;
            };
            let old = of[word];
            shift(old, -1);
            sizes[old] -= size;
            let mut best = (f64::NEG_INFINITY, old);
            for cluster in 0..clusters {
                let mut gain = 0.0;
                for other in near.iter().filter(|other| **other != cluster) {
                    let (onwards, back) =
                        (together[cluster * clusters + other], together[other * clusters + cluster]);
                    if to[*other] > 0 {
                        gain += weight(onwards + to[*other]) - weight(onwards);
                    }
                    if from[*other] > 0 {
                        gain += weight(back + from[*other]) - weight(back);
                    }
                }
                let within = together[cluster * clusters + cluster];
                gain += weight(within + to[cluster] + from[cluster] + same) - weight(within);
                gain -= 2.0 * (weight(sizes[cluster] + size) - weight(sizes[cluster]));
                if gain > best.0 {
                    best = (gain, cluster);
                }
            }
            let mut shift = |cluster: usize| {
                for other in &near {
                    together[cluster * clusters + other] += to[*other];
                    together[other * clusters + cluster] += from[*other];
                }
                together[cluster * clusters + cluster] += same;
            };
            shift(best.1);
            sizes[best.1] += size;
            moved += usize::from(best.1 != old);
            of[word] = best.1;
            for other in near {
                to[other] = 0;
                from[other] = 0;
            }
        }
        if moved * 200 < words {
            break;
        }
    }
    of
}
