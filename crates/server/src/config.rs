//! Settings: what the operator may choose, with its default, and the layers it is read from.
//!
//! Not what a command is asked to do once (a file to write, an account to create): those are arguments in `cli`.
//!
//! The one rule to know: defaults, then the TOML file, then `ENTREPOSTO_…`, then flags; each overrides those before it.
//! Every setting is described in `docs/configuration.md`, and a test compares the two.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::Context;
use domain::actor::Face;
use domain::ids::AccountId;
use face_kit::Quota;
use figment::Figment;
use figment::providers::{Format, Serialized, Toml};
use serde::{Deserialize, Serialize};

mod variables;

use variables::Variables;

/// Everything the operator sets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Folder of the SQLite database and of files beside it. Not used for the database when `database` is set.
    pub data_dir: PathBuf,
    /// `postgres://user:password@host/name` or `sqlite:path`.
    pub database: Option<String>,
    /// Folder or URL of files, pictures of products above all; `files` in `data_dir` by default.
    pub files: Option<String>,
    /// Address and port that all faces are served on, each under its prefix.
    pub listen: SocketAddr,
    /// How clients reach this server; `http://` and the address by default.
    pub base_url: Option<String>,
    /// Whether a proxy's headers say how clients reach this server, where `base_url` does not.
    pub trust_proxy: bool,
    /// Whether the vendors' rate limits are kept.
    pub rate_limits: RateLimiting,
    /// What is logged: `error`, `warn`, `info`, `debug`, `trace`, `off`, or directives as `store=debug,warn`.
    pub log: String,
    /// How log lines are written.
    pub log_format: LogFormat,
    /// Largest request body, in bytes, of routes that set no limit of their own.
    pub body_limit_bytes: usize,
    /// How long a request may take, in milliseconds.
    pub request_timeout_ms: u64,
    /// Threads that serve requests; 0 is one per processor.
    pub threads: usize,
    /// Connections that read from the database, at most.
    pub readers: usize,
    /// Connections that write to PostgreSQL. SQLite has exactly one.
    pub writers: usize,
    /// Writes that are committed together, at most.
    pub max_batch: usize,
    /// Second addresses of faces, by the face's name.
    pub faces: BTreeMap<String, FaceSettings>,
}

/// Where one face is served besides its prefix.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FaceSettings {
    /// A host name at whose root the face answers, on the common port.
    pub host: Option<String>,
    /// An address and port of its own, at whose root the face answers.
    pub listen: Option<SocketAddr>,
    /// Accounts with a limit of their own in place of the vendor's: `1=600, 2=120`, account number and requests a minute.
    pub requests_per_minute: Option<String>,
}

impl FaceSettings {
    /// The limits of accounts with limits of their own.
    fn account_quotas(&self) -> Result<Vec<(AccountId, Quota)>, String> {
        let list = self.requests_per_minute.as_deref().unwrap_or_default();
        let entries = list.split(',').map(str::trim).filter(|entry| !entry.is_empty());
        entries
            .map(|entry| {
                let numbers = entry.split_once('=').and_then(|(account, requests)| {
                    let account: i64 = account.trim().parse().ok()?;
                    let requests: u32 = requests.trim().parse().ok()?;
                    (account > 0 && requests > 0).then_some((account, requests))
                });
                let (account, requests) = numbers.ok_or_else(|| format!("`{entry}` is not ACCOUNT=REQUESTS"))?;
                let quota = Quota { requests, window_s: 60 };
                Ok((AccountId::from_raw(account), quota))
            })
            .collect()
    }
}

/// Whether the vendors' rate limits are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum RateLimiting {
    /// As each vendor states them.
    Vendor,
    /// Not at all.
    Off,
}

/// How log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

impl Default for Settings {
    fn default() -> Self {
        let kit = face_kit::Settings::default();
        let store = store::engine::Options::default();
        Self {
            data_dir: PathBuf::from("entreposto-data"),
            database: None,
            files: None,
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            base_url: None,
            trust_proxy: false,
            rate_limits: RateLimiting::Vendor,
            log: "warn".to_owned(),
            log_format: LogFormat::Text,
            body_limit_bytes: kit.body_limit_bytes,
            request_timeout_ms: kit.request_timeout_ms,
            threads: 0,
            readers: store.readers,
            writers: store.writers,
            max_batch: store.max_batch,
            faces: BTreeMap::new(),
        }
    }
}

/// The settings that flags give; `None` leaves one to the layers below.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Flags {
    /// `--data-dir`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data_dir: Option<PathBuf>,
    /// `--database`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database: Option<String>,
    /// `--listen`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listen: Option<SocketAddr>,
    /// `--base-url`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_url: Option<String>,
    /// `--rate-limits`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate_limits: Option<RateLimiting>,
    /// `--log`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log: Option<String>,
    /// `--log-format`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_format: Option<LogFormat>,
}

