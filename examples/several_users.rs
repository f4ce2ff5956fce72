//! One service for several users: each has a key, and sees and calls the tools that their scopes and their tier allow.
//!
//! `cargo run --bin several-users`, then MCP at `http://127.0.0.1:8080/mcp` with the header `Authorization: Bearer
//! ada-key`, or `max-key`. The first argument is another address to listen on.

use std::{collections::HashMap, env, error::Error, sync::Arc};

use axum::{Router, http::request::Parts};
use crm_mcp_core::{
    Caller, Server, ServerInfo, Session, Tier, Toolset, async_trait,
    transport::http::{Authenticator, HttpOptions, HttpService, Unauthorized, single_header},
};
use crm_mcp_tools::{
    api::InProcess,
    highlevel::{self, Client, HighLevel},
    sandbox::{self, Clock, Sandbox},
};
use sha2::{Digest, Sha256};
use tokio::net::TcpListener;

/// Everybody's name, key, tier and scopes. A real service has them in its database, with digests in the place of keys.
const USERS: [(&str, &str, Tier, &[&str]); 2] = [
    ("ada", "ada-key", Tier::Read, &["contacts.readonly", "opportunities.readonly"]),
    ("max", "max-key", Tier::WriteSafe, &["contacts.readonly", "contacts.write"]),
];

/// The users by the digests of their keys, and the CRM that they share.
struct Users {
    by_key: HashMap<[u8; 32], Caller>,
    crm: Arc<HighLevel>,
}

impl Users {
    fn of(crm: HighLevel) -> Self {
        let users = USERS.map(|(name, key, tier, scopes)| {
            let scopes = scopes.iter().copied();
            (digest(key), Caller::with_scopes(name, scopes).with_tier(tier))
        });
        Self { by_key: users.into(), crm: Arc::new(crm) }
    }
}

/// A digest is looked up in the place of the key: how long that takes tells nothing about the keys that there are.
fn digest(key: &str) -> [u8; 32] {
    Sha256::digest(key).into()
}

#[async_trait]
impl Authenticator<HighLevel> for Users {
    async fn authenticate(&self, request: &Parts) -> Result<Session<HighLevel>, Unauthorized> {
        let Some(header) = single_header(&request.headers, "authorization")? else {
            return Err(Unauthorized::Missing("send `Authorization: Bearer <key>`".into()));
        };
        let caller = header.strip_prefix("Bearer ").and_then(|key| self.by_key.get(&digest(key)));
        let caller = caller.cloned().ok_or_else(|| Unauthorized::Invalid("this key is not known".into()))?;
        // With users in several locations, the context is that of the user's location.
        Ok(Session::new(caller, Arc::clone(&self.crm)))
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::over(InProcess::new(Sandbox::in_memory_at(Clock::today()).await?.router()));
    let crm = HighLevel::new(&client, sandbox::TOKEN.into(), sandbox::LOCATION_ID.parse()?)?;

    let server = Server::new(ServerInfo::new("several-users", "0.1.0"), Toolset::new(highlevel::tools())?);
    let mcp = HttpService::new(server, Users::of(crm), HttpOptions::default());
    let app = Router::new().route_service("/mcp", mcp.clone()).route_service("/mcp/", mcp);

    let address = env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    let listener = TcpListener::bind(address).await?;
    println!("http://{}/mcp", listener.local_addr()?);
    Ok(axum::serve(listener, app).await?)
}
