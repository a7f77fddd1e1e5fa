//! Making exchange vouchers of coupons: each coupon goes into one voucher, and a voucher holds the coupons of one order.
//!
//! Not paying with them. The one rule to know: the code is made here, encrypted for the account's key and forgotten; only
//! its hash is kept.

use domain::coupons::{Voucher, check_exchange, expiry, vouchers_of};
use domain::events::{Event, EventKind};
use domain::ids::{PartyId, VoucherId};
use domain::refusal::{Entity, Field, Problem, Refusal};
use sha2::{Digest, Sha256};
use store::counters::{self, Counter};

use super::locks;
use crate::accounts;
use crate::context::Context;
use crate::execute::Command;
use crate::failure::Failure;
use crate::outbox;
use crate::seal::SealingKey;

/// Random bytes of a voucher's code: more than anybody can try, even with the hashes at hand.
const CODE_BYTES: usize = 10;

/// Exchanges coupons for vouchers.
#[derive(Debug, Clone)]
pub struct ExchangeCoupons {
    /// Whose coupons they are.
    pub customer: PartyId,
    /// Their codes, at least one.
    pub codes: Vec<String>,
}

impl Command for ExchangeCoupons {
    type Done = Vec<VoucherId>;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<Vec<VoucherId>, Failure> {
        let (account, now) = (cx.account(), cx.now);
        let customer = store::parties::find(cx.tx, account, self.customer)?;
        customer
            .filter(|party| party.details.roles.customer && party.deleted_at.is_none())
            .ok_or_else(|| Refusal::not_found(Entity::Party, self.customer))?;
        let key = store::account_keys::find(cx.tx, account)?
            .ok_or_else(|| Refusal::invalid(Field::PublicKey, Problem::Blank))?;
        let key = SealingKey::read(&key)?;
        let own = cx.call.principal.organization;
        let mut found = locks::coupons(cx, &self.codes)?;
        found.retain(|coupon| own.is_none_or(|own| own == coupon.organization));
        let coupons = check_exchange(&self.codes, &found, self.customer, now)?;
        let vouchers = vouchers_of(&coupons)?;
        let expires_at = expiry(now, &accounts::settings(cx)?.time_zone);
        let [first] = counters::take(cx.tx, account, [(Counter::Voucher, vouchers.len())])?;
        let mut made = Vec::with_capacity(vouchers.len());
        let mut events = Vec::with_capacity(vouchers.len());
        for (id, (order, value, members)) in (first..).zip(vouchers) {
            let Some(one) = members.first() else { continue };
            let code = cx.random_hex(CODE_BYTES);
            let voucher = Voucher {
                id: VoucherId::from_raw(id),
                organization: one.organization,
                customer: self.customer,
                order,
                value,
                sealed_code: key.seal(&code, cx.chance)?,
                spent_on: None,
                spent_at: None,
                expires_at,
                created_at: now,
                updated_at: now,
            };
            store::vouchers::insert(cx.tx, account, &voucher, &code_sum(&code))?;
            for coupon in members {
                store::coupons::exchange(cx.tx, account, coupon.id, voucher.id, now)?;
            }
            events.push(event(&voucher, EventKind::Created));
            made.push(voucher.id);
        }
        outbox::emit(cx, &events)?;
        Ok(made)
    }
}

/// By what a code is looked up. Blanks around it do not count.
pub(super) fn code_sum(code: &str) -> Vec<u8> {
    Sha256::digest(code.trim().as_bytes()).to_vec()
}

/// What others are told of a voucher.
pub(super) fn event(voucher: &Voucher, kind: EventKind) -> Event {
    Event {
        entity: Entity::Voucher,
        entity_id: voucher.id.raw(),
        organization: Some(voucher.organization),
        kind,
    }
}
