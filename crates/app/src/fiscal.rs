//! Fiscal documents by themselves: reading one, and what the authority says of it.
//!
//! Not how a document comes about; that is `workflow`.
//!
//! The one rule to know: what the authority says is text in the caller's words, and changes nothing else.

use domain::documents::AccessKey;
use domain::events::{Event, EventKind};
use domain::fiscal::FiscalDocument;
use domain::ids::FiscalDocumentId;
use domain::refusal::{Entity, Field, InvalidField, Problem, Refusal};

use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;
use crate::outbox;
use crate::reader::Reader;

/// Writes what the authority says of the document with an access key: of a consumer's note that was issued while the
/// authority was out of reach, say.
#[derive(Debug, Clone)]
pub struct SetAuthorizationStatus {
    /// The key.
    pub access_key: String,
    /// What it says.
    pub status: String,
}

impl Command for SetAuthorizationStatus {
    type Done = FiscalDocumentId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<FiscalDocumentId, Failure> {
        let (account, now) = (cx.account(), cx.now);
        let status = self.status.trim();
        let key = AccessKey::parse_unchecked(&self.access_key);
        let mut invalid = Vec::new();
        if key.is_err() {
            invalid.push(InvalidField::new(Field::AccessKey, Problem::Malformed));
        }
        if let Some(problem) = domain::fiscal::authorization_status_problem(status) {
            invalid.push(InvalidField::new(Field::AuthorizationStatus, problem));
        }
        Refusal::unless_empty(invalid)?;
        let own = cx.call.principal.organization;
        let found = match &key {
            Ok(key) => store::fiscal_documents::find_by_access_key(cx.tx, account, key.as_str())?,
            Err(_) => None,
        };
        let document = found
            .filter(|document| own.is_none_or(|own| own == document.organization))
            .ok_or_else(|| Refusal::not_found(Entity::FiscalDocument, &self.access_key))?;
        store::fiscal_documents::set_authorization_status(cx.tx, account, document.id, status, now)?;
        let told = |entity, entity_id| Event {
            entity,
            entity_id,
            organization: Some(document.organization),
            kind: EventKind::Updated,
        };
        let mut events = vec![told(Entity::FiscalDocument, document.id.raw())];
        events.extend(document.order.map(|order| told(Entity::Order, order.raw())));
        outbox::emit(cx, &events)?;
        Ok(document.id)
    }
}

impl Reader<'_, '_> {
    /// The fiscal document of that number; not the fiscal number.
    ///
    /// # Errors
    /// Not found in this account.
    pub fn fiscal_document(&mut self, id: FiscalDocumentId) -> Result<FiscalDocument, Failure> {
        store::fiscal_documents::find(self.tx, self.account, id)?
            .ok_or_else(|| Failure::not_found(Entity::FiscalDocument, id))
    }
}
