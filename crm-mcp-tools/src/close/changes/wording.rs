//! Fields of a record before and after a write, a line each, as people read them.

use serde_json::{Map, Value};

use super::{
    amount,
    applied_fields::{is_empty, is_same},
    names_behind,
};
use crate::{
    close::{
        context::Close,
        records::{CustomFieldDefinition, custom_values::CUSTOM},
        shapes::long_text::cut,
        tables::{argument_names::argument_of, field_source::FieldSource, record_kinds::Kind},
    },
    crm::write::words,
};

/// What holds the address in an entry of a list of them.
const ADDRESSES: [&str; 3] = ["email", "phone", "url"];

/// What a line says at most of one value.
const LONGEST: usize = 2_000;

/// The fields of `new` that differ from `old`, each on a line that begins with a line break.
pub(super) async fn lines(crm: &Close, kind: &Kind, old: &Map<String, Value>, new: &Map<String, Value>) -> String {
    let has_custom = new.keys().any(|field| field.starts_with(CUSTOM));
    let known = if has_custom { crm.definitions(FieldSource::of(kind)).await } else { Vec::new() };
    let mut after = old.clone();
    after.extend(new.clone());
    let mut lines = Vec::new();
    // What begins with an underscore says what the record is, as the question does.
    let said = new.iter().filter(|(field, _)| !field.starts_with('_'));
    for (field, now) in said.filter(|(field, new)| !is_same(new, old.get(*field))) {
        let before = old.get(field).filter(|before| !is_empty(before));
        let before = before.map(|before| {
            let name = names_behind::beside(field, old).map(words::word_of_name);
            format!("{} → ", name.unwrap_or_else(|| shown(field, before, old)))
        });
        let name = match now.as_str() {
            Some(id) => names_behind::behind(crm, kind, field, id).await,
            None => None,
        };
        let now = name.map_or_else(|| shown(field, now, &after), |name| words::word_of_name(&name));
        lines.push(format!("\n- {}: {}{now}", label(field, &known), before.unwrap_or_default()));
    }
    lines.concat()
}

fn shown(field: &str, value: &Value, record: &Map<String, Value>) -> String {
    if is_empty(value) {
        return words::of(&Value::Null);
    }
    let text = amount::shown(field, value, record).or_else(|| addresses(value)).unwrap_or_else(|| words::of(value));
    cut(&text, LONGEST, "not shown here")
}

/// Addresses with their kinds, such as `office ada@x.example`; none if the value is no list of them.
fn addresses(value: &Value) -> Option<String> {
    let entry = |entry: &Value| {
        let entry = entry.as_object()?;
        let address = ADDRESSES.iter().find_map(|field| entry.get(*field)?.as_str())?;
        let kind = entry.get("type").and_then(Value::as_str).unwrap_or_default();
        Some(format!("{} {}", words::escaped(kind, ""), words::word(address)).trim_start().to_owned())
    };
    let entries: Option<Vec<_>> = value.as_array().filter(|list| !list.is_empty())?.iter().map(entry).collect();
    Some(entries?.join(", "))
}

/// The name of a custom field, or what the argument is called, with spaces: `status id` is `status`.
fn label(field: &str, known: &[CustomFieldDefinition]) -> String {
    if let Some(custom) = field.strip_prefix(CUSTOM) {
        let (id, doing) = custom.split_once('.').unwrap_or((custom, ""));
        let name = known.iter().find(|field| field.id == id).and_then(|field| field.name.as_deref()).unwrap_or(id);
        return words::escaped(format!("{name} {doing}").trim(), "");
    }
    let field = argument_of(field);
    words::escaped(&field.strip_suffix("_id").unwrap_or(field).replace('_', " "), "")
}
