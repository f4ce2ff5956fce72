//! What differs between two contracts, in lines a person reads.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::contract::Contract;

/// What is said of each place in an operation: `query.limit`, `body.tags[]`, `answer 200.contact.id`.
type Facts = BTreeMap<String, Map<String, Value>>;

/// The differences, by operation, then the corrections that do not apply; empty if there are none.
pub(crate) fn report(stored: &Contract, made: &Contract) -> String {
    let mut report = Vec::new();
    for (service, operations) in &stored.services {
        let (before, after) = (operations.as_object(), made.services.get(service).and_then(Value::as_object));
        let names: BTreeSet<_> = before.into_iter().chain(after).flat_map(Map::keys).collect();
        for name in names {
            let lines = match (before.and_then(|all| all.get(name)), after.and_then(|all| all.get(name))) {
                (Some(before), Some(after)) => differences(&facts(before), &facts(after)),
                (Some(_), None) => vec!["the operation is gone".to_owned()],
                _ => vec!["the operation is not stored yet".to_owned()],
            };
            let faults = made.faults.iter().filter_map(|fault| fault.strip_prefix(name.as_str())?.strip_prefix(": "));
            let lines: Vec<_> = lines.into_iter().chain(faults.map(str::to_owned)).collect();
            if !lines.is_empty() {
                report.push(format!("{name}\n  {}\n", lines.join("\n  ")));
            }
        }
    }
    report.concat()
}

fn facts(operation: &Value) -> Facts {
    let mut facts = Facts::new();
    for (part, value) in operation.as_object().into_iter().flatten() {
        match part.as_str() {
            "answers" => value
                .as_object()
                .into_iter()
                .flatten()
                .for_each(|(status, schema)| collect(&format!("answer {status}"), schema, &mut facts)),
            "header" | "path" | "query" | "body" => collect(part, value, &mut facts),
            _ => _ = facts.entry("operation".to_owned()).or_default().insert(part.clone(), value.clone()),
        }
    }
    facts
}

/// Collects what a schema says of a place and of those below it.
fn collect(place: &str, schema: &Value, facts: &mut Facts) {
    facts.entry(place.to_owned()).or_default();
    for (keyword, value) in schema.as_object().into_iter().flatten() {
        match (keyword.as_str(), value) {
            ("properties", Value::Object(properties)) => {
                properties.iter().for_each(|(name, schema)| collect(&format!("{place}.{name}"), schema, facts));
            }
            ("items", schema) => collect(&format!("{place}[]"), schema, facts),
            ("anyOf" | "oneOf" | "allOf", Value::Array(variants)) => {
                let numbered = variants.iter().zip(1..);
                numbered.for_each(|(schema, number)| collect(&format!("{place}|{number}"), schema, facts));
            }
            ("required", Value::Array(names)) => {
                for name in names.iter().filter_map(Value::as_str) {
                    let property = facts.entry(format!("{place}.{name}")).or_default();
                    property.insert("required".to_owned(), true.into());
                }
            }
            _ => _ = facts.entry(place.to_owned()).or_default().insert(keyword.clone(), value.clone()),
        }
    }
}

fn differences(before: &Facts, after: &Facts) -> Vec<String> {
    let is_below =
        |place: &str, other: &str| place.strip_prefix(other).is_some_and(|rest| rest.starts_with(['.', '[', '|']));
    // Of what came or went as a whole, the uppermost place is enough.
    let is_part = |place: &str, mine: &Facts, other: &Facts| {
        mine.keys().any(|parent| is_below(place, parent) && !other.contains_key(parent))
    };
    let mut lines = Vec::new();
    for place in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
        match (before.get(place), after.get(place)) {
            (Some(_), None) if !is_part(place, before, after) => lines.push(format!("{place} is gone")),
            (None, Some(said)) if !is_part(place, after, before) => lines.push(format!("{place} is new{}", kind(said))),
            (Some(before), Some(after)) => lines.extend(changes(before, after).map(|what| format!("{place} {what}"))),
            _ => {}
        }
    }
    lines
}

/// What a new place is, as far as a line tells it.
fn kind(said: &Map<String, Value>) -> String {
    let kind = said.get("type").map(|kind| format!(": {}", text(Some(kind)))).unwrap_or_default();
    let required = if said.contains_key("required") { ", required" } else { "" };
    kind + required
}

fn changes<'a>(
    before: &'a Map<String, Value>,
    after: &'a Map<String, Value>,
) -> impl Iterator<Item = String> + use<'a> {
    let keywords: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    let changed = keywords.into_iter().filter(|keyword| before.get(*keyword) != after.get(*keyword));
    changed.map(|keyword| match (keyword.as_str(), before.get(keyword), after.get(keyword)) {
        ("required", None, _) => "is now required".to_owned(),
        ("required", _, None) => "is no longer required".to_owned(),
        (_, Some(Value::Array(before)), Some(Value::Array(after))) => {
            format!("{keyword}:{}{}", without(" -", before, after), without(" +", after, before))
        }
        (_, before, after) => format!("{keyword}: {} -> {}", text(before), text(after)),
    })
}

/// Those of the first list that are not in the second.
fn without(mark: &str, list: &[Value], other: &[Value]) -> String {
    let others = list.iter().filter(|item| !other.contains(item));
    others.map(|item| format!("{mark}{}", text(Some(item)))).collect::<Vec<_>>().concat()
}

fn text(value: Option<&Value>) -> String {
    match value {
        None => "none".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}
