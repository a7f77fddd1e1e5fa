//! The format of the files in `exchanges/`: a sequence of requests, each with the answer it must get.
//!
//! Not the running of them, which is `runner`.
//!
//! The one rule to know: a request's body is the vendor's own example, after the typing slips that the contract lists; what
//! the answer has beyond the vendor's example stands apart, under `extra`. A node that many answers hold is written once,
//! in the folder's `parts.json`, and stands in answers as `"@part:NAME"`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Map, Value};

/// The file of the nodes that many answers hold.
const PARTS: &str = "parts.json";

/// One file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Script {
    /// What happens in it, as a sentence.
    pub name: String,
    /// What happens, in order.
    pub exchanges: Vec<Exchange>,
}

/// One request and its answer.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exchange {
    /// What is asked, unique in the file.
    pub name: String,
    /// Where the request and the answer are from: a line of the vendor's document or a section of the contract.
    pub source: String,
    /// Why the request or the answer is not as the source prints it.
    #[serde(default)]
    pub note: Option<String>,
    /// The request.
    pub request: Request,
    /// The answer it must get.
    pub answer: Answer,
    /// What of the answer later exchanges use: names and JSON pointers, or `after:` and the text before it on a page.
    #[serde(default)]
    pub capture: BTreeMap<String, String>,
}

/// A request.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Who asks, by the name the face's dialect has for it, or `anonymous`; without this, the face's ordinary client.
    #[serde(default, rename = "as")]
    pub client: Option<String>,
    /// The method.
    pub method: String,
    /// The path within the face, with its query.
    pub path: String,
    /// The body in JSON; without this and `text`, none is sent.
    #[serde(default)]
    pub body: Option<Value>,
    /// The body as it is, of a content type that `headers` says: a form, a file.
    #[serde(default)]
    pub text: Option<String>,
    /// Headers beside the credential and the content type.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
}

/// The answer a request must get.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The body as documented; without this, `like` and `begins`, the body must be empty.
    #[serde(default)]
    pub body: Option<Value>,
    /// The body by its difference from that of an earlier exchange.
    #[serde(default)]
    pub like: Option<Like>,
    /// Keys that the documented example lacks: JSON pointers, where `*` is every element of a list, and values.
    #[serde(default)]
    pub extra: Map<String, Value>,
    /// What a body that is no JSON begins with; its content type stands in `headers`.
    #[serde(default)]
    pub begins: Option<String>,
    /// Headers it must have.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
}

/// A body that an earlier exchange of the file already has, but for some values.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Like {
    /// The earlier exchange.
    pub exchange: String,
    /// What is otherwise: JSON pointers, where `*` is every element of a list, and `-` or the list's length the place
    /// after its last.
    #[serde(default)]
    pub but: Map<String, Value>,
    /// What is no longer there.
    #[serde(default)]
    pub without: Vec<String>,
}

impl Script {
    /// Reads a file.
    ///
    /// # Errors
    /// A file that cannot be read or is not of this format, or two exchanges of one name.
    pub fn read(path: &Path) -> Result<Self, String> {
        let name = path.display();
        let text = std::fs::read_to_string(path).map_err(|error| format!("{name}: {error}"))?;
        let script: Self = serde_json::from_str(&text).map_err(|error| format!("{name}: {error}"))?;
        for (index, exchange) in script.exchanges.iter().enumerate() {
            if script
                .exchanges
                .iter()
                .take(index)
                .any(|other| other.name == exchange.name)
            {
                return Err(format!("{name}: two exchanges are called `{}`", exchange.name));
            }
            if exchange.source.trim().is_empty() {
                return Err(format!("{name}: `{}` has no source", exchange.name));
            }
        }
        Ok(script)
    }

