//! The account that the vendor's examples are asked of: what they name by number or code exists under it.
//!
//! Not written through the face, so that the face alone is tested by its exchanges.
//!
//! The one rule to know: numbers are given in order, so the order of the functions below is the numbering.

use app::Failure;
use app::catalog::{
    CreateAttribute, CreateBrand, CreateCategory, CreatePriceTable, CreateProduct, NewImage, NewPrice, NewSku,
};
use app::channels::CreateChannel;
use app::organizations::CreateOrganization;
use app::parties::CreateParty;
use app::workflow::enter_stock::{EnterStock, EntryLine};
use app::workflow::shelves::LotName;
use domain::amount::{Quantity, Rate};
use domain::catalog::{AppliesTo, SkuOption, SupplierCode};
use domain::channels::ChannelDetails;
use domain::ids::{
    AttributeId, AttributeOptionId, BrandId, CategoryId, ChannelId, LocationId, OrganizationId, PartyId, PriceTableId,
    SkuId,
};
use domain::orders::SkuReference;
use domain::organizations::OrganizationDetails;
use domain::parties::{PartyDetails, PartyKind, Role, Roles, SupplierKind};
use domain::stock::AdjustReason;
use store::Tx;
use store::counters::{self, Counter};

use super::world::{BOUND, World};

/// The number that one of the vendor's examples gives a sku.
const FAR_SKU: usize = 108_786;

/// A world in which the vendor's examples find what they name.
pub(crate) fn world() -> World {
    let world = World::empty();
    organizations(&world);
    parties(&world);
    channels(&world);
    categories_and_features(&world);
    prices(&world);
    products(&world);
    stock(&world);
    world.credential(&world.own, BOUND, Some(OrganizationId::from_raw(1)));
    foreign(&world);
    world
}

