//! A tool of your own and its server on stdio; no CRM anywhere. The program of the README.

use std::sync::Arc;

use crm_mcp_core::{Caller, Server, ServerInfo, Session, ToolError, Toolset, tool, tools, transport::stdio};

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Person {
    /// Whom to greet.
    name: String,
}

#[derive(serde::Serialize, schemars::JsonSchema)]
struct Greeting {
    text: String,
}

/// Greets somebody by name.
#[tool(read, public)]
async fn greet(salutation: &String, person: Person) -> Result<Greeting, ToolError> {
    Ok(Greeting { text: format!("{salutation}, {}!", person.name) })
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = Arc::new(Server::new(ServerInfo::new("greeter", "0.1.0"), Toolset::new(tools![greet])?));
    let session = Session::new(Caller::trusted("me"), Arc::new("Hello".to_owned()));
    Ok(stdio::serve(server, session).await?)
}
