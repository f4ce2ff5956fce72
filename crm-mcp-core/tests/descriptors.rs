//! What descriptors and the server's own facts may hold beside a name and a description: icons, `_meta`, an output schema
//! by hand. Each revision is shown what it knows; every answer is checked against the schema of its revision.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Notes, ask_of, in_every_revision, notes, request};
use crm_mcp_core::{
    Arguments, CallError, Caller, Content, Effect, ErrorCode, Icon, IconTheme, NoArguments, Output, Prompt, PromptSpec,
    Prompts, Resource, ResourceLink, ResourceSpec, Resources, Revision, Server, ServerInfo, SetProblem, Tool,
    ToolError, ToolOutput, ToolSpec, Toolset,
    agents::{CallOutcome, OutcomePart},
    transport::Envelope,
};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use serde_json::{Value, json};

fn icon() -> Icon {
    Icon::new("https://example.com/note.png").mime_type("image/png").size("48x48").theme(IconTheme::Light)
}

/// A tool that returns what it is given here, by hand.
fn tool<T: Output + Clone + Send + Sync + 'static>(spec: ToolSpec, result: T) -> Tool<Notes> {
    Tool::new(spec, Arguments::<NoArguments>::new(), move |_, _, _| {
        let result = result.clone();
        Box::pin(async { Ok::<_, ToolError>(result) })
    })
}

fn server() -> Server<Notes> {
    let info = ServerInfo::new("notes", "1.2.3").title("Notes").description("Notes of a desk.");
    let info = info.website_url("https://example.com").icon(icon());
    let spec = ToolSpec::new("draw", Effect::Read).public().icon(icon()).meta("example.com/owner", "desk");
    let tools = Toolset::new([tool(spec, "drawn")]).unwrap();
    let spec = PromptSpec::new("write").public().icon(icon()).meta("example.com/owner", "desk");
    let prompt =
        Prompt::new(spec, Arguments::<NoArguments>::new(), |_, _, _| Box::pin(async { Ok::<_, ToolError>("Write.") }));
    let resource = |uri: &'static str| {
        let spec = ResourceSpec::new(uri, "page").public().icon(icon()).meta("example.com/owner", "desk");
        let read = || Box::pin(async { Ok::<_, ToolError>("A page.".to_owned()) });
        if uri.contains('{') {
            Resource::new(spec, Arguments::<Place>::new(), move |_, _, _| read())
        } else {
            Resource::new(spec, Arguments::<NoArguments>::new(), move |_, _, _| read())
        }
    };
    let resources = Resources::new([resource("notes://page"), resource("notes://pages/{place}")]).unwrap();
    Server::new(info, tools).with_prompts(Prompts::new([prompt]).unwrap()).with_resources(resources)
}

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Place {
    #[expect(dead_code, reason = "only its schema matters")]
    place: String,
}

#[tokio::test]
async fn icons_and_meta_are_shown_where_the_revision_knows_them() {
    let (server, me) = (server(), Caller::trusted("me"));
    let icons = json!([{ "src": "https://example.com/note.png", "mimeType": "image/png", "sizes": ["48x48"], "theme": "light" }]);
    let meta = json!({ "example.com/owner": "desk" });
    for list in ["tools", "prompts", "resources", "resourceTemplates"] {
        let method = if list == "resourceTemplates" { "resources/templates/list" } else { &format!("{list}/list") };
        for (revision, message, envelope) in in_every_revision(method, &json!({}), "") {
            let (_, body) = ask_of(&server, &me, &message, &envelope).await;
            let shown = &body["result"][list][0];
            let knows = |since: Revision, value: &Value| (revision >= since).then(|| value.clone());
            assert_eq!(shown.get("icons").cloned(), knows(Revision::V2025_11_25, &icons), "{list} {revision}");
            assert_eq!(shown.get("_meta").cloned(), knows(Revision::V2025_06_18, &meta), "{list} {revision}");
        }
    }
}

