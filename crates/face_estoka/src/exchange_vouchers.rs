//! Exchange vouchers (`vales-troca`): making them of a customer's coupons.
//!
//! Not paying with them, which an order does.
//!
//! The one rule to know: the code is shown encrypted, here and nowhere else; only the integrator's private key opens it.

use app::coupons::{CouponView, VoucherView};
use app::parties::PartyView;
use app::workflow::exchange_coupons::ExchangeCoupons;
use app::{Answer, Failure, Reader};
use domain::documents::{Cnpj, Cpf};
use domain::ids::{OrganizationId, PartyId, VoucherId};
use domain::parties::Role;
use domain::refusal::Entity;
use face_kit::{Checker, Error, Exchange, Given, JsonDecimal, Listed, Text, to_answer};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::coupons::status;
use crate::customers::AddressOut;
use crate::fragments::PlainSkuOut;
use crate::numbers::{Spelling, decimal_text, float, phone};
use crate::orders::NfeOut;
use crate::organizations::{OrganizationOut, emites_ids};

/// The longest code that is looked for.
const CODE_MAX: usize = 255;

/// `POST /api/v1/customers/{id}/exchange_vouchers`
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    let customer = PartyId::from_raw(exchange.path_id("id", Entity::Party)?);
    let wire: VoucherIn = exchange.json_root("exchange_voucher")?;
    let mut check = Checker::new();
    let codes = check.each_value("coupons", &wire.coupons, |check, path, given| {
        Some(check.required_text(path, given, CODE_MAX).trim().to_owned())
    });
    let command = check.finish_with(ExchangeCoupons { customer, codes })?;
    let now = exchange.app.now();
    let present = move |reader: &mut Reader<'_, '_>, made: &Vec<VoucherId>| {
        let exchange_voucher = spelled(reader, customer, made, now)?;
        Ok(to_answer(201, &One { exchange_voucher }))
    };
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// The node `exchange_voucher` of a request.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct VoucherIn {
    coupons: Given<Listed<Text>>,
}

fn spelled(
    reader: &mut Reader<'_, '_>,
    customer: PartyId,
    made: &[VoucherId],
    now: Timestamp,
) -> Result<ExchangeOut, Failure> {
    let spelling = Spelling::of(reader)?;
    let vouchers = reader.vouchers_by_id(made)?;
    let customer = reader.party_view(customer, Some(Role::Customer))?;
    // All coupons of one exchange are owed by one organization.
    let owing: Vec<OrganizationId> = vouchers.iter().map(|view| view.voucher.organization).take(1).collect();
    let numbers = emites_ids(reader, &owing)?;
    let organization = reader.organizations_by_id(&owing)?.into_iter().next();
    Ok(ExchangeOut {
        customer: CustomerOut::of(&customer, &spelling),
        organization: organization.map(|one| OrganizationOut::of(&one, numbers.get(&one.id).copied(), &spelling)),
        vouchers: vouchers
            .iter()
            .map(|view| VoucherOut::of(view, now, &spelling))
            .collect(),
    })
}

#[derive(Serialize)]
struct One {
    exchange_voucher: ExchangeOut,
}

/// What came of an exchange.
#[derive(Debug, Serialize)]
struct ExchangeOut {
    customer: CustomerOut,
    organization: Option<OrganizationOut>,
    vouchers: Vec<VoucherOut>,
}

/// Whose vouchers they are.
#[derive(Debug, Serialize)]
struct CustomerOut {
    created_at: String,
    updated_at: String,
    id: i64,
    name: String,
    email: Option<String>,
    document_type: Option<&'static str>,
    document_number: Option<String>,
    phone_number: Option<String>,
    organization_id: Option<i64>,
    account_id: i64,
    addresses: Vec<AddressOut>,
    customer_since: Option<String>,
}

/// A voucher.
#[derive(Debug, Serialize)]
struct VoucherOut {
    created_at: String,
    updated_at: String,
    id: i64,
    code: String,
    value: JsonDecimal,
    status: &'static str,
    product_skus: Vec<ReturnedOut>,
    order: Option<SaleOut>,
}

/// What came back, one for each coupon.
#[derive(Debug, Serialize)]
struct ReturnedOut {
    #[serde(flatten)]
    sku: PlainSkuOut,
    amount: String,
}

/// The order the goods were of.
#[derive(Debug, Serialize)]
struct SaleOut {
    created_at: String,
    updated_at: String,
    order_id: i64,
    nfes: Vec<NfeOut>,
}

impl CustomerOut {
    fn of(view: &PartyView, spelling: &Spelling) -> Self {
        let details = &view.party.details;
        let document = details.tax_document.as_deref();
        Self {
            created_at: spelling.instant(view.party.created_at),
            updated_at: spelling.instant(view.party.updated_at),
            id: view.party.id.raw(),
            name: details.name.clone(),
            email: details.email.clone(),
            document_type: document.and_then(document_type),
            document_number: details.tax_document.clone(),
            phone_number: details.phone.as_deref().map(phone),
            organization_id: details.organization.map(|id| id.raw()),
            account_id: spelling.account.raw(),
            addresses: view
                .addresses
                .iter()
                .map(|address| AddressOut::of(address, details.kind))
                .collect(),
            customer_since: spelling.optional_instant(details.customer_since),
        }
    }
}

/// What a document is, by its shape.
fn document_type(text: &str) -> Option<&'static str> {
    if Cpf::parse_unchecked(text).is_ok() {
        return Some("CPF");
    }
    Cnpj::parse_unchecked(text).is_ok().then_some("CNPJ")
}

impl VoucherOut {
    fn of(view: &VoucherView, now: Timestamp, spelling: &Spelling) -> Self {
        let voucher = &view.voucher;
        let returned = |view: &CouponView| {
            let sku = PlainSkuOut::of(view.sku.as_ref()?);
            Some(ReturnedOut {
                sku,
                amount: decimal_text(view.coupon.amount),
            })
        };
        Self {
            created_at: spelling.instant(voucher.created_at),
            updated_at: spelling.instant(voucher.updated_at),
            id: voucher.id.raw(),
            code: voucher.sealed_code.clone(),
            value: float(voucher.value),
            status: status(voucher.status(now)),
            product_skus: view.coupons.iter().filter_map(returned).collect(),
            order: view.order.as_ref().map(|order| SaleOut {
                created_at: spelling.instant(order.created_at),
                updated_at: spelling.instant(order.updated_at),
                order_id: order.id.raw(),
                nfes: view.fiscal_documents.iter().map(NfeOut::of).collect(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::document_type;

    #[test]
    fn a_document_is_known_by_its_shape() {
        assert_eq!(document_type("74959926970"), Some("CPF"));
        assert_eq!(document_type("12511411243708"), Some("CNPJ"));
        assert_eq!(document_type("1"), None);
    }
}
