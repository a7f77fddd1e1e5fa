//! From the vendor's product to what the core keeps of it.
//!
//! Not what may be kept, which the core decides.
//!
//! The one rule to know: a field that was not given stays as it is; one that was given empty is emptied where it may be.

use app::ExtrasEdit;
use app::catalog::{CategoryNamed, CodedPrice, ProductChange, PutProduct, SkuChange};
use domain::amount::{Quantity, Rate, UnitPrice};
use domain::catalog::{ProductKind, ProductStatus, ProductTermsChange};
use domain::change::Change;
use domain::ids::OrganizationId;
use domain::refusal::Problem;
use face_kit::{Checker, Decimal, Faults, Given, Listed, Text};

use crate::fields::{self, Checked, Members, PRODUCT};

/// The fields that have a place in the core.
const CORE: &[&str] = &[
    "codigo",
    "nome",
    "preco",
    "unidadeMedida",
    "ean",
    "inativo",
    "ncm",
    "cest",
    "origem",
    "descricaoShop",
    "tipoRegistro",
    "codigoGrupoProduto",
    "nomeGrupoProduto",
    "codigoFornecedor",
    "nomeFornecedor",
    "peso",
    "possuiLote",
    "possuiVariacao",
    "precoPauta1",
    "precoPauta2",
    "precoPauta3",
    "precoPauta4",
    "custo",
    "lucroBruto",
    "observacao",
    "informacaoAdicional",
];

/// The unit of a product that names none. Seed, products: the example has none although the table requires it.
const UNIT: &str = "UN";

/// The product of `POST produtos`.
///
/// # Errors
/// Faults of every field at once.
pub(super) fn creation(members: Members) -> Result<PutProduct, Faults> {
    let mut check = Checker::new();
    let command = new_product(&mut check, members);
    check.finish_with(command)
}

/// The product of `PUT produtos`.
///
/// # Errors
/// Faults of every field at once.
pub(super) fn merge(members: Members) -> Result<PutProduct, Faults> {
    let mut check = Checker::new();
    let command = known_product(&mut check, members);
    check.finish_with(command)
}

/// A product that is created.
pub(super) fn new_product(check: &mut Checker, members: Members) -> PutProduct {
    let (mut command, fields) = product(check, members);
    if fields.text("nome").is_none() && !fields.is_faulty("nome") {
        check.fault("nome", Problem::Blank);
    }
    command.product.code = fields.text("codigo").map(|code| code.trim().to_owned());
    command.product.unit.get_or_insert_with(|| UNIT.to_owned());
    command
}

/// A product that is merged into the one of its code.
pub(super) fn known_product(check: &mut Checker, members: Members) -> PutProduct {
    let (mut command, fields) = product(check, members);
    command.known_as = known_as(check, &fields);
    if fields.has("nome") && fields.text("nome").is_none() && !fields.is_faulty("nome") {
        check.fault("nome", Problem::Blank);
    }
    command
}

/// Prices of a product, and nothing else of it.
pub(super) fn prices_alone(check: &mut Checker, members: Members) -> PutProduct {
    let fields = Checked::of(check, PRODUCT, &members);
    let (organization_prices, mut table_prices) = branch_prices(check, &members);
    table_prices.extend(lists(&fields));
    let command = PutProduct {
        known_as: known_as(check, &fields),
        sku: SkuChange {
            base_price: price(&fields),
            ..SkuChange::default()
        },
        organization_prices,
        table_prices,
        ..PutProduct::default()
    };
    let says_nothing = fields.decimal("preco").is_none()
        && command.organization_prices.is_empty()
        && command.table_prices.is_empty()
        && !fields.is_faulty("preco");
    if says_nothing && members.get("precos").is_missing() {
        check.fault("preco", Problem::Blank);
    }
    command
}

fn known_as(check: &mut Checker, fields: &Checked) -> Option<String> {
    let code = fields.text("codigo").map(|code| code.trim().to_owned());
    if code.is_none() && !fields.is_faulty("codigo") {
        check.fault("codigo", Problem::Blank);
    }
    // Of a placeholder nothing is kept.
    Some(code.unwrap_or_default())
}

