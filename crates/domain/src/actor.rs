//! Who did something and through which dialect: kept on every movement and log line. Not an authorisation rule; what a
//! credential may do is decided in `app`.

use crate::ids::{CredentialId, UserId};

/// The five dialects, and the core itself for the command line, the web pages and jobs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Face {
    /// Omnichannel order and stock hub.
    Estoka,
    /// Small-business ERP.
    Egestor,
    /// Retail ERP.
    Uniplus,
    /// Franchise commerce.
    Likin,
    /// Third-party logistics.
    Fulfillment,
    /// No dialect: command line, web pages, jobs.
    Core,
}

impl Face {
    /// Every face, in the order of the documentation.
    pub const ALL: [Self; 6] = [
        Self::Estoka,
        Self::Egestor,
        Self::Uniplus,
        Self::Likin,
        Self::Fulfillment,
        Self::Core,
    ];

    /// The name in paths, columns and flags.
    pub fn name(self) -> &'static str {
        match self {
            Self::Estoka => "estoka",
            Self::Egestor => "egestor",
            Self::Uniplus => "uniplus",
            Self::Likin => "likin",
            Self::Fulfillment => "fulfillment",
            Self::Core => "core",
        }
    }

    /// The face of that name, if there is one.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|face| face.name() == name)
    }
}

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Actor {
    /// An integration's credential.
    Credential(CredentialId),
    /// A person who signed in.
    User(UserId),
    /// The system itself: seeding, jobs, the command line.
    System,
}
