//! The category tree.
//!
//! Not the path by which a product names its category, which is `products/convert.rs`.

use app::catalog::{CreateCategory, RemoveCategory, UpdateCategory};
use app::{Answer, Failure, Reader};
use domain::catalog::Category;
use domain::change::Change;
use domain::ids::CategoryId;
use domain::refusal::Problem;
use face_kit::{Error, Exchange, Flag, Given, Text, WholeNumber};
use serde::{Deserialize, Serialize};

use crate::numbers::{Spelling, read_id};
use crate::{page, properties, quirks, reply};

/// The most characters of a name.
pub(crate) const NAME_MAX: usize = 90;

/// The most characters of an external id.
const EXTERNAL_ID_MAX: usize = 255;

#[derive(Default, Deserialize)]
#[serde(default)]
struct CategoryIn {
    id_category_parent: Given<WholeNumber>,
    category: Given<Text>,
    id_external: Given<Text>,
    parents_enabled: Given<Flag>,
    enabled: Given<Flag>,
}

#[derive(Serialize)]
struct CategoryOut {
    id_category: i64,
    id_parent: i64,
    id_category_parent: Option<i64>,
    category: String,
    id_external: Option<String>,
    parents_enabled: bool,
    enabled: bool,
    created_at: String,
    updated_at: String,
}

impl CategoryOut {
    /// `brand` is the number of the matriz.
    fn of(category: Category, brand: i64, spelling: &Spelling) -> Self {
        Self {
            id_category: category.id.raw(),
            id_parent: brand,
            id_category_parent: category.parent.map(CategoryId::raw),
            category: category.name,
            id_external: category.external_id,
            parents_enabled: category.takes_children,
            enabled: category.enabled,
            created_at: spelling.instant(category.created_at),
            updated_at: spelling.instant(category.updated_at),
        }
    }
}

fn id(exchange: &Exchange) -> Result<CategoryId, Error> {
    Ok(CategoryId::from_raw(quirks::number(exchange, "id_category")?))
}

fn present(reader: &mut Reader<'_, '_>, id: &CategoryId) -> Result<Answer, Failure> {
    let category = reader.category(*id)?.category;
    one(reader, category)
}

fn one(reader: &mut Reader<'_, '_>, category: Category) -> Result<Answer, Failure> {
    let spelling = Spelling::of(reader)?;
    Ok(reply::data(CategoryOut::of(
        category,
        reader.account().raw(),
        &spelling,
    )))
}

/// `GET /category`
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let page = page::page(exchange.query())?;
    let shown = move |reader: &mut Reader<'_, '_>| {
        let spelling = Spelling::of(reader)?;
        let brand = reader.account().raw();
        let categories = reader.categories(page)?.into_iter();
        let categories = categories.map(|view| CategoryOut::of(view.category, brand, &spelling));
        Ok(reply::data(categories.collect::<Vec<_>>()))
    };
    Ok(exchange.app.read(&exchange.call, shown).await?)
}

/// `POST /category`
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    let (wire, mut check) = properties::body::<CategoryIn>(&exchange).await?;
    let command = CreateCategory {
        parent: read_id(&mut check, "id_category_parent", &wire.id_category_parent).map(CategoryId::from_raw),
        name: check.required_text("category", &wire.category, NAME_MAX),
        external_id: check.optional_text("id_external", &wire.id_external, EXTERNAL_ID_MAX),
        takes_children: check.flag("parents_enabled", &wire.parents_enabled),
        enabled: Some(check.required_flag("enabled", &wire.enabled)),
        ..CreateCategory::default()
    };
    let command = check.finish_with(command)?;
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `GET /category/{id_category}`
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let id = id(&exchange)?;
    Ok(exchange
        .app
        .read(&exchange.call, move |reader| present(reader, &id))
        .await?)
}

/// `GET /category/external/{id_external}`
pub(crate) async fn by_external_id(exchange: Exchange) -> Result<Answer, Error> {
    let external_id = exchange.path("id_external").to_owned();
    let shown = move |reader: &mut Reader<'_, '_>| {
        let category = reader.category_by_external_id(&external_id)?;
        one(reader, category)
    };
    Ok(exchange.app.read(&exchange.call, shown).await?)
}

/// `PUT /category/{id_category}`
pub(crate) async fn update(exchange: Exchange) -> Result<Answer, Error> {
    let category = id(&exchange)?;
    let (wire, mut check) = properties::body::<CategoryIn>(&exchange).await?;
    let parent = check.change("id_category_parent", &wire.id_category_parent, |check, path, given| {
        read_id(check, path, given).map(CategoryId::from_raw)
    });
    let name = (!wire.category.is_missing()).then(|| check.required_text("category", &wire.category, NAME_MAX));
    let external_id: Change<String> = check.change("id_external", &wire.id_external, |check, path, given| {
        check.optional_text(path, given, EXTERNAL_ID_MAX)
    });
    for (path, given) in [("parents_enabled", &wire.parents_enabled), ("enabled", &wire.enabled)] {
        if given.is_null() {
            check.fault(path, Problem::WrongType);
        }
    }
    let command = UpdateCategory {
        parent,
        name,
        external_id,
        takes_children: check.flag("parents_enabled", &wire.parents_enabled),
        enabled: check.flag("enabled", &wire.enabled),
        ..UpdateCategory::of(category)
    };
    let command = check.finish_with(command)?;
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `DELETE /category/{id_category}`
pub(crate) async fn delete(exchange: Exchange) -> Result<Answer, Error> {
    let category = id(&exchange)?;
    let command = RemoveCategory { category };
    reply::carry_out(&exchange, command).await
}
