//! Whether a request and an answer keep the contract.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::Query;
use bytes::Bytes;
use http::{
    HeaderName, Request, Response,
    header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE},
};
use jsonschema::{ValidationError, error::ValidationErrorKind};
use serde_json::{Map, Value, json};

use super::{
    crm::Crm,
    operation::{Operation, PLACES, Schema},
};

const NO_CONTENT: u16 = 204;

/// What the request holds, by name, and how it breaks the contract.
pub(crate) fn request(crm: &Crm, operation: &Operation, request: &Request<Bytes>) -> (BTreeSet<String>, Vec<String>) {
    let mut violations = plain_headers(crm, request);
    let given = given(crm, operation, request, &mut violations);
    let mut sent = BTreeSet::new();
    for place in PLACES {
        match (operation.request.get(place), given.get(place)) {
            (Some(schema), Some(value)) => {
                violations.extend(faults(place, schema, value, false));
                name(place, value, &mut sent);
            }
            (Some(_), None) => violations.push(format!("{place}: there is none")),
            (None, Some(_)) => violations.push(format!("{place}: there should be none")),
            (None, None) => {}
        }
    }
    (sent, violations)
}

/// How the answer breaks the contract; one of which the properties were selected may lack the others.
pub(crate) fn answer(crm: &Crm, operation: &Operation, is_selected: bool, response: &Response<Bytes>) -> Vec<String> {
    let status = response.status().as_u16();
    let schema = match (operation.answers.get(&status), crm.contract.refusal(status)) {
        (None, None) => return vec![format!("answer {status}: the status is not documented")],
        // Of such a refusal nothing is known, not even that it is JSON.
        (None, Some(schema)) if schema.said == json!({}) => return Vec::new(),
        (Some(schema), _) | (None, Some(schema)) => schema,
    };
    if status == NO_CONTENT {
        return if response.body().is_empty() { Vec::new() } else { vec!["answer 204: there is a body".to_owned()] };
    }
    match serde_json::from_slice(response.body()) {
        Ok(body) => {
            let body = if crm.nulls_are_gaps { without_nulls(body) } else { body };
            faults(&format!("answer {status}"), schema, &body, is_selected)
        }
        Err(error) => vec![format!("answer {status}: the body is no JSON, {error}")],
    }
}

/// The answer without what is null.
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
fn plain_headers(crm: &Crm, request: &Request<Bytes>) -> Vec<String> {
    let given = |header: &HeaderName| request.headers().get(header).and_then(|value| value.to_str().ok());
    let mut violations = Vec::new();
    if !given(&AUTHORIZATION).is_some_and(crm.is_credential) {
        violations.push(format!("header: authorization is not {}", crm.credential));
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
    crm: &Crm,
    operation: &Operation,
    request: &Request<Bytes>,
    violations: &mut Vec<String>,
) -> BTreeMap<&'static str, Value> {
    let mut given = BTreeMap::new();
    let headers = operation.request["header"].said["properties"].as_object().into_iter().flatten();
    let headers =
        headers.filter_map(|(name, _)| Some((name.clone(), request.headers().get(name)?.to_str().ok()?.into())));
    given.insert("header", Value::Object(headers.collect()));
    let path = request.uri().path().strip_prefix(crm.base);
    given.insert("path", json!(path.and_then(|path| operation.ids(request.method(), path))));
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
        let said = &schema.said["properties"][&name];
        let value = typed(said, text);
        match query.get_mut(&name) {
            Some(Value::Array(values)) if is_of(said, &["array"]) => values.push(value),
            Some(_) => violations.push(format!("query/{name}: it is given twice")),
            None if is_of(said, &["array"]) => _ = query.insert(name, json!([value])),
            None => _ = query.insert(name, value),
        }
    }
    query.into()
}

/// The text of a parameter as a value of its type, if it can be one.
fn typed(said: &Value, text: String) -> Value {
    if is_of(said, &["number", "integer", "boolean"]) {
        return serde_json::from_str(&text).unwrap_or(text.into());
    }
    text.into()
}

/// Whether a parameter is of one of these types, or of one of them or null.
fn is_of(said: &Value, kinds: &[&str]) -> bool {
    let kind = &said["type"];
    let names = kind.as_array().map_or(std::slice::from_ref(kind), Vec::as_slice);
    names.iter().filter_map(Value::as_str).any(|name| kinds.contains(&name))
}

fn faults(place: &str, schema: &Schema, value: &Value, is_selected: bool) -> Vec<String> {
    let is_gap = |error: &ValidationError<'_>| matches!(error.kind(), ValidationErrorKind::Required { .. });
    let errors = schema.validator.iter_errors(value).filter(|error| !(is_selected && is_gap(error)));
    let line = |error: ValidationError<'_>| {
        // A word of what is wrong helps; a whole record does not.
        let is_short = !error.instance().is_object() && !error.instance().is_array();
        let said = if is_short { error.to_string() } else { error.masked().to_string() };
        format!("{place}{}: {said}", error.instance_path())
    };
    errors.map(line).collect()
}

/// Names all that a value holds: `body.tags`, `body.dndSettings.SMS.status`.
pub(crate) fn name(place: &str, value: &Value, names: &mut BTreeSet<String>) {
    for (key, value) in value.as_object().into_iter().flatten() {
        let key = format!("{place}.{key}");
        name(&key, value, names);
        names.insert(key);
    }
    value.as_array().into_iter().flatten().for_each(|item| name(place, item, names));
}
