//! A tool of your own on HighLevel, beside the official ones: it deletes a contact. The user is asked before.
//!
//! `cargo run --bin delete-contact` serves MCP on standard input and output, on the sandbox. An argument says before which
//! writes the user is asked: `cargo run --bin delete-contact -- create,contacts_delete-contact`.

use std::{env, error::Error, sync::Arc};

use axum::http::Method;
use crm_mcp_core::{
    Call, Caller, Effect, Server, ServerInfo, Session, ToolError, Toolset, tool, tools, transport::stdio,
};
use crm_mcp_tools::{
    api::InProcess,
    crm::Write,
    highlevel::{self, Client, Confirm, HighLevel, Id, LocationChange, operations, scopes},
    sandbox::{self, Sandbox},
};
use serde::de::IgnoredAny;

/// The operation, as HighLevel documents it. It names the tool, by which an operator can have it confirmed, and the tool
/// that shows what became of it, which errors name.
static DELETE_CONTACT: Write =
    operations::write(Effect::Delete, Method::DELETE, "/contacts/{id}", scopes::CONTACTS_WRITE)
        .of_tool("contacts_delete-contact")
        .shown_by("contacts_get-contact");

#[derive(serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Unwanted {
    /// Contact's id.
    contact_id: Id,
}

/// Deletes a contact with its notes, tasks, conversation and opportunities, for good.
#[tool(name = "contacts_delete-contact", title = "Delete contact", delete, scope = scopes::CONTACTS_WRITE)]
async fn delete_contact(crm: &HighLevel, unwanted: Unwanted, call: &Call) -> Result<(), ToolError> {
    let contact = &unwanted.contact_id;
    // The one way to send a write. It asks the user first, and sends the request once.
    let change = LocationChange::deleting_contact(contact);
    let done = crm.call(&DELETE_CONTACT).id(contact).carry_out(call, &change).await?;
    // HighLevel tells nothing but that it is done.
    let IgnoredAny = done.answer;
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::over(InProcess::new(Sandbox::in_memory().await?.router()));
    let crm = HighLevel::new(&client, sandbox::TOKEN.into(), sandbox::LOCATION_ID.parse()?)?;

    // Each call has a time, and its requests are counted for the log.
    let own = tools![delete_contact].into_iter().map(|tool| tool.context_per_call(HighLevel::for_call));
    let tools: Vec<_> = highlevel::tools().into_iter().chain(own).collect();

    // An operator may name every tool that is served, and no other.
    let asked = env::args().nth(1).unwrap_or_else(|| Confirm::DESTRUCTIVE.to_string());
    let confirm = Confirm::parse(&asked, tools.iter().map(|tool| (&*tool.spec().name, tool.spec().effect)))?;
    let (crm, toolset) = (crm.with_confirmation(confirm), Toolset::new(tools)?);
    let server = Arc::new(Server::new(ServerInfo::new("my-crm", "0.1.0"), toolset));
    Ok(stdio::serve(server, Session::new(Caller::trusted("me"), Arc::new(crm))).await?)
}
