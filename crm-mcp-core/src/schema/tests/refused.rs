//! Types whose schemas some client refuses, and what their authors read.

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
        format!("field of the arguments: `{keyword}` cannot be checked, nor does every client understand it; {advice}")
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
    assert_eq!(output::<Vec<Tree>>().unwrap_err().to_string(), format!("result[].children[] of the result: {advice}"));
}
