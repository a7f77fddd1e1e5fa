//! `/produtos/{codigo}/fotos`: photos of products, kept by their content. Not photos that are elsewhere, which other
//! channels bring with the product.
//!
//! The one rule to know: a photo's address never changes what it shows, so whoever has it may keep it.

use app::catalog::{AddPicture, KeptPicture};
use app::orders::Keeps;
use app::{Answer, Reader};
use domain::catalog::{PictureKind, check_picture};
use domain::ids::{ImageId, ProductId};
use domain::refusal::{Entity, Problem};
use face_kit::{Checker, Error, Exchange, Reply, Transport, Visitor, to_answer};
use http::HeaderValue;
use http::header::{CACHE_CONTROL, HOST, X_CONTENT_TYPE_OPTIONS};
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
    let kind = check_picture(&content)?;
    let size_bytes = i64::try_from(content.len()).unwrap_or(i64::MAX);
    let folder = exchange.call.principal.account.to_string();
    let kept = exchange.app.files().keep(&folder, content).await;
    let object = kept.map_err(|_| Error::from(Transport::Unavailable))?;
    let url = format!("{}/api/v1/fotos/{folder}-{object}.{}", base(exchange), kind.extension());
    Ok(KeptPicture {
        object,
        content_type: kind.content_type(),
        size_bytes,
        url,
    })
}

/// `GET /api/v1/fotos/{arquivo}`: a photo itself, for whoever has its address.
pub(crate) async fn file(exchange: Exchange<Visitor>) -> Result<Reply, Error> {
    let unknown = || Error::from(Transport::UnknownRoute);
    let (folder, name, kind) = parts_of(exchange.path("arquivo")).ok_or_else(unknown)?;
    let found = exchange.app.files().read(folder, name).await;
    let found = found.map_err(|_| Error::from(Transport::Unavailable))?;
    let answer = Answer {
        status: 200,
        content_type: kind.content_type().to_owned(),
        body: found.ok_or_else(unknown)?.to_vec(),
        replayed: false,
    };
    let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
    Ok(Reply::from(answer)
        .with(CACHE_CONTROL, forever)
        .with(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")))
}

/// Where the request reached this face: scheme, host and prefix, as its client sees them.
fn base(exchange: &Exchange) -> String {
    let prefix = exchange.uri().path().split("/api/").next().unwrap_or_default();
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
    fn only_names_that_are_made_here_are_looked_for() {
        let hash = "a".repeat(64);
        let table = [
            (format!("1-{hash}.png"), true),
            (format!("x-{hash}.png"), false),
            (format!("1-{hash}.exe"), false),
            ("1-../../etc.png".to_owned(), false),
            (String::new(), false),
        ];
        for (file, found) in table {
            assert_eq!(parts_of(&file).is_some(), found, "{file}");
        }
    }
}
