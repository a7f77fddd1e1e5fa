//! Finance: titles and the books they are settled in. Settling is a process and stands in `workflow/settle_title.rs`.
//!
//! Not the rules of amounts and states; those are in `domain::finance`.

mod books;
pub(crate) mod post;
mod titles;
mod views;

pub use books::{
    CreateCashAccount, CreateLedgerAccount, CreateMeansOfPayment, DeleteCashAccount, DeleteLedgerAccount,
    DeleteMeansOfPayment, UpdateCashAccount, UpdateLedgerAccount, UpdateMeansOfPayment,
};
pub(crate) use titles::unknown_references;
pub use titles::{CreateTitle, DeleteTitle, TitleChanges, UpdateTitle};
pub use views::TitleView;

pub use store::cash::CashColumn;
pub use store::ledger_accounts::LedgerColumn;
pub use store::listing::OrderedBy;
pub use store::payment_methods::MeansColumn;
pub use store::titles::{TitleColumn, TitleDay, TitleFilter};
