//! The environment as a layer of settings.
//!
//! Not a reader of the process environment: it is handed the variables, so that tests hand it theirs.
//!
//! The one rule to know: `ENTREPOSTO_` and the setting's name in capitals; a level of nesting is two underscores.

use std::path::PathBuf;

use figment::value::{Dict, Map, Value};
use figment::{Error, Metadata, Profile, Provider};

const PREFIX: &str = "ENTREPOSTO_";

/// Names the configuration file; no setting itself.
const FILE: &str = "CONFIG";

/// What a variable's text is read as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Flag,
}

/// Every setting with a name of its own. A test compares this list with the settings.
const SETTINGS: &[(&str, Kind)] = &[
    ("data_dir", Kind::Text),
    ("database", Kind::Text),
    ("listen", Kind::Text),
    ("base_url", Kind::Text),
    ("files", Kind::Text),
    ("trust_proxy", Kind::Flag),
    ("rate_limits", Kind::Text),
    ("log", Kind::Text),
    ("log_format", Kind::Text),
    ("body_limit_bytes", Kind::Number),
    ("request_timeout_ms", Kind::Number),
    ("threads", Kind::Number),
    ("readers", Kind::Number),
    ("writers", Kind::Number),
    ("max_batch", Kind::Number),
];

/// The variables that concern us.
pub(super) struct Variables {
    /// Without the prefix.
    known: Vec<(Place, String)>,
    unknown: Vec<String>,
    file: Option<PathBuf>,
}

/// Which setting a variable names.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    Top(&'static str),
    /// A face and a setting of it.
    OfFace(String, &'static str),
}

impl Variables {
    pub(super) fn of(variables: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut read = Self {
            known: Vec::new(),
            unknown: Vec::new(),
            file: None,
        };
        for (name, value) in variables {
            let Some(setting) = name.strip_prefix(PREFIX) else {
                continue;
            };
            match place(setting) {
                Some(place) => read.known.push((place, value)),
                None if setting == FILE => read.file = Some(PathBuf::from(value)),
                None => read.unknown.push(name),
            }
        }
        read.unknown.sort_unstable();
        read
    }

    /// The configuration file that a variable names.
    pub(super) fn file(&self) -> Option<PathBuf> {
        self.file.clone()
    }

    pub(super) fn unknown(&self) -> &[String] {
        &self.unknown
    }
}

fn place(setting: &str) -> Option<Place> {
    let lower = setting.to_ascii_lowercase();
    if let Some((name, _)) = SETTINGS.iter().find(|(name, _)| *name == lower) {
        return Some(Place::Top(name));
    }
    let (face, part) = lower.strip_prefix("faces__")?.split_once("__")?;
    let part = ["host", "listen", "requests_per_minute"]
        .into_iter()
        .find(|known| *known == part)?;
    Some(Place::OfFace(face.to_owned(), part))
}

/// Reads the text as its setting wants it.
fn value(setting: &str, text: &str) -> Result<Value, String> {
    let kind = SETTINGS
        .iter()
        .find(|(name, _)| *name == setting)
        .map_or(Kind::Text, |(_, kind)| *kind);
    match kind {
        Kind::Flag => text
            .trim()
            .parse::<bool>()
            .map(Value::from)
            .map_err(|_| format!("{PREFIX}{} must be true or false", setting.to_ascii_uppercase())),
        Kind::Text => Ok(Value::from(text)),
        Kind::Number => text
            .trim()
            .parse::<u64>()
            .map(Value::from)
            .map_err(|_| format!("{PREFIX}{} must be a whole number", setting.to_ascii_uppercase())),
    }
}

impl Provider for Variables {
    fn metadata(&self) -> Metadata {
        Metadata::named("environment variables").interpolater(|_, keys| {
            let name: Vec<String> = keys.iter().map(|key| key.to_ascii_uppercase()).collect();
            format!("{PREFIX}{}", name.join("__"))
        })
    }

    fn data(&self) -> Result<Map<Profile, Dict>, Error> {
        let mut settings = Dict::new();
        let mut faces: std::collections::BTreeMap<String, Dict> = std::collections::BTreeMap::new();
        for (place, text) in &self.known {
            match place {
                Place::Top(name) => {
                    settings.insert((*name).to_owned(), value(name, text).map_err(Error::from)?);
                }
                Place::OfFace(face, name) => {
                    faces
                        .entry(face.clone())
                        .or_default()
                        .insert((*name).to_owned(), Value::from(text.as_str()));
                }
            }
        }
        if !faces.is_empty() {
            let faces: Dict = faces
                .into_iter()
                .map(|(face, dict)| (face, Value::from(dict)))
                .collect();
            settings.insert("faces".to_owned(), Value::from(faces));
        }
        Ok(Profile::Default.collect(settings))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;

    #[test]
    fn every_setting_has_a_variable_and_every_variable_a_setting() {
        let figment = figment::Figment::from(figment::providers::Serialized::defaults(Settings::default()));
        let settings: Dict = figment.extract().expect("settings are a table");
        let mut names: Vec<&str> = settings.keys().map(String::as_str).collect();
        names.retain(|name| *name != "faces");
        let mut listed: Vec<&str> = SETTINGS.iter().map(|(name, _)| *name).collect();
        listed.sort_unstable();
        assert_eq!(names, listed);
    }

    #[test]
    fn a_misspelt_variable_is_noticed_and_a_foreign_one_passed_over() {
        let variables = [
            ("ENTREPOSTO_LISTN", "x"),
            ("PATH", "y"),
            ("ENTREPOSTO_FACES__ESTOKA__PORT", "z"),
        ];
        let read = Variables::of(variables.map(|(name, value)| (name.to_owned(), value.to_owned())));
        assert_eq!(read.unknown(), ["ENTREPOSTO_FACES__ESTOKA__PORT", "ENTREPOSTO_LISTN"]);
        assert!(read.known.is_empty());
    }
}
