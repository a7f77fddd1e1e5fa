//! A product as the vendor prints it.
//!
//! The one rule to know: of a product with several skus the price and the stock shown are those of its first, which is
//! the one that a sale here takes.

use std::collections::BTreeMap;

use app::catalog::ProductView;
use app::{Failure, Reader};
use domain::actor::Face;
use domain::amount::Quantity;
use domain::catalog::{Image, ProductKind};
use domain::ids::{CategoryId, OrganizationId, ProductId, SkuId};
use domain::stock::Balance;
use serde_json::{Map, Value, json};

use crate::extras::{self, of};
use crate::numbers::{Spelling, id, number, text};
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
            match view.product.kind {
                ProductKind::Product => product_row(view, &own, &shelves, &spelling),
                ProductKind::Service => service_row(view, &own, &spelling),
            }
        })
        .collect())
}

/// The product's own code, when it was given one.
pub(crate) fn own_code(id: i64, code: &str) -> &str {
    if code == id.to_string() { "" } else { code }
}

fn product_row(view: &ProductView, own: &Map<String, Value>, shelves: &[Balance], spelling: &Spelling) -> Row {
    let product = &view.product;
    let sku = view.skus.first().map(|sku| &sku.sku);
    let ours: Vec<&Balance> = shelves
        .iter()
        .filter(|shelf| sku.is_some_and(|sku| sku.id == shelf.sku))
        .collect();
    let available = Quantity::checked_sum(ours.iter().map(|shelf| shelf.available())).unwrap_or_default();
    let cost = ours.iter().map(|shelf| shelf.replacement_cost).max();
    let figure = |name: &str| own.get(name).cloned().unwrap_or_else(|| json!(0));
    row(json!({
        "codigo": product.id.raw(),
        "codCategoria": id(product.category.map(CategoryId::raw)),
        "descricao": product.name,
        "codigoProprio": own_code(product.id.raw(), &product.code),
        "estoque": number(available),
        "estoqueMinimo": figure("estoqueMinimo"),
        "controlarEstoque": product.controls_stock,
        "margemLucro": figure("margemLucro"),
        "precoCusto": own.get("precoCusto").cloned().unwrap_or_else(|| number(cost.unwrap_or_default())),
        "precoVenda": number(sku.and_then(|sku| sku.base_price).unwrap_or_default()),
        "origemFiscal": product.origin.unwrap_or(0),
        "unidadeTributada": product.unit,
        "refEanGtin": text(sku.and_then(|sku| sku.ean.as_deref())),
        "ncm": text(product.ncm.as_deref()),
        "codigoCEST": text(product.cest.as_deref()),
        "excecaoIPI": text(product.ex_tipi.as_deref()),
        "codigoGrupoTributos": figure("codigoGrupoTributos"),
        "codConfigTrib": figure("codConfigTrib"),
        "anotacoesNFE": of(own, "anotacoesNFE"),
        "anotacoesInternas": of(own, "anotacoesInternas"),
        "pesoBruto": figure("pesoBruto"),
        "pesoLiquido": number(sku.and_then(|sku| sku.weight).unwrap_or_default()),
        "tipoUso": figure("tipoUso"),
        "tags": own.get("tags").cloned().unwrap_or_else(|| json!([])),
        "dtCad": spelling.instant(product.created_at),
        "updatedAt": spelling.instant(product.updated_at),
        "tipoProduto": "produto",
        "listaImagens": images(view),
    }))
}

fn service_row(view: &ProductView, own: &Map<String, Value>, spelling: &Spelling) -> Row {
    let product = &view.product;
    let price = view.skus.first().and_then(|sku| sku.sku.base_price);
    row(json!({
        "codigo": product.id.raw(),
        "codCategoria": id(product.category.map(CategoryId::raw)),
        "descricao": product.name,
        "precoVenda": number(price.unwrap_or_default()),
        "codigoGrupoTributos": own.get("codigoGrupoTributos").cloned().unwrap_or_else(|| json!(0)),
        "tags": own.get("tags").cloned().unwrap_or_else(|| json!([])),
        "dtCad": spelling.instant(product.created_at),
        "updatedAt": spelling.instant(product.updated_at),
        "itemListaServico": of(own, "itemListaServico"),
        "cnae": of(own, "cnae"),
        "codTributacaoMun": of(own, "codTributacaoMun"),
        "anotacoesInternas": of(own, "anotacoesInternas"),
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
