//! Goods in with a supplier's fiscal document: the supplier is found or made, lines are matched to skus, and when all of
//! them are, everything comes to stock at once.
//!
//! Not an entry without a document; that is `enter_stock`. Not the reading of an XML; that is `receive_nfe`.
//!
//! The one rule to know: a receipt that is not wholly matched moves nothing; `match_receipt` goes on with it.

use domain::events::{Event, EventKind};
use domain::fiscal::{FiscalDocument, FiscalPurpose, FiscalStatus};
use domain::ids::{FiscalDocumentId, LocationId, OrganizationId, ReceiptId, SkuId};
use domain::page::PageRequest;
use domain::receipts::{
    Delivery, GoodsReceipt, InvoiceFacts, PurchaseInvoice, ReceiptItem, ReceiptState, may_receive, usual_place,
};
use domain::refusal::{Entity, Field, InvalidField, Problem, Refusal};
use domain::stock::{Book, Cause};
use store::counters::{self, Counter};

use super::enter_stock::check_place;
use super::match_receipt::skus_of;
use super::{locks, promise, shelves};
use crate::accounts;
use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;
use crate::outbox;
use crate::parties::supplier_for_receipt;

/// The most warehouses of an organization that are looked at for the usual one.
const WAREHOUSES: u32 = 100;

/// Takes goods in with their document.
#[derive(Debug, Clone)]
pub struct ReceiveGoods {
    /// Who receives.
    pub organization: OrganizationId,
    /// Where; `None` is the organization's usual place.
    pub location: Option<LocationId>,
    /// The document.
    pub invoice: PurchaseInvoice,
    /// The document's XML as it came, kept beside.
    pub xml: Option<String>,
    /// The fields that only Estoka defines, kept beside.
    pub extras_estoka: Option<String>,
}

impl Command for ReceiveGoods {
    type Done = ReceiptId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<ReceiptId, Failure> {
        let (account, now) = (cx.account(), cx.now);
        let location = place(cx, self.organization, self.location)?;
        let mut invoice = self.invoice.clone();
        invoice.tidy();
        let document_check = accounts::settings(cx)?.document_check;
        let key_taken = store::receipts::find_by_access_key(cx.tx, account, &invoice.access_key)?.is_some();
        invoice.check(InvoiceFacts {
            key_taken,
            document_check,
        })?;
        let supplier = supplier_for_receipt(cx, &invoice.supplier)?;
        let skus = skus_of(cx, Some(supplier), &invoice.items(1))?;
        let book = book_for(cx, location, &skus)?;
        let [receipt, first_item] = counters::take(
            cx.tx,
            account,
            [(Counter::Receipt, 1), (Counter::ReceiptItem, skus.len())],
        )?;
        let id = ReceiptId::from_raw(receipt);
        let items = invoice.items(first_item).into_iter().zip(skus);
        let mut receipt = GoodsReceipt {
            id,
            organization: self.organization,
            location,
            supplier: Some(supplier),
            fiscal_document: Some(record_document(cx, self.organization, id, &invoice)?),
            access_key: Some(invoice.access_key.clone()),
            number: Some(invoice.number.clone()),
            state: ReceiptState::Open,
            total: invoice.total,
            received_at: now,
            created_at: now,
            updated_at: now,
            items: items.map(|(item, sku)| ReceiptItem { sku, ..item }).collect(),
        };
        let deliveries = conclude(cx, &mut receipt)?;
        store::receipts::insert(
            cx.tx,
            account,
            &receipt,
            self.xml.as_deref(),
            self.extras_estoka.as_deref(),
        )?;
        if let (Some(book), Some(deliveries)) = (book, deliveries) {
            deliver(cx, &receipt, book, &deliveries)?;
        }
        Ok(id)
    }
}

/// Where the goods go: the place that was named, which must be the organization's and not on the way to another, or the
/// usual one.
fn place(
    cx: &mut Context<'_, '_>,
    organization: OrganizationId,
    named: Option<LocationId>,
) -> Result<LocationId, Failure> {
    let account = cx.account();
    let unknown = |field| Refusal::invalid(field, Problem::Unknown);
    if !store::organizations::exists(cx.tx, account, organization)? {
        return Err(unknown(Field::Organization).into());
    }
    let Some(location) = named else {
        let page = PageRequest::new(1, WAREHOUSES, WAREHOUSES);
        let warehouses = store::locations::list_warehouses_of(cx.tx, account, organization, page)?;
        let usual = usual_place(&warehouses).ok_or_else(|| Refusal::invalid(Field::Location, Problem::Blank))?;
        check_place(cx, organization, usual)?;
        return Ok(usual);
    };
    check_place(cx, organization, location)?;
    let found = store::locations::find(cx.tx, account, location)?.filter(may_receive);
    found.map(|_| location).ok_or_else(|| unknown(Field::Location).into())
}

