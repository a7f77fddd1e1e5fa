//! Requests of the recorded exchanges, changed: their bodies, or the filters of their lists.
//!
//! Not the paths of the routes, which a walk tries.
//!
//! The one rule to know: whatever is not a success is a refusal in the vendor's envelope, and when a database has taken
//! enough of this, the auditor finds nothing.

use std::fmt::Write;

use bytes::Bytes;
use serde_json::Value;
use store::testing::sqlite_in;
use store::{Options, Store};

use super::dice::Dice;
use super::{Target, mutate, shown};
use crate::client::{Client, Received};
use crate::clients::Clients;
use crate::dialect::Dialect;
use crate::merchant::Merchant;
use crate::runner;
use crate::script::{Request, Script};
use crate::variables::Variables;
use crate::walk;

/// Inputs that a database takes before the next one is made.
const INPUTS_OF_A_WORLD: u64 = 2_000;

/// A database with an account in it.
struct World {
    merchant: Merchant,
    clients: Clients,
    taken: u64,
    _store: Store,
    _folder: tempfile::TempDir,
}

impl World {
    fn new(dialect: Dialect) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let store = sqlite_in(folder.path(), Options::default()).expect("a database");
        store.migrate().expect("the migrations apply to an empty database");
        let merchant = (dialect.open)(&store);
        Self {
            clients: Clients::of(&dialect, &merchant),
            merchant,
            taken: 0,
            _store: store,
            _folder: folder,
        }
    }

    /// Who asks this.
    fn client(&self, request: &Request) -> Client {
        self.clients.asking(&self.merchant, request)
    }
}

/// The world that a target's inputs go to, and what is recorded.
struct Place {
    dialect: Dialect,
    scripts: Vec<Script>,
    world: World,
}

impl Place {
    fn new(dialect: Dialect) -> Self {
        let scripts = walk::scripts(&dialect);
        Self {
            dialect,
            scripts: scripts.into_iter().map(|(_, script)| script).collect(),
            world: World::new(dialect),
        }
    }

    /// Another world when this one has taken enough, and whether that was so; before, the auditor looks at it.
    fn renew(&mut self) -> Result<bool, String> {
        self.world.taken += 1;
        if self.world.taken < INPUTS_OF_A_WORLD {
            return Ok(false);
        }
        let found = self.world.merchant.audit();
        self.world = World::new(self.dialect);
        if found.is_empty() {
            Ok(true)
        } else {
            Err(format!("the auditor finds {found:?}"))
        }
    }

    /// What became of a request: its status, unless that is a fault.
    fn judge(&self, received: &Received, request: &str) -> Result<String, String> {
        if received.status < 400 {
            return Ok(received.status.to_string());
        }
        match self.dialect.fault(received) {
            Some(fault) => Err(format!("{fault}\n{request}")),
            None => Ok(received.status.to_string()),
        }
    }
}

/// Bodies in JSON, changed as values and as bytes, each in the middle of a story.
pub struct Bodies {
    place: Place,
    /// Where a body stands: its script, and its exchange in it.
    points: Vec<(usize, usize)>,
    told: Option<Told>,
}

/// A story told up to an exchange whose body may now be sent otherwise.
struct Told {
    script: usize,
    end: usize,
    variables: Variables,
    /// Inputs that it still takes.
    left: usize,
}

/// Inputs that a story takes before another is told, unless one of them succeeds.
const INPUTS_OF_A_STORY: usize = 8;

impl Bodies {
    /// Of this face.
    #[must_use]
    pub fn new(dialect: Dialect) -> Self {
        let place = Place::new(dialect);
        let scripts = place.scripts.iter().enumerate();
        let points = scripts.flat_map(|(script, told)| {
            let exchanges = told.exchanges.iter().enumerate();
            let with_body = exchanges.filter(|(_, exchange)| exchange.request.body.is_some());
            with_body.map(move |(end, _)| (script, end))
        });
        Self {
            points: points.collect(),
            place,
            told: None,
        }
    }

    /// Tells a story up to somewhere. What was told before in this world may be refused by now.
    fn tell(&self, dice: &mut Dice) -> Told {
        let (script, end) = *dice.one(&self.points);
        let mut variables = Variables::default();
        for exchange in &self.place.scripts[script].exchanges[..end] {
            // What only looks leads nowhere.
            if exchange.request.method == "GET" && exchange.capture.is_empty() {
                continue;
            }
            let received = runner::send(exchange, &self.place.world.client(&exchange.request), &variables);
            if !exchange.capture.is_empty() {
                let _ = variables.capture(&exchange.capture, &received.body);
            }
        }
        Told {
            script,
            end,
            variables,
            left: INPUTS_OF_A_STORY,
        }
    }
}

