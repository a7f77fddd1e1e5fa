//! A product or service as the vendor's clients write it, to what the core keeps.
//!
//! The one rule to know: members that only this vendor has are kept as its extras; the others are the product's, and its
//! only sku's.

use app::ExtrasEdit;
use app::catalog::{CreateProduct, NewSku, ProductChange, SkuChange, UpdateProduct};
use domain::amount::{Quantity, UnitPrice};
use domain::catalog::{ProductKind, ProductStatus};
use domain::change::Change;
use domain::ids::{CategoryId, ProductId, SkuId};
use domain::refusal::Problem;
use face_kit::{Checker, Decimal, Given};
use serde_json::{Map, Value};

use crate::numbers::number;
use crate::object::{Object, map_id};

/// What the vendor's product has.
const KNOWN: &[&str] = &[
    "codigo",
    "codCategoria",
    "descricao",
    "codigoProprio",
    "estoque",
    "estoqueMinimo",
    "controlarEstoque",
    "margemLucro",
    "precoCusto",
    "precoVenda",
    "origemFiscal",
    "unidadeTributada",
    "refEanGtin",
    "ncm",
    "codigoCEST",
    "excecaoIPI",
    "codigoGrupoTributos",
    "codConfigTrib",
    "anotacoesNFE",
    "anotacoesInternas",
    "pesoBruto",
    "pesoLiquido",
    "tags",
    "dtCad",
    "updatedAt",
    "tipoUso",
    "arquivado",
    "tipoProduto",
    "listaImagens",
];

/// What the vendor's service has.
const KNOWN_OF_SERVICES: &[&str] = &[
    "codigo",
    "codCategoria",
    "descricao",
    "precoVenda",
    "codigoGrupoTributos",
    "dtCad",
    "updatedAt",
    "tags",
    "itemListaServico",
    "cnae",
    "codTributacaoMun",
    "anotacoesInternas",
    "tipoProduto",
];

const NAME_MAX: usize = 255;
const NOTE_MAX: usize = 20_000;
const DECIMALS: u8 = 6;
const OWN_NUMBERS: &[&str] = &["estoqueMinimo", "margemLucro", "precoCusto", "pesoBruto"];
const OWN_TEXTS: &[&str] = &[
    "anotacoesNFE",
    "anotacoesInternas",
    "itemListaServico",
    "cnae",
    "codTributacaoMun",
];
const OWN_IDS: &[&str] = &["codigoGrupoTributos", "codConfigTrib"];

/// A product as it was sent.
pub(crate) struct ProductIn {
    name: Option<String>,
    code: Option<String>,
    category: Change<CategoryId>,
    controls_stock: Option<bool>,
    is_archived: Option<bool>,
    price: Change<UnitPrice>,
    origin: Change<i64>,
    unit: Option<String>,
    ean: Change<String>,
    ncm: Change<String>,
    cest: Change<String>,
    ex_tipi: Change<String>,
    weight: Change<Quantity>,
    /// What is to be available.
    pub(crate) available: Option<Quantity>,
    own: Map<String, Value>,
}

impl ProductIn {
    /// Looks at every member of a product.
    pub(super) fn read(check: &mut Checker, body: &Object, is_new: bool) -> Self {
        body.only(check, KNOWN);
        Self::read_known(check, body, is_new)
    }

    /// Looks at every member of a service.
    pub(crate) fn read_service(check: &mut Checker, body: &Object, is_new: bool) -> Self {
        body.only(check, KNOWN_OF_SERVICES);
        Self::read_known(check, body, is_new)
    }

    fn read_known(check: &mut Checker, body: &Object, is_new: bool) -> Self {
        let available = check.optional_quantity("estoque", &body.given("estoque"), DECIMALS);
        if available.is_some_and(Quantity::is_negative) {
            check.fault("estoque", Problem::Negative);
        }
        let controls_stock = check.flag("controlarEstoque", &body.given("controlarEstoque"));
        Self {
            name: (is_new || body.has("descricao"))
                .then(|| check.required_text("descricao", &body.given("descricao"), NAME_MAX)),
            code: body.text(check, "codigoProprio", 60),
            category: map_id(body.id_change(check, "codCategoria"), CategoryId::from_raw),
            // What says how much there is, is counted.
            controls_stock: controls_stock.or(is_new.then_some(available.is_some())),
            is_archived: check.flag("arquivado", &body.given("arquivado")),
            price: change(check, body, "precoVenda", |check, name, given| {
                check.optional_unit_price(name, given, DECIMALS)
            }),
            origin: body.has("origemFiscal").then_some(()).map_or(Change::Keep, |()| {
                Change::to(check.optional_whole("origemFiscal", &body.given("origemFiscal"), 0..=8))
            }),
            unit: body.text(check, "unidadeTributada", 6),
            ean: body.text_change(check, "refEanGtin", 20),
            ncm: body.text_change(check, "ncm", 20),
            cest: body.text_change(check, "codigoCEST", 20),
            ex_tipi: match body.text_change(check, "excecaoIPI", 3) {
                Change::Set(text) if text == "0" => Change::Clear,
                other => other,
            },
            weight: change(check, body, "pesoLiquido", |check, name, given| {
                check.optional_quantity(name, given, DECIMALS)
            }),
            available,
            own: own(check, body),
        }
    }

