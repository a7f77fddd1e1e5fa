//! A store in which every table has very many rows of one account.
//!
//! Not data that keeps the rules: it is shaped like a shop's where that changes how a list is planned (few orders are on
//! their way, most are done), and every row can be read.
//!
//! The one rule to know: the columns are those of `schema.sql`. What is not named here is null where it may be, the row's
//! number where it is an id or an instant, and otherwise nought or a text of its own.

use store::{EngineKind, StoreError, Tx};

/// Rows of each table. PostgreSQL takes ten times as long to fill, and is given fewer.
pub(crate) const fn rows(engine: EngineKind) -> i64 {
    match engine {
        EngineKind::Sqlite => 100_000,
        EngineKind::Postgres => 20_000,
    }
}

/// Organizations and places: as many as a chain has.
const FEW: i64 = 20;

/// What the columns hold that are not filled by what they are: table and column, then an expression of the row's number
/// `n`, the same in both engines. Those of `*` are filled so in every table that needs them. Of orders, receipts and titles
/// few are not done, as everywhere.
const HELD: &str = "
*.account_id: 1
*.organization_id: 1 + n % 20
*.location_id: 1 + n % 20
*.channel_id: 1 + n % 5
*.code: CAST(n AS TEXT)
*.change_stamp: n
*.active: 1
*.enabled: 1
*.folded: 'nome ' || n
attributes.applies_to: 'sku'
attributes.group_id: n
balances.lot_id: 0
categories.code: CAST(n AS TEXT)
categories.external_id: 'x' || n
changes.entity: CASE WHEN n % 2 = 0 THEN 'product' ELSE 'party' END
changes.stamp: n
channel_locations.location_id: n
coupons.order_id: n / 5
coupons.sku_id: n / 5
coupons.customer_id: n / 5
coupons.voucher_id: CASE WHEN n % 2 = 0 THEN n END
discount_rules.share: 1
discounts.kind: 'total'
fiscal_documents.order_id: n
fiscal_documents.number: CAST(n AS TEXT)
fiscal_documents.access_key: 'chave ' || n
fiscal_documents.model: 'nfe'
fiscal_documents.purpose: 'sale'
fiscal_documents.status: 'authorized'
grid_values.product_id: n / 5
grid_values.axis: CASE WHEN n % 2 = 0 THEN 'row' ELSE 'column' END
grid_values.grid: 'grade ' || (n % 50)
ledger_accounts.kind: 'income'
locations.organization_id: n
locations.kind: 'warehouse'
locations.usage: 'normal'
locations.modality: 'both'
movements.kind: CASE n % 4 WHEN 0 THEN 'received' WHEN 1 THEN 'shipped' WHEN 2 THEN 'reserved' ELSE 'released' END
movements.balance_id: 1 + n / 4
movements.quantity: CASE WHEN n % 4 = 0 THEN 1 ELSE -1 END
movements.actor_kind: 'system'
movements.operation_id: CASE WHEN n % 4 = 0 THEN n END
movements.order_id: CASE WHEN n % 4 <> 0 THEN n END
orders.customer_document: CAST(10000000000 + n / 4 AS TEXT)
orders.customer_id: 1 + n / 4
orders.seller_id: 1 + n % 50
orders.payment_status: 'approved'
orders.status: CASE n % 999 WHEN 1 THEN 'placed' WHEN 2 THEN 'picked' WHEN 3 THEN 'quote' WHEN 4 THEN 'cancelled' WHEN 5 THEN 'separated' ELSE 'delivered' END
organizations.kind: 'own_store'
organizations.tax_regime: 'normal'
packagings.barcode: '789' || n
packagings.unit: CASE WHEN n % 2 = 0 THEN 'CX' ELSE 'UN' END
packagings.usage: 'both'
parties.kind: CASE WHEN n % 10 = 0 THEN 'company' ELSE 'person' END
parties.organization_id: CASE WHEN n % 1000 = 0 THEN 1 + (n / 1000) % 20 END
parties.tax_document: CAST(10000000000 + n AS TEXT)
parties.code: CAST(n AS TEXT)
parties.email: 'p' || n || '@exemplo.com.br'
parties.phone: '119' || n
parties.external_id: 'x' || n
parties.status: 'active'
parties.is_customer: CASE WHEN n % 1000 = 0 THEN 0 ELSE 1 END
parties.is_seller: CASE WHEN n % 1000 = 0 THEN 1 ELSE 0 END
parties.is_supplier: CASE WHEN n % 500 = 0 THEN 1 ELSE 0 END
party_addresses.kind: 'main'
party_addresses.city: 'Cidade ' || (n % 100)
party_contacts.kind: 'email'
payment_methods.cost_kind: 'free'
price_tables.visible_to_all: 1
prices.price_table_id: 1 + n % 5
product_options.option_id: n
products.category_id: 1 + n % 200
products.kind: CASE WHEN n % 100 = 0 THEN 'service' ELSE 'product' END
products.status: CASE WHEN n % 100 = 1 THEN 'inactive' ELSE 'active' END
products.visibility: 'both'
products.ncm: '6109100' || (n % 3)
receipts.access_key: 'chave ' || n
receipts.state: CASE WHEN n % 100 = 0 THEN 'open' ELSE 'concluded' END
shipments.state: CASE WHEN n % 10 = 0 THEN 'deleted' ELSE 'open' END
sku_barcodes.barcode: '789' || n
skus.product_id: 1 + n / 2
skus.ean: '790' || n
skus.base_price: n
stock_operations.direction: CASE WHEN n % 2 = 0 THEN 'adjustment' ELSE 'entry' END
stock_operations.reason: 'manual'
store_products.sku_id: n / 20
tags.entity: CASE WHEN n % 2 = 0 THEN 'party' ELSE 'order' END
tags.name: 'Marca ' || (n % 100)
tags.folded: 'marca ' || (n % 100)
titles.kind: CASE WHEN n % 2 = 0 THEN 'receivable' ELSE 'payable' END
titles.origin: 'sale'
titles.state: CASE WHEN n % 20 < 2 THEN 'open' ELSE 'settled' END
titles.order_id: n
titles.party_id: 1 + n / 4
titles.number: CAST(n AS TEXT)
titles.payment_method_id: 1 + n % 10
titles.cash_account_id: 1 + n % 5
titles.ledger_account_id: 1 + n % 50
titles.due_on: CAST(2000 + n % 25 AS TEXT) || '-' || CAST(10 + n % 3 AS TEXT) || '-' || CAST(10 + n % 19 AS TEXT)
titles.settled_on: CASE WHEN n % 20 >= 2 THEN CAST(2000 + n % 25 AS TEXT) || '-10-' || CAST(10 + n % 19 AS TEXT) END
transfers.state: CASE WHEN n % 100 = 0 THEN 'shipped' ELSE 'received' END
transfers.order_id: CASE WHEN n % 2 = 0 THEN n END
users.role: 'operator'
";

