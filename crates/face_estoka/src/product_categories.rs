//! Product categories: creating one, reading one, reading the tree.
//!
//! Not the products in them.
//!
//! The one rule to know: the list is the tree, and pages count its tops; without a page it is the whole tree at once.

mod wire;

use app::catalog::CreateCategory;
use app::{Answer, Failure, Reader};
use domain::ids::{CategoryId, OrganizationId};
use domain::refusal::Entity;
use face_kit::{Checker, Error, Exchange, Faults, to_answer};

pub(crate) use wire::NestedCategoryOut;
use wire::{CategoryIn, CategoryOut, Many, NodeOut, One};

use crate::numbers::Spelling;
use crate::page::page;

/// The longest text that is read; the core knows each field's own limit.
const TEXT_MAX: usize = 10_000;

/// The most characters of an external id, which the vendor keeps in a number's width.
const EXTERNAL_ID_MAX: usize = 19;

/// `POST /api/v1/product_categories`
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    let command = convert(&exchange.json_root("product_category")?)?;
    let present = |reader: &mut Reader<'_, '_>, id: &CategoryId| {
        let product_category = one(reader, *id)?;
        Ok(to_answer(201, &One { product_category }))
    };
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `GET /api/v1/product_categories`
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let asked = exchange.query().get("page").is_some() || exchange.query().get("per_page").is_some();
    let page = page(exchange.query())?;
    let view = move |reader: &mut Reader<'_, '_>| {
        let spelling = Spelling::of(reader)?;
        let tops = reader.category_tree()?;
        let spelled = tops.iter().map(|node| NodeOut::of(node, &spelling));
        if !asked {
            return Ok(spelled.collect());
        }
        let before = usize::try_from(page.offset()).unwrap_or(usize::MAX);
        let length = usize::try_from(page.limit()).unwrap_or_default();
        Ok(spelled.skip(before).take(length).collect())
    };
    let product_categories = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &Many { product_categories }))
}

/// `GET /api/v1/product_categories/{id}`
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let id = CategoryId::from_raw(exchange.path_id("id", Entity::Category)?);
    let view = move |reader: &mut Reader<'_, '_>| one(reader, id);
    let product_category = exchange.app.read(&exchange.call, view).await?;
    Ok(to_answer(200, &One { product_category }))
}

fn convert(wire: &CategoryIn) -> Result<CreateCategory, Faults> {
    let mut check = Checker::new();
    let parent = wire.ancestry.clone().or(wire.parent_id.clone());
    let command = CreateCategory {
        parent: check.optional_id("ancestry", &parent).map(CategoryId::from_raw),
        organization: check
            .optional_id("organization_id", &wire.organization_id)
            .map(OrganizationId::from_raw),
        // What is empty here the core refuses, together with everything else that is wrong.
        name: check.optional_text("name", &wire.name, TEXT_MAX).unwrap_or_default(),
        external_id: check.optional_text("external_id", &wire.external_id, TEXT_MAX),
        external_id_max: Some(EXTERNAL_ID_MAX),
        ..CreateCategory::default()
    };
    check.blank_too(&[("name", &command.name)]);
    check.finish_with(command)
}

fn one(reader: &mut Reader<'_, '_>, id: CategoryId) -> Result<CategoryOut, Failure> {
    let spelling = Spelling::of(reader)?;
    Ok(CategoryOut::of(&reader.category(id)?, &spelling))
}
