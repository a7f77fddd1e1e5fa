//! Reads a request's body up to a limit.
//!
//! Not decoding: bytes in, bytes out.
//!
//! The one rule to know: no more than the limit is ever held. What comes beyond it is read and dropped, up to a point,
//! because a client that is still sending would lose our answer with its connection.

use axum::body::Body;
use bytes::{Bytes, BytesMut};
use http::HeaderMap;
use http::header::{CONTENT_LENGTH, EXPECT};
use http_body_util::BodyExt;

use crate::transport::Transport;

/// How much is dropped, in bytes, before the client's connection is given up.
const DROPPED_AT_MOST_BYTES: usize = 64 << 20;

/// How much memory a body's announced length is believed for, in bytes, before its bytes are there.
const BELIEVED_BYTES: usize = 64 << 10;

/// The whole body.
///
/// # Errors
/// [`Transport::BodyTooLarge`], and [`Transport::MalformedJson`] when the body ends before its end.
pub(crate) async fn read(headers: &HeaderMap, mut body: Body, limit_bytes: usize) -> Result<Bytes, Transport> {
    use axum::body::HttpBody as _;
    if body.is_end_stream() {
        return Ok(Bytes::new());
    }
    let announced = headers
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    let too_large = Transport::BodyTooLarge { limit_bytes };
    if announced.is_some_and(|length| length > limit_bytes) {
        // A client that waits for leave to send has sent nothing yet; reading would give it leave.
        if !headers.contains_key(EXPECT) {
            drop_rest(body).await;
        }
        return Err(too_large);
    }
    let mut first = Bytes::new();
    let mut all = BytesMut::new();
    while let Some(chunk) = next_chunk(&mut body).await? {
        if first.len().max(all.len()) + chunk.len() > limit_bytes {
            drop_rest(body).await;
            return Err(too_large);
        }
        if first.is_empty() && all.is_empty() {
            first = chunk;
            continue;
        }
        if all.is_empty() {
            all.reserve(announced.unwrap_or_default().min(BELIEVED_BYTES));
            all.extend_from_slice(&first);
        }
        all.extend_from_slice(&chunk);
    }
    Ok(if all.is_empty() { first } else { all.freeze() })
}

/// The next bytes; `None` at the end. Trailers are passed over.
async fn next_chunk(body: &mut Body) -> Result<Option<Bytes>, Transport> {
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Transport::MalformedJson {
            detail: "corpo interrompido".to_owned(),
        })?;
        if let Ok(chunk) = frame.into_data() {
            return Ok(Some(chunk));
        }
    }
    Ok(None)
}

async fn drop_rest(mut body: Body) {
    let mut dropped_bytes = 0;
    while dropped_bytes < DROPPED_AT_MOST_BYTES {
        match next_chunk(&mut body).await {
            Ok(Some(chunk)) => dropped_bytes += chunk.len(),
            Ok(None) | Err(_) => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use bytes::Bytes;
    use futures_util::stream;
    use http::header::{CONTENT_LENGTH, EXPECT};
    use http::{HeaderMap, HeaderValue};

    use super::read;
    use crate::transport::Transport;

    fn chunks(chunks: &[&'static str]) -> Body {
        let results: Vec<_> = chunks
            .iter()
            .map(|chunk| Ok::<_, std::io::Error>(Bytes::from_static(chunk.as_bytes())))
            .collect();
        Body::from_stream(stream::iter(results))
    }

    fn length(bytes: usize) -> HeaderMap {
        HeaderMap::from_iter([(CONTENT_LENGTH, HeaderValue::from(bytes))])
    }

    #[tokio::test]
    async fn chunks_are_joined_up_to_the_limit() {
        for (pieces, whole) in [(&["ab", "", "c", "de"][..], "abcde"), (&["abcde"], "abcde"), (&[], "")] {
            assert_eq!(
                read(&HeaderMap::new(), chunks(pieces), 5).await,
                Ok(Bytes::from_static(whole.as_bytes()))
            );
        }
    }

    #[tokio::test]
    async fn one_byte_too_many_is_too_large_announced_or_not() {
        let too_large = Err(Transport::BodyTooLarge { limit_bytes: 4 });
        assert_eq!(read(&HeaderMap::new(), chunks(&["ab", "cd", "e"]), 4).await, too_large);
        assert_eq!(read(&length(5), chunks(&["abcde"]), 4).await, too_large);
    }

    #[tokio::test]
    async fn a_client_that_waits_for_leave_is_refused_at_once() {
        let mut headers = length(5);
        headers.insert(EXPECT, HeaderValue::from_static("100-continue"));
        // The body never comes; reading it would wait for ever.
        let body = Body::from_stream(stream::pending::<Result<Bytes, std::io::Error>>());
        assert_eq!(
            read(&headers, body, 4).await,
            Err(Transport::BodyTooLarge { limit_bytes: 4 })
        );
    }

    #[tokio::test]
    async fn a_body_that_breaks_off_is_malformed() {
        let broken = vec![Ok(Bytes::from_static(b"a")), Err(std::io::Error::other("reset"))];
        let read = read(&HeaderMap::new(), Body::from_stream(stream::iter(broken)), 4).await;
        assert!(matches!(read, Err(Transport::MalformedJson { .. })));
    }
}
