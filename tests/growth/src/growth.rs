//! Judges growth: whether a count, when its text becomes four times as long, grows more than n log n does.

/// Factor between the sizes that are compared.
pub const STEP: usize = 4;

/// Growth by each step that n log n does not exceed, even if it begins with a chunk or a level of a tree that small texts do
/// not fill. The square of n grows by sixteen, also if the first step has other work in it.
const MOST: [u64; 3] = [8, 13, 13];

/// Number of sizes of a text.
pub const SIZES: usize = MOST.len() + 1;

/// Counts at one size: indices of the counters that are not zero, in order, with their values.
pub type Counts = Vec<(usize, u64)>;

/// A counter that grows too fast, with its values at each size.
pub type Excess = (usize, Vec<u64>);

fn value(counts: &Counts, counter: usize) -> u64 {
    let place = counts.binary_search_by_key(&counter, |(counter, _)| *counter);
    place.map_or(0, |place| counts[place].1)
}

/// Counters that grow too fast at every step from `n` units on: at some steps, work that has a limit may grow to it.
pub fn excesses(n: usize, sizes: &[Counts]) -> Vec<Excess> {
    let steps = sizes
        .windows(2)
        .zip(MOST)
        .enumerate()
        .map(|(step, (pair, most))| fast(n * STEP.pow(step as u32), most, &pair[0], &pair[1]));
    let all = steps.reduce(|before, step| {
        before.into_iter().filter(|counter| step.binary_search(counter).is_ok()).collect()
    });
    let values = |counter: usize| sizes.iter().map(|counts| value(counts, counter)).collect();
    all.into_iter().flatten().map(|counter| (counter, values(counter))).collect()
}

/// Counters that grow by more than a factor from `n` units to four times as many.
fn fast(n: usize, most: u64, small: &Counts, large: &Counts) -> Vec<usize> {
    // A loop over pairs takes half the square of n. Versions of a document copy a pointer for each 64 blocks.
    let least = (n * STEP * n * STEP / 3) as u64;
    let is_fast = |(counter, count): &&(usize, u64)| *count > least && *count > most * value(small, *counter);
    large.iter().filter(is_fast).map(|(counter, _)| *counter).collect()
}

#[cfg(test)]
mod tests {
    use super::{Counts, SIZES, STEP, excesses};

    /// Whether counts of these steps, as a function of the size, grow too fast.
    fn is_excess(steps: fn(u64) -> u64) -> bool {
        const N: usize = 16;
        let counts = |size: usize| vec![(0, 7), (3, steps(size as u64))];
        let sizes: Vec<Counts> = (0..SIZES).map(|step| counts(N * STEP.pow(step as u32))).collect();
        !excesses(N, &sizes).is_empty()
    }

    #[test]
    fn what_grows_with_the_text_passes() {
        assert!(!is_excess(|_| 1_000_000));
        assert!(!is_excess(|n| 100 * n));
        assert!(!is_excess(|n| 10 * n * u64::from(n.ilog2())));
        assert!(!is_excess(|n| n * n.min(64)));
        assert!(!is_excess(|n| n * n.min(256)));
        assert!(!is_excess(|n| 10 * n * u64::from((n / 10).ilog2())));
        assert!(!is_excess(|n| 500 * u64::from(n > 64)));
        assert!(!is_excess(|n| n * n / 16));
    }

    #[test]
    fn what_grows_faster_fails() {
        assert!(is_excess(|n| n * n));
        assert!(is_excess(|n| n * (n - 1) / 2));
        assert!(is_excess(|n| 10 * n + n * n));
        assert!(is_excess(|n| n * n * n));
    }
}
