//! Files of multipart forms.
//!
//! Not fields of a form that are no files, and no limit on how much there is: the route's body has one.
//!
//! The one rule to know: what the sender says of a file, its name and type, is hearsay; whoever keeps it looks inside.

use bytes::Bytes;
use futures_util::stream;
use multer::Multipart;

use crate::exchange::Exchange;

impl<W> Exchange<W> {
    /// Whether the body is a multipart form.
    pub fn is_multipart(&self) -> bool {
        self.header("content-type")
            .is_some_and(|kind| multer::parse_boundary(kind).is_ok())
    }

    /// The first file of a multipart form, or where none is called a file, its first part. `None` when there is none or
    /// the form is broken.
    pub async fn uploaded_file(&self) -> Option<Bytes> {
        let boundary = multer::parse_boundary(self.header("content-type")?).ok()?;
        let body = stream::iter([Ok::<_, std::convert::Infallible>(self.body().clone())]);
        let mut form = Multipart::new(body, boundary);
        let mut first = None;
        while let Ok(Some(part)) = form.next_field().await {
            let is_file = part.file_name().is_some();
            let content = part.bytes().await.ok()?;
            if is_file {
                return Some(content);
            }
            first = first.or(Some(content));
        }
        first
    }
}
