//! Rules of products and their skus, as tables. Not the store's answers; those are given as facts.

use jiff::Timestamp;

use super::*;
use crate::amount::{Quantity, UnitPrice};
use crate::catalog::{AppliesTo, Sku, SkuOption, SupplierCode, default_sku_name, match_skus, name_that_follows};
use crate::documents::CheckPolicy;
use crate::ids::SkuId;

fn product() -> Product {
    Product {
        id: ProductId::from_raw(1),
        organization: None,
        category: None,
        brand: None,
        supplier: None,
        kind: ProductKind::Product,
        code: "CAM".to_owned(),
        name: "Camiseta".to_owned(),
        description: None,
        unit: "UN".to_owned(),
        status: ProductStatus::Active,
        visibility: Visibility::Both,
        ncm: None,
        ex_tipi: None,
        cest: None,
        origin: None,
        controls_stock: true,
        controls_lot: false,
        controls_expiry: false,
        created_at: Timestamp::UNIX_EPOCH,
        updated_at: Timestamp::UNIX_EPOCH,
    }
}

fn sku(id: i64, code: &str) -> SkuParts {
    let sku = Sku {
        id: SkuId::from_raw(id),
        product: ProductId::from_raw(1),
        code: code.to_owned(),
        fiscal_code: None,
        ean: None,
        name: "Camiseta".to_owned(),
        description: None,
        active: true,
        width: None,
        height: None,
        length: None,
        weight: None,
        base_price: None,
        promotional_price: None,
        created_at: Timestamp::UNIX_EPOCH,
        updated_at: Timestamp::UNIX_EPOCH,
    };
    SkuParts {
        sku,
        additional_barcodes: Vec::new(),
        options: Vec::new(),
        supplier_codes: Vec::new(),
        prices: Vec::new(),
    }
}

fn parts(product: Product, skus: Vec<SkuParts>) -> ProductParts {
    ProductParts {
        product,
        options: Vec::new(),
        images: Vec::new(),
        skus,
    }
}

fn option(attribute: i64, option: i64, is_additional: bool) -> SkuOption {
    SkuOption {
        attribute: AttributeId::from_raw(attribute),
        option: AttributeOptionId::from_raw(option),
        is_additional,
    }
}

fn supplier_code(supplier: i64, code: &str) -> SupplierCode {
    SupplierCode {
        supplier: PartyId::from_raw(supplier),
        code: code.to_owned(),
    }
}

/// Attribute 1 describes skus (options 11, 12), attribute 2 products (option 21); supplier 5 calls sku 9 `X`.
fn known() -> Known {
    let attribute = AttributeId::from_raw;
    let option = AttributeOptionId::from_raw;
    let mut known = Known::default();
    known.attributes.insert(attribute(1), AppliesTo::Sku);
    known.attributes.insert(attribute(2), AppliesTo::Product);
    for (id, owner) in [(11, 1), (12, 1), (21, 2)] {
        known.options.insert(option(id), attribute(owner));
    }
    known.parties.insert(PartyId::from_raw(5));
    known.supplier_codes.insert(supplier_code(5, "X"), SkuId::from_raw(9));
    known.product_codes.insert("USADO".to_owned(), ProductId::from_raw(9));
    known.sku_codes.insert("USADO".to_owned(), SkuId::from_raw(9));
    known.barcodes.insert("789".to_owned(), SkuId::from_raw(9));
    known
}

