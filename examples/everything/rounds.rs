//! Calls that a stateless client makes in several rounds: each answer that is missing ends one (SEP-2322).

use crm_mcp_core::{Answer, AskError, Call, ClientCapabilities, ClientRequest, Content, Tool, ToolError, tool, tools};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::try_join;

use crate::{Everything, elicitation::sample};

pub(crate) fn tools() -> Vec<Tool<Everything>> {
    tools![
        test_input_required_result_elicitation,
        test_input_required_result_sampling,
        test_input_required_result_list_roots,
        test_input_required_result_request_state,
        test_input_required_result_multiple_inputs,
        test_input_required_result_multi_round,
        test_input_required_result_tampered_state,
        test_input_required_result_capabilities,
    ]
}

/// Asks the user for a name, which may also come unasked: nothing is at stake.
#[tool(read, public)]
async fn test_input_required_result_elicitation(_: &Everything, call: &Call) -> Result<Content, ToolError> {
    call.require(ClientCapabilities::FORMS).await?;
    let schema = json!({ "type": "object", "properties": { "name": { "type": "string" } }, "required": ["name"] });
    let request = ClientRequest::Form { message: "What is your name?".to_owned(), schema };
    let answer: Value =
        serde_json::from_str(call.request("user_name", request).await?.get()).map_err(ToolError::internal)?;
    let name = answer["content"]["name"].as_str().unwrap_or("whoever you are");
    Ok(Content::text(format!("Hello, {name}!")))
}

/// Has the client's model name a capital.
#[tool(read, public)]
async fn test_input_required_result_sampling(_: &Everything, call: &Call) -> Result<Content, ToolError> {
    sample(call, "capital_question", "What is the capital of France?").await.map(Content::text)
}

/// Asks which directories the client works in.
#[tool(read, public)]
async fn test_input_required_result_list_roots(_: &Everything, call: &Call) -> Result<Content, ToolError> {
    call.require(ClientCapabilities::ROOTS).await?;
    let roots = call.request("client_roots", ClientRequest::Roots).await?;
    Ok(Content::text(format!("You work in {roots}")))
}

#[derive(Deserialize, JsonSchema)]
struct Confirm {
    ok: bool,
}

impl Confirm {
    /// What the user says to a question that nobody else can answer.
    async fn ask(call: &Call) -> Result<Content, AskError> {
        call.require(ClientCapabilities::FORMS).await?;
        let answer = call.ask::<Self>("confirm", "Please confirm").await?;
        let is_confirmed = answer.accepted().is_some_and(|confirm| confirm.ok);
        Ok(Content::text(if is_confirmed { "state-ok: confirmed" } else { "state-ok: not confirmed" }))
    }
}

/// Asks the user to confirm.
#[tool(read, public)]
async fn test_input_required_result_request_state(_: &Everything, call: &Call) -> Result<Content, AskError> {
    Confirm::ask(call).await
}

/// Asks the user to confirm, and will not be told otherwise.
#[tool(read, public)]
async fn test_input_required_result_tampered_state(_: &Everything, call: &Call) -> Result<Content, AskError> {
    Confirm::ask(call).await
}

#[derive(Deserialize, JsonSchema)]
struct Name {
    name: String,
}

async fn ask_name(call: &Call, key: &str) -> Result<String, ToolError> {
    call.require(ClientCapabilities::FORMS).await?;
    let name = call.ask::<Name>(key, "What is your name?").await?;
    Ok(name.accepted().map_or_else(|| "whoever you are".to_owned(), |name| name.name))
}

/// Asks for several things in one round.
#[tool(read, public)]
async fn test_input_required_result_multiple_inputs(_: &Everything, call: &Call) -> Result<Content, ToolError> {
    let roots = async {
        call.require(ClientCapabilities::ROOTS).await?;
        Ok(call.request("client_roots", ClientRequest::Roots).await?)
    };
    let (name, greeting, roots) =
        try_join!(ask_name(call, "user_name"), sample(call, "greeting", "Generate a greeting"), roots)?;
    Ok(Content::text(format!("{greeting} {name} works in {roots}")))
}

#[derive(Deserialize, JsonSchema)]
struct Colour {
    color: String,
}

/// Asks for one thing after the other.
#[tool(read, public)]
async fn test_input_required_result_multi_round(_: &Everything, call: &Call) -> Result<Content, ToolError> {
    let name = ask_name(call, "step1").await?;
    let colour = match call.ask::<Colour>("step2", format!("{name}, what is your favorite color?")).await? {
        Answer::Accepted(Colour { color }) => color,
        Answer::Declined | Answer::Dismissed => "any colour".to_owned(),
    };
    Ok(Content::text(format!("{name} likes {colour}.")))
}

/// Asks the client for whatever it is able to answer.
#[tool(read, public)]
async fn test_input_required_result_capabilities(_: &Everything, call: &Call) -> Result<Content, ToolError> {
    let client = call.client();
    let name = async { if client.forms { ask_name(call, "user_name").await } else { Ok("You".to_owned()) } };
    let greeting = async {
        if client.sampling { sample(call, "greeting", "Generate a greeting").await } else { Ok("Hello".to_owned()) }
    };
    let (name, greeting) = try_join!(name, greeting)?;
    Ok(Content::text(format!("{name}: {greeting}")))
}
