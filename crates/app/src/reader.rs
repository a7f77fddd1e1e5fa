//! The reading side: views of one account from one snapshot. Views are methods added by the files of `views/`; a face
//! calls them and never sees the transaction behind.

use domain::ids::AccountId;
use store::Tx;

/// One account, as it stands in one snapshot.
pub struct Reader<'run, 'tx> {
    pub(crate) tx: &'run mut Tx<'tx>,
    pub(crate) account: AccountId,
}

impl<'run, 'tx> Reader<'run, 'tx> {
    /// A reader of this account over an open transaction.
    pub(crate) fn new(tx: &'run mut Tx<'tx>, account: AccountId) -> Self {
        Self { tx, account }
    }

    /// The account that is read.
    pub fn account(&self) -> AccountId {
        self.account
    }

    /// Statements run so far: tests prove with it that a list costs a constant number.
    pub fn statements(&self) -> u64 {
        self.tx.statements()
    }
}
