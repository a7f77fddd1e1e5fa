//! Parties: SQL only. A deleted party is found by its number, because others refer to it, and by nothing else.

mod addresses;
mod contacts;
mod credit;
mod list;
mod relatives;

pub use addresses::{addresses_of, replace_addresses};
pub use contacts::{contacts_of, replace_contacts};
pub use credit::{credit_rules_of, replace_credit_rules};
pub use list::{count, list};
pub use relatives::{relatives_of, replace_relatives};

use domain::actor::Face;
use domain::ids::{AccountId, PartyId};
use domain::parties::{
    Gender, Party, PartyDetails, PartyKind, PartyStatus, Roles, StateRegistrationKind, SupplierKind,
};
use jiff::Timestamp;

use crate::engine::{Param, Row, ToParam, Tx};
use crate::error::StoreError;
use crate::named::{named, named_or_null};
use crate::params;
use crate::select_in::select_in;
use crate::sql_text::{assignments, placeholders};

const COLUMNS: &str = "id, created_at, updated_at, deleted_at, code, organization_id, kind, name, trading_name, \
                       tax_document, identity_document, state_registration_kind, state_registration, \
                       municipal_registration, suframa_registration, email, phone, birth_date, gender, mother_name, \
                       status, external_id, note, is_customer, is_supplier, is_carrier, is_seller, is_technician, \
                       is_manufacturer, supplier_kind, seller_registration, customer_since, credit_limit, \
                       customer_category_id, customer_type_code, customer_job_code, is_final_consumer";

/// The columns that may change, in the order of [`changeable`]. The code is apart: a new party may not have one yet.
const CHANGEABLE: [&str; 33] = [
    "organization_id",
    "kind",
    "name",
    "trading_name",
    "folded",
    "tax_document",
    "identity_document",
    "state_registration_kind",
    "state_registration",
    "municipal_registration",
    "suframa_registration",
    "email",
    "phone",
    "birth_date",
    "gender",
    "mother_name",
    "status",
    "external_id",
    "note",
    "is_customer",
    "is_supplier",
    "is_carrier",
    "is_seller",
    "is_technician",
    "is_manufacturer",
    "supplier_kind",
    "seller_registration",
    "customer_since",
    "credit_limit",
    "customer_category_id",
    "customer_type_code",
    "customer_job_code",
    "is_final_consumer",
];

fn read(row: &Row<'_>) -> Result<Party, StoreError> {
    Ok(Party {
        id: row.get(0)?,
        created_at: row.get(1)?,
        updated_at: row.get(2)?,
        deleted_at: row.get(3)?,
        details: PartyDetails {
            code: row.get(4)?,
            organization: row.get(5)?,
            kind: named(row, 6, PartyKind::from_name)?,
            name: row.get(7)?,
            trading_name: row.get(8)?,
            tax_document: row.get(9)?,
            identity_document: row.get(10)?,
            state_registration_kind: named_or_null(row, 11, StateRegistrationKind::from_name)?,
            state_registration: row.get(12)?,
            municipal_registration: row.get(13)?,
            suframa_registration: row.get(14)?,
            email: row.get(15)?,
            phone: row.get(16)?,
            birth_date: row.get(17)?,
            gender: named_or_null(row, 18, Gender::from_name)?,
            mother_name: row.get(19)?,
            status: named(row, 20, PartyStatus::from_name)?,
            external_id: row.get(21)?,
            note: row.get(22)?,
            roles: Roles {
                customer: row.get(23)?,
                supplier: row.get(24)?,
                carrier: row.get(25)?,
                seller: row.get(26)?,
                technician: row.get(27)?,
                manufacturer: row.get(28)?,
            },
            supplier_kind: named_or_null(row, 29, SupplierKind::from_name)?,
            seller_registration: row.get(30)?,
            customer_since: row.get(31)?,
            credit_limit: row.get(32)?,
            customer_category: row.get(33)?,
            customer_type: row.get(34)?,
            customer_job: row.get(35)?,
            is_final_consumer: row.get(36)?,
        },
    })
}

