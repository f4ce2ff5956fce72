//! Arguments through a tool, whatever comes: no panic, and either what fits the schema or faults that say why not.

#![allow(clippy::unwrap_used)]

use std::{
    collections::{BTreeMap, BTreeSet},
    iter,
    pin::pin,
    sync::LazyLock,
    task::{Context, Poll, Waker},
};

use crm_mcp_core::{Arguments, CallError, Caller, Effect, ErrorCode, Tool, ToolError, ToolSpec, Toolset};
use proptest::{collection, option, prelude::*};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Rich {
    #[schemars(length(min = 1, max = 5), extend("x-alias" = ["title", "full_name"]))]
    name: String,
    #[schemars(range(min = -3, max = 100))]
    count: i64,
    #[serde(default)]
    #[schemars(range(min = 0.5, max = 2.5))]
    share: Option<f64>,
    flag: Option<bool>,
    kind: Option<Kind>,
    #[serde(default)]
    #[schemars(length(max = 3), inner(length(min = 1)))]
    tags: BTreeSet<String>,
    #[schemars(extend("x-alias" = ["address"]))]
    place: Option<Place>,
    #[schemars(extend("x-hidden" = true, "x-alias" = ["start_after"]))]
    start_after: Option<String>,
    #[serde(flatten)]
    page: Page,
    /// Anything at all.
    #[serde(default)]
    free: BTreeMap<String, Value>,
    worth: Option<Worth>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Kind {
    /// The first.
    One,
    Two,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
struct Place {
    #[schemars(regex(pattern = "^[A-Z]{2}$"))]
    country: String,
    lines: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
struct Page {
    cursor: Option<String>,
    limit: Option<u8>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
enum Worth {
    Cents(i64),
    Words(String),
    Range { from: u32, to: u32 },
}

/// One tool, which gives its arguments back. Its context is a location.
static TOOLS: LazyLock<Toolset<str>> = LazyLock::new(|| {
    let spec = ToolSpec::new("echo", Effect::Read).description("Gives back what it was given.").public();
    let echo = Tool::new(spec, Arguments::<Rich>::new(), |_, rich, _| Box::pin(async { Ok::<_, ToolError>(rich) }));
    Toolset::new([echo.also_prefixed(&PREFIXES).bound("locationId", |location| location)]).unwrap()
});

const PREFIXES: [&str; 3] = ["path_", "query_", "body_"];

/// Fields of [`Rich`] with the names that they have besides.
const ALIASES: [(&str, &[&str]); 4] =
    [("name", &["title", "full_name"]), ("place", &["address"]), ("startAfter", &["start_after"]), ("count", &[])];

/// The arguments as a tool gets them.
fn decode(arguments: &str) -> Result<Rich, ToolError> {
    let caller = Caller::trusted("test");
    let call = pin!(TOOLS.call("echo", arguments, "L1", &caller));
    match call.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(output)) => Ok(output.decode().unwrap()),
        Poll::Ready(Err(CallError::Tool(error))) => Err(error),
        other => panic!("{other:?}"),
    }
}

/// Whether it is what its schema promises.
fn fits(rich: &Rich) -> bool {
    let country =
        |place: &Place| place.country.len() == 2 && place.country.bytes().all(|byte| byte.is_ascii_uppercase());
    (1..=5).contains(&rich.name.chars().count())
        && (-3..=100).contains(&rich.count)
        && rich.share.is_none_or(|share| (0.5..=2.5).contains(&share))
        && rich.tags.len() <= 3
        && !rich.tags.contains("")
        && rich.place.as_ref().is_none_or(country)
}

fn rich() -> impl Strategy<Value = Rich> {
    let kind = prop_oneof![Just(Kind::One), Just(Kind::Two)];
    let place =
        ("[A-Z]{2}", collection::vec(any::<String>(), 0..3)).prop_map(|(country, lines)| Place { country, lines });
    let worth = prop_oneof![
        any::<i64>().prop_map(Worth::Cents),
        ".+".prop_map(Worth::Words),
        any::<(u32, u32)>().prop_map(|(from, to)| Worth::Range { from, to }),
    ];
    let first = (".{1,5}", -3_i64..=100, option::of(quarters()), any::<Option<bool>>(), option::of(kind));
    let second = (collection::btree_set(".+", 0..3), option::of(place), option::of(".+"), any::<Option<u8>>());
    let third = (collection::btree_map(any::<String>(), value(), 0..3), option::of(worth), option::of(".+"));
    (first, second, third).prop_map(
        |((name, count, share, flag, kind), (tags, place, cursor, limit), (free, worth, start_after))| Rich {
            name,
            count,
            share,
            flag,
            kind,
            tags,
            place,
            start_after,
            page: Page { cursor, limit },
            free,
            worth,
        },
    )
}

/// Numbers that survive being written as decimals.
fn quarters() -> impl Strategy<Value = f64> {
    (2..=10_i8).prop_map(|quarters| f64::from(quarters) / 4.0)
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-100..200).prop_map(Value::from),
        quarters().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        r#"|20|1\.5|true|one|AB|\[\]|\{\}|\["a"\]"#.prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            collection::hash_map(name(), inner, 0..6).prop_map(|fields| fields.into_iter().collect()),
        ]
    })
}