    /// A new product.
    pub(crate) fn create(&self, kind: ProductKind) -> CreateProduct {
        CreateProduct {
            kind,
            category: value(&self.category),
            code: self.code.clone(),
            unit: self.unit.clone().unwrap_or_else(|| "UN".to_owned()),
            status: status(self.is_archived).unwrap_or_default(),
            ncm: value(&self.ncm),
            cest: value(&self.cest),
            ex_tipi: value(&self.ex_tipi),
            origin: value(&self.origin),
            controls_stock: self.controls_stock.unwrap_or(false),
            skus: vec![NewSku {
                ean: value(&self.ean),
                weight: value(&self.weight),
                base_price: Some(value(&self.price).unwrap_or_default()),
                ..NewSku::default()
            }],
            ..CreateProduct::named(self.name.clone().unwrap_or_default())
        }
    }

    /// What changes of a product whose only sku this is; nothing when only stock or extras were sent.
    pub(crate) fn update(&self, product: ProductId, sku: Option<SkuId>) -> Option<UpdateProduct> {
        let sku_changes = self.code.is_some()
            || self.name.is_some()
            || self.ean != Change::Keep
            || self.weight != Change::Keep
            || self.price != Change::Keep;
        let changes = sku_changes
            || self.category != Change::Keep
            || self.controls_stock.is_some()
            || self.is_archived.is_some()
            || self.origin != Change::Keep
            || self.unit.is_some()
            || self.ncm != Change::Keep
            || self.cest != Change::Keep
            || self.ex_tipi != Change::Keep;
        let sku = sku.filter(|_| sku_changes).map(|id| SkuChange {
            id: Some(id),
            code: self.code.clone(),
            name: self.name.clone(),
            ean: self.ean.clone(),
            weight: self.weight,
            base_price: self.price,
            ..SkuChange::default()
        });
        changes.then(|| UpdateProduct {
            product,
            change: ProductChange {
                category: self.category,
                code: self.code.clone(),
                name: self.name.clone(),
                unit: self.unit.clone(),
                status: status(self.is_archived),
                ncm: self.ncm.clone(),
                cest: self.cest.clone(),
                ex_tipi: self.ex_tipi.clone(),
                origin: self.origin,
                controls_stock: self.controls_stock,
                skus: sku.into_iter().collect(),
                ..ProductChange::default()
            },
        })
    }

    /// What becomes of the vendor's own members.
    pub(crate) fn extras(&self) -> ExtrasEdit {
        let own = self.own.clone();
        ExtrasEdit::new(move |kept| crate::extras::merged(kept, &own))
    }
}

fn own(check: &mut Checker, body: &Object) -> Map<String, Value> {
    let mut own = Map::new();
    for name in OWN_NUMBERS {
        if body.has(name) {
            let amount = check.optional_quantity(name, &body.given(name), DECIMALS);
            if *name != "margemLucro" && amount.is_some_and(Quantity::is_negative) {
                check.fault(name, Problem::Negative);
            }
            own.insert((*name).to_owned(), number(amount.unwrap_or(Quantity::ZERO)));
        }
    }
    for name in OWN_TEXTS {
        if body.has(name) {
            own.insert(
                (*name).to_owned(),
                body.text(check, name, NOTE_MAX).unwrap_or_default().into(),
            );
        }
    }
    for name in OWN_IDS {
        if body.has(name) {
            own.insert((*name).to_owned(), body.id(check, name).unwrap_or_default().into());
        }
    }
    if body.has("tipoUso") {
        let kind = check.optional_whole("tipoUso", &body.given("tipoUso"), 0..=4);
        own.insert("tipoUso".to_owned(), kind.unwrap_or_default().into());
    }
    if let Some(tags) = body.words(check, "tags") {
        own.insert("tags".to_owned(), tags.into());
    }
    own
}

fn change<V>(
    check: &mut Checker,
    body: &Object,
    name: &str,
    read: impl FnOnce(&mut Checker, &str, &Given<Decimal>) -> Option<V>,
) -> Change<V> {
    check.change(name, &body.given::<Decimal>(name), read)
}

fn value<T: Clone>(change: &Change<T>) -> Option<T> {
    change.new_value().cloned()
}

fn status(is_archived: Option<bool>) -> Option<ProductStatus> {
    is_archived.map(|is_archived| {
        if is_archived {
            ProductStatus::Inactive
        } else {
            ProductStatus::Active
        }
    })
}
