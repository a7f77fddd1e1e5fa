//! From the core's product to the vendor's.
//!
//! Not how a product is found.
//!
//! The one rule to know: a page costs a fixed number of statements; of a product with variations, price and barcode are
//! those of its first sku.

use std::collections::BTreeMap;

use app::catalog::{OrganizationPrice, ProductView};
use app::{Failure, Reader};
use domain::actor::Face;
use domain::amount::{Rate, UnitPrice};
use domain::catalog::{Category, Price, PriceTable, ProductKind, ProductStatus, ProductTerms};
use domain::ids::{CategoryId, OrganizationId, PartyId, ProductId, SkuId};
use domain::parties::Party;
use serde_json::{Map, Value, json};

use crate::fields::{self, PRODUCT};
use crate::numbers;

/// What the group of a product without one is called. Seed, products.
const GENERAL: &str = "GERAL";

/// What is read beside the products themselves.
struct Around {
    extras: BTreeMap<ProductId, String>,
    terms: BTreeMap<ProductId, ProductTerms>,
    stamps: BTreeMap<ProductId, i64>,
    branches: Vec<OrganizationPrice>,
    prices: Vec<Price>,
    tables: Vec<PriceTable>,
    categories: Vec<Category>,
    suppliers: Vec<Party>,
}

/// Products as they are shown; the price is a branch's own where one is named.
///
/// # Errors
/// A broken store.
pub(super) fn products(
    reader: &mut Reader<'_, '_>,
    found: &[ProductView],
    branch: Option<OrganizationId>,
) -> Result<Vec<Value>, Failure> {
    let ids: Vec<ProductId> = found.iter().map(|view| view.product.id).collect();
    let skus: Vec<SkuId> = found
        .iter()
        .filter_map(|view| view.skus.first())
        .map(|sku| sku.sku.id)
        .collect();
    let categories: Vec<CategoryId> = found.iter().filter_map(|view| view.product.category).collect();
    let suppliers: Vec<PartyId> = found.iter().filter_map(|view| view.product.supplier).collect();
    let around = Around {
        extras: reader.product_extras(Face::Uniplus, &ids)?,
        terms: reader.product_terms(&ids)?,
        stamps: reader.product_stamps(&ids)?,
        branches: reader.organization_prices_of(&skus)?,
        prices: reader.table_prices_of(&skus)?,
        tables: reader.all_price_tables()?,
        categories: reader.categories_by_id(&categories)?,
        suppliers: reader.parties_by_id(&suppliers)?,
    };
    Ok(found.iter().map(|view| around.product(view, branch)).collect())
}

