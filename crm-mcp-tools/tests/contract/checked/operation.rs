//! An operation of a contract.

use std::collections::{BTreeMap, BTreeSet};

use http::Method;
use jsonschema::Validator;
use serde_json::Value;

/// What of a request a schema is about.
pub(crate) const PLACES: [&str; 4] = ["header", "path", "query", "body"];

/// What the vendor promises of one method on one path.
pub(crate) struct Operation {
    /// `METHOD path`.
    pub(crate) name: String,
    /// Of each place of a request, the schema.
    pub(crate) request: BTreeMap<&'static str, Schema>,
    /// The answers, by status.
    pub(crate) answers: BTreeMap<u16, Schema>,
}

/// A schema, to look into and to check with.
pub(crate) struct Schema {
    pub(crate) said: Value,
    pub(crate) validator: Validator,
}

impl Schema {
    pub(crate) fn new(said: &Value) -> Self {
        // A day and a time are both text; only the format tells them apart.
        let validator = jsonschema::options().should_validate_formats(true).build(said).unwrap();
        Self { said: said.clone(), validator }
    }
}

impl Operation {
    pub(crate) fn new(name: String, said: &Value) -> Self {
        let request = PLACES.iter().filter_map(|place| Some((*place, Schema::new(said.get(place)?)))).collect();
        let answers = said["answers"].as_object().unwrap().iter();
        let answers = answers.map(|(status, said)| (status.parse().unwrap(), Schema::new(said))).collect();
        Self { name, request, answers }
    }

    /// The parts of the path that the operation leaves open, by name; none if the request is not for it.
    pub(crate) fn ids(&self, method: &Method, path: &str) -> Option<BTreeMap<&str, String>> {
        let pattern = self.name.strip_prefix(method.as_str())?.strip_prefix(' ')?;
        if pattern.split('/').count() != path.split('/').count() {
            return None;
        }
        let mut ids = BTreeMap::new();
        for (wanted, given) in pattern.split('/').zip(path.split('/')) {
            match wanted.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
                Some(name) => {
                    let decoded = percent_encoding::percent_decode_str(given).decode_utf8().ok()?;
                    ids.insert(name, decoded.into_owned());
                }
                None if wanted == given => {}
                None => return None,
            }
        }
        Some(ids)
    }

    /// What a request may hold, as [`Checked::sent`](super::Checked::sent) names it.
    pub(crate) fn declared(&self) -> BTreeSet<String> {
        let mut declared = BTreeSet::new();
        for (place, schema) in &self.request {
            declare(place, &schema.said, &mut declared);
        }
        declared
    }
}

/// Names all that a schema declares, as [`name`](super::name) names what a value holds.
pub(crate) fn declare(place: &str, schema: &Value, declared: &mut BTreeSet<String>) {
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let name = format!("{place}.{name}");
        declare(&name, property, declared);
        declared.insert(name);
    }
    let variants = ["anyOf", "oneOf", "allOf"].iter().filter_map(|keyword| schema[*keyword].as_array()).flatten();
    schema.get("items").into_iter().chain(variants).for_each(|schema| declare(place, schema, declared));
}
