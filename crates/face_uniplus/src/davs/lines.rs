//! The lines of the vendor's DAV, and the core's lines that they become.
//!
//! Not the head.
//!
//! The one rule to know: a line of several variations becomes one of the core for each, in the product's own unit.

use app::{Failure, Reader};
use domain::amount::{Money, Quantity, Rate};
use domain::orders::{Discount, NewItem, SkuReference};
use domain::refusal::{Field as CoreField, InvalidField, Problem, Refusal};
use face_kit::{Checker, Given, Listed};
use serde_json::{Map, Value, json};

use crate::fields::Kind::{Choice, Decimal, Flag, Text, Whole};
use crate::fields::{Checked, Field, Members};
use crate::variations;

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

/// A line whose fields all fit.
#[derive(Debug, Clone)]
pub(super) struct Line {
    fields: Checked,
    /// Each variation with how many of it.
    variations: Vec<(i64, Quantity)>,
}

/// A line of a request.
pub(super) fn line(check: &mut Checker, members: &Members) -> Line {
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

pub(super) fn money(amount: Quantity) -> Money {
    Money::from_millionths(amount.millionths())
}

/// A share of a percentage: 10 is a tenth.
pub(super) fn share_of(percent: Quantity) -> Rate {
    Rate::from_millionths(percent.millionths() / 100)
}

/// The core's lines, the discount of each, and the vendor's as they came.
type Lines = (Vec<NewItem>, Vec<Option<Discount>>, Value);

/// The core's lines: one for each variation, in the product's own unit; and the vendor's lines as they were sent.
pub(super) fn lines_of(reader: &mut Reader<'_, '_>, lines: &[Line]) -> Result<Lines, Failure> {
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
                serial_numbers: fields.text("numeroSerie").map(str::to_owned).into_iter().collect(),
                is_gift: fields.whole("isBrinde") == Some(1),
                ..NewItem::plain(SkuReference::Id(sku), quantity, unit_price)
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
