//! A small server for the tests of this crate: notes in a map.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::panic)]

#[path = "../wire/mod.rs"]
pub mod wire;

use std::collections::BTreeMap;

use crm_mcp_core::{
    Arguments, Caller, Effect, ErrorCode, NoArguments, Revision, Scope, Server, ServerInfo, Tool, ToolError, ToolSpec,
    Toolset,
    transport::{Envelope, Incoming, Mirrored, Peer, Reply},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json, value::RawValue};
use wire::Wire;

pub const READ: Scope = Scope::new("notes.readonly").included_in(&["notes.write"]);
pub const WRITE: Scope = Scope::new("notes.write");

pub type Notes = BTreeMap<String, String>;

pub fn notes() -> Notes {
    Notes::from([("n1".to_owned(), "a \"quoted\"\nline".to_owned())])
}

#[derive(Deserialize, JsonSchema)]
pub struct NoteRef {
    /// The note's id.
    id: String,
}

#[derive(Serialize, JsonSchema)]
pub struct Note {
    id: String,
    text: String,
}

async fn get_note(notes: &Notes, args: NoteRef) -> Result<Note, ToolError> {
    match notes.get(&args.id) {
        Some(text) => Ok(Note { id: args.id, text: text.clone() }),
        None => Err(ToolError::new(ErrorCode::NotFound, format!("there is no note {}", args.id))
            .with_next_step("list the notes")),
    }
}

async fn panic_note(_: &Notes) -> Result<Note, ToolError> {
    panic!("a tool with a fault")
}

/// Never ends by itself.
async fn wait_for_note(_: &Notes) -> Result<Note, ToolError> {
    std::future::pending().await
}

#[derive(Serialize, JsonSchema)]
pub struct Raw {
    #[schemars(with = "Notes")]
    pretty: Box<RawValue>,
}

/// Passes indented JSON through.
async fn raw_note(_: &Notes) -> Result<Raw, ToolError> {
    Ok(Raw { pretty: RawValue::from_string("{\n  \"a\": 1\r\n}".to_owned()).unwrap() })
}

pub fn spec(name: &'static str, effect: Effect, scopes: &[Scope]) -> ToolSpec {
    let spec = ToolSpec::new(name, effect).description("Works on notes.");
    if scopes.is_empty() { spec.public() } else { spec.scopes(scopes.iter().cloned()) }
}

pub fn get_tool(spec: ToolSpec) -> Tool<Notes> {
    Tool::new(spec, Arguments::<NoteRef>::new(), |notes, args, _| Box::pin(get_note(notes, args)))
}

pub fn toolset() -> Toolset<Notes> {
    let get = spec("notes_get", Effect::Read, &[READ]).title("Get note");
    Toolset::new([
        get_tool(get),
        get_tool(spec("notes_drop", Effect::Delete, &[WRITE])),
        Tool::new(spec("panic", Effect::Read, &[]), Arguments::<NoArguments>::new(), |notes, _, _| {
            Box::pin(panic_note(notes))
        }),
        Tool::new(spec("raw", Effect::Read, &[WRITE]), Arguments::<NoArguments>::new(), |notes, _, _| {
            Box::pin(raw_note(notes))
        }),
        Tool::new(spec("wait", Effect::Read, &[]), Arguments::<NoArguments>::new(), |notes, _, _| {
            Box::pin(wait_for_note(notes))
        }),
    ])
    .unwrap()
}

pub fn server() -> Server<Notes> {
    Server::new(ServerInfo::new("notes", "1.2.3"), toolset()).with_instructions("Read before you write.")
}

/// The reply to one message from a caller with every right, and its body as a value.
pub async fn ask(message: &str, envelope: &Envelope<'_>) -> (Reply, Value) {
    ask_as(&Caller::trusted("test"), message, envelope).await
}

pub async fn ask_as(caller: &Caller, message: &str, envelope: &Envelope<'_>) -> (Reply, Value) {
    ask_of(&server(), caller, message, envelope).await
}

/// The reply of any server to one message. Every reply in these tests passes here and is checked.
pub async fn ask_of(server: &Server<Notes>, caller: &Caller, message: &str, envelope: &Envelope<'_>) -> (Reply, Value) {
    let mut wire = Wire::new(spoken(envelope));
    wire.asks(message.as_bytes());
    let reply = server.handle(&Incoming::read(&message), envelope, &Peer::default(), caller, &notes()).await;
    let Some(body) = reply.clone().into_body() else { return (reply, Value::Null) };
    let body = serde_json::from_slice(&body).unwrap();
    wire.hears(&body);
    (reply, body)
}

/// The revision of a message that names none itself.
fn spoken(envelope: &Envelope<'_>) -> Revision {
    match envelope {
        Envelope::Bare { assumed, .. } => *assumed,
        Envelope::Mirrored { revision: Mirrored::Once(date) | Mirrored::Again(date), .. } => wire::spoken(Some(date)),
        _ => wire::spoken(None),
    }
}

/// The `_meta` of a well-formed request of the stateless revision.
pub fn meta() -> Value {
    json!({
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientCapabilities": {},
    })
}

/// A request of the stateless revision.
pub fn stateless(method: &str, mut params: Value) -> String {
    params["_meta"] = meta();
    json!({ "jsonrpc": "2.0", "id": 7, "method": method, "params": params }).to_string()
}

/// A request of a legacy revision.
pub fn request(method: &str, params: &Value) -> String {
    json!({ "jsonrpc": "2.0", "id": 7, "method": method, "params": params }).to_string()
}

/// Headers, as the HTTP transport would repeat them; those that are empty are absent.
pub fn mirrored(revision: &str, method: &str, name: &str) -> Envelope<'static> {
    let field = |value: &str| match value {
        "" => Mirrored::Absent,
        value => Mirrored::Once(value.to_owned().into()),
    };
    Envelope::mirrored(field(revision), field(method), field(name), &())
}

/// The headers of a request of the stateless revision.
pub fn framed(method: &str, name: &str) -> Envelope<'static> {
    mirrored("2026-07-28", method, name)
}

/// A request in every revision, as the HTTP transport would frame it.
pub fn in_every_revision(method: &str, params: &Value, name: &str) -> Vec<(Revision, String, Envelope<'static>)> {
    let in_revision = |&revision: &Revision| match revision {
        Revision::V2026_07_28 => (revision, stateless(method, params.clone()), framed(method, name)),
        legacy => (legacy, request(method, params), mirrored(legacy.as_str(), "", "")),
    };
    Revision::ALL.iter().map(in_revision).collect()
}