/// Organizations 1 to 4, each with a stock of its own number.
fn organizations(world: &World) {
    let documents = ["11222333000181", "69979284000106", "55492986000156", "87189496000252"];
    for (number, document) in (1..).zip(documents) {
        let mut details = OrganizationDetails::new(&format!("Loja {number}"), &format!("Loja {number} S/A"), document);
        details.address.street = Some("Rua do Carmo".to_owned());
        details.address.number = Some("199".to_owned());
        details.address.city = Some("Rio de Janeiro".to_owned());
        details.address.city_code = Some("3304557".to_owned());
        details.address.state = Some("RJ".to_owned());
        details.address.postal_code = Some("20011020".to_owned());
        world.run(CreateOrganization {
            details,
            extras_estoka: Some(r#"{"emites_id":67}"#.to_owned()),
        });
    }
}

/// Manufacturer 1, carrier 2, suppliers 5 and 6, sellers 7 and 9.
fn parties(world: &World) {
    let company = |name: &str, roles: &[Role]| PartyDetails::new(PartyKind::Company, name, Roles::of(roles));
    let supplier = |name: &str| PartyDetails {
        supplier_kind: Some(SupplierKind::Distributor),
        ..company(name, &[Role::Supplier])
    };
    let seller = |name: &str, document: &str, external_id: &str| PartyDetails {
        organization: Some(OrganizationId::from_raw(3)),
        tax_document: Some(document.to_owned()),
        email: Some(format!("{}@example.com", name.to_lowercase())),
        phone: Some("11999999123".to_owned()),
        external_id: Some(external_id.to_owned()),
        seller_registration: Some("ABC123".to_owned()),
        ..PartyDetails::new(PartyKind::Person, name, Roles::of(&[Role::Seller]))
    };
    let carrier = PartyDetails {
        tax_document: Some("52723924000110".to_owned()),
        trading_name: Some("Correios".to_owned()),
        supplier_kind: Some(SupplierKind::Carrier),
        external_id: Some("1".to_owned()),
        ..company("Correios LTDA.", &[Role::Supplier, Role::Carrier])
    };
    for details in [
        company("Ferrari", &[Role::Manufacturer]),
        carrier,
        supplier("Terceiro"),
        supplier("Quarto"),
        supplier("Dell"),
        supplier("Dell 2"),
        seller("Maria", "12345678900", "123456"),
        supplier("Oitavo"),
        seller("Joana", "12345678600", "123455"),
    ] {
        world.run(CreateParty::new(details));
    }
}

/// Global channels 1 to 5; 7 is of organization 3, and 6 a pickup point.
fn channels(world: &World) {
    for name in [
        "Canal Venda Direta",
        "Canal Ecommerce",
        "Site",
        "App",
        "Marketplace",
        "Retira",
    ] {
        let details = ChannelDetails {
            is_pickup_point: name == "Retira",
            ..ChannelDetails::new(name, None)
        };
        world.run(CreateChannel::new(details));
    }
    let own = ChannelDetails::new("Zeenow", Some(OrganizationId::from_raw(3)));
    world.run(CreateChannel::new(own));
}

/// Categories 1 to 6 with 3 below 1 and 4 below 3; features 1 (size) and 2 (colour); brand 1.
fn categories_and_features(world: &World) {
    let parents = [None, None, Some(1), Some(3), None, None];
    for (number, parent) in (1..).zip(parents) {
        world.run(CreateCategory {
            parent: parent.map(CategoryId::from_raw),
            organization: Some(OrganizationId::from_raw(1)),
            name: format!("Categoria {number}"),
            external_id: Some(format!("cat{number}")),
            ..CreateCategory::default()
        });
    }
    let feature = |name: &str, applies_to, values: &[&str]| CreateAttribute {
        name: name.to_owned(),
        applies_to,
        options: values.iter().map(|value| (*value).to_owned()).collect(),
    };
    world.run(feature("Tamanho", AppliesTo::Sku, &["PP", "P", "M"]));
    world.run(feature("Cor", AppliesTo::Both, &["Preto", "Branco"]));
    world.run(CreateBrand {
        manufacturer: Some(PartyId::from_raw(1)),
        name: "CG RC".to_owned(),
        ..CreateBrand::default()
    });
}

/// Table 1 in channels 1 and 5.
fn prices(world: &World) {
    world.run(CreatePriceTable {
        organization: Some(OrganizationId::from_raw(1)),
        starts_on: Some("2026-01-01".parse().expect("a day")),
        channels: [1, 5].map(ChannelId::from_raw).to_vec(),
        ..CreatePriceTable::named("Table 1")
    });
}

/// Product 1 with sku 1 (everything said of it), product 2 with skus 2 to 6, product 3 with the far sku.
fn products(world: &World) {
    let option = |attribute: i64, option: i64, is_additional: bool| SkuOption {
        attribute: AttributeId::from_raw(attribute),
        option: AttributeOptionId::from_raw(option),
        is_additional,
    };
    let price = NewPrice {
        table: PriceTableId::from_raw(1),
        price: "167".parse().expect("a price"),
        discount: Rate::from_percent("10").expect("a percentage"),
    };
    let sku = NewSku {
        code: Some("CAI74".to_owned()),
        fiscal_code: Some("DELL6792".to_owned()),
        ean: Some("653341157577".to_owned()),
        additional_eans: vec!["563341157577".to_owned()],
        name: Some("CAI74 - Notebook Dell Inspiron".to_owned()),
        weight: Some("1.2".parse().expect("a weight")),
        options: vec![option(1, 1, false), option(2, 4, true)],
        supplier_codes: vec![SupplierCode {
            supplier: PartyId::from_raw(5),
            code: "dell-7628-5".to_owned(),
        }],
        images: vec![NewImage {
            url: "https://example.com/cai74.png".to_owned(),
            ..NewImage::default()
        }],
        prices: vec![price],
        ..NewSku::default()
    };
    world.run(CreateProduct {
        code: Some("CAI".to_owned()),
        brand: Some(BrandId::from_raw(1)),
        category: Some(CategoryId::from_raw(4)),
        skus: vec![sku],
        ..CreateProduct::named("Notebook Dell Inspiron")
    });
    let plain = |code: &str| NewSku {
        code: Some(code.to_owned()),
        base_price: Some("50".parse().expect("a price")),
        ..NewSku::default()
    };
    world.run(CreateProduct {
        skus: ["sku123", "UKLO-9874NB", "code_A", "code_B", "CAI76"]
            .map(plain)
            .to_vec(),
        ..CreateProduct::named("Camiseta")
    });
    let account = world.own.principal.account;
    // Six skus were numbered; the next is to be the far one.
    let skip = move |tx: &mut Tx<'_>| Ok::<_, Failure>(counters::take(tx, account, [(Counter::Sku, FAR_SKU - 7)])?);
    world.store.write_blocking(account, skip).expect("numbers");
    world.run(CreateProduct {
        skus: vec![plain("CAI7556")],
        ..CreateProduct::named("Mouse")
    });
}

/// Of sku 1: 20 in stock 1, 5 in stock 2; of skus 2 and 3 some in both; of sku 6 a lot that expires.
fn stock(world: &World) {
    let units = |units: i64| Quantity::from_units(units).expect("a quantity");
    let enter = |organization: i64, lines: Vec<EntryLine>| EnterStock {
        organization: OrganizationId::from_raw(organization),
        location: LocationId::from_raw(organization),
        reason: AdjustReason::Purchase,
        note: None,
        moved_at: None,
        lines,
    };
    let line = |sku: i64, quantity: i64| EntryLine::of(SkuReference::Id(SkuId::from_raw(sku)), units(quantity));
    let mut lot = line(6, 9);
    lot.lot = Some(LotName {
        code: "A00102303LXML".to_owned(),
        expires_on: Some("2026-09-27".parse().expect("a day")),
    });
    let mut margin = line(1, 20);
    margin.safety_margin = Some(units(1));
    world.run(enter(1, vec![margin, line(2, 8), line(3, 3), lot]));
    world.run(enter(2, vec![line(1, 5), line(2, 120)]));
}

/// One organization of the other account, under the number that the account's first has.
fn foreign(world: &World) {
    let details = OrganizationDetails::new("Outra", "Outra S/A", "11222333000181");
    let create = CreateOrganization {
        details,
        extras_estoka: None,
    };
    world
        .app
        .execute_blocking(&world.foreign, create)
        .expect("an organization");
}