/// The balances that a receipt moves, locked; `None` while a line has no sku, for then nothing moves.
///
/// # Errors
/// A broken store.
pub(crate) fn book_for(
    cx: &mut Context<'_, '_>,
    location: LocationId,
    skus: &[Option<SkuId>],
) -> Result<Option<Book>, Failure> {
    match skus.iter().copied().collect::<Option<Vec<SkuId>>>() {
        Some(skus) => locks::book_at(cx, location, &skus).map(Some),
        None => Ok(None),
    }
}

/// Concludes the receipt if it can be, and answers what comes to stock.
///
/// # Errors
/// A quantity beyond what stock counts.
pub(crate) fn conclude(cx: &mut Context<'_, '_>, receipt: &mut GoodsReceipt) -> Result<Option<Vec<Delivery>>, Failure> {
    let (account, now) = (cx.account(), cx.now);
    let mut skus: Vec<SkuId> = receipt.items.iter().filter_map(|item| item.sku).collect();
    skus.sort_unstable();
    skus.dedup();
    let packagings = store::packagings::of_skus(cx.tx, account, &skus)?;
    Ok(receipt.conclude(&packagings, now)?)
}

/// Brings what was delivered to its shelves.
///
/// # Errors
/// Figures beyond what stock counts.
pub(crate) fn deliver(
    cx: &mut Context<'_, '_>,
    receipt: &GoodsReceipt,
    mut book: Book,
    deliveries: &[Delivery],
) -> Result<(), Failure> {
    let account = cx.account();
    let [first] = counters::take(cx.tx, account, [(Counter::Movement, deliveries.len())])?;
    let shelves = shelves::open_all(cx, &mut book, receipt.location, deliveries)?;
    for (index, (delivery, shelf)) in deliveries.iter().zip(&shelves).enumerate() {
        book.receive(*shelf, delivery.receipt, Cause::receipt(receipt.id))
            .map_err(|_| Refusal::Invalid(vec![InvalidField::at(Field::Quantity, index, Problem::OutOfRange)]))?;
    }
    let mut moved = shelves;
    moved.sort_unstable();
    moved.dedup();
    let events: Vec<Event> = moved
        .iter()
        .map(|shelf| Event {
            entity: Entity::Balance,
            entity_id: shelf.raw(),
            organization: Some(receipt.organization),
            kind: EventKind::StockAdded,
        })
        .collect();
    promise::write_book(cx, book, first, cx.now)?;
    outbox::emit(cx, &events)
}

/// The document of a receipt: recorded, unless the account has it already because another of its organizations issued it.
fn record_document(
    cx: &mut Context<'_, '_>,
    organization: OrganizationId,
    receipt: ReceiptId,
    invoice: &PurchaseInvoice,
) -> Result<FiscalDocumentId, Failure> {
    let (account, now) = (cx.account(), cx.now);
    if let Some(known) = store::fiscal_documents::find_by_access_key(cx.tx, account, &invoice.access_key)? {
        return Ok(known.id);
    }
    let id = FiscalDocumentId::from_raw(counters::next(cx.tx, account, Counter::FiscalDocument)?);
    let document = FiscalDocument {
        id,
        order: None,
        receipt: Some(receipt),
        organization,
        model: invoice.model_name().to_owned(),
        purpose: FiscalPurpose::Purchase,
        status: FiscalStatus::Authorized,
        authorization_status: invoice.authorization_status.clone(),
        series: invoice.series.clone(),
        number: Some(invoice.number.clone()),
        access_key: Some(invoice.access_key.clone()),
        pdf_url: None,
        xml_url: None,
        cancel_xml_url: None,
        issued_at: invoice.issued_at,
        created_at: now,
        updated_at: now,
    };
    store::fiscal_documents::insert(cx.tx, account, &document)?;
    Ok(id)
}
