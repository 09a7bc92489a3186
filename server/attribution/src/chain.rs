//! Linear-chain conditional random field: best state sequence, and probabilities of states and steps.

/// States of a chain and the allowed transitions.
#[derive(Debug)]
pub struct Topology {
    /// For each state, the column of the token features that scores it; `None` always scores 0.
    pub columns: &'static [Option<usize>],
    /// Allowed steps from state to state; the index of a step is its column of the step features.
    pub steps: &'static [(usize, usize)],
    /// Possible start states.
    pub starts: &'static [usize],
}

impl Topology {
    /// Number of columns of the token features.
    pub fn token_columns(&self) -> usize {
        self.columns.iter().flatten().max().map_or(0, |last| last + 1)
    }
}

/// Scores of every state of every token, and of every step to it.
#[derive(Debug, Clone, Default)]
pub struct Lattice {
    /// Number of tokens.
    pub length: usize,
    /// State scores, by token, then by state.
    pub states: Vec<f32>,
    /// Step scores, by token, then by step; unused for the first token.
    pub steps: Vec<f32>,
}

/// Score of an impossible state or step.
pub const NEVER: f32 = -1.0e6;

/// Best state sequence, one state for each token (Viterbi).
pub fn best(topology: &Topology, lattice: &Lattice) -> Vec<usize> {
    let states = topology.columns.len();
    let width = topology.steps.len();
    let mut scores = vec![NEVER * 2.0; states];
    let mut from = vec![0_u8; lattice.length * states];
    for start in topology.starts {
        scores[*start] = lattice.states.get(*start).copied().unwrap_or(0.0);
    }
    for token in 1..lattice.length {
        let mut next = vec![f32::NEG_INFINITY; states];
        for (column, (before, state)) in topology.steps.iter().enumerate() {
            let score = scores[*before] + lattice.steps[token * width + column];
            if score > next[*state] {
                next[*state] = score;
                from[token * states + state] = *before as u8;
            }
        }
        for (state, score) in next.iter_mut().enumerate() {
            *score += lattice.states[token * states + state];
        }
        scores = next;
    }
    let last = (0..states).max_by(|a, b| scores[*a].total_cmp(&scores[*b])).unwrap_or(0);
    let mut row = vec![0; lattice.length];
    let mut state = last;
    for token in (0..lattice.length).rev() {
        row[token] = state;
        state = usize::from(from[token * states + state]);
    }
    row
}

/// Best state sequence that contains a state from the bit set `wanted`.
pub fn best_with(topology: &Topology, lattice: &Lattice, wanted: u32) -> Vec<usize> {
    let states = topology.columns.len();
    let width = topology.steps.len();
    // Doubles the states: before and after a wanted one was seen.
    let double = states * 2;
    let mut scores = vec![f32::NEG_INFINITY; double];
    let mut from = vec![0_u8; lattice.length * double];
    let is_wanted = |state: usize| wanted >> state & 1 == 1;
    for start in topology.starts {
        let place = start + if is_wanted(*start) { states } else { 0 };
        scores[place] = lattice.states.get(*start).copied().unwrap_or(0.0);
    }
    let mut next = vec![f32::NEG_INFINITY; double];
    for token in 1..lattice.length {
        next.fill(f32::NEG_INFINITY);
        for (column, (before, state)) in topology.steps.iter().enumerate() {
            let step = lattice.steps[token * width + column];
            for seen in [0, states] {
                let place = state + if is_wanted(*state) { states } else { seen };
                let score = scores[before + seen] + step;
                if score > next[place] {
                    next[place] = score;
                    from[token * double + place] = (before + seen) as u8;
                }
            }
        }
        for (place, score) in next.iter_mut().enumerate() {
            *score += lattice.states[token * states + place % states];
        }
        std::mem::swap(&mut scores, &mut next);
    }
    let mut place = (states..double).max_by(|a, b| scores[*a].total_cmp(&scores[*b])).unwrap_or(0);
    let mut row = vec![0; lattice.length];
    for token in (0..lattice.length).rev() {
        row[token] = place % states;
        place = usize::from(from[token * double + place]);
    }
    row
}

