//! Lists of parties: the one statement whose text depends on what is asked.

use domain::ids::AccountId;
use domain::page::PageRequest;
use domain::parties::{
    Party, PartyField, PartyFilter, PartyKind, PartyOrder, PartyOrderBy, PartyStatus, PartyText, Role,
};
use domain::text::fold;

use super::{COLUMNS, read};
use crate::criteria::{self, Column};
use crate::engine::{Param, Tx};
use crate::error::StoreError;
use crate::sql_text::{containing, numbered};
use crate::tags::Tagged;

/// A page of the parties that fit.
///
/// # Errors
/// A broken store.
pub fn list(
    tx: &mut Tx<'_>,
    account: AccountId,
    filter: &PartyFilter,
    order: PartyOrder,
    page: PageRequest,
) -> Result<Vec<Party>, StoreError> {
    let prepared = Prepared::of(filter);
    let Some((conditions, mut params)) = prepared.conditions(account, filter) else {
        return Ok(Vec::new());
    };
    let direction = if order.descending { "DESC" } else { "ASC" };
    let by = match order.by {
        PartyOrderBy::Id => String::new(),
        PartyOrderBy::Name => format!("folded {direction}, "),
        PartyOrderBy::TradingName => format!("COALESCE(trading_name, '') {direction}, "),
        PartyOrderBy::TaxDocument => format!("COALESCE(tax_document, '') {direction}, "),
        PartyOrderBy::StateRegistrationKind => format!("{REGISTRATION_KIND} {direction}, "),
        PartyOrderBy::StateRegistration => format!("COALESCE(state_registration, '') {direction}, "),
        PartyOrderBy::MunicipalRegistration => format!("COALESCE(municipal_registration, '') {direction}, "),
        PartyOrderBy::Suframa => format!("COALESCE(suframa_registration, '') {direction}, "),
        PartyOrderBy::IsFinalConsumer => format!("{IS_FINAL_CONSUMER} {direction}, "),
        PartyOrderBy::Email => format!("COALESCE(email, '') {direction}, "),
        PartyOrderBy::Roles => format!("is_customer {direction}, is_supplier {direction}, is_carrier {direction}, "),
        PartyOrderBy::Person => format!("{PERSON} {direction}, "),
        PartyOrderBy::City => format!("{CITY} {direction}, "),
        PartyOrderBy::CreatedAt => format!("created_at {direction}, "),
        PartyOrderBy::UpdatedAt => format!("updated_at {direction}, "),
    };
    params.extend([Param::Int(page.limit()), Param::Int(page.offset())]);
    let (from, by, direction) = match filter.changed_from {
        Some(_) => (CHANGED, "stamp, ".to_owned(), "ASC"),
        None => ("parties", by, direction),
    };
    let sql = format!(
        "SELECT {COLUMNS} FROM {from} WHERE {conditions} ORDER BY {by}id {direction} LIMIT ${} OFFSET ${}",
        params.len() - 1,
        params.len()
    );
    tx.query(&sql, &params, read)
}

/// How many parties fit.
///
/// # Errors
/// A broken store.
pub fn count(tx: &mut Tx<'_>, account: AccountId, filter: &PartyFilter) -> Result<u64, StoreError> {
    let prepared = Prepared::of(filter);
    let Some((conditions, params)) = prepared.conditions(account, filter) else {
        return Ok(0);
    };
    let count: i64 = tx.query_one(
        &format!("SELECT COUNT(*) FROM {} WHERE {conditions}", from(filter)),
        &params,
        |row| row.get(0),
    )?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// How they stand to the state's goods tax: taxpayers, those exempt, the others.
const REGISTRATION_KIND: &str = "CASE state_registration_kind WHEN 'taxpayer' THEN 1 WHEN 'exempt' THEN 2 ELSE 9 END";

/// Whether they buy for their own use.
const IS_FINAL_CONSUMER: &str = "COALESCE(is_final_consumer, 1)";

/// The first person to ask for.
const PERSON: &str = "COALESCE((SELECT MIN(c.value) FROM party_contacts c WHERE c.account_id = parties.account_id \
                      AND c.party_id = parties.id AND c.kind = 'person'), '')";

/// The city of its main address, or of its first that is not for deliveries.
const CITY: &str = "COALESCE((SELECT a.city FROM party_addresses a WHERE a.account_id = parties.account_id \
                    AND a.party_id = parties.id AND a.kind <> 'delivery' \
                    ORDER BY CASE a.kind WHEN 'main' THEN 0 ELSE 1 END, a.id LIMIT 1), '')";

/// Parties with their stamps.
const CHANGED: &str =
    "changes JOIN parties ON parties.account_id = changes.account_id AND parties.id = changes.entity_id";

fn from(filter: &PartyFilter) -> &'static str {
    match filter.changed_from {
        Some(_) => CHANGED,
        None => "parties",
    }
}

