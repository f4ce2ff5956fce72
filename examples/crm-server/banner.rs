//! What the server prints when it is ready: what it serves, and what to paste where.

use std::{
    io::{self, Write},
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
};

use crm_mcp_tools::sandbox;

use crate::{
    args::Credential,
    credentials::{Credentials, Fallback},
};

pub(crate) fn print(address: SocketAddr, credentials: &Credentials) -> io::Result<()> {
    let mut output = io::stdout().lock();
    output.write_all(text(&format!("http://{}/mcp", reachable(address)), credentials.fallback()).as_bytes())?;
    output.flush()
}

/// "Every address" is none that a client on this machine can use.
fn reachable(address: SocketAddr) -> SocketAddr {
    match address.ip() {
        ip if !ip.is_unspecified() => address,
        IpAddr::V4(_) => (Ipv4Addr::LOCALHOST, address.port()).into(),
        IpAddr::V6(_) => (Ipv6Addr::LOCALHOST, address.port()).into(),
    }
}

fn text(url: &str, fallback: Option<&Fallback>) -> String {
    let served = served(fallback);
    format!(
        r#"crm-mcp serves MCP at {url}
{served}

Claude Code:
  claude mcp add --transport http crm {url}

Cursor (~/.cursor/mcp.json):
  {{ "mcpServers": {{ "crm": {{ "url": "{url}" }} }} }}

VS Code (.vscode/mcp.json):
  {{ "servers": {{ "crm": {{ "type": "http", "url": "{url}" }} }} }}

With a HighLevel token of your own, say so to Claude Code by
  --header "Authorization: Bearer <token>" --header "locationId: <id>"
and to the others behind the url:
  "headers": {{ "Authorization": "Bearer <token>", "locationId": "<id>" }}

Stop with Ctrl-C.
"#
    )
}

/// Who gets which CRM, a line each.
fn served(fallback: Option<&Fallback>) -> String {
    let vendor = "  HighLevel, to clients that send `Authorization: Bearer <token>` and `locationId: <id>`";
    match fallback {
        None => vendor.to_owned(),
        Some(Fallback::Owner(Credential { location, .. })) => {
            format!("  HighLevel, location {location}, to clients that send no token\n{vendor}")
        }
        Some(Fallback::Demo) => format!(
            "  a sandbox CRM with demo data, to clients that send no token\n\
             \u{20} the same read-only, to clients that send `Authorization: Bearer {}` and `locationId: {}`\n{vendor}",
            sandbox::READ_TOKEN,
            sandbox::LOCATION_ID,
        ),
    }
}
