//! From the vendor's DAV to the document that the core writes.
//!
//! Not totals: discounts go in as they were said.
//!
//! The one rule to know: an update merges the head and replaces the lines when it names lines.

use app::workflow::write_document::{NUMBER_MAX, WriteDocument};
use app::{Call, ExtrasEdit, Failure, Reader};
use domain::amount::{Money, Quantity, Rate};
use domain::ids::LocationId;
use domain::orders::{Discount, DocumentKind, NewItem, OrderAddress, SkuReference};
use domain::refusal::{Field as CoreField, InvalidField, Problem, Refusal};
use face_kit::{Checker, Faults, Given, Listed};
use jiff::civil::time;
use serde_json::{Map, Value, json};

use super::KINDS;
use super::view::Known;
use crate::fields::Kind::{Choice, Day, Decimal, Flag, Text, Whole};
use crate::fields::{self, Checked, Field, Members};
use crate::{places, variations};

/// The fields of a DAV.
pub(crate) const DAV: &[Field] = &[
    Field {
        name: "bairroEntrega",
        kind: Text(50),
    },
    Field {
        name: "cepEntrega",
        kind: Text(9),
    },
    Field {
        name: "cidadeEntrega",
        kind: Text(100),
    },
    Field {
        name: "cliente",
        kind: Text(14),
    },
    Field {
        name: "codigo",
        kind: Whole(9),
    },
    Field {
        name: "codigoIdentificacao",
        kind: Text(20),
    },
    Field {
        name: "codigoPauta",
        kind: Text(1),
    },
    Field {
        name: "codigoTipoFrete",
        kind: Text(1),
    },
    Field {
        name: "codigoTransportadora",
        kind: Text(14),
    },
    Field {
        name: "complementoEntrega",
        kind: Text(50),
    },
    Field {
        name: "condicaoPagamento",
        kind: Text(6),
    },
    Field {
        name: "data",
        kind: Day,
    },
    Field {
        name: "desconto",
        kind: Decimal(12, 2),
    },
    Field {
        name: "enderecoEntrega",
        kind: Text(50),
    },
    Field {
        name: "estadoEntrega",
        kind: Text(2),
    },
    Field {
        name: "extra1",
        kind: Text(512),
    },
    Field {
        name: "extra2",
        kind: Text(512),
    },
    Field {
        name: "filial",
        kind: Text(4),
    },
    Field {
        name: "numeroEntrega",
        kind: Text(6),
    },
    Field {
        name: "observacao",
        kind: Text(4096),
    },
    Field {
        name: "percentualDescontoSubtotal",
        kind: Decimal(12, 2),
    },
    Field {
        name: "status",
        kind: Choice(10),
    },
    Field {
        name: "tipoDocumento",
        kind: Whole(1),
    },
    Field {
        name: "tipoDocumentoFinanceiro",
        kind: Whole(9),
    },
    Field {
        name: "valor",
        kind: Decimal(12, 3),
    },
    Field {
        name: "valorDescontoItens",
        kind: Decimal(12, 2),
    },
    Field {
        name: "valorFrete",
        kind: Decimal(12, 2),
    },
    Field {
        name: "vendedor",
        kind: Text(14),
    },
    Field {
        name: "codigoECommerce",
        kind: Text(50),
    },
];

/// The fields of a line.
pub(crate) const ITEM: &[Field] = &[
    Field {
        name: "codigoDAV",
        kind: Whole(9),
    },
    Field {
        name: "codigoUnidadeMedida",
        kind: Text(3),
    },
    Field {
        name: "desconto",
        kind: Decimal(12, 3),
    },
    Field {
        name: "isBrinde",
        kind: Flag,
    },
    Field {
        name: "nrItem",
        kind: Whole(9),
    },
    Field {
        name: "numeroSerie",
        kind: Text(20),
    },
    Field {
        name: "precoTotal",
        kind: Decimal(12, 2),
    },
    Field {
        name: "precoUnitario",
        kind: Decimal(12, 3),
    },
    Field {
        name: "produto",
        kind: Text(14),
    },
    Field {
        name: "quantidade",
        kind: Decimal(12, 3),
    },
    Field {
        name: "tipoDesconto",
        kind: Choice(1),
    },
];

