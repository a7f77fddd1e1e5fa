//! Every way to say no, in Sample's envelope and words.
//!
//! Not a place to decide whether: that is done when these functions are called.
//!
//! The one rule to know: every variant is named, so that a new rule does not compile until its answer is chosen.

use app::Answer;
use domain::refusal::{Problem, Refusal};
use face_kit::{Faults, Transport, to_answer};
use serde::Serialize;

/// The envelope of every error.
#[derive(Serialize)]
struct Envelope {
    message: String,
}

/// The answer to a rule that said no.
pub(crate) fn refusal(refusal: &Refusal) -> Answer {
    let (status, message): (u16, String) = match refusal {
        // SCAFFOLD arms of Refusal
    };
    to_answer(status, &Envelope { message })
}

/// The answer to fields that cannot be read.
pub(crate) fn faults(faults: &Faults) -> Answer {
    let messages: Vec<_> = faults
        .iter()
        .map(|fault| format!("{} {}", fault.path, words(fault.problem)))
        .collect();
    to_answer(
        422,
        &Envelope {
            message: messages.join(", "),
        },
    )
}

/// The answer to a request that did not reach its use case.
pub(crate) fn transport(transport: &Transport) -> Answer {
    let (status, message): (u16, String) = match transport {
        // SCAFFOLD arms of Transport
    };
    to_answer(status, &Envelope { message })
}

/// What is wrong with a field, to follow its name.
fn words(problem: Problem) -> String {
    match problem {
        // SCAFFOLD arms of Problem
    }
}
