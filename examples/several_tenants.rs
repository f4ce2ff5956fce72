//! One service for several customers: each has a path, a key, and a location of HighLevel with a token of its own.
//!
//! `cargo run --bin several-tenants`, then MCP at `http://127.0.0.1:8080/bakery/mcp` with the header `Authorization:
//! Bearer bakery-key`, or the same of `garage`. The first argument is another address to listen on.

use std::{env, error::Error, sync::Arc};

use axum::{Router, http::request::Parts};
use crm_mcp_core::{
    Caller, Server, ServerInfo, Session, Tier, Toolset, async_trait,
    transport::http::{Authenticator, HttpOptions, HttpService, Unauthorized, single_header},
};
use crm_mcp_tools::{
    api::InProcess,
    highlevel::{self, Client, HighLevel, Id},
    sandbox::{self, Clock, Sandbox, scopes_of},
};
use sha2::{Digest, Sha256};
use tokio::net::TcpListener;

/// What the service knows of a customer. A real one has it in its database, with a digest in the place of the key.
struct Customer {
    name: &'static str,
    key: &'static str,
    location: &'static str,
    token: &'static str,
}

/// The sandbox has one location, to which these have two tokens. HighLevel has a location for each customer.
static CUSTOMERS: [Customer; 2] = [
    Customer { name: "bakery", key: "bakery-key", location: sandbox::LOCATION_ID, token: sandbox::TOKEN },
    Customer { name: "garage", key: "garage-key", location: sandbox::LOCATION_ID, token: sandbox::READ_TOKEN },
];

/// The one way to HighLevel for all customers. It keeps the pace of each token and what is known of each location, so a
/// context may be made for each request: it goes on where the last one of the same customer was.
struct Customers(Client);

#[async_trait]
impl Authenticator<HighLevel> for Customers {
    async fn authenticate(&self, request: &Parts) -> Result<Session<HighLevel>, Unauthorized> {
        let key = single_header(&request.headers, "authorization")?.and_then(|header| header.strip_prefix("Bearer "));
        let key = key.ok_or_else(|| Unauthorized::Missing("send `Authorization: Bearer <key>`".into()))?;
        // Digests are compared in the place of keys: how long that takes tells nothing about the keys that there are.
        let is_meant = |customer: &&Customer| request.uri.path().split('/').nth(1) == Some(customer.name);
        let has_key = |customer: &&Customer| Sha256::digest(customer.key) == Sha256::digest(key);
        let customer = CUSTOMERS.iter().find(is_meant).filter(has_key);
        let customer = customer.ok_or_else(|| Unauthorized::Invalid("this key does not open this path".into()))?;

        let unusable = |error: &dyn Error| Unauthorized::Unavailable(error.to_string());
        let location: Id = customer.location.parse().map_err(|error: highlevel::InvalidId| unusable(&error))?;
        let crm = HighLevel::new(&self.0, customer.token.into(), location).map_err(|error| unusable(&error))?;
        let scopes = scopes_of(customer.token).unwrap_or_default().iter().copied();
        let caller = Caller::with_scopes(customer.name, scopes).with_tier(Tier::WriteDestructive);
        Ok(Session::new(caller, Arc::new(crm)))
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::over(InProcess::new(Sandbox::in_memory_at(Clock::today()).await?.router()));
    let server = Server::new(ServerInfo::new("several-tenants", "0.1.0"), Toolset::new(highlevel::tools())?);
    let mcp = HttpService::new(server, Customers(client), HttpOptions::default());
    let app = Router::new().route_service("/{customer}/mcp", mcp);

    let listener = TcpListener::bind(env::args().nth(1).as_deref().unwrap_or("127.0.0.1:8080")).await?;
    println!("http://{}/bakery/mcp", listener.local_addr()?);
    Ok(axum::serve(listener, app).await?)
}