/// The fields of a line's variation.
pub(crate) const ITEM_VARIATION: &[Field] = &[
    Field {
        name: "variacao",
        kind: Whole(9),
    },
    Field {
        name: "quantidade",
        kind: Whole(9),
    },
];

/// The fields that have a place in the core.
const CORE: &[&str] = &[
    "bairroEntrega",
    "cepEntrega",
    "cidadeEntrega",
    "cliente",
    "codigo",
    "codigoTransportadora",
    "complementoEntrega",
    "data",
    "enderecoEntrega",
    "estadoEntrega",
    "filial",
    "numeroEntrega",
    "observacao",
    "tipoDocumento",
    "valor",
    "valorDescontoItens",
    "valorFrete",
    "vendedor",
    "desconto",
];

/// A DAV whose fields all fit.
#[derive(Debug, Clone)]
pub(super) struct Document {
    head: Checked,
    kind: Option<DocumentKind>,
    items: Option<Vec<Line>>,
}

/// A line whose fields all fit.
#[derive(Debug, Clone)]
struct Line {
    fields: Checked,
    /// Each variation with how many of it.
    variations: Vec<(i64, Quantity)>,
}

/// The DAV of a request.
///
/// # Errors
/// Faults of every field at once.
pub(super) fn document(members: &Members, is_new: bool) -> Result<Document, Faults> {
    let mut check = Checker::new();
    let head = Checked::of(&mut check, DAV, members);
    let required: &[&str] = if is_new {
        &["tipoDocumento", "data"]
    } else {
        &["codigo"]
    };
    for name in required {
        let is_there = head.whole(name).is_some() || head.day(name).is_some();
        if !is_there && !head.is_faulty(name) {
            check.fault(name, Problem::Blank);
        }
    }
    if head
        .whole("codigo")
        .is_some_and(|number| is_new && !(1..=NUMBER_MAX).contains(&number))
    {
        check.fault("codigo", Problem::OutOfRange);
    }
    let kind = head.whole("tipoDocumento").and_then(|number| {
        let kind = KINDS.iter().find(|(known, _)| *known == number).map(|(_, kind)| *kind);
        if kind.is_none() {
            check.fault("tipoDocumento", Problem::NotInList);
        }
        kind
    });
    let given: Given<Listed<Members>> = members.given("itens");
    let items = if is_new || !given.is_missing() {
        Some(check.required_each("itens", &given, line))
    } else {
        None
    };
    check.finish_with(Document { head, kind, items })
}

fn line(check: &mut Checker, members: &Members) -> Line {
    let fields = Checked::of(check, ITEM, members);
    let given: Given<Listed<Members>> = members.given("variacoes");
    let variations = check.optional_each("variacoes", &given, |check, entry| {
        let one = Checked::of(check, ITEM_VARIATION, entry);
        for name in ["variacao", "quantidade"] {
            if one.whole(name).is_none() && !one.is_faulty(name) {
                check.fault(name, Problem::Blank);
            }
        }
        let quantity = one.whole("quantidade").and_then(Quantity::from_units);
        (
            one.whole("variacao").unwrap_or_default(),
            quantity.unwrap_or(Quantity::ZERO),
        )
    });
    for name in ["produto", "quantidade", "precoUnitario"] {
        let is_there = fields.text(name).is_some() || fields.decimal(name).is_some();
        if !is_there && !fields.is_faulty(name) {
            check.fault(name, Problem::Blank);
        }
    }
    let sum = Quantity::checked_sum(variations.iter().map(|(_, quantity)| *quantity));
    if !variations.is_empty() && sum != fields.decimal("quantidade") && !fields.is_faulty("quantidade") {
        check.fault("quantidade", Problem::OutOfRange);
    }
    Line { fields, variations }
}

impl Document {
    /// The `codigo` by which an update names its DAV.
    pub(super) fn code(&self) -> String {
        self.head.whole("codigo").unwrap_or_default().to_string()
    }

    /// Whether it says that the DAV is cancelled. Seed, DAVs: status 3.
    pub(super) fn cancels(&self) -> bool {
        self.head.whole("status") == Some(3)
    }

