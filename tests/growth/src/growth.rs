//! Judges growth: whether a count, when its text becomes four times as long, grows more than n log n does.

/// Factor between the sizes that are compared.
pub const STEP: usize = 4;

/// Growth by one step that n log n does not exceed in a small text. The square of n grows by sixteen.
const MOST: u64 = 8;

/// Counts at one size: indices of the counters that are not zero, in order, with their values.
pub type Counts = Vec<(usize, u64)>;

/// A counter that grows too fast, with its values at `n`, `4n` and `16n`.
pub type Excess = (usize, [u64; 3]);

fn value(counts: &Counts, counter: usize) -> u64 {
    let place = counts.binary_search_by_key(&counter, |(counter, _)| *counter);
    place.map_or(0, |place| counts[place].1)
}

/// Counters that grow more than eightfold from `n` units to four times as many.
pub fn fast(n: usize, small: &Counts, large: &Counts) -> Vec<usize> {
    // A loop that has only just begun, as the next level of a tree, proves nothing.
    let least = 8 * (n * STEP) as u64;
    let is_fast = |(counter, count): &&(usize, u64)| *count > least && *count > MOST * value(small, *counter);
    large.iter().filter(is_fast).map(|(counter, _)| *counter).collect()
}

/// Counters that grow too fast at both steps: at one of them, work that has a limit may grow to it.
pub fn excess(n: usize, [small, large, larger]: [&Counts; 3]) -> Vec<Excess> {
    let (first, second) = (fast(n, small, large), fast(n * STEP, large, larger));
    let both = first.into_iter().filter(|counter| second.contains(counter));
    both.map(|counter| (counter, [small, large, larger].map(|counts| value(counts, counter)))).collect()
}

#[cfg(test)]
mod tests {
    use super::{STEP, excess};

    /// Whether counts of these steps, as a function of the size, grow too fast.
    fn is_excess(steps: fn(u64) -> u64) -> bool {
        const N: usize = 16;
        let counts = |size: usize| vec![(0, 7), (3, steps(size as u64))];
        !excess(N, [&counts(N), &counts(N * STEP), &counts(N * STEP * STEP)]).is_empty()
    }

    #[test]
    fn what_grows_with_the_text_passes() {
        assert!(!is_excess(|_| 1_000_000));
        assert!(!is_excess(|n| 100 * n));
        assert!(!is_excess(|n| 10 * n * u64::from(n.ilog2())));
        assert!(!is_excess(|n| n * n.min(64)));
        assert!(!is_excess(|n| 500 * u64::from(n > 64)));
    }

    #[test]
    fn what_grows_faster_fails() {
        assert!(is_excess(|n| n * n));
        assert!(is_excess(|n| n * (n - 1) / 2));
        assert!(is_excess(|n| 10 * n + n * n));
        assert!(is_excess(|n| n * n * n));
    }
}
