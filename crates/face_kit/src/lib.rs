//! What every face shares: the way of a request from its bytes to the use case and back. Knows no vendor.
//!
//! Not a place for rules (`domain`), use cases (`app`) or any vendor's words (`face_*`).
//!
//! The one rule to know: a face is a [`Dialect`] and a table of [`Routes`]; everything between them is here.
//!
//! Where things are, in the order a request meets them:
//!
//! | file | what |
//! | --- | --- |
//! | `routes`, `access` | the route table as data |
//! | `dialect`, `transport`, `error` | the face's words for all that can go wrong |
//! | `service` | the steps of a request, its panics and time limit |
//! | `request_id`, `limits`, `idempotency`, `body`, `query` | one step each |
//! | `exchange`, `reply` | what a handler is given and gives back |
//! | `decode`, `given`, `check`, `page` | from bytes to the core's types, all faults at once |
//! | `json` | from views to exact bytes |
//! | `observe` | log line and figures |
//! | `pages`, `browser`, `form_key` | pages for people, who signed in with this browser, forms that only our pages send |
//! | `address` | where clients reach the face |
//! | `upload`, `picture` | files of multipart forms, pictures of products |
//! | `openapi`, `reference_page` | the table, published |
//!
//! How to write a handler: `docs/how-to/write-a-handler.md`.

mod access;
mod address;
mod body;
mod browser;
mod check;
mod decode;
mod dialect;
mod error;
mod exchange;
mod form_key;
mod given;
mod idempotency;
mod json;
mod limits;
mod observe;
mod openapi;
mod page;
mod pages;
mod picture;
mod query;
mod reference_page;
mod reply;
mod request_id;
mod routes;
mod service;
mod sign_in_page;
#[cfg(feature = "testing")]
pub mod testing;
mod transport;
mod upload;

pub use access::{Access, RouteInfo};
pub use browser::{Browser, EMAIL_FIELD, Entrance, PASSWORD_FIELD};
pub use check::{Checker, Fault, Faults};
pub use dialect::{Answered, Asked, Dialect};
pub use error::Error;
pub use exchange::{Exchange, Visitor};
pub use form_key::{FORM_FIELD, FormKey};
pub use given::{Decimal, Element, Flag, Given, Listed, Raw, Stamp, Text, WholeNumber};
pub use idempotency::{FAULT_PATH as IDEMPOTENCY_FAULT_PATH, IDEMPOTENCY_KEY, IDEMPOTENT_REPLAYED};
pub use json::{Amount, JsonDecimal, instant, instant_millis, to_answer};
pub use limits::{Allowance, Quota, RateLimits};
pub use observe::{DURATION as DURATION_METRIC, REQUESTS as REQUESTS_METRIC};
pub use page::{PageSize, page_request};
pub use pages::{Page, redirect};
pub use query::Query;
pub use reply::Reply;
pub use request_id::X_REQUEST_ID;
pub use routes::{Routes, Settings};
pub use sign_in_page::{ACTION_FIELD, SIGN_IN, SignInProblem, expired_page, sign_in_page};
pub use transport::{Transport, Unauthorized};
/// How a dialect describes its credential in the OpenAPI document.
pub use utoipa::openapi::security;
