//! Recorded exchanges: a request, the vendor's documented answer, and ours, compared whole.
//!
//! Not generated at run time: `RECORD_EXCHANGES=1` writes what is answered into the files, to be read before committing.
//!
//! The one rule to know: each file is a story; its exchanges are asked in their order of one fresh world.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::world::World;

/// One request and its answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Exchange {
    /// What it shows.
    pub(crate) name: String,
    /// The method.
    pub(crate) method: String,
    /// Path and query after `/estoka`.
    pub(crate) path: String,
    /// The request's body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) request: Option<Value>,
    /// The vendor's example of the answer, whose keys and types ours must have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) documented: Option<Value>,
    /// Keys and types of the example that are ours otherwise, as paths; each is decided in the contract.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) otherwise: Vec<String>,
    /// The status.
    pub(crate) status: u16,
    /// The whole answer; null for none.
    #[serde(default)]
    pub(crate) answer: Value,
}

/// A file of exchanges.
pub(crate) struct Story {
    pub(crate) path: PathBuf,
    pub(crate) exchanges: Vec<Exchange>,
}

/// Every story, by name.
pub(crate) fn stories() -> Vec<Story> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/exchanges");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder of exchanges")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    paths.sort();
    let story = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).expect("a file of exchanges");
        let exchanges = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Story { path, exchanges }
    };
    paths.into_iter().map(story).collect()
}

impl Story {
    /// Asks the world, and says what came otherwise than recorded. When recording, nothing did.
    pub(crate) fn play(mut self, world: &World) -> Vec<String> {
        let recording = std::env::var_os("RECORD_EXCHANGES").is_some();
        let mut differences = Vec::new();
        for exchange in &mut self.exchanges {
            let body = exchange.request.as_ref().map(Value::to_string).unwrap_or_default();
            let got = world.ask(&exchange.method, &exchange.path, body);
            let answer = got.json();
            if recording {
                exchange.status = got.status;
                exchange.answer = answer;
            } else if (got.status, &answer) != (exchange.status, &exchange.answer) {
                differences.push(format!(
                    "{} ({} {}): {} instead of {}\n  recorded: {}\n  answered: {answer}",
                    exchange.name, exchange.method, exchange.path, got.status, exchange.status, exchange.answer
                ));
            }
        }
        if recording {
            let text = serde_json::to_string_pretty(&self.exchanges).expect("exchanges are JSON");
            std::fs::write(&self.path, text + "\n").expect("a file of exchanges");
        }
        differences
    }
}