/// A name that is known somewhere, or is not.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "name|count|share|flag|kind|tags|place|cursor|limit|free|worth|country|lines|from|to",
        1 => "title|address|startAfter|path_name|query_limit|body_address|locationId|query_locationId",
        1 => any::<String>(),
    ]
}

/// Two values with the members of both, so that it is often only a few fields that do not fit.
fn mixed() -> impl Strategy<Value = Value> {
    (rich(), collection::hash_map(name(), value(), 0..4)).prop_map(|(rich, others)| {
        let mut fields = json!(rich).as_object().unwrap().clone();
        fields.extend(others);
        Value::from(fields)
    })
}

/// The same without members that are a field under another name.
fn mixed_by_field() -> impl Strategy<Value = Value> {
    mixed().prop_map(|mut value| {
        let is_plain = |name: &str| !ALIASES.iter().any(|(_, aliases)| aliases.contains(&name)) && !name.contains('_');
        value.as_object_mut().unwrap().retain(|name, _| is_plain(name));
        value
    })
}

/// One choice for each field in [`ALIASES`].
fn spellings() -> impl Strategy<Value = [usize; ALIASES.len()]> {
    any::<[usize; ALIASES.len()]>()
}

/// The same with other names for the fields in [`ALIASES`]; `choices` says which.
fn respelt(value: &Value, choices: &[usize]) -> Value {
    let mut fields = value.as_object().unwrap().clone();
    for ((name, aliases), choice) in ALIASES.iter().zip(choices) {
        let names: Vec<_> = iter::once(name).chain(*aliases).collect();
        let prefixes: Vec<_> = iter::once(&"").chain(&PREFIXES).collect();
        let other = format!("{}{}", prefixes[choice % prefixes.len()], names[choice / prefixes.len() % names.len()]);
        if let Some(value) = fields.remove(*name) {
            fields.insert(other, value);
        }
    }
    fields.into()
}

fn check(arguments: &str) -> Result<(), TestCaseError> {
    match decode(arguments) {
        Ok(rich) => prop_assert!(fits(&rich), "{rich:?}"),
        Err(error) => {
            prop_assert_eq!(error.code(), ErrorCode::InvalidArguments);
            prop_assert!((1..=20).contains(&error.faults().len()));
            for fault in error.faults() {
                prop_assert!(!fault.path.is_empty() && !fault.expected.is_empty(), "{:?}", fault);
                prop_assert!(fault.to_string().len() < 1000, "{}", fault);
            }
        }
    }
    Ok(())
}

proptest! {
    // A case that failed belongs into a test of its own, not into a file.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_fits_or_is_explained(text in any::<String>()) {
        check(&text)?;
    }

    #[test]
    fn any_json_fits_or_is_explained(value in value()) {
        check(&value.to_string())?;
    }

    #[test]
    fn almost_fitting_json_fits_or_is_explained(value in mixed()) {
        check(&value.to_string())?;
    }

    #[test]
    fn cut_off_json_is_explained(value in mixed(), part in 0.0..1.0) {
        let json = value.to_string();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
        let end = json.floor_char_boundary((json.len() as f64 * part) as usize);
        check(&json[..end])?;
        prop_assert!(decode(&json[..end]).is_err());
    }

    #[test]
    fn what_is_serialised_decodes_to_the_same(rich in rich()) {
        prop_assert_eq!(decode(&json!(rich).to_string()).unwrap(), rich);
    }

    #[test]
    fn every_spelling_means_the_same(value in mixed_by_field(), choices in spellings()) {
        let (one, other) = (decode(&value.to_string()), decode(&respelt(&value, &choices).to_string()));
        let count = |result: &Result<Rich, ToolError>| result.as_ref().map_err(|error| error.faults().len()).err();
        prop_assert_eq!(count(&one), count(&other));
        prop_assert_eq!(one.ok(), other.ok());
    }

    #[test]
    fn a_field_comes_once_whatever_its_spelling(rich in rich(), choices in spellings()) {
        let mut fields = respelt(&json!(rich), &choices).as_object().unwrap().clone();
        let canonical = fields.insert("name".to_owned(), "again".into());
        match decode(&json!(fields).to_string()) {
            Ok(decoded) => prop_assert!(canonical.is_some(), "{:?}", decoded),
            Err(error) => prop_assert!(canonical.is_none() && error.faults()[0].expected == "the field once", "{}", error),
        }
    }

    #[test]
    fn another_value_than_the_bound_one_is_refused(rich in rich(), other in value()) {
        let mut fields = json!(rich).as_object().unwrap().clone();
        fields.insert("query_locationId".to_owned(), "L1".into());
        prop_assert_eq!(decode(&json!(fields).to_string()).unwrap(), rich);

        fields.insert("locationId".to_owned(), other.clone());
        match decode(&json!(fields).to_string()) {
            Ok(_) => prop_assert!([json!(null), json!(""), json!("L1")].contains(&other), "{}", other),
            Err(error) => {
                prop_assert_eq!(error.faults().len(), 1);
                prop_assert_eq!(&error.faults()[0].path, "locationId");
                prop_assert_eq!(&error.faults()[0].expected, "L1, to which this server is bound; leave it out");
            }
        }
    }
}

