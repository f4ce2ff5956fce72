#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{ResultShape, Rooted, Schema, SchemaError};

fn shape<T: JsonSchema>() -> Result<ResultShape, SchemaError> {
    ResultShape::of(Some(ResultShape::generator().into_root_schema_for::<T>()))
}

fn output<T: JsonSchema>() -> Result<String, SchemaError> {
    shape::<T>().map(|shape| serde_json::to_string(&shape.schema().map(Rooted)).unwrap())
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
    insta::assert_snapshot!(serde_json::to_string_pretty(shape.schema().unwrap()).unwrap());
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

mod refused {
    //! One type each that some client refuses, and what its author reads.
    #![allow(dead_code)]

    use std::{borrow::Cow, collections::HashMap, num::NonZeroI32};

    use schemars::{SchemaGenerator, json_schema};
    use serde_json::json;

    use super::*;

    fn message<T: JsonSchema>() -> String {
        Schema::input::<T>().unwrap_err().to_string()
    }

    /// The message about a struct with this field.
    macro_rules! about {
        ($(#[$attribute:meta])* $type:ty) => {{
            #[derive(JsonSchema)]
            struct Arguments {
                $(#[$attribute])*
                field: $type,
            }
            message::<Arguments>()
        }};
    }

    #[derive(Serialize, JsonSchema)]
    struct Tree {
        children: Vec<Tree>,
    }

    #[derive(JsonSchema)]
    struct Unit;

    #[test]
    fn arguments_that_are_no_struct() {
        #[derive(JsonSchema)]
        struct Open {
            name: String,
            #[serde(flatten)]
            rest: HashMap<String, String>,
        }
        let advice = "arguments: the type must be a struct whose fields all have names; put it into a field of such a struct, \
                      or leave the parameter out where there are no arguments";
        assert_eq!(message::<Order>(), advice);
        assert_eq!(message::<Worth>(), advice);
        assert_eq!(message::<String>(), advice);
        assert_eq!(message::<Vec<Place>>(), advice);
        assert_eq!(message::<Option<Place>>(), advice);
        assert_eq!(message::<HashMap<String, String>>(), advice);
        assert_eq!(message::<Value>(), advice);
        assert_eq!(message::<Open>(), advice);
        assert_eq!(message::<Unit>(), "arguments: nothing but `null` fits; leave the field or the parameter out",);
    }

    #[test]
    fn types_that_contain_themselves() {
        let advice = "the type contains itself; nest a fixed number of types, for clients follow no references";
        assert_eq!(message::<Tree>(), format!("children[] of the arguments: {advice}"));
        assert_eq!(about!(Tree), format!("field.children[] of the arguments: {advice}"));
        assert_eq!(about!(HashMap<String, Option<Tree>>), format!("field.*.children[] of the arguments: {advice}"));
    }

    #[test]
    fn values_of_which_nothing_is_said() {
        let advice = "any value fits; name a type, or use a map where all is free";
        assert_eq!(about!(Value), format!("field of the arguments: {advice}"));
        assert_eq!(about!(Vec<Value>), format!("field[] of the arguments: {advice}"));
        assert_eq!(
            about!(HashMap<String, Value>),
            "field of the arguments: it is a map of anything without a description; say in its doc comment what may stand in it",
        );
    }

    #[test]
    fn constraints_that_are_not_checked() {
        let message = |keyword, advice| {
            format!(
                "field of the arguments: `{keyword}` cannot be checked, nor does every client understand it; {advice}"
            )
        };
        assert_eq!(about!(NonZeroI32), message("not", "state the range that is allowed"));
        assert_eq!(about!(HashMap<i32, String>), message("patternProperties", "use String for the keys of a map"));
        assert_eq!(
            about!(
                #[schemars(extend("multipleOf" = 0.01))]
                f64
            ),
            message("multipleOf", "count in the smallest unit, as an integer"),
        );
        assert_eq!(
            about!(
                #[schemars(extend("enum" = [1, 2]))]
                u8
            ),
            message("enum", "name the choices in words")
        );
        assert_eq!(
            about!(#[schemars(extend("contains" = {}))] Vec<String>),
            message("contains", "leave it out, and say it in the doc comment"),
        );
        assert_eq!(
            about!(
                #[serde(flatten)]
                Worth
            ),
            "arguments: `anyOf` cannot be checked, nor does every client understand it; \
             flatten structs only, and put an enum into a field of its own",
        );
    }

    #[test]
    fn names_that_two_fields_share() {
        #[derive(JsonSchema)]
        struct Aliased {
            #[schemars(extend("x-alias" = ["id", "pipeline"]))]
            pipeline_id: String,
            #[schemars(extend("x-alias" = ["id"]))]
            stage_id: String,
        }
        #[derive(JsonSchema)]
        struct Named {
            place: Twice,
        }
        #[derive(JsonSchema)]
        struct Twice {
            #[schemars(extend("x-alias" = ["city"]))]
            place: String,
            city: Option<String>,
        }
        assert_eq!(
            message::<Aliased>(),
            "arguments: two of its fields have the name or alias `id`; leave it to one of them"
        );
        assert_eq!(
            message::<Named>(),
            "place of the arguments: two of its fields have the name or alias `city`; leave it to one of them"
        );
        assert_eq!(
            about!(
                #[schemars(extend("x-alias" = ["field"]))]
                u8
            ),
            "arguments: two of its fields have the name or alias `field`; leave it to one of them"
        );
    }

    #[test]
    fn hidden_fields_that_no_call_can_do_without() {
        assert_eq!(
            about!(
                #[schemars(extend("x-hidden" = true))]
                u8
            ),
            "field of the arguments: it is hidden, yet no call is possible without it; make it optional, or show it"
        );
        assert_eq!(
            about!(
                #[schemars(extend("x-alias" = "id"))]
                u8
            ),
            "field of the arguments: its `x-alias` does not suit its type (invalid type: string \"id\", expected a \
             sequence); state another",
        );
    }

    #[test]
    fn the_rest() {
        assert_eq!(
            about!(schemars::Schema),
            "field of the arguments: several types fit; use one of them, or an untagged enum",
        );
        assert_eq!(about!((u8, u8)), "field of the arguments: it is a tuple; use a struct, or a Vec of one type");
        assert_eq!(
            about!(
                #[schemars(regex(pattern = "(?=a)"))]
                String
            ),
            "field of the arguments: its pattern is refused (look-around is not supported); \
             use the syntax of the crate regex-lite",
        );
        assert_eq!(
            about!(
                #[schemars(range(min = 0.5))]
                u8
            ),
            "field of the arguments: its `minimum` does not suit its type (invalid type: floating point `0.5`, \
             expected i128); state another",
        );
    }

    #[test]
    fn more_fields_than_a_model_can_use() {
        struct Many;

        impl JsonSchema for Many {
            fn schema_name() -> Cow<'static, str> {
                "Many".into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> schemars::Schema {
                let fields: BTreeMap<_, _> =
                    (0..129).map(|field| (format!("f{field}"), json!({ "type": "string" }))).collect();
                json_schema!({ "type": "object", "properties": fields })
            }
        }

        assert_eq!(message::<Many>(), "arguments: it has more than 128 fields; group them in structs, or use a map",);
    }

    #[test]
    fn results_that_contain_themselves() {
        let advice = "the type contains itself; nest a fixed number of types, for clients follow no references";
        assert_eq!(output::<Tree>().unwrap_err().to_string(), format!("children[] of the result: {advice}"));
        assert_eq!(
            output::<Vec<Tree>>().unwrap_err().to_string(),
            format!("result[].children[] of the result: {advice}")
        );
    }
}
