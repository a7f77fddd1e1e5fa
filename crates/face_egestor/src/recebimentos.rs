//! `/recebimentos`: what customers owe. How titles are read and written is in `titulos.rs`.
//!
//! The one rule to know: 20 is open, 40 is received.

use app::Answer;
use face_kit::{Error, Exchange};

use crate::titulos::RECEIVABLES;

/// `GET /api/v1/recebimentos`: a page of receivables.
pub(crate) async fn list(exchange: Exchange) -> Result<Answer, Error> {
    RECEIVABLES.list(exchange).await
}

/// `POST /api/v1/recebimentos`: adds a receivable.
pub(crate) async fn create(exchange: Exchange) -> Result<Answer, Error> {
    RECEIVABLES.create(exchange).await
}

/// `GET /api/v1/recebimentos/{codigo}`: one receivable.
pub(crate) async fn show(exchange: Exchange) -> Result<Answer, Error> {
    RECEIVABLES.show(exchange).await
}

/// `PUT /api/v1/recebimentos/{codigo}`: changes a receivable.
pub(crate) async fn update(exchange: Exchange) -> Result<Answer, Error> {
    RECEIVABLES.update(exchange).await
}

/// `PUT /api/v1/recebimentos/{codigo}/receber`: settles a receivable, wholly or in part.
pub(crate) async fn settle(exchange: Exchange) -> Result<Answer, Error> {
    RECEIVABLES.settle(exchange).await
}

/// `DELETE /api/v1/recebimentos/{codigo}`: removes a receivable.
pub(crate) async fn delete(exchange: Exchange) -> Result<Answer, Error> {
    RECEIVABLES.delete(exchange).await
}
