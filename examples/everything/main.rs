//! The fixture server of the protocol's conformance suite: every kind of thing that an MCP server can have, each in its
//! smallest form. A file for each subject, so it is a tour of the library as well.
//!
//! `cargo run --bin everything`, then MCP at `http://127.0.0.1:3000/mcp`. What each fixture is called and does is
//! decided by the suite (`@modelcontextprotocol/conformance`).

mod arguments;
mod content;
mod elicitation;
mod progress;
mod prompts;
mod resources;
mod rounds;

use std::{error::Error, net::SocketAddr, process::ExitCode, sync::Arc};

use axum::Router;
use clap::Parser;
use crm_mcp_core::{
    Caller, Prompts, Resources, Server, ServerInfo, Session, Tool, Toolset,
    transport::http::{HttpOptions, HttpService},
};
use serving::Listening;

/// The fixture server of the conformance suite of the Model Context Protocol.
#[derive(Parser)]
#[command(name = "everything")]
struct Options {
    /// Address to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:3000")]
    listen: SocketAddr,
}

/// The arguments of what takes none.
#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Nothing {}

#[tokio::main]
async fn main() -> ExitCode {
    serving::run(serve).await
}

async fn serve(options: Options) -> Result<(), Box<dyn Error>> {
    let everybody = Session { caller: Caller::trusted("conformance"), context: Arc::new(()) };
    let mcp = HttpService::new(server()?, everybody, HttpOptions::default());
    let app = Router::new().route_service("/mcp", mcp.clone()).route_service("/mcp/", mcp);
    let listening = Listening::on(options.listen).await?;
    println!("http://{}/mcp", listening.address());
    Ok(listening.serve(app).await?)
}

fn server() -> Result<Server<()>, Box<dyn Error>> {
    let info = ServerInfo::new(env!("CARGO_BIN_NAME"), env!("CARGO_PKG_VERSION")).titled("Everything");
    let server = Server::new(info, Toolset::new(tools())?)
        .with_prompts(Prompts::new(prompts::prompts())?)
        .with_resources(Resources::new(resources::resources())?)
        .with_logging();
    Ok(server)
}

fn tools() -> impl Iterator<Item = Tool<()>> {
    [content::tools(), arguments::tools(), progress::tools(), elicitation::tools(), rounds::tools()]
        .into_iter()
        .flatten()
}
