//! A tool of an application that calls a tool of the CRM asks the same user.

use crm_mcp_core::{Answer, Call, Caller, Server, ServerInfo, ToolError, Toolset, tool, tools};
use crm_mcp_tools::highlevel::{self, Confirm, HighLevel};
use serde_json::{Value, json};

use super::client::{Client, yes};

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Cleanup {
    contact: String,
}

/// Takes the tag `vip` away from a contact.
#[tool(delete, public)]
async fn cleanup(crm: &HighLevel, Cleanup { contact }: Cleanup, call: &Call) -> Result<Value, ToolError> {
    let crm_tools = Toolset::new(highlevel::tools()).map_err(ToolError::internal)?;
    let arguments = json!({ "contactId": contact, "tags": ["vip"] }).to_string();
    let output = crm_tools.call_with("contacts_remove-tags", &arguments, crm, call).await?;
    output.decode().map_err(ToolError::internal)
}

async fn client() -> (Client, String, Value) {
    let server = Server::new(ServerInfo::new("app", "1"), Toolset::new(tools![cleanup]).unwrap());
    let client = Client::new(Confirm::ALWAYS).await.of_server(server);
    let contact = client.contact(json!({ "firstName": "Ada", "tags": ["vip", "newsletter"] })).await;
    let arguments = json!({ "contact": contact });
    (client, contact, arguments)
}

#[tokio::test]
async fn a_user_of_a_stateless_client_is_asked_before_the_inner_tool_changes_anything() {
    let (client, contact, arguments) = client().await;
    let before = client.demo.sandbox.changes();
    let question = client.asked("cleanup", &arguments).await;
    assert!(question.text.contains("vip"), "{}", question.text);
    assert_eq!(client.demo.sandbox.changes(), before);
    let answer = client.answer("cleanup", &arguments, &question, &yes()).await;
    assert_eq!(answer["result"]["structuredContent"]["result"]["tags"], json!(["newsletter"]), "{answer}");
    assert_eq!(client.tags(&contact).await, json!(["newsletter"]));
}

#[tokio::test]
async fn a_program_that_calls_in_process_is_asked_too() {
    let (client, contact, arguments) = client().await;
    let app = Toolset::new(tools![cleanup]).unwrap();
    let me = Caller::trusted("me");
    let declining = Call::by(&me).on_form(|_, _| async { Answer::Declined });
    let error = app.call_with("cleanup", &arguments.to_string(), &client.crm, &declining).await.unwrap_err();
    assert!(error.to_string().contains("the user declined this; nothing was changed"), "{error}");
    assert_eq!(client.tags(&contact).await, json!(["vip", "newsletter"]));

    let agreeing = Call::by(&me).on_form(|_, _| async { Answer::Accepted(json!({ "proceed": true })) });
    app.call_with("cleanup", &arguments.to_string(), &client.crm, &agreeing).await.unwrap();
    assert_eq!(client.tags(&contact).await, json!(["newsletter"]));
}
