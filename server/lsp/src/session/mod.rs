//! One client session on standard input and output, from the first frame to the end.

#[cfg(test)]
mod fault_tests;
mod frames;
pub mod messages;
mod output;
pub mod recorder;
pub mod service;