/// Marginal probabilities.
#[derive(Debug, Clone, Default)]
pub struct Marginals {
    /// State probabilities, by token, then by state.
    pub states: Vec<f32>,
    /// Step probabilities, by token, then by step.
    pub steps: Vec<f32>,
    /// Logarithm of the sum over all sequences.
    pub total: f32,
}

/// Marginal probabilities of all states and steps (forward-backward).
pub fn marginals(topology: &Topology, lattice: &Lattice) -> Marginals {
    let states = topology.columns.len();
    let width = topology.steps.len();
    let length = lattice.length;
    if length == 0 {
        return Marginals::default();
    }
    // Probabilities are rescaled at each token to prevent underflow and overflow.
    let mut exps = vec![0.0_f32; length * states];
    let mut tops = vec![0.0_f32; length];
    for token in 0..length {
        let row = &lattice.states[token * states..(token + 1) * states];
        let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        tops[token] = top;
        for (state, score) in row.iter().enumerate() {
            exps[token * states + state] = exp(score - top);
        }
    }
    let mut step_exps = vec![0.0_f32; length * width];
    let mut step_tops = vec![0.0_f32; length];
    for token in 1..length {
        let row = &lattice.steps[token * width..(token + 1) * width];
        let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        step_tops[token] = top;
        for (step, score) in row.iter().enumerate() {
            step_exps[token * width + step] = exp(score - top);
        }
    }
    let mut forward = vec![0.0_f32; length * states];
    let mut total = 0.0_f64;
    for start in topology.starts {
        forward[*start] = exps[*start];
    }
    total += f64::from(libm::logf(scale(&mut forward[..states])) + tops[0]);
    for token in 1..length {
        let (done, rest) = forward.split_at_mut(token * states);
        let before = &done[(token - 1) * states..];
        let here = &mut rest[..states];
        for (column, (from, to)) in topology.steps.iter().enumerate() {
            here[*to] += before[*from] * step_exps[token * width + column];
        }
        for (state, sum) in here.iter_mut().enumerate() {
            *sum *= exps[token * states + state];
        }
        total += f64::from(libm::logf(scale(here)) + tops[token] + step_tops[token]);
    }
    let mut backward = vec![0.0_f32; length * states];
    backward[(length - 1) * states..].fill(1.0);
    let mut steps = vec![0.0_f32; length * width];
    for token in (1..length).rev() {
        let (early, late) = backward.split_at_mut(token * states);
        let here = &mut early[(token - 1) * states..];
        for (column, (from, to)) in topology.steps.iter().enumerate() {
            let onwards = step_exps[token * width + column] * exps[token * states + to] * late[*to];
            here[*from] += onwards;
            steps[token * width + column] = forward[(token - 1) * states + from] * onwards;
        }
        let row = &mut steps[token * width..(token + 1) * width];
        scale(row);
        scale(here);
    }
    let mut probabilities = forward;
    for (probability, back) in probabilities.iter_mut().zip(&backward) {
        *probability *= back;
    }
    for token in 0..length {
        scale(&mut probabilities[token * states..(token + 1) * states]);
    }
    Marginals { states: probabilities, steps, total: total as f32 }
}

/// Exponential function with the same result on every platform; `libm::expf` takes three times as long.
fn exp(x: f32) -> f32 {
    libm::exp2f(x * std::f32::consts::LOG2_E)
}

/// Normalises by the sum, and returns it.
fn scale(row: &mut [f32]) -> f32 {
    let sum = row.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    for value in row {
        *value /= sum;
    }
    sum
}

/// Score of a state sequence.
pub fn score(topology: &Topology, lattice: &Lattice, row: &[usize]) -> f32 {
    let states = topology.columns.len();
    let width = topology.steps.len();
    let mut sum = 0.0;
    for (token, state) in row.iter().enumerate() {
        sum += lattice.states[token * states + state];
        if token > 0 {
            let step = topology.steps.iter().position(|step| *step == (row[token - 1], *state));
            sum += step.map_or(NEVER, |step| lattice.steps[token * width + step]);
        }
    }
    sum
}
