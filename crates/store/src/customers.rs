//! What an account says of its customers: categories, types, jobs, required fields, and where they come from. SQL only;
//! the customers are parties.

use domain::customers::{AcquisitionChannel, CustomerCategory, CustomerField, CustomerJob, CustomerType};
use domain::ids::{AccountId, AcquisitionChannelId, CustomerCategoryId, OrganizationId};
use domain::page::PageRequest;
use jiff::Timestamp;

use crate::engine::{Row, Tx};
use crate::error::StoreError;
use crate::named::named;
use crate::params;
use crate::select_in::{select_in, select_in_texts};

const CATEGORY: &str = "id, name, active, created_at, updated_at";
const TYPE: &str = "organization_id, code, name, created_at, updated_at";
const CHANNEL: &str = "id, organization_id, name, active, created_at, updated_at";

fn read_category(row: &Row<'_>) -> Result<CustomerCategory, StoreError> {
    Ok(CustomerCategory {
        id: row.get(0)?,
        name: row.get(1)?,
        active: row.get(2)?,
        created_at: row.get(3)?,
        updated_at: row.get(4)?,
    })
}

fn read_type(row: &Row<'_>) -> Result<CustomerType, StoreError> {
    Ok(CustomerType {
        organization: row.get(0)?,
        code: row.get(1)?,
        name: row.get(2)?,
        created_at: row.get(3)?,
        updated_at: row.get(4)?,
    })
}

fn read_channel(row: &Row<'_>) -> Result<AcquisitionChannel, StoreError> {
    Ok(AcquisitionChannel {
        id: row.get(0)?,
        organization: row.get(1)?,
        name: row.get(2)?,
        active: row.get(3)?,
        created_at: row.get(4)?,
        updated_at: row.get(5)?,
    })
}

/// The categories of these numbers, by number.
///
/// # Errors
/// A broken store.
pub fn categories_by_id(
    tx: &mut Tx<'_>,
    account: AccountId,
    ids: &[CustomerCategoryId],
) -> Result<Vec<CustomerCategory>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
    let before = format!("SELECT {CATEGORY} FROM customer_categories WHERE account_id = $1 AND id");
    select_in(tx, &before, "ORDER BY id", account, &ids, read_category)
}

/// A page of categories, by number.
///
/// # Errors
/// A broken store.
pub fn categories(tx: &mut Tx<'_>, account: AccountId, page: PageRequest) -> Result<Vec<CustomerCategory>, StoreError> {
    tx.query(
        &format!("SELECT {CATEGORY} FROM customer_categories WHERE account_id = $1 ORDER BY id LIMIT $2 OFFSET $3"),
        params![account, page.limit(), page.offset()],
        read_category,
    )
}

/// Adds a category, or writes the one of its number anew.
///
/// # Errors
/// A broken store.
pub fn put_category(tx: &mut Tx<'_>, account: AccountId, category: &CustomerCategory) -> Result<(), StoreError> {
    tx.execute_later(
        "INSERT INTO customer_categories (account_id, id, name, active, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (account_id, id) \
         DO UPDATE SET name = excluded.name, active = excluded.active, updated_at = excluded.updated_at",
        params![
            account,
            category.id,
            &category.name,
            category.active,
            category.created_at,
            category.updated_at
        ],
    )
}

/// A page of an organization's types, by code.
///
/// # Errors
/// A broken store.
pub fn types_of(
    tx: &mut Tx<'_>,
    account: AccountId,
    organization: OrganizationId,
    page: PageRequest,
) -> Result<Vec<CustomerType>, StoreError> {
    tx.query(
        &format!(
            "SELECT {TYPE} FROM customer_types WHERE account_id = $1 AND organization_id = $2 \
             ORDER BY code LIMIT $3 OFFSET $4"
        ),
        params![account, organization, page.limit(), page.offset()],
        read_type,
    )
}

/// The types of these codes, in every organization, by code and organization.
///
/// # Errors
/// A broken store.
pub fn types_by_code(tx: &mut Tx<'_>, account: AccountId, codes: &[&str]) -> Result<Vec<CustomerType>, StoreError> {
    let before = format!("SELECT {TYPE} FROM customer_types WHERE account_id = $1 AND code");
    select_in_texts(tx, &before, "ORDER BY code, organization_id", account, codes, read_type)
}

