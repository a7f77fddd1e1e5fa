//! Killing the server under load, again and again: what it answered must be there, once and whole.

use std::collections::BTreeSet;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use hyper::Method;
use serde_json::Value;
use tokio::time::{MissedTickBehavior, interval, timeout};

use crate::client::Client;
use crate::order_body::{Wish, order_body};

/// How long a server may take before the run is given up. Not a measure: it only ends a run that hangs.
const GIVE_UP_MS: u64 = 60_000;

/// A server process over one data directory, killed when dropped.
pub struct Process {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
    /// From its start to its first sign of readiness.
    pub ready_after: Duration,
}

impl Process {
    /// Starts the program on a free port and waits until it is ready.
    ///
    /// # Errors
    /// It ends, or does not become ready.
    pub async fn start(program: &Path, arguments: &[&str]) -> Result<Self> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let started = Instant::now();
        let child = Command::new(program)
            .args(arguments)
            .args(["--listen", &address.to_string(), "--rate-limits", "off"])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| format!("{} cannot be started", program.display()))?;
        let mut process = Self {
            child,
            address,
            ready_after: Duration::ZERO,
        };
        timeout(Duration::from_millis(GIVE_UP_MS), process.until_ready())
            .await
            .context("the server is not ready")??;
        process.ready_after = started.elapsed();
        Ok(process)
    }

    async fn until_ready(&mut self) -> Result<()> {
        let mut ticks = interval(Duration::from_millis(2));
        ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
        loop {
            ticks.tick().await;
            if let Some(status) = self.child.try_wait()? {
                bail!("the server ended with {status}");
            }
            let Ok(mut client) = Client::connect(self.address, "").await else {
                continue;
            };
            if matches!(client.send(Method::GET, "/readyz", None).await, Ok((200, _))) {
                return Ok(());
            }
        }
    }

    /// Kills the process as a power cut would: no signal it could answer.
    ///
    /// # Errors
    /// The process cannot be waited for.
    pub fn kill(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended already; then there is nothing to do.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Where the buyers of a crash run buy.
#[derive(Debug, Clone)]
pub struct Market {
    token: String,
    channel: i64,
    place: (i64, i64),
    skus: Vec<i64>,
}

/// What a crash run found.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// How often the server was killed.
    pub kills: usize,
    /// Orders that were answered.
    pub acknowledged: usize,
    /// Orders that were asked for and not answered.
    pub unanswered: usize,
    /// Unanswered orders that exist nevertheless, whole.
    pub survived_unanswered: usize,
    /// Start to ready after each kill.
    pub ready_after: Vec<Duration>,
}

/// A crash run: its program, its data and how hard it is.
#[derive(Debug, Clone)]
pub struct CrashRun {
    /// The product's binary.
    pub program: PathBuf,
    /// Where its data lie.
    pub data_dir: PathBuf,
    /// How often it is killed.
    pub kills: usize,
    /// Buyers at work when it is killed.
    pub buyers: usize,
    /// Orders that must be answered before each kill.
    pub answers_before_kill: usize,
}

impl CrashRun {
    /// Runs the whole thing: demo data, then load, kill, restart and compare, as often as asked.
    ///
    /// # Errors
    /// An acknowledged order is missing or doubled, any order is in part, or the server does not come back.
    pub async fn run(&self) -> Result<Report> {
        let data_dir = self
            .data_dir
            .to_str()
            .context("the data directory has a printable name")?;
        let arguments = ["demo", "--data-dir", data_dir];
        let mut process = Process::start(&self.program, &arguments).await?;
        let market = self.market(process.address).await?;
        let mut report = Report::default();
        let mut asked = BTreeSet::new();
        let mut answered = BTreeSet::new();
        for cycle in 0..self.kills {
            let (sent, acknowledged) = self.load_and_kill(&mut process, &market, cycle).await?;
            asked.extend(sent);
            answered.extend(acknowledged);
            process = Process::start(&self.program, &arguments).await?;
            report.ready_after.push(process.ready_after);
            report.kills += 1;
        }
        report.acknowledged = answered.len();
        report.unanswered = asked.len() - answered.len();
        report.survived_unanswered = compare(process.address, &market, &asked, &answered).await?;
        process.kill()?;
        self.check(data_dir)?;
        Ok(report)
    }

    /// Buyers at work until enough is answered; then the kill, in the middle of their work.
    async fn load_and_kill(
        &self,
        process: &mut Process,
        market: &Market,
        cycle: usize,
    ) -> Result<(Vec<String>, Vec<String>)> {
        let answers = Arc::new(AtomicUsize::new(0));
        let (enough, mut heard) = tokio::sync::watch::channel(false);
        let tasks: Vec<_> = (0..self.buyers)
            .map(|buyer| {
                let work = Buyer {
                    name: format!("{cycle}-{buyer}"),
                    address: process.address,
                    market: market.clone(),
                    answers: answers.clone(),
                    goal: self.answers_before_kill,
                    enough: enough.clone(),
                };
                tokio::spawn(work.buy())
            })
            .collect();
        let waited = timeout(Duration::from_millis(GIVE_UP_MS), heard.wait_for(|enough| *enough)).await;
        waited.context("the buyers got too few answers")??;
        process.kill()?;
        let (mut sent, mut acknowledged) = (Vec::new(), Vec::new());
        for task in tasks {
            let outcome = task.await??;
            sent.extend(outcome.0);
            acknowledged.extend(outcome.1);
        }
        Ok((sent, acknowledged))
    }

