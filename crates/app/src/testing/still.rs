//! A clock that stands still, so that every instant of an answer is known.
//!
//! Not one that is moved: tests of what time changes have their own.

use jiff::Timestamp;

use crate::Clock;

/// It is always this instant.
pub struct Still(pub Timestamp);

impl Clock for Still {
    fn now(&self) -> Timestamp {
        self.0
    }
}
