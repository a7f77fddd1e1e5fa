//! Inputs that nobody would write, made from those that are recorded: to find a panic, an answer of 500, an error that is
//! not in the vendor's envelope, or books that do not balance afterwards.
//!
//! Not a proof of anything: what the walks know to try, they try better.
//!
//! The one rule to know: the same seed makes the same inputs, so that what was found can be found again.

mod dice;
mod http;
mod mutate;
mod xml;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

pub use self::dice::Dice;
pub use self::http::{Bodies, Search};
pub use self::xml::Documents;

/// Something that takes inputs.
pub trait Target {
    /// Makes an input and has it taken; answers what became of it, in a word or two.
    ///
    /// # Errors
    /// What should not have happened, with the input.
    fn once(&mut self, dice: &mut Dice) -> Result<String, String>;
}

/// When to stop.
#[derive(Debug, Clone, Copy)]
pub enum Until {
    /// After so many inputs.
    Inputs(u64),
    /// After so long.
    Passed(Duration),
}

/// What a run came to.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// How many inputs were taken.
    pub inputs: u64,
    /// What became of them.
    pub outcomes: BTreeMap<String, u64>,
}

/// Runs a target from a seed.
///
/// # Errors
/// The first thing that should not have happened, with the number of its input.
pub fn run(target: &mut dyn Target, seed: u64, until: Until) -> Result<Tally, String> {
    let mut dice = Dice::new(seed);
    let mut tally = Tally::default();
    let started = Instant::now();
    let is_over = |inputs: u64| match until {
        Until::Inputs(wanted) => inputs >= wanted,
        Until::Passed(time) => started.elapsed() >= time,
    };
    while !is_over(tally.inputs) {
        tally.inputs += 1;
        let outcome = target.once(&mut dice);
        let outcome = outcome.map_err(|what| format!("seed {seed}, input {}: {what}", tally.inputs))?;
        *tally.outcomes.entry(outcome).or_default() += 1;
    }
    Ok(tally)
}

/// Bytes as a person can read and paste them.
fn shown(bytes: &[u8]) -> String {
    bytes.escape_ascii().to_string()
}

#[cfg(test)]
mod tests {
    use super::{Bodies, Documents, Search, Target, Until, run};
    use crate::dialects::estoka::ESTOKA;

    #[test]
    fn a_few_inputs_of_every_kind_do_no_harm_and_come_again_from_the_same_seed() {
        let few = |target: &mut dyn Target, inputs| run(target, 7, Until::Inputs(inputs)).unwrap();
        let documents = || few(&mut Documents::new(), 300).outcomes;
        assert_eq!(documents(), documents());
        assert!(few(&mut Bodies::new(ESTOKA), 150).outcomes.len() > 1);
        assert!(few(&mut Search::new(ESTOKA), 150).outcomes.len() > 1);
    }
}
