//! Calls that ask a stateless client something: which answers count.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Notes, meta, notes, spec, wire::Wire};
use crm_mcp_core::{
    Arguments, AskError, Call, Caller, ClientRequest, Content, Effect, NoArguments, Revision, Server, ServerInfo, Tool,
    ToolError, Toolset,
    transport::{Envelope, Incoming, Peer},
};
use serde_json::{Value, json};

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Name {
    name: String,
}

const QUESTION: &str = "What is your name?";

async fn ask(call: &Call) -> Result<Content, AskError> {
    let name = call.ask::<Name>("name", QUESTION).await?.accepted();
    Ok(Content::text(name.map_or_else(String::new, |Name { name }| name)))
}

async fn request(call: &Call) -> Result<Content, ToolError> {
    let schema = json!({ "type": "object", "properties": { "name": { "type": "string" } } });
    let answer = call.request("name", ClientRequest::Form { message: QUESTION.to_owned(), schema }).await?;
    let answer: Value = serde_json::from_str(answer.get()).unwrap();
    Ok(Content::text(answer["content"]["name"].as_str().unwrap().to_owned()))
}

fn server() -> Server<Notes> {
    let nothing = Arguments::<NoArguments>::new;
    let tools = [
        Tool::new(spec("ask", Effect::Read, &[]), nothing(), |_, _, call| Box::pin(ask(call))),
        Tool::new(spec("request", Effect::Read, &[]), nothing(), |_, _, call| Box::pin(request(call))),
    ];
    Server::new(ServerInfo::new("notes", "1.2.3"), Toolset::new(tools).unwrap())
}

/// One round of a call: the `result`.
async fn round(server: &Server<Notes>, tool: &str, params: Value) -> Value {
    round_as(&Caller::trusted("test"), server, tool, params).await
}

/// One round of a call by this caller: the `result`; `null` if it is refused.
async fn round_as(caller: &Caller, server: &Server<Notes>, tool: &str, params: Value) -> Value {
    let mut params = params;
    (params["name"], params["_meta"]) = (json!(tool), meta());
    params["_meta"]["io.modelcontextprotocol/clientCapabilities"] = json!({ "elicitation": {} });
    let message = json!({ "jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": params }).to_string();
    let mut wire = Wire::new(Revision::V2026_07_28);
    wire.asks(message.as_bytes());
    let (envelope, peer) = (Envelope::default(), Peer::default());
    let reply = server.handle(&Incoming::read(&message), &envelope, &peer, caller, &notes()).await;
    let mut body = serde_json::from_slice::<Value>(&reply.into_body().unwrap()).unwrap();
    wire.hears(&body);
    body["result"].take()
}

fn is_asked(result: &Value) -> bool {
    result["resultType"] == "input_required" && result["inputRequests"]["name"]["params"]["message"] == QUESTION
}

fn answer(name: &str) -> Value {
    json!({ "name": { "action": "accept", "content": { "name": name } } })
}

#[tokio::test]
async fn an_answer_to_what_was_asked_ends_the_call_whatever_comes_beside_it() {
    let server = server();
    for tool in ["ask", "request"] {
        let asked = round(&server, tool, json!({})).await;
        assert!(is_asked(&asked), "{tool}: {asked}");
        let mut responses = answer("Ada");
        responses["other"] = answer("Max")["name"].clone();
        let params = json!({ "inputResponses": responses, "requestState": asked["requestState"] });
        let result = round(&server, tool, params).await;
        assert_eq!(result["content"][0]["text"], "Ada", "{tool}: {result}");
    }
}

#[tokio::test]
async fn an_answer_to_what_was_not_asked_is_one_for_raw_requests_only() {
    let server = server();
    let unasked = || json!({ "inputResponses": answer("Ada") });
    let asked = round(&server, "ask", unasked()).await;
    assert!(is_asked(&asked), "{asked}");
    assert_eq!(round(&server, "request", unasked()).await["content"][0]["text"], "Ada");
}

#[tokio::test]
async fn what_is_no_answer_is_asked_for_again() {
    let server = server();
    for tool in ["ask", "request"] {
        let state = round(&server, tool, json!({})).await["requestState"].take();
        for responses in [json!(null), json!({}), json!([]), json!({ "name": 12345 }), json!({ "other": {} })] {
            for params in
                [json!({ "inputResponses": responses }), json!({ "inputResponses": responses, "requestState": state })]
            {
                let result = round(&server, tool, params.clone()).await;
                assert!(is_asked(&result), "{tool} {params}: {result}");
            }
        }
    }
}

#[tokio::test]
async fn a_note_belongs_to_the_identity_of_the_caller_and_not_to_its_name() {
    let server = server();
    let ada = Caller::trusted("one name").identified_by("ada");
    let asked = round_as(&ada, &server, "ask", json!({})).await;
    assert!(is_asked(&asked), "{asked}");
    let again = || json!({ "requestState": asked["requestState"], "inputResponses": answer("Ada") });
    for stranger in [Caller::trusted("one name").identified_by("max"), Caller::trusted("one name")] {
        assert_eq!(round_as(&stranger, &server, "ask", again()).await, Value::Null, "{}", stranger.identity());
    }
    let renamed = Caller::trusted("another name").identified_by("ada");
    let answered = round_as(&renamed, &server, "ask", again()).await;
    assert_eq!(answered["content"][0]["text"], "Ada", "{answered}");
}
