//! Coupons: searching them, one by one and by the skus of a basket.
//!
//! Not the vouchers they become.
//!
//! The one rule to know: one search answers every coupon with its status, the other two only those that can be used; the
//! vendor's examples spell two fields in two ways, see [`Form`].

use app::coupons::{CouponSearch, CouponView};
use app::{Answer, Reader};
use domain::address::Address;
use domain::coupons::CreditStatus;
use domain::ids::{OrderId, OrganizationId, SkuId};
use domain::refusal::Problem;
use face_kit::{Checker, Error, Exchange, Faults, Given, Listed, Query, Text, Transport, WholeNumber, to_answer};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::auth;
use crate::fragments::PlainSkuOut;
use crate::numbers::{Spelling, decimal_text};
use crate::page::page;

/// The longest text that is searched for.
const TEXT_MAX: usize = 255;
/// The most skus of one search.
const SKUS_MAX: usize = 500;
/// The most coupons of one sku.
const QUANTITY_MAX: i64 = 1_000;

/// `GET /api/v1/coupons/search`
pub(crate) async fn search(exchange: Exchange) -> Result<Answer, Error> {
    let query = exchange.query();
    let page = page(query)?;
    let mut search = read(query)?;
    if let Some(organization) = search.organization {
        auth::may_see(&exchange.call, organization)?;
    }
    search.organization = search.organization.or(exchange.call.principal.organization);
    let now = exchange.app.now();
    let view = move |reader: &mut Reader<'_, '_>| {
        let spelling = Spelling::of(reader)?;
        let found = reader.coupons(&search, page)?;
        Ok(found
            .iter()
            .map(|view| CouponOut::of(view, Form::Search, now, &spelling))
            .collect())
    };
    let coupons = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &Many { coupons }))
}

/// `POST /api/v1/coupons/search_by_sku`
pub(crate) async fn search_by_sku(exchange: Exchange) -> Result<Answer, Error> {
    of_basket(exchange, Width::Organization).await
}

/// `POST /api/v1/coupons/broad_search`
pub(crate) async fn broad_search(exchange: Exchange) -> Result<Answer, Error> {
    of_basket(exchange, Width::Account).await
}

/// Whose coupons are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Width {
    /// The asked organization's.
    Organization,
    /// All that the credential sees.
    Account,
}

/// `POST /api/v1/coupons/search_by_sku` and `POST /api/v1/coupons/broad_search`
async fn of_basket(exchange: Exchange, width: Width) -> Result<Answer, Error> {
    let (organization, asked) = basket(&exchange.json()?)?;
    auth::may_see(&exchange.call, organization)?;
    let owed_by = match width {
        Width::Organization => Some(organization),
        Width::Account => exchange.call.principal.organization,
    };
    let now = exchange.app.now();
    let view = move |reader: &mut Reader<'_, '_>| {
        let spelling = Spelling::of(reader)?;
        reader.organization(organization)?;
        let found = reader.coupons_of_skus(owed_by, &asked, now)?;
        let out = |view: &CouponView| CouponOut::of(view, Form::Basket, now, &spelling);
        let of_sku = |(sku, coupons): &(SkuId, Vec<CouponView>)| OfSku {
            product_sku_id: sku.raw(),
            coupons: coupons.iter().map(out).collect(),
        };
        Ok(found.iter().map(of_sku).collect())
    };
    let product_skus = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &BasketOut { product_skus }))
}

/// What a query searches by: at least one thing.
fn read(query: &Query) -> Result<CouponSearch, Error> {
    let mut check = Checker::new();
    let number = |check: &mut Checker, name: &str| check.optional_id(name, &query.given::<WholeNumber>(name));
    let text = |check: &mut Checker, name: &str| {
        let given = check.optional_text(name, &query.given::<Text>(name), TEXT_MAX);
        given.map(|text| text.trim().to_owned())
    };
    let organization = number(&mut check, "organization_id").map(OrganizationId::from_raw);
    // Contract, decision 13: the vendor's table and its curl name the sku differently.
    let sku = number(&mut check, "product_sku_id").or_else(|| number(&mut check, "product_sku"));
    let order = number(&mut check, "order_id").map(OrderId::from_raw);
    let document = text(&mut check, "document");
    let code = text(&mut check, "code");
    // What is printed as bars is the code.
    let barcode = text(&mut check, "barcode");
    if code.is_some() && barcode.is_some() && code != barcode {
        check.fault("barcode", Problem::Unknown);
    }
    let search = check.finish_with(CouponSearch {
        document,
        organization,
        sku: sku.map(SkuId::from_raw),
        code: code.or(barcode),
        order,
    })?;
    if search == CouponSearch::default() {
        return Err(Transport::MissingRoot { name: "document" }.into());
    }
    Ok(search)
}

