//! What the server prints when it is ready: what it serves, and what to paste where.

use std::{
    io::{self, Write},
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
};

use crm_mcp_tools::{highlevel::Confirm, sandbox};

use crate::{
    args::{Args, Credential},
    credentials::{Credentials, Fallback},
};

pub(crate) fn print(address: SocketAddr, credentials: &Credentials, args: &Args) -> io::Result<()> {
    warn(address, credentials.fallback());
    let mut output = io::stdout().lock();
    let served = format!("{}{}{}", served(credentials.fallback()), unasked(args), elsewhere(address));
    output.write_all(text(&format!("http://{}/mcp", reachable(address)), &served).as_bytes())?;
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

fn text(url: &str, served: &str) -> String {
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

For Claude Desktop, Codex, Windsurf and others that start a server themselves, see --help.

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

/// Who is not asked, to those who want everything confirmed.
fn unasked(args: &Args) -> &'static str {
    if !args.sessions && ![Confirm::NEVER, Confirm::DESTRUCTIVE].contains(&args.confirm) {
        "\n  Clients of revisions before 2026-07-28 are not asked to confirm; with --sessions they are."
    } else {
        ""
    }
}

/// Warns who can reach the demo data.
fn warn(address: SocketAddr, fallback: Option<&Fallback>) {
    if matches!(fallback, Some(Fallback::Demo)) && !address.ip().is_loopback() {
        tracing::warn!(
            "the server listens on {address}: everyone who reaches this machine can read and change the sandbox's data, \
             without a token. To keep it to this machine, listen on 127.0.0.1. Requests to a host name are refused \
             unless --allow-host names it"
        );
    }
}

/// How other machines reach a server that listens to them.
fn elsewhere(address: SocketAddr) -> String {
    if address.ip().is_loopback() {
        return String::new();
    }
    let port = address.port();
    format!(
        "\n  The server listens on {address}.\n\
         \u{20} From other machines: http://<this machine's IP address>:{port}/mcp\n\
         \u{20} By a host name only with --allow-host <NAME>; requests to other names are refused."
    )
}