fn product(check: &mut Checker, mut members: Members) -> (PutProduct, Checked) {
    // Contract, inconsistency 17: clients call it both.
    members.rename("enviarECommerce", "enviaECommerce");
    let fields = Checked::of(check, PRODUCT, &members);
    let (organization_prices, mut table_prices) = branch_prices(check, &members);
    table_prices.extend(lists(&fields));
    let kind = match fields.text("tipoRegistro") {
        None => None,
        Some("P" | "p") => Some(ProductKind::Product),
        Some("S" | "s") => Some(ProductKind::Service),
        Some(_) => {
            check.fault("tipoRegistro", Problem::NotInList);
            None
        }
    };
    let text = |name: &str| fields.text(name).map(|text| text.trim().to_owned());
    let command = PutProduct {
        known_as: None,
        product: ProductChange {
            name: text("nome"),
            unit: text("unidadeMedida"),
            kind,
            status: fields.whole("inativo").map(|inactive| match inactive {
                1 => ProductStatus::Inactive,
                _ => ProductStatus::Active,
            }),
            description: fields.change("descricaoShop"),
            ncm: fields.change("ncm"),
            cest: fields.change("cest"),
            origin: if fields.has("origem") {
                Change::to(fields.whole("origem"))
            } else {
                Change::Keep
            },
            controls_lot: fields.whole("possuiLote").map(|flag| flag == 1),
            ..ProductChange::default()
        },
        sku: SkuChange {
            ean: fields.change("ean"),
            base_price: price(&fields),
            weight: fields.change_amount("peso", |amount| amount),
            ..SkuChange::default()
        },
        category: CategoryNamed {
            code: text("codigoGrupoProduto"),
            name: text("nomeGrupoProduto"),
        },
        supplier_code: fields.change("codigoFornecedor"),
        organization_prices,
        table_prices,
        terms: terms(&fields),
        extras: {
            let changes = fields.extras(CORE);
            Some(ExtrasEdit::new(move |kept| fields::merged(kept, &changes)))
        },
    };
    (command, fields)
}

/// What the shop keeps of the product.
fn terms(fields: &Checked) -> ProductTermsChange {
    ProductTermsChange {
        cost: fields.change_amount("custo", unit_price),
        // A percentage has two decimals here, so that nothing is lost.
        markup: fields.change_amount("lucroBruto", |points| Rate::from_millionths(points.millionths() / 100)),
        fiscal_note: fields.change("informacaoAdicional"),
        internal_note: fields.change("observacao"),
        ..ProductTermsChange::default()
    }
}

fn unit_price(amount: Quantity) -> UnitPrice {
    UnitPrice::from_millionths(amount.millionths())
}

fn price(fields: &Checked) -> Change<UnitPrice> {
    fields.change_amount("preco", unit_price)
}

/// The prices of the four lists that a product names itself.
fn lists(fields: &Checked) -> Vec<CodedPrice> {
    let names = ["precoPauta1", "precoPauta2", "precoPauta3", "precoPauta4"];
    (1..)
        .zip(names)
        .filter_map(|(number, name)| {
            Some(CodedPrice {
                organization: None,
                table: number.to_string(),
                price: fields.decimal(name).map(unit_price)?,
            })
        })
        .collect()
}

/// The prices per branch, and those of the branches' lists.
fn branch_prices(check: &mut Checker, members: &Members) -> (Vec<(OrganizationId, UnitPrice)>, Vec<CodedPrice>) {
    let mut of_lists = Vec::new();
    let given: Given<Listed<Members>> = members.given("precos");
    let prices = check.optional_each("precos", &given, |check, entry| {
        let branch = check.required_text("filial", &entry.given::<Text>("filial"), 4);
        let price = check.required_quantity("preco", &entry.given::<Decimal>("preco"), 6);
        let branch = branch.trim().parse().unwrap_or(0);
        if branch == 0 {
            check.fault("filial", Problem::Unknown);
        }
        if !fields::fits(price, 15, 6) {
            check.fault("preco", Problem::OutOfRange);
        }
        let organization = OrganizationId::from_raw(branch);
        let lists: Given<Listed<Members>> = entry.given("pautasPreco");
        of_lists.extend(check.optional_each("pautasPreco", &lists, |check, list| CodedPrice {
            organization: Some(organization),
            table: check.required_text("codigoPauta", &list.given::<Text>("codigoPauta"), 10),
            price: unit_price(check.required_quantity("preco", &list.given::<Decimal>("preco"), 6)),
        }));
        (organization, unit_price(price))
    });
    (prices, of_lists)
}