/// Draws.
#[crm_mcp_core::tool(read, public)]
async fn draw(_: &Notes) -> Result<&'static str, ToolError> {
    Ok("drawn")
}

#[test]
fn a_tool_by_the_attribute_can_have_an_icon_and_meta_too() {
    let tool = crm_mcp_core::tools![draw].remove(0).icon(icon()).meta("example.com/owner", "desk");
    let descriptor: Value = serde_json::from_str(&tool.descriptor(Revision::V2026_07_28).unwrap()).unwrap();
    assert_eq!(descriptor["icons"][0]["sizes"], json!(["48x48"]));
    assert_eq!(descriptor["_meta"], json!({ "example.com/owner": "desk" }));
}

#[test]
fn what_does_not_say_who_may_have_it_is_refused() {
    let tool = Toolset::new([tool(ToolSpec::new("draw", Effect::Read), "drawn")]).unwrap_err();
    let prompt = Prompt::<Notes>::new(PromptSpec::new("write"), Arguments::<NoArguments>::new(), |_, _, _| {
        Box::pin(async { Ok::<_, ToolError>("Write.") })
    });
    let resource =
        Resource::<Notes>::new(ResourceSpec::new("a://b", "b"), Arguments::<NoArguments>::new(), |_, _, _| {
            Box::pin(async { Ok::<_, ToolError>("b") })
        });
    for error in [tool, Prompts::new([prompt]).unwrap_err(), Resources::new([resource]).unwrap_err()] {
        assert_eq!(error.problem(), &SetProblem::NoAccess, "{error}");
    }
}

#[tokio::test]
async fn a_server_tells_of_itself_what_the_revision_knows() {
    let (server, me) = (server(), Caller::trusted("me"));
    for &revision in Revision::ALL.iter().filter(|revision| !revision.is_stateless()) {
        let client = json!({ "name": "c", "version": "1" });
        let params = json!({ "protocolVersion": revision, "capabilities": {}, "clientInfo": client });
        let (_, body) = ask_of(&server, &me, &request("initialize", &params), &Envelope::default()).await;
        let info = &body["result"]["serverInfo"];
        let knows = revision >= Revision::V2025_11_25;
        for (member, value) in [("description", "Notes of a desk."), ("websiteUrl", "https://example.com")] {
            assert_eq!(info.get(member), knows.then(|| json!(value)).as_ref(), "{revision}");
        }
        assert_eq!(info["icons"][0]["theme"], if knows { json!("light") } else { Value::Null }, "{revision}");
        assert_eq!(info["title"], "Notes");
    }
    let message = common::stateless("tools/list", json!({}));
    let (_, body) = ask_of(&server, &me, &message, &Envelope::default()).await;
    let info = &body["result"]["_meta"]["io.modelcontextprotocol/serverInfo"];
    assert_eq!((&info["websiteUrl"], &info["icons"][0]["sizes"]), (&json!("https://example.com"), &json!(["48x48"])));
}

