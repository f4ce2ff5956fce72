//! Arguments that the transport repeats in headers, and schemas that are shown as they are.
#![allow(clippy::unused_async, clippy::unwrap_used)]

mod common;

use std::{
    borrow::Cow,
    sync::atomic::{AtomicUsize, Ordering},
};

use common::{Notes, ask_of, request, stateless};
use crm_mcp_core::{
    Arguments, CallError, Caller, Effect, ErrorCode, Revision, Server, ServerInfo, Tool, ToolError, ToolSpec, Toolset,
    tool, tools,
    transport::{Envelope, Mirrored, MirroredArguments, Reply, RpcError},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(Deserialize, JsonSchema)]
#[expect(dead_code, reason = "only the headers matter")]
struct Search {
    /// Where to look.
    #[schemars(extend("x-mcp-header" = "Region", "x-alias" = ["zone"]))]
    region: String,
    #[schemars(extend("x-mcp-header" = "Most"))]
    most: Option<i64>,
    page: Option<Page>,
}

#[derive(Deserialize, JsonSchema)]
#[expect(dead_code, reason = "only the headers matter")]
struct Page {
    #[schemars(extend("x-mcp-header" = "Whole"))]
    whole: bool,
}

#[derive(Serialize, JsonSchema)]
struct Done {
    done: bool,
}

/// Searches.
#[tool(read, public)]
async fn search(_: &Notes, _: Search) -> Result<Done, ToolError> {
    Ok(Done { done: true })
}

/// `Mcp-Param-…` headers.
#[derive(Debug)]
struct Headers(Vec<(&'static str, Mirrored<'static>)>);

impl MirroredArguments for Headers {
    fn argument(&self, name: &str) -> Mirrored<'_> {
        let found = self.0.iter().find(|(header, _)| header.eq_ignore_ascii_case(name));
        found.map_or(Mirrored::Absent, |(_, mirrored)| mirrored.clone())
    }
}

fn envelope<'a>(revision: &'a str, headers: &'a Headers) -> Envelope<'a> {
    let field = |value: &'a str| Mirrored::Once(Cow::Borrowed(value));
    Envelope::mirrored(field(revision), field("tools/call"), field("search"), headers)
}

fn server() -> Server<Notes> {
    let tools = tools![search].into_iter().map(|tool| tool.also_prefixed(&["query_"]));
    Server::new(ServerInfo::new("notes", "1.2.3"), Toolset::new(tools).unwrap())
}

