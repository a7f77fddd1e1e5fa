//! A product as the vendor prints it.
//!
//! The one rule to know: of a product with several skus the price and the stock shown are those of its first, which is
//! the one that a sale here takes.

use std::collections::BTreeMap;

use app::catalog::ProductView;
use app::{Failure, Reader};
use domain::actor::Face;
use domain::amount::Quantity;
use domain::catalog::{Image, ProductKind, ProductTerms};
use domain::ids::{CategoryId, OrganizationId, ProductId, SkuId};
use domain::stock::Balance;
use serde_json::{Map, Value, json};

use crate::extras::{self, of};
use crate::numbers::{Spelling, id, number, percent, text};
use crate::page::{Row, row};

/// The rows of products, in their order.
pub(crate) fn product_rows(
    reader: &mut Reader<'_, '_>,
    views: Vec<ProductView>,
    organization: Option<OrganizationId>,
) -> Result<Vec<Row>, Failure> {
    let spelling = Spelling::of(reader)?;
    let ids: Vec<ProductId> = views.iter().map(|view| view.product.id).collect();
    let kept: BTreeMap<ProductId, String> = reader.product_extras(Face::Egestor, &ids)?.into_iter().collect();
    let terms = reader.product_terms(&ids)?;
    let tags = reader.product_tags(&ids)?;
    let none = ProductTerms::default();
    let skus: Vec<SkuId> = views
        .iter()
        .filter_map(|view| view.skus.first())
        .map(|sku| sku.sku.id)
        .collect();
    let shelves = match reader.counter_place(organization)? {
        Some((_, location)) => reader.shelves_at(location, &skus)?,
        None => Vec::new(),
    };
    Ok(views
        .iter()
        .map(|view| {
            let own = extras::read(kept.get(&view.product.id).map(String::as_str));
            let id = view.product.id;
            let shown = Shown {
                view,
                terms: terms.get(&id).unwrap_or(&none),
                tags: tags.get(&id.raw()).map(Vec::as_slice).unwrap_or_default(),
                spelling: &spelling,
            };
            match view.product.kind {
                ProductKind::Product => product_row(&shown, &shelves),
                ProductKind::Service => service_row(&shown, &own),
            }
        })
        .collect())
}

/// The product's own code, when it was given one.
pub(crate) fn own_code(id: i64, code: &str) -> &str {
    if code == id.to_string() { "" } else { code }
}

/// What is known of a product, however it is shown.
struct Shown<'a> {
    view: &'a ProductView,
    terms: &'a ProductTerms,
    tags: &'a [String],
    spelling: &'a Spelling,
}

fn product_row(shown: &Shown<'_>, shelves: &[Balance]) -> Row {
    let Shown {
        view,
        terms,
        tags,
        spelling,
    } = shown;
    let product = &view.product;
    let sku = view.skus.first().map(|sku| &sku.sku);
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

fn service_row(shown: &Shown<'_>, own: &Map<String, Value>) -> Row {
    let Shown {
        view,
        terms,
        tags,
        spelling,
    } = shown;
    let product = &view.product;
    let price = view.skus.first().and_then(|sku| sku.sku.base_price);
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
fn images(view: &ProductView) -> Vec<Value> {
    let of_skus = view.skus.iter().flat_map(|sku| &sku.images);
    view.images
        .iter()
        .chain(of_skus)
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
