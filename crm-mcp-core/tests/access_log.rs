//! What the operator reads of calls: who called what, and what came of it.

#![allow(clippy::unwrap_used, clippy::panic)]

mod common;
#[path = "common/log.rs"]
mod log;

use std::task::Poll;

use common::{Notes, ask_of, framed, notes, server, stateless};
use crm_mcp_core::{
    Call, Caller, Effect, ErrorCode, Resources, Server, ServerInfo, ToolError, Toolset, resource, resources, tool,
    transport::{Incoming, Peer},
};
use log::Log;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tracing::Level;

/// A call of a tool by a client that tells its name.
fn call(tool: &str, arguments: &Value) -> String {
    let mut message: Value =
        serde_json::from_str(&stateless("tools/call", json!({ "name": tool, "arguments": arguments }))).unwrap();
    message["params"]["_meta"]["io.modelcontextprotocol/clientInfo"] = json!({ "name": "probe", "version": "1.2" });
    message.to_string()
}

async fn ask(server: &Server<Notes>, caller: &Caller, tool: &str, arguments: &Value) {
    ask_of(server, caller, &call(tool, arguments), &framed("tools/call", tool)).await;
}

#[tokio::test]
async fn a_call_is_one_line_with_its_outcome_and_without_its_arguments() {
    let (log, _guard) = Log::from(Level::INFO);
    let ada = Caller::trusted("ada");
    ask(&server(), &ada, "notes_get", &json!({ "id": "n1" })).await;
    ask(&server(), &ada, "notes_get", &json!({ "id": "a secret" })).await;
    ask(&server(), &ada, "notes_get", &json!({ "ident": "a secret" })).await;
    let line = |outcome: &str| {
        format!(
            "INFO crm_mcp_core::access: call kind=\"tool\" name=\"notes_get\" caller=\"ada\" client=\"probe 1.2\" \
             outcome=\"{outcome}\" ms=_"
        )
    };
    assert_eq!(log.lines(), ["ok", "not_found", "invalid_arguments"].map(line));
}

#[tokio::test]
async fn a_refusal_is_a_warning() {
    let (log, _guard) = Log::from(Level::INFO);
    let reader = Caller::with_scopes("max", ["notes.readonly"]);
    ask(&server(), &reader, "notes_drop", &json!({ "id": "n1" })).await;
    ask(&server(), &reader.clone().with_step_up(), "notes_drop", &json!({ "id": "n1" })).await;
    let line = |outcome: &str| {
        format!(
            "WARN crm_mcp_core::access: refused kind=\"tool\" name=\"notes_drop\" caller=\"max\" client=\"probe 1.2\" \
             outcome=\"{outcome}\""
        )
    };
    assert_eq!(log.lines(), ["unknown", "denied"].map(line));
}

#[tokio::test]
async fn a_name_that_a_client_makes_up_is_shortened_and_stays_on_its_line() {
    let (log, _guard) = Log::from(Level::WARN);
    let name = format!("a\nERROR forged {}", "x".repeat(10_000));
    ask(&server(), &Caller::trusted("ada"), &name, &json!({})).await;
    let lines = log.lines();
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].len() < 200 && lines[0].contains("name=\"a\u{fffd}ERROR forged xxx"), "{lines:?}");
}

#[tokio::test]
async fn a_fault_of_the_program_is_an_error_beside_the_line_of_the_call() {
    #[derive(Serialize, JsonSchema)]
    struct Never {}

    /// Fails.
    #[tool(read, public)]
    async fn fail(_: &Notes) -> Result<Never, ToolError> {
        Err(ToolError::internal("disk full"))
    }
    /// Fails by a setting.
    #[tool(read, public)]
    async fn misled(_: &Notes) -> Result<Never, ToolError> {
        Err(ToolError::new(ErrorCode::Unauthenticated, "ended").with_operator_note("the token has ended"))
    }
    let (log, _guard) = Log::from(Level::WARN);
    let tools = Toolset::new(crm_mcp_core::tools![fail, misled]).unwrap();
    for tool in ["fail", "misled"] {
        tools.call(tool, "{}", &notes(), &Caller::trusted("ada")).await.unwrap_err();
    }
    assert_eq!(
        log.lines(),
        [
            "ERROR crm_mcp_core::access: internal error kind=\"tool\" name=\"fail\" caller=\"ada\" source=disk full",
            "WARN crm_mcp_core::access: the token has ended kind=\"tool\" name=\"misled\" caller=\"ada\"",
        ]
    );
}

