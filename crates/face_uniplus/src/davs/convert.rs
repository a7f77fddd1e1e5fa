//! From the vendor's DAV to the document that the core writes.
//!
//! Not totals: discounts go in as they were said.
//!
//! The one rule to know: an update merges the head and replaces the lines when it names lines.

use app::workflow::write_document::{NUMBER_MAX, WriteDocument};
use app::{Call, ExtrasEdit, Failure, Reader};
use domain::amount::Money;
use domain::ids::LocationId;
use domain::orders::{Discount, DocumentKind, OrderAddress};
use domain::refusal::{Field as CoreField, Problem, Refusal};
use face_kit::{Checker, Faults, Given, Listed};
use jiff::civil::time;
use serde_json::Value;

use super::KINDS;
use super::lines::{Line, line, lines_of, money, share_of};
use super::view::Known;
use crate::fields::Kind::{Choice, Day, Decimal, Text, Whole};
use crate::fields::{self, Checked, Field, Members};
use crate::places;

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
