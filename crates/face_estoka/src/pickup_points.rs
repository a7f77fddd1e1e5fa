//! Where a basket can be collected.
//!
//! Not where an order is sent from, which the core decides when it is placed.
//!
//! The one rule to know: the address is where the goods are; only a stock without one shows its organization's.

use app::locations::{PickupPoint, WantedGoods};
use app::{Answer, Reader};
use domain::address::Address;
use domain::documents::PostalCode;
use domain::geography::Coordinates;
use domain::refusal::Problem;
use face_kit::{Checker, Decimal, Error, Exchange, Faults, Given, JsonDecimal, Listed, Text, to_answer};
use serde::{Deserialize, Serialize};

use crate::numbers::{DECIMALS, degrees, float, postal_code};

/// The longest code that is read.
const CODE_MAX: usize = 255;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct SearchIn {
    zip_code: Given<Text>,
    stock_skus: Given<Listed<GoodsIn>>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct GoodsIn {
    sku_code: Given<Text>,
    quantity: Given<Decimal>,
}

#[derive(Serialize)]
struct Many {
    pickup_points: Vec<PointOut>,
}

#[derive(Serialize)]
struct PointOut {
    stock_id: i64,
    organization: OrganizationOut,
}

#[derive(Serialize)]
struct OrganizationOut {
    id: i64,
    name: String,
    average_withdrawal_term: Option<i64>,
    average_withdrawal_price: Option<JsonDecimal>,
    address: AddressOut,
}

#[derive(Serialize)]
struct AddressOut {
    street: Option<String>,
    street_number: Option<String>,
    complement: Option<String>,
    neighborhood: Option<String>,
    zip_code: Option<String>,
    city_name: Option<String>,
    state_acronym: Option<String>,
    location: Option<PlaceOut>,
}

#[derive(Serialize)]
struct PlaceOut {
    latitude: JsonDecimal,
    longitude: JsonDecimal,
}

/// `POST /api/v1/pickup_points/search`
pub(crate) async fn search(exchange: Exchange) -> Result<Answer, Error> {
    let (postal_code, wanted) = convert(&exchange.json_root("search")?)?;
    let own = exchange.call.principal.organization;
    let view = move |reader: &mut Reader<'_, '_>| {
        let found = reader.pickup_points(&postal_code, &wanted)?;
        let shown = found
            .into_iter()
            .filter(|point| own.is_none_or(|own| own == point.organization.id));
        Ok(shown.map(PointOut::of).collect())
    };
    let pickup_points = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &Many { pickup_points }))
}

fn convert(wire: &SearchIn) -> Result<(String, Vec<WantedGoods>), Faults> {
    let mut check = Checker::new();
    let postal_code = check.required_by("zip_code", &wire.zip_code, |text| {
        let code = PostalCode::parse(text).map_err(|_| Problem::Malformed)?;
        Ok(code.as_str().to_owned())
    });
    let wanted = check.required_each("stock_skus", &wire.stock_skus, |check, goods| {
        let quantity = check.required_quantity("quantity", &goods.quantity, DECIMALS);
        if check.is_clean() && !quantity.is_positive() {
            check.fault("quantity", Problem::NotPositive);
        }
        WantedGoods {
            code: check
                .required_text("sku_code", &goods.sku_code, CODE_MAX)
                .trim()
                .to_owned(),
            quantity,
        }
    });
    // Without a code there is a fault.
    check.finish_with((postal_code.unwrap_or_default(), wanted))
}

impl PointOut {
    fn of(point: PickupPoint) -> Self {
        let details = point.organization.details;
        let place = point.location.details;
        let (address, coordinates) = if place.address.is_empty() {
            (details.address, details.coordinates)
        } else {
            (place.address, place.coordinates)
        };
        Self {
            stock_id: point.location.id.raw(),
            organization: OrganizationOut {
                id: point.organization.id.raw(),
                name: details.name,
                average_withdrawal_term: details.withdrawal_hours,
                average_withdrawal_price: details.withdrawal_price.map(float),
                address: AddressOut::of(address, coordinates),
            },
        }
    }
}

impl AddressOut {
    fn of(address: Address, coordinates: Option<Coordinates>) -> Self {
        Self {
            street: address.street,
            street_number: address.number,
            complement: address.complement,
            neighborhood: address.neighborhood,
            zip_code: address.postal_code.as_deref().map(postal_code),
            city_name: address.city,
            state_acronym: address.state,
            location: coordinates.map(|at| PlaceOut {
                latitude: degrees(at.latitude_microdegrees()),
                longitude: degrees(at.longitude_microdegrees()),
            }),
        }
    }
}
