//! Pictures of products: taken as a form, as bare bytes or as base64, and shown to everybody.
//!
//! Not what kinds of picture there are and how large they may be, which the core decides.
//!
//! The one rule to know: a picture's address holds the hash of its content, so it never changes and nobody guesses it.

use app::catalog::{AddPicture, DeletePicture, KeptPicture, ReplacePicture};
use app::{Answer, Failure, Reader};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use domain::catalog::Image;
use domain::ids::{ImageId, ProductId};
use domain::refusal::Problem;
use face_kit::{Checker, Error, Exchange, Given, Reply, Text, Transport, Visitor};
use http::header::CONTENT_TYPE;
use serde::{Deserialize, Serialize};

use crate::numbers::Spelling;
use crate::{quirks, reply};

/// The largest body with a picture in it: base64 takes a third more than the picture.
pub(crate) const BODY_MAX_BYTES: usize = 12 << 20;

#[derive(Default, Deserialize)]
#[serde(default)]
struct ImageIn {
    data: Given<Text>,
}

#[derive(Serialize)]
struct ImageOut {
    id_product_image: i64,
    id_product: i64,
    url: String,
    display_order: i64,
    created_at: String,
    updated_at: String,
}

impl ImageOut {
    fn of(image: Image, spelling: &Spelling) -> Self {
        Self {
            id_product_image: image.id.raw(),
            id_product: image.product.raw(),
            url: image.url,
            display_order: image.position,
            created_at: spelling.instant(image.created_at),
            updated_at: spelling.instant(image.updated_at),
        }
    }
}

fn id(exchange: &Exchange) -> Result<ImageId, Error> {
    Ok(ImageId::from_raw(quirks::number(exchange, "id_product_image")?))
}

fn product(exchange: &Exchange) -> Result<ProductId, Error> {
    Ok(ProductId::from_raw(quirks::number(exchange, "id_product")?))
}

fn present(reader: &mut Reader<'_, '_>, id: &ImageId) -> Result<Answer, Failure> {
    let image = reader.picture(*id)?;
    Ok(reply::data(ImageOut::of(image, &Spelling::of(reader)?)))
}

/// `GET /product/{id_product}/image`
pub(crate) async fn of_product(exchange: Exchange) -> Result<Answer, Error> {
    let product = product(&exchange)?;
    let shown = move |reader: &mut Reader<'_, '_>| {
        let spelling = Spelling::of(reader)?;
        let images = reader.pictures(product)?.into_iter();
        let images = images.map(|image| ImageOut::of(image, &spelling));
        Ok(reply::data(images.collect::<Vec<_>>()))
    };
    Ok(exchange.app.read(&exchange.call, shown).await?)
}

/// `POST /product/{id_product}/image`
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    let product = product(&exchange)?;
    let picture = keep(&exchange).await?;
    let command = AddPicture { product, picture };
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `GET /product/image/{id_product_image}`
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    let id = id(&exchange)?;
    Ok(exchange
        .app
        .read(&exchange.call, move |reader| present(reader, &id))
        .await?)
}

/// `PUT /product/image/{id_product_image}`
pub(crate) async fn update(exchange: Exchange) -> Result<Answer, Error> {
    let image = id(&exchange)?;
    let picture = keep(&exchange).await?;
    let command = ReplacePicture { image, picture };
    Ok(exchange.app.execute(&exchange.call, command, present).await?)
}

/// `DELETE /product/image/{id_product_image}`
pub(crate) async fn delete(exchange: Exchange) -> Result<Answer, Error> {
    let image = id(&exchange)?;
    let command = DeletePicture { image };
    reply::carry_out(&exchange, command).await
}

/// `GET /images/{file}`
pub(crate) async fn file(exchange: Exchange<Visitor>) -> Result<Reply, Error> {
    exchange.picture(exchange.path("file")).await
}

/// Keeps the picture that a request brings, before anything is written about it.
async fn keep(exchange: &Exchange) -> Result<KeptPicture, Error> {
    exchange.keep_picture(content(exchange).await?, "/images").await
}

/// The picture's bytes: of a form, of `{"data": base64}`, or the body itself.
async fn content(exchange: &Exchange) -> Result<Bytes, Error> {
    let kind = exchange
        .header(CONTENT_TYPE.as_str())
        .unwrap_or_default()
        .to_ascii_lowercase();
    if kind.starts_with("multipart/") {
        let file = exchange.uploaded_file().await;
        return file.ok_or_else(|| fault(Problem::Blank));
    }
    let looks_like_json = exchange.body().trim_ascii_start().first() == Some(&b'{');
    if !kind.contains("json") && !looks_like_json {
        return Ok(exchange.body().clone());
    }
    let wire: ImageIn = exchange.json()?;
    let mut check = Checker::new();
    let text = check.required_text("data", &wire.data, BODY_MAX_BYTES);
    check.finish()?;
    // `data:image/png;base64,…` is base64 with an introduction.
    let encoded = match text.split_once(',') {
        Some((introduction, rest)) if introduction.starts_with("data:") => rest,
        Some(_) | None => text.as_str(),
    };
    let plain: String = encoded.chars().filter(|sign| !sign.is_ascii_whitespace()).collect();
    let decoded = STANDARD.decode(plain).map_err(|_| fault(Problem::Malformed))?;
    Ok(decoded.into())
}

fn fault(problem: Problem) -> Error {
    let mut check = Checker::new();
    check.fault("data", problem);
    match check.finish() {
        Err(faults) => faults.into(),
        Ok(()) => Transport::Internal.into(),
    }
}
