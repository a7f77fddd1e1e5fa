//! The account of Likin's exchanges: a matriz, two lojas, one shirt that both sell, and orders that wait for them.
//!
//! Not the catalogue, which the exchanges make; orders come from other faces, so these are there from the beginning.
//!
//! The one rule to know: everything is made by the application's commands, in the order of the numbers it must get.

use app::access::RegisterApplication;
use app::catalog::{CategoryChoice, CreateOffer, Measures};
use app::channels::CreateChannel;
use app::organizations::CreateOrganization;
use app::store_products::CreateStoreProduct;
use app::workflow::place_order::PlaceOrder;
use app::{CreateCredential, testing};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use domain::actor::Face;
use domain::amount::{Money, Quantity, UnitPrice};
use domain::channels::ChannelDetails;
use domain::ids::{ChannelId, LocationId, OrganizationId, ProductId, SkuId};
use domain::orders::{NewOrder, OrderAddress, PaymentMethod, PaymentStatus, ShippingService};
use domain::organizations::OrganizationDetails;
use domain::page::PageRequest;
use store::Store;

use super::Merchant;
use crate::client::Client;

/// The lojas and their documents.
const LOJAS: [(&str, &str); 2] = [("Loja Centro", "11222333000181"), ("Loja Praia", "44555666000100")];

impl Merchant {
    /// The account of Likin's examples, as the only one of a fresh store: product 1, which loja 1 sells at 90.00 and has
    /// ten of, and loja 2 at the matriz's price; orders 1 to 5, of loja 1 but the last.
    ///
    /// # Panics
    /// When the account cannot be made, which is a defect of its own.
    #[must_use]
    pub fn open_likin(store: &Store) -> Self {
        let merchant = Self::empty(store);
        let [first, second] = LOJAS.map(|(name, document)| merchant.loja(name, document));
        let details = ChannelDetails {
            requires_acceptance: true,
            is_global: true,
            ..ChannelDetails::new("Loja virtual", None)
        };
        let channel = merchant.make(CreateChannel::new(details));
        let product = merchant.make(shirt());
        for (organization, price) in [(first, Some(90)), (second, None)] {
            merchant.make(CreateStoreProduct {
                organization,
                product: Some(product),
                sku: None,
                complement: None,
                description: None,
                price: price.map(|price| UnitPrice::from_units(price).expect("a price")),
                promotional_price: None,
                quantity: Quantity::from_units(10).expect("a quantity"),
                display_order: Some(1),
                enabled: true,
            });
        }
        merchant.orders(channel, product, [first, second]);
        merchant
    }

    /// A client of the matriz with its token.
    ///
    /// # Panics
    /// As [`Self::open_likin`].
    #[must_use]
    pub fn likin(&self) -> Client {
        self.likin_token(None)
    }

    /// A client of the first loja with its token.
    ///
    /// # Panics
    /// As [`Self::open_likin`].
    #[must_use]
    pub fn likin_loja(&self) -> Client {
        self.likin_token(Some(self.lojas()[0]))
    }

    /// A client of the last loja with its token.
    ///
    /// # Panics
    /// As [`Self::open_likin`].
    #[must_use]
    pub fn likin_other_loja(&self) -> Client {
        self.likin_token(self.lojas().last().copied())
    }

    /// The matriz's client at the authorization server, with its id and secret.
    ///
    /// # Panics
    /// As [`Self::open_likin`].
    #[must_use]
    pub fn likin_client(&self) -> Client {
        self.likin_credential(None)
    }

    /// Another client there, that of the first loja.
    ///
    /// # Panics
    /// As [`Self::open_likin`].
    #[must_use]
    pub fn likin_loja_client(&self) -> Client {
        self.likin_credential(Some(self.lojas()[0]))
    }

    /// A token got as clients get theirs.
    fn likin_token(&self, loja: Option<OrganizationId>) -> Client {
        let form = Bytes::from_static(b"grant_type=client_credentials&scope=integration");
        let headers = [("content-type", "application/x-www-form-urlencoded")];
        let asked = self
            .likin_credential(loja)
            .send("POST", "/oauth2/token", &headers, form);
        let token = asked.value()["access_token"].as_str().map(str::to_owned);
        let token = token.expect("a good client gets a token");
        let client = self.site.client("/likin");
        client.with("authorization", &format!("Bearer {token}"))
    }