impl Around {
    fn product(&self, view: &ProductView, branch: Option<OrganizationId>) -> Value {
        let product = &view.product;
        let extras = fields::parsed(self.extras.get(&product.id).map(String::as_str));
        let first = view.skus.first().map(|sku| &sku.sku);
        let sku = first.map(|sku| sku.id);
        let own = self
            .branches
            .iter()
            .find(|one| Some(one.sku) == sku && Some(one.organization) == branch);
        let price = own.and_then(|one| one.price).or(first.and_then(|sku| sku.base_price));
        let text = |text: Option<&str>| Value::from(text.unwrap_or_default());
        let flag = |yes: bool| Value::from(i64::from(yes));
        let category = self.categories.iter().find(|one| Some(one.id) == product.category);
        let supplier = self.suppliers.iter().find(|one| Some(one.id) == product.supplier);
        let mut core: BTreeMap<&'static str, Value> = BTreeMap::from([
            ("id", product.id.raw().into()),
            ("codigo", product.code.as_str().into()),
            ("nome", product.name.as_str().into()),
            ("preco", shown(price)),
            ("unidadeMedida", product.unit.as_str().into()),
            ("ean", text(first.and_then(|sku| sku.ean.as_deref()))),
            ("inativo", flag(product.status == ProductStatus::Inactive)),
            ("ncm", text(product.ncm.as_deref())),
            ("cest", text(product.cest.as_deref())),
            ("origem", product.origin.unwrap_or_default().into()),
            ("descricaoShop", text(product.description.as_deref())),
            ("tipoRegistro", kind_letter(product.kind).into()),
            ("codigoGrupoProduto", group_code(category)),
            (
                "nomeGrupoProduto",
                category.map_or(GENERAL, |one| one.name.as_str()).into(),
            ),
            (
                "codigoFornecedor",
                text(supplier.and_then(|one| one.details.code.as_deref())),
            ),
            ("nomeFornecedor", text(supplier.map(|one| one.details.name.as_str()))),
            ("possuiLote", flag(product.controls_lot)),
            (
                "possuiVariacao",
                flag(view.skus.iter().any(|sku| !sku.options.is_empty())),
            ),
            ("precos", self.branch_prices(sku)),
            (
                "currentTimeMillis",
                self.stamps.get(&product.id).copied().unwrap_or_default().into(),
            ),
            ("imagens", images(view)),
            ("identificacao", "PR".into()),
            ("tabela", "produto".into()),
            ("descricaoLayout", "Produto".into()),
        ]);
        if let Some(terms) = self.terms.get(&product.id) {
            core.extend(terms_shown(terms));
        }
        if let Some(weight) = first.and_then(|sku| sku.weight) {
            core.insert("peso", numbers::decimal(weight, 3).into());
        }
        for (number, name) in (1..).zip(["precoPauta1", "precoPauta2", "precoPauta3", "precoPauta4"]) {
            core.insert(name, shown(self.list_price(sku, None, &number.to_string())));
        }
        let mut object = fields::shown(PRODUCT, core, &extras);
        let sent = object.get("enviaECommerce").cloned().unwrap_or_default();
        object.insert("enviarECommerce".to_owned(), sent);
        Value::Object(object)
    }

    /// The price in a list, by its code and owner.
    fn list_price(&self, sku: Option<SkuId>, owner: Option<OrganizationId>, code: &str) -> Option<UnitPrice> {
        let table = self
            .tables
            .iter()
            .find(|table| table.organization == owner && list_code(table) == code)?;
        let of_sku = self
            .prices
            .iter()
            .find(|price| Some(price.sku) == sku && price.table == table.id);
        of_sku.map(|price| price.price)
    }

    fn branch_prices(&self, sku: Option<SkuId>) -> Value {
        let of_sku = self.branches.iter().filter(|one| Some(one.sku) == sku);
        let entry = |one: &OrganizationPrice| {
            let lists: Vec<Value> = self
                .tables
                .iter()
                .filter(|table| table.organization == Some(one.organization))
                .filter_map(|table| {
                    let code = list_code(table);
                    let price = self.list_price(sku, table.organization, &code)?;
                    Some(json!({"codigoPauta": code, "preco": numbers::decimal(price, 6)}))
                })
                .collect();
            let mut entry = Map::new();
            entry.insert("identificacao".to_owned(), "PP".into());
            entry.insert("tabela".to_owned(), "produtopreco".into());
            entry.insert("descricaoLayout".to_owned(), "Produto preço".into());
            entry.insert("filial".to_owned(), one.organization.to_string().into());
            entry.insert("preco".to_owned(), shown(one.price));
            entry.insert("pautasPreco".to_owned(), Value::Array(lists));
            Value::Object(entry)
        };
        of_sku.filter(|one| one.price.is_some()).map(entry).collect()
    }
}

/// The code of a price list: its id elsewhere, or its number.
pub(crate) fn list_code(table: &PriceTable) -> String {
    table.external_id.clone().unwrap_or_else(|| table.id.to_string())
}

fn kind_letter(kind: ProductKind) -> &'static str {
    match kind {
        ProductKind::Product => "P",
        ProductKind::Service => "S",
    }
}

/// What the shop keeps of a product.
fn terms_shown(terms: &ProductTerms) -> [(&'static str, Value); 4] {
    let text = |note: &Option<String>| note.clone().unwrap_or_default().into();
    [
        ("custo", shown(terms.cost)),
        (
            "lucroBruto",
            terms.markup.unwrap_or(Rate::ZERO).percent_to_fixed(2).into(),
        ),
        ("informacaoAdicional", text(&terms.fiscal_note)),
        ("observacao", text(&terms.internal_note)),
    ]
}

fn group_code(category: Option<&Category>) -> Value {
    category
        .map(|one| one.code.clone().unwrap_or_else(|| one.id.to_string()))
        .unwrap_or_default()
        .into()
}

fn shown(price: Option<UnitPrice>) -> Value {
    numbers::decimal(price.unwrap_or(UnitPrice::ZERO), 6).into()
}

fn images(view: &ProductView) -> Value {
    let all = view.images.iter().chain(view.skus.iter().flat_map(|sku| &sku.images));
    all.map(|image| json!({"descricao": image.caption, "nome": image.name, "url": image.url}))
        .collect()
}
