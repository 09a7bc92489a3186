//! Judges growth: whether a count, when its text becomes four times as long, grows more than n log n does.

/// Factor between the sizes that are compared.
pub const STEP: usize = 4;

/// Growth by the first and by the second step that n log n does not exceed, even if it begins with a chunk or a level of a
/// tree that small texts do not fill. The square of n grows by sixteen, also if the first step has other work in it.
const MOST: [u64; 2] = [8, 13];

/// Counts at one size: indices of the counters that are not zero, in order, with their values.
pub type Counts = Vec<(usize, u64)>;

/// A counter that grows too fast, with its values at `n`, `4n` and `16n`.
pub type Excess = (usize, [u64; 3]);

fn value(counts: &Counts, counter: usize) -> u64 {
    let place = counts.binary_search_by_key(&counter, |(counter, _)| *counter);
    place.map_or(0, |place| counts[place].1)
}

/// Counters that may grow too fast, judged by `n` units and four times as many.
pub fn suspects(n: usize, small: &Counts, large: &Counts) -> Vec<usize> {
    fast(n, MOST[0], small, large)
}

/// Counters that grow too fast at both steps: at one of them, work that has a limit may grow to it.
pub fn excesses(n: usize, [small, large, larger]: [&Counts; 3]) -> Vec<Excess> {
    let (first, second) = (suspects(n, small, large), fast(n * STEP, MOST[1], large, larger));
    let both = first.into_iter().filter(|counter| second.contains(counter));
    both.map(|counter| (counter, [small, large, larger].map(|counts| value(counts, counter)))).collect()
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
    use super::{STEP, excesses};

    /// Whether counts of these steps, as a function of the size, grow too fast.
    fn is_excess(steps: fn(u64) -> u64) -> bool {
        const N: usize = 16;
        let counts = |size: usize| vec![(0, 7), (3, steps(size as u64))];
        !excesses(N, [&counts(N), &counts(N * STEP), &counts(N * STEP * STEP)]).is_empty()
    }

    #[test]
    fn what_grows_with_the_text_passes() {
        assert!(!is_excess(|_| 1_000_000));
        assert!(!is_excess(|n| 100 * n));
        assert!(!is_excess(|n| 10 * n * u64::from(n.ilog2())));
        assert!(!is_excess(|n| n * n.min(64)));
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
