//! One account with two organizations, a channel and three skus, and short ways to use it.

use app::accounts::{self, NewAccount};
use app::catalog::CreateProduct;
use app::channels::CreateChannel;
use app::orders::OrderView;
use app::organizations::CreateOrganization;
use app::testing::Still;
use app::workflow::enter_stock::{EnterStock, EntryLine};
use app::workflow::place_order::{PlaceOrder, Placed};
use app::{App, Call, Command, Failure, Reader, SeededChance};
use domain::address::Address;
use domain::amount::{Money, Quantity, UnitPrice};
use domain::channels::ChannelDetails;
use domain::ids::{ChannelId, LocationId, OrderId, OrganizationId, SkuId};
use domain::orders::{NewItem, NewOrder, OrderAddress, PaymentMethod, SkuReference};
use domain::organizations::OrganizationDetails;
use domain::page::PageRequest;
use domain::refusal::Refusal;
use domain::stock::AdjustReason;

/// A place of an organization.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) organization: OrganizationId,
    pub(crate) location: LocationId,
}

/// The account under test.
pub(crate) struct World {
    pub(crate) app: App,
    pub(crate) call: Call,
    pub(crate) rio: Place,
    pub(crate) campinas: Place,
    pub(crate) channel: ChannelId,
    pub(crate) skus: Vec<SkuId>,
}

/// Runs a test on each engine there is; afterwards the auditor must find nothing.
pub(crate) fn on_each_engine(test: impl Fn(&World)) {
    store::testing::each_engine(|store| {
        let app = App::new(
            store.clone(),
            Still("2026-03-10T15:00:00Z".parse().unwrap()),
            SeededChance::new(1),
        );
        let account = accounts::create(&app, NewAccount::named("Loja", "loja")).unwrap();
        let call = accounts::system_call(&app, account);
        let run = |name: &str, document: &str, city: &str, postal_code: &str| {
            place(&app, &call, name, document, city, postal_code)
        };
        let rio = run("Rio", "11222333000181", "3304557", "20040002");
        let campinas = run("Campinas", "11444777000161", "3509502", "13010000");
        let details = ChannelDetails {
            organization: None,
            name: "Site".to_owned(),
            is_global: true,
            is_pickup_point: false,
            carrier: None,
            requires_acceptance: false,
        };
        let channel = app.execute_blocking(&call, CreateChannel::new(details)).unwrap();
        let skus = ["A", "B", "C"].map(|code| sku(&app, &call, code)).to_vec();
        let world = World {
            app,
            call,
            rio,
            campinas,
            channel,
            skus,
        };
        test(&world);
        assert_eq!(app::audit::audit(&world.app, |_, _| {}).unwrap(), []);
    });
}

fn place(app: &App, call: &Call, name: &str, document: &str, city: &str, postal_code: &str) -> Place {
    let address = Address {
        city_code: Some(city.to_owned()),
        postal_code: Some(postal_code.to_owned()),
        ..Address::default()
    };
    let details = OrganizationDetails {
        address,
        ..OrganizationDetails::new(name, name, document)
    };
    let organization = app
        .execute_blocking(
            call,
            CreateOrganization {
                details,
                extras_estoka: None,
            },
        )
        .unwrap();
    let page = PageRequest::new(1, 10, 10);
    let locations = app
        .read_blocking(call, move |reader| reader.warehouses_of(organization, page))
        .unwrap();
    Place {
        organization,
        location: locations[0].id,
    }
}

fn sku(app: &App, call: &Call, code: &str) -> SkuId {
    let product = CreateProduct {
        code: Some(code.to_owned()),
        ..CreateProduct::named(code)
    };
    app.execute_blocking(call, product).unwrap();
    let code = code.to_owned();
    app.read_blocking(call, move |reader| reader.skus_by_codes(std::slice::from_ref(&code)))
        .unwrap()[0]
        .sku
        .id
}

/// Whole units.
pub(crate) fn units(units: i64) -> Quantity {
    Quantity::from_units(units).unwrap()
}

/// An amount.
pub(crate) fn money(text: &str) -> Money {
    Money::parse(text).unwrap()
}

impl World {
    /// Runs a command.
    pub(crate) fn run<C: Command>(&self, command: C) -> Result<C::Done, Failure> {
        self.app.execute_blocking(&self.call, command)
    }

    /// Reads a view.
    pub(crate) fn read<T, V>(&self, view: V) -> T
    where
        T: Send + 'static,
        V: Fn(&mut Reader<'_, '_>) -> Result<T, Failure> + Send + 'static,
    {
        self.app.read_blocking(&self.call, view).unwrap()
    }

    /// Takes goods in.
    pub(crate) fn receive(&self, place: Place, sku: SkuId, count: i64, cost: &str) {
        let mut line = EntryLine::of(SkuReference::Id(sku), units(count));
        line.unit_cost = Some(UnitPrice::parse(cost).unwrap());
        self.run(EnterStock {
            organization: place.organization,
            location: place.location,
            reason: AdjustReason::Purchase,
            note: None,
            moved_at: None,
            lines: vec![line],
        })
        .unwrap();
    }

    /// An order of so many units of skus at 10.00 each, paid in full by card in two instalments.
    pub(crate) fn order(&self, code: &str, place: Option<Place>, lines: &[(SkuId, i64)]) -> NewOrder {
        let total = Money::from_units(lines.iter().map(|(_, count)| count * 10).sum()).unwrap();
        let items = lines.iter().map(|(sku, count)| item(*sku, *count)).collect();
        NewOrder {
            place: place.map(|place| (place.organization, place.location)),
            payments: vec![app::testing::payment(PaymentMethod::CreditCard, 2, total)],
            stated_total: Some(total),
            ..app::testing::order(code, self.channel, items)
        }
    }

    /// Places an order that is accepted.
    pub(crate) fn place(&self, order: NewOrder) -> OrderId {
        let Placed { order, is_new } = self.run(PlaceOrder(order)).unwrap();
        assert!(is_new);
        order
    }

    /// The order as it is shown.
    pub(crate) fn view(&self, order: OrderId) -> OrderView {
        self.read(move |reader| reader.order(order))
    }

    /// What is on hand, reserved and available of a sku in a place, as whole units.
    pub(crate) fn stock(&self, place: Place, sku: SkuId) -> (i64, i64, i64) {
        let found = self.read(move |reader| reader.balances_of_sku(sku));
        let whole = |quantity: Quantity| quantity.whole_units().unwrap();
        found
            .iter()
            .find(|view| view.balance.location == place.location)
            .map(|view| {
                let balance = &view.balance;
                (
                    whole(balance.on_hand),
                    whole(balance.reserved),
                    whole(balance.available()),
                )
            })
            .unwrap_or_default()
    }
}

/// A line of whole units at 10.00.
pub(crate) fn item(sku: SkuId, count: i64) -> NewItem {
    app::testing::item(sku, count, 10)
}

/// An address of which only the postal code is known.
pub(crate) fn address(postal_code: &str) -> OrderAddress {
    OrderAddress {
        postal_code: Some(postal_code.to_owned()),
        ..OrderAddress::default()
    }
}

/// The refusal of a command that must not succeed.
pub(crate) fn refusal<T: std::fmt::Debug>(result: Result<T, Failure>) -> Refusal {
    match result {
        Err(Failure::Refused(refusal)) => refusal,
        other => panic!("a refusal was due: {other:?}"),
    }
}
