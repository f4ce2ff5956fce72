//! A client of the stateless revision that can show forms, in front of all tools on the sandbox.

use crm_mcp_core::{
    Caller, Server, ServerInfo, Tier, Toolset,
    transport::{Envelope, Incoming, Peer},
};
use crm_mcp_tools::highlevel::{self, Confirm, HighLevel};
use serde_json::{Value, json};

use crate::demo::Demo;

pub(super) struct Client {
    pub(super) demo: Demo,
    server: Server<HighLevel>,
    pub(super) crm: HighLevel,
    caller: Caller,
    /// What it says it can do.
    capabilities: Value,
}

/// What the user is asked, and how the answer is sent back.
#[derive(Debug)]
pub(super) struct Question {
    key: String,
    state: Value,
    pub(super) text: String,
    pub(super) form: Value,
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
    pub(super) fn answered(&self, answer: &Value) -> Value {
        json!({ "requestState": self.state, "inputResponses": { self.key.clone(): answer } })
    }
}

/// The user ticks the box and sends the form.
pub(crate) fn yes() -> Value {
    json!({ "action": "accept", "content": { "proceed": true } })
}

pub(crate) fn server() -> Server<HighLevel> {
    let tools = Toolset::new(highlevel::tools().into_iter().chain(highlevel::helpers())).unwrap();
    Server::new(ServerInfo::new("test", "1"), tools)
}

impl Client {
    pub(super) async fn new(confirm: Confirm) -> Self {
        Self::of(Demo::new().await, confirm)
    }

    pub(super) fn of(demo: Demo, confirm: Confirm) -> Self {
        let crm = demo.crm().with_confirmation(confirm);
        let caller = Caller::trusted("test");
        Self { demo, server: server(), crm, caller, capabilities: json!({ "elicitation": { "form": {} } }) }
    }

    /// The same client, to whose user nothing can be shown.
    pub(super) fn without_forms(self) -> Self {
        Self { capabilities: json!({ "elicitation": { "url": {} } }), ..self }
    }

    /// The same client of a caller with these scopes.
    pub(super) fn with_scopes<const N: usize>(self, scopes: [&str; N]) -> Self {
        Self { caller: Caller::with_scopes("test", scopes).with_tier(Tier::WriteDestructive), ..self }
    }

    /// The same client of another server.
    pub(super) fn of_server(self, server: Server<HighLevel>) -> Self {
        Self { server, ..self }
    }

    /// The same client of another CRM.
    pub(super) fn on(self, crm: HighLevel) -> Self {
        Self { crm, ..self }
    }

    /// The answer to a call with these further parameters: a result or an error.
    pub(super) async fn send(&self, tool: &str, arguments: &Value, further: Value) -> Value {
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

    pub(super) async fn call(&self, tool: &str, arguments: &Value) -> Value {
        self.send(tool, arguments, json!({})).await["result"].take()
    }

    /// What a call asks; it must ask.
    pub(super) async fn asked(&self, tool: &str, arguments: &Value) -> Question {
        let result = self.call(tool, arguments).await;
        Question::of(&result).unwrap_or_else(|| panic!("{tool} {arguments}: no question in {result}"))
    }

    /// What a call asks, if it asks.
    pub(super) async fn question(&self, tool: &str, arguments: &Value) -> Option<Question> {
        Question::of(&self.call(tool, arguments).await)
    }

    /// The answer to the same call, with an answer to its question.
    pub(super) async fn answer(&self, tool: &str, arguments: &Value, question: &Question, answer: &Value) -> Value {
        self.send(tool, arguments, question.answered(answer)).await
    }

    /// The id of a new contact with these fields.
    pub(super) async fn contact(&self, mut fields: Value) -> String {
        fields["locationId"] = crm_mcp_tools::sandbox::LOCATION_ID.into();
        self.demo.ask("POST", "/contacts/", &fields).await["contact"]["id"].as_str().unwrap().to_owned()
    }

    /// The tags that a contact has.
    pub(super) async fn tags(&self, contact: &str) -> Value {
        self.demo.get(&format!("/contacts/{contact}")).await["contact"]["tags"].take()
    }
}
