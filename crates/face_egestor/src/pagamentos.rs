//! `/pagamentos`: what is owed to suppliers and others. How titles are read and written is in `titulos.rs`.
//!
//! The one rule to know: 10 is open, 30 is paid.

use app::Answer;
use face_kit::{Error, Exchange};

use crate::titulos::PAYABLES;

/// `GET /api/v1/pagamentos`: a page of payables.
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    PAYABLES.list(exchange).await
}

/// `POST /api/v1/pagamentos`: adds a payable.
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    PAYABLES.create(exchange).await
}

/// `GET /api/v1/pagamentos/{codigo}`: one payable.
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    PAYABLES.show(exchange).await
}

/// `PUT /api/v1/pagamentos/{codigo}`: changes a payable.
pub(crate) async fn update(exchange: Exchange) -> Result<Answer, Error> {
    PAYABLES.update(exchange).await
}

/// `PUT /api/v1/pagamentos/{codigo}/pagar`: settles a payable, wholly or in part.
pub(crate) async fn settle(exchange: Exchange) -> Result<Answer, Error> {
    PAYABLES.settle(exchange).await
}

/// `DELETE /api/v1/pagamentos/{codigo}`: removes a payable.
pub(crate) async fn delete(exchange: Exchange) -> Result<Answer, Error> {
    PAYABLES.delete(exchange).await
}

/// `GET /api/v1/pagamentos/{codigo}/contato`: who is paid.
pub(crate) async fn contact(exchange: Exchange) -> Result<Answer, Error> {
    PAYABLES.contact(exchange).await
}
