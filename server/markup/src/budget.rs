//! Limit of a piece of work: a number of steps, and a signal to stop. The core asks it between blocks and in long loops;
//! who starts the work decides on the limit, and whether the incomplete result is of use.

use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Limit of a piece of work. Once it is spent it stays spent, so that whoever asks at the end knows whether anything was
/// left out.
#[derive(Debug)]
pub struct Budget(Option<Limits>);

/// Limits of a [`Budget`].
struct Limits {
    /// Steps left.
    steps: AtomicU64,
    is_stopped: Box<dyn Fn() -> bool + Send + Sync>,
    /// Set once the budget is spent.
    spent: AtomicBool,
}

impl Budget {
    /// Budget of work that always runs to its end.
    pub const UNLIMITED: &'static Self = &Self(None);

    /// Budget of a number of steps, which also ends when `is_stopped` returns `true`. It is called often, and must be
    /// quick.
    pub fn new(steps: u64, is_stopped: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        let (steps, spent) = (AtomicU64::new(steps), AtomicBool::new(false));
        Self(Some(Limits { steps, is_stopped: Box::new(is_stopped), spent }))
    }

    /// Budget of a number of steps.
    pub fn of_steps(steps: u64) -> Self {
        Self::new(steps, || false)
    }

    /// Takes steps from the budget; returns whether the work may go on. A step is as much as a rule does in a paragraph.
    pub fn take(&self, steps: u64) -> bool {
        let Some(limits) = &self.0 else { return true };
        let left =
            limits.steps.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(steps));
        if left.is_err() {
            limits.spent.store(true, Ordering::Relaxed);
        }
        !self.is_spent()
    }

    /// Whether the work has to stop, or has left something out already.
    pub fn is_spent(&self) -> bool {
        let Some(limits) = &self.0 else { return false };
        if !limits.spent.load(Ordering::Relaxed) && (limits.is_stopped)() {
            limits.spent.store(true, Ordering::Relaxed);
        }
        limits.spent.load(Ordering::Relaxed)
    }
}

impl fmt::Debug for Limits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Limits")
            .field("steps", &self.steps)
            .field("spent", &self.spent)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    #[test]
    fn a_spent_budget_stays_spent() {
        let budget = Budget::of_steps(3);
        assert!(budget.take(2) && !budget.is_spent());
        assert!(!budget.take(2) && budget.is_spent());
        assert!(!budget.take(1), "a step is left, but something was left out before");

        let stopped = Arc::new(AtomicBool::new(false));
        let signal = Arc::clone(&stopped);
        let budget = Budget::new(u64::MAX, move || signal.load(Ordering::Relaxed));
        assert!(budget.take(1 << 40));
        stopped.store(true, Ordering::Relaxed);
        assert!(!budget.take(0));
        stopped.store(false, Ordering::Relaxed);
        assert!(budget.is_spent());
    }

    #[test]
    fn an_unlimited_budget_is_never_spent() {
        assert!(Budget::UNLIMITED.take(u64::MAX) && Budget::UNLIMITED.take(1));
    }
}