/// The values of [`CHANGEABLE`].
fn changeable<'a>(details: &'a PartyDetails, folded: &'a str) -> Vec<Param<'a>> {
    let roles = details.roles;
    vec![
        details.organization.to_param(),
        Param::Text(details.kind.name()),
        details.name.to_param(),
        details.trading_name.to_param(),
        Param::Text(folded),
        details.tax_document.to_param(),
        details.identity_document.to_param(),
        details.state_registration_kind.map(StateRegistrationKind::name).into(),
        details.state_registration.to_param(),
        details.municipal_registration.to_param(),
        details.suframa_registration.to_param(),
        details.email.to_param(),
        details.phone.to_param(),
        details.birth_date.to_param(),
        details.gender.map(Gender::name).into(),
        details.mother_name.to_param(),
        Param::Text(details.status.name()),
        details.external_id.to_param(),
        details.note.to_param(),
        roles.customer.into(),
        roles.supplier.into(),
        roles.carrier.into(),
        roles.seller.into(),
        roles.technician.into(),
        roles.manufacturer.into(),
        details.supplier_kind.map(SupplierKind::name).into(),
        details.seller_registration.to_param(),
        details.customer_since.to_param(),
        details.credit_limit.to_param(),
        details.customer_category.to_param(),
        details.customer_type.to_param(),
        details.customer_job.to_param(),
        details.is_final_consumer.to_param(),
    ]
}

/// The party of that number, deleted or not.
///
/// # Errors
/// A broken store.
pub fn find(tx: &mut Tx<'_>, account: AccountId, id: PartyId) -> Result<Option<Party>, StoreError> {
    tx.query_opt(
        &format!("SELECT {COLUMNS} FROM parties WHERE account_id = $1 AND id = $2"),
        params![account, id],
        read,
    )
}

/// Parties by number, deleted or not.
///
/// # Errors
/// A broken store.
pub fn find_many(tx: &mut Tx<'_>, account: AccountId, ids: &[PartyId]) -> Result<Vec<Party>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
    let before = format!("SELECT {COLUMNS} FROM parties WHERE account_id = $1 AND id");
    select_in(tx, &before, "ORDER BY id", account, &ids, read)
}

/// The party with this value in a column of text, the one with the lowest number.
fn find_by(
    tx: &mut Tx<'_>,
    account: AccountId,
    column: &str,
    value: &str,
    condition: &str,
) -> Result<Option<Party>, StoreError> {
    // No engine keeps a text with a zero byte, so none is found; asking for it would fail.
    if value.contains('\0') {
        return Ok(None);
    }
    tx.query_opt(
        &format!(
            "SELECT {COLUMNS} FROM parties WHERE account_id = $1 AND {column} = $2 AND deleted_at IS NULL \
             {condition} ORDER BY id LIMIT 1"
        ),
        params![account, value],
        read,
    )
}

/// The party with this tax document, without punctuation.
///
/// # Errors
/// A broken store.
pub fn find_by_tax_document(
    tx: &mut Tx<'_>,
    account: AccountId,
    tax_document: &str,
) -> Result<Option<Party>, StoreError> {
    find_by(tx, account, "tax_document", tax_document, "")
}

/// The first party with this main e-mail, in lower case.
///
/// # Errors
/// A broken store.
pub fn find_by_email(tx: &mut Tx<'_>, account: AccountId, email: &str) -> Result<Option<Party>, StoreError> {
    find_by(tx, account, "email", email, "")
}

/// The party with this code.
///
/// # Errors
/// A broken store.
pub fn find_by_code(tx: &mut Tx<'_>, account: AccountId, code: &str) -> Result<Option<Party>, StoreError> {
    find_by(tx, account, "code", code, "")
}

/// The first seller with this id in another system.
///
/// # Errors
/// A broken store.
pub fn find_seller_by_external_id(
    tx: &mut Tx<'_>,
    account: AccountId,
    external_id: &str,
) -> Result<Option<PartyId>, StoreError> {
    Ok(find_by(tx, account, "external_id", external_id, "AND is_seller = 1")?.map(|party| party.id))
}