/// The body of the searches by sku.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct BasketIn {
    organization_id: Given<WholeNumber>,
    product_skus: Given<Listed<LineIn>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct LineIn {
    product_sku_id: Given<WholeNumber>,
    quantity: Given<WholeNumber>,
}

/// The organization, and of which skus how many coupons are asked for.
fn basket(wire: &BasketIn) -> Result<(OrganizationId, Vec<(SkuId, i64)>), Faults> {
    let mut check = Checker::new();
    let organization = OrganizationId::from_raw(check.required_id("organization_id", &wire.organization_id));
    if let Given::Value(list) = &wire.product_skus
        && list.elements().len() > SKUS_MAX
    {
        check.fault("product_skus", Problem::OutOfRange);
        return check.finish_with((organization, Vec::new()));
    }
    let asked = check.required_each("product_skus", &wire.product_skus, |check, line| {
        let sku = SkuId::from_raw(check.required_id("product_sku_id", &line.product_sku_id));
        (sku, check.required_whole("quantity", &line.quantity, 1..=QUANTITY_MAX))
    });
    check.finish_with((organization, asked))
}

#[derive(Serialize)]
struct Many {
    coupons: Vec<CouponOut>,
}

#[derive(Serialize)]
struct BasketOut {
    product_skus: Vec<OfSku>,
}

#[derive(Serialize)]
struct OfSku {
    product_sku_id: i64,
    coupons: Vec<CouponOut>,
}

/// By which route a coupon is shown: the search shows an instant and the neighbourhood where the searches by sku show a
/// day and the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Search,
    Basket,
}

/// A coupon.
#[derive(Debug, Serialize)]
struct CouponOut {
    id: i64,
    code: String,
    barcode: String,
    amount: String,
    status: &'static str,
    expired_at: String,
    created_at: String,
    product_sku: Option<PlainSkuOut>,
    organization: Option<OwingOut>,
}

/// Who owes a coupon.
#[derive(Debug, Serialize)]
struct OwingOut {
    id: i64,
    name: String,
    company_name: String,
    full_address: String,
}

impl CouponOut {
    fn of(view: &CouponView, form: Form, now: Timestamp, spelling: &Spelling) -> Self {
        let coupon = &view.coupon;
        Self {
            id: coupon.id.raw(),
            code: coupon.code.clone(),
            barcode: coupon.code.clone(),
            amount: decimal_text(coupon.amount),
            status: status(coupon.status(now)),
            expired_at: match form {
                Form::Search => spelling.instant(coupon.expires_at),
                Form::Basket => coupon.expires_at.to_zoned(spelling.zone.clone()).date().to_string(),
            },
            created_at: spelling.instant(coupon.created_at),
            product_sku: view.sku.as_ref().map(PlainSkuOut::of),
            organization: view.organization.as_ref().map(|organization| OwingOut {
                id: organization.id.raw(),
                name: organization.details.name.clone(),
                company_name: organization.details.company_name.clone(),
                full_address: full_address(&organization.details.address, form),
            }),
        }
    }
}

/// What the vendor calls it when something can, or cannot, be used.
pub(crate) fn status(status: CreditStatus) -> &'static str {
    match status {
        CreditStatus::Active => "active",
        CreditStatus::Used => "used",
        CreditStatus::Expired => "expired",
    }
}

/// `Rua, 1 - 12233690 - Cidade - UF`, of what is known.
fn full_address(address: &Address, form: Form) -> String {
    let street = [address.street.as_deref(), address.number.as_deref()];
    let street: Vec<&str> = street.into_iter().flatten().collect();
    let street = street.join(", ");
    let last = match form {
        Form::Search => address.neighborhood.as_deref(),
        Form::Basket => address.state.as_deref(),
    };
    let parts = [
        Some(street.as_str()),
        address.postal_code.as_deref(),
        address.city.as_deref(),
        last,
    ];
    let parts: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    parts.join(" - ")
}

#[cfg(test)]
mod tests {
    use domain::address::Address;

    use super::{Form, full_address};

    #[test]
    fn an_address_is_one_line_of_what_is_known() {
        let some = |text: &str| Some(text.to_owned());
        let address = Address {
            street: some("Rua Manoel Fiel Filho"),
            number: some("1"),
            neighborhood: some("Bosque dos Eucaliptos"),
            city: some("São José dos Campos"),
            state: some("SP"),
            postal_code: some("12233690"),
            ..Address::default()
        };
        let line = "Rua Manoel Fiel Filho, 1 - 12233690 - São José dos Campos - ";
        assert_eq!(
            full_address(&address, Form::Search),
            format!("{line}Bosque dos Eucaliptos")
        );
        assert_eq!(full_address(&address, Form::Basket), format!("{line}SP"));
        let city = Address {
            city: some("Rio"),
            ..Address::default()
        };
        assert_eq!(full_address(&city, Form::Basket), "Rio");
    }
}
