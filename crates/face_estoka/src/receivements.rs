//! Receivements: goods in with a supplier's NF-e, as the vendor's JSON of its nodes or as the XML itself.
//!
//! Not entries without a fiscal document, which are stock movements.
//!
//! The one rule to know: both forms become the same command; the JSON's whole documented body is checked and kept, the XML
//! is kept as it came.

mod convert;
mod taxes;
mod wire;

use app::workflow::receive_goods::ReceiveGoods;
use app::workflow::receive_nfe::{ReadNfe, read_nfe};
use app::{Answer, Reader};
use domain::ids::{LocationId, OrganizationId, ReceiptId};
use domain::refusal::Problem;
use face_kit::{Checker, Error, Exchange, Routes, to_answer};
use http::header::CONTENT_TYPE;

use wire::{Kept, ReceivementIn, ReceivementOut};

use crate::numbers::{Spelling, zone};
use crate::{Estoka, errors};

/// The routes of receivements.
pub(crate) fn routes(routes: Routes<Estoka>) -> Routes<Estoka> {
    routes.post(
        "/api/v1/receivements",
        "Cria uma entrada de mercadoria com NF-e, em JSON ou XML",
        create,
    )
}

/// `POST /api/v1/receivements`
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    let command = if is_xml(&exchange) {
        match read_nfe(exchange.body()) {
            Ok(read) => of_xml(&exchange, read).await?,
            Err(error) => return Ok(errors::nfe(&error)),
        }
    } else {
        let zone = zone(&exchange).await?;
        convert::create(&exchange.json::<ReceivementIn>()?, &exchange.json::<Kept>()?, &zone)?
    };
    let present = |reader: &mut Reader<'_, '_>, id: &ReceiptId| {
        let spelling = Spelling::of(reader)?;
        Ok(to_answer(201, &ReceivementOut::of(&reader.receipt(*id)?, &spelling)))
    };
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// Whether the body says to be XML.
fn is_xml(exchange: &Exchange) -> bool {
    let kind = exchange.header(CONTENT_TYPE.as_str()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/xml") || kind.eq_ignore_ascii_case("text/xml")
}

/// What an XML asks for: received by the organization and stock that the query names, else by the organization whose CNPJ
/// it was issued to.
async fn of_xml(exchange: &Exchange, read: ReadNfe) -> Result<ReceiveGoods, Error> {
    let mut check = Checker::new();
    let named = check.optional_id("organization_id", &exchange.query().given("organization_id"));
    let stock = check.optional_id("stock_id", &exchange.query().given("stock_id"));
    check.finish()?;
    let organization = match (named, exchange.call.principal.organization, read.recipient) {
        (Some(named), _, _) => Some(OrganizationId::from_raw(named)),
        (None, Some(bound), _) => Some(bound),
        (None, None, Some(recipient)) => {
            let view = move |reader: &mut Reader<'_, '_>| reader.organization_of_tax_document(&recipient);
            exchange.app.read(&exchange.call, view).await?
        }
        (None, None, None) => None,
    };
    let mut check = Checker::new();
    if organization.is_none() {
        check.fault("organization_id", Problem::Blank);
    }
    check.finish()?;
    Ok(ReceiveGoods {
        // The check has refused a request without one.
        organization: organization.unwrap_or(OrganizationId::from_raw(0)),
        location: stock.map(LocationId::from_raw),
        invoice: read.invoice,
        xml: Some(read.xml),
        extras_estoka: None,
    })
}