#[test]
fn a_model_reads_every_fault_and_what_to_do() {
    let error = decode(r#"{"nam":"","count":"7","kind":"One","place":{"country":"de","lines":null}}"#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the arguments do not fit: \
         nam: expected a known field, got an unknown one (did you mean name?); \
         kind: expected one of two, one, got the string \"One\" (did you mean one?); \
         place.country: expected a string matching ^[A-Z]{2}$, got the string \"de\"; \
         place.lines: expected an array, each a string, got null; \
         name: expected a string of 1 to 5 characters, got nothing. \
         Next: correct what is listed and call again."
    );
}

/// A program between the model and the server adds them to every call, so the model cannot leave them out.
#[test]
fn arguments_that_client_programs_add_are_passed_over() {
    let added = json!({
        "toolCallId": "call_1",
        "tool": { "name": "echo" },
        "sessionId": "s1",
        "action": "sendMessage",
        "chatInput": "hello",
        "task_progress": "- [ ] a",
    });
    let plain = decode(r#"{"name":"abc","count":1}"#).unwrap();
    let mut all = json!({ "name": "abc", "count": 1 });
    for (name, value) in added.as_object().unwrap() {
        let one = json!({ "name": "abc", name: value, "count": 1 });
        assert_eq!(decode(&one.to_string()).unwrap(), plain, "{name}");
        assert_eq!(decode(&json!(one.to_string()).to_string()).unwrap(), plain, "{name}");
        all[name] = value.clone();
    }
    assert_eq!(decode(&all.to_string()).unwrap(), plain);

    // Anywhere else, and under any other name, an unknown field is a slip.
    for (arguments, path) in [
        (json!({ "name": "abc", "count": 1, "toolCallID": "c" }), "toolCallID"),
        (json!({ "name": "abc", "count": 1, "body_toolCallId": "c" }), "body_toolCallId"),
        (json!({ "name": "abc", "count": 1, "place": { "country": "DE", "lines": [], "action": 1 } }), "place.action"),
    ] {
        let error = decode(&arguments.to_string()).unwrap_err();
        assert_eq!(error.faults().iter().map(|fault| &*fault.path).collect::<Vec<_>>(), [path], "{error}");
    }
}

#[test]
fn a_tool_gets_its_own_fields_that_client_programs_add_too() {
    #[derive(Debug, Serialize, Deserialize, JsonSchema)]
    struct Own {
        action: Option<String>,
        #[schemars(extend("x-alias" = ["tool"]))]
        kind: Option<String>,
    }
    let spec = |name| ToolSpec::new(name, Effect::Read).description("Gives back what it was given.").public();
    let own = Tool::new(spec("own"), Arguments::<Own>::new(), |_, own, _| Box::pin(async { Ok::<_, ToolError>(own) }));
    let tools = Toolset::<str>::new([own.also_prefixed(&["body_"]).bound("sessionId", |session| session)]).unwrap();
    let caller = Caller::trusted("test");
    let call = |arguments: Value| {
        let arguments = arguments.to_string();
        let call = pin!(tools.call("own", &arguments, "s1", &caller));
        match call.poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(outcome) => outcome.map(|output| output.decode::<Value>().unwrap()),
            Poll::Pending => panic!("it waits"),
        }
    };
    let given = json!({ "action": "a", "tool": "b", "sessionId": "s1", "toolCallId": "c" });
    assert_eq!(call(given).unwrap(), json!({ "action": "a", "kind": "b" }));
    assert_eq!(call(json!({ "body_action": "a" })).unwrap()["action"], "a");
    for (arguments, path) in
        [(json!({ "action": 1.5, "tool": [] }), "tool"), (json!({ "sessionId": "s2" }), "sessionId")]
    {
        let error = call(arguments).unwrap_err().to_string();
        assert!(error.contains(&format!("{path}: expected")), "{error}");
    }
}
