//! Training of a chain: a conditional random field, by gradient descent with an adaptive step size per weight
//! (Adagrad).

use ascribe_attribution::chain::{Lattice, NEVER, Topology, marginals};
use ascribe_attribution::model::write_section;
use ascribe_attribution::weights::Features;

/// Training example: a sequence of tokens with the correct states.
pub struct Example {
    /// Features.
    pub features: Features,
    /// Correct states.
    pub states: Vec<u8>,
    /// Fold; examples of one fold are held out together.
    pub fold: usize,
}

/// Hyperparameters.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Rows of the token feature table, as a power of two.
    pub token_bits: u32,
    /// Rows of the step feature table, as a power of two.
    pub step_bits: u32,
    /// Number of passes over all examples.
    pub rounds: usize,
    /// Step size.
    pub rate: f32,
    /// Strength of weight decay.
    pub decay: f32,
    /// Share of features dropped from an example on each pass.
    pub dropout: f32,
}

/// Deterministic pseudorandom numbers.
pub struct Random(pub u64);

impl Random {
    /// Next number.
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 >> 8
    }

    /// Shuffles a list.
    pub fn shuffle(&mut self, list: &mut [usize]) {
        for last in (1..list.len()).rev() {
            list.swap(last, (self.next() % (last as u64 + 1)) as usize);
        }
    }
}

/// Table of weights with the sums of their squared gradients.
#[derive(Clone)]
pub struct Weights {
    columns: usize,
    mask: u32,
    values: Vec<[f32; 2]>,
}

impl Weights {
    pub fn new(columns: usize, bits: u32) -> Self {
        Self { columns, mask: (1 << bits) - 1, values: vec![[0.0, 1e-3]; columns << bits] }
    }

    fn row(&self, feature: u32) -> usize {
        (feature & self.mask) as usize * self.columns
    }

    pub fn add(&self, feature: u32, sums: &mut [f32]) {
        let row = self.row(feature);
        for (sum, value) in sums.iter_mut().zip(&self.values[row..row + self.columns]) {
            *sum += value[0];
        }
    }

    /// Scales the weights, to compensate for dropout or for summed tables.
    fn shrink(&mut self, by: f32) {
        for value in &mut self.values {
            value[0] *= by;
        }
    }

    fn add_all(&mut self, other: &Self) {
        for (value, more) in self.values.iter_mut().zip(&other.values) {
            value[0] += more[0];
        }
    }

    pub fn learn(&mut self, features: &[u32], gradient: &[f32], rate: f32, decay: f32) {
        if gradient.iter().all(|part| part.abs() < 1e-4) {
            return;
        }
        for feature in features {
            let row = self.row(*feature);
            for (value, part) in self.values[row..row + self.columns].iter_mut().zip(gradient) {
                let slope = part - decay * value[0];
                value[1] += slope * slope;
                value[0] += rate * slope / value[1].sqrt();
            }
        }
    }

    /// Writes the weights quantised to one byte each.
    pub fn write(&self, out: &mut Vec<u8>) {
        let mut sizes: Vec<f32> =
            self.values.iter().map(|value| value[0].abs()).filter(|size| *size > 0.0).collect();
        sizes.sort_by(f32::total_cmp);
        // Clip a few large weights, to keep precision for the many small ones.
        let largest = sizes.get(sizes.len() * 9995 / 10000).copied().unwrap_or(1.0).max(1e-3);
        let scale = largest / 127.0;
        let bytes: Vec<u8> = self
            .values
            .iter()
            .map(|value| ((value[0] / scale).round().clamp(-127.0, 127.0) as i8).cast_unsigned())
            .collect();
        write_section(out, scale, &bytes);
    }
}

/// A chain in training.
#[derive(Clone)]
pub struct Learner {
    topology: &'static Topology,
    settings: Settings,
    tokens: Weights,
    steps: Weights,
}

impl Learner {
    /// Trains on all examples except those of a fold.
    pub fn learn(
        topology: &'static Topology,
        settings: Settings,
        examples: &[Example],
        without: Option<usize>,
    ) -> Self {
        let mut learner = Self {
            topology,
            settings,
            tokens: Weights::new(topology.token_columns(), settings.token_bits),
            steps: Weights::new(topology.steps.len(), settings.step_bits),
        };
        let mut order: Vec<usize> =
            (0..examples.len()).filter(|example| Some(examples[*example].fold) != without).collect();
        let mut random = Random(88_172_645_463_325_252);
        for round in 0..settings.rounds {
            random.shuffle(&mut order);
            // The step size falls to a tenth.
            let progress = round as f32 / settings.rounds as f32;
            learner.settings.rate = settings.rate * (1.0 - 0.9 * progress);
            let loss: f64 =
                order.iter().map(|example| f64::from(learner.see(&examples[*example], &mut random))).sum();
            if round + 1 == settings.rounds {
                eprintln!("  {} examples, loss {:.4}", order.len(), loss / order.len() as f64);
            }
        }
        learner.tokens.shrink(1.0 - settings.dropout);
        learner.steps.shrink(1.0 - settings.dropout);
        learner
    }

