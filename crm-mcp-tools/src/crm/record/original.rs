//! Which of the vendor's fields say more than the slim ones that were read out of them.

use std::collections::HashSet;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::crm::record::lenient;

/// Of the vendor's fields those that say more than the slim field of the same name does.
pub(super) fn of(vendors: Map<String, Value>, slim: &impl Serialize) -> Map<String, Value> {
    let Ok(Value::Object(slim)) = serde_json::to_value(slim) else { return vendors };
    let more = |(name, value): (String, Value)| Some((more_than(slim.get(&name), &name, value)?, name));
    vendors.into_iter().filter_map(more).map(|(value, name)| (name, value)).collect()
}

/// The vendor's value if it says more; of a list those items that do.
fn more_than(slim: Option<&Value>, name: &str, mut vendors: Value) -> Option<Value> {
    if matches!(&vendors, Value::Array(_) | Value::Object(_)) {
        lenient::date_in_place(name, &mut vendors);
        let mut told = HashSet::new();
        if let Some(slim) = slim {
            collect(slim, &mut told);
        }
        return match vendors {
            Value::Array(mut items) => {
                items.retain(|item| says_more(item, &told));
                (!items.is_empty()).then_some(Value::Array(items))
            }
            object => says_more(&object, &told).then_some(object),
        };
    }
    // Text for a number, or another spelling of a date, says the same.
    let is_lost = slim.is_none() && !vendors.is_null() && vendors != "";
    is_lost.then_some(vendors)
}

/// The texts and numbers in a value, names among them: a list with ids may have become a map.
fn collect(value: &Value, into: &mut HashSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, into)),
        Value::Object(fields) => {
            for (name, value) in fields {
                into.insert(name.clone());
                collect(value, into);
            }
        }
        scalar => {
            into.insert(spelled(scalar));
        }
    }
}

fn says_more(vendors: &Value, told: &HashSet<String>) -> bool {
    match vendors {
        Value::Array(items) => items.iter().any(|item| says_more(item, told)),
        // What has its id among the slim fields was read as a record, or into a map by its id.
        Value::Object(fields) if fields.get("id").and_then(Value::as_str).is_some_and(|id| told.contains(id)) => false,
        Value::Object(fields) => fields.values().any(|value| says_more(value, told)),
        Value::Null => false,
        scalar => scalar != "" && !told.contains(&spelled(scalar)),
    }
}

fn spelled(scalar: &Value) -> String {
    scalar.as_str().map_or_else(|| scalar.to_string(), str::to_owned)
}
