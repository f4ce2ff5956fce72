//! Fields of a record before and after a write, a line each, as people read them.

use serde_json::{Map, Value};

use super::{amount, applied_fields::is_same, names_behind};
use crate::{
    close::{
        context::Close,
        records::{CustomFieldDefinition, custom_values::CUSTOM},
        shapes::long_text::cut,
        tables::{argument_names::argument_of, field_source::FieldSource, record_kinds::Kind},
    },
    crm::write::words,
};

/// What a line says at most of one value.
const LONGEST: usize = 2_000;

/// The fields of `new` that differ from `old`, each on a line that begins with a line break.
pub(super) async fn lines(crm: &Close, kind: &Kind, old: &Map<String, Value>, new: &Map<String, Value>) -> String {
    let has_custom = new.keys().any(|field| field.starts_with(CUSTOM));
    let known = if has_custom { crm.definitions(FieldSource::of(kind)).await } else { Vec::new() };
    let mut after = old.clone();
    after.extend(new.clone());
    let mut lines = String::new();
    for (field, now) in new.iter().filter(|(field, new)| !is_same(new, old.get(*field))) {
        let before = old.get(field).filter(|before| !before.is_null());
        let before = before.map(|before| {
            let name = names_behind::beside(field, old).map(words::word_of_name);
            format!("{} → ", name.unwrap_or_else(|| shown(field, before, old)))
        });
        let name = match now.as_str() {
            Some(id) => names_behind::behind(crm, kind, field, id).await,
            None => None,
        };
        let now = name.map_or_else(|| shown(field, now, &after), |name| words::word_of_name(&name));
        lines += &format!("\n- {}: {}{now}", label(field, &known), before.unwrap_or_default());
    }
    lines
}

fn shown(field: &str, value: &Value, record: &Map<String, Value>) -> String {
    let text = amount::shown(field, value, record).unwrap_or_else(|| words::of(value));
    cut(&text, LONGEST, "not shown here")
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
