//! The fixture server of the protocol's conformance suite: every kind of thing that an MCP server can have, each in its
//! smallest form. A file for each subject, so it is a tour of the library as well.
//!
//! `cargo run --bin everything`, then MCP at `http://127.0.0.1:3000/mcp`. What each fixture is called and does is
//! decided by the suite (`@modelcontextprotocol/conformance`).

mod arguments;
mod changes;
mod content;
mod elicitation;
mod progress;
mod prompts;
mod resources;
mod rounds;

use std::{error::Error, net::SocketAddr, num::NonZeroUsize, process::ExitCode, sync::Arc, time::Duration};

use axum::Router;
use changes::Changing;
use clap::Parser;
use crm_mcp_core::{
    Caller, Prompts, Resource, Resources, Server, ServerInfo, Session, Tool, Toolset,
    transport::http::{HttpOptions, HttpService},
};
use serving::Listening;

/// So many legacy clients at once, each kept for so long after its last request.
const SESSIONS: NonZeroUsize = NonZeroUsize::new(100).unwrap();
const IDLE: Duration = Duration::from_mins(10);

/// The fixture server of the conformance suite of the Model Context Protocol.
#[derive(Parser)]
#[command(name = "everything")]
struct Options {
    /// Address to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:3000", value_parser = serving::address)]
    listen: SocketAddr,
}

/// What the fixtures work on: the server that they are part of.
struct Everything {
    server: Arc<Server<Self>>,
    changing: Changing,
}

fn main() -> ExitCode {
    serving::run(serve)
}

async fn serve(options: Options) -> Result<(), Box<dyn Error>> {
    let server = Arc::new(server()?);
    let everything = Everything { server: Arc::clone(&server), changing: Changing::default() };
    let everybody = Session::new(Caller::trusted("conformance"), Arc::new(everything));
    let mcp = HttpService::new(server, everybody, HttpOptions::default().sessions(SESSIONS, IDLE));
    let app = Router::new().route_service("/mcp", mcp.clone()).route_service("/mcp/", mcp.clone());
    let listening = Listening::on(options.listen).await?;
    println!("http://{}/mcp", listening.address());
    Ok(listening.when_stopped(move || mcp.hang_up()).serve(app).await?)
}

fn server() -> Result<Server<Everything>, Box<dyn Error>> {
    let info = ServerInfo::new(env!("CARGO_BIN_NAME"), env!("CARGO_PKG_VERSION")).title("Everything");
    let server = Server::new(info, Toolset::new(tools())?)
        .with_prompts(Prompts::new(prompts::prompts())?)
        .with_resources(Resources::new(resources())?)
        .with_changes()
        .with_logging();
    Ok(server)
}

fn tools() -> impl Iterator<Item = Tool<Everything>> {
    let subjects =
        [content::tools, arguments::tools, progress::tools, elicitation::tools, rounds::tools, changes::tools];
    subjects.into_iter().flat_map(|tools| tools())
}

fn resources() -> impl Iterator<Item = Resource<Everything>> {
    [resources::resources, changes::resources].into_iter().flat_map(|resources| resources())
}
