//! A record as the tools give it: the fields that an agent needs, or all of them; never the secrets.

use std::{
    borrow::Cow,
    ops::{Deref, DerefMut},
};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{
    AppointmentNote, Calendar, CalendarEvent, Contact, ContactNote, Conversation, CustomField, Message, Task, lenient,
};

/// What HighLevel tells and no tool does, wherever it stands in an answer.
const SECRETS: [&str; 4] = ["ssn", "ip", "ipAddress", "chargeSnapshot"];

/// Removes the secrets from an answer, at every depth.
pub(super) fn remove_secrets(answer: &mut Value) {
    match answer {
        Value::Object(fields) => {
            fields.retain(|name, _| !SECRETS.contains(&name.as_str()));
            fields.values_mut().for_each(remove_secrets);
        }
        Value::Array(items) => items.iter_mut().for_each(remove_secrets),
        _ => {}
    }
}

/// How much of each record is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Fields {
    #[default]
    Slim,
    All,
}

impl Fields {
    /// Whether it is as if nothing were said of them; a schema then tells no default.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
    pub(crate) fn are_slim(&self) -> bool {
        *self == Self::Slim
    }
}

/// A word, without the two there are: every tool that reads says what `all` does, and the other is what it does anyhow.
impl JsonSchema for Fields {
    fn schema_name() -> Cow<'static, str> {
        "Fields".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string"})
    }
}

/// A record: the fields of `T`, which an agent needs, and on request (`fields: "all"`) all others that the vendor gives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Record<T> {
    /// The fields that are always shown.
    #[serde(flatten)]
    pub slim: T,
    /// The others by the vendor's names; empty unless they were asked for. Secrets are never among them.
    #[serde(flatten)]
    pub others: Map<String, Value>,
}

/// What may have records within it.
pub(crate) trait Parts {
    /// Leaves as much of the records within as is to be shown. Without this there are none.
    fn show(&mut self, _: Fields) {}
}

impl<T: Parts> Parts for Record<T> {
    fn show(&mut self, fields: Fields) {
        self.slim.show(fields);
        match fields {
            Fields::Slim => self.others.clear(),
            Fields::All => self.others.iter_mut().for_each(|(name, value)| lenient::date_in_place(name, value)),
        }
    }
}

impl<T: Parts> Parts for Option<T> {
    fn show(&mut self, fields: Fields) {
        if let Some(part) = self {
            part.show(fields);
        }
    }
}

impl<T: Parts> Parts for Vec<T> {
    fn show(&mut self, fields: Fields) {
        for part in self {
            part.show(fields);
        }
    }
}

impl Parts for AppointmentNote {}
impl Parts for Calendar {}
impl Parts for CalendarEvent {}
impl Parts for Contact {}
impl Parts for ContactNote {}
impl Parts for Conversation {}
impl Parts for CustomField {}
impl Parts for Message {}
impl Parts for Task {}

impl<T> Record<T> {
    /// The record with as much of it as is to be shown.
    pub(crate) fn showing(mut self, fields: Fields) -> Self
    where
        T: Parts,
    {
        self.show(fields);
        self
    }
}

impl<T> Deref for Record<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.slim
    }
}

impl<T> DerefMut for Record<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.slim
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;

    #[derive(Debug, Serialize, Deserialize)]
    struct Slim {
        name: String,
    }

    impl Parts for Slim {}

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

    #[test]
    fn the_other_fields_are_shown_on_request_only_with_their_dates_in_one_form() {
        let vendors = json!({"name": "Ada", "nameLowerCase": "ada", "dateAdded": 1_788_220_800_000_i64,
            "tasks": [{"dueDate": 1_788_220_800_000_i64, "size": 1_788_220_800_000_i64}]});
        let record: Record<Slim> = serde_json::from_value(vendors).unwrap();
        let all = serde_json::to_value(record.showing(Fields::All)).unwrap();
        assert_eq!(
            all,
            json!({"name": "Ada", "nameLowerCase": "ada", "dateAdded": "2026-09-01T00:00:00Z",
            "tasks": [{"dueDate": "2026-09-01T00:00:00Z", "size": 1_788_220_800_000_i64}]})
        );
        let again: Record<Slim> = serde_json::from_value(all).unwrap();
        assert_eq!(serde_json::to_value(again.showing(Fields::Slim)).unwrap(), json!({"name": "Ada"}));
    }
}
