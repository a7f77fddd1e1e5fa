//! `/produtos/{codigo}/fotos`: photos of products, kept by their content. Not photos that are elsewhere, which other
//! channels bring with the product.
//!
//! The one rule to know: a photo's address never changes what it shows, so whoever has it may keep it.

use app::catalog::{AddPicture, KeptPicture};
use app::orders::Keeps;
use app::{Answer, Reader};
use domain::ids::{ImageId, ProductId};
use domain::refusal::{Entity, Problem};
use face_kit::{Checker, Error, Exchange, Reply, Transport, Visitor, to_answer};
use serde_json::json;

use crate::replies::unless_gone;

/// The largest form with a photo in it.
pub(crate) const BODY_MAX_BYTES: usize = 9 << 20;

/// `POST /api/v1/produtos/{codigo}/fotos`: adds a photo, the part `foto` of a form.
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    let id = exchange.path_id("codigo", Entity::Product)?;
    let product = ProductId::from_raw(id);
    let known = exchange
        .app
        .read(&exchange.call, move |reader| reader.product(product))
        .await;
    if let Err(failure) = known {
        return unless_gone(&exchange.app, &exchange.call, Keeps::Products, id, Err(failure)).await;
    }
    let picture = keep(&exchange).await?;
    let command = AddPicture { product, picture };
    let present = |reader: &mut Reader<'_, '_>, id: &ImageId| {
        let image = reader.picture(*id)?;
        Ok(to_answer(200, &json!({"codigo": id.raw(), "link": image.url})))
    };
    let result = exchange.app.execute(&exchange.call, command, present).await;
    unless_gone(&exchange.app, &exchange.call, Keeps::Products, id, result).await
}

/// Keeps the photo that a form brings, before anything is written about it.
async fn keep(exchange: &Exchange) -> Result<KeptPicture, Error> {
    let Some(content) = exchange.uploaded_file().await else {
        let mut check = Checker::new();
        check.fault("foto", Problem::Blank);
        check.finish()?;
        return Err(Transport::UnknownRoute.into());
    };
    exchange.keep_picture(content, "/api/v1/fotos").await
}

/// `GET /api/v1/fotos/{arquivo}`: a photo itself, for whoever has its address.
pub(crate) async fn file(exchange: Exchange<Visitor>) -> Result<Reply, Error> {
    exchange.picture(exchange.path("arquivo")).await
}