impl Target for Bodies {
    /// Says something else in the middle of a story: several things one after the other while they are refused, since a
    /// story that went on is not where it was.
    fn once(&mut self, dice: &mut Dice) -> Result<String, String> {
        if self.place.renew()? {
            self.told = None;
        }
        let mut told = match self.told.take() {
            Some(told) => told,
            None => self.tell(dice),
        };
        let request = &self.place.scripts[told.script].exchanges[told.end].request;
        let mut body = request
            .body
            .as_ref()
            .map_or(Value::Null, |body| told.variables.in_value(body));
        mutate::value(dice, &mut body);
        let mut bytes = body.to_string().into_bytes();
        if dice.once_in(5) {
            mutate::bytes(dice, &mut bytes, PIECES);
        }
        let path = told.variables.in_text(&request.path);
        let client = self.place.world.client(request);
        let received = client.send(&request.method, &path, &[], Bytes::from(bytes.clone()));
        told.left -= 1;
        let outcome = self
            .place
            .judge(&received, &format!("{} {path} {}", request.method, shown(&bytes)));
        self.told = (received.status >= 400 && told.left > 0).then_some(told);
        outcome
    }
}

/// Pieces that mean something to a reader of JSON.
const PIECES: &[&str] = &[
    "{", "}", "[", "]", "\"", ":", ",", "\\u0000", "\\ud800", "\\", "null", "1e999", "-", "\u{0}", "\u{feff}", "//",
];

/// Filters of lists: `search[…]`, pages.
pub struct Search {
    place: Place,
    /// Requests for lists, with the filters that exchanges give them.
    lists: Vec<Request>,
}

impl Search {
    /// Of this face.
    #[must_use]
    pub fn new(dialect: Dialect) -> Self {
        let place = Place::new(dialect);
        let requests = place.scripts.iter().flat_map(|script| &script.exchanges);
        let lists = requests
            .filter(|exchange| exchange.request.method == "GET" && !exchange.request.path.contains('{'))
            .map(|exchange| exchange.request.clone());
        Self {
            lists: lists.collect(),
            place,
        }
    }
}

impl Target for Search {
    fn once(&mut self, dice: &mut Dice) -> Result<String, String> {
        let _ = self.place.renew()?;
        let known = dice.one(&self.lists).clone();
        let (path, filters) = known.path.split_once('?').unwrap_or((&known.path, ""));
        let mut query = filters.as_bytes().to_vec();
        for _ in 0..dice.below(3) {
            let name = dice.one(NAMES);
            let value = dice.one(mutate::TEXTS);
            query.extend(format!("&{name}={value}").bytes());
        }
        mutate::bytes(dice, &mut query, QUERY);
        let mut encoded = String::new();
        for byte in &query {
            // Half of what may stand there as it is comes percent-encoded nevertheless.
            let plain = byte.is_ascii_alphanumeric() || (b"[]=&%+:/-_.".contains(byte) && !dice.once_in(50));
            if plain {
                encoded.push(char::from(*byte));
            } else {
                // Writing to a String cannot fail.
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
        let path = format!("{path}?{encoded}");
        let received = self.place.world.client(&known).get(&path);
        self.place.judge(&received, &format!("GET {path}"))
    }
}

/// Names that some list knows, and some that none does.
const NAMES: &[&str] = &[
    "page",
    "per_page",
    "limit",
    "status",
    "from",
    "until",
    "search",
    "search[]",
    "search[code]",
    "search[organization_id]",
    "search[status]",
    "search[start_at]",
    "search[end_at]",
    "search[created_at_from]",
    "search[created_at_until]",
    "search[updated_at_from]",
    "search[cpf]",
    "search[cnpj]",
    "search[a][b]",
    "document",
    "order_id",
];

/// Pieces that mean something to a reader of queries.
const QUERY: &[&str] = &[
    "&",
    "=",
    "[",
    "]",
    "search[",
    "][",
    "%",
    "%0",
    "%00",
    "%ff",
    "%C3%28",
    "+",
    ";",
    "page=",
    "T25:00",
    "/",
    "99999999999999999999",
];
