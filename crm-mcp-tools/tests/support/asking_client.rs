//! A client of the stateless revision that can show forms, in front of a server of any CRM.

#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used)]

use crm_mcp_core::{
    Caller, Server, Tier,
    transport::{Envelope, Incoming, Peer},
};
use serde_json::{Value, json};

/// A client whose user can be asked.
pub(crate) struct AskingClient<C: 'static> {
    server: Server<C>,
    pub(crate) crm: C,
    caller: Caller,
    /// What it says it can do.
    capabilities: Value,
}

/// What the user is asked, and how the answer is sent back.
#[derive(Debug)]
pub(crate) struct Question {
    key: String,
    state: Value,
    pub(crate) text: String,
    pub(crate) form: Value,
}

impl Question {
    /// The question in a result that has one and no more.
    fn of(result: &Value) -> Option<Self> {
        let requests = result.get("inputRequests")?.as_object()?;
        let [(key, request)] = requests.iter().collect::<Vec<_>>()[..] else { panic!("one question: {result}") };
        assert_eq!(
            (&request["method"], &result["resultType"]),
            (&json!("elicitation/create"), &json!("input_required"))
        );
        let text = request["params"]["message"].as_str().unwrap().to_owned();
        let form = request["params"]["requestedSchema"].clone();
        Some(Self { key: key.clone(), state: result["requestState"].clone(), text, form })
    }

    /// The parameters that bring an answer.
    pub(crate) fn answered(&self, answer: &Value) -> Value {
        json!({ "requestState": self.state, "inputResponses": { self.key.clone(): answer } })
    }
}

/// The user ticks the box and sends the form.
pub(crate) fn yes() -> Value {
    json!({ "action": "accept", "content": { "proceed": true } })
}

impl<C: Send + Sync + 'static> AskingClient<C> {
    pub(crate) fn new(server: Server<C>, crm: C) -> Self {
        let capabilities = json!({ "elicitation": { "form": {} } });
        Self { server, crm, caller: Caller::trusted("test"), capabilities }
    }

    /// The same client, to whose user nothing can be shown.
    pub(crate) fn without_forms(self) -> Self {
        Self { capabilities: json!({ "elicitation": { "url": {} } }), ..self }
    }

    /// The same client of a caller with these scopes.
    pub(crate) fn with_scopes<const N: usize>(self, scopes: [&str; N]) -> Self {
        Self { caller: Caller::with_scopes("test", scopes).with_tier(Tier::WriteDestructive), ..self }
    }

    /// The same client of another server.
    pub(crate) fn of_server(self, server: Server<C>) -> Self {
        Self { server, ..self }
    }

    /// The same client of another CRM.
    pub(crate) fn on(self, crm: C) -> Self {
        Self { crm, ..self }
    }

    /// The answer to a call with these further parameters: a result or an error.
    pub(crate) async fn send(&self, tool: &str, arguments: &Value, further: Value) -> Value {
        let mut params = further;
        params["name"] = tool.into();
        params["arguments"] = arguments.clone();
        params["_meta"] = json!({
            "io.modelcontextprotocol/protocolVersion": "2026-07-28",
            "io.modelcontextprotocol/clientCapabilities": self.capabilities,
        });
        let message = json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params }).to_string();
        let (envelope, peer) = (Envelope::default(), Peer::default());
        let reply = self.server.handle(&Incoming::read(&message), &envelope, &peer, &self.caller, &self.crm).await;
        serde_json::from_slice(&reply.into_body().unwrap()).unwrap()
    }

    pub(crate) async fn call(&self, tool: &str, arguments: &Value) -> Value {
        self.send(tool, arguments, json!({})).await["result"].take()
    }

    /// What a call asks; it must ask.
    pub(crate) async fn asked(&self, tool: &str, arguments: &Value) -> Question {
        let result = self.call(tool, arguments).await;
        Question::of(&result).unwrap_or_else(|| panic!("{tool} {arguments}: no question in {result}"))
    }

    /// What a call asks, if it asks.
    pub(crate) async fn question(&self, tool: &str, arguments: &Value) -> Option<Question> {
        Question::of(&self.call(tool, arguments).await)
    }

    /// The answer to the same call, with an answer to its question.
    pub(crate) async fn answer(&self, tool: &str, arguments: &Value, question: &Question, answer: &Value) -> Value {
        self.send(tool, arguments, question.answered(answer)).await
    }
}
