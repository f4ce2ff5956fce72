//! Fields before and after a change, a line each, as people read them.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;

use super::Fields;
use crate::highlevel::{CustomFields, HighLevel, conversations, opportunities};

/// What a line says at most of one value.
const LONGEST: usize = 2_000;

/// What the request names its subject by, which is named otherwise.
const REFERENCES: [&str; 2] = ["contactId", "locationId"];

/// The fields of `new` that differ from `old`, each on a line that begins with a line break.
pub(super) async fn of(crm: &HighLevel, mut old: Fields, mut new: Fields) -> String {
    new.retain(|field, _| !REFERENCES.contains(&field.as_str()));
    let text = new.get("message").and_then(Value::as_str);
    // An email without HTML of its own has the text once more.
    if text.is_some_and(|text| new.get("html").is_some_and(|html| *html == conversations::as_html(text))) {
        new.remove("html");
    }
    old.retain(|field, _| new.contains_key(field));
    let names = names_of_stages(crm, &new).await;
    for fields in [&mut old, &mut new] {
        spread_custom_fields(crm, fields).await;
        for id in ["pipelineId", "pipelineStageId"] {
            if let Some(name) = fields.get(id).and_then(Value::as_str).and_then(|id| names.get(id)) {
                fields.insert(id.to_owned(), name.as_str().into());
            }
        }
    }
    let lines = new.iter().filter_map(|(field, new)| line(field, old.get(field), new));
    match lines.collect::<String>() {
        nothing if nothing.is_empty() => "\nIt is so already.".to_owned(),
        lines => lines,
    }
}

fn line(field: &str, old: Option<&Value>, new: &Value) -> Option<String> {
    let (old, new) = (old.map(shown).unwrap_or_default(), shown(new));
    if old == new {
        return None;
    }
    let change = match [old, new].map(shortened) {
        [old, new] if old.is_empty() => new,
        [old, new] if new.is_empty() => format!("{old} → (empty)"),
        [old, new] => format!("{old} → {new}"),
    };
    Some(format!("\n- {}: {change}", label(field)))
}

/// Each custom field as a field, by its key.
async fn spread_custom_fields(crm: &HighLevel, fields: &mut Fields) {
    let Some(custom) = fields.remove("customFields") else { return };
    let mut custom = CustomFields::deserialize(custom).unwrap_or_default();
    crm.name_custom_fields([&mut custom]).await;
    fields.extend(custom.0.into_iter().map(|(key, value)| (format!("custom field {key}"), value)));
}

/// The names of pipelines and stages by their ids, if such ids are to be shown.
async fn names_of_stages(crm: &HighLevel, shown: &Fields) -> HashMap<String, String> {
    if !shown.contains_key("pipelineId") && !shown.contains_key("pipelineStageId") {
        return HashMap::new();
    }
    // Names only help: without them there are the ids.
    let pipelines = opportunities::pipelines(crm).await.unwrap_or_default().into_iter();
    let named = pipelines.flat_map(|pipeline| {
        let pipeline = pipeline.slim;
        let stages = pipeline.stages.into_iter().map(|stage| (stage.slim.id, stage.slim.name));
        stages.chain([(pipeline.id, pipeline.name)])
    });
    named.filter_map(|(id, name)| Some((id, name?))).collect()
}

/// `pipelineStageId` as `pipeline stage`.
fn label(field: &str) -> String {
    let mut label = String::new();
    for letter in field.strip_suffix("Id").unwrap_or(field).chars() {
        if letter.is_ascii_uppercase() {
            label.push(' ');
        }
        label.push(letter.to_ascii_lowercase());
    }
    label
}

/// A value in one form, whichever of its forms the vendor chose; what has several lines cannot pass for several fields.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => indented(midnight(text)),
        Value::Array(items) => items.iter().map(shown).collect::<Vec<_>>().join(", "),
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| format!("{}: {}", label(name), shown(value)))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

/// A day, where the text is the moment at which it begins.
fn midnight(text: &str) -> &str {
    text.split_once('T').filter(|(_, time)| time.starts_with("00:00:00")).map_or(text, |(day, _)| day)
}

/// A text in which no line looks like one of ours.
fn indented(text: &str) -> String {
    let plain: String = text.trim().chars().filter(|letter| *letter == '\n' || is_plain(*letter)).collect();
    plain.replace('\n', "\n    ")
}

fn shortened(text: String) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}… ({} characters more)", &text[..end], text[end..].chars().count()),
        None => text,
    }
}

/// A text for a line that has more on it.
pub(super) fn in_one_line(text: &str) -> String {
    let plain: String = text.chars().map(|letter| if is_plain(letter) { letter } else { ' ' }).collect();
    plain.trim().to_owned()
}

/// Whether a letter stays in its place: control characters break lines, and some others turn the direction of reading.
fn is_plain(letter: char) -> bool {
    !letter.is_control() && !matches!(letter, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
