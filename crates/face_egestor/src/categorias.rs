//! `/categorias`: categories of products. Not their tree, which this vendor does not have.
//!
//! The one rule to know: a category that products are in stays.

use app::catalog::{CategoryColumn, CreateCategory, DeleteCategory, UpdateCategory};
use app::orders::Keeps;
use app::{Answer, Failure, Reader};
use domain::ids::CategoryId;
use domain::refusal::Entity;
use face_kit::{Checker, Error, Exchange, to_answer};
use serde_json::json;

use crate::object::Object;
use crate::page::{asked, listed, ordered, page, row};
use crate::replies::{done, unless_gone};

const KNOWN: &[&str] = &["codigo", "nome"];
const NAME_MAX: usize = 255;

/// `GET /api/v1/categorias`: a page of categories.
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    let request = page(exchange.query())?;
    let columns = [("codigo", CategoryColumn::Id), ("nome", CategoryColumn::Name)];
    let order = ordered(exchange.query(), &columns, CategoryColumn::Id);
    let text = asked(exchange.query(), "filtro");
    let found = exchange.app.read(&exchange.call, move |reader| {
        reader.categories_that_fit(text.as_deref(), order, request)
    });
    let rows = found
        .await?
        .map(|category| row(json!({"codigo": category.id.raw(), "nome": category.name})));
    Ok(listed(&exchange, rows, &["codigo", "nome"]))
}

/// `POST /api/v1/categorias`: adds a category.
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    let body: Object = exchange.json()?;
    let mut check = Checker::new();
    body.only(&mut check, KNOWN);
    let name = check.required_text("nome", &body.given("nome"), NAME_MAX);
    check.finish()?;
    let command = CreateCategory {
        name,
        ..CreateCategory::default()
    };
    let present = |reader: &mut Reader<'_, '_>, id: &CategoryId| shown(reader, *id);
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `GET /api/v1/categorias/{codigo}`: one category.
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let id = exchange.path_id("codigo", Entity::Category)?;
    let found = exchange
        .app
        .read(&exchange.call, move |reader| shown(reader, CategoryId::from_raw(id)));
    unless_gone(&exchange.app, &exchange.call, Keeps::Categories, id, found.await).await
}

/// `PUT /api/v1/categorias/{codigo}`: changes a category.
pub(crate) async fn update(exchange: Exchange) -> Result<Answer, Error> {
    let id = exchange.path_id("codigo", Entity::Category)?;
    let body: Object = exchange.json()?;
    let mut check = Checker::new();
    body.only(&mut check, KNOWN);
    let name = body
        .has("nome")
        .then(|| check.required_text("nome", &body.given("nome"), NAME_MAX));
    check.finish()?;
    let command = UpdateCategory {
        name,
        ..UpdateCategory::of(CategoryId::from_raw(id))
    };
    let present = |reader: &mut Reader<'_, '_>, id: &CategoryId| shown(reader, *id);
    let result = exchange.app.execute(&exchange.call, command, present).await;
    unless_gone(&exchange.app, &exchange.call, Keeps::Categories, id, result).await
}

/// `DELETE /api/v1/categorias/{codigo}`: removes a category.
pub(crate) async fn delete(exchange: Exchange) -> Result<Answer, Error> {
    let id = exchange.path_id("codigo", Entity::Category)?;
    let command = DeleteCategory(CategoryId::from_raw(id));
    let present = move |_: &mut Reader<'_, '_>, _: &CategoryId| {
        Ok(done(
            "200".into(),
            &format!("Categoria com código {id} excluído com sucesso!"),
        ))
    };
    let result = exchange.app.execute(&exchange.call, command, present).await;
    unless_gone(&exchange.app, &exchange.call, Keeps::Categories, id, result).await
}

fn shown(reader: &mut Reader<'_, '_>, id: CategoryId) -> Result<Answer, Failure> {
    let category = reader.category(id)?.category;
    Ok(to_answer(
        200,
        &json!({"codigo": category.id.raw(), "nome": category.name}),
    ))
}
