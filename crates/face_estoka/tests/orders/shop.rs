//! A shop in which the vendor's examples of orders find what they name, and short ways to ask it.
//!
//! The one rule to know: numbers are given in order, so the order of the functions below is the numbering.

use app::Failure;
use app::catalog::{CreateAttribute, CreateProduct, NewSku};
use app::channels::CreateChannel;
use app::locations::CreateLocation;
use app::organizations::CreateOrganization;
use app::parties::CreateParty;
use app::workflow::enter_stock::{EnterStock, EntryLine};
use app::workflow::shelves::LotName;
use domain::amount::Quantity;
use domain::catalog::{AppliesTo, SkuOption};
use domain::channels::ChannelDetails;
use domain::ids::{AttributeId, AttributeOptionId, LocationId, OrganizationId, SkuId};
use domain::locations::LocationDetails;
use domain::orders::SkuReference;
use domain::organizations::OrganizationDetails;
use domain::parties::{PartyDetails, PartyKind, Role, Roles, SupplierKind};
use domain::stock::AdjustReason;
use serde_json::Value;
use store::Tx;
use store::counters::{self, Counter};

use crate::bodies;
use crate::promotions;
use crate::world::{BOUND, Got, World};

/// The seller's number in all of the vendor's examples.
const SELLER: &str = "464844e4-b13a-4efe-a20d-665df840be1e";

/// The number that the examples of counter sales give a sku, and its shelf.
const COUNTER_SKU: usize = 45;
const COUNTER_SHELF: usize = 341;

/// A shop.
pub(crate) struct Shop {
    pub(crate) world: World,
}

/// Whole units.
fn units(units: i64) -> Quantity {
    Quantity::from_units(units).expect("a quantity")
}

impl Shop {
    /// Organizations 1 to 4 with stocks of their numbers, stock 6 of organization 1, channels 1 to 5, skus 1 to 6 and 45.
    /// Of sku 1 there are 100 in stock 6 and 10 in stock 1, of sku 2 50 in stock 6, of sku 45 30 on shelf 341 there.
    pub(crate) fn open() -> Self {
        let world = World::empty();
        places(&world);
        parties(&world);
        channels(&world);
        skus(&world);
        enter(&world, 1, 6, vec![line(1, 100), line(2, 50), lot(3, "L1", 4)]);
        enter(&world, 1, 1, vec![line(1, 10)]);
        skip(&world, Counter::Balance, COUNTER_SHELF);
        enter(&world, 1, 6, vec![line(45, 30)]);
        promotions::grant(&world);
        world.credential(&world.own, BOUND, Some(OrganizationId::from_raw(1)));
        Self { world }
    }

    /// Asks with a JSON body.
    pub(crate) fn send(&self, method: &str, path: &str, body: &Value) -> Got {
        self.world.ask(method, &format!("/api/v1{path}"), body.to_string())
    }

    /// Asks without a body.
    pub(crate) fn ask(&self, method: &str, path: &str) -> Got {
        self.world.ask(method, &format!("/api/v1{path}"), "")
    }

    /// Asks with a JSON body and expects this status; answers the body.
    pub(crate) fn expect(&self, status: u16, method: &str, path: &str, body: &Value) -> Value {
        let got = self.send(method, path, body);
        assert_eq!(got.status, status, "{method} {path}: {}", got.text());
        got.json()
    }

    /// Asks for a step, which must be accepted; answers the order.
    pub(crate) fn step(&self, id: i64, step: &str) -> Value {
        let got = self.ask("POST", &format!("/orders/{id}/{step}"));
        assert_eq!(got.status, 200, "{step}: {}", got.text());
        got.json()["order"].take()
    }

    /// The messages of a refusal, which must have written nothing.
    pub(crate) fn refused(&self, status: u16, method: &str, path: &str, body: &Value) -> Value {
        let before = self.world.written();
        let answer = self.expect(status, method, path, body);
        assert_eq!(before, self.world.written(), "{method} {path} wrote something");
        answer["errors"].clone()
    }

    /// What is shown at a path.
    pub(crate) fn get(&self, path: &str) -> Value {
        let got = self.ask("GET", path);
        assert_eq!(got.status, 200, "GET {path}: {}", got.text());
        got.json()
    }

    /// Creates the plain order of this code and answers it.
    pub(crate) fn order(&self, code: &str) -> Value {
        self.create(&bodies::plain(code))
    }

    /// Creates an order and answers it.
    pub(crate) fn create(&self, order: &Value) -> Value {
        let body = serde_json::json!({ "order": order });
        self.expect(201, "POST", "/orders", &body)["order"].take()
    }

    /// Creates a pre-order and answers its number.
    pub(crate) fn pre_order(&self, code: &str) -> i64 {
        let mut body = bodies::plain(code);
        body["pre_order"] = true.into();
        id(&self.create(&body))
    }

    /// The order as it stands.
    pub(crate) fn show(&self, id: i64) -> Value {
        let got = self.ask("GET", &format!("/orders/{id}"));
        assert_eq!(got.status, 200, "{}", got.text());
        got.json()["order"].take()
    }