    /// What the core is asked to write.
    ///
    /// # Errors
    /// Branches, products and variations that do not exist.
    pub(super) fn command(
        &self,
        reader: &mut Reader<'_, '_>,
        call: &Call,
        known: Option<&Known>,
    ) -> Result<WriteDocument, Failure> {
        let head = &self.head;
        let text = |name: &str| head.text(name).map(|text| text.trim().to_owned());
        let branch = match (head.text("filial"), known) {
            (None, Some(known)) => known.organization,
            (code, _) => places::branch_or_own(reader, call, code)?,
        };
        let location: LocationId = match known {
            Some(known) if known.organization == branch => known.location,
            Some(_) | None => places::place(reader, branch, None)?,
        };
        let zone = reader.account_settings()?.time_zone;
        let placed_at = match head.day("data") {
            Some(day) => {
                let noon = day.to_datetime(time(12, 0, 0, 0)).to_zoned(zone);
                let noon = noon.map_err(|_| Refusal::invalid(CoreField::PlacedAt, Problem::OutOfRange))?;
                noon.timestamp()
            }
            None => known.map(|known| known.placed_at).unwrap_or_default(),
        };
        let (items, item_discounts, sent) = match (&self.items, known) {
            (Some(lines), _) => lines_of(reader, lines)?,
            (None, Some(known)) => (known.items.clone(), known.item_discounts.clone(), known.sent.clone()),
            (None, None) => (Vec::new(), Vec::new(), Value::Null),
        };
        let keep = |name: &str, kept: Option<&String>| if head.has(name) { text(name) } else { kept.cloned() };
        Ok(WriteDocument {
            existing: known.map(|known| known.id),
            number: head.whole("codigo").filter(|_| known.is_none()),
            kind: self
                .kind
                .or(known.map(|known| known.kind))
                .unwrap_or(DocumentKind::Order),
            organization: branch,
            location,
            customer: keep("cliente", known.and_then(|known| known.customer.as_ref())),
            seller: keep("vendedor", known.and_then(|known| known.seller.as_ref())),
            carrier: keep("codigoTransportadora", known.and_then(|known| known.carrier.as_ref())),
            placed_at,
            items,
            item_discounts,
            discount: self.discount(known),
            freight: head
                .decimal("valorFrete")
                .map(money)
                .or(known.map(|known| known.freight).filter(|_| !head.has("valorFrete")))
                .unwrap_or(Money::ZERO),
            stated_total: head.decimal("valor").map(money),
            shipping: self.shipping(known),
            comments: keep("observacao", known.and_then(|known| known.comments.as_ref())),
            extras: Some(self.extras(sent)),
        })
    }

    /// The discount on the whole: an amount goes before a share.
    fn discount(&self, known: Option<&Known>) -> Option<Discount> {
        let head = &self.head;
        let amount = head.decimal("desconto").filter(|amount| !amount.is_zero());
        if let Some(amount) = amount {
            return Some(Discount::Amount(money(amount)));
        }
        if let Some(share) = head.decimal("percentualDescontoSubtotal") {
            return Some(Discount::Share(share_of(share)));
        }
        known.and_then(|known| known.discount).filter(|_| !head.has("desconto"))
    }

    fn shipping(&self, known: Option<&Known>) -> Option<OrderAddress> {
        let head = &self.head;
        let mut address = known.and_then(|known| known.shipping.clone()).unwrap_or_default();
        for (name, part) in [
            ("enderecoEntrega", &mut address.street),
            ("numeroEntrega", &mut address.street_number),
            ("complementoEntrega", &mut address.complement),
            ("bairroEntrega", &mut address.neighborhood),
            ("cidadeEntrega", &mut address.city),
            ("estadoEntrega", &mut address.state),
        ] {
            if head.has(name) {
                *part = head.text(name).map(str::to_owned);
            }
        }
        if let Some(code) = head.text("cepEntrega") {
            address.postal_code = Some(code.chars().filter(char::is_ascii_digit).collect());
        }
        (address != OrderAddress::default()).then_some(address)
    }

    fn extras(&self, sent: Value) -> ExtrasEdit {
        let mut changes = self.head.extras(CORE);
        if self.items.is_some() {
            changes.push(("itens", Some(sent)));
        }
        ExtrasEdit::new(move |kept| fields::merged(kept, &changes))
    }
}

fn money(amount: Quantity) -> Money {
    Money::from_millionths(amount.millionths())
}

/// A share of a percentage: 10 is a tenth.
fn share_of(percent: Quantity) -> Rate {
    Rate::from_millionths(percent.millionths() / 100)
}

type Lines = (Vec<NewItem>, Vec<Option<Discount>>, Value);