/// Adds a type, or names the one of its organization and code anew.
///
/// # Errors
/// A broken store.
pub fn put_type(tx: &mut Tx<'_>, account: AccountId, new: &CustomerType) -> Result<(), StoreError> {
    tx.execute_later(
        "INSERT INTO customer_types (account_id, organization_id, code, name, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (account_id, organization_id, code) \
         DO UPDATE SET name = excluded.name, updated_at = excluded.updated_at",
        params![
            account,
            new.organization,
            &new.code,
            &new.name,
            new.created_at,
            new.updated_at
        ],
    )
}

/// The jobs of these codes, by code.
///
/// # Errors
/// A broken store.
pub fn jobs_by_code(tx: &mut Tx<'_>, account: AccountId, codes: &[&str]) -> Result<Vec<CustomerJob>, StoreError> {
    let before = "SELECT code, name, created_at, updated_at FROM customer_jobs WHERE account_id = $1 AND code";
    select_in_texts(tx, before, "ORDER BY code", account, codes, |row| {
        Ok(CustomerJob {
            code: row.get(0)?,
            name: row.get(1)?,
            created_at: row.get(2)?,
            updated_at: row.get(3)?,
        })
    })
}

/// Adds a job, or names the one of its code anew.
///
/// # Errors
/// A broken store.
pub fn put_job(tx: &mut Tx<'_>, account: AccountId, job: &CustomerJob) -> Result<(), StoreError> {
    tx.execute_later(
        "INSERT INTO customer_jobs (account_id, code, name, created_at, updated_at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (account_id, code) DO UPDATE SET name = excluded.name, updated_at = excluded.updated_at",
        params![account, &job.code, &job.name, job.created_at, job.updated_at],
    )
}

/// What the account requires of customers who are persons, in no particular order.
///
/// # Errors
/// A broken store.
pub fn required_fields(tx: &mut Tx<'_>, account: AccountId) -> Result<Vec<CustomerField>, StoreError> {
    tx.query(
        "SELECT field FROM required_customer_fields WHERE account_id = $1 ORDER BY field",
        params![account],
        |row| named(row, 0, CustomerField::from_name),
    )
}

/// Requires a field, or does not any more. Saying so twice changes nothing.
///
/// # Errors
/// A broken store.
pub fn require_field(
    tx: &mut Tx<'_>,
    account: AccountId,
    field: CustomerField,
    required: bool,
    now: Timestamp,
) -> Result<(), StoreError> {
    if required {
        tx.execute_later(
            "INSERT INTO required_customer_fields (account_id, field, created_at) VALUES ($1, $2, $3) \
             ON CONFLICT (account_id, field) DO NOTHING",
            params![account, field.name(), now],
        )
    } else {
        tx.execute_later(
            "DELETE FROM required_customer_fields WHERE account_id = $1 AND field = $2",
            params![account, field.name()],
        )
    }
}

/// The acquisition channel of that number.
///
/// # Errors
/// A broken store.
pub fn find_acquisition_channel(
    tx: &mut Tx<'_>,
    account: AccountId,
    id: AcquisitionChannelId,
) -> Result<Option<AcquisitionChannel>, StoreError> {
    tx.query_opt(
        &format!("SELECT {CHANNEL} FROM acquisition_channels WHERE account_id = $1 AND id = $2"),
        params![account, id],
        read_channel,
    )
}

/// A page of an organization's acquisition channels, by number.
///
/// # Errors
/// A broken store.
pub fn acquisition_channels_of(
    tx: &mut Tx<'_>,
    account: AccountId,
    organization: OrganizationId,
    page: PageRequest,
) -> Result<Vec<AcquisitionChannel>, StoreError> {
    tx.query(
        &format!(
            "SELECT {CHANNEL} FROM acquisition_channels WHERE account_id = $1 AND organization_id = $2 \
             ORDER BY id LIMIT $3 OFFSET $4"
        ),
        params![account, organization, page.limit(), page.offset()],
        read_channel,
    )
}

/// Adds an acquisition channel, or writes the one of its number anew.
///
/// # Errors
/// A broken store.
pub fn put_acquisition_channel(
    tx: &mut Tx<'_>,
    account: AccountId,
    channel: &AcquisitionChannel,
) -> Result<(), StoreError> {
    tx.execute_later(
        "INSERT INTO acquisition_channels (account_id, id, organization_id, name, active, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (account_id, id) \
         DO UPDATE SET name = excluded.name, active = excluded.active, updated_at = excluded.updated_at",
        params![
            account,
            channel.id,
            channel.organization,
            &channel.name,
            channel.active,
            channel.created_at,
            channel.updated_at
        ],
    )
}
