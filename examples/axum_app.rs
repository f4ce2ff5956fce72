//! An axum service with routes of its own, and the CRM tools mounted beside them for agents.
//!
//! `cargo run --bin axum-app`, then `curl http://127.0.0.1:8080/health`, and MCP at `http://127.0.0.1:8080/mcp` with the
//! header `Authorization: Bearer reader-key`.

use std::{error::Error, net::SocketAddr, process::ExitCode, sync::Arc};

use async_trait::async_trait;
use axum::{Router, http::request::Parts, routing::get};
use clap::Parser;
use crm_mcp_core::{
    Caller, Prompts, Resources, Server, ServerInfo, Session, Tier, Toolset,
    transport::http::{Authenticator, HttpOptions, HttpService, Unauthorized, single_header},
};
use crm_mcp_tools::{
    api::InProcess,
    highlevel::{self, Client, Confirm, HighLevel},
    sandbox::{self, Clock, Sandbox},
};
use serving::Listening;

/// A service that has the CRM tools beside its own routes.
#[derive(Parser)]
#[command(name = "axum-app")]
struct Options {
    /// Address to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080", value_parser = serving::address)]
    listen: SocketAddr,
}

/// The service's own keys: one reads, one may do everything.
struct Keys {
    crm: Arc<HighLevel>,
}

#[async_trait]
impl Authenticator<HighLevel> for Keys {
    async fn authenticate(&self, request: &Parts) -> Result<Session<HighLevel>, Unauthorized> {
        let caller = match single_header(&request.headers, "authorization")? {
            Some("Bearer reader-key") => Caller::trusted("reader").limited_to(Tier::Read),
            Some("Bearer owner-key") => Caller::trusted("owner"),
            Some(_) => return Err(Unauthorized::Invalid("this key is not known".into())),
            None => return Err(Unauthorized::Missing("send `Authorization: Bearer <key>`".into())),
        };
        Ok(Session::new(caller, Arc::clone(&self.crm)))
    }
}

fn main() -> ExitCode {
    serving::run(serve)
}

async fn serve(options: Options) -> Result<(), Box<dyn Error>> {
    let client = Client::over(InProcess::new(Sandbox::in_memory_at(Clock::today()).await?.router()));
    let crm = HighLevel::new(&client, sandbox::TOKEN.into(), sandbox::LOCATION_ID.parse()?)?;
    // Users confirm every change, where their client can ask them.
    let crm = crm.with_confirmation(Confirm::ALWAYS);

    let server = Server::new(ServerInfo::new("my-service", "0.1.0"), Toolset::new(highlevel::tools())?)
        .with_prompts(Prompts::new(highlevel::prompts())?)
        .with_resources(Resources::new(highlevel::resources())?);
    let mcp = HttpService::new(server, Keys { crm: Arc::new(crm) }, HttpOptions::default());

    let app = Router::new()
        .route("/health", get(|| async { "well" }))
        .route_service("/mcp", mcp.clone())
        .route_service("/mcp/", mcp);
    let listening = Listening::on(options.listen).await?;
    println!("http://{}", listening.address());
    Ok(listening.serve(app).await?)
}
