//! Every exchange of a face in its turn, and every wrong request that can be made of them.
//!
//! Not a fuzzer: a wrong request is wrong in one thing, and it is made at the point of its story where the right one is
//! about to succeed, so that nothing but the one wrong thing can be what is refused.
//!
//! The one rule to know: each walk answers what is wrong, one text for each, and nothing when all is well.

mod bodies;
mod doors;
mod paths;

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use store::Store;

pub use self::bodies::{bodies_wrong_as_a_whole, bodies_wrong_in_one_value, exceptions_that_name_nothing};
pub use self::doors::{impostors, not_exchanged, not_served, strangers, undocumented};
pub use self::paths::ids_that_nobody_has;
use crate::client::Client;
use crate::clients::Clients;
use crate::dialect::Dialect;
use crate::merchant::Merchant;
use crate::runner;
use crate::script::{Exchange, Request, Script};
use crate::variables::Variables;

/// An exchange that is about to be answered with success, and where it takes place.
pub struct Moment<'a> {
    /// The database.
    pub store: &'a Store,
    /// The account.
    pub merchant: &'a Merchant,
    /// Who asks.
    pub client: &'a Client,
    /// What is about to be asked.
    pub exchange: &'a Exchange,
    /// What was captured so far.
    pub variables: &'a Variables,
    /// Whether the same was asked before.
    pub is_again: bool,
}

impl Moment<'_> {
    /// The path that is about to be asked.
    #[must_use]
    pub fn path(&self) -> String {
        self.variables.in_text(&self.exchange.request.path)
    }
}

/// Every exchange of a face against the answer it must get, each file on a fresh database, on both engines. The
/// environment variable `EXCHANGES` runs the files with that in their name only.
///
/// # Panics
/// When a file is no script.
#[must_use]
pub fn exchanges(dialect: &Dialect) -> Vec<String> {
    on_each_engine(dialect, &|store, script, file| {
        let merchant = (dialect.open)(store);
        let mut faults = runner::run(script, dialect, &merchant);
        faults.extend(merchant.audit().into_iter().map(|found| format!("audit: {found}")));
        let engine = store.engine();
        let named = faults.into_iter().map(|fault| format!("{file} on {engine:?}: {fault}"));
        named.collect()
    })
}

/// Walks through every script on a fresh database of each engine. `about_to` is told every exchange that is about to be
/// answered with success; then the exchange itself is sent, so that the next one finds what it needs.
///
/// # Panics
/// When a file is no script.
pub fn walk(dialect: &Dialect, about_to: &dyn Fn(&Moment<'_>) -> Vec<String>) -> Vec<String> {
    on_each_engine(dialect, &|store, script, file| {
        let merchant = (dialect.open)(store);
        let clients = Clients::of(dialect, &merchant);
        let mut variables = Variables::default();
        let mut wrong = Vec::new();
        let mut asked: Vec<&Request> = Vec::new();
        for exchange in script.exchanges.iter().filter(|exchange| exchange.answer.status < 300) {
            let client = clients.asking(&merchant, &exchange.request);
            let moment = Moment {
                store,
                merchant: &merchant,
                client: &client,
                exchange,
                variables: &variables,
                is_again: asked.contains(&&exchange.request),
            };
            asked.push(&exchange.request);
            let (name, engine) = (&exchange.name, store.engine());
            let faults = about_to(&moment).into_iter();
            wrong.extend(faults.map(|fault| format!("{file}, {name}, {engine:?}: {fault}")));
            let received = runner::send(exchange, &client, &variables);
            let (found, wanted) = (received.status, exchange.answer.status);
            let captured = variables.capture(&exchange.capture, &received.body);
            if found != wanted || captured.is_err() {
                // What follows would only say the same again.
                wrong.push(format!(
                    "{file}, {name}, {engine:?}: itself: {found} {:?}",
                    received.body
                ));
                break;
            }
        }
        wrong.extend(merchant.audit());
        wrong
    })
}

fn on_each_engine(dialect: &Dialect, each: &dyn Fn(&Store, &Script, &str) -> Vec<String>) -> Vec<String> {
    let wanted = std::env::var("EXCHANGES").unwrap_or_default();
    let mut wrong = Vec::new();
    for (path, script) in scripts(dialect) {
        let file = file_name(&path);
        if !file.contains(&wanted) {
            continue;
        }
        wrong.extend(on_fresh_stores(&|store| each(store, &script, &file)));
    }
    wrong
}

/// What is wrong on a fresh database of each engine.
fn on_fresh_stores(each: &dyn Fn(&Store) -> Vec<String>) -> Vec<String> {
    let found = Mutex::new(Vec::new());
    store::testing::each_engine(|store| {
        let faults = each(store);
        found.lock().expect("a walk that fails ends the test").extend(faults);
    });
    found.into_inner().expect("a walk that fails ends the test")
}

/// The face's scripts.
///
/// # Panics
/// When a file is no script, or there is none.
#[must_use]
pub fn scripts(dialect: &Dialect) -> Vec<(PathBuf, Script)> {
    let scripts = Script::of_face(dialect.face.name());
    let scripts = scripts.unwrap_or_else(|mistake| panic!("{mistake}"));
    assert!(!scripts.is_empty(), "{} has no exchanges", dialect.face.name());
    scripts
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Fails with every fault on a line of its own.
///
/// # Panics
/// When there is one.
pub fn none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} faults\n{}\n", wrong.len(), wrong.join("\n"));
}
