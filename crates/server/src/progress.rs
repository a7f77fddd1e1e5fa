//! Progress of what takes long, as a bar on standard error.
//!
//! Not a log: nothing is kept, and where standard error is no terminal nothing is written at all.
//!
//! The one rule to know: a phase replaces the one before it.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// Where progress is shown, or nowhere.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Shown on standard error when that is a terminal.
    #[must_use]
    pub fn shown() -> Self {
        let bar = ProgressBar::no_length();
        bar.enable_steady_tick(Duration::from_millis(200));
        Self { bar }
    }

    /// Shown nowhere: for tests.
    #[must_use]
    pub fn hidden() -> Self {
        Self {
            bar: ProgressBar::hidden(),
        }
    }

    /// Begins a phase of so many steps.
    pub fn phase(&self, what: &str, steps: u64) {
        // The template is a constant; a test shows that it is valid.
        if let Ok(style) = ProgressStyle::with_template(TEMPLATE) {
            self.bar.set_style(style);
        }
        self.bar.set_message(what.to_owned());
        self.bar.set_length(steps);
        self.bar.set_position(0);
    }

    /// So many steps more are done.
    pub fn advance(&self, steps: u64) {
        self.bar.inc(steps);
    }

    /// So many steps of so many are done.
    pub fn reach(&self, done: u64, steps: u64) {
        self.bar.set_length(steps);
        self.bar.set_position(done);
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// A bar that was left behind by an error would stand in the error's way.
impl Drop for Progress {
    fn drop(&mut self) {
        self.finish();
    }
}

const TEMPLATE: &str = "{msg:<24} {bar:40} {pos}/{len} {eta}";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_is_valid() {
        assert!(ProgressStyle::with_template(TEMPLATE).is_ok());
    }

    #[test]
    fn phases_count_their_own_steps() {
        let progress = Progress::hidden();
        progress.phase("first", 10);
        progress.advance(4);
        assert_eq!((progress.bar.position(), progress.bar.length()), (4, Some(10)));
        progress.phase("second", 3);
        progress.reach(2, 5);
        assert_eq!((progress.bar.position(), progress.bar.length()), (2, Some(5)));
    }
}
