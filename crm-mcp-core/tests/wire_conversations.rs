//! What a server sends before its answer, in every revision: progress, log messages, questions. Each is checked.
#![allow(clippy::unwrap_used)]

mod common;

use std::{pin::pin, sync::Arc};

use common::{Notes, notes, spec, wire::Wire};
use crm_mcp_core::{
    Arguments, AskError, Call, Caller, ClientCapabilities, ClientRequest, Content, Effect, LogLevel, NoArguments,
    Progress, Revision, Server, ServerInfo, Tool, Toolset,
    transport::{Connection, Envelope, Incoming, Outlet, Peer},
};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

/// What a person is asked.
#[derive(Deserialize, JsonSchema)]
#[expect(dead_code, reason = "only its form matters")]
struct Form {
    /// Whose is it?
    #[schemars(email)]
    owner: Option<String>,
    #[schemars(range(min = 0, max = 10))]
    copies: u8,
    share: Option<f64>,
    sure: bool,
    colour: Colour,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Colour {
    /// Like blood
    Red,
    /// Like grass
    Green,
}

/// Tells all there is to tell, and asks for all that the client can give.
async fn talk(call: &Call) -> Result<Content, AskError> {
    call.log(LogLevel::Info, json!({ "begun": true })).await;
    call.progress(Progress::new(1.0).of(2.0).saying("half")).await;
    call.progress(Progress::new(2.0)).await;
    call.require(ClientCapabilities::SAMPLING.and(ClientCapabilities::ROOTS)).await?;
    let client = call.client();
    let form = async { if client.forms { call.ask::<Form>("form", "Whose?").await.map(drop) } else { Ok(()) } };
    let words = json!({
        "messages": [{ "role": "user", "content": { "type": "text", "text": "a rhyme" } }], "maxTokens": 100,
    });
    let (form, words, roots) = tokio::join!(
        biased;
        form,
        call.request("words", ClientRequest::Sample(words)),
        call.request("roots", ClientRequest::Roots),
    );
    form?;
    words?;
    roots?;
    Ok(Content::text("done"))
}

fn server() -> Server<Notes> {
    let tool =
        Tool::new(spec("talk", Effect::Read, &[]), Arguments::<NoArguments>::new(), |_, _, call| Box::pin(talk(call)));
    Server::new(ServerInfo::new("talker", "1"), Toolset::new([tool]).unwrap()).with_logging()
}

fn capabilities(revision: Revision) -> Value {
    let mut capabilities = json!({ "sampling": {}, "roots": {} });
    if revision >= Revision::V2025_06_18 {
        capabilities["elicitation"] = json!({});
    }
    capabilities
}

/// What the client answers to a question of the server.
fn given(method: &str) -> Value {
    match method {
        "elicitation/create" => {
            json!({ "action": "accept", "content": { "copies": 1, "sure": true, "colour": "red" } })
        }
        "sampling/createMessage" => {
            json!({ "role": "assistant", "content": { "type": "text", "text": "…" }, "model": "m" })
        }
        "roots/list" => json!({ "roots": [] }),
        _ => panic!("nobody asks for {method}"),
    }
}

/// A client at one end of a connection.
struct Client {
    server: Server<Notes>,
    connection: Arc<Connection>,
    envelope: Envelope<'static>,
    wire: Wire,
    /// The methods of what the server has sent by itself.
    heard: Vec<String>,
}

impl Client {
    fn new(revision: Revision) -> Self {
        let assumed = if revision.is_stateless() { Revision::LATEST_LEGACY } else { revision };
        let (wire, envelope) = (Wire::new(assumed), Envelope::bare(assumed));
        Self { server: server(), connection: Arc::default(), envelope, wire, heard: Vec::new() }
    }