    /// Finds a channel, a place and skus of the demo account, and lays in goods enough for the whole run.
    async fn market(&self, address: SocketAddr) -> Result<Market> {
        let credentials: Value = serde_json::from_slice(&std::fs::read(self.data_dir.join("credentials.json"))?)?;
        let token = credentials["estoka"]["token"]
            .as_str()
            .context("the demo has an Estoka token")?
            .to_owned();
        let mut client = Client::connect(address, &token).await?;
        let mut get = async |path: &str| -> Result<Value> {
            let (status, body) = client.send(Method::GET, path, None).await?;
            ensure!(status == 200, "{path} answered {status}: {body}");
            Ok(serde_json::from_str(&body)?)
        };
        let channels = get("/estoka/api/v1/sale_channels").await?;
        let organizations = get("/estoka/api/v1/organizations").await?;
        let organization = organizations["organizations"][0]["id"]
            .as_i64()
            .context("an organization")?;
        let stocks = get(&format!("/estoka/api/v1/organizations/{organization}/stocks")).await?;
        let stock = stocks["stocks"][0]["id"].as_i64().context("a stock")?;
        let product = get("/estoka/api/v1/products/1").await?;
        let skus: Vec<(i64, String)> = product["product"]["product_skus"]
            .as_array()
            .context("a product with skus")?
            .iter()
            .filter_map(|sku| Some((sku["id"].as_i64()?, sku["code"].as_str()?.to_owned())))
            .collect();
        let lines: Vec<Value> = skus
            .iter()
            .map(|(_, code)| serde_json::json!({"code": code, "quantity": 1_000_000}))
            .collect();
        let entry = serde_json::json!({
            "organization_id": organization, "stock_id": stock, "operation_type": "manually", "product_skus": lines
        });
        let (status, body) = client
            .send(Method::POST, "/estoka/api/v1/stock_movements/entry", Some(&entry))
            .await?;
        ensure!(status == 201, "the goods were not entered: {status}: {body}");
        Ok(Market {
            token,
            channel: channels["sale_channels"][0]["id"].as_i64().context("a channel")?,
            place: (organization, stock),
            skus: skus.into_iter().map(|(id, _)| id).collect(),
        })
    }

    /// The product's own audit must find nothing.
    fn check(&self, data_dir: &str) -> Result<()> {
        let output = Command::new(&self.program)
            .args(["check", "--data-dir", data_dir])
            .output()?;
        ensure!(
            output.status.success(),
            "the audit found differences:\n{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        Ok(())
    }
}

/// One buyer, ordering until the connection breaks.
struct Buyer {
    name: String,
    address: SocketAddr,
    market: Market,
    answers: Arc<AtomicUsize>,
    goal: usize,
    enough: tokio::sync::watch::Sender<bool>,
}

impl Buyer {
    /// Answers the codes that were sent and those that were acknowledged.
    async fn buy(self) -> Result<(Vec<String>, Vec<String>)> {
        let mut client = Client::connect(self.address, &self.market.token).await?;
        let (mut sent, mut acknowledged) = (Vec::new(), Vec::new());
        for number in 0.. {
            let code = format!("crash-{}-{number}", self.name);
            let wish = Wish {
                code: &code,
                channel: self.market.channel,
                place: self.market.place,
                sku: self.market.skus[number % self.market.skus.len()],
                units: 1,
            };
            let body = order_body(wish);
            sent.push(code.clone());
            match client.send(Method::POST, "/estoka/api/v1/orders", Some(&body)).await {
                Ok((201, _)) => acknowledged.push(code),
                Ok((status, body)) => bail!("an order was answered {status}: {body}"),
                // The server is gone: that is what this run is about.
                Err(_) => break,
            }
            if self.answers.fetch_add(1, Ordering::Relaxed) + 1 == self.goal {
                self.enough.send_replace(true);
            }
        }
        Ok((sent, acknowledged))
    }
}

/// Every acknowledged order is there once, every other one once or not at all, and each with its line. Answers how many
/// of the others are there.
async fn compare(
    address: SocketAddr,
    market: &Market,
    asked: &BTreeSet<String>,
    answered: &BTreeSet<String>,
) -> Result<usize> {
    let mut client = Client::connect(address, &market.token).await?;
    let mut survived = 0;
    for code in asked {
        let path = format!("/estoka/api/v1/orders?search[code]={code}");
        let (status, body) = client.send(Method::GET, &path, None).await?;
        ensure!(status == 200, "{path} answered {status}: {body}");
        let found: Value = serde_json::from_str(&body)?;
        let orders = found["orders"].as_array().context("a list of orders")?;
        ensure!(orders.len() <= 1, "order {code} is there {} times", orders.len());
        ensure!(
            !orders.is_empty() || !answered.contains(code),
            "order {code} was answered and is lost"
        );
        for order in orders {
            ensure!(
                order["data"]["items"].as_array().is_some_and(|items| items.len() == 1),
                "order {code} is in part"
            );
        }
        survived += usize::from(!answered.contains(code) && !orders.is_empty());
    }
    Ok(survived)
}
