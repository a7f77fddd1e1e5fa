//! One account with a public key, two organizations, two channels and three skus, and short ways to sell and take back.

use app::account_keys::SetPublicKey;
use app::accounts::{self, NewAccount};
use app::catalog::CreateProduct;
use app::channels::CreateChannel;
use app::coupons::{CouponSearch, CouponView, VoucherView};
use app::orders::OrderView;
use app::organizations::CreateOrganization;
use app::testing::Still;
use app::testing::{VOUCHER_PUBLIC_KEY, open_voucher_code};
use app::workflow::enter_stock::{EnterStock, EntryLine};
use app::workflow::exchange_coupons::ExchangeCoupons;
use app::workflow::place_order::PlaceOrder;
use app::workflow::return_order::{NewReturnItem, ReturnOrder};
use app::{App, Call, Command, Failure, Reader, SeededChance};
use domain::amount::{Money, Quantity};
use domain::audit::Difference;
use domain::channels::ChannelDetails;
use domain::finance::Title;
use domain::ids::{AccountId, ChannelId, LocationId, OrderId, OrganizationId, PartyId, SkuId};
use domain::orders::{NewItem, NewOrder, NewPayment, PaymentMethod, PlaceMode, SkuReference};
use domain::organizations::OrganizationDetails;
use domain::page::PageRequest;
use domain::refusal::{Field, Problem, Refusal};
use domain::stock::AdjustReason;
use jiff::Timestamp;
use store::{Store, StoreError, Tx};

/// When everything happens that is not told another time: noon in São Paulo.
pub(crate) fn now() -> Timestamp {
    "2026-03-10T15:00:00Z".parse().unwrap()
}

/// The account under test.
pub(crate) struct World {
    store: Store,
    pub(crate) app: App,
    pub(crate) call: Call,
    /// Its first organization and where that has its goods.
    pub(crate) shop: (OrganizationId, LocationId),
    /// Another organization.
    pub(crate) other: (OrganizationId, LocationId),
    pub(crate) channel: ChannelId,
    pub(crate) other_channel: ChannelId,
    /// Three skus, of each of which both places have 1000.
    pub(crate) skus: Vec<SkuId>,
}

/// Runs a test on each engine there is; afterwards the auditor must find nothing.
pub(crate) fn on_each_engine(test: impl Fn(&World)) {
    on_each_engine_unaudited(|world| {
        test(world);
        assert_eq!(world.differences(), []);
    });
}

/// As [`on_each_engine`], without the auditor.
pub(crate) fn on_each_engine_unaudited(test: impl Fn(&World)) {
    store::testing::each_engine(|store| {
        let app = App::new(store.clone(), Still(now()), SeededChance::new(1));
        let account = accounts::create(&app, NewAccount::named("Loja", "loja")).unwrap();
        let call = accounts::system_call(&app, account);
        let channel = |name: &str| {
            let channel = CreateChannel::new(ChannelDetails::new(name, None));
            app.execute_blocking(&call, channel).unwrap()
        };
        let (channel, other_channel) = (channel("Site"), channel("Loja"));
        let [shop, other] = [("Rio", "11222333000181"), ("Campinas", "11444777000161")]
            .map(|(name, document)| place(&app, &call, name, document));
        let skus = ["A", "B", "C"].map(|code| sku(&app, &call, code)).to_vec();
        let world = World {
            store: store.clone(),
            app,
            call,
            shop,
            other,
            channel,
            other_channel,
            skus,
        };
        world
            .run(SetPublicKey {
                pem: VOUCHER_PUBLIC_KEY.to_owned(),
            })
            .unwrap();
        for place in [shop, other] {
            world.receive(place);
        }
        test(&world);
    });
}