    /// In stock, reserved and available of the plain order's shelf, as a line of that order shows it.
    pub(crate) fn shelf(&self, order: i64) -> (i64, i64, i64) {
        let shown = self.show(order);
        let shelf = &shown["data"]["items"][0]["stock_sku"];
        let figure = |name: &str| shelf[name].as_i64().expect("a whole figure");
        (
            figure("in_stock_quantity"),
            figure("reserved_quantity"),
            figure("available_quantity"),
        )
    }
}

/// An order's number.
pub(crate) fn id(order: &Value) -> i64 {
    order["id"].as_i64().expect("an order has a number")
}

fn places(world: &World) {
    let documents = ["11222333000181", "69979284000106", "55492986000156", "87189496000252"];
    for (number, document) in (1..).zip(documents) {
        let name = format!("Loja {number}");
        let mut details = OrganizationDetails::new(&name, &name, document);
        details.external_id = Some(format!("ext-{number}"));
        details.address.city_code = Some("3304557".to_owned());
        details.address.postal_code = Some("20011020".to_owned());
        world.run(CreateOrganization {
            details,
            extras_estoka: None,
        });
    }
    let organization = OrganizationId::from_raw(1);
    for name in ["Loja 1 B", "Centro de distribuição 1"] {
        let mut details = LocationDetails::warehouse(organization, name, name);
        details.address.number = Some("19999".to_owned());
        world.run(CreateLocation { details });
    }
}

/// Seller 1, carrier 2.
fn parties(world: &World) {
    let seller = PartyDetails {
        organization: Some(OrganizationId::from_raw(1)),
        email: Some("seller-2@nexaas.com".to_owned()),
        external_id: Some(SELLER.to_owned()),
        ..PartyDetails::new(PartyKind::Person, "Seller 2", Roles::of(&[Role::Seller]))
    };
    let carrier = PartyDetails {
        tax_document: Some("52723924000110".to_owned()),
        trading_name: Some("Correios".to_owned()),
        supplier_kind: Some(SupplierKind::Carrier),
        external_id: Some("1".to_owned()),
        ..PartyDetails::new(
            PartyKind::Company,
            "Correios LTDA.",
            Roles::of(&[Role::Supplier, Role::Carrier]),
        )
    };
    for details in [seller, carrier] {
        world.run(CreateParty::new(details));
    }
}

fn channels(world: &World) {
    for name in ["Site", "App", "Marketplace", "Loja", "Retira"] {
        let details = ChannelDetails {
            is_pickup_point: name == "Retira",
            ..ChannelDetails::new(name, None)
        };
        world.run(CreateChannel::new(details));
    }
}

fn skus(world: &World) {
    world.run(CreateAttribute {
        name: "Cor".to_owned(),
        applies_to: AppliesTo::Sku,
        options: vec!["Vermelho".to_owned(), "Verde".to_owned()],
    });
    let sku = |code: &str, name: &str, options: Vec<SkuOption>| NewSku {
        code: Some(code.to_owned()),
        name: Some(name.to_owned()),
        options,
        ..NewSku::default()
    };
    let red = SkuOption {
        attribute: AttributeId::from_raw(1),
        option: AttributeOptionId::from_raw(1),
        is_additional: false,
    };
    let product = |name: &str, skus: Vec<NewSku>| CreateProduct {
        skus,
        ..CreateProduct::named(name)
    };
    world.run(product("Notebook", vec![sku("CAI74", "Notebook <Dell>", vec![red])]));
    for code in ["CODE123", "C3", "C4", "C5", "C6"] {
        world.run(product(code, vec![sku(code, code, Vec::new())]));
    }
    skip(world, Counter::Sku, COUNTER_SKU);
    world.run(product("Arroz", vec![sku("Barato", "Arroz Amil", Vec::new())]));
}

/// Makes the next number of a kind `next`.
fn skip(world: &World, counter: Counter, next: usize) {
    let account = world.own.principal.account;
    let skip = move |tx: &mut Tx<'_>| {
        let last = counters::next(tx, account, counter)?;
        let given = usize::try_from(last).expect("numbers are positive");
        Ok::<_, Failure>(counters::take(tx, account, [(counter, next - 1 - given)])?)
    };
    world.store.write_blocking(account, skip).expect("numbers");
}

fn line(sku: i64, quantity: i64) -> EntryLine {
    EntryLine::of(SkuReference::Id(SkuId::from_raw(sku)), units(quantity))
}

fn lot(sku: i64, code: &str, quantity: i64) -> EntryLine {
    let lot = LotName {
        code: code.to_owned(),
        expires_on: Some("2027-01-31".parse().expect("a day")),
    };
    EntryLine {
        lot: Some(lot),
        ..line(sku, quantity)
    }
}

fn enter(world: &World, organization: i64, location: i64, lines: Vec<EntryLine>) {
    world.run(EnterStock {
        organization: OrganizationId::from_raw(organization),
        location: LocationId::from_raw(location),
        reason: AdjustReason::Purchase,
        note: None,
        moved_at: None,
        lines,
    });
}
