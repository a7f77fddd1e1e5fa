//! What an account calls the fields of a sale that are its own. Not what is written in them, which each sale keeps.
//!
//! The one rule to know: a field that nobody named has a name all the same, and one named with nothing is out of use.

use domain::events::{Event, EventKind};
use domain::orders::SaleField;
use domain::refusal::Entity;

use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;
use crate::outbox;
use crate::reader::Reader;

/// Names a field.
#[derive(Debug, Clone)]
pub struct NameSaleField {
    /// Which one.
    pub field: SaleField,
    /// What it is called; nothing takes it out of use.
    pub label: String,
}

impl Command for NameSaleField {
    type Done = ();

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<(), Failure> {
        let account = cx.account();
        let label = self.label.trim();
        SaleField::check_label(label)?;
        store::sale_labels::put(cx.tx, account, self.field, label)?;
        let told = Event {
            entity: Entity::Account,
            entity_id: account.raw(),
            organization: None,
            kind: EventKind::Updated,
        };
        outbox::emit(cx, &[told])
    }
}

impl Reader<'_, '_> {
    /// The fields the account named, with their names; an empty one is out of use.
    ///
    /// # Errors
    /// A broken store.
    pub fn sale_labels(&mut self) -> Result<Vec<(SaleField, String)>, Failure> {
        Ok(store::sale_labels::list(self.tx, self.account)?)
    }
}