fn once(value: &'static str) -> Mirrored<'static> {
    Mirrored::Once(value.into())
}

#[tokio::test]
async fn headers_say_the_same_as_the_arguments() {
    let eu = || ("region", once("eu"));
    for (arguments, headers, fits) in [
        (json!({ "region": "eu" }), vec![eu()], true),
        (json!({ "region": "eu" }), vec![], false),
        (json!({ "region": "eu" }), vec![("region", once("us"))], false),
        (json!({ "region": "eu" }), vec![("region", once("EU"))], false),
        (json!({ "region": "eu" }), vec![("region", Mirrored::Unreadable)], false),
        (json!({ "region": "eu" }), vec![("region", Mirrored::Again("eu".into()))], false),
        (json!({ "region": "eu", "most": 42 }), vec![eu(), ("most", once("42"))], true),
        (json!({ "region": "eu", "most": 42 }), vec![eu(), ("most", once("42.0"))], true),
        (json!({ "region": "eu", "most": 42.0 }), vec![eu(), ("most", once("42"))], true),
        (json!({ "region": "eu", "most": 42 }), vec![eu(), ("most", once("43"))], false),
        (json!({ "region": "eu", "most": 42 }), vec![eu()], false),
        (json!({ "region": "eu", "most": null }), vec![eu()], true),
        (json!({ "region": "eu", "most": null }), vec![eu(), ("most", once("42"))], false),
        (json!({ "region": "eu" }), vec![eu(), ("most", once("42"))], false),
        (json!({ "region": "42" }), vec![("region", once("42.0"))], false),
        (json!({ "region": "e\u{fc}" }), vec![("region", once("e\u{fc}"))], true),
        (json!({ "region": "eu", "page": { "whole": true } }), vec![eu(), ("whole", once("true"))], true),
        (json!({ "region": "eu", "page": { "whole": true } }), vec![eu(), ("whole", once("false"))], false),
        (json!({ "region": "eu", "page": { "whole": true } }), vec![eu()], false),
        (json!({ "region": "eu", "page": null }), vec![eu()], true),
    ] {
        assert_compared(&arguments, headers, fits).await;
    }
}

/// A gateway reads the headers only, so an argument that it was not told of must not reach the tool.
#[tokio::test]
async fn headers_are_compared_however_the_argument_is_spelt() {
    let eu = || ("region", once("eu"));
    let spellings = [
        json!(r#"{"region":"eu"}"#),
        json!(r#" {"r\u0065gion":"eu"} "#),
        json!({ "zone": "eu" }),
        json!({ "query_region": "eu" }),
        json!({ "query_zone": "eu" }),
        json!(r#"{"query_zone":"eu"}"#),
    ];
    for arguments in spellings {
        assert_compared(&arguments, vec![eu()], true).await;
        assert_compared(&arguments, vec![], false).await;
        assert_compared(&arguments, vec![("region", once("us"))], false).await;
        assert_compared(&arguments, vec![eu(), ("most", once("1"))], false).await;
    }
    let whole = || ("whole", once("true"));
    for arguments in [
        json!({ "region": "eu", "page": r#"{"whole":true}"# }),
        json!({ "region": "eu", "query_page": { "whole": "true" } }),
        json!(r#"{"region":"eu","page":"{\"whole\":true}"}"#),
    ] {
        assert_compared(&arguments, vec![eu(), whole()], true).await;
        assert_compared(&arguments, vec![eu()], false).await;
    }
    // An empty text is as good as no argument, so a client may repeat it or not.
    let empty = json!({ "region": "eu", "most": "" });
    assert_compared(&empty, vec![eu()], true).await;
    assert_compared(&empty, vec![eu(), ("most", once(""))], true).await;
    assert_compared(&empty, vec![eu(), ("most", once("1"))], false).await;
}

/// The client program hears of the header first, since the model cannot put that right.
#[tokio::test]
async fn headers_are_compared_before_arguments_are_refused() {
    for arguments in [
        json!({ "region": "eu", "unknown": 1 }),
        json!({ "region": "eu", "most": "many" }),
        json!({ "unknown": { "a": [1] }, "page": {}, "region": "eu" }),
        json!({ "region": "eu", "zone": "eu" }),
    ] {
        assert_compared(&arguments, vec![], false).await;
    }
    let refused = json!({ "region": "eu", "unknown": 1 });
    let headers = Headers(vec![("region", once("eu"))]);
    let message = stateless("tools/call", json!({ "name": "search", "arguments": refused }));
    let (_, body) = ask_of(&server(), &Caller::trusted("me"), &message, &envelope("2026-07-28", &headers)).await;
    assert_eq!(body["result"]["isError"], true, "{body}");
}

/// What stands behind the last value that is read cannot be compared. The model can send fewer values.
#[tokio::test]
async fn too_many_values_are_the_fault_that_is_told_where_headers_repeat_arguments() {
    let many = (0..10_001).map(|number| format!(r#""{number}":1"#)).collect::<Vec<_>>().join(",");
    let arguments = format!(r#"{{{many},"region":"eu"}}"#);
    let shown = json!({ "type": "object", "properties": { "region": { "type": "string", "x-mcp-header": "Region" } } });
    let shown = Arguments::<serde_json::Map<String, Value>>::with_schema(shown);
    let shown =
        Tool::new(spec("search"), shown, |_: &Notes, _, _| Box::pin(async { Ok::<_, ToolError>(Done { done: true }) }));
    let shown = Server::new(ServerInfo::new("notes", "1.2.3"), Toolset::new([shown]).unwrap());
    let message = stateless("tools/call", json!({ "name": "search", "arguments": 0 }));
    let message = message.replace(r#""arguments":0"#, &format!(r#""arguments":{arguments}"#));
    let headers = Headers(vec![("region", once("eu"))]);
    for (what, server) in [("checked", server()), ("shown", shown)] {
        let (_, body) = ask_of(&server, &Caller::trusted("me"), &message, &envelope("2026-07-28", &headers)).await;
        let text = body["result"]["content"][0]["text"].as_str().unwrap_or_default();
        assert!(text.contains("at most 10000 items and fields in one call"), "{what}: {body}");
    }
}

#[tokio::test]
async fn a_call_with_another_header_does_not_run() {
    static RUNS: AtomicUsize = AtomicUsize::new(0);
    async fn count(_: &Notes, _: Search) -> Result<Done, ToolError> {
        RUNS.fetch_add(1, Ordering::Relaxed);
        Ok(Done { done: true })
    }
    let tool = Tool::new(spec("search"), Arguments::<Search>::new(), |notes, args, _| Box::pin(count(notes, args)));
    let server = Server::new(ServerInfo::new("notes", "1.2.3"), Toolset::new([tool]).unwrap());
    for (headers, runs) in [(vec![], 0), (vec![("region", once("us"))], 0), (vec![("region", once("eu"))], 1)] {
        let headers = Headers(headers);
        let message = stateless("tools/call", json!({ "name": "search", "arguments": { "zone": "eu" } }));
        ask_of(&server, &Caller::trusted("me"), &message, &envelope("2026-07-28", &headers)).await;
        assert_eq!(RUNS.load(Ordering::Relaxed), runs, "{headers:?}");
    }
}

/// Nothing is known of such arguments but their schema, so what stands under the name of the field is compared.
#[tokio::test]
async fn headers_are_compared_with_arguments_whose_schema_is_only_shown() {
    let schema = json!({
        "type": "object",
        "properties": {
            "region": { "type": "string", "x-mcp-header": "Region" },
            "page": { "type": "object", "properties": { "size": { "type": "integer", "x-mcp-header": "Size" } } },
        },
    });
    let arguments = Arguments::<serde_json::Map<String, Value>>::with_schema(schema);
    let tool = Tool::new(spec("search"), arguments, |_: &Notes, _, _| {
        Box::pin(async { Ok::<_, ToolError>(Done { done: true }) })
    });
    let server = Server::new(ServerInfo::new("notes", "1.2.3"), Toolset::new([tool]).unwrap());
    let eu = || ("region", once("eu"));
    for (arguments, headers, fits) in [
        (r#"{"region":"eu"}"#, vec![eu()], true),
        (r#"{"region":"eu"}"#, vec![], false),
        (r#"{"r\u0065gion":"eu"}"#, vec![], false),
        (r#"{"region":"us","region":"eu"}"#, vec![eu()], false),
        (r#"{"region":null}"#, vec![], true),
        (r#"{"page":{"size":5}}"#, vec![("size", once("5.0"))], true),
        (r#"{"page":{"size":5}}"#, vec![], false),
        (r#"{"page":{"size":5},"page":{}}"#, vec![], false),
        (r#"{"page":[5]}"#, vec![], true),
        (r#"{"size":5}"#, vec![], true),
    ] {
        let headers = Headers(headers);
        let message = stateless("tools/call", json!({ "name": "search", "arguments": 0 }));
        let message = message.replace(r#""arguments":0"#, &format!(r#""arguments":{arguments}"#));
        let (reply, body) = ask_of(&server, &Caller::trusted("me"), &message, &envelope("2026-07-28", &headers)).await;
        let is_refused = matches!(reply, Reply::Refused { error: RpcError::HeaderMismatch(_), .. });
        assert_eq!(is_refused, !fits, "{arguments} {headers:?}: {body}");
    }
}

/// Whether a call of `search` with these headers is answered, or refused for them.
async fn assert_compared(arguments: &Value, headers: Vec<(&'static str, Mirrored<'static>)>, fits: bool) {
    let headers = Headers(headers);
    let message = stateless("tools/call", json!({ "name": "search", "arguments": arguments }));
    let (reply, body) = ask_of(&server(), &Caller::trusted("me"), &message, &envelope("2026-07-28", &headers)).await;
    let is_refused = matches!(reply, Reply::Refused { error: RpcError::HeaderMismatch(_), .. });
    assert_eq!(is_refused, !fits, "{arguments} {headers:?}: {body}");
    assert_eq!(body["result"]["structuredContent"]["done"] == true, fits, "{arguments} {headers:?}: {body}");
    assert!(fits || body["error"]["message"].as_str().unwrap().contains("`Mcp-Param-"), "{body}");
}

#[tokio::test]
async fn only_stateless_requests_with_headers_are_compared() {
    let params = json!({ "name": "search", "arguments": { "region": "eu" } });
    let (none, me) = (Headers(Vec::new()), Caller::trusted("me"));
    for (message, envelope) in [
        (request("tools/call", &params), envelope("2025-11-25", &none)),
        (stateless("tools/call", params.clone()), Envelope::default()),
    ] {
        let (_, body) = ask_of(&server(), &me, &message, &envelope).await;
        assert_eq!(body["result"]["structuredContent"]["done"], true, "{body}");
    }
}

#[test]
fn clients_are_told_the_header() {
    let toolset = Toolset::new(tools![search]).unwrap();
    let me = Caller::trusted("me");
    let descriptor = toolset.descriptors(&me, Revision::V2026_07_28).next().unwrap();
    let descriptor: Value = serde_json::from_str(descriptor).unwrap();
    let region = json!({ "type": "string", "description": "Where to look.", "x-mcp-header": "Region" });
    assert_eq!(descriptor["inputSchema"]["properties"]["region"], region);
    assert_eq!(descriptor["inputSchema"]["properties"]["page"]["properties"]["whole"]["x-mcp-header"], "Whole");
}

#[test]
fn a_header_that_clients_would_refuse_is_an_error_of_the_set() {
    #[derive(Deserialize, JsonSchema)]
    #[expect(dead_code, reason = "only its schema matters")]
    struct Priced {
        #[schemars(extend("x-mcp-header" = "Price"))]
        price: f64,
    }
    #[derive(Deserialize, JsonSchema)]
    #[expect(dead_code, reason = "only its schema matters")]
    struct Unnamed {
        #[schemars(extend("x-mcp-header" = ""))]
        region: String,
    }
    let message = |tool: Tool<()>| Toolset::new([tool]).unwrap_err().to_string();
    assert_eq!(
        message(verbatim(Arguments::<Priced>::new())),
        "tool `t`: price of the arguments: `x-mcp-header` cannot carry its type; keep it to strings, integers and booleans"
    );
    assert!(message(verbatim(Arguments::<Unnamed>::new())).contains("is not a valid name of a header"));
}

fn spec(name: &'static str) -> ToolSpec {
    ToolSpec::new(name, Effect::Read).description("Does it.").public()
}

fn verbatim<P: serde::de::DeserializeOwned + Send + 'static>(arguments: Arguments<P>) -> Tool<()> {
    Tool::new(spec("t"), arguments, |(), _, _| Box::pin(async { Ok::<_, ToolError>(Done { done: true }) }))
}

#[tokio::test]
async fn a_schema_is_shown_as_it_is_and_the_type_alone_decodes() {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only its form matters")]
    struct Address {
        street: String,
    }
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "$defs": { "text": { "$anchor": "text", "type": "string" } },
        "properties": { "street": { "$ref": "#/$defs/text" } },
        "allOf": [{ "anyOf": [{ "required": ["street"] }] }],
        "if": { "properties": { "street": { "const": "" } } },
        "then": false,
    });
    let toolset = Toolset::new([verbatim(Arguments::<Address>::with_schema(schema.clone()))]).unwrap();
    let me = Caller::trusted("me");
    let descriptor = toolset.descriptors(&me, Revision::V2025_11_25).next().unwrap();
    assert_eq!(serde_json::from_str::<Value>(descriptor).unwrap()["inputSchema"], schema);

    assert!(toolset.call("t", r#"{"street": "A"}"#, &(), &me).await.is_ok());
    for (arguments, words) in [
        ("{}", "street: expected a value, got nothing"),
        (r#"{"street": 1}"#, "street: expected a string, got the number 1"),
    ] {
        let outcome = toolset.call("t", arguments, &(), &me).await;
        let Err(CallError::Tool(error)) = outcome else { panic!("{arguments}: {outcome:?}") };
        assert_eq!(error.code(), ErrorCode::InvalidArguments);
        assert!(error.to_string().contains(words), "{error}");
    }
}

#[test]
fn a_schema_that_is_not_of_an_object_is_an_error_of_the_set() {
    let error = Toolset::new([verbatim(Arguments::<Value>::with_schema(json!({ "type": "string" })))]).unwrap_err();
    assert!(error.to_string().starts_with("tool `t`: arguments: the schema is not of an object"), "{error}");
}
