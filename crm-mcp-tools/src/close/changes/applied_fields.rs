//! What a write was told to do and did not: the fields that were sent, beside the record that Close answers with.

use serde_json::{Map, Value};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// The fields with markup, which Close writes in its own way.
const MARKUP: [&str; 3] = ["note_html", "body_html", "body"];

/// The fields that were sent and whose value the record does not have. A field that the record does not name is not known,
/// nor is one with markup, unless it is empty.
pub(super) fn not_applied(sent: &Map<String, Value>, told: &Map<String, Value>) -> Vec<String> {
    let differs = |(field, value): &(&String, &Value)| {
        let is_rewritten = |has: &Value| MARKUP.contains(&field.as_str()) && is_empty(has) == is_empty(value);
        told.get(*field).is_some_and(|has| !is_rewritten(has) && !is_same(value, Some(has)))
    };
    sent.iter().filter(differs).map(|(field, _)| field.clone()).collect()
}

/// Whether a value that is sent is what the record has.
pub(super) fn is_same(sent: &Value, has: Option<&Value>) -> bool {
    let nothing = Value::Null;
    let has = has.unwrap_or(&nothing);
    match (sent, has) {
        _ if is_empty(sent) && is_empty(has) => true,
        (Value::Number(sent), Value::Number(has)) => sent.as_f64() == has.as_f64(),
        (Value::String(sent), Value::String(has)) => is_same_text(sent, has),
        (Value::Array(sent), Value::Array(has)) => {
            sent.len() == has.len() && sent.iter().zip(has).all(|(sent, has)| is_same(sent, Some(has)))
        }
        // The record may say more of a part than was sent.
        (Value::Object(sent), Value::Object(has)) => sent.iter().all(|(field, value)| is_same(value, has.get(field))),
        (sent, has) => sent == has,
    }
}

/// Whether a value says nothing.
pub(super) fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

/// Texts are the same but for spaces around them, and moments in whatever zone.
fn is_same_text(sent: &str, has: &str) -> bool {
    let moment = |text: &str| OffsetDateTime::parse(text, &Rfc3339).ok();
    sent.trim() == has.trim() || moment(sent).is_some_and(|sent| moment(has) == Some(sent))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn markup_may_come_back_in_another_form_and_must_come_back() {
        let told =
            |body: &str| Map::from_iter([("note_html".to_owned(), body.into()), ("title".to_owned(), body.into())]);
        let sent = told("<p>one</p>");
        assert_eq!(not_applied(&sent, &told("<body><p>one</p></body>")), ["title"]);
        assert_eq!(not_applied(&sent, &told("")), ["note_html", "title"]);
    }

    #[test]
    fn what_means_the_same_is_the_same() {
        for (sent, has, same) in [
            (json!(null), json!(""), true),
            (json!([]), json!(null), true),
            (json!(5), json!(5.0), true),
            (json!(" a"), json!("a"), true),
            (json!("2026-11-30T10:00:00Z"), json!("2026-11-30T11:00:00+01:00"), true),
            (json!("2026-11-30"), json!("2026-11-30T00:00:00Z"), false),
            (json!([{"email": "a@x.example"}]), json!([{"email": "a@x.example", "type": "office"}]), true),
            (json!([{"email": "a@x.example"}]), json!([]), false),
            (json!("a"), json!("b"), false),
            (json!(null), json!(0), false),
        ] {
            assert_eq!(is_same(&sent, Some(&has)), same, "{sent} {has}");
        }
    }
}
