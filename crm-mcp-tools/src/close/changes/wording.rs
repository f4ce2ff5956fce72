//! Fields of a record before and after a write, a line each, as people read them.

use serde_json::{Map, Value};

use super::applied_fields::is_same;
use crate::{
    close::{
        context::Close,
        records::{CustomFieldDefinition, custom_values::CUSTOM},
        tables::record_kinds::Kind,
    },
    crm::write::words,
};

/// What a line says at most of one value.
const LONGEST: usize = 2_000;

/// The amounts, which Close counts in the smallest unit of the currency.
const AMOUNTS: [&str; 1] = ["value"];

/// The fields of `new` that differ from `old`, each on a line that begins with a line break.
pub(super) async fn lines(crm: &Close, _: &Kind, old: &Map<String, Value>, new: &Map<String, Value>) -> String {
    let has_custom = new.keys().any(|field| field.starts_with(CUSTOM));
    let known = if has_custom { Some(crm.recent::<CustomFieldDefinition>().await) } else { None };
    let known = known.as_deref().unwrap_or_default();
    let changed = new.iter().filter(|(field, new)| !is_same(new, old.get(*field)));
    let lines = changed.map(|(field, new)| {
        let now = shown(field, new, old);
        let before = old.get(field).filter(|old| !old.is_null()).map(|old_value| shown(field, old_value, old));
        let change = before.map_or(now.clone(), |before| format!("{before} → {now}"));
        format!("\n- {}: {change}", label(field, known))
    });
    lines.collect()
}

fn shown(field: &str, value: &Value, record: &Map<String, Value>) -> String {
    let amount = value.as_i64().filter(|_| AMOUNTS.contains(&field));
    let text = match amount {
        Some(minor) => {
            let currency = record.get("value_currency").and_then(Value::as_str).unwrap_or_default();
            format!("{}{}.{:02} {currency}", if minor < 0 { "-" } else { "" }, minor.abs() / 100, minor.abs() % 100)
        }
        None => words::of(value),
    };
    let text = text.trim_end().to_owned();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}… ({} characters more)", &text[..end], text[end..].chars().count()),
        None => text,
    }
}

/// The name of a custom field, or the field's own with spaces: `status id` is `status`.
fn label(field: &str, known: &[CustomFieldDefinition]) -> String {
    if let Some(custom) = field.strip_prefix(CUSTOM) {
        let (id, doing) = custom.split_once('.').unwrap_or((custom, ""));
        let name = known.iter().find(|field| field.id == id).and_then(|field| field.name.as_deref()).unwrap_or(id);
        return words::escaped(format!("{name} {doing}").trim(), "");
    }
    words::escaped(&field.strip_suffix("_id").unwrap_or(field).replace('_', " "), "")
}
