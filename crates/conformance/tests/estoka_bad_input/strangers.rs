//! Another account's credential: whatever exists in one account does not exist in the other.

use conformance::merchant::Merchant;
use conformance::script::Exchange;
use conformance::tables::Contents;
use serde_json::Value;

use crate::{fault, none, walk};

/// What an account with nothing in it may do nevertheless: it names nothing of another.
const NAME_NOTHING: &[&str] = &["create an organization"];

/// Whether there is nothing in an answer: lists without elements.
fn is_empty(body: &Value) -> bool {
    body.as_object().is_some_and(|members| {
        members
            .values()
            .all(|value| value.as_array().is_some_and(Vec::is_empty))
    })
}

#[test]
fn what_exists_in_one_account_does_not_exist_in_another() {
    let wrong = walk(&|store, merchant: &Merchant, _, exchange: &Exchange, variables| {
        if NAME_NOTHING.contains(&exchange.name.as_str()) {
            return Vec::new();
        }
        let stranger = merchant.stranger();
        let before = Contents::of(store);
        let body = exchange
            .request
            .body
            .as_ref()
            .map_or(Value::Null, |body| variables.in_value(body));
        let path = variables.in_text(&exchange.request.path);
        let received = stranger.json(&exchange.request.method, &path, &body);
        let mut faults = Vec::new();
        if received.status != 200 || !is_empty(&received.value()) {
            faults.extend(fault(&received));
        }
        faults.extend(
            before
                .differences(&Contents::of(store))
                .into_iter()
                .map(|row| format!("written: {row}")),
        );
        faults
    });
    none(&wrong);
}
