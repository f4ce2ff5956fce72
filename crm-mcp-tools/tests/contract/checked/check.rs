//! Whether a request and an answer keep the contract.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::Query;
use bytes::Bytes;
use http::{
    HeaderName, Request, Response,
    header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE},
};
use jsonschema::ValidationError;
use serde_json::{Map, Value, json};

use super::operation::{Operation, PLACES, Schema};

/// What the request holds, by name, and how it breaks the contract.
pub(crate) fn request(operation: &Operation, request: &Request<Bytes>) -> (BTreeSet<String>, Vec<String>) {
    let mut violations = plain_headers(request);
    let given = given(operation, request, &mut violations);
    let mut sent = BTreeSet::new();
    for place in PLACES {
        match (operation.request.get(place), given.get(place)) {
            (Some(schema), Some(value)) => {
                violations.extend(faults(place, schema, value));
                name(place, value, &mut sent);
            }
            (Some(_), None) => violations.push(format!("{place}: there is none")),
            (None, Some(_)) => violations.push(format!("{place}: there should be none")),
            (None, None) => {}
        }
    }
    (sent, violations)
}

/// How the answer breaks the contract.
pub(crate) fn answer(operation: &Operation, response: &Response<Bytes>) -> Vec<String> {
    let status = response.status().as_u16();
    let Some(schema) = operation.answers.get(&status) else {
        // The vendor answers these, of any operation, and documents none of them.
        let is_known = matches!(status, 403 | 404 | 429 | 500..);
        return if is_known { Vec::new() } else { vec![format!("answer {status}: the status is not documented")] };
    };
    match serde_json::from_slice(response.body()) {
        Ok(body) => faults(&format!("answer {status}"), schema, &without_nulls(body)),
        Err(error) => vec![format!("answer {status}: the body is no JSON, {error}")],
    }
}

/// The answer without what is null. What a record lacks the vendor leaves out or gives as null, at its pleasure; its
/// documents say so nowhere.
fn without_nulls(answer: Value) -> Value {
    match answer {
        Value::Object(object) => {
            let given = object.into_iter().filter(|(_, value)| !value.is_null());
            given.map(|(name, value)| (name, without_nulls(value))).collect()
        }
        Value::Array(items) => items.into_iter().map(without_nulls).collect(),
        _ => answer,
    }
}

/// The headers that the documents do not list as parameters.
fn plain_headers(request: &Request<Bytes>) -> Vec<String> {
    let given = |header: &HeaderName| request.headers().get(header).and_then(|value| value.to_str().ok());
    let has_token = |value: &str| value.strip_prefix("Bearer ").is_some_and(|token| !token.is_empty());
    let mut violations = Vec::new();
    if !given(&AUTHORIZATION).is_some_and(has_token) {
        violations.push("header: authorization is not `Bearer …`".to_owned());
    }
    for header in if request.body().is_empty() { &[ACCEPT][..] } else { &[ACCEPT, CONTENT_TYPE] } {
        if given(header) != Some("application/json") {
            violations.push(format!("header: {header} is not `application/json`"));
        }
    }
    violations
}

/// The request as JSON, by place.
fn given(
    operation: &Operation,
    request: &Request<Bytes>,
    violations: &mut Vec<String>,
) -> BTreeMap<&'static str, Value> {
    let mut given = BTreeMap::new();
    let headers = operation.request["header"].said["properties"].as_object().into_iter().flatten();
    let headers =
        headers.filter_map(|(name, _)| Some((name.clone(), request.headers().get(name)?.to_str().ok()?.into())));
    given.insert("header", Value::Object(headers.collect()));
    given.insert("path", json!(operation.ids(request.method(), request.uri().path())));
    given.insert("query", query(&operation.request["query"], request, violations));
    if !request.body().is_empty() {
        match serde_json::from_slice(request.body()) {
            Ok(body) => _ = given.insert("body", body),
            Err(error) => violations.push(format!("body: it is no JSON, {error}")),
        }
    }
    given
}

fn query(schema: &Schema, request: &Request<Bytes>, violations: &mut Vec<String>) -> Value {
    let mut query = Map::new();
    let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(request.uri()).unwrap();
    for (name, text) in pairs {
        let value = typed(&schema.said["properties"][&name]["type"], text);
        if query.contains_key(&name) {
            violations.push(format!("query/{name}: it is given twice"));
        }
        query.insert(name, value);
    }
    query.into()
}

/// The text of a parameter as a value of its type, if it can be one.
fn typed(kind: &Value, text: String) -> Value {
    match kind.as_str() {
        Some("number" | "integer" | "boolean") => serde_json::from_str(&text).unwrap_or(text.into()),
        _ => text.into(),
    }
}

fn faults(place: &str, schema: &Schema, value: &Value) -> Vec<String> {
    let errors = schema.validator.iter_errors(value);
    let line = |error: ValidationError<'_>| {
        // A word of what is wrong helps; a whole record does not.
        let is_short = !error.instance().is_object() && !error.instance().is_array();
        let said = if is_short { error.to_string() } else { error.masked().to_string() };
        format!("{place}{}: {said}", error.instance_path())
    };
    errors.map(line).collect()
}

/// Names all that a value holds: `body.tags`, `body.dndSettings.SMS.status`.
fn name(place: &str, value: &Value, names: &mut BTreeSet<String>) {
    for (key, value) in value.as_object().into_iter().flatten() {
        let key = format!("{place}.{key}");
        name(&key, value, names);
        names.insert(key);
    }
    value.as_array().into_iter().flatten().for_each(|item| name(place, item, names));
}
