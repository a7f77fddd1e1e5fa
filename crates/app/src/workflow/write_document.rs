//! Writing a document of sale whole: a quote, a pre-sale or an order under a number of the caller's or the next one; and
//! writing it anew, lines and all, as long as nobody has accepted it.
//!
//! Not the pricing and the stock, which are those of every order.
//!
//! The one rule to know: what is written anew gives back what it held first, so that it never competes with itself.

use domain::amount::Money;
use domain::events::EventKind;
use domain::ids::{LocationId, OrderId, OrderItemId, OrganizationId, PartyId};
use domain::orders::{
    self, AddressRole, CustomerSnapshot, Discount, DocumentKind, NewItem, NewOrder, Order, OrderAddress, OrderLogEvent,
    StockHold,
};
use domain::parties::{Party, Role};
use domain::refusal::{Entity, Field, InvalidField, Problem, Refusal};
use jiff::Timestamp;
use store::counters::{self, Counter};

use super::cancel_order::give_back;
use super::place_order::{self, Beside};
use super::place_sale::{anonymous, counter};
use super::promise::{Taking, Wanted};
use super::{locks, step};
use crate::context::Context;
use crate::execute::Command;
use crate::extras::ExtrasEdit;
use crate::failure::Failure;
use crate::locations;

/// The largest number that a document is given; those above stand for orders whose code is no number.
pub const NUMBER_MAX: i64 = 899_999_999;
/// How many numbers in use are passed over in search of a free one.
const TRIES: usize = 1_000;
/// By how much a stated total may differ: one cent.
const CENT: i64 = 10_000;

/// Writes a document.
#[derive(Debug, Clone)]
pub struct WriteDocument {
    /// The document that is written anew; `None` writes a new one.
    pub existing: Option<OrderId>,
    /// Its number; `None` is the next.
    pub number: Option<i64>,
    /// What it is.
    pub kind: DocumentKind,
    /// Whose.
    pub organization: OrganizationId,
    /// From where.
    pub location: LocationId,
    /// Who buys, by code; `None` is anybody.
    pub customer: Option<String>,
    /// Who sells, by code.
    pub seller: Option<String>,
    /// Who carries, by code.
    pub carrier: Option<String>,
    /// When.
    pub placed_at: Timestamp,
    /// Its lines; their discounts stand beside.
    pub items: Vec<NewItem>,
    /// The discount of each line.
    pub item_discounts: Vec<Option<Discount>>,
    /// The discount on the whole, taken from what the lines leave.
    pub discount: Option<Discount>,
    /// Freight.
    pub freight: Money,
    /// What the caller computed without freight; may differ by a cent.
    pub stated_total: Option<Money>,
    /// Where it goes.
    pub shipping: Option<OrderAddress>,
    /// Remarks.
    pub comments: Option<String>,
    /// Fields that only the calling face defines.
    pub extras: Option<ExtrasEdit>,
}

impl Command for WriteDocument {
    type Done = OrderId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<OrderId, Failure> {
        let account = cx.account();
        let customer = self.customer(cx)?;
        let beside = Beside {
            customer: Some(customer.id),
            seller: self.named(cx, self.seller.as_deref(), Role::Seller, Field::Seller)?,
            carrier: self.named(cx, self.carrier.as_deref(), Role::Carrier, Field::Carrier)?,
            ..Beside::default()
        };
        let mut asked = self.order(cx, &customer)?;
        let (_, totals) = orders::check(&asked)?;
        self.check_total(totals.total)?;
        let id = match self.existing {
            Some(id) => self.rewrite(cx, id, &asked, &beside)?,
            None => {
                asked.code = self.free_number(cx)?.to_string();
                let placed = place_order::place(cx, &asked, &beside)?;
                if !placed.is_new {
                    return Ok(placed.order);
                }
                placed.order
            }
        };
        store::orders::set_document_kind(cx.tx, account, id, self.kind)?;
        if let Some(edit) = &self.extras {
            let face = cx.call.face;
            let mut kept = store::orders::extras(cx.tx, account, face, &[id])?
                .pop()
                .map(|(_, text)| text);
            edit.apply(&mut kept);
            store::orders::set_extras(cx.tx, account, id, face, kept.as_deref())?;
        }
        Ok(id)
    }
}

