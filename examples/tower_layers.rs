//! tower's layers around the MCP service: a log line for each request, at most so many at once, and a timeout.
//!
//! `cargo run --bin tower-layers`, then MCP at `http://127.0.0.1:8080/mcp`. The first argument is another address to
//! listen on.

use std::{env, error::Error, sync::Arc, time::Duration};

use axum::{BoxError, Router, error_handling::HandleErrorLayer, http::StatusCode};
use crm_mcp_core::{
    Caller, Server, ServerInfo, Session, ToolError, Toolset, tool, tools,
    transport::http::{HttpOptions, HttpService},
};
use tokio::net::TcpListener;
use tower::{ServiceBuilder, limit::GlobalConcurrencyLimitLayer, load_shed::LoadShedLayer};
use tower_http::{
    timeout::TimeoutLayer,
    trace::{DefaultMakeSpan, DefaultOnResponse, TraceLayer},
};
use tracing::Level;

/// A request waits so long for its answer, or for the first event if the answer is a stream.
const TIMEOUT: Duration = Duration::from_secs(2);

/// So many requests are answered at once.
const AT_ONCE: usize = 4;

/// Answers at once.
#[tool(read, public)]
async fn ping() -> Result<(), ToolError> {
    Ok(())
}

/// Never answers. The timeout drops the call where it waits.
#[tool(read, public)]
async fn wait() -> Result<(), ToolError> {
    std::future::pending().await
}

/// Says what became of a request that found no room.
async fn refuse(_: BoxError) -> (StatusCode, [(&'static str, &'static str); 1]) {
    (StatusCode::SERVICE_UNAVAILABLE, [("Retry-After", "1")])
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    tracing_subscriber::fmt().with_writer(std::io::stderr).init();
    let server = Server::new(ServerInfo::new("tower-layers", "0.1.0"), Toolset::new(tools![ping, wait])?);
    let everybody = Session::new(Caller::trusted("local"), Arc::new(()));
    let mcp = HttpService::new(server, everybody, HttpOptions::default());

    // From the outside in: the log sees what the layers within refuse.
    let layers = ServiceBuilder::new()
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(DefaultMakeSpan::new().level(Level::INFO))
                .on_response(DefaultOnResponse::new().level(Level::INFO)),
        )
        .layer(HandleErrorLayer::new(refuse))
        // Without this a request would wait for its turn rather than be refused.
        .layer(LoadShedLayer::new())
        .layer(GlobalConcurrencyLimitLayer::new(AT_ONCE))
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, TIMEOUT));
    let app = Router::new().route_service("/mcp", mcp.clone()).route_service("/mcp/", mcp).layer(layers);

    let address = env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    let listener = TcpListener::bind(address).await?;
    println!("http://{}/mcp", listener.local_addr()?);
    Ok(axum::serve(listener, app).await?)
}
