//! Many buyers for few units: the rush that oversells a stock that is not guarded.

use std::sync::Arc;

use app::accounts::{self, NewAccount};
use app::catalog::CreateProduct;
use app::channels::CreateChannel;
use app::organizations::CreateOrganization;
use app::workflow::enter_stock::{EnterStock, EntryLine};
use app::{App, Call, CreateCredential, SystemChance, SystemClock};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::actor::Face;
use domain::amount::Quantity;
use domain::channels::ChannelDetails;
use domain::ids::{ChannelId, LocationId, OrganizationId, SkuId};
use domain::orders::SkuReference;
use domain::organizations::OrganizationDetails;
use domain::page::PageRequest;
use domain::stock::AdjustReason;
use http_body_util::BodyExt;
use serde_json::Value;
use server::config::{RateLimiting, Settings};
use store::Store;
use tokio::sync::Barrier;
use tower::ServiceExt;

use crate::order_body::{Wish, order_body};

/// A shop with one channel and one stock, reached as an integration reaches it.
pub struct Shop {
    app: App,
    call: Call,
    router: Router,
    token: String,
    organization: OrganizationId,
    location: LocationId,
    channel: ChannelId,
}

/// How one round went.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Round {
    /// Orders that were accepted.
    pub accepted: usize,
    /// Orders that were refused with the vendor's word for it.
    pub refused: usize,
    /// Anything else: status and body.
    pub other: Vec<(u16, String)>,
}

impl Shop {
    /// Opens a shop in a store whose schema is current.
    ///
    /// # Panics
    /// When the shop cannot be set up, which is a defect of its own.
    pub fn open(store: &Store) -> Self {
        let app = App::new(store.clone(), SystemClock, SystemChance);
        let account =
            accounts::create(&app, NewAccount::named("Loja", "loja")).expect("an empty store takes an account");
        let call = accounts::system_call(&app, account);
        let details = OrganizationDetails::new("Loja", "Loja Ltda", "11222333000181");
        let organization = app
            .execute_blocking(
                &call,
                CreateOrganization {
                    details,
                    extras_estoka: None,
                },
            )
            .expect("the organization is valid");
        let first = PageRequest::new(1, 1, 1);
        let location = app
            .read_blocking(&call, move |reader| reader.warehouses_of(organization, first))
            .expect("the store answers")[0]
            .id;
        let details = ChannelDetails {
            organization: None,
            name: "Site".to_owned(),
            is_global: true,
            is_pickup_point: false,
            carrier: None,
            requires_acceptance: false,
        };
        let channel = app
            .execute_blocking(&call, CreateChannel::new(details))
            .expect("the channel is valid");
        let token = app.random_hex(16);
        let credential = CreateCredential {
            face: Face::Estoka,
            name: "compradores".to_owned(),
            organization: None,
            scopes: Vec::new(),
            secret: token.clone(),
        };
        app.execute_blocking(&call, credential)
            .expect("the credential is valid");
        let settings = Settings {
            rate_limits: RateLimiting::Off,
            ..Settings::default()
        };
        let router = server::build_router(app.clone(), &settings);
        Self {
            app,
            call,
            router,
            token,
            organization,
            location,
            channel,
        }
    }

    /// Lays in so many units of a new sku.
    ///
    /// # Panics
    /// When the goods cannot be entered.
    pub fn lay_in(&self, code: &str, units: i64) -> SkuId {
        let product = CreateProduct {
            code: Some(code.to_owned()),
            ..CreateProduct::named(code)
        };
        self.app
            .execute_blocking(&self.call, product)
            .expect("the product is valid");
        let codes = [code.to_owned()];
        let found = self
            .app
            .read_blocking(&self.call, move |reader| reader.skus_by_codes(&codes));
        let sku = found.expect("the store answers")[0].sku.id;
        let quantity = Quantity::from_units(units).expect("a small quantity");
        self.app
            .execute_blocking(
                &self.call,
                EnterStock {
                    organization: self.organization,
                    location: self.location,
                    reason: AdjustReason::Manual,
                    note: None,
                    moved_at: None,
                    lines: vec![EntryLine::of(SkuReference::Id(sku), quantity)],
                },
            )
            .expect("the entry is valid");
        sku
    }

    /// Lets so many buyers ask for one unit each, all at once.
    pub async fn rush(&self, sku: SkuId, round: usize, buyers: usize) -> Round {
        let gate = Arc::new(Barrier::new(buyers));
        let tasks: Vec<_> = (0..buyers)
            .map(|buyer| {
                let code = format!("{round}-{buyer}");
                let request = self.request(sku, &code);
                let (router, gate) = (self.router.clone(), gate.clone());
                tokio::spawn(async move {
                    gate.wait().await;
                    answer(router, request).await
                })
            })
            .collect();
        let mut outcome = Round::default();
        for task in tasks {
            let (status, body) = task.await.expect("a buyer does not panic");
            match status {
                StatusCode::CREATED => outcome.accepted += 1,
                StatusCode::UNPROCESSABLE_ENTITY if refused_in_estokas_words(&body) => outcome.refused += 1,
                _ => outcome.other.push((status.as_u16(), body)),
            }
        }
        outcome
    }

    /// What the auditor finds.
    ///
    /// # Panics
    /// When the store does not answer.
    pub fn differences(&self) -> Vec<String> {
        let found = app::audit::audit(&self.app, |_, _| {}).expect("the store answers");
        found.iter().map(ToString::to_string).collect()
    }

    fn request(&self, sku: SkuId, code: &str) -> Request<Body> {
        let wish = Wish {
            code,
            channel: self.channel.raw(),
            place: (self.organization.raw(), self.location.raw()),
            sku: sku.raw(),
            units: 1,
        };
        Request::post("/estoka/api/v1/orders")
            .header(header::AUTHORIZATION, format!("Token token={}", self.token))
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(order_body(wish).to_string()))
            .expect("the request is well formed")
    }
}

async fn answer(router: Router, request: Request<Body>) -> (StatusCode, String) {
    let Ok(response) = router.oneshot(request).await;
    let status = response.status();
    let bytes = response
        .into_body()
        .collect()
        .await
        .map(|body| body.to_bytes())
        .unwrap_or_default();
    (status, String::from_utf8_lossy(&bytes).into_owned())
}

/// Whether a body is Estoka's refusal: errors by field, each a list of sentences.
fn refused_in_estokas_words(body: &str) -> bool {
    serde_json::from_str::<Value>(body).is_ok_and(|body| {
        body["errors"].as_object().is_some_and(|fields| {
            !fields.is_empty()
                && fields
                    .values()
                    .all(|messages| messages.as_array().is_some_and(|list| !list.is_empty()))
        })
    })
}
