//! Pictures of products: kept by their content, shown to whoever has their address.
//!
//! Not what kinds of picture there are and how large they may be, which the core decides, and not how a request brings one.
//!
//! The one rule to know: a picture's address holds the hash of its content, so it never changes and nobody guesses it.

use app::catalog::KeptPicture;
use app::{Answer, FilesError};
use bytes::Bytes;
use domain::catalog::{PictureKind, check_picture};
use http::HeaderValue;
use http::header::{CACHE_CONTROL, ETAG, IF_NONE_MATCH, X_CONTENT_TYPE_OPTIONS};

use crate::error::Error;
use crate::exchange::Exchange;
use crate::reply::Reply;
use crate::transport::Transport;

impl Exchange {
    /// Keeps a picture, before anything is written about it. Its address is that of [`Exchange::picture`]'s route, whose
    /// path without the last segment is `path`.
    ///
    /// # Errors
    /// The core's refusal of what is no picture or too large a one; [`Transport::Unavailable`] when it cannot be kept.
    pub async fn keep_picture(&self, content: Bytes, path: &str) -> Result<KeptPicture, Error> {
        let kind = check_picture(&content)?;
        let size_bytes = i64::try_from(content.len()).unwrap_or(i64::MAX);
        let folder = self.call.principal.account.to_string();
        let object = self.app.files().keep(&folder, content).await.map_err(unavailable)?;
        let url = format!("{}{path}/{folder}-{object}.{}", self.base_url(), kind.extension());
        Ok(KeptPicture {
            object,
            content_type: kind.content_type(),
            size_bytes,
            url,
        })
    }
}

impl<W> Exchange<W> {
    /// The picture that the last segment of its address names.
    ///
    /// # Errors
    /// [`Transport::UnknownRoute`] when there is none; [`Transport::Unavailable`] when it cannot be read.
    pub async fn picture(&self, file: &str) -> Result<Reply, Error> {
        let unknown = || Error::from(Transport::UnknownRoute);
        let (folder, name, kind) = parts_of(file).ok_or_else(unknown)?;
        let tag = format!("\"{name}\"");
        let known = self.header(IF_NONE_MATCH.as_str());
        let is_known = known.is_some_and(|known| known.contains(&tag) || known.trim() == "*");
        let found = self.app.files().read(folder, name).await.map_err(unavailable)?;
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
        let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
        Ok(Reply::from(answer)
            .with(ETAG, HeaderValue::from_str(&tag).map_err(|_| unknown())?)
            .with(CACHE_CONTROL, forever)
            .with(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")))
    }
}

fn unavailable(error: FilesError) -> Error {
    tracing::error!(target: "entreposto::files", %error, "a picture could not be kept or read");
    Transport::Unavailable.into()
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
            (format!("-{hash}.png"), false),
            (format!("1-{hash}.exe"), false),
            (format!("1-{hash}.svg"), false),
            ("1-abc.png".to_owned(), false),
            (format!("1-..{}.png", "a".repeat(62)), false),
            ("1-../../etc.png".to_owned(), false),
            (hash, false),
            (String::new(), false),
        ];
        for (file, found) in table {
            assert_eq!(parts_of(&file).is_some(), found, "{file}");
        }
    }
}
