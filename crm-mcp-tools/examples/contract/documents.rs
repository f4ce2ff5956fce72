//! The vendor's OpenAPI files: an operation of them in the form of the contract, its references resolved.

use std::{
    collections::{BTreeSet, HashMap},
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Map, Value, json};

use crate::{Result, schema::json_schema};

/// A file, or the files of a directory, each read when it is first needed.
pub(crate) struct Documents {
    place: PathBuf,
    read: HashMap<PathBuf, Value>,
}

/// A JSON file.
pub(crate) fn read_json(path: &Path) -> Result<Value> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?)
}

impl Documents {
    pub(crate) fn of(place: &Path) -> Self {
        Self { place: place.to_owned(), read: HashMap::new() }
    }

    /// The same, with one of the files altered.
    #[cfg(test)]
    pub(crate) fn altered(place: &Path, file: &Path, patch: &json_patch::Patch) -> Self {
        let mut documents = Self::of(place);
        let mut document = read_json(file).unwrap();
        json_patch::patch(&mut document, patch).unwrap();
        documents.read.insert(file.to_owned(), document);
        documents
    }

    /// The operation `METHOD path` of a file of the directory, or of the one file; null if it does not have it.
    pub(crate) fn operation(&mut self, file: &str, name: &str) -> Result<Value> {
        let file = if self.place.is_file() { self.place.clone() } else { self.place.join(file) };
        let (method, path) = name.split_once(' ').ok_or_else(|| format!("{name} is not `METHOD path`"))?;
        let Some(operation) = self.document(&file)?["paths"][path].get(method.to_lowercase()).cloned() else {
            return Ok(Value::Null);
        };
        Ok(in_our_form(&self.resolved(&operation, &file, &mut Vec::new())?))
    }

    fn document(&mut self, file: &Path) -> Result<&Value> {
        if !self.read.contains_key(file) {
            self.read.insert(file.to_owned(), read_json(file)?);
        }
        Ok(&self.read[file])
    }

    /// The value with what its references refer to in their place.
    fn resolved(&mut self, value: &Value, file: &Path, within: &mut Vec<String>) -> Result<Value> {
        match value {
            Value::Object(object) => match object.get("$ref").and_then(Value::as_str) {
                Some(reference) => self.referred(reference, file, within),
                None => object
                    .iter()
                    .map(|(key, value)| Ok((key.clone(), self.resolved(value, file, within)?)))
                    .collect::<Result<Map<_, _>>>()
                    .map(Value::Object),
            },
            Value::Array(items) => items.iter().map(|item| self.resolved(item, file, within)).collect(),
            _ => Ok(value.clone()),
        }
    }

    fn referred(&mut self, reference: &str, file: &Path, within: &mut Vec<String>) -> Result<Value> {
        let fault = |what| format!("{}: the reference {reference} {what}", file.display());
        let (other, pointer) = reference.split_once('#').ok_or_else(|| fault("has no fragment"))?;
        let file = if other.is_empty() { file.to_owned() } else { file.with_file_name(other) };
        let id = format!("{}#{pointer}", file.display());
        if within.contains(&id) {
            return Err(fault("leads to itself").into());
        }
        let target = self.document(&file)?.pointer(pointer).cloned().ok_or_else(|| fault("leads nowhere"))?;
        within.push(id);
        let target = self.resolved(&target, &file, within);
        within.pop();
        target
    }
}

/// An operation: its scopes, its parameters by place, its body, and its answers by status; all as JSON Schema.
fn in_our_form(operation: &Value) -> Value {
    let mut ours = json!({"scopes": scopes(operation), "answers": answers(operation)});
    for place in ["header", "path", "query"] {
        ours[place] = parameters(operation, place);
    }
    if let Some(body) = operation.get("requestBody") {
        ours["body"] = content(body);
    }
    if operation["deprecated"] == true {
        ours["deprecated"] = true.into();
    }
    ours
}

fn list<'a>(object: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    object[key].as_array().into_iter().flatten()
}

fn scopes(operation: &Value) -> BTreeSet<&str> {
    let schemes = list(operation, "security").filter_map(Value::as_object).flatten();
    schemes.filter_map(|(_, scopes)| scopes.as_array()).flatten().filter_map(Value::as_str).collect()
}

/// The parameters of a place as one object, of which each is a property.
fn parameters(operation: &Value, place: &str) -> Value {
    let (mut properties, mut required) = (Map::new(), BTreeSet::new());
    for parameter in list(operation, "parameters").filter(|parameter| parameter["in"] == place) {
        let name = parameter["name"].as_str().unwrap_or_default();
        // OpenAPI says that a parameter of one of these names means nothing.
        if place == "header" && ["accept", "authorization", "content-type"].contains(&&*name.to_lowercase()) {
            continue;
        }
        properties.insert(name.to_owned(), json_schema(&parameter["schema"]));
        if parameter["required"] == true {
            required.insert(name);
        }
    }
    json!({"type": "object", "properties": properties, "required": required})
}

fn answers(operation: &Value) -> Map<String, Value> {
    let answers = operation["responses"].as_object().into_iter().flatten();
    answers.map(|(status, answer)| (status.clone(), content(answer))).collect()
}

/// The schema of a body; anything goes where the documents give none.
fn content(body: &Value) -> Value {
    body.pointer("/content/application~1json/schema").map_or_else(|| json!({}), json_schema)
}