#[tokio::test]
async fn a_context_tells_whose_data_it_was_and_how_many_requests_it_took() {
    async fn run(make: fn(&Notes, &Call) -> Notes) -> Vec<String> {
        let (log, _guard) = Log::from(Level::INFO);
        let look = common::get_tool(common::spec("look", Effect::Read, &[])).context_per_call(make);
        let tools = Toolset::new([look]).unwrap();
        tools.call("look", "{\"id\":\"n1\"}", &notes(), &Caller::trusted("ada")).await.unwrap();
        log.lines()
    }
    let twice = |notes: &Notes, call: &Call| {
        call.usage().of_tenant("L1");
        call.usage().count_request();
        call.usage().count_request();
        notes.clone()
    };
    let begin = "INFO crm_mcp_core::access: call kind=\"tool\" name=\"look\" caller=\"ada\"";
    assert_eq!(run(twice).await, [format!("{begin} tenant=\"L1\" outcome=\"ok\" ms=_ requests=2")]);
    assert_eq!(run(|notes, _| notes.clone()).await, [format!("{begin} outcome=\"ok\" ms=_")]);
}

#[tokio::test]
async fn a_tool_that_is_called_by_a_tool_has_a_line_of_its_own_with_its_own_tenant_and_requests() {
    /// Says whose data it works on.
    #[tool(read, public)]
    async fn inner(_: &Notes, call: &Call) -> Result<(), ToolError> {
        call.usage().of_tenant("inner");
        call.usage().count_request();
        Err(ToolError::internal("disk full"))
    }
    /// Calls the other.
    #[tool(read, public)]
    async fn outer(notes: &Notes, call: &Call) -> Result<(), ToolError> {
        call.usage().of_tenant("outer");
        call.usage().count_request();
        Toolset::new(crm_mcp_core::tools![inner]).unwrap().call_with("inner", "{}", notes, call).await?;
        Ok(())
    }
    let (log, _guard) = Log::from(Level::INFO);
    let tools = Toolset::new(crm_mcp_core::tools![outer]).unwrap();
    tools.call("outer", "{}", &notes(), &Caller::trusted("ada")).await.unwrap_err();
    let of = |name: &str, requests: u32| {
        format!(
            "INFO crm_mcp_core::access: call kind=\"tool\" name=\"{name}\" caller=\"ada\" tenant=\"{name}\" \
             outcome=\"internal\" ms=_ requests={requests}"
        )
    };
    let fault =
        "ERROR crm_mcp_core::access: internal error kind=\"tool\" name=\"inner\" caller=\"ada\" source=disk full";
    assert_eq!(log.lines(), [of("inner", 1), fault.to_owned(), of("outer", 2)]);
}

#[tokio::test]
async fn a_call_that_the_client_gives_up_is_logged_too() {
    let (log, _guard) = Log::from(Level::INFO);
    let (server, ada, notes) = (server(), Caller::trusted("ada"), notes());
    let (message, envelope, peer) = (call("wait", &json!({})), framed("tools/call", "wait"), Peer::default());
    let incoming = Incoming::read(&message);
    let mut waiting = Box::pin(server.handle(&incoming, &envelope, &peer, &ada, &notes));
    assert!(matches!(poll_once(&mut waiting), Poll::Pending));
    drop(waiting);
    assert_eq!(
        log.lines(),
        [
            "INFO crm_mcp_core::access: call kind=\"tool\" name=\"wait\" caller=\"ada\" client=\"probe 1.2\" outcome=\"cancelled\" ms=_"
        ]
    );
}