    /// Scores of states and steps.
    pub fn lattice(&self, features: &Features) -> Lattice {
        let length = features.ends.len();
        let mut lattice = Lattice { length, ..Lattice::default() };
        let mut sums = [0.0_f32; 32];
        for token in 0..length {
            let (of_states, of_steps) = features.of(token);
            sums.fill(0.0);
            for feature in of_states {
                self.tokens.add(*feature, &mut sums);
            }
            lattice.states.extend(self.topology.columns.iter().map(|column| match column {
                Some(_) if features.barred[token] => NEVER,
                Some(column) => sums[*column],
                None => 0.0,
            }));
            sums.fill(0.0);
            for feature in of_steps {
                self.steps.add(*feature, &mut sums);
            }
            lattice.steps.extend(&sums[..self.topology.steps.len()]);
        }
        lattice
    }

    /// Takes one gradient step on an example; returns its loss.
    fn see(&mut self, example: &Example, random: &mut Random) -> f32 {
        let thinned;
        let example = if self.settings.dropout > 0.0 {
            thinned = self.thin(example, random);
            &thinned
        } else {
            example
        };
        let lattice = self.lattice(&example.features);
        let expected = marginals(self.topology, &lattice);
        let (states, width) = (self.topology.columns.len(), self.topology.steps.len());
        let row: Vec<usize> = example.states.iter().map(|state| usize::from(*state)).collect();
        let loss = expected.total - ascribe_attribution::chain::score(self.topology, &lattice, &row);
        let mut gradient = [0.0_f32; 32];
        let settings = self.settings;
        for token in 0..row.len() {
            let (of_states, of_steps) = example.features.of(token);
            gradient.fill(0.0);
            if !example.features.barred[token] {
                for (state, column) in self.topology.columns.iter().enumerate() {
                    if let Some(column) = column {
                        let is_right = f32::from(u8::from(row[token] == state));
                        gradient[*column] += is_right - expected.states[token * states + state];
                    }
                }
                let columns = self.tokens.columns;
                self.tokens.learn(of_states, &gradient[..columns], settings.rate, settings.decay);
            }
            if token > 0 {
                for (column, step) in self.topology.steps.iter().enumerate() {
                    let is_right = f32::from(u8::from(*step == (row[token - 1], row[token])));
                    gradient[column] = is_right - expected.steps[token * width + column];
                }
                self.steps.learn(of_steps, &gradient[..width], settings.rate, settings.decay);
            }
        }
        loss
    }

    /// Copy of the example with randomly dropped features.
    fn thin(&self, example: &Example, random: &mut Random) -> Example {
        let mut features = Features { barred: example.features.barred.clone(), ..Features::default() };
        let is_kept = |number: u64| (number & 0xffff) as f32 >= self.settings.dropout * 65536.0;
        for token in 0..example.states.len() {
            let (of_states, of_steps) = example.features.of(token);
            features.hashes.extend(of_states.iter().filter(|_| is_kept(random.next())));
            let middle = features.hashes.len() as u32;
            features.hashes.extend(of_steps.iter().filter(|_| is_kept(random.next())));
            features.ends.push((middle, features.hashes.len() as u32));
        }
        Example { features, states: example.states.clone(), fold: example.fold }
    }

    /// Mean of chains of one kind; there is at least one.
    pub fn mean(chains: &[Self]) -> Self {
        let [first, rest @ ..] = chains else {
            unreachable!("a fold is left out of each, and there are several")
        };
        let mut mean = first.clone();
        for chain in rest {
            mean.tokens.add_all(&chain.tokens);
            mean.steps.add_all(&chain.steps);
        }
        for table in [&mut mean.tokens, &mut mean.steps] {
            table.shrink(1.0 / chains.len() as f32);
        }
        mean
    }

    /// Writes the weights.
    pub fn write(&self, out: &mut Vec<u8>) {
        self.tokens.write(out);
        self.steps.write(out);
    }
}
