//! After a create of which nobody knows whether it was carried out: whether the record is there.

use crm_mcp_core::ToolError;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use time::UtcDateTime;

use super::applied_fields::is_same;
use crate::{
    close::{
        context::Close,
        dialect::CloseDialect,
        tables::{
            look_ups::{LookUp, LookUpPlace, look_up_of},
            operations::SEARCH,
        },
    },
    crm::{
        operation::Write,
        request::Request,
        write::lost::{Candidate, Looked, latest},
    },
};

/// Why a create, sent at that time, failed; and whether the record is there.
pub(super) async fn looked_up(
    request: &Request<'_, CloseDialect, Write>,
    sent: UtcDateTime,
    error: ToolError,
) -> ToolError {
    let (Some(look_up), Ok(body)) = (look_up_of(request.operation()), request.fields()) else { return error };
    let looked = look(request.crm(), look_up, &body, sent).await;
    look_up.words.told(looked, sent, error)
}

/// What a list answers.
#[derive(Deserialize)]
struct FoundRows {
    data: Vec<Map<String, Value>>,
    #[serde(default)]
    has_more: bool,
}

async fn look(
    crm: &Close,
    LookUp { place, marks, .. }: &LookUp,
    body: &Map<String, Value>,
    sent: UtcDateTime,
) -> Result<Looked, ToolError> {
    let (FoundRows { data, has_more }, is_narrow) = match place {
        LookUpPlace::LeadsOfName => match body.get("name").and_then(Value::as_str) {
            Some(name) => (crm.call(&SEARCH).body(&leads_of_name(name))?.send().await?, false),
            None => return Ok(Looked::Nowhere),
        },
        LookUpPlace::List { list, of, with } => {
            let mut request = crm.call(*list);
            for field in *of {
                let Some(value) = body.get(*field).and_then(Value::as_str) else { return Ok(Looked::Nowhere) };
                request = request.with(field, value);
            }
            let request = with.iter().fold(request, |request, (name, value)| request.with(name, value));
            (request.send().await?, !of.is_empty())
        }
    };
    let same = data.iter().filter(|record| has_marks(body, record, marks));
    if let Some(found) = latest(same.filter_map(candidate)) {
        return Ok(Looked::Found(found));
    }
    let recent = data.iter().filter_map(candidate).filter(|candidate| candidate.is_made_since(sent));
    Ok(match latest(recent).filter(|_| is_narrow) {
        Some(similar) => Looked::Similar(similar),
        None if has_more => Looked::Nowhere,
        None => Looked::Nothing,
    })
}

/// The search for the leads of a name, the newest first. It finds them by words, so others may be among them.
fn leads_of_name(name: &str) -> Value {
    let field = |field: &str| json!({"type": "regular_field", "object_type": "lead", "field_name": field});
    json!({
        "query": {"type": "and", "queries": [
            {"type": "object_type", "object_type": "lead"},
            {"type": "field_condition", "field": field("name"),
             "condition": {"type": "text", "mode": "full_words", "value": name}},
        ]},
        "sort": [{"direction": "desc", "field": field("date_created")}],
        "_fields": {"lead": ["id", "name", "display_name", "date_created"]},
        "_limit": 100,
    })
}

/// Whether a record has what was sent in these fields. One that has none of them is not known by them.
fn has_marks(sent: &Map<String, Value>, record: &Map<String, Value>, marks: &[&str]) -> bool {
    let compared: Vec<_> = marks
        .iter()
        .filter_map(|mark| Some((sent.get(*mark).filter(|value| !value.is_null())?, record.get(*mark)?)))
        .collect();
    !compared.is_empty() && compared.into_iter().all(|(sent, has)| is_same(&plain(sent), Some(&plain(has))))
}

/// A text without markup, which Close writes in a form of its own.
fn plain(value: &Value) -> Value {
    let Some(text) = value.as_str().filter(|text| text.contains('<')) else { return value.clone() };
    let mut words = String::with_capacity(text.len());
    for part in text.split('<') {
        words.push_str(part.split_once('>').map_or(part, |(_, text)| text));
        words.push(' ');
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ").into()
}

fn candidate(record: &Map<String, Value>) -> Option<Candidate> {
    let text = |field: &str| record.get(field).and_then(Value::as_str).map(str::to_owned);
    // Some kinds have their times without an offset; they are in UTC.
    let made_at = text("date_created").map(|time| {
        let has_offset = time.ends_with('Z') || time.get(10..).is_some_and(|time| time.contains(['+', '-']));
        if has_offset { time } else { time + "Z" }
    });
    Some(Candidate { id: text("id").filter(|id| !id.is_empty())?, made_at })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn fields(value: Value) -> Map<String, Value> {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn a_record_is_known_by_the_marks_that_were_sent() {
        let marks = ["note", "note_html", "title"];
        for (sent, record, same) in [
            (json!({"note": "Called."}), json!({"note": " Called.", "title": ""}), true),
            (json!({"note": "Called."}), json!({"note": "Called twice."}), false),
            (json!({"note": "Called.", "title": "Call"}), json!({"note": "Called.", "title": "Other"}), false),
            (
                json!({"note_html": "<p>Called <b>Ada</b></p>"}),
                json!({"note_html": "<body><p>Called <b>Ada</b></p></body>"}),
                true,
            ),
            (json!({"note_html": "<p>Called</p>"}), json!({"note": "Called"}), false),
            (json!({"pinned": true}), json!({"note": "Called."}), false),
        ] {
            assert_eq!(has_marks(&fields(sent.clone()), &fields(record.clone()), &marks), same, "{sent} {record}");
        }
    }

    #[test]
    fn a_time_without_an_offset_is_in_utc() {
        for (time, made) in [
            ("2026-09-01T00:00:00", Some(1_788_220_800_000)),
            ("2026-09-01T00:00:00.000000+00:00", Some(1_788_220_800_000)),
            ("2026-08-31T20:00:00-04:00", Some(1_788_220_800_000)),
            ("yesterday", None),
        ] {
            let candidate = candidate(&fields(json!({"id": "acti_1", "date_created": time}))).unwrap();
            assert_eq!(candidate.made(), made, "{time}");
        }
        assert_eq!(candidate(&fields(json!({"date_created": "2026-09-01T00:00:00"}))), None);
    }
}
