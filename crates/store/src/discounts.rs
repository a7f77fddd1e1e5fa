//! Discounts by rule: SQL only. Their channels and rules are rows beside them, read for a whole page at once.

use std::collections::BTreeMap;

use domain::amount::{Money, Rate};
use domain::discounts::{Discount, DiscountDetails, DiscountKind, DiscountRule, GiftTerms, RuleTerms, Worth};
use domain::ids::{AccountId, ChannelId, DiscountId, DiscountRuleId, OrganizationId, SkuId};
use domain::page::PageRequest;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::engine::{Param, Row, ToParam, Tx};
use crate::error::StoreError;
use crate::named::named;
use crate::params;
use crate::select_in::select_in;

const COLUMNS: &str =
    "id, organization_id, name, kind, active, is_optional, starts_on, ends_on, created_at, updated_at";

/// What a page of discounts may be narrowed by; everything given must hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DiscountFilter {
    /// Those of this organization and those of none.
    pub organization: Option<OrganizationId>,
    /// Those that are had through this channel.
    pub channel: Option<ChannelId>,
    /// Those of this kind.
    pub kind: Option<DiscountKind>,
    /// Those that hold on this day, or with `false` those that do not.
    pub holds_on: Option<(Date, bool)>,
}

fn read(row: &Row<'_>) -> Result<Discount, StoreError> {
    Ok(Discount {
        id: row.get(0)?,
        details: DiscountDetails {
            organization: row.get(1)?,
            name: row.get(2)?,
            kind: named(row, 3, DiscountKind::from_name)?,
            active: row.get(4)?,
            is_optional: row.get(5)?,
            starts_on: row.get(6)?,
            ends_on: row.get(7)?,
        },
        channels: Vec::new(),
        rules: Vec::new(),
        created_at: row.get(8)?,
        updated_at: row.get(9)?,
    })
}

/// The discounts of these numbers, by number, with all their parts.
///
/// # Errors
/// A broken store.
pub fn find_many(tx: &mut Tx<'_>, account: AccountId, ids: &[DiscountId]) -> Result<Vec<Discount>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
    let before = format!("SELECT {COLUMNS} FROM discounts WHERE account_id = $1 AND id");
    let found = select_in(tx, &before, "ORDER BY id", account, &ids, read)?;
    with_parts(tx, account, found)
}

/// A page of discounts, by number, with all their parts.
///
/// # Errors
/// A broken store.
pub fn page(
    tx: &mut Tx<'_>,
    account: AccountId,
    filter: &DiscountFilter,
    page: PageRequest,
) -> Result<Vec<Discount>, StoreError> {
    let mut sql = format!("SELECT {COLUMNS} FROM discounts WHERE account_id = $1");
    let mut params = vec![account.to_param()];
    if let Some(organization) = filter.organization {
        params.push(Param::from(organization));
        sql.push_str(&format!(
            " AND (organization_id IS NULL OR organization_id = ${})",
            params.len()
        ));
    }
    if let Some(kind) = filter.kind {
        params.push(Param::Text(kind.name()));
        sql.push_str(&format!(" AND kind = ${}", params.len()));
    }
    if let Some(channel) = filter.channel {
        params.push(Param::from(channel));
        sql.push_str(&format!(
            " AND (EXISTS (SELECT 1 FROM discount_channels c WHERE c.account_id = discounts.account_id \
             AND c.discount_id = discounts.id AND c.channel_id = ${}) \
             OR NOT EXISTS (SELECT 1 FROM discount_channels c WHERE c.account_id = discounts.account_id \
             AND c.discount_id = discounts.id))",
            params.len()
        ));
    }
    if let Some((day, holds)) = filter.holds_on {
        params.push(Param::Day(day));
        let not = if holds { "" } else { "NOT " };
        let at = params.len();
        sql.push_str(&format!(
            " AND {not}(active = 1 AND (starts_on IS NULL OR starts_on <= ${at}) \
             AND (ends_on IS NULL OR ends_on >= ${at}))"
        ));
    }
    params.push(Param::from(page.limit()));
    params.push(Param::from(page.offset()));
    sql.push_str(&format!(
        " ORDER BY id LIMIT ${} OFFSET ${}",
        params.len() - 1,
        params.len()
    ));
    let found = tx.query(&sql, &params, read)?;
    with_parts(tx, account, found)
}

/// Adds a discount whose numbers, and those of its rules, were taken from their counters.
///
/// # Errors
/// A broken store.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, discount: &Discount) -> Result<(), StoreError> {
    let details = &discount.details;
    tx.execute_later(
        "INSERT INTO discounts (account_id, id, organization_id, name, kind, active, is_optional, starts_on, ends_on, \
         created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        params![
            account,
            discount.id,
            details.organization,
            &details.name,
            details.kind.name(),
            details.active,
            details.is_optional,
            details.starts_on,
            details.ends_on,
            discount.created_at,
            discount.updated_at
        ],
    )?;
    for channel in &discount.channels {
        tx.execute_later(
            "INSERT INTO discount_channels (account_id, discount_id, channel_id) VALUES ($1, $2, $3)",
            params![account, discount.id, *channel],
        )?;
    }
    for rule in &discount.rules {
        insert_rule(tx, account, discount.id, rule)?;
    }
    Ok(())
}

