//! Schemas of every kind of type, as clients are shown them.

#![allow(clippy::unwrap_used)]

mod refused;

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{ResultShape, Schema, SchemaError};

fn shape<T: JsonSchema>() -> Result<ResultShape, SchemaError> {
    ResultShape::of(Some(ResultShape::generator().into_root_schema_for::<T>()))
}

fn output<T: JsonSchema>() -> Result<String, SchemaError> {
    shape::<T>().map(|shape| serde_json::to_string(&shape.shown()).unwrap())
}

/// A struct with everything that a tool's arguments may have.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Search {
    /// The words to look for.
    #[schemars(length(min = 1, max = 75))]
    pub(crate) query: String,
    /// How many to return.
    #[serde(default = "twenty")]
    #[schemars(range(min = 1, max = 100))]
    pub(crate) limit: u32,
    /// Contacts with all of these.
    #[serde(default)]
    #[schemars(length(max = 3), inner(length(min = 1)))]
    pub(crate) tags: BTreeSet<String>,
    /// In which order.
    pub(crate) order: Option<Order>,
    pub(crate) near: Option<Place>,
    /// Values by the id or the name of their field; `null` clears one.
    #[serde(default)]
    pub(crate) custom_fields: BTreeMap<String, Value>,
    /// How often each word counts.
    pub(crate) weights: Option<BTreeMap<String, f64>>,
    #[serde(flatten)]
    pub(crate) page: Page,
    /// What it was worth.
    pub(crate) worth: Option<Worth>,
    /// Not before that day.
    #[schemars(extend("format" = "date"))]
    pub(crate) since: Option<String>,
    #[schemars(regex(pattern = r"^\+[0-9]+$"))]
    pub(crate) phone: Option<String>,
    pub(crate) dnd: Option<bool>,
}

fn twenty() -> u32 {
    20
}

/// Of what is found.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Order {
    /// The oldest first.
    Asc,
    /// The newest first.
    Desc,
    Best,
}

