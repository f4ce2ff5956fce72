//! What the server prints when it is ready: what it serves, and what to paste where.

use std::{
    io::{self, Write},
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
};

use crm_mcp_tools::crm::Confirm;

use crate::{
    args::Args,
    credentials::Whose,
    crms::{CRMS, served_crm::Words},
    endpoint::Serving,
    http::paths,
};

/// Prints what these CRMs are served as, of which the first is the chosen one.
pub(crate) fn print(address: SocketAddr, crms: &[Box<dyn Serving>], args: &Args) -> io::Result<()> {
    warn(address, crms);
    let served: String = crms.iter().enumerate().map(|(place, crm)| served(place, &**crm)).collect();
    let notes = format!("{served}{}{}{}", not_served(crms), unasked(args), elsewhere(address));
    let words = crms.first().map_or(CRMS[0].words(), |crm| crm.words());
    let mut output = io::stdout().lock();
    output.write_all(text(&format!("http://{}/mcp", reachable(address)), &notes, words).as_bytes())?;
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

fn text(url: &str, notes: &str, Words { name, secret, headers, .. }: &Words) -> String {
    let flags: Vec<_> = headers.iter().map(|(name, value)| format!("--header \"{name}: {value}\"")).collect();
    let fields: Vec<_> = headers.iter().map(|(name, value)| format!("\"{name}\": \"{value}\"")).collect();
    let (flags, fields) = (flags.join(" "), fields.join(", "));
    format!(
        r#"crm-mcp serves MCP at {url}
{notes}
Claude Code:
  claude mcp add --transport http crm {url}

Cursor (~/.cursor/mcp.json):
  {{ "mcpServers": {{ "crm": {{ "url": "{url}" }} }} }}

VS Code (.vscode/mcp.json):
  {{ "servers": {{ "crm": {{ "type": "http", "url": "{url}" }} }} }}

With a {name} {secret} of your own, say so to Claude Code by
  {flags}
and to the others behind the url:
  "headers": {{ {fields} }}

For Claude Desktop, Codex, Windsurf and others that start a server themselves, see --help.

Stop with Ctrl-C.
"#
    )
}

/// Where a CRM is, and who gets what there, a line each.
fn served(place: usize, crm: &dyn Serving) -> String {
    let (name, lines) = (crm.words().name, crm.served().join("\n    "));
    format!("  {name} at {}:\n    {lines}\n", paths(place, crm.words()).join(" and "))
}

/// The CRMs of which `--tools` names no tool.
fn not_served(crms: &[Box<dyn Serving>]) -> String {
    let is_served = |words: &&Words| crms.iter().any(|crm| crm.words().path == words.path);
    let without = CRMS.iter().map(|crm| crm.words()).filter(|words| !is_served(words));
    let lines = without.map(|words| format!("  {} is not served: --tools names none of its tools.\n", words.name));
    lines.collect::<Vec<_>>().concat()
}

/// Who is not asked, to those who want everything confirmed.
fn unasked(args: &Args) -> &'static str {
    if !args.sessions && ![Confirm::NEVER, Confirm::DESTRUCTIVE].contains(&args.confirm) {
        "  Clients of revisions before 2026-07-28 are not asked to confirm; with --sessions they are.\n"
    } else {
        ""
    }
}

/// Warns who can reach the demo data.
fn warn(address: SocketAddr, crms: &[Box<dyn Serving>]) {
    if crms.iter().any(|crm| crm.fallback() == Some(Whose::Demo)) && !address.ip().is_loopback() {
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
        "  The server listens on {address}.\n\
         \u{20} From other machines: http://<this machine's IP address>:{port}/mcp\n\
         \u{20} By a host name only with --allow-host <NAME>; requests to other names are refused.\n"
    )
}
