//! Tools that ask the client something in the middle of their work: its user, or its model.

use crm_mcp_core::{Answer, Call, ClientCapabilities, ClientRequest, Content, Tool, ToolError, tool, tools};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::Everything;

pub(crate) fn tools() -> Vec<Tool<Everything>> {
    tools![
        test_sampling,
        test_elicitation,
        test_elicitation_sep1034_defaults,
        test_elicitation_sep1330_enums,
        test_missing_capability,
        test_streaming_elicitation,
    ]
}

#[derive(Deserialize, JsonSchema)]
struct Prompt {
    /// What to ask the model.
    prompt: String,
}

/// Has the client's model answer.
#[tool(read, public)]
async fn test_sampling(_: &Everything, Prompt { prompt }: Prompt, call: &Call) -> Result<Content, ToolError> {
    let text = sample(call, "answer", &prompt).await?;
    Ok(Content::text(format!("LLM response: {text}")))
}

/// What the client's model says to a prompt.
pub(crate) async fn sample(call: &Call, key: &str, prompt: &str) -> Result<String, ToolError> {
    #[derive(Deserialize)]
    struct Sampled {
        content: Text,
    }
    #[derive(Deserialize)]
    struct Text {
        text: String,
    }
    let message = json!({ "role": "user", "content": { "type": "text", "text": prompt } });
    let request = ClientRequest::Sample(json!({ "messages": [message], "maxTokens": 100 }));
    call.require(ClientCapabilities::SAMPLING).await?;
    let answer = call.request(key, request).await?;
    let sampled: Sampled = serde_json::from_str(answer.get()).map_err(ToolError::internal)?;
    Ok(sampled.content.text)
}

#[derive(Deserialize, JsonSchema)]
struct Message {
    /// What to tell the user.
    message: String,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
struct User {
    /// User's response
    username: String,
    /// User's email address
    email: String,
}

/// Asks the user who they are.
#[tool(read, public)]
async fn test_elicitation(_: &Everything, Message { message }: Message, call: &Call) -> Result<Content, ToolError> {
    call.require(ClientCapabilities::FORMS).await?;
    let user = call.ask::<User>("user", message).await?;
    Ok(Content::text(format!("User response: {}", told(&user))))
}

/// A form that is filled in already.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
struct Filled {
    name: String,
    age: u8,
    score: f64,
    status: Status,
    verified: bool,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Status {
    Active,
    Inactive,
    Pending,
}

impl Default for Filled {
    fn default() -> Self {
        Self { name: "John Doe".to_owned(), age: 30, score: 95.5, status: Status::Active, verified: true }
    }
}

/// Asks with a form that is filled in already.
#[tool(read, public)]
async fn test_elicitation_sep1034_defaults(_: &Everything, call: &Call) -> Result<Content, ToolError> {
    call.require(ClientCapabilities::FORMS).await?;
    let filled = call.ask::<Filled>("filled", "Is this right?").await?;
    Ok(Content::text(format!("Elicitation completed: {}", told(&filled))))
}

/// What a user made of a form, for the model.
fn told(answer: &Answer<impl Serialize>) -> String {
    match answer {
        Answer::Accepted(content) => format!("action=accept, content={}", json!(content)),
        Answer::Declined => "action=decline".to_owned(),
        Answer::Dismissed => "action=cancel".to_owned(),
    }
}

/// Asks with every kind of choice that a form can have.
#[tool(read, public)]
async fn test_elicitation_sep1330_enums(_: &Everything, call: &Call) -> Result<Content, ToolError> {
    call.require(ClientCapabilities::FORMS).await?;
    let request = ClientRequest::Form { message: "Choose.".to_owned(), schema: choices() };
    let answer = call.request("choices", request).await?;
    Ok(Content::text(format!("Elicitation completed: {answer}")))
}

/// Written by hand for the sake of `enumNames`, which the protocol has given up: forms of Rust types are without it.
fn choices() -> Value {
    let options = json!(["option1", "option2", "option3"]);
    let titled = |what: &str| {
        json!([
            { "const": "value1", "title": format!("First {what}") },
            { "const": "value2", "title": format!("Second {what}") },
            { "const": "value3", "title": format!("Third {what}") },
        ])
    };
    json!({
        "type": "object",
        "properties": {
            "untitledSingle": { "type": "string", "enum": options },
            "titledSingle": { "type": "string", "oneOf": titled("Option") },
            "legacyEnum": {
                "type": "string",
                "enum": ["opt1", "opt2", "opt3"],
                "enumNames": ["Option One", "Option Two", "Option Three"],
            },
            "untitledMulti": { "type": "array", "items": { "type": "string", "enum": options } },
            "titledMulti": { "type": "array", "items": { "anyOf": titled("Choice") } },
        },
    })
}

/// Cannot do without a client that has a model to ask.
#[tool(read, public)]
async fn test_missing_capability(_: &Everything, call: &Call) -> Result<Content, ToolError> {
    sample(call, "greeting", "Say hello.").await.map(Content::text)
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
struct Go {
    /// Go on?
    go: bool,
}

/// Asks the user whether to go on.
#[tool(read, public)]
async fn test_streaming_elicitation(_: &Everything, call: &Call) -> Result<Content, ToolError> {
    call.require(ClientCapabilities::FORMS).await?;
    let go = call.ask::<Go>("go", "Shall I go on?").await?;
    Ok(Content::text(told(&go)))
}
