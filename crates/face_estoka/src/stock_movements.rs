//! Stock movements: setting what is available, and taking goods in without a fiscal document.
//!
//! Not entries with a fiscal document, which are receivements.
//!
//! The one rule to know: an adjustment names the figure that is to be available, and answers the difference it made; its
//! `type` says which way.

use app::workflow::adjust_stock::{AdjustStock, Adjusted, Difference, StockTarget};
use app::workflow::enter_stock::{EnterStock, EntryLine};
use app::workflow::shelves::LotName;
use app::{Answer, Reader};
use domain::ids::{LocationId, OrganizationId, SkuId};
use domain::orders::SkuReference;
use domain::stock::{AdjustReason, StatedCosts, StockOperation};
use face_kit::{
    Checker, Decimal, Error, Exchange, Faults, Flag, Given, JsonDecimal, Listed, Stamp, Text, WholeNumber, to_answer,
};
use serde::{Deserialize, Serialize};

use crate::numbers::{DECIMALS, Spelling, date, figure};

/// The longest text that is read.
const TEXT_MAX: usize = 10_000;

/// The most characters of a lot's code.
const BATCH_MAX: usize = 60;

/// Why goods came in.
const REASONS: &[(&str, AdjustReason)] = &[
    ("manually", AdjustReason::Manual),
    ("buy", AdjustReason::Purchase),
    ("return", AdjustReason::Return),
    ("stock_adjust", AdjustReason::Count),
];

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct AdjustmentIn {
    stock_id: Given<WholeNumber>,
    organization_id: Given<WholeNumber>,
    product_skus: Given<Listed<TargetIn>>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct TargetIn {
    id: Given<WholeNumber>,
    code: Given<Text>,
    quantity: Given<Decimal>,
    batch: Given<Text>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct EntryIn {
    stock_id: Given<WholeNumber>,
    organization_id: Given<WholeNumber>,
    operation_type: Given<Text>,
    note: Given<Text>,
    product_skus: Given<Listed<LineIn>>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct LineIn {
    id: Given<WholeNumber>,
    code: Given<Text>,
    quantity: Given<Decimal>,
    safety_margin: Given<Decimal>,
    minimum_limit: Given<Decimal>,
    negative_stock: Given<Flag>,
    batch: Given<Text>,
    batch_expiration_date: Given<Stamp>,
}

/// An adjustment and its movements.
#[derive(Serialize)]
struct AdjustmentOut {
    organization_id: i64,
    stock_id: i64,
    moved_at: String,
    operation_type: &'static str,
    stock_movements: Vec<MovementOut>,
}

#[derive(Serialize)]
struct MovementOut {
    id: Option<i64>,
    product_sku_id: i64,
    #[serde(rename = "type")]
    direction: &'static str,
    quantity: JsonDecimal,
    batch: Option<String>,
}

/// An entry. What the vendor's other kinds of entry fill in is null.
#[derive(Serialize)]
struct EntryOut {
    id: i64,
    user_id: Option<i64>,
    stock_id: i64,
    moved_at: String,
    operation_type: &'static str,
    note: Option<String>,
    created_at: String,
    updated_at: String,
    stock_movement_type: &'static str,
    order_id: Option<i64>,
    provider_return_id: Option<i64>,
    nfe_access_key: Option<String>,
    requester_type: Option<String>,
    requester_id: Option<i64>,
    stock_xml_import_id: Option<i64>,
    status: &'static str,
}

/// `POST /api/v1/stock_movements/adjust_available_stock`
pub(crate) async fn adjust(exchange: Exchange) -> Result<Answer, Error> {
    let command = adjustment(&exchange.json()?)?;
    let (organization, location) = (command.organization, command.location);
    let present = move |reader: &mut Reader<'_, '_>, done: &Adjusted| {
        let spelling = Spelling::of(reader)?;
        let out = AdjustmentOut {
            organization_id: organization.raw(),
            stock_id: location.raw(),
            moved_at: spelling.instant(done.moved_at),
            operation_type: "adjust_available_stock",
            stock_movements: done.differences.iter().map(MovementOut::of).collect(),
        };
        Ok(to_answer(201, &out))
    };
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `POST /api/v1/stock_movements/entry`
pub(crate) async fn enter(exchange: Exchange) -> Result<Answer, Error> {
    let command = entry(&exchange.json()?)?;
    let present = |reader: &mut Reader<'_, '_>, done: &StockOperation| {
        let spelling = Spelling::of(reader)?;
        Ok(to_answer(201, &EntryOut::of(done, &spelling)))
    };
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

fn adjustment(wire: &AdjustmentIn) -> Result<AdjustStock, Faults> {
    let mut check = Checker::new();
    let command = AdjustStock {
        organization: OrganizationId::from_raw(check.required_id("organization_id", &wire.organization_id)),
        location: LocationId::from_raw(check.required_id("stock_id", &wire.stock_id)),
        reason: AdjustReason::BalanceSet,
        note: None,
        targets: check.required_each("product_skus", &wire.product_skus, |check, target: &TargetIn| {
            StockTarget {
                sku: sku(check, &target.id, &target.code),
                lot: lot(check, &target.batch, &Given::Missing),
                available: check.required_quantity("quantity", &target.quantity, DECIMALS),
                costs: StatedCosts::default(),
            }
        }),
    };
    check.finish_with(command)
}

fn entry(wire: &EntryIn) -> Result<EnterStock, Faults> {
    let mut check = Checker::new();
    let command = EnterStock {
        organization: OrganizationId::from_raw(check.required_id("organization_id", &wire.organization_id)),
        location: LocationId::from_raw(check.required_id("stock_id", &wire.stock_id)),
        reason: check
            .one_of("operation_type", &wire.operation_type, REASONS)
            .unwrap_or(AdjustReason::Manual),
        note: check.optional_text("note", &wire.note, TEXT_MAX),
        moved_at: None,
        lines: check.required_each("product_skus", &wire.product_skus, line),
    };
    check.finish_with(command)
}

fn line(check: &mut Checker, wire: &LineIn) -> EntryLine {
    EntryLine {
        sku: sku(check, &wire.id, &wire.code),
        lot: lot(check, &wire.batch, &wire.batch_expiration_date),
        quantity: check.required_quantity("quantity", &wire.quantity, DECIMALS),
        unit_cost: None,
        safety_margin: check.optional_quantity("safety_margin", &wire.safety_margin, DECIMALS),
        minimum_limit: check.optional_quantity("minimum_limit", &wire.minimum_limit, DECIMALS),
        allows_negative: check.flag("negative_stock", &wire.negative_stock),
    }
}

/// The sku by its number, or else by its code.
fn sku(check: &mut Checker, id: &Given<WholeNumber>, code: &Given<Text>) -> SkuReference {
    if let Some(id) = check.optional_id("id", id) {
        // A code beside it does not count, but is read, so that what is none is told.
        let _ = check.optional_text("code", code, TEXT_MAX);
        return SkuReference::Id(SkuId::from_raw(id));
    }
    SkuReference::Code(check.required_text("code", code, TEXT_MAX).trim().to_owned())
}

fn lot(check: &mut Checker, batch: &Given<Text>, expires_on: &Given<Stamp>) -> Option<LotName> {
    let expires_on = check.optional_stamp("batch_expiration_date", expires_on, date);
    let code = check.optional_text("batch", batch, BATCH_MAX)?;
    Some(LotName {
        code: code.trim().to_owned(),
        expires_on,
    })
}

impl MovementOut {
    fn of(difference: &Difference) -> Self {
        let direction = if difference.quantity.is_negative() {
            "exit"
        } else {
            "entry"
        };
        Self {
            id: difference.movement.map(|id| id.raw()),
            product_sku_id: difference.sku.raw(),
            direction,
            quantity: figure(difference.quantity.abs()),
            batch: difference.lot.clone(),
        }
    }
}

impl EntryOut {
    fn of(operation: &StockOperation, spelling: &Spelling) -> Self {
        Self {
            id: operation.id.raw(),
            user_id: None,
            stock_id: operation.location.raw(),
            moved_at: spelling.instant(operation.moved_at),
            operation_type: reason_name(operation.reason),
            note: operation.note.clone(),
            created_at: spelling.instant(operation.created_at),
            updated_at: spelling.instant(operation.created_at),
            stock_movement_type: "entry",
            order_id: None,
            provider_return_id: None,
            nfe_access_key: None,
            requester_type: None,
            requester_id: None,
            stock_xml_import_id: None,
            status: "processed",
        }
    }
}

fn reason_name(reason: AdjustReason) -> &'static str {
    match reason {
        AdjustReason::Manual => "manually",
        AdjustReason::Purchase => "buy",
        AdjustReason::Return | AdjustReason::SaleReturn => "return",
        AdjustReason::Count
        | AdjustReason::SentToRepair
        | AdjustReason::BackFromRepair
        | AdjustReason::PurchaseReturn => "stock_adjust",
        AdjustReason::BalanceSet => "adjust_available_stock",
    }
}
