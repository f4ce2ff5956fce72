//! What clients get of each type that a tool may return, in every revision, and what programs in this process get.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Notes, ask_of, in_every_revision, notes};
use crm_mcp_core::{Caller, Content, Revision, Server, ServerInfo, Tool, ToolError, Toolset, tool, tools};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

type Result<T> = std::result::Result<T, ToolError>;

#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
struct Person {
    name: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Event {
    Call { minutes: u32 },
    Other,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Stage {
    Open,
    Won,
}

/// A type of one's own that is any string.
#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
struct Motto(String);

/// A number that says that it is a string.
#[derive(Debug, Serialize, JsonSchema)]
struct Mislabelled(#[schemars(with = "String")] u8);

/// Tools that return what stands there.
macro_rules! returning {
    ($($name:ident -> $type:ty { $value:expr })*) => {
        $(
            /// Returns something.
            #[tool(read, public)]
            async fn $name() -> Result<$type> {
                Ok($value)
            }
        )*

        fn tools() -> Vec<Tool<Notes>> {
            tools![$($name),*]
        }
    };
}

returning! {
    object -> Person { person() }
    tagged -> Event { Event::Call { minutes: 3 } }
    tag_alone -> Event { Event::Other }
    list -> Vec<Person> { vec![person()] }
    optional -> Option<Person> { Some(person()) }
    absent -> Option<Person> { None }
    optional_text -> Option<String> { Some("a \"quote\"\n".to_owned()) }
    number -> f64 { 1.5 }
    flag -> bool { true }
    word -> Stage { Stage::Won }
    value -> Value { json!({ "free": [null, 1] }) }
    text -> String { "a \"quote\"\n".to_owned() }
    constant -> &'static str { "ü" }
    newtype -> Motto { Motto("be brief".to_owned()) }
    mislabelled -> Mislabelled { Mislabelled(7) }
    nothing -> () { () }
    content -> Content { Content::text("shown") }
}

fn person() -> Person {
    Person { name: "Ada".to_owned() }
}

/// What is expected: the structured content, and the texts of the content.
fn expected() -> [(&'static str, Option<Value>, Vec<&'static str>); 17] {
    [
        ("object", Some(json!({ "name": "Ada" })), vec![r#"{"name":"Ada"}"#]),
        ("tagged", Some(json!({ "kind": "call", "minutes": 3 })), vec![r#"{"kind":"call","minutes":3}"#]),
        ("tag_alone", Some(json!({ "kind": "other" })), vec![r#"{"kind":"other"}"#]),
        ("list", Some(json!({ "result": [{ "name": "Ada" }] })), vec![r#"{"result":[{"name":"Ada"}]}"#]),
        ("optional", Some(json!({ "result": { "name": "Ada" } })), vec![r#"{"result":{"name":"Ada"}}"#]),
        ("absent", Some(json!({ "result": null })), vec![r#"{"result":null}"#]),
        ("optional_text", Some(json!({ "result": "a \"quote\"\n" })), vec![r#"{"result":"a \"quote\"\n"}"#]),
        ("number", Some(json!({ "result": 1.5 })), vec![r#"{"result":1.5}"#]),
        ("flag", Some(json!({ "result": true })), vec![r#"{"result":true}"#]),
        ("word", Some(json!({ "result": "won" })), vec![r#"{"result":"won"}"#]),
        ("value", Some(json!({ "result": { "free": [null, 1] } })), vec![r#"{"result":{"free":[null,1]}}"#]),
        ("text", None, vec!["a \"quote\"\n"]),
        ("constant", None, vec!["ü"]),
        ("newtype", None, vec!["be brief"]),
        ("mislabelled", None, vec!["7"]),
        ("nothing", None, vec![]),
        ("content", None, vec!["shown"]),
    ]
}

#[tokio::test]
async fn each_type_of_result_reaches_clients_of_every_revision() {
    let (server, caller) = (server(), Caller::trusted("test"));
    assert_eq!(expected().len(), tools().len(), "each tool is expected to return something");
    for (name, structured, texts) in expected() {
        for (revision, message, envelope) in in_every_revision("tools/call", &json!({ "name": name }), name) {
            let (_, body) = ask_of(&server, &caller, &message, &envelope).await;
            let structured = structured.as_ref().filter(|_| revision >= Revision::V2025_06_18);
            assert_eq!(body["result"].get("structuredContent"), structured, "{name}, {revision}: {body}");
            let content: Vec<_> = texts.iter().map(|text| json!({ "type": "text", "text": text })).collect();
            assert_eq!(body["result"]["content"], json!(content), "{name}, {revision}");
        }
    }
}

/// The schema is there where structured content is, says `"type": "object"`, and takes what is returned.
#[tokio::test]
async fn structured_content_fits_the_output_schema() {
    let (toolset, caller) = (Toolset::new(tools()).unwrap(), Caller::trusted("test"));
    for (name, structured, _) in expected() {
        let schema = toolset.tool(name, &caller).unwrap().output_schema().unwrap();
        assert_eq!(schema.is_some(), structured.is_some(), "{name}: {schema:?}");
        let (Some(schema), Some(structured)) = (schema, structured) else { continue };
        assert_eq!(schema["type"], "object", "{name}: {schema}");
        assert!(jsonschema::validator_for(&schema).unwrap().is_valid(&structured), "{name}: {schema}");
        assert!(!jsonschema::validator_for(&schema).unwrap().is_valid(&json!({})), "{name} promises nothing: {schema}");
    }
}

#[tokio::test]
async fn programs_get_the_value_itself() {
    let (toolset, caller, notes) = (Toolset::new(tools()).unwrap(), Caller::trusted("test"), notes());
    let call = async |name: &str| toolset.call(name, "{}", &notes, &caller).await.unwrap();
    assert_eq!(call("object").await.decode::<Person>().unwrap(), person());
    assert_eq!(call("tagged").await.decode::<Event>().unwrap(), Event::Call { minutes: 3 });
    assert_eq!(call("list").await.decode::<Vec<Person>>().unwrap(), [person()]);
    assert_eq!(call("absent").await.decode::<Option<Person>>().unwrap(), None);
    assert_eq!(call("word").await.decode::<Stage>().unwrap(), Stage::Won);
    assert_eq!(call("text").await.decode::<String>().unwrap(), "a \"quote\"\n");
    assert_eq!(call("newtype").await.decode::<Motto>().unwrap(), Motto("be brief".to_owned()));
    call("nothing").await.decode::<()>().unwrap();
    assert_eq!(call("list").await.json(), br#"{"result":[{"name":"Ada"}]}"#);
    assert_eq!(call("text").await.json(), br#""a \"quote\"\n""#);
}

fn server() -> Server<Notes> {
    Server::new(ServerInfo::new("results", "1.0.0"), Toolset::new(tools()).unwrap())
}