impl WriteDocument {
    /// The order that the document is; the code is set by who places it.
    fn order(&self, cx: &mut Context<'_, '_>, customer: &Party) -> Result<NewOrder, Failure> {
        let (items, discount) = self.discounted()?;
        let details = &customer.details;
        let channel = counter(cx, self.organization)?;
        let customer = CustomerSnapshot {
            name: details.name.clone(),
            email: details.email.clone(),
            document: details.tax_document.clone(),
            phones: details.phone.iter().cloned().collect(),
            state_registration: details.state_registration.clone(),
            municipal_registration: details.municipal_registration.clone(),
            suframa_registration: details.suframa_registration.clone(),
        };
        Ok(NewOrder {
            place: Some((self.organization, self.location)),
            shipping: self.shipping.clone(),
            discount,
            freight: self.freight,
            mode: self.kind.mode(),
            placed_at: Some(self.placed_at),
            comments: self.comments.clone(),
            ..NewOrder::plain("DAV", channel, customer, items)
        })
    }

    /// The lines with their discounts, and the discount on the whole.
    fn discounted(&self) -> Result<(Vec<NewItem>, Money), Refusal> {
        let mut items = self.items.clone();
        let mut invalid = Vec::new();
        let mut net = Money::ZERO;
        for (index, (item, discount)) in items.iter_mut().zip(&self.item_discounts).enumerate() {
            let off = discount.map_or(Some(Money::ZERO), |said| said.of_line(item.unit_price, item.quantity));
            let total = orders::line_total(item.unit_price, item.quantity);
            let left = off.zip(total).and_then(|(off, total)| total.checked_sub(off));
            match (off, left.and_then(|left| net.checked_add(left))) {
                (Some(off), Some(sum)) => {
                    item.discount = off;
                    net = sum;
                }
                (_, _) => invalid.push(InvalidField::at(Field::Discount, index, Problem::OutOfRange)),
            }
        }
        Refusal::unless_empty(invalid)?;
        let whole = self.discount.map_or(Some(Money::ZERO), |said| said.of_half_away(net));
        let whole = whole.ok_or_else(|| Refusal::invalid(Field::Discount, Problem::OutOfRange))?;
        Ok(orders::join_discounts(items, whole))
    }

    /// Refuses a stated total that differs by more than a cent.
    fn check_total(&self, total: Money) -> Result<(), Refusal> {
        let Some(stated) = self.stated_total else { return Ok(()) };
        let computed = total.checked_sub(self.freight).unwrap_or(total);
        let off = stated
            .checked_sub(computed)
            .map_or(i64::MAX, |off| off.millionths().saturating_abs());
        if off <= CENT {
            return Ok(());
        }
        Err(Refusal::TotalDiffers { stated, computed })
    }

    fn customer(&self, cx: &mut Context<'_, '_>) -> Result<Party, Failure> {
        let account = cx.account();
        match self.customer.as_deref() {
            None => anonymous(cx),
            Some(code) => store::parties::find_by_code(cx.tx, account, code)?
                .ok_or_else(|| Refusal::invalid(Field::Customer, Problem::Unknown).into()),
        }
    }

    /// The party of a code in a role.
    fn named(
        &self,
        cx: &mut Context<'_, '_>,
        code: Option<&str>,
        role: Role,
        field: Field,
    ) -> Result<Option<PartyId>, Failure> {
        let account = cx.account();
        let Some(code) = code else { return Ok(None) };
        let found = store::parties::find_by_code(cx.tx, account, code)?;
        match found.filter(|party| party.details.roles.has(role)) {
            Some(party) => Ok(Some(party.id)),
            None => Err(Refusal::invalid(field, Problem::Unknown).into()),
        }
    }

