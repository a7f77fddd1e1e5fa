//! The demo's credentials file: how to reach and open each face, as JSON for scripts.
//!
//! Not where credentials are kept: the database has only their hashes, so a lost file means new credentials.
//!
//! The one rule to know: nobody but its owner may read it.

use std::io::Write;
use std::path::Path;

use anyhow::Context;
use domain::actor::Face;
use serde_json::{Map, Value, json};

use crate::faces::{FACES, find};

/// What the credential of a single store stands under, in the entry of its face.
const STORE: &str = "store";

/// One face's secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secret {
    /// The face it opens.
    pub face: Face,
    /// Whether it is a single store's, where the face has clients of both kinds.
    pub of_store: bool,
    /// The secret.
    pub secret: String,
    /// What an application has besides.
    pub application: Option<Application>,
}

/// Somebody who signs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The e-mail address.
    pub email: String,
    /// The password.
    pub password: String,
}

/// All that a demo's visitor enters with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Keys {
    /// Of integrations.
    pub secrets: Vec<Secret>,
    /// Of the one person there is.
    pub person: Option<Person>,
}

/// What an application is configured with besides its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// Its public name.
    pub client_id: String,
    /// What gets tokens without asking a user.
    pub personal_token: String,
}

impl Application {
    /// Public name and personal token.
    pub(crate) fn texts(&self) -> (&str, &str) {
        (&self.client_id, &self.personal_token)
    }
}

impl Secret {
    /// A secret alone.
    #[must_use]
    pub fn of(face: Face, secret: String) -> Self {
        Self {
            face,
            of_store: false,
            secret,
            application: None,
        }
    }
}

/// The file's content.
#[must_use]
pub fn text(base_url: &str, keys: &Keys) -> String {
    let mut file = Map::new();
    file.insert("base_url".to_owned(), json!(base_url));
    if let Some(person) = &keys.person {
        let person = json!({"email": person.email, "password": person.password});
        file.insert("user".to_owned(), person);
    }
    for secret in &keys.secrets {
        let Some(mount) = find(secret.face) else { continue };
        let entry = mount.login.entry(&format!("{base_url}{}", mount.prefix()), secret);
        let name = secret.face.name().to_owned();
        match (secret.of_store, file.get_mut(&name)) {
            (true, Some(Value::Object(of_account))) => {
                of_account.insert(STORE.to_owned(), Value::Object(entry));
            }
            (_, _) => {
                file.insert(name, Value::Object(entry));
            }
        }
    }
    // The values are text, which always serializes.
    serde_json::to_string_pretty(&Value::Object(file)).unwrap_or_default() + "\n"
}

/// The keys of a file that was written before; none of a missing or damaged one.
#[must_use]
pub fn read(file: &Path) -> Keys {
    let Ok(text) = std::fs::read_to_string(file) else {
        return Keys::default();
    };
    let Ok(content) = serde_json::from_str::<Value>(&text) else {
        tracing::warn!(file = %file.display(), "the credentials file is damaged; new credentials are made");
        return Keys::default();
    };
    let person_of = |entry: &Value| {
        let text = |name: &str| entry.get(name)?.as_str().map(str::to_owned);
        Some(Person {
            email: text("email")?,
            password: text("password")?,
        })
    };
    let secret_in = |mount: &crate::faces::Mount, entry: Option<&Value>, of_store: bool| {
        let secret = mount.login.secret(mount.face, entry?)?;
        Some(Secret { of_store, ..secret })
    };
    let secrets_of = |mount: &crate::faces::Mount| {
        let entry = content.get(mount.face.name());
        let of_store = entry.and_then(|entry| entry.get(STORE));
        [secret_in(mount, entry, false), secret_in(mount, of_store, true)]
    };
    Keys {
        secrets: FACES.iter().flat_map(secrets_of).flatten().collect(),
        person: content.get("user").and_then(person_of),
    }
}

/// Writes the file, readable by its owner alone, in place of an earlier one.
///
/// # Errors
/// A folder that cannot be written to.
pub fn write(file: &Path, base_url: &str, keys: &Keys) -> anyhow::Result<()> {
    let failed = || format!("the credentials file {} cannot be written", file.display());
    if let Some(folder) = file.parent()
        && !folder.as_os_str().is_empty()
    {
        std::fs::create_dir_all(folder).with_context(failed)?;
    }
    // Written beside it and moved over it: a reader sees the old file or the new one.
    let mut draft = file.as_os_str().to_owned();
    draft.push(".draft");
    let draft = Path::new(&draft);
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut open = options.open(draft).with_context(failed)?;
    open.write_all(text(base_url, keys).as_bytes())
        .and_then(|()| open.sync_all())
        .with_context(failed)?;
    drop(open);
    std::fs::rename(draft, file).with_context(failed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::faces::client_id;

    fn keys() -> Keys {
        Keys {
            secrets: vec![
                Secret::of(Face::Estoka, "s3cret".to_owned()),
                Secret::of(Face::Likin, "matriz".to_owned()),
                Secret {
                    of_store: true,
                    ..Secret::of(Face::Likin, "loja".to_owned())
                },
            ],
            person: Some(Person {
                email: "ana@loja.example".to_owned(),
                password: "p4ssword".to_owned(),
            }),
        }
    }

    #[test]
    fn the_file_has_the_shape_that_scripts_rely_on() -> anyhow::Result<()> {
        let content: Value = serde_json::from_str(&text("http://127.0.0.1:8080", &keys()))?;
        let wanted = json!({
            "base_url": "http://127.0.0.1:8080",
            "user": { "email": "ana@loja.example", "password": "p4ssword" },
            "estoka": { "base_url": "http://127.0.0.1:8080/estoka", "token": "s3cret" },
            "likin": {
                "base_url": "http://127.0.0.1:8080/likin",
                "client_id": client_id("matriz"),
                "client_secret": "matriz",
                "store": {
                    "base_url": "http://127.0.0.1:8080/likin",
                    "client_id": client_id("loja"),
                    "client_secret": "loja",
                },
            },
        });
        assert_eq!(content, wanted);
        Ok(())
    }

    #[test]
    fn what_was_written_is_read_back() -> anyhow::Result<()> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("new/credentials.json");
        write(&file, "http://a", &keys())?;
        write(&file, "http://b", &keys())?;
        assert_eq!(read(&file), keys());
        assert!(std::fs::read_to_string(&file)?.contains("http://b"));
        assert_eq!(std::fs::read_dir(folder.path().join("new"))?.count(), 1);
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_may_read_the_file() -> anyhow::Result<()> {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("credentials.json");
        std::fs::write(&file, "{}")?;
        write(&file, "http://a", &keys())?;
        assert_eq!(std::fs::metadata(&file)?.permissions().mode() & 0o777, 0o600);
        Ok(())
    }

    #[test]
    fn a_missing_or_damaged_file_has_no_secrets() -> anyhow::Result<()> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("credentials.json");
        assert!(read(&file) == Keys::default());
        std::fs::write(&file, "not json")?;
        assert!(read(&file) == Keys::default());
        Ok(())
    }
}