    /// Sends a request, answers what the server asks on the way, and gives the answer.
    async fn ask(&mut self, method: &str, params: Value) -> Value {
        let message = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params }).to_string();
        self.wire.asks(message.as_bytes());
        let (outlet, outgoing) = Outlet::new();
        let connection = Some(Arc::clone(&self.connection));
        let (here, back) = (Peer::new(Some(outlet), connection.clone()), Peer::new(None, connection));
        let (caller, notes) = (Caller::trusted("t"), notes());
        let handle = |message: String, peer: Peer| {
            let (server, envelope, caller, notes) = (&self.server, &self.envelope, &caller, &notes);
            async move { server.handle(&Incoming::read(&message), envelope, &peer, caller, notes).await.into_body() }
        };
        let mut reply = pin!(handle(message, here));
        let body = loop {
            let sent = tokio::select! {
                biased;
                Some(sent) = outgoing.next() => sent,
                body = &mut reply => break body.unwrap(),
            };
            let (method, id) = Self::hear(&mut self.wire, &sent);
            if let Some(id) = id {
                let response = json!({ "jsonrpc": "2.0", "id": id, "result": given(&method) });
                assert_eq!(handle(response.to_string(), back.clone()).await, None);
            }
            self.heard.push(method);
        };
        if let Some(sent) = outgoing.waiting() {
            self.heard.push(Self::hear(&mut self.wire, &sent).0);
        }
        let answer = serde_json::from_slice(&body).unwrap();
        self.wire.hears(&answer);
        answer
    }

    /// The method of a message that the server sends by itself, and its id if it is a question.
    fn hear(wire: &mut Wire, sent: &[u8]) -> (String, Option<Value>) {
        let sent: Value = serde_json::from_slice(sent).unwrap();
        wire.hears(&sent);
        (sent["method"].as_str().unwrap().to_owned(), sent.get("id").cloned())
    }
}

#[tokio::test]
async fn a_legacy_server_tells_and_asks_on_the_way() {
    for &revision in Revision::ALL.iter().filter(|revision| !revision.is_stateless()) {
        let mut client = Client::new(revision);
        let info = json!({ "name": "c", "version": "1" });
        let hello = json!({ "protocolVersion": revision, "capabilities": capabilities(revision), "clientInfo": info });
        client.ask("initialize", hello).await;
        client.ask("logging/setLevel", json!({ "level": "debug" })).await;
        let answer = client.ask("tools/call", json!({ "name": "talk", "_meta": { "progressToken": "p" } })).await;
        assert_eq!(answer["result"]["content"][0]["text"], "done", "{revision}: {answer}");
        let progress = "notifications/progress";
        let mut expected = vec!["notifications/message", progress, progress, "sampling/createMessage", "roots/list"];
        if revision >= Revision::V2025_06_18 {
            expected.insert(3, "elicitation/create");
        }
        assert_eq!(client.heard, expected, "{revision}");
    }
}

#[tokio::test]
async fn a_stateless_server_tells_on_the_way_and_asks_by_its_answer() {
    let revision = Revision::V2026_07_28;
    let mut meta = common::meta();
    meta["io.modelcontextprotocol/logLevel"] = json!("debug");
    meta["progressToken"] = json!(5);
    let mut params = json!({ "name": "talk", "_meta": meta });
    let mut client = Client::new(revision);
    let refused = client.ask("tools/call", params.clone()).await;
    assert_eq!(refused["error"]["code"], -32021, "{refused}");

    params["_meta"]["io.modelcontextprotocol/clientCapabilities"] = capabilities(revision);
    let questions = client.ask("tools/call", params.clone()).await["result"].take();
    assert_eq!(questions["resultType"], "input_required", "{questions}");
    let asked = questions["inputRequests"].as_object().unwrap();
    assert_eq!(asked.keys().collect::<Vec<_>>(), ["form", "roots", "words"]);
    params["inputResponses"] =
        asked.iter().map(|(key, question)| (key.clone(), given(question["method"].as_str().unwrap()))).collect();
    params["requestState"] = questions["requestState"].clone();
    let answer = client.ask("tools/call", params).await;
    assert_eq!(answer["result"]["content"][0]["text"], "done", "{answer}");
    let round = ["notifications/message", "notifications/progress", "notifications/progress"];
    assert_eq!(client.heard, round.repeat(3));
}
