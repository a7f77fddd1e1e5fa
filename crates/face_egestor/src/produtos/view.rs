//! A product as the vendor prints it.
//!
//! The one rule to know: of a product with several skus the price and the stock shown are those of its first, which is
//! the one that a sale here takes.

use app::catalog::CounterProduct;
use app::{Failure, Reader};
use domain::actor::Face;
use domain::amount::Quantity;
use domain::catalog::{Image, ProductKind};
use domain::ids::{CategoryId, OrganizationId, ProductId, SkuId};
use domain::stock::Balance;
use serde_json::{Map, Value, json};

use crate::extras::{self, of};
use crate::numbers::{Spelling, id, number, percent, text};
use crate::page::{Row, row};

/// The rows of products, in their order.
pub(crate) fn product_rows(
    reader: &mut Reader<'_, '_>,
    views: &[CounterProduct],
    organization: Option<OrganizationId>,
) -> Result<Vec<Row>, Failure> {
    let spelling = Spelling::of(reader)?;
    let of_kind = |kind| views.iter().filter(move |view| view.product.kind == kind);
    let skus: Vec<SkuId> = of_kind(ProductKind::Product)
        .filter_map(|view| Some(view.sku.as_ref()?.id))
        .collect();
    let shelves = match reader.counter_place(organization)? {
        Some((_, location)) => reader.shelves_at(location, &skus)?,
        None => Vec::new(),
    };
    // Only services have members that are this vendor's alone.
    let services: Vec<ProductId> = of_kind(ProductKind::Service).map(|view| view.product.id).collect();
    let kept = reader.product_extras(Face::Egestor, &services)?;
    let row = |view: &CounterProduct| match view.product.kind {
        ProductKind::Product => product_row(view, &shelves, &spelling),
        ProductKind::Service => service_row(view, kept.get(&view.product.id).map(String::as_str), &spelling),
    };
    Ok(views.iter().map(row).collect())
}

/// The product's own code, when it was given one.
pub(crate) fn own_code(id: i64, code: &str) -> &str {
    if code == id.to_string() { "" } else { code }
}

fn product_row(view: &CounterProduct, shelves: &[Balance], spelling: &Spelling) -> Row {
    let CounterProduct { sku, terms, tags, .. } = view;
    let sku = sku.as_ref();
    let product = &view.product;
    let ours: Vec<&Balance> = shelves
        .iter()
        .filter(|shelf| sku.is_some_and(|sku| sku.id == shelf.sku))
        .collect();
    let available = Quantity::checked_sum(ours.iter().map(|shelf| shelf.available())).unwrap_or_default();
    let on_shelf = ours.iter().map(|shelf| shelf.replacement_cost).max();
    let cost = on_shelf.filter(|cost| !cost.is_zero()).or(terms.cost);
    row(json!({
        "codigo": product.id.raw(),
        "codCategoria": id(product.category.map(CategoryId::raw)),
        "descricao": product.name,
        "codigoProprio": own_code(product.id.raw(), &product.code),
        "estoque": number(available),
        "estoqueMinimo": number(terms.minimum_stock.unwrap_or_default()),
        "controlarEstoque": product.controls_stock,
        "margemLucro": percent(terms.markup),
        "precoCusto": number(cost.unwrap_or_default()),
        "precoVenda": number(sku.and_then(|sku| sku.base_price).unwrap_or_default()),
        "origemFiscal": product.origin.unwrap_or(0),
        "unidadeTributada": product.unit,
        "refEanGtin": text(sku.and_then(|sku| sku.ean.as_deref())),
        "ncm": text(product.ncm.as_deref()),
        "codigoCEST": text(product.cest.as_deref()),
        "excecaoIPI": text(product.ex_tipi.as_deref()),
        "codigoGrupoTributos": id(terms.tax_group),
        "codConfigTrib": id(terms.tax_group),
        "anotacoesNFE": text(terms.fiscal_note.as_deref()),
        "anotacoesInternas": text(terms.internal_note.as_deref()),
        "pesoBruto": number(terms.gross_weight.unwrap_or_default()),
        "pesoLiquido": number(sku.and_then(|sku| sku.weight).unwrap_or_default()),
        "tipoUso": id(terms.item_type),
        "tags": tags,
        "dtCad": spelling.instant(product.created_at),
        "updatedAt": spelling.instant(product.updated_at),
        "tipoProduto": "produto",
        "listaImagens": images(view),
    }))
}

fn service_row(view: &CounterProduct, kept: Option<&str>, spelling: &Spelling) -> Row {
    let CounterProduct {
        product,
        sku,
        terms,
        tags,
        ..
    } = view;
    let own = &extras::read(kept);
    let price = sku.as_ref().and_then(|sku| sku.base_price);
    row(json!({
        "codigo": product.id.raw(),
        "codCategoria": id(product.category.map(CategoryId::raw)),
        "descricao": product.name,
        "precoVenda": number(price.unwrap_or_default()),
        "codigoGrupoTributos": id(terms.tax_group),
        "tags": tags,
        "dtCad": spelling.instant(product.created_at),
        "updatedAt": spelling.instant(product.updated_at),
        "itemListaServico": of(own, "itemListaServico"),
        "cnae": of(own, "cnae"),
        "codTributacaoMun": of(own, "codTributacaoMun"),
        "anotacoesInternas": text(terms.internal_note.as_deref()),
        "tipoProduto": "servico",
    }))
}

/// The photos; the default one says so.
fn images(view: &CounterProduct) -> Vec<Value> {
    view.images
        .iter()
        .map(|image: &Image| {
            let mut photo = Map::new();
            photo.insert("link".to_owned(), image.url.clone().into());
            if image.is_main {
                photo.insert("padrao".to_owned(), 1.into());
            }
            json!({"foto": photo, "thumb": {"link": image.url}})
        })
        .collect()
}