#[tokio::test]
async fn an_output_schema_by_hand_is_shown_as_it_is_and_the_result_is_not_wrapped() {
    let schema = json!({ "type": "object", "minProperties": 1, "additionalProperties": { "type": "integer" } });
    let spec = || ToolSpec::new("count", Effect::Read).public().output_schema(schema.clone());
    let counted = tool(spec(), json!({ "notes": 2 }));
    assert_eq!(counted.output_schema().unwrap(), Some(schema.clone()));
    let server = Server::new(ServerInfo::new("notes", "1"), Toolset::new([counted]).unwrap());
    for (revision, message, envelope) in in_every_revision("tools/call", &json!({ "name": "count" }), "count") {
        let (_, body) = ask_of(&server, &Caller::trusted("me"), &message, &envelope).await;
        assert_eq!(body["result"]["content"][0]["text"], r#"{"notes":2}"#, "{revision}");
        let structured = (revision >= Revision::V2025_06_18).then(|| json!({ "notes": 2 }));
        assert_eq!(body["result"].get("structuredContent"), structured.as_ref(), "{revision}");
    }

    for result in [json!([2]), Value::Null] {
        let tools = Toolset::new([tool(spec(), result)]).unwrap();
        let Err(CallError::Tool(error)) = tools.call("count", "{}", &notes(), &Caller::trusted("me")).await else {
            panic!("the schema promises an object")
        };
        assert_eq!(error.code(), ErrorCode::Internal);
    }
}

#[test]
fn an_output_schema_that_is_not_of_an_object_is_refused() {
    let spec = ToolSpec::new("count", Effect::Read).public().output_schema(json!({ "type": "array" }));
    let error = Toolset::new([tool(spec, json!({}))]).unwrap_err();
    assert!(matches!(error.problem(), SetProblem::Schema(_)));
    let message = "tool `count`: result: the schema is not of an object; say `\"type\": \"object\"` at its root";
    assert_eq!(error.to_string(), message);
}

/// A record with a picture of it, by hand.
#[derive(Clone)]
struct Report;

#[derive(Serialize, JsonSchema)]
struct Figures {
    notes: u32,
}

impl Output for Report {
    fn schema(generator: SchemaGenerator) -> Option<Schema> {
        Figures::schema(generator)
    }

    fn into_output(self) -> Result<ToolOutput, ToolError> {
        let link = ResourceLink::new("notes://week", "week");
        Ok(ToolOutput::record(&Figures { notes: 2 })?.with_content([Content::image("image/png", [0x89]), link.into()]))
    }
}

#[tokio::test]
async fn a_result_can_be_a_record_with_content_beside_it() {
    let tools = || Toolset::new([tool(ToolSpec::new("report", Effect::Read).public(), Report)]).unwrap();
    let server = Server::new(ServerInfo::new("notes", "1"), tools());
    for (revision, message, envelope) in in_every_revision("tools/call", &json!({ "name": "report" }), "report") {
        let (_, body) = ask_of(&server, &Caller::trusted("me"), &message, &envelope).await;
        let kinds: Vec<_> = body["result"]["content"].as_array().unwrap().iter().map(|block| &block["type"]).collect();
        let knows_links = revision >= Revision::V2025_06_18;
        assert_eq!(kinds, ["text", "image", if knows_links { "resource_link" } else { "text" }], "{revision}");
        assert_eq!(body["result"]["content"][0]["text"], r#"{"notes":2}"#);
        let structured = knows_links.then(|| json!({ "notes": 2 }));
        assert_eq!(body["result"].get("structuredContent"), structured.as_ref(), "{revision}");
    }

    let outcome = CallOutcome::from(tools().call("report", "{}", &notes(), &Caller::trusted("me")).await);
    assert_eq!(outcome.record().unwrap().get(), r#"{"notes":2}"#);
    assert!(outcome.text().starts_with("{\"notes\":2}\n\n"), "{}", outcome.text());
    let parts = outcome.parts(&["image/png"]);
    let image = OutcomePart::Image { mime_type: "image/png", base64: "iQ==" };
    assert_eq!((parts.len(), &parts[0], &parts[1]), (3, &OutcomePart::Text(r#"{"notes":2}"#.into()), &image));
}

#[test]
fn a_link_says_of_its_resource_what_there_is_to_say() {
    let link = ResourceLink::new("notes://week", "week").title("The week").description("What happened.");
    let content = Content::from(link.mime_type("text/csv").size(12)).with_priority(1.0);
    assert_eq!(
        serde_json::to_value(content).unwrap(),
        json!({
            "type": "resource_link", "uri": "notes://week", "name": "week", "title": "The week",
            "description": "What happened.", "mimeType": "text/csv", "size": 12, "annotations": { "priority": 1.0 },
        })
    );
}