/// The column of a field.
const fn column(field: PartyField) -> Column {
    match field {
        PartyField::Code => Column::Code("code"),
        PartyField::Name => Column::Text("name"),
        PartyField::TradingName => Column::Text("trading_name"),
        PartyField::TaxDocument => Column::Text("tax_document"),
        PartyField::IdentityDocument => Column::Text("identity_document"),
        PartyField::StateRegistration => Column::Text("state_registration"),
        PartyField::Email => Column::Text("email"),
        PartyField::Phone => Column::Text("phone"),
        PartyField::BirthDate => Column::Text("birth_date"),
        PartyField::Kind => Column::Text("kind"),
        PartyField::Status => Column::Text("status"),
        PartyField::CreditLimit => Column::Number("credit_limit"),
        PartyField::Has(Role::Customer) => Column::Number("is_customer"),
        PartyField::Has(Role::Supplier) => Column::Number("is_supplier"),
        PartyField::Has(Role::Carrier) => Column::Number("is_carrier"),
        PartyField::Has(Role::Seller) => Column::Number("is_seller"),
        PartyField::Has(Role::Technician) => Column::Number("is_technician"),
        PartyField::Has(Role::Manufacturer) => Column::Number("is_manufacturer"),
    }
}

/// The filter's texts as the columns keep them.
struct Prepared {
    pattern: Option<String>,
    tax_document: Option<String>,
    email: Option<String>,
    /// As `pattern`, accents kept: contacts have no folded twin.
    raw: String,
    number: Option<i64>,
    is_anywhere: bool,
    containing: Vec<(PartyText, String)>,
}

/// Where a text is looked for; `$` is the pattern.
const fn place_of(text: PartyText) -> &'static str {
    match text {
        PartyText::Address => {
            "id IN (SELECT a.party_id FROM party_addresses a WHERE a.account_id = $1 \
             AND LOWER(COALESCE(a.street, '') || ' ' || COALESCE(a.neighborhood, '') || ' ' || COALESCE(a.city, '') \
             || ' ' || COALESCE(a.state, '') || ' ' || COALESCE(a.postal_code, '')) LIKE $ ESCAPE '\\')"
        }
        PartyText::Phone => {
            "(LOWER(phone) LIKE $ ESCAPE '\\' OR id IN (SELECT c.party_id FROM party_contacts c \
             WHERE c.account_id = $1 AND c.kind IN ('phone', 'mobile', 'fax', 'billing_phone', 'delivery_phone') AND LOWER(c.value) LIKE $ ESCAPE '\\'))"
        }
        PartyText::Email => {
            "(LOWER(email) LIKE $ ESCAPE '\\' OR id IN (SELECT c.party_id FROM party_contacts c \
             WHERE c.account_id = $1 AND c.kind IN ('email', 'billing_email', 'delivery_email') AND LOWER(c.value) LIKE $ ESCAPE '\\'))"
        }
        PartyText::StateRegistration => "LOWER(state_registration) LIKE $ ESCAPE '\\'",
        PartyText::MunicipalRegistration => "LOWER(municipal_registration) LIKE $ ESCAPE '\\'",
        PartyText::Suframa => "LOWER(suframa_registration) LIKE $ ESCAPE '\\'",
        PartyText::Note => "LOWER(note) LIKE $ ESCAPE '\\'",
    }
}

impl Prepared {
    fn of(filter: &PartyFilter) -> Self {
        let bare = |text: &str| {
            let letters = text.chars().filter(|c| c.is_alphanumeric());
            letters.collect::<String>().to_uppercase()
        };
        Self {
            pattern: filter.text.as_deref().map(|text| containing(&fold(text.trim()))),
            tax_document: filter.tax_document.as_deref().map(bare),
            email: filter.email.as_deref().map(|email| email.trim().to_lowercase()),
            raw: containing(&filter.text.as_deref().unwrap_or_default().trim().to_lowercase()),
            is_anywhere: filter.is_text_anywhere,
            number: filter
                .text
                .as_deref()
                .filter(|_| filter.is_text_anywhere)
                .and_then(|text| text.trim().parse().ok()),
            containing: filter
                .containing
                .iter()
                .map(|(place, text)| (*place, containing(&text.trim().to_lowercase())))
                .collect(),
        }
    }