/// The settings in force, and what is to be said about how they were read.
#[derive(Debug, PartialEq, Eq)]
pub struct Loaded {
    /// The settings.
    pub settings: Settings,
    /// Variables that begin as ours do and name no setting: misspelt, as a rule.
    pub unknown_variables: Vec<String>,
}

impl Settings {
    /// Reads all layers. `variables` is the process environment; others than `ENTREPOSTO_…` are passed over.
    ///
    /// # Errors
    /// A file that cannot be read, an unknown key, a value of the wrong kind: the message names the layer.
    pub fn load(
        file: Option<&Path>,
        variables: impl IntoIterator<Item = (String, String)>,
        flags: &Flags,
    ) -> anyhow::Result<Loaded> {
        let variables = Variables::of(variables);
        let file = file.map(Path::to_owned).or_else(|| variables.file());
        let mut figment = Figment::from(Serialized::defaults(Self::default()));
        if let Some(file) = file {
            let text = std::fs::read_to_string(&file)
                .with_context(|| format!("the configuration file {} cannot be read", file.display()))?;
            figment = figment.merge(FileText { file, text }.provider());
        }
        let unknown_variables = variables.unknown().to_vec();
        let figment = figment.merge(variables).merge(Serialized::defaults(flags));
        let mut settings: Self = figment.extract().context("the configuration is not valid")?;
        if flags.data_dir.is_some() {
            // A folder asked for on the command line wins over a database named further away.
            settings.database = None;
        }
        settings.check()?;
        Ok(Loaded {
            settings,
            unknown_variables,
        })
    }

    fn check(&self) -> anyhow::Result<()> {
        for (name, face) in &self.faces {
            let known = Face::from_name(name).is_some_and(|face| face != Face::Core);
            anyhow::ensure!(known, "the configuration is not valid: there is no face `{name}`");
            if let Err(wrong) = face.account_quotas() {
                anyhow::bail!("the configuration is not valid: `faces.{name}.requests_per_minute`: {wrong}");
            }
        }
        for (name, value) in [
            ("readers", self.readers),
            ("writers", self.writers),
            ("max_batch", self.max_batch),
        ] {
            anyhow::ensure!(value > 0, "the configuration is not valid: `{name}` must be at least 1");
        }
        anyhow::ensure!(
            self.request_timeout_ms > 0,
            "the configuration is not valid: `request_timeout_ms` must be at least 1"
        );
        Ok(())
    }

    /// How clients reach this server, without a slash at the end.
    #[must_use]
    pub fn public_url(&self) -> String {
        match &self.base_url {
            Some(url) => url.trim_end_matches('/').to_owned(),
            None => format!("http://{}", self.listen),
        }
    }

    /// The part of the settings that a face is given which is served under `prefix`, or at the root of its own host or port.
    #[must_use]
    pub fn kit(&self, face: Face, prefix: &str) -> face_kit::Settings {
        let face = self.faces.get(face.name());
        let base_url = match (&self.base_url, face.and_then(|face| face.host.as_ref())) {
            (None, _) => None,
            (Some(_), Some(host)) if prefix.is_empty() => {
                let scheme = self.public_url().split(':').next().map(str::to_owned);
                scheme.map(|scheme| format!("{scheme}://{host}"))
            }
            // A port of its own is told apart by what the request says alone.
            (Some(_), None) if prefix.is_empty() => None,
            (Some(_), _) => Some(self.public_url() + prefix),
        };
        face_kit::Settings {
            body_limit_bytes: self.body_limit_bytes,
            request_timeout_ms: self.request_timeout_ms,
            rate_limits: match self.rate_limits {
                RateLimiting::Vendor => face_kit::RateLimits::Vendor,
                RateLimiting::Off => face_kit::RateLimits::Off,
            },
            // What cannot be read was refused when the settings were loaded.
            account_quotas: face.and_then(|face| face.account_quotas().ok()).unwrap_or_default(),
            is_https: self.public_url().starts_with("https://"),
            base_url,
            trusts_proxy: self.trust_proxy,
        }
    }
}

/// The text of a configuration file and where it stood.
struct FileText {
    file: PathBuf,
    text: String,
}

impl FileText {
    /// A provider that names the file in its errors.
    fn provider(self) -> impl figment::Provider {
        Named {
            name: self.file.display().to_string(),
            toml: Toml::string(&self.text),
        }
    }
}

/// TOML that is known by its file's name.
struct Named<P> {
    name: String,
    toml: P,
}

impl<P: figment::Provider> figment::Provider for Named<P> {
    fn metadata(&self) -> figment::Metadata {
        figment::Metadata::named(self.name.clone())
    }

    fn data(&self) -> Result<figment::value::Map<figment::Profile, figment::value::Dict>, figment::Error> {
        self.toml.data()
    }
}

#[cfg(test)]
mod tests;
