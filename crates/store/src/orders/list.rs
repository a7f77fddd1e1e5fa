//! Pages of orders: SQL only. Each filter has an index that serves it; the statement is put together from fixed pieces,
//! never from a caller's text.

use domain::criteria::Comparison;
use domain::ids::{AccountId, OrderId, OrderItemId, OrganizationId};
use domain::orders::{DocumentKind, Order, OrderStatus, PaymentStatus};
use domain::page::PageRequest;
use jiff::Timestamp;

use super::{COLUMNS, read};
use crate::engine::{Param, Tx};
use crate::error::StoreError;

/// What a page of orders may be narrowed by; everything given must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrderFilter {
    /// The caller's code, exactly.
    pub code: Option<String>,
    /// One organization.
    pub organization: Option<OrganizationId>,
    /// Where it stands.
    pub status: Option<StatusFilter>,
    /// It stands in one of these ways. Of none, no order matches.
    pub standings: Option<Vec<Standing>>,
    /// The customer's CPF or CNPJ, without punctuation.
    pub customer_document: Option<String>,
    /// The number of one of its fiscal documents.
    pub fiscal_number: Option<String>,
    /// Placed at or after.
    pub placed_from: Option<Timestamp>,
    /// Placed before.
    pub placed_until: Option<Timestamp>,
    /// Recorded at or after.
    pub created_from: Option<Timestamp>,
    /// Recorded before.
    pub created_until: Option<Timestamp>,
    /// Changed at or after.
    pub updated_from: Option<Timestamp>,
    /// Changed before.
    pub updated_until: Option<Timestamp>,
    /// One of these kinds of documents; of none, all.
    pub kinds: Vec<DocumentKind>,
    /// The customer's code.
    pub customer_code: Option<String>,
    /// Further comparisons of the number, all of which hold.
    pub numbers: Vec<(Comparison, i64)>,
    /// The oldest first: for lists that are read while others are written.
    pub is_ascending: bool,
    /// Narrowed by a moment, in that moment's order, the latest first: then its index serves the page, however many
    /// orders are within or beyond it.
    pub is_by_moment: bool,
}

/// What an order is called where nobody said so.
const KIND: &str = "COALESCE(document_kind, CASE WHEN status = 'quote' THEN 'quote' WHEN is_pre_order = 1 THEN \
                    'pre_sale' ELSE 'order' END)";

/// One way for an order to stand: where, how it is paid, and who brings it. A vendor's one status may be several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// It stands at one of these.
    pub statuses: &'static [OrderStatus],
    /// Its payment is one of these; of none, whatever it is.
    pub payments: &'static [PaymentStatus],
    /// A carrier brings it, or none does; `None` is either.
    pub by_carrier: Option<bool>,
}

/// Statuses wanted or not wanted; a face's word may stand for several of the core's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatusFilter {
    /// One of these. Of none, no order matches.
    In(Vec<OrderStatus>),
    /// None of these.
    NotIn(Vec<OrderStatus>),
}

/// Conditions and their parameters as they are put together.
struct Conditions<'a> {
    sql: String,
    params: Vec<Param<'a>>,
}

impl<'a> Conditions<'a> {
    /// Adds `AND {before} $n {after}`.
    fn add(&mut self, before: &str, param: Param<'a>, after: &str) {
        self.params.push(param);
        self.sql
            .push_str(&format!(" AND {before} ${}{after}", self.params.len()));
    }

    /// Adds a bound when there is one.
    fn bound(&mut self, before: &str, at: Option<Timestamp>) {
        if let Some(at) = at {
            self.add(before, Param::from(at), "");
        }
    }

    /// Adds the names as parameters: `$3, $4`.
    fn list(&mut self, names: impl Iterator<Item = &'static str>) -> String {
        let mut list = String::new();
        for name in names {
            self.params.push(Param::Text(name));
            if !list.is_empty() {
                list.push_str(", ");
            }
            list.push_str(&format!("${}", self.params.len()));
        }
        list
    }

    /// Adds `AND (… OR …)`.
    fn standings(&mut self, standings: &[Standing]) {
        let mut ways = Vec::new();
        for standing in standings.iter().filter(|standing| !standing.statuses.is_empty()) {
            let statuses = self.list(standing.statuses.iter().map(|status| status.name()));
            let mut way = format!("status IN ({statuses})");
            if !standing.payments.is_empty() {
                let payments = self.list(standing.payments.iter().map(|payment| payment.name()));
                way.push_str(&format!(" AND payment_status IN ({payments})"));
            }
            // As `Order::delivered_by` has it.
            way.push_str(match standing.by_carrier {
                None => "",
                Some(true) => " AND is_pickup = 0 AND (carrier_id IS NOT NULL OR carrier_code IS NOT NULL)",
                Some(false) => " AND (is_pickup = 1 OR (carrier_id IS NULL AND carrier_code IS NULL))",
            });
            ways.push(format!("({way})"));
        }
        if ways.is_empty() {
            self.sql.push_str(" AND 1 = 0");
        } else {
            self.sql.push_str(&format!(" AND ({})", ways.join(" OR ")));
        }
    }

    /// Adds `AND status [NOT] IN (…)`, the column as written.
    fn statuses(&mut self, column: &str, statuses: &[OrderStatus], negated: bool) {
        let list = self.list(statuses.iter().map(|status| status.name()));
        match (list.is_empty(), negated) {
            (true, true) => {}
            (true, false) => self.sql.push_str(" AND 1 = 0"),
            (false, _) => self.sql.push_str(&format!(
                " AND {column}{} IN ({list})",
                if negated { " NOT" } else { "" }
            )),
        }
    }
}