/// Stands for no bytes, which each engine spells its own way.
const NO_BYTES: &str = "NO BYTES";

/// Fills every table of an empty store.
pub(crate) fn fill(tx: &mut Tx<'_>, engine: EngineKind) -> Result<(), StoreError> {
    for (table, columns) in tables(include_str!("../../schema.sql")) {
        let rows = match table {
            "organizations" | "locations" => FEW,
            _ if is_no_list(table) => continue,
            _ => rows(engine),
        };
        let blob = match engine {
            EngineKind::Sqlite => "CAST('' AS BLOB)",
            EngineKind::Postgres => "CAST('' AS BYTEA)",
        };
        let (names, values): (Vec<&str>, Vec<&str>) = columns.into_iter().unzip();
        tx.execute(
            &format!(
                "INSERT INTO {table} ({}) WITH RECURSIVE numbers(n) AS (SELECT CAST(1 AS BIGINT) UNION ALL \
                 SELECT n + 1 FROM numbers WHERE n < {rows}) SELECT {} FROM numbers",
                names.join(", "),
                values.join(", ").replace(NO_BYTES, blob)
            ),
            &[],
        )?;
    }
    if engine == EngineKind::Postgres {
        // SQLite is told the same of every database, and of this one too.
        tx.execute("ANALYZE", &[])?;
    }
    Ok(())
}

/// Tables that the statement of no list reads: those of signing in and of settings, and what is read along with a page by
/// its rows' numbers.
fn is_no_list(table: &str) -> bool {
    const NONE: &[&str] = &[
        "access_tokens",
        "account_keys",
        "account_secrets",
        "accounts",
        "applications",
        "attribute_groups",
        "authorization_codes",
        "cash_entries",
        "catalog_settings",
        "channel_categories",
        "channel_price_tables",
        "counters",
        "credentials",
        "credit_limit_rules",
        "customer_jobs",
        "fiscal_series",
        "grants",
        "idempotency_keys",
        "images",
        "lots",
        "order_addresses",
        "order_cancellations",
        "order_discount_skus",
        "order_discounts",
        "order_logs",
        "order_payments",
        "outbox",
        "party_relatives",
        "product_defaults",
        "promises",
        "refresh_tokens",
        "required_customer_fields",
        "return_items",
        "returns",
        "sale_labels",
        "seller_absences",
        "seller_channels",
        "sessions",
        "sign_in_attempts",
        "volume_items",
        "volumes",
        "vouchers",
    ];
    NONE.contains(&table)
}

/// The tables of a schema with the columns that are filled, and with what.
fn tables(schema: &'static str) -> Vec<(&'static str, Vec<(&'static str, &'static str)>)> {
    let mut tables = Vec::new();
    for statement in schema.split("\n\n") {
        let Some((head, body)) = statement.split_once("(\n") else {
            continue;
        };
        let Some((_, table)) = head.split_once("CREATE TABLE ") else {
            continue;
        };
        let table = table.trim();
        let (body, _) = body.rsplit_once(')').expect("a table ends");
        let lines = body.lines().flat_map(|line| line.split(", ")).map(str::trim);
        let columns = lines.filter_map(|line| column(table, line)).collect();
        tables.push((table, columns));
    }
    assert!(tables.len() > 80, "the schema was read");
    tables
}

/// A column's name and what it is filled with, if it is.
fn column(table: &str, line: &'static str) -> Option<(&'static str, &'static str)> {
    let mut words = line.trim_end_matches(',').split_whitespace();
    let (name, kind) = (words.next()?, words.next()?);
    let is_needed = line.contains("NOT NULL");
    let of = |table: &str| {
        let head = format!("{table}.{name}: ");
        HELD.lines().find_map(|held| held.strip_prefix(&head))
    };
    let held = of(table).or_else(|| of("*").filter(|_| is_needed));
    let value = match (held, kind) {
        (Some(value), "INTEGER" | "TEXT" | "BLOB") => value,
        (None, "INTEGER" | "TEXT" | "BLOB") if !is_needed => return None,
        (None, "INTEGER") if name == "id" || name.ends_with("_id") || name.ends_with("_at") => "n",
        (None, "INTEGER") => "0",
        (None, "TEXT") => "'t' || n",
        (None, "BLOB") => NO_BYTES,
        (_, _) => return None,
    };
    Some((name, value))
}
