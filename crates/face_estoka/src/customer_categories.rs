//! Categories of customers: creating, changing, reading, listing.
//!
//! Not the types of customers, which belong to organizations.
//!
//! The one rule to know: the vendor prints these objects without root and without number; here they stand under
//! `customer_categories` in the list and have an `id`, and both forms are taken in.

use app::customers::{CreateCustomerCategory, UpdateCustomerCategory};
use app::{Answer, Reader};
use domain::customers::CustomerCategory;
use domain::ids::CustomerCategoryId;
use domain::refusal::Entity;
use face_kit::{Checker, Error, Exchange, Faults, Flag, Given, Text, to_answer};
use serde::{Deserialize, Serialize};

use crate::numbers::Spelling;
use crate::page::page;

/// The longest name that is read; the core knows the limit.
const NAME_MAX: usize = 10_000;

/// What a category is sent as. The credential decides the account, whatever `account_id` says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct CategoryIn {
    name: Given<Text>,
    active: Given<Flag>,
}

/// A category inside a customer.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct CategoryOut {
    id: i64,
    name: String,
    active: bool,
    account_id: i64,
}

/// A category on its own.
#[derive(Debug, Clone, Serialize)]
struct WholeCategoryOut {
    #[serde(flatten)]
    category: CategoryOut,
    created_at: String,
    updated_at: String,
}

#[derive(Serialize)]
struct Many {
    customer_categories: Vec<WholeCategoryOut>,
}

/// `POST /api/v1/customer_categories`
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    let command = convert(&exchange.json_root_or_bare("customer_category")?)?;
    let present = |reader: &mut Reader<'_, '_>, id: &CustomerCategoryId| one(reader, *id, 201);
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `GET /api/v1/customer_categories`
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let page = page(exchange.query())?;
    let view = move |reader: &mut Reader<'_, '_>| {
        let spelling = Spelling::of(reader)?;
        let found = reader.customer_categories(page)?;
        Ok(found.iter().map(|one| WholeCategoryOut::of(one, &spelling)).collect())
    };
    let customer_categories = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &Many { customer_categories }))
}

/// `GET /api/v1/customer_categories/{id}`
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let id = CustomerCategoryId::from_raw(exchange.path_id("id", Entity::CustomerCategory)?);
    let view = move |reader: &mut Reader<'_, '_>| one(reader, id, 200);
    Ok(exchange.app.read(&exchange.call, view).await?)
}

/// `PUT /api/v1/customer_categories/{id}`
pub(crate) async fn update(exchange: Exchange) -> Result<Answer, Error> {
    let id = CustomerCategoryId::from_raw(exchange.path_id("id", Entity::CustomerCategory)?);
    let wire: CategoryIn = exchange.json_root_or_bare("customer_category")?;
    let mut check = Checker::new();
    let command = UpdateCustomerCategory {
        id,
        name: (!wire.name.is_missing()).then(|| check.required_text("name", &wire.name, NAME_MAX)),
        active: check.flag("active", &wire.active),
    };
    let command = check.finish_with(command)?;
    let present = |reader: &mut Reader<'_, '_>, id: &CustomerCategoryId| one(reader, *id, 200);
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

fn convert(wire: &CategoryIn) -> Result<CreateCustomerCategory, Faults> {
    let mut check = Checker::new();
    let command = CreateCustomerCategory {
        name: check.required_text("name", &wire.name, NAME_MAX),
        active: check.flag("active", &wire.active).unwrap_or(true),
    };
    check.finish_with(command)
}

fn one(reader: &mut Reader<'_, '_>, id: CustomerCategoryId, status: u16) -> Result<Answer, app::Failure> {
    let spelling = Spelling::of(reader)?;
    let category = reader.customer_category(id)?;
    Ok(to_answer(status, &WholeCategoryOut::of(&category, &spelling)))
}

impl CategoryOut {
    /// A category in this spelling.
    pub(crate) fn of(category: &CustomerCategory, spelling: &Spelling) -> Self {
        Self {
            id: category.id.raw(),
            name: category.name.clone(),
            active: category.active,
            account_id: spelling.account.raw(),
        }
    }
}

impl WholeCategoryOut {
    fn of(category: &CustomerCategory, spelling: &Spelling) -> Self {
        Self {
            category: CategoryOut::of(category, spelling),
            created_at: spelling.instant(category.created_at),
            updated_at: spelling.instant(category.updated_at),
        }
    }
}