    /// Every script of a face, by file name, its parts put in.
    ///
    /// # Errors
    /// As [`Self::read`], and a part that does not exist.
    pub fn of_face(face: &str) -> Result<Vec<(PathBuf, Self)>, String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("exchanges").join(face);
        let parts = std::fs::read_to_string(folder.join(PARTS)).map_err(|error| format!("{PARTS}: {error}"))?;
        let parts = serde_json::from_str(&parts).map_err(|error| format!("{PARTS}: {error}"))?;
        let entries = std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let mut paths: Vec<PathBuf> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|extension| extension == "json") && !path.ends_with(PARTS))
            .collect();
        paths.sort();
        let read = |path: PathBuf| {
            let mut script = Self::read(&path)?;
            script
                .put_parts(&parts)
                .map_err(|mistake| format!("{}: {mistake}", path.display()))?;
            Ok((path, script))
        };
        paths.into_iter().map(read).collect()
    }

    /// Puts the named nodes where the answers name them.
    ///
    /// # Errors
    /// A part that does not exist.
    pub fn put_parts(&mut self, parts: &Map<String, Value>) -> Result<(), String> {
        for exchange in &mut self.exchanges {
            let answer = &mut exchange.answer;
            let nodes = answer.body.iter_mut().chain(answer.extra.values_mut());
            for node in nodes.chain(answer.like.iter_mut().flat_map(|like| like.but.values_mut())) {
                expand(node, parts)?;
            }
        }
        Ok(())
    }

    /// The body that the answer of an exchange must have, before variables; `None` for an empty one.
    ///
    /// # Errors
    /// A reference to an exchange that is not above, or a pointer that leads nowhere.
    pub fn expected(&self, name: &str) -> Result<Option<Value>, String> {
        let index = self.exchanges.iter().position(|exchange| exchange.name == name);
        let index = index.ok_or_else(|| format!("there is no exchange `{name}`"))?;
        self.expected_at(index)
    }

    fn expected_at(&self, index: usize) -> Result<Option<Value>, String> {
        let exchange = &self.exchanges[index];
        let answer = &exchange.answer;
        let mut body = match (&answer.body, &answer.like) {
            (Some(_), Some(_)) => return Err(format!("`{}` has both a body and a like", exchange.name)),
            (Some(body), None) => body.clone(),
            (None, None) => return Ok(None),
            (None, Some(like)) => {
                let earlier = self
                    .exchanges
                    .iter()
                    .take(index)
                    .position(|other| other.name == like.exchange);
                let earlier = earlier.ok_or_else(|| format!("`{}` is not above `{}`", like.exchange, exchange.name))?;
                let mut body = self.expected_at(earlier)?.unwrap_or(Value::Null);
                for pointer in &like.without {
                    remove(&mut body, &tokens(pointer)).map_err(|what| format!("{pointer}: {what}"))?;
                }
                put_all(&mut body, &like.but)?;
                body
            }
        };
        put_all(&mut body, &answer.extra)?;
        Ok(Some(body))
    }
}