/// The core's lines: one for each variation, in the product's own unit; and the vendor's lines as they were sent.
fn lines_of(reader: &mut Reader<'_, '_>, lines: &[Line]) -> Result<Lines, Failure> {
    let (mut items, mut discounts, mut sent) = (Vec::new(), Vec::new(), Vec::new());
    for (index, line) in lines.iter().enumerate() {
        let fields = &line.fields;
        let wrong = |field, problem| Failure::from(Refusal::Invalid(vec![InvalidField::at(field, index, problem)]));
        let code = fields.text("produto").unwrap_or_default().trim();
        let product = match reader.product_by_code(code) {
            Ok(product) => product,
            Err(Failure::Refused(_)) => return Err(wrong(CoreField::Sku, Problem::Unknown)),
            Err(broken @ Failure::Broken(_)) => return Err(broken),
        };
        let asked = fields.decimal("quantidade").unwrap_or(Quantity::ZERO);
        let price = fields.decimal("precoUnitario").unwrap_or(Quantity::ZERO);
        let factor = factor(reader, &product, fields.text("codigoUnidadeMedida"))?;
        let parts: Vec<(Option<String>, Quantity)> = if line.variations.is_empty() {
            vec![(None, asked)]
        } else {
            line.variations
                .iter()
                .map(|(code, quantity)| (Some(code.to_string()), *quantity))
                .collect()
        };
        let is_share = fields.whole("tipoDesconto").unwrap_or_default() == 0;
        let discount = fields.decimal("desconto").filter(|discount| !discount.is_zero());
        let (count, mut core_lines) = (parts.len(), 0);
        for (variation, quantity) in parts {
            let sku = match variations::sku_of(reader, &product, variation.as_deref()) {
                Ok(sku) => sku,
                Err(Failure::Refused(Refusal::Invalid(fields))) => {
                    let problem = fields.first().map_or(Problem::Unknown, |field| field.problem);
                    return Err(wrong(CoreField::SkuName, problem));
                }
                Err(other @ (Failure::Refused(_) | Failure::Broken(_))) => return Err(other),
            };
            let quantity = quantity.times_half_away(factor);
            let unit_price = Money::from_millionths(price.millionths()).divided_by_quantity_half_away(factor);
            let (Some(quantity), Some(unit_price)) = (quantity, unit_price) else {
                return Err(wrong(CoreField::Quantity, Problem::OutOfRange));
            };
            items.push(NewItem {
                sku: SkuReference::Id(sku),
                quantity,
                unit_price,
                stated_total: None,
                discount: Money::ZERO,
                serial_numbers: fields.text("numeroSerie").map(str::to_owned).into_iter().collect(),
                is_gift: fields.whole("isBrinde") == Some(1),
            });
            core_lines += 1;
            // An amount is taken off once, from the first variation; a share from each.
            discounts.push(discount.filter(|_| is_share || core_lines == 1).map(|discount| {
                if is_share {
                    Discount::Share(share_of(discount))
                } else {
                    Discount::Amount(money(discount))
                }
            }));
        }
        sent.push(echo(fields, count));
    }
    Ok((items, discounts, Value::Array(sent)))
}

/// How many of the product's unit one of the line's is.
fn factor(
    reader: &mut Reader<'_, '_>,
    product: &app::catalog::ProductView,
    unit: Option<&str>,
) -> Result<Quantity, Failure> {
    let Some(unit) = unit.map(str::trim).filter(|unit| *unit != product.product.unit) else {
        return Ok(Quantity::ONE);
    };
    let skus: Vec<_> = product.skus.iter().map(|sku| sku.sku.id).collect();
    let known = reader.packagings_of(&skus)?;
    let of_unit = known.iter().find(|one| one.unit == unit);
    Ok(of_unit.map_or(Quantity::ONE, |one| one.factor))
}

/// What of a line is shown again as it came, and how many of the core's lines it became.
fn echo(fields: &Checked, lines: usize) -> Value {
    let mut echo = Map::new();
    echo.insert("linhas".to_owned(), json!(lines));
    for (name, value) in fields.extras(&["codigoDAV", "nrItem", "precoTotal", "produto", "isBrinde"]) {
        if let Some(value) = value {
            echo.insert(name.to_owned(), value);
        }
    }
    Value::Object(echo)
}
