//! Fields before and after a change, a line each, as people read them.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::{Map, Value};
use time::{OffsetDateTime, Time, format_description::well_known::Rfc3339};

use crate::{
    crm::{value::moment::rfc3339, write::words},
    highlevel::{
        context::HighLevel,
        lookups::pipelines::pipelines,
        records::{CustomFields, LostReason, as_html},
    },
};

/// What a line says at most of one value.
const LONGEST: usize = 2_000;

/// What the request names its subject by, which is named otherwise.
const REFERENCES: [&str; 2] = ["contactId", "locationId"];

/// What is shown by the name that goes with the id.
const NAMED: [&str; 3] = ["pipelineId", "pipelineStageId", LOST_REASON];

const LOST_REASON: &str = "lostReasonId";

/// The fields of `new` that differ from `old`, each on a line that begins with a line break. One that `old` lacks is
/// not known to be empty, and always shown.
pub(super) async fn of(crm: &HighLevel, mut old: Map<String, Value>, mut new: Map<String, Value>) -> String {
    new.retain(|field, _| !REFERENCES.contains(&field.as_str()));
    let text = new.get("message").and_then(Value::as_str);
    // An email without HTML of its own has the text once more.
    if text.is_some_and(|text| new.get("html").is_some_and(|html| *html == as_html(text))) {
        new.remove("html");
    }
    let names = if NAMED.iter().any(|id| new.contains_key(*id)) { Some(names(crm, &new).await) } else { None };
    for fields in [&mut old, &mut new] {
        spread_custom_fields(crm, fields).await;
    }
    let lines = new.into_iter().filter_map(|(field, new)| {
        let old = old.remove(&field).map(|old| normalised(&field, old));
        let names = names.as_ref().filter(|_| NAMED.contains(&field.as_str()));
        let change = change(old.as_ref(), &normalised(&field, new), names)?;
        Some(format!("\n- {}: {change}", label(&field)))
    });
    match lines.collect::<String>() {
        nothing if nothing.is_empty() => "\nNothing would change.".to_owned(),
        lines => lines,
    }
}

/// What becomes of a field, if it changes. The values themselves are compared, for two may look alike.
fn change(old: Option<&Value>, new: &Value, names: Option<&HashMap<String, String>>) -> Option<String> {
    let shown = |value: &Value| {
        let name = names.zip(value.as_str()).and_then(|(names, id)| names.get(id));
        with_length(name.map_or_else(|| words::of(value), |name| words::word(name)))
    };
    match (old, shown(new)) {
        (Some(old), _) if old == new => None,
        (Some(old), new) if !old.is_null() => Some(format!("{} → {new}", shown(old))),
        (None, nothing) if new.is_null() => Some(format!("→ {nothing}")),
        (_, new) => Some(new),
    }
}

/// A value in one form, whichever of its forms the vendor or the caller chose.
fn normalised(field: &str, value: Value) -> Value {
    match (field, value) {
        (_, Value::String(text)) if text.is_empty() => Value::Null,
        (_, Value::Array(items)) if items.is_empty() => Value::Null,
        (_, Value::Object(fields)) if fields.is_empty() => Value::Null,
        ("dateOfBirth", Value::String(text)) => day(&text).unwrap_or(text).into(),
        ("dndSettings" | "inboundDndSettings", Value::Object(channels)) => {
            channels.into_iter().map(|(channel, setting)| (channel, status(setting))).collect()
        }
        ("scheduledTimestamp", Value::Number(seconds)) => {
            let moment = seconds.as_i64().and_then(|seconds| rfc3339(seconds.checked_mul(1_000)?));
            moment.map_or(Value::Number(seconds), |moment| moment.replace('T', " ").replace('Z', " UTC").into())
        }
        (_, Value::Number(number)) => whole(&number.to_string()).unwrap_or(Value::Number(number)),
        (_, value) => value,
    }
}

/// The number of `100.0` as that of `100`.
fn whole(number: &str) -> Option<Value> {
    serde_json::from_str(number.strip_suffix(".0")?).ok()
}

/// A do-not-disturb setting as a word, if it says no more.
fn status(setting: Value) -> Value {
    let is_one = setting.as_object().is_some_and(|fields| fields.len() == 1);
    setting.get("status").filter(|_| is_one).cloned().unwrap_or(setting)
}

/// The day that a moment is the beginning of.
fn day(moment: &str) -> Option<String> {
    let moment = OffsetDateTime::parse(moment, &Rfc3339).ok()?;
    (moment.offset().is_utc() && moment.time() == Time::MIDNIGHT).then(|| moment.date().to_string())
}

/// Each custom field as a field, by its key.
async fn spread_custom_fields(crm: &HighLevel, fields: &mut Map<String, Value>) {
    let Some(custom) = fields.remove("customFields") else { return };
    let mut custom = CustomFields::deserialize(custom).unwrap_or_default();
    crm.name_custom_fields([&mut custom]).await;
    fields.extend(custom.0.into_iter().map(|(key, value)| (format!("custom field {key}"), value)));
}

/// The names of pipelines, stages and lost reasons by their ids.
async fn names(crm: &HighLevel, fields: &Map<String, Value>) -> HashMap<String, String> {
    // Names only help: without them there are the ids.
    let pipelines = pipelines(crm).await.unwrap_or_default().into_records().into_iter();
    let named = pipelines.flat_map(|pipeline| {
        let pipeline = pipeline.slim;
        let stages = pipeline.stages.into_iter().map(|stage| (stage.slim.id, stage.slim.name));
        stages.chain([(pipeline.id, pipeline.name)])
    });
    let mut by_id: HashMap<_, _> = named.filter_map(|(id, name)| Some((id, name?))).collect();
    if fields.contains_key(LOST_REASON) {
        let reasons = crm.recent::<LostReason>().await;
        by_id.extend(reasons.iter().filter_map(|reason| Some((reason.id.clone(), reason.name.clone()?))));
    }
    by_id
}

/// `pipelineStageId` as `pipeline stage`; the key of a custom field stays as it is.
fn label(field: &str) -> String {
    if field.contains(' ') {
        return words::escaped(field, "");
    }
    let mut label = String::new();
    for letter in field.strip_suffix("Id").unwrap_or(field).chars() {
        if letter.is_ascii_uppercase() {
            label.push(' ');
        }
        label.push(letter.to_ascii_lowercase());
    }
    label
}

fn with_length(text: String) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}… ({} characters more)", &text[..end], text[end..].chars().count()),
        None => text,
    }
}
