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
use domain::catalog::{Image, PictureKind, check_picture};
use domain::ids::{ImageId, ProductId};
use domain::refusal::Problem;
use face_kit::{Checker, Error, Exchange, Given, Reply, Text, Transport, Visitor};
use http::HeaderValue;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, HOST, IF_NONE_MATCH, X_CONTENT_TYPE_OPTIONS};
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
    Ok(exchange
        .app
        .execute(&exchange.call, command, |_, ()| Ok(reply::done()))
        .await?)
}

/// `GET /images/{file}`
pub(crate) async fn file(exchange: Exchange<Visitor>) -> Result<Reply, Error> {
    let unknown = || Error::from(Transport::UnknownRoute);
    let (folder, name, kind) = parts_of(exchange.path("file")).ok_or_else(unknown)?;
    let tag = format!("\"{name}\"");
    let known = exchange.header(IF_NONE_MATCH.as_str());
    let is_known = known.is_some_and(|known| known.contains(&tag) || known.trim() == "*");
    let found = exchange.app.files().read(folder, name).await.map_err(not_kept)?;
    let content = found.ok_or_else(unknown)?;
    let answer = if is_known {
        Answer::empty(304)
    } else {
        Answer {
            status: 200,
            content_type: kind.content_type().to_owned(),
            body: content.to_vec(),
            replayed: false,
        }
    };
    let tag = HeaderValue::from_str(&tag).map_err(|_| unknown())?;
    Ok(Reply::from(answer)
        .with(ETAG, tag)
        .with(
            CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=31536000, immutable"),
        )
        .with(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")))
}

/// Keeps the picture that a request brings, before anything is written about it.
async fn keep(exchange: &Exchange) -> Result<KeptPicture, Error> {
    let content = content(exchange).await?;
    let kind = check_picture(&content)?;
    let size_bytes = i64::try_from(content.len()).unwrap_or(i64::MAX);
    let folder = exchange.call.principal.account.to_string();
    let object = exchange.app.files().keep(&folder, content).await.map_err(not_kept)?;
    let url = format!("{}/images/{folder}-{object}.{}", base(exchange), kind.extension());
    Ok(KeptPicture {
        object,
        content_type: kind.content_type(),
        size_bytes,
        url,
    })
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

fn not_kept(error: app::FilesError) -> Error {
    tracing::error!(target: "entreposto::files", %error, "a picture could not be kept or read");
    Transport::Unavailable.into()
}

/// Where the request reached this face: scheme, host and prefix, as its client sees them.
fn base(exchange: &Exchange) -> String {
    let prefix = exchange.uri().path().split("/product/").next().unwrap_or_default();
    let header = |name: &str| {
        let text = exchange.header(name)?.split(',').next()?.trim();
        let is_plain = |sign: char| sign.is_ascii_alphanumeric() || ".:-_[]".contains(sign);
        (!text.is_empty() && text.chars().all(is_plain)).then(|| text.to_owned())
    };
    match header("x-forwarded-host").or_else(|| header(HOST.as_str())) {
        Some(host) => {
            let scheme = header("x-forwarded-proto").unwrap_or_else(|| "http".to_owned());
            format!("{scheme}://{host}{prefix}")
        }
        None => prefix.to_owned(),
    }
}

/// The folder, the name and the kind of `1-abc….png`.
fn parts_of(file: &str) -> Option<(&str, &str, PictureKind)> {
    let (stem, extension) = file.rsplit_once('.')?;
    let (folder, name) = stem.split_once('-')?;
    let kind = PictureKind::ALL
        .into_iter()
        .find(|kind| kind.extension() == extension)?;
    let is_folder = !folder.is_empty() && folder.bytes().all(|byte| byte.is_ascii_digit());
    let is_hash = name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
    (is_folder && is_hash).then_some((folder, name, kind))
}

#[cfg(test)]
mod tests {
    use super::parts_of;

    #[test]
    fn only_names_that_we_make_are_looked_for() {
        let hash = "a".repeat(64);
        assert!(parts_of(&format!("1-{hash}.png")).is_some());
        for wrong in [
            format!("1-{hash}.svg"),
            format!("-{hash}.png"),
            format!("x-{hash}.png"),
            "1-abc.png".to_owned(),
            format!("1-..{}.png", "a".repeat(62)),
            hash,
        ] {
            assert!(parts_of(&wrong).is_none(), "{wrong}");
        }
    }
}
