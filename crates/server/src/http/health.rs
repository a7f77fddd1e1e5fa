//! What an operator's machinery asks: is the process up, is it ready, what are its figures.
//!
//! Not for clients: no credential is asked for.
//!
//! The one rule to know: `/healthz` touches nothing, so a slow database never gets a healthy process killed.

use anyhow::Context;
use app::App;
use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

/// Upper bounds of the histograms of durations, in seconds.
const DURATION_BUCKETS: &[f64] = &[
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0,
];

/// The figures of this process, when it collects them.
#[derive(Clone, Default)]
pub struct Figures {
    recorder: Option<PrometheusHandle>,
}

impl Figures {
    /// Collects figures from now on. Once a process.
    ///
    /// # Errors
    /// When something in this process collects figures already.
    pub fn collect() -> anyhow::Result<Self> {
        let recorder = PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Suffix("duration_seconds".to_owned()), DURATION_BUCKETS)
            .context("the histogram's bounds")?
            .install_recorder()
            .context("figures cannot be collected")?;
        Ok(Self {
            recorder: Some(recorder),
        })
    }

    /// Forgets what is too old to be shown; called now and then, it keeps memory bounded when nobody asks for figures.
    pub fn tidy(&self) {
        if let Some(recorder) = &self.recorder {
            recorder.run_upkeep();
        }
    }

    fn text(&self) -> String {
        self.recorder
            .as_ref()
            .map_or_else(String::new, PrometheusHandle::render)
    }
}

/// `/healthz`, `/readyz` and `/metrics`.
pub(super) fn routes(app: App, figures: Figures) -> Router {
    let ready = move || {
        let app = app.clone();
        async move { readiness(app).await }
    };
    let text = move || {
        let figures = figures.clone();
        async move {
            (
                [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")],
                figures.text(),
            )
        }
    };
    Router::new()
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(ready))
        .route("/metrics", get(text))
}

async fn readiness(app: App) -> impl IntoResponse {
    // The question blocks on PostgreSQL, so it gets a thread of its own.
    match tokio::task::spawn_blocking(move || app.schema_is_current()).await {
        Ok(Ok(true)) => (StatusCode::OK, "ready\n"),
        Ok(Ok(false)) => (
            StatusCode::SERVICE_UNAVAILABLE,
            "the schema is not the one of this version\n",
        ),
        Ok(Err(error)) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
        }
        Err(error) => {
            tracing::error!(%error, "the question whether the database is ready failed");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
        }
    }
}