#[tokio::test]
async fn a_call_that_must_ask_first_is_logged_so() {
    #[derive(Deserialize, JsonSchema)]
    struct Sure {
        #[expect(dead_code, reason = "nobody answers")]
        sure: bool,
    }

    /// Asks.
    #[tool(read, public)]
    async fn asks(_: &Notes, call: &Call) -> Result<common::Note, ToolError> {
        call.ask::<Sure>("sure", "Sure?").await?;
        Err(ToolError::internal("nobody answers"))
    }
    let (log, _guard) = Log::from(Level::INFO);
    let tools = Toolset::new(crm_mcp_core::tools![asks]).unwrap();
    let server = Server::new(ServerInfo::new("notes", "1"), tools);
    let message =
        call("asks", &json!({})).replace("clientCapabilities\":{}", "clientCapabilities\":{\"elicitation\":{}}");
    ask_of(&server, &Caller::trusted("ada"), &message, &framed("tools/call", "asks")).await;
    let lines = log.lines();
    assert!(lines.len() == 1 && lines[0].contains("outcome=\"asked\""), "{lines:?}");
}

#[tokio::test]
async fn a_tool_that_panics_is_logged_as_an_error() {
    for level in [Level::INFO, Level::ERROR] {
        let (log, _guard) = Log::from(level);
        ask(&server(), &Caller::trusted("ada"), "panic", &json!({})).await;
        let lines = log.lines();
        let [line] = &lines[..] else { panic!("{lines:?}") };
        assert!(line.starts_with("ERROR crm_mcp_core::access: call kind=\"tool\" name=\"panic\""), "{line}");
        assert!(line.ends_with("outcome=\"panicked\" ms=_"), "{line}");
    }
}

/// The variables of a template are arguments: an address or the name of a person, perhaps.
#[tokio::test]
async fn the_line_of_a_resource_names_its_template_without_the_values() {
    #[derive(Deserialize, JsonSchema)]
    struct Person {
        name: String,
    }

    /// A person.
    #[resource(uri = "notes://people/{name}", public)]
    async fn person(_: &Notes, person: Person) -> Result<String, ToolError> {
        match &*person.name {
            "fault" => Err(ToolError::internal("disk full")),
            _ => Ok(person.name),
        }
    }
    /// A secret.
    #[resource(uri = "notes://secrets/{name}", scope = common::WRITE)]
    async fn secret(_: &Notes, person: Person) -> Result<String, ToolError> {
        Ok(person.name)
    }
    let (log, _guard) = Log::from(Level::INFO);
    let resources = Resources::new(resources![person, secret]).unwrap();
    let reader = Caller::with_scopes("max", ["notes.readonly"]).with_step_up();
    for uri in ["notes://people/Ada", "notes://people/fault", "notes://secrets/Ada", "notes://Ada/Ada", "Ada Ada"] {
        let _ = resources.read(uri, &notes(), &reader).await;
    }
    let (kind, caller) = ("kind=\"resource\" name=", "caller=\"max\"");
    let (call, refused) = ("INFO crm_mcp_core::access: call", "WARN crm_mcp_core::access: refused");
    let fault = "ERROR crm_mcp_core::access: internal error";
    assert_eq!(
        log.lines(),
        [
            format!("{call} {kind}\"notes://people/{{name}}\" {caller} outcome=\"ok\" ms=_"),
            format!("{call} {kind}\"notes://people/{{name}}\" {caller} outcome=\"internal\" ms=_"),
            format!("{fault} {kind}\"notes://people/{{name}}\" {caller} source=disk full"),
            format!("{refused} {kind}\"notes://secrets/{{name}}\" {caller} outcome=\"denied\""),
            format!("{refused} {kind}\"notes:\" {caller} outcome=\"unknown\""),
            format!("{refused} {kind}\"\" {caller} outcome=\"unknown\""),
        ]
    );
}

fn poll_once<F: Future + Unpin>(future: &mut F) -> Poll<F::Output> {
    std::pin::Pin::new(future).poll(&mut std::task::Context::from_waker(std::task::Waker::noop()))
}