    /// The conditions on parts of a party; `None` when no party can fit.
    fn further<'a>(&'a self, sql: &mut String, params: &mut Vec<Param<'a>>) -> Option<()> {
        if let Some(pattern) = self.pattern.as_deref().filter(|_| self.is_anywhere) {
            if pattern.contains('\0') {
                return None;
            }
            let (raw, tagged) = (&self.raw, Tagged::Party.condition());
            let value = "id IN (SELECT c.party_id FROM party_contacts c WHERE c.account_id = $1 \
                         AND LOWER(c.value) LIKE $ ESCAPE '\\')";
            let places = ["folded LIKE $ ESCAPE '\\'", value, &tagged];
            let places = places.map(|place| (place, Param::Text(pattern)));
            let either = places.into_iter().chain([(value, Param::Text(raw))]);
            sql.push_str(" AND (");
            for (index, (place, value)) in either.enumerate() {
                params.push(value);
                sql.push_str(if index == 0 { "" } else { " OR " });
                let number = params.len();
                sql.push_str(&place.replace("LIKE $", &format!("LIKE ${number}")));
            }
            if let Some(number) = self.number {
                params.push(Param::Int(number));
                sql.push_str(&format!(" OR id = ${}", params.len()));
            }
            sql.push(')');
        }
        for (place, pattern) in &self.containing {
            if pattern.contains('\0') {
                return None;
            }
            push(sql, params, place_of(*place), Param::Text(pattern));
        }
        Some(())
    }

    /// The conditions and their parameters; `None` when no party can fit, because no engine keeps a zero byte in a text.
    fn conditions<'a>(&'a self, account: AccountId, filter: &'a PartyFilter) -> Option<(String, Vec<Param<'a>>)> {
        let mut sql = "parties.account_id = $1 AND deleted_at IS NULL".to_owned();
        let mut params = vec![Param::Int(account.raw())];
        self.further(&mut sql, &mut params)?;
        let kind = filter.state_registration_kind.map(|kind| kind.name());
        let texts = [
            ("COALESCE(state_registration_kind, 'non_taxpayer') = $", kind),
            (
                "folded LIKE $ ESCAPE '\\'",
                self.pattern.as_deref().filter(|_| !self.is_anywhere),
            ),
            ("kind = $", filter.kind.map(PartyKind::name)),
            ("status = $", filter.status.map(PartyStatus::name)),
            ("tax_document = $", self.tax_document.as_deref()),
            ("email = $", self.email.as_deref()),
            ("external_id = $", filter.external_id.as_deref()),
            ("code = $", filter.code.as_deref()),
        ];
        for (condition, text) in texts {
            let Some(text) = text else { continue };
            if text.contains('\0') {
                return None;
            }
            push(&mut sql, &mut params, condition, Param::Text(text));
        }
        let numbers = [
            ("organization_id = $", filter.organization.map(|id| id.raw())),
            ("created_at >= $", filter.created_from.map(|at| at.as_microsecond())),
            ("created_at < $", filter.created_until.map(|at| at.as_microsecond())),
            ("updated_at >= $", filter.updated_from.map(|at| at.as_microsecond())),
            ("updated_at < $", filter.updated_until.map(|at| at.as_microsecond())),
            (
                "COALESCE(is_final_consumer, 1) = $",
                filter.is_final_consumer.map(i64::from),
            ),
        ];
        for (condition, number) in numbers {
            let Some(number) = number else { continue };
            push(&mut sql, &mut params, condition, Param::Int(number));
        }
        if !further(&mut sql, &mut params, filter) {
            return None;
        }
        if let Some(role) = filter.role {
            // Written out, not a parameter: the indexes of customers and sellers are found by these words.
            sql.push_str(" AND ");
            sql.push_str(match role {
                Role::Customer => "is_customer = 1",
                Role::Supplier => "is_supplier = 1",
                Role::Carrier => "is_carrier = 1",
                Role::Seller => "is_seller = 1",
                Role::Technician => "is_technician = 1",
                Role::Manufacturer => "is_manufacturer = 1",
            });
        }
        Some((sql, params))
    }
}

/// Adds the stamp and the further comparisons. Answers false when nothing can fit.
fn further<'a>(sql: &mut String, params: &mut Vec<Param<'a>>, filter: &'a PartyFilter) -> bool {
    if let Some(stamp) = filter.changed_from {
        sql.push_str(" AND changes.account_id = $1 AND entity = 'party'");
        push(sql, params, "stamp >= $", Param::Int(stamp));
    }
    for one in &filter.criteria {
        let column = column(one.field);
        if !criteria::push(sql, params, column, one.comparison, &one.operand) {
            return false;
        }
    }
    true
}

/// Adds a condition, each of its `$` becoming the parameter's number.
fn push<'a>(sql: &mut String, params: &mut Vec<Param<'a>>, condition: &str, value: Param<'a>) {
    params.push(value);
    sql.push_str(" AND ");
    sql.push_str(&numbered(condition, params.len()));
}
