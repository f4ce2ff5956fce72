//! An axum service in which agents find the CRM's tools and one of its own on one endpoint, beside its other routes.
//!
//! `cargo run --bin axum-app`, then `curl http://127.0.0.1:8080/notes`, and MCP at `http://127.0.0.1:8080/mcp` with the
//! header `Authorization: Bearer owner-key`, or `reader-key`. The first argument is another address to listen on.

use std::{
    env,
    error::Error,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{Router, extract::State, http::request::Parts, routing::get};
use crm_mcp_core::{
    Call, Caller, Server, ServerInfo, Session, Tier, ToolError, Toolset, async_trait, tool, tools,
    transport::http::{Authenticator, HttpOptions, HttpService, Unauthorized, single_header},
};
use crm_mcp_tools::api::InProcess;
use crm_mcp_tools::highlevel::{self, Client, Confirm, HighLevel};
use crm_mcp_tools::sandbox::{self, Clock, Sandbox};
use tokio::net::TcpListener;

/// What the service works with: the CRM, and something that is its own.
struct App {
    crm: HighLevel,
    notes: Mutex<Vec<String>>,
}

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Note {
    text: String,
}

/// Keeps a note for the team, and says how many there are.
#[tool(create, public)]
async fn keep_note(app: &App, note: Note, call: &Call) -> Result<usize, ToolError> {
    let mut notes = app.notes.lock().unwrap_or_else(PoisonError::into_inner);
    notes.push(format!("{}: {}", call.caller().name(), note.text));
    Ok(notes.len())
}

async fn notes(State(app): State<Arc<App>>) -> String {
    app.notes.lock().unwrap_or_else(PoisonError::into_inner).join("\n")
}

/// The service's own keys: one reads, one may do everything.
struct Keys(Arc<App>);

#[async_trait]
impl Authenticator<App> for Keys {
    async fn authenticate(&self, request: &Parts) -> Result<Session<App>, Unauthorized> {
        let caller = match single_header(&request.headers, "authorization")? {
            Some("Bearer reader-key") => Caller::trusted("reader").limited_to(Tier::Read),
            Some("Bearer owner-key") => Caller::trusted("owner"),
            Some(_) => return Err(Unauthorized::Invalid("this key is not known".into())),
            None => return Err(Unauthorized::Missing("send `Authorization: Bearer <key>`".into())),
        };
        Ok(Session::new(caller, Arc::clone(&self.0)))
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::over(InProcess::new(Sandbox::in_memory_at(Clock::today()).await?.router()));
    let crm = HighLevel::new(&client, sandbox::TOKEN.into(), sandbox::LOCATION_ID.parse()?)?;
    // Users confirm every change of the CRM, where their client can ask them.
    let app = Arc::new(App { crm: crm.with_confirmation(Confirm::ALWAYS), notes: Mutex::default() });

    let of_crm = highlevel::tools().into_iter().map(|tool| tool.on(|app: &App| &app.crm));
    let toolset = Toolset::new(of_crm.chain(tools![keep_note]))?;
    let server = Server::new(ServerInfo::new("my-service", "0.1.0"), toolset);
    let mcp = HttpService::new(server, Keys(Arc::clone(&app)), HttpOptions::default());

    let router = Router::new().route("/notes", get(notes)).with_state(app);
    let router = router.route_service("/mcp", mcp.clone()).route_service("/mcp/", mcp);
    let listener = TcpListener::bind(env::args().nth(1).as_deref().unwrap_or("127.0.0.1:8080")).await?;
    println!("http://{}", listener.local_addr()?);
    Ok(axum::serve(listener, router).await?)
}
