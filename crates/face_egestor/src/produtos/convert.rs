//! A product or service as the vendor's clients write it, to what the core keeps.
//!
//! The one rule to know: members that only this vendor has are kept as its extras; the others are the product's, its only
//! sku's, or what the shop keeps of it.

use app::ExtrasEdit;
use app::catalog::{CreateProduct, KeepProduct, NewSku, ProductChange, SkuChange, UpdateProduct, WriteProduct};
use domain::amount::{Quantity, UnitPrice};
use domain::catalog::{ProductKind, ProductStatus, ProductTermsChange, TERMS_NOTE_MAX};
use domain::change::Change;
use domain::ids::{CategoryId, ProductId, SkuId};
use domain::refusal::Problem;
use face_kit::{Checker, Decimal, Given};
use serde_json::{Map, Value};

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
const OWN_MAX: usize = 255;
const DECIMALS: u8 = 6;
const PERCENT_DECIMALS: u8 = 4;
/// What only this vendor has, of services.
const OWN_TEXTS: &[&str] = &["itemListaServico", "cnae", "codTributacaoMun"];

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
    /// What the shop keeps of it.
    terms: ProductTermsChange,
    /// Words by which it is found again, where something is said of them.
    tags: Option<Vec<String>>,
    /// What is to be available.
    available: Option<Quantity>,
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
        let available = value(&quantity(check, body, "estoque"));
        let controls_stock = check.flag("controlarEstoque", &body.given("controlarEstoque"));
        Self {
            name: (is_new || body.has("descricao"))
                .then(|| check.required_text("descricao", &body.given("descricao"), NAME_MAX)),
            code: body.text(check, "codigoProprio", 60),
            category: map_id(body.id_change(check, "codCategoria"), CategoryId::from_raw),
            // What says how much there is, is counted.
            controls_stock: controls_stock.or(is_new.then_some(available.is_some())),
            is_archived: check.flag("arquivado", &body.given("arquivado")),
            price: price(check, body, "precoVenda"),
            origin: body.whole_change(check, "origemFiscal", 0..=8),
            unit: body.text(check, "unidadeTributada", 6),
            ean: body.text_change(check, "refEanGtin", 20),
            ncm: body.text_change(check, "ncm", 20),
            cest: body.text_change(check, "codigoCEST", 20),
            ex_tipi: match body.text_change(check, "excecaoIPI", 3) {
                Change::Set(text) if text == "0" => Change::Clear,
                other => other,
            },
            weight: quantity(check, body, "pesoLiquido"),
            terms: terms(check, body),
            tags: body.words(check, "tags"),
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

    /// What is done to the product, with all that belongs to it.
    pub(crate) fn keep(&self, write: WriteProduct) -> KeepProduct {
        KeepProduct {
            write,
            terms: self.terms.clone(),
            tags: self.tags.clone(),
            extras: self.extras(),
            available: self.available,
        }
    }

    /// What becomes of the vendor's own members, where something is said of them.
    fn extras(&self) -> Option<ExtrasEdit> {
        let own = self.own.clone();
        (!own.is_empty()).then(|| ExtrasEdit::new(move |kept| crate::extras::merged(kept, &own)))
    }
}

/// What the shop keeps of the product. The group of tax rules has two names.
fn terms(check: &mut Checker, body: &Object) -> ProductTermsChange {
    ProductTermsChange {
        cost: price(check, body, "precoCusto"),
        markup: change(check, body, "margemLucro", |check, name, given| {
            check.optional_percent(name, given, PERCENT_DECIMALS)
        }),
        minimum_stock: quantity(check, body, "estoqueMinimo"),
        gross_weight: quantity(check, body, "pesoBruto"),
        item_type: body.whole_change(check, "tipoUso", 0..=4),
        tax_group: match body.id_change(check, "codigoGrupoTributos") {
            Change::Keep => body.id_change(check, "codConfigTrib"),
            group => group,
        },
        fiscal_note: body.text_change(check, "anotacoesNFE", TERMS_NOTE_MAX),
        internal_note: body.text_change(check, "anotacoesInternas", TERMS_NOTE_MAX),
    }
}

fn own(check: &mut Checker, body: &Object) -> Map<String, Value> {
    let mut own = Map::new();
    for name in OWN_TEXTS.iter().filter(|name| body.has(name)) {
        let text = body.text(check, name, OWN_MAX).unwrap_or_default();
        own.insert((*name).to_owned(), text.into());
    }
    own
}

/// What an update does to a price, which is not below zero.
fn price(check: &mut Checker, body: &Object, name: &str) -> Change<UnitPrice> {
    let change = change(check, body, name, |check, name, given| {
        check.optional_unit_price(name, given, DECIMALS)
    });
    if change.new_value().is_some_and(|price| price.is_negative()) {
        check.fault(name, Problem::Negative);
    }
    change
}

/// What an update does to a quantity, which is not below zero.
fn quantity(check: &mut Checker, body: &Object, name: &str) -> Change<Quantity> {
    let change = change(check, body, name, |check, name, given| {
        check.optional_quantity(name, given, DECIMALS)
    });
    if change.new_value().is_some_and(|quantity| quantity.is_negative()) {
        check.fault(name, Problem::Negative);
    }
    change
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