/// Says whether a discount may be had, and until which day; false when there is no such discount.
///
/// # Errors
/// A broken store.
pub fn set_term(
    tx: &mut Tx<'_>,
    account: AccountId,
    id: DiscountId,
    (active, ends_on): (bool, Option<Date>),
    now: Timestamp,
) -> Result<bool, StoreError> {
    let found = tx.execute(
        "UPDATE discounts SET active = $1, ends_on = $2, updated_at = $3 WHERE account_id = $4 AND id = $5",
        params![active, ends_on, now, account, id],
    )?;
    Ok(found > 0)
}

fn insert_rule(
    tx: &mut Tx<'_>,
    account: AccountId,
    discount: DiscountId,
    rule: &DiscountRule,
) -> Result<(), StoreError> {
    let terms = &rule.terms;
    let gift = terms.gift.as_ref();
    let (share, amount) = match terms.worth {
        Worth::Share(share) => (Some(share), None),
        Worth::Amount(amount) => (None, Some(amount)),
    };
    tx.execute_later(
        "INSERT INTO discount_rules (account_id, discount_id, id, active, share, amount, minimum, is_gift, is_free, \
         counts_wanted_alone, minimum_quantity) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        params![
            account,
            discount,
            rule.id,
            terms.active,
            share,
            amount,
            terms.minimum,
            gift.is_some(),
            gift.is_some_and(|gift| gift.is_free),
            gift.is_some_and(|gift| gift.counts_wanted_alone),
            gift.map(|gift| gift.minimum_quantity).unwrap_or_default()
        ],
    )?;
    let wanted = gift.map(|gift| gift.wanted.as_slice()).unwrap_or_default();
    let skus = terms.skus.iter().map(|sku| (false, sku));
    for (is_wanted, sku) in skus.chain(wanted.iter().map(|sku| (true, sku))) {
        tx.execute_later(
            "INSERT INTO discount_rule_skus (account_id, discount_id, rule_id, is_wanted, sku_id) \
             VALUES ($1, $2, $3, $4, $5)",
            params![account, discount, rule.id, is_wanted, *sku],
        )?;
    }
    Ok(())
}

/// Reads channels and rules into the discounts, three statements for all of them.
fn with_parts(tx: &mut Tx<'_>, account: AccountId, mut found: Vec<Discount>) -> Result<Vec<Discount>, StoreError> {
    let ids: Vec<i64> = found.iter().map(|discount| discount.id.raw()).collect();
    let channels: Vec<(DiscountId, ChannelId)> = select_in(
        tx,
        "SELECT discount_id, channel_id FROM discount_channels WHERE account_id = $1 AND discount_id",
        "ORDER BY discount_id, channel_id",
        account,
        &ids,
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let rules = select_in(
        tx,
        "SELECT discount_id, id, active, share, amount, minimum, is_gift, is_free, counts_wanted_alone, \
         minimum_quantity FROM discount_rules WHERE account_id = $1 AND discount_id",
        "ORDER BY discount_id, id",
        account,
        &ids,
        read_rule,
    )?;
    let skus: Vec<(DiscountRuleId, bool, SkuId)> = select_in(
        tx,
        "SELECT rule_id, is_wanted, sku_id FROM discount_rule_skus WHERE account_id = $1 AND discount_id",
        "ORDER BY discount_id, rule_id, is_wanted, sku_id",
        account,
        &ids,
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    let places: BTreeMap<DiscountId, usize> = found
        .iter()
        .enumerate()
        .map(|(place, discount)| (discount.id, place))
        .collect();
    for (discount, channel) in channels {
        if let Some(one) = places.get(&discount).and_then(|place| found.get_mut(*place)) {
            one.channels.push(channel);
        }
    }
    for (discount, mut rule) in rules {
        let of_rule = skus.iter().filter(|(id, ..)| *id == rule.id);
        for (_, is_wanted, sku) in of_rule {
            match (&mut rule.terms.gift, is_wanted) {
                (Some(gift), true) => gift.wanted.push(*sku),
                (Some(_) | None, _) => rule.terms.skus.push(*sku),
            }
        }
        if let Some(one) = places.get(&discount).and_then(|place| found.get_mut(*place)) {
            one.rules.push(rule);
        }
    }
    Ok(found)
}

fn read_rule(row: &Row<'_>) -> Result<(DiscountId, DiscountRule), StoreError> {
    let share: Option<Rate> = row.get(3)?;
    let amount: Option<Money> = row.get(4)?;
    let worth = match (share, amount) {
        (Some(share), None) => Worth::Share(share),
        (None, Some(amount)) => Worth::Amount(amount),
        (None, None) | (Some(_), Some(_)) => {
            let reason = "a rule takes off a share or an amount".to_owned();
            return Err(StoreError::Column { index: 3, reason });
        }
    };
    let gift = if row.get(6)? {
        Some(GiftTerms {
            is_free: row.get(7)?,
            wanted: Vec::new(),
            counts_wanted_alone: row.get(8)?,
            minimum_quantity: row.get(9)?,
        })
    } else {
        None
    };
    let terms = RuleTerms {
        active: row.get(2)?,
        worth,
        minimum: row.get(5)?,
        skus: Vec::new(),
        gift,
    };
    Ok((row.get(0)?, DiscountRule { id: row.get(1)?, terms }))
}
