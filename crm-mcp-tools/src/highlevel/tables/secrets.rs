//! What HighLevel tells and no tool shows.

use serde_json::Value;

/// The names of the fields, wherever they stand in an answer.
const SECRETS: [&str; 4] = ["ssn", "ip", "ipAddress", "chargeSnapshot"];

/// Whether a field with this name is never shown.
pub(in crate::highlevel) fn is_secret(name: &str) -> bool {
    SECRETS.contains(&name)
}

/// Removes the secrets from an answer, at every depth.
pub(in crate::highlevel) fn remove_secrets(answer: &mut Value) {
    match answer {
        Value::Object(fields) => {
            fields.retain(|name, _| !is_secret(name));
            fields.values_mut().for_each(remove_secrets);
        }
        Value::Array(items) => items.iter_mut().for_each(remove_secrets),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn secrets_are_removed_at_every_depth() {
        let mut answer = json!({
            "ssn": "078-05-1120",
            "contacts": [{"name": "Ada", "attributionSource": {"ip": "203.0.113.9", "medium": "form"}}],
            "data": {"chargeSnapshot": {"id": "ch_1"}, "meta": [{"ipAddress": "203.0.113.9"}]},
        });
        remove_secrets(&mut answer);
        let kept = json!({
            "contacts": [{"name": "Ada", "attributionSource": {"medium": "form"}}],
            "data": {"meta": [{}]},
        });
        assert_eq!(answer, kept);
    }
}