/// The first carrier with this id in another system.
///
/// # Errors
/// A broken store.
pub fn find_carrier_by_external_id(
    tx: &mut Tx<'_>,
    account: AccountId,
    external_id: &str,
) -> Result<Option<PartyId>, StoreError> {
    Ok(find_by(tx, account, "external_id", external_id, "AND is_carrier = 1")?.map(|party| party.id))
}

/// Adds a party whose number was taken from the counter. Without a code it gets its number as one, or `E` and its number
/// where somebody else has that; the statement looks itself, so that nothing waits.
///
/// # Errors
/// A broken store.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, party: &Party) -> Result<(), StoreError> {
    let folded = party.details.folded();
    let number = party.id.to_string();
    let mut params = params![account, party.id, party.created_at, party.updated_at].to_vec();
    params.extend(changeable(&party.details, &folded));
    let before_code = placeholders(params.len());
    params.push(Param::Text(party.details.code.as_deref().unwrap_or(&number)));
    let at = params.len();
    let code = if party.details.code.is_some() {
        format!("${at}")
    } else {
        format!(
            "CASE WHEN EXISTS (SELECT 1 FROM parties p WHERE p.account_id = $1 AND p.code = ${at} \
             AND p.deleted_at IS NULL) THEN 'E' || ${at} ELSE ${at} END"
        )
    };
    let sql = format!(
        "INSERT INTO parties (account_id, id, created_at, updated_at, {}, code) VALUES ({before_code}, {code})",
        CHANGEABLE.join(", ")
    );
    tx.execute_later(&sql, &params)
}

/// Writes a party's fields.
///
/// # Errors
/// A broken store.
pub fn update(tx: &mut Tx<'_>, account: AccountId, party: &Party) -> Result<(), StoreError> {
    let folded = party.details.folded();
    let mut params = params![party.updated_at, party.details.code].to_vec();
    params.extend(changeable(&party.details, &folded));
    params.extend([account.to_param(), party.id.to_param()]);
    let sql = format!(
        "UPDATE parties SET updated_at = $1, code = $2, {} WHERE account_id = ${} AND id = ${}",
        assignments(&CHANGEABLE, 3),
        params.len() - 1,
        params.len()
    );
    tx.execute_later(&sql, &params)
}

/// Removes a party from every list and lookup but the one by number.
///
/// # Errors
/// A broken store.
pub fn delete(tx: &mut Tx<'_>, account: AccountId, id: PartyId, now: Timestamp) -> Result<(), StoreError> {
    tx.execute_later(
        "UPDATE parties SET deleted_at = $1, updated_at = $1 WHERE account_id = $2 AND id = $3",
        params![now, account, id],
    )
}

/// The column a face keeps its own fields of a party in; the other faces define none.
fn extras_column(face: Face) -> Option<&'static str> {
    match face {
        Face::Estoka => Some("extras_estoka"),
        Face::Egestor => Some("extras_egestor"),
        Face::Uniplus => Some("extras_uniplus"),
        Face::Likin | Face::Fulfillment | Face::Core => None,
    }
}

/// Keeps a face's own fields of a party; of a face that has none, nothing.
///
/// # Errors
/// A broken store.
pub fn set_extras(
    tx: &mut Tx<'_>,
    account: AccountId,
    id: PartyId,
    face: Face,
    extras: Option<&str>,
) -> Result<(), StoreError> {
    let Some(column) = extras_column(face) else {
        return Ok(());
    };
    tx.execute_later(
        &format!("UPDATE parties SET {column} = $1 WHERE account_id = $2 AND id = $3"),
        params![extras, account, id],
    )
}

/// A face's own fields of these parties, where there are any.
///
/// # Errors
/// A broken store.
pub fn extras(
    tx: &mut Tx<'_>,
    account: AccountId,
    face: Face,
    ids: &[PartyId],
) -> Result<Vec<(PartyId, String)>, StoreError> {
    let Some(column) = extras_column(face) else {
        return Ok(Vec::new());
    };
    let ids: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
    let before = format!("SELECT id, {column} FROM parties WHERE account_id = $1 AND id");
    let after = format!("AND {column} IS NOT NULL ORDER BY id");
    select_in(tx, &before, &after, account, &ids, |row| Ok((row.get(0)?, row.get(1)?)))
}