    /// The number given, remembered so that the next one comes after it; or the next.
    fn free_number(&self, cx: &mut Context<'_, '_>) -> Result<i64, Failure> {
        let account = cx.account();
        if let Some(number) = self.number {
            counters::raise(cx.tx, account, Counter::DocumentNumber, number)?;
            return Ok(number);
        }
        for _ in 0..TRIES {
            let number = counters::next(cx.tx, account, Counter::DocumentNumber)?;
            if number > NUMBER_MAX {
                break;
            }
            if store::orders::find_code(cx.tx, account, &number.to_string())?.is_none() {
                return Ok(number);
            }
        }
        Err(Refusal::invalid(Field::Code, Problem::OutOfRange).into())
    }

    /// Writes the document anew.
    fn rewrite(
        &self,
        cx: &mut Context<'_, '_>,
        id: OrderId,
        asked: &NewOrder,
        beside: &Beside,
    ) -> Result<OrderId, Failure> {
        let (account, now) = (cx.account(), cx.now);
        let mut order = locks::callers_order(cx, id)?;
        orders::may_be_rewritten(order.id, order.status)?;
        let (amounts, totals) = orders::check(asked)?;
        let skus = place_order::find_skus_by(cx, asked.items.iter().map(|item| &item.sku))?;
        let stockless = place_order::stockless(cx, &skus)?;
        self.check_place(cx)?;
        give_back(cx, &order)?;
        for (_, item) in store::orders::items_of(cx.tx, account, &[id])? {
            store::orders::delete_item(cx.tx, account, id, item.id)?;
        }
        let [first] = counters::take(cx.tx, account, [(Counter::OrderItem, asked.items.len())])?;
        for ((number, item), ((sku, code), (amounts, share))) in (first..)
            .zip(&asked.items)
            .zip(skus.iter().zip(amounts.iter().zip(&totals.shares)))
        {
            let want = Wanted {
                item: OrderItemId::from_raw(number),
                sku: *sku,
                code,
                quantity: item.quantity,
                shelf: None,
                takes_stock: !stockless.contains(sku),
            };
            let line = place_order::line(&want, item, *amounts, *share, None, now);
            store::orders::insert_item(cx.tx, account, id, &line)?;
        }
        self.head(&mut order, asked, beside, &totals, now);
        store::orders::update(cx.tx, account, &order)?;
        if let Some(shipping) = &self.shipping {
            store::orders::put_address(cx.tx, account, id, AddressRole::Shipping, shipping)?;
        }
        if order.status.stock_hold() == StockHold::Promised {
            place_order::take_goods(cx, &order, Taking::Promise)?;
        }
        step::record(cx, &order, OrderLogEvent::Updated, EventKind::Updated, String::new())?;
        Ok(id)
    }

    fn head(&self, order: &mut Order, asked: &NewOrder, beside: &Beside, totals: &orders::OrderTotals, now: Timestamp) {
        order.organization = self.organization;
        order.location = self.location;
        order.channel = asked.channel;
        order.customer = beside.customer.unwrap_or(order.customer);
        order.customer_snapshot = asked.customer.clone();
        order.seller = beside.seller;
        order.carrier = beside.carrier;
        order.status = asked.first_status(false);
        order.discount = asked.discount;
        order.freight = asked.freight;
        order.items_total = totals.items;
        order.total = totals.total;
        order.comments.clone_from(&asked.comments);
        order.placed_at = self.placed_at;
        order.updated_at = now;
    }

    fn check_place(&self, cx: &mut Context<'_, '_>) -> Result<(), Failure> {
        let found = locations::place(cx, self.location)?;
        if found.is_some_and(|place| place.details.organization == self.organization) {
            return Ok(());
        }
        Err(Refusal::not_found(Entity::Location, self.location).into())
    }
}
