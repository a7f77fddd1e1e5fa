//! What a running command is handed: its transaction, who asked, what time it is, and chance. Not a place for lookups;
//! those are functions of `store`.

use domain::ids::AccountId;
use jiff::Timestamp;
use store::Tx;

use crate::call::Call;
use crate::chance::{Chance, hex};

/// The surroundings of one run of a command.
pub struct Context<'run, 'tx> {
    /// The open transaction. Everything a command does goes through it.
    pub tx: &'run mut Tx<'tx>,
    /// Who asks, through which face.
    pub call: &'run Call,
    /// When the request was accepted; the same in every run of the same command.
    pub now: Timestamp,
    /// Where the codes come from that nobody may guess. Each run of the same command draws anew.
    pub chance: &'run dyn Chance,
}

impl Context<'_, '_> {
    /// The tenant, which every finder takes.
    pub fn account(&self) -> AccountId {
        self.call.principal.account
    }

    /// Random bytes, written as lower-case hexadecimal.
    pub fn random_hex(&self, bytes: usize) -> String {
        hex(self.chance, bytes)
    }
}
