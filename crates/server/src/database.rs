//! Finding and opening the database that the settings name.
//!
//! Not its content: that is `app`'s and `store`'s.
//!
//! The one rule to know: only a command whose purpose is to create a database creates one.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use app::{App, SystemChance, SystemClock};
use store::StoreError;
use store::engine::{Options, Store, Target};

use crate::config::Settings;

/// The SQLite file in the data folder.
const FILE: &str = "entreposto.db";

/// Which database is meant, as yet unopened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Database {
    /// A file of this machine.
    File(PathBuf),
    /// A PostgreSQL server, by URL.
    Server(String),
}

/// What to do about a database that is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// Say so.
    Refuse,
    /// Create it, with the folders above it.
    Create,
}

impl Database {
    /// The database that the settings name.
    ///
    /// # Errors
    /// A `database` that is neither `postgres://…` nor `sqlite:…`.
    pub fn of(settings: &Settings) -> anyhow::Result<Self> {
        let Some(url) = &settings.database else {
            return Ok(Self::File(settings.data_dir.join(FILE)));
        };
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self::Server(url.clone()));
        }
        match url.strip_prefix("sqlite:") {
            // `sqlite:///a/b` and `sqlite:/a/b` name the same file, as URLs of files do.
            Some(path) if !path.trim_start_matches('/').is_empty() => {
                Ok(Self::File(PathBuf::from(path.strip_prefix("//").unwrap_or(path))))
            }
            Some(_) | None => bail!(
                "the database `{}` is neither `postgres://user:password@host/name` nor `sqlite:path`",
                url.split(['@', '?']).next_back().unwrap_or_default()
            ),
        }
    }

    /// Its name for people, without a password.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Server(url) => {
                let scheme_ends = url.find("://").map_or(0, |at| at + 3);
                let host_begins = url.rfind('@').map_or(scheme_ends, |at| at + 1);
                let host = url[host_begins..].split('?').next().unwrap_or_default();
                format!("{}{host}", &url[..scheme_ends])
            }
        }
    }

    /// The flag by which another command is given the same database; credentials in it are left for the user to fill in.
    #[must_use]
    pub fn flag(&self) -> String {
        match self {
            Self::File(path) if path.file_name().is_some_and(|name| name == FILE) => {
                let folder = path.parent().unwrap_or(Path::new("."));
                format!("--data-dir {}", folder.display())
            }
            Self::File(path) => format!("--database sqlite:{}", path.display()),
            Self::Server(_) => format!("--database {}", self.name()),
        }
    }

    /// Opens it, as it is: the schema may be missing.
    ///
    /// # Errors
    /// What the store answers, with what to do about it.
    pub fn open(&self, settings: &Settings, missing: Missing) -> anyhow::Result<Store> {
        let options = Options {
            readers: settings.readers,
            writers: settings.writers,
            max_batch: settings.max_batch,
        };
        let target = match self {
            Self::File(path) => {
                if missing == Missing::Create
                    && let Some(folder) = path.parent()
                {
                    std::fs::create_dir_all(folder)
                        .with_context(|| format!("the folder {} cannot be created", folder.display()))?;
                }
                Target::Sqlite {
                    path: path.clone(),
                    create: missing == Missing::Create,
                }
            }
            Self::Server(url) => Target::Postgres { url: url.clone() },
        };
        Store::open(&target, options).map_err(|error| self.explain(error))
    }

    /// Opens it, ready for use: it must exist and have this program's schema.
    ///
    /// # Errors
    /// What is wrong with it, and which command helps.
    pub fn open_ready(&self, settings: &Settings) -> anyhow::Result<App> {
        let store = self.open(settings, Missing::Refuse)?;
        if !store.schema_is_current().map_err(|error| self.explain(error))? {
            bail!(
                "the schema of {} is not the one of this version; bring it up to date with\n  entreposto migrate {}",
                self.name(),
                self.flag()
            );
        }
        Ok(application(store))
    }

    fn explain(&self, error: StoreError) -> anyhow::Error {
        match error {
            StoreError::NoDatabase { path } => anyhow::anyhow!(
                "there is no database at {}\n\ncheck the path, or create one:\n  entreposto demo {flag}      with demo data\n  entreposto migrate {flag}   empty",
                path.display(),
                flag = self.flag()
            ),
            other => anyhow::Error::new(other).context(format!("{} cannot be used", self.name())),
        }
    }
}