fn place(app: &App, call: &Call, name: &str, document: &str) -> (OrganizationId, LocationId) {
    let details = OrganizationDetails::new(name, name, document);
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
    (organization, locations[0].id)
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

/// An amount.
pub(crate) fn money(text: &str) -> Money {
    Money::parse(text).unwrap()
}

/// Whole units.
pub(crate) fn units(units: i64) -> Quantity {
    Quantity::from_units(units).unwrap()
}

impl World {
    fn receive(&self, (organization, location): (OrganizationId, LocationId)) {
        let line = |sku: &SkuId| EntryLine::of(SkuReference::Id(*sku), units(1_000));
        self.run(EnterStock {
            organization,
            location,
            reason: AdjustReason::Purchase,
            note: None,
            moved_at: None,
            lines: self.skus.iter().map(line).collect(),
        })
        .unwrap();
    }

    /// Runs a command.
    pub(crate) fn run<C: Command>(&self, command: C) -> Result<C::Done, Failure> {
        self.app.execute_blocking(&self.call, command)
    }

    /// Runs a command at another time.
    pub(crate) fn run_at<C: Command>(&self, at: &str, command: C) -> Result<C::Done, Failure> {
        self.app.execute_blocking_at(&self.call, command, at.parse().unwrap())
    }

    /// Reads a view.
    pub(crate) fn read<T, V>(&self, view: V) -> T
    where
        T: Send + 'static,
        V: Fn(&mut Reader<'_, '_>) -> Result<T, Failure> + Send + 'static,
    {
        self.app.read_blocking(&self.call, view).unwrap()
    }

    /// A sale over the counter, with the customer at once, of so many units of skus at 10.00 each, paid by card.
    pub(crate) fn order(&self, code: &str, lines: &[(SkuId, i64)]) -> NewOrder {
        let total = Money::from_units(lines.iter().map(|(_, count)| count * 10).sum()).unwrap();
        let items = lines.iter().map(|(sku, count)| item(*sku, *count)).collect();
        NewOrder {
            place: Some(self.shop),
            payments: vec![payment(PaymentMethod::CreditCard, total)],
            mode: PlaceMode::Delivered,
            ..app::testing::order(code, self.channel, items)
        }
    }

    /// Places an order that is accepted.
    pub(crate) fn place(&self, order: NewOrder) -> OrderId {
        self.run(PlaceOrder(order)).unwrap().order
    }

    /// Takes goods of an order back.
    pub(crate) fn take_back(&self, order: OrderId, lines: &[(SkuId, i64)]) {
        let item = |(sku, count): &(SkuId, i64)| NewReturnItem {
            sku: SkuReference::Id(*sku),
            quantity: units(*count),
            comments: None,
        };
        self.run(ReturnOrder {
            order,
            organization: None,
            items: lines.iter().map(item).collect(),
        })
        .unwrap();
    }

    /// The order as it is shown.
    pub(crate) fn view(&self, order: OrderId) -> OrderView {
        self.read(move |reader| reader.order(order))
    }

    /// Who bought it.
    pub(crate) fn customer(&self, order: OrderId) -> PartyId {
        self.view(order).order.customer
    }

    /// The coupons of an order, by number.
    pub(crate) fn coupons(&self, order: OrderId) -> Vec<CouponView> {
        self.search(CouponSearch {
            order: Some(order),
            ..CouponSearch::default()
        })
    }

    /// The first hundred coupons of a search.
    pub(crate) fn search(&self, search: CouponSearch) -> Vec<CouponView> {
        self.read(move |reader| reader.coupons(&search, PageRequest::new(1, 100, 100)))
    }

    /// What the auditor finds.
    pub(crate) fn differences(&self) -> Vec<Difference> {
        app::audit::audit(&self.app, |_, _| {}).unwrap()
    }

    /// Writes past every rule, as nobody may.
    pub(crate) fn tamper(&self, write: impl Fn(&mut Tx<'_>, AccountId) -> Result<(), StoreError> + Send + 'static) {
        let account = self.call.principal.account;
        let written: Result<(), StoreError> = self.store.write_blocking(account, move |tx| write(tx, account));
        assert_eq!(written, Ok(()));
    }

    /// The titles of an order.
    pub(crate) fn titles(&self, order: OrderId) -> Vec<Title> {
        let account = self.call.principal.account;
        self.store
            .read_blocking(move |tx| store::titles::of_orders(tx, account, &[order]))
            .unwrap()
    }

    /// The codes of an order's coupons.
    pub(crate) fn codes(&self, order: OrderId) -> Vec<String> {
        self.coupons(order).into_iter().map(|view| view.coupon.code).collect()
    }

    /// Makes one voucher of all coupons of one order.
    pub(crate) fn voucher(&self, order: OrderId) -> VoucherView {
        let exchange = ExchangeCoupons {
            customer: self.customer(order),
            codes: self.codes(order),
        };
        let made = self.run(exchange).unwrap();
        assert_eq!(made.len(), 1);
        self.read(move |reader| reader.vouchers_by_id(&made)).remove(0)
    }

    /// A voucher over so many times 10.00, for goods sold under this code, and its code.
    pub(crate) fn voucher_over_tens(&self, code: &str, tens: i64) -> (VoucherView, String) {
        let order = self.place(self.order(code, &[(self.skus[0], tens)]));
        self.take_back(order, &[(self.skus[0], tens)]);
        let view = self.voucher(order);
        let code = open_voucher_code(&view.voucher.sealed_code);
        (view, code)
    }
}

/// A line of whole units at 10.00.
pub(crate) fn item(sku: SkuId, count: i64) -> NewItem {
    app::testing::item(sku, count, 10)
}

/// A payment.
pub(crate) fn payment(method: PaymentMethod, amount: Money) -> NewPayment {
    app::testing::payment(method, 1, amount)
}

/// A payment by voucher.
pub(crate) fn by_voucher(code: &str, amount: &str) -> NewPayment {
    NewPayment {
        voucher_code: Some(code.to_owned()),
        ..payment(PaymentMethod::ExchangeVoucher, money(amount))
    }
}

/// The refusal of a command that must not succeed.
pub(crate) fn refusal<T: std::fmt::Debug>(result: Result<T, Failure>) -> Refusal {
    match result {
        Err(Failure::Refused(refusal)) => refusal,
        other => panic!("a refusal was due: {other:?}"),
    }
}

/// The fields that are wrong with a command that must not succeed.
pub(crate) fn wrong<T: std::fmt::Debug>(result: Result<T, Failure>) -> Vec<(Field, Option<usize>, Problem)> {
    match refusal(result) {
        Refusal::Invalid(fields) => fields
            .into_iter()
            .map(|wrong| (wrong.field, wrong.index, wrong.problem))
            .collect(),
        other => panic!("wrong fields were due: {other:?}"),
    }
}