    fn likin_credential(&self, loja: Option<OrganizationId>) -> Client {
        let [secret, client_id] = [16, 16].map(|bytes| self.app.random_hex(bytes));
        let basic = STANDARD.encode(format!("{client_id}:{secret}"));
        let credential = CreateCredential {
            face: Face::Likin,
            name: "integração".to_owned(),
            organization: loja,
            scopes: Vec::new(),
            secret,
        };
        self.make(RegisterApplication {
            credential,
            client_id,
            redirect_uris: Vec::new(),
        });
        let client = self.site.client("/likin");
        client.with("authorization", &format!("Basic {basic}"))
    }

    /// The account's lojas; in an account without any one is made.
    fn lojas(&self) -> Vec<OrganizationId> {
        let read = |reader: &mut app::Reader<'_, '_>| reader.organizations(PageRequest::new(1, 10, 10));
        let found = self.app.read_blocking(&self.call, read).expect("the store answers");
        if found.is_empty() {
            let (name, document) = LOJAS[0];
            return vec![self.loja(name, document)];
        }
        found.iter().map(|loja| loja.id).collect()
    }

    fn loja(&self, name: &str, document: &str) -> OrganizationId {
        self.make(CreateOrganization {
            details: OrganizationDetails::new(name, name, document),
            extras_estoka: None,
        })
    }

    /// Order 1 waits for its payment; 2 and 4 are the loja's to deliver, 3 a carrier's; 5 is the other loja's.
    fn orders(&self, channel: ChannelId, product: ProductId, lojas: [OrganizationId; 2]) {
        let read = move |reader: &mut app::Reader<'_, '_>| {
            let place = |reader: &mut app::Reader<'_, '_>, loja| {
                Ok::<_, app::Failure>(reader.warehouses_of(loja, PageRequest::new(1, 1, 1))?[0].id)
            };
            let places = [place(reader, lojas[0])?, place(reader, lojas[1])?];
            Ok((reader.offer(product)?.skus[0].id, places))
        };
        let (sku, places) = self.app.read_blocking(&self.call, read).expect("the store answers");
        let rows = [
            ("L-1", 0, PaymentStatus::Pending, false),
            ("L-2", 0, PaymentStatus::Approved, false),
            ("L-3", 0, PaymentStatus::Approved, true),
            ("L-4", 0, PaymentStatus::Approved, false),
            ("L-5", 1, PaymentStatus::Approved, false),
        ];
        for (code, loja, payment_status, carrier) in rows {
            let place: (OrganizationId, LocationId) = (lojas[loja], places[loja]);
            self.make(PlaceOrder(order(code, channel, sku, place, payment_status, carrier)));
        }
    }
}

/// A product with one sku.
fn shirt() -> CreateOffer {
    CreateOffer {
        name: "Camisa Polo".to_owned(),
        category: CategoryChoice::Path(vec!["Polos".to_owned()]),
        complement: None,
        description: Some("Malha".to_owned()),
        price: UnitPrice::from_units(100).expect("a price"),
        promotional_price: None,
        code: Some("POLO".to_owned()),
        automatic_prefix: "LKN.",
        ean: None,
        measures: Measures::default(),
        display_order: None,
        is_variable: false,
        enabled: Some(true),
    }
}

/// Two shirts at 90.00 and 15.00 to bring them, paid in two instalments.
fn order(
    code: &str,
    channel: ChannelId,
    sku: SkuId,
    place: (OrganizationId, LocationId),
    payment_status: PaymentStatus,
    carrier: bool,
) -> NewOrder {
    let address = OrderAddress {
        street: Some("Rua Augusta".to_owned()),
        street_number: Some("10".to_owned()),
        neighborhood: Some("Consolação".to_owned()),
        city: Some("São Paulo".to_owned()),
        state: Some("SP".to_owned()),
        postal_code: Some("01305000".to_owned()),
        country: Some("BR".to_owned()),
        ..OrderAddress::default()
    };
    let total = Money::from_units(195).expect("an amount");
    let service = ShippingService {
        name: "Moto Rápida".to_owned(),
        carrier_code: Some("MOTO".to_owned()),
        ..ShippingService::default()
    };
    NewOrder {
        place: Some(place),
        billing: Some(address.clone()),
        shipping: Some(address),
        payments: vec![testing::payment(PaymentMethod::CreditCard, 2, total)],
        freight: Money::from_units(15).expect("an amount"),
        payment_status,
        shipping_service: carrier.then_some(service),
        ..testing::order(code, channel, vec![testing::item(sku, 2, 90)])
    }
}