/// The application over an open store, with the machine's clock and randomness.
#[must_use]
pub fn application(store: Store) -> App {
    App::new(store, SystemClock, SystemChance)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(database: &str) -> anyhow::Result<Database> {
        Database::of(&Settings {
            database: Some(database.to_owned()),
            ..Settings::default()
        })
    }

    #[test]
    fn a_database_is_a_file_or_a_server() -> anyhow::Result<()> {
        let table = [
            ("sqlite:a/b.db", Database::File(PathBuf::from("a/b.db"))),
            ("sqlite:/a/b.db", Database::File(PathBuf::from("/a/b.db"))),
            ("sqlite:///a/b.db", Database::File(PathBuf::from("/a/b.db"))),
            ("postgres://h/n", Database::Server("postgres://h/n".to_owned())),
            ("postgresql://h/n", Database::Server("postgresql://h/n".to_owned())),
        ];
        for (text, wanted) in table {
            assert_eq!(of(text)?, wanted, "{text}");
        }
        assert_eq!(
            Database::of(&Settings::default())?,
            Database::File(PathBuf::from("entreposto-data/entreposto.db"))
        );
        Ok(())
    }

    #[test]
    fn anything_else_is_refused_without_showing_a_password() {
        for text in ["mysql://user:secret@host/name", "entreposto.db", "sqlite:", "sqlite://"] {
            let message = of(text).expect_err(text).to_string();
            assert!(message.contains("neither") && !message.contains("secret"), "{message}");
        }
    }

    #[test]
    fn a_server_is_named_without_its_password() -> anyhow::Result<()> {
        let database = of("postgres://user:secret@db.internal:5433/shop?sslmode=disable")?;
        assert_eq!(database.name(), "postgres://db.internal:5433/shop");
        assert_eq!(database.flag(), "--database postgres://db.internal:5433/shop");
        Ok(())
    }

    #[test]
    fn the_flag_leads_back_to_the_same_file() -> anyhow::Result<()> {
        assert_eq!(Database::of(&Settings::default())?.flag(), "--data-dir entreposto-data");
        assert_eq!(of("sqlite:other.db")?.flag(), "--database sqlite:other.db");
        Ok(())
    }

    #[test]
    fn opening_what_is_not_there_creates_nothing_and_says_what_does() -> anyhow::Result<()> {
        let folder = tempfile::tempdir()?;
        let settings = Settings {
            data_dir: folder.path().join("mistyped"),
            ..Settings::default()
        };
        let Err(error) = Database::of(&settings)?.open_ready(&settings) else {
            panic!("it was opened")
        };
        let message = error.to_string();
        assert!(
            message.contains("entreposto demo") && message.contains("entreposto migrate"),
            "{message}"
        );
        assert!(!settings.data_dir.exists());
        Ok(())
    }

    #[test]
    fn a_database_without_schema_is_not_ready() -> anyhow::Result<()> {
        let folder = tempfile::tempdir()?;
        let settings = Settings {
            data_dir: folder.path().join("new"),
            ..Settings::default()
        };
        let database = Database::of(&settings)?;
        database.open(&settings, Missing::Create)?.close();
        let Err(error) = database.open_ready(&settings) else {
            panic!("it is ready")
        };
        assert!(error.to_string().contains("entreposto migrate --data-dir"), "{error}");
        let store = database.open(&settings, Missing::Refuse)?;
        store.migrate()?;
        assert!(database.open_ready(&settings).is_ok());
        Ok(())
    }
}