/// The conditions of a filter; `None` when no order can fit.
fn conditions<'a>(account: AccountId, filter: &'a OrderFilter) -> Option<Conditions<'a>> {
    let mut conditions = Conditions {
        sql: String::new(),
        params: vec![Param::Int(account.raw())],
    };
    if let Some(code) = &filter.code {
        conditions.add("code =", Param::Text(code), "");
    }
    // In a moment's order its index is walked until the page is full, and the orders of one customer are few. The indexes
    // of what many orders share would find them all, so these conditions are written so that no index serves them.
    let (organization_id, status) = if moment(filter).is_some() || filter.customer_code.is_some() {
        ("COALESCE(organization_id, 0) =", "COALESCE(status, '')")
    } else {
        ("organization_id =", "status")
    };
    if let Some(organization) = filter.organization {
        conditions.add(organization_id, Param::Int(organization.raw()), "");
    }
    match &filter.status {
        Some(StatusFilter::In(statuses)) => conditions.statuses(status, statuses, false),
        Some(StatusFilter::NotIn(statuses)) => conditions.statuses(status, statuses, true),
        None => {}
    }
    if let Some(standings) = &filter.standings {
        conditions.standings(standings);
    }
    if let Some(document) = &filter.customer_document {
        conditions.add("customer_document =", Param::Text(document), "");
    }
    if let Some(number) = &filter.fiscal_number {
        conditions.add(
            "id IN (SELECT order_id FROM fiscal_documents f WHERE f.account_id = $1 AND f.number =",
            Param::Text(number),
            ")",
        );
    }
    if !filter.kinds.is_empty() {
        let kinds = conditions.list(filter.kinds.iter().map(|kind| kind.name()));
        conditions.sql.push_str(&format!(" AND {KIND} IN ({kinds})"));
    }
    if let Some(code) = filter.customer_code.as_deref() {
        if code.contains('\0') {
            return None;
        }
        conditions.add(
            "customer_id IN (SELECT p.id FROM parties p WHERE p.account_id = $1 AND p.code =",
            Param::Text(code),
            ")",
        );
    }
    for (comparison, number) in &filter.numbers {
        let sign = crate::criteria::sign(*comparison);
        conditions.add(&format!("id {sign}"), Param::Int(*number), "");
    }
    conditions.bound("placed_at >=", filter.placed_from);
    conditions.bound("placed_at <", filter.placed_until);
    conditions.bound("created_at >=", filter.created_from);
    conditions.bound("created_at <", filter.created_until);
    conditions.bound("updated_at >=", filter.updated_from);
    conditions.bound("updated_at <", filter.updated_until);
    Some(conditions)
}

/// The moment that a page is narrowed by and sorted by, if it is.
fn moment(filter: &OrderFilter) -> Option<&'static str> {
    let ranges = [
        ("placed_at", filter.placed_from, filter.placed_until),
        ("created_at", filter.created_from, filter.created_until),
        ("updated_at", filter.updated_from, filter.updated_until),
    ];
    let narrowed = ranges
        .into_iter()
        .find(|(_, from, until)| from.is_some() || until.is_some());
    narrowed
        .filter(|_| filter.is_by_moment && !filter.is_ascending)
        .map(|(column, _, _)| column)
}

/// What a page is sorted by.
fn sequence(filter: &OrderFilter) -> String {
    match moment(filter) {
        Some(column) => format!("{column} DESC, id DESC"),
        None if filter.is_ascending => "id ASC".to_owned(),
        None => "id DESC".to_owned(),
    }
}

/// One page of orders, newest number first unless the filter says otherwise.
///
/// # Errors
/// A broken store.
pub fn page(
    tx: &mut Tx<'_>,
    account: AccountId,
    filter: &OrderFilter,
    page: PageRequest,
) -> Result<Vec<Order>, StoreError> {
    let Some(conditions) = conditions(account, filter) else {
        return Ok(Vec::new());
    };
    let Conditions { sql, mut params } = conditions;
    params.push(Param::from(page.limit()));
    params.push(Param::from(page.offset()));
    let sql = format!(
        "SELECT {COLUMNS} FROM orders WHERE account_id = $1 AND deleted_at IS NULL{sql} \
         ORDER BY {} LIMIT ${} OFFSET ${}",
        sequence(filter),
        params.len() - 1,
        params.len()
    );
    tx.query(&sql, &params, read)
}

/// A page of the lines of the orders that fit, of one product where its code is given, by order and number.
///
/// # Errors
/// A broken store.
pub fn page_of_lines(
    tx: &mut Tx<'_>,
    account: AccountId,
    filter: &OrderFilter,
    product: Option<&str>,
    page: PageRequest,
) -> Result<Vec<(OrderId, OrderItemId)>, StoreError> {
    let Some(conditions) = conditions(account, filter) else {
        return Ok(Vec::new());
    };
    let Conditions { sql, mut params } = conditions;
    let mut lines = String::new();
    if let Some(code) = product {
        if code.contains('\0') {
            return Ok(Vec::new());
        }
        params.push(Param::Text(code));
        lines = format!(
            " AND sku_id IN (SELECT s.id FROM skus s JOIN products p ON p.account_id = s.account_id \
             AND p.id = s.product_id WHERE s.account_id = $1 AND p.code = ${})",
            params.len()
        );
    }
    params.push(Param::from(page.limit()));
    params.push(Param::from(page.offset()));
    let sql = format!(
        "SELECT i.order_id, i.id FROM (SELECT id AS fitting FROM orders WHERE account_id = $1 AND deleted_at IS NULL{sql}) o \
         JOIN order_items i ON i.account_id = $1 AND i.order_id = o.fitting{lines} \
         ORDER BY o.fitting, i.id LIMIT ${} OFFSET ${}",
        params.len() - 1,
        params.len()
    );
    tx.query(&sql, &params, |row| Ok((row.get(0)?, row.get(1)?)))
}
