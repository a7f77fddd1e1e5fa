//! What a running command is handed: its transaction, who asked, and what time it is. Not a place for lookups; those are
//! functions of `store`.

use domain::ids::AccountId;
use jiff::Timestamp;
use store::Tx;

use crate::call::Call;

/// The surroundings of one run of a command.
pub struct Context<'run, 'tx> {
    /// The open transaction. Everything a command does goes through it.
    pub tx: &'run mut Tx<'tx>,
    /// Who asks, through which face.
    pub call: &'run Call,
    /// When the request was accepted; the same in every run of the same command.
    pub now: Timestamp,
}

impl Context<'_, '_> {
    /// The tenant, which every finder takes.
    pub fn account(&self) -> AccountId {
        self.call.principal.account
    }
}