/// Puts named nodes in place of their names, those within them, too.
fn expand(value: &mut Value, parts: &Map<String, Value>) -> Result<(), String> {
    match value {
        Value::String(text) => {
            if let Some(name) = text.strip_prefix("@part:") {
                let part = parts.get(name).ok_or_else(|| format!("there is no part `{name}`"))?;
                *value = part.clone();
                return expand(value, parts);
            }
            Ok(())
        }
        Value::Array(list) => list.iter_mut().try_for_each(|value| expand(value, parts)),
        Value::Object(members) => members.values_mut().try_for_each(|value| expand(value, parts)),
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

fn put_all(body: &mut Value, values: &Map<String, Value>) -> Result<(), String> {
    for (pointer, value) in values {
        put(body, &tokens(pointer), value).map_err(|what| format!("{pointer}: {what}"))?;
    }
    Ok(())
}

fn tokens(pointer: &str) -> Vec<String> {
    pointer
        .split('/')
        .skip(1)
        .map(|token| token.replace("~1", "/").replace("~0", "~"))
        .collect()
}

/// Puts a value where a pointer leads; its last member may be new.
fn put(at: &mut Value, tokens: &[String], value: &Value) -> Result<(), String> {
    let Some((token, rest)) = tokens.split_first() else {
        *at = value.clone();
        return Ok(());
    };
    match at {
        Value::Object(members) if rest.is_empty() => {
            members.insert(token.clone(), value.clone());
            Ok(())
        }
        Value::Object(members) => put(members.get_mut(token).ok_or(format!("no `{token}`"))?, rest, value),
        Value::Array(list) if token == "*" => list.iter_mut().try_for_each(|element| put(element, rest, value)),
        Value::Array(list) if rest.is_empty() && (token == "-" || *token == list.len().to_string()) => {
            list.push(value.clone());
            Ok(())
        }
        Value::Array(list) => put(element(list, token)?, rest, value),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Err(format!("nothing has `{token}`")),
    }
}

fn remove(at: &mut Value, tokens: &[String]) -> Result<(), String> {
    match (at, tokens) {
        (Value::Object(members), [last]) => members.shift_remove(last).map(drop).ok_or(format!("no `{last}`")),
        (Value::Object(members), [first, rest @ ..]) => {
            remove(members.get_mut(first).ok_or(format!("no `{first}`"))?, rest)
        }
        (Value::Array(list), [last]) => {
            element(list, last)?;
            list.remove(last.parse().map_err(|_| format!("`{last}` is no index"))?);
            Ok(())
        }
        (Value::Array(list), [first, rest @ ..]) if first == "*" => {
            list.iter_mut().try_for_each(|element| remove(element, rest))
        }
        (Value::Array(list), [first, rest @ ..]) => remove(element(list, first)?, rest),
        (_, _) => Err("nothing is there".to_owned()),
    }
}

fn element<'a>(list: &'a mut [Value], token: &str) -> Result<&'a mut Value, String> {
    let index: usize = token.parse().map_err(|_| format!("`{token}` is no index"))?;
    list.get_mut(index).ok_or(format!("no element {index}"))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Script;

    fn script(exchanges: Value) -> Script {
        serde_json::from_value(json!({"name": "a script", "exchanges": exchanges})).unwrap()
    }

    fn exchange(name: &str, answer: Value) -> Value {
        json!({"name": name, "source": "x", "request": {"method": "GET", "path": "/"}, "answer": answer})
    }

    #[test]
    fn a_body_is_told_by_what_it_has_beyond_an_earlier_one() {
        let first = json!({"order": {"id": "@id", "status": "new", "items": [{"a": 1}, {"a": 2}]}});
        let like = json!({
            "exchange": "first",
            "but": {"/order/status": "picked", "/order/items/1/a": 3, "/order/items/-": {"a": 4}, "/order/items/*/b": 0},
            "without": ["/order/id"]
        });
        let script = script(json!([
            exchange(
                "first",
                json!({"status": 200, "body": first, "extra": {"/order/more": null}})
            ),
            exchange("second", json!({"status": 200, "like": like})),
            exchange("third", json!({"status": 204})),
        ]));
        let items = json!([{"a": 1, "b": 0}, {"a": 3, "b": 0}, {"a": 4, "b": 0}]);
        let second = json!({"order": {"status": "picked", "items": items, "more": null}});
        assert_eq!(script.expected("second").unwrap(), Some(second));
        assert_eq!(script.expected("third").unwrap(), None);
    }

    #[test]
    fn a_part_stands_where_it_is_named_and_may_hold_others() {
        let mut script = script(json!([exchange(
            "first",
            json!({"status": 200, "body": ["@part:a", "@id"]})
        )]));
        let parts = json!({"a": {"b": "@part:b"}, "b": [1]});
        script.put_parts(parts.as_object().unwrap()).unwrap();
        assert_eq!(script.expected("first").unwrap(), Some(json!([{"b": [1]}, "@id"])));
        script.exchanges[0].answer.body = Some(json!("@part:c"));
        assert!(script.put_parts(parts.as_object().unwrap()).is_err());
    }

    #[test]
    fn a_pointer_that_leads_nowhere_and_a_reference_downwards_are_mistakes() {
        let answer = json!({"status": 200, "body": {"a": {}}, "extra": {"/b/c": 1}});
        assert!(script(json!([exchange("first", answer)])).expected("first").is_err());
        let answer = json!({"status": 200, "like": {"exchange": "second"}});
        let both = script(json!([
            exchange("first", answer),
            exchange("second", json!({"status": 200, "body": {}}))
        ]));
        assert!(both.expected("first").is_err());
    }
}