fn found(result: Result<(), Refusal>) -> Vec<(Field, Option<usize>, Problem)> {
    match result {
        Ok(()) => Vec::new(),
        Err(Refusal::Invalid(fields)) => fields
            .into_iter()
            .map(|field| (field.field, field.index, field.problem))
            .collect(),
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn every_case_is_read_back_by_its_name() {
    assert!(
        ProductKind::ALL
            .into_iter()
            .all(|case| ProductKind::from_name(case.name()) == Some(case))
    );
    assert!(
        ProductStatus::ALL
            .into_iter()
            .all(|case| ProductStatus::from_name(case.name()) == Some(case))
    );
    assert!(
        Visibility::ALL
            .into_iter()
            .all(|case| Visibility::from_name(case.name()) == Some(case))
    );
}

#[test]
fn each_field_of_a_product_has_its_rule() {
    type Spoil = fn(&mut Product);
    let table: [(Spoil, Option<(Field, Problem)>); 16] = [
        (|_| {}, None),
        (|p| p.code.clear(), Some((Field::Code, Problem::Blank))),
        (|p| p.code = "USADO".to_owned(), Some((Field::Code, Problem::Taken))),
        (
            |p| p.code = "x".repeat(151),
            Some((Field::Code, Problem::TooLong { max: 150 })),
        ),
        (|p| p.name = " ".to_owned(), Some((Field::Name, Problem::Blank))),
        (
            |p| p.unit = "UNIDADE".to_owned(),
            Some((Field::Unit, Problem::TooLong { max: 6 })),
        ),
        (
            |p| p.category = Some(CategoryId::from_raw(1)),
            Some((Field::Category, Problem::Unknown)),
        ),
        (
            |p| p.brand = Some(BrandId::from_raw(1)),
            Some((Field::Brand, Problem::Unknown)),
        ),
        (
            |p| p.supplier = Some(PartyId::from_raw(1)),
            Some((Field::Provider, Problem::Unknown)),
        ),
        (|p| p.supplier = Some(PartyId::from_raw(5)), None),
        (|p| p.ncm = Some("0102.21.90".to_owned()), None),
        (
            |p| p.ncm = Some("0102219".to_owned()),
            Some((Field::Ncm, Problem::Malformed)),
        ),
        (
            |p| p.cest = Some("12".to_owned()),
            Some((Field::Cest, Problem::Malformed)),
        ),
        (
            |p| p.ex_tipi = Some("0A".to_owned()),
            Some((Field::ExTipi, Problem::Malformed)),
        ),
        (|p| p.origin = Some(8), None),
        (|p| p.origin = Some(9), Some((Field::Origin, Problem::OutOfRange))),
    ];
    for (place, (spoil, expected)) in table.into_iter().enumerate() {
        let mut product = product();
        spoil(&mut product);
        let expected: Vec<_> = expected
            .map(|(field, problem)| (field, None, problem))
            .into_iter()
            .collect();
        assert_eq!(
            found(parts(product, Vec::new()).check(&known())),
            expected,
            "case {place}"
        );
    }
}

/// A way to spoil a sku, and the one problem it then has.
type Case = (fn(&mut SkuParts), Option<(Field, Problem)>);

/// Spoils the second sku of a request and looks for one problem at its place.
fn judge_second_sku<const N: usize>(table: [Case; N]) {
    for (place, (spoil, expected)) in table.into_iter().enumerate() {
        let mut second = sku(2, "B");
        spoil(&mut second);
        let expected: Vec<_> = expected
            .map(|(field, problem)| (field, Some(1), problem))
            .into_iter()
            .collect();
        assert_eq!(
            found(parts(product(), vec![sku(1, "A"), second]).check(&known())),
            expected,
            "case {place}"
        );
    }
}

#[test]
fn each_field_of_a_sku_has_its_rule_and_names_its_place() {
    judge_second_sku([
        (|_| {}, None),
        (|s| s.sku.code.clear(), Some((Field::SkuCode, Problem::Blank))),
        (
            |s| s.sku.code = "USADO".to_owned(),
            Some((Field::SkuCode, Problem::Taken)),
        ),
        (|s| s.sku.code = "A".to_owned(), Some((Field::SkuCode, Problem::Taken))),
        (|s| s.sku.name.clear(), Some((Field::SkuName, Problem::Blank))),
        (
            |s| s.sku.weight = Quantity::parse("-0.1").ok(),
            Some((Field::Weight, Problem::Negative)),
        ),
        (
            |s| s.sku.base_price = UnitPrice::parse("-1").ok(),
            Some((Field::BasePrice, Problem::Negative)),
        ),
        (
            |s| s.sku.ean = Some("789".to_owned()),
            Some((Field::Barcode, Problem::Taken)),
        ),
        (
            |s| s.additional_barcodes = vec!["1".to_owned(), "1".to_owned()],
            Some((Field::Barcode, Problem::Taken)),
        ),
    ]);
}

#[test]
fn what_a_sku_points_to_exists_and_fits() {
    judge_second_sku([
        (|s| s.options = vec![option(1, 11, false)], None),
        (
            |s| s.options = vec![option(1, 21, false)],
            Some((Field::FeatureValue, Problem::Unknown)),
        ),
        (
            |s| s.options = vec![option(2, 21, false)],
            Some((Field::Feature, Problem::NotAllowed)),
        ),
        (|s| s.options = vec![option(2, 21, true)], None),
        (
            |s| s.options = vec![option(3, 11, false)],
            Some((Field::Feature, Problem::Unknown)),
        ),
        (
            |s| s.options = vec![option(1, 11, false), option(1, 12, true)],
            Some((Field::Feature, Problem::Taken)),
        ),
        (|s| s.supplier_codes = vec![supplier_code(5, "Y")], None),
        (
            |s| s.supplier_codes = vec![supplier_code(5, "X")],
            Some((Field::SupplierCode, Problem::Taken)),
        ),
        (
            |s| s.supplier_codes = vec![supplier_code(6, "Y")],
            Some((Field::Provider, Problem::Unknown)),
        ),
    ]);
}

#[test]
fn what_a_sku_has_already_is_not_taken_by_itself_nor_judged_again() {
    let mut own = sku(9, "USADO");
    own.sku.ean = Some("789".to_owned());
    own.supplier_codes = vec![SupplierCode {
        supplier: PartyId::from_raw(5),
        code: "X".to_owned(),
    }];
    let known = Known {
        document_check: CheckPolicy::Reject,
        ..known()
    };
    assert_eq!(found(parts(product(), vec![own]).check(&known)), []);
}

#[test]
fn an_attribute_of_a_product_has_one_option_or_one_text() {
    let value = |attribute: i64, option: Option<i64>, text: Option<&str>| ProductOption {
        attribute: AttributeId::from_raw(attribute),
        option: option.map(AttributeOptionId::from_raw),
        text_value: text.map(str::to_owned),
    };
    let table = [
        (value(2, Some(21), None), None),
        (value(2, None, Some("Algodão")), None),
        (value(2, None, None), Some((Field::FeatureValue, Problem::Blank))),
        (
            value(2, Some(21), Some("Algodão")),
            Some((Field::FeatureValue, Problem::NotAllowed)),
        ),
        (value(2, Some(11), None), Some((Field::FeatureValue, Problem::Unknown))),
        (value(1, Some(11), None), Some((Field::Feature, Problem::NotAllowed))),
        (value(3, None, Some("x")), Some((Field::Feature, Problem::Unknown))),
    ];
    for (given, expected) in table {
        let given_parts = ProductParts {
            options: vec![given.clone()],
            ..parts(product(), Vec::new())
        };
        let expected: Vec<_> = expected
            .map(|(field, problem)| (field, Some(0), problem))
            .into_iter()
            .collect();
        assert_eq!(found(given_parts.check(&known())), expected, "{given:?}");
    }
}

#[test]
fn fiscal_codes_lose_their_punctuation_and_a_service_its_stock() {
    let mut service = Product {
        kind: ProductKind::Service,
        ncm: Some("0102.21.90".to_owned()),
        cest: Some("28.038.00".to_owned()),
        controls_lot: true,
        ..product()
    };
    service.normalize();
    assert_eq!(service.ncm.as_deref(), Some("01022190"));
    assert_eq!(service.cest.as_deref(), Some("2803800"));
    assert_eq!((service.controls_stock, service.controls_lot), (false, false));
}

#[test]
fn a_sku_loses_blanks_and_words_for_no_barcode() {
    let mut parts = sku(1, " A ");
    parts.sku.name = " ".to_owned();
    parts.sku.ean = Some(" 789 ".to_owned());
    parts.additional_barcodes = ["SEM GTIN", "789", " 790"].map(str::to_owned).to_vec();
    parts.normalize("Camiseta", &["Azul"]);
    assert_eq!(
        (parts.sku.code.as_str(), parts.sku.name.as_str()),
        ("A", "Camiseta - Azul")
    );
    assert_eq!(parts.barcodes().collect::<Vec<_>>(), ["789", "790"]);
}

#[test]
fn a_sku_without_a_name_is_called_after_its_product_and_options() {
    assert_eq!(default_sku_name("Camiseta", &[]), "Camiseta");
    assert_eq!(default_sku_name("Camiseta", &["Azul", "G"]), "Camiseta - Azul, G");
}

#[test]
fn a_name_that_nobody_chose_follows_product_and_options_and_a_chosen_one_stays() {
    type Called<'a> = (&'a str, &'a [&'a str]);
    let table: [(&str, Called<'_>, Called<'_>, Option<&str>); 6] = [
        (
            "Camiseta",
            ("Camiseta", &[]),
            ("Camiseta", &["Azul"]),
            Some("Camiseta - Azul"),
        ),
        (
            "Camiseta - Azul",
            ("Camiseta", &["Azul"]),
            ("Camiseta", &["Azul", "G"]),
            Some("Camiseta - Azul, G"),
        ),
        (
            "Camiseta - Azul",
            ("Camiseta", &["Azul"]),
            ("Camiseta", &[]),
            Some("Camiseta"),
        ),
        (
            "Camiseta - Azul",
            ("Camiseta", &["Azul"]),
            ("Camisa", &["Azul"]),
            Some("Camisa - Azul"),
        ),
        ("Azulzinha", ("Camiseta", &["Azul"]), ("Camiseta", &["Preta"]), None),
        ("Camiseta", ("Camiseta", &[]), ("Camiseta", &[]), None),
    ];
    for (name, was, is, expected) in table {
        assert_eq!(
            name_that_follows(name, was, is).as_deref(),
            expected,
            "{name} {was:?} {is:?}"
        );
    }
}

#[test]
fn an_entry_means_a_sku_by_number_then_by_code_and_a_new_code_is_a_new_sku() {
    let existing = [sku(5, "A").sku, sku(6, "B").sku];
    let number = |raw: i64| Some(SkuId::from_raw(raw));
    assert_eq!(
        match_skus(
            &[(number(6), Some("C")), (None, Some("A")), (None, Some("D"))],
            &existing
        ),
        Ok(vec![Some(1), Some(0), None])
    );
    let refused = match_skus(
        &[(number(7), None), (None, None), (number(5), None), (None, Some("A"))],
        &existing,
    );
    assert_eq!(
        found(refused.map(drop)),
        [
            (Field::Sku, Some(0), Problem::Unknown),
            (Field::SkuCode, Some(1), Problem::Blank),
            (Field::Sku, Some(3), Problem::Taken),
        ]
    );
}