/// A place on earth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Place {
    #[schemars(range(min = -90.0, max = 90.0))]
    pub(crate) lat: f64,
    #[schemars(extend("exclusiveMinimum" = -180))]
    pub(crate) lon: f64,
    pub(crate) names: Option<Vec<String>>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Page {
    /// From the last answer.
    #[serde(default)]
    pub(crate) cursor: Option<String>,
    pub(crate) skip: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum Worth {
    Cents(i64),
    Range { from: i64, to: i64 },
    Words(String),
}

fn input<T: JsonSchema>() -> String {
    serde_json::to_string_pretty(&Schema::input::<T>().unwrap()).unwrap()
}

#[test]
fn every_feature_in_one_input_schema() {
    insta::assert_snapshot!(input::<Search>());
}

#[test]
fn tags_and_constants_become_enums() {
    #[derive(JsonSchema)]
    #[allow(dead_code)]
    struct Send {
        message: Message,
        /// Of the sender.
        #[schemars(extend("const" = "us"))]
        country: String,
        #[schemars(extend("multipleOf" = 5, "minimum" = 0, "title" = "Minutes", "x-unit" = "minute"))]
        delay: u8,
        size: Option<u64>,
        when: Box<Option<Order>>,
    }

    #[derive(JsonSchema)]
    #[serde(tag = "type")]
    #[allow(dead_code)]
    enum Message {
        /// A short one.
        Sms {
            body: String,
        },
        Email {
            subject: Option<String>,
        },
    }

    insta::assert_snapshot!(input::<Send>());
}

/// What a client that validates could refuse is not in it: `null` where a single type stands, limits, formats.
#[test]
fn an_output_schema_promises_what_the_type_guarantees() {
    #[derive(Serialize, JsonSchema)]
    struct Contact {
        id: String,
        /// Empty for a company.
        name: Option<String>,
        /// Left out if unknown.
        #[serde(skip_serializing_if = "Option::is_none")]
        phone: Option<String>,
        order: Option<Order>,
        scores: Vec<Option<u32>>,
        fields: BTreeMap<String, Option<String>>,
        anything: Value,
        pair: (u8, String),
        nothing: (),
        #[schemars(range(max = 7), extend("multipleOf" = 0.5))]
        weight: f64,
        #[schemars(length(max = 5), extend("format" = "email", "pattern" = "@"))]
        email: String,
        #[serde(default)]
        stage: Stage,
        worth: Worth,
        #[serde(flatten)]
        place: Place,
    }

    #[derive(Default, Serialize, JsonSchema)]
    #[allow(dead_code)]
    enum Stage {
        #[default]
        Lead,
        Customer,
    }

    let shape = shape::<Contact>().unwrap();
    insta::assert_snapshot!(serde_json::to_string_pretty(&shape.shown().unwrap()).unwrap());
}

#[test]
fn a_result_that_is_not_an_object_is_wrapped() {
    let wrapped =
        |value: &str| format!(r#"{{"type":"object","properties":{{"result":{value}}},"required":["result"]}}"#);
    assert_eq!(output::<Vec<u8>>().unwrap(), wrapped(r#"{"type":"array","items":{"type":"integer"}}"#));
    assert_eq!(output::<Option<u8>>().unwrap(), wrapped("{}"), "a client that validates must not refuse `null`");
    assert_eq!(output::<bool>().unwrap(), wrapped(r#"{"type":"boolean"}"#));
    assert_eq!(output::<f64>().unwrap(), wrapped(r#"{"type":"number"}"#));
    assert_eq!(output::<Value>().unwrap(), wrapped("{}"));
    assert_eq!(output::<(u8, String)>().unwrap(), wrapped(r#"{"type":"array","items":{}}"#));
    assert!(output::<Order>().unwrap().starts_with(r#"{"type":"object","properties":{"result":{"type":"string","#));
    assert!(output::<Worth>().unwrap().starts_with(r#"{"type":"object","properties":{"result":{"anyOf":["#));
}

#[test]
fn the_schema_of_an_enum_of_objects_is_of_an_object() {
    #[derive(Serialize, JsonSchema)]
    #[serde(tag = "kind", rename_all = "snake_case")]
    #[allow(dead_code)]
    enum Event {
        Call { minutes: u32 },
        Note { text: String },
        Other,
    }

    #[derive(Serialize, JsonSchema)]
    #[serde(untagged)]
    #[allow(dead_code)]
    enum Either {
        Place(Place),
        Page(Page),
    }

    let event = output::<Event>().unwrap();
    assert!(event.starts_with(r#"{"type":"object","anyOf":[{"type":"object","properties":{"kind":"#), "{event}");
    assert!(!event.contains(r#""result""#), "{event}");
    let either = output::<Either>().unwrap();
    assert!(either.starts_with(r#"{"type":"object","anyOf":[{"type":"object","#), "{either}");
    assert!(output::<Vec<Event>>().unwrap().starts_with(r#"{"type":"object","properties":{"result":{"type":"array","#));
}

#[test]
fn texts_and_nothing_have_no_schema() {
    #[derive(Serialize, JsonSchema)]
    struct Name(String);

    for schema in [output::<String>(), output::<&'static str>(), output::<Name>(), output::<()>()] {
        assert_eq!(schema.unwrap(), "null");
    }
}

#[test]
fn the_rendered_schemas_are_one_line() {
    #[derive(Serialize, JsonSchema)]
    struct Done {
        id: String,
    }
    let done = r#"{"type":"object","properties":{"id":{"type":"string"}},"required":["id"]"#;
    assert_eq!(output::<Done>().unwrap(), format!("{done}}}"));
    assert_eq!(
        serde_json::to_string(&Schema::input::<Done>().unwrap()).unwrap(),
        format!(r#"{done},"additionalProperties":false}}"#)
    );
}
