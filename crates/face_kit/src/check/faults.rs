//! What a checker found: fields by their path in the request, each with what is wrong.
//!
//! Not a refusal of the domain, which names the core's fields; a dialect words both.
//!
//! The one rule to know: `Faults` is never empty.

use domain::refusal::Problem;

/// One field of the request and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where: `items[0].quantity`, in the names of the wire.
    pub path: String,
    /// What.
    pub problem: Problem,
}

impl Fault {
    /// A fault of the field at this path.
    pub fn new(path: impl Into<String>, problem: Problem) -> Self {
        Self {
            path: path.into(),
            problem,
        }
    }

    /// The last name of the path, without its index: `quantity`.
    pub fn name(&self) -> &str {
        let last = self.path.rsplit('.').next().unwrap_or(&self.path);
        last.split('[').next().unwrap_or(last)
    }
}

/// All faults of a request, at least one, in the order in which the fields were looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faults {
    first: Fault,
    others: Vec<Fault>,
}

impl Faults {
    /// These faults; `None` when there is none.
    pub fn of(faults: Vec<Fault>) -> Option<Self> {
        let mut others = faults;
        if others.is_empty() {
            return None;
        }
        let first = others.remove(0);
        Some(Self { first, others })
    }

    /// A single fault.
    pub fn one(fault: Fault) -> Self {
        Self {
            first: fault,
            others: Vec::new(),
        }
    }

    /// The first fault, for vendors that tell only one.
    pub fn first(&self) -> &Fault {
        &self.first
    }

    /// All faults.
    pub fn iter(&self) -> impl Iterator<Item = &Fault> {
        std::iter::once(&self.first).chain(&self.others)
    }

    /// How many there are, at least 1.
    #[allow(clippy::len_without_is_empty, reason = "never empty")]
    pub fn len(&self) -> usize {
        1 + self.others.len()
    }
}
