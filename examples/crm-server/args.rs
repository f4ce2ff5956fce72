//! What the server is told when it starts: flags for everything but credentials, which come from the environment.

use std::{
    env::{self, VarError},
    net::SocketAddr,
    path::PathBuf,
};

use clap::Parser;
use crm_mcp_tools::highlevel::{Confirm, HighLevel};
use secrecy::SecretString;

use crate::allowed;

/// CRM tools as an MCP server.
///
/// Without credentials it serves a sandbox with demo data. With them it serves HighLevel: over HTTP each client sends
/// its own (the headers `Authorization: Bearer <token>` and `locationId: <id>`); on stdio, and for HTTP clients that
/// send none, they come from the environment.
#[derive(Debug, Parser)]
#[command(name = "crm-mcp", version, after_help = AFTER_HELP)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct Args {
    /// Serve one client on standard input and output instead of HTTP.
    #[arg(
        long,
        conflicts_with_all = ["listen", "connections", "sessions", "allow_origin", "allow_host", "tolerate_legacy_version_header"]
    )]
    pub(crate) stdio: bool,
    /// Listen on this address, or on this port of this machine; port 0 takes a free one, which is printed.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8000", value_parser = serving::address)]
    pub(crate) listen: SocketAddr,
    /// Serve at most this many connections at once. When there are so many, the one that has been without a request for
    /// the longest time gives way to a new client. A connection may take two of the process's open files.
    #[arg(
        long,
        value_name = "N",
        default_value_t = serving::connections(),
        value_parser = serving::number_of_connections
    )]
    pub(crate) connections: usize,
    /// Keep the sandbox in this file; without it the sandbox is in memory and begins anew each time.
    #[arg(long, value_name = "FILE", conflicts_with = "highlevel_url")]
    pub(crate) data: Option<PathBuf>,
    /// Date the sandbox's demo data 2026-09-01, the same every time, and not this week.
    #[arg(long, conflicts_with = "highlevel_url")]
    pub(crate) fixed_date: bool,
    /// Serve only the HighLevel API at this address, and no sandbox: the vendor's, a proxy, `crm-sandbox` on a port.
    #[arg(long, value_name = "URL", env = "HIGHLEVEL_URL")]
    pub(crate) highlevel_url: Option<String>,
    /// What HighLevel tokens may do, as scopes separated by commas; all by default. A client can
    /// narrow this for itself with the header `crm-scopes`.
    #[arg(long, value_name = "SCOPES", env = "CRM_MCP_SCOPES")]
    pub(crate) scopes: Option<String>,
    /// Serve these tools only, by their names or those of toolsets, separated by commas: `contacts,payments_get-order-by-id`.
    /// The toolset `helpers` has tools that the vendor's server does not have.
    #[arg(long, value_name = "NAMES", value_delimiter = ',', env = "CRM_MCP_TOOLS")]
    pub(crate) tools: Vec<String>,
    /// Print the tools that there are, by toolset, and end.
    #[arg(long)]
    pub(crate) list_tools: bool,
    /// Serve only tools that change nothing.
    #[arg(long)]
    pub(crate) read_only: bool,
    /// Ask the user to confirm writes, by a form that shows them: never, destructive (what overwrites, removes or reaches
    /// people), always, or effects and tools by name, separated by commas: `destructive,contacts_add-tags`. What is not named
    /// is not asked about. Clients that cannot show forms are not asked, nor are, over HTTP and without --sessions, those of
    /// revisions before 2026-07-28.
    #[arg(long, value_name = "WHICH", default_value_t)]
    pub(crate) confirm: Confirm,
    /// Keep sessions for HTTP clients of revisions before 2026-07-28, so that they can be asked: at most 1,024, and 256
    /// of one caller, each for 30 minutes after its last request. All clients without a credential are one caller. Such clients
    /// must then stay in theirs, and reach the same process.
    #[arg(long)]
    pub(crate) sessions: bool,
    /// The most bytes of records in one answer; a cursor leads to the others.
    #[arg(long, value_name = "N", default_value_t = HighLevel::ANSWER_SIZE)]
    pub(crate) answer_bytes: usize,
    /// Accept web pages of this origin besides those of this machine: `https://app.example.com`. May be repeated.
    #[arg(long, value_name = "ORIGIN", value_parser = allowed::origin)]
    pub(crate) allow_origin: Vec<String>,
    /// Accept requests to this host name besides those to this machine: `crm.example.com`. May be repeated.
    #[arg(long, value_name = "NAME", value_parser = allowed::host)]
    pub(crate) allow_host: Vec<String>,
    /// Serve clients that keep sending the `MCP-Protocol-Version` of an earlier handshake with stateless messages.
    #[arg(long)]
    pub(crate) tolerate_legacy_version_header: bool,
}

const TOKEN: &str = "HIGHLEVEL_TOKEN";
const LOCATION: &str = "HIGHLEVEL_LOCATION";

const AFTER_HELP: &str = "\
Environment:
  HIGHLEVEL_TOKEN     a Private Integration token of the location
  HIGHLEVEL_LOCATION  the location's id
  HIGHLEVEL_URL       the same as --highlevel-url
  CRM_MCP_SCOPES      the same as --scopes
  CRM_MCP_TOOLS       the same as --tools
  RUST_LOG            what to log on standard error: warn, info, debug, crm_mcp_core=debug, …

A client that starts the server itself runs `crm-mcp --stdio`. Claude Desktop (claude_desktop_config.json), Cursor
(~/.cursor/mcp.json) and Windsurf (~/.codeium/windsurf/mcp_config.json):
  { \"mcpServers\": { \"crm\": { \"command\": \"crm-mcp\", \"args\": [\"--stdio\"],
      \"env\": { \"HIGHLEVEL_TOKEN\": \"<token>\", \"HIGHLEVEL_LOCATION\": \"<id>\" } } } }
Codex (~/.codex/config.toml):
  [mcp_servers.crm]
  command = \"crm-mcp\"
  args = [\"--stdio\"]
  env = { HIGHLEVEL_TOKEN = \"<token>\", HIGHLEVEL_LOCATION = \"<id>\" }
Without the two variables it is the sandbox. Programs with windows may need the full path of crm-mcp.";

/// A token and the location it is for.
#[derive(Clone)]
pub(crate) struct Credential {
    pub(crate) token: SecretString,
    pub(crate) location: String,
}

impl Credential {
    pub(crate) fn new(token: &str, location: &str) -> Self {
        Self { token: token.into(), location: location.to_owned() }
    }
}

/// The owner's credential in the environment, if there is one.
pub(crate) fn credential_from_environment() -> Result<Option<Credential>, String> {
    match (variable(TOKEN)?, variable(LOCATION)?) {
        (None, None) => Ok(None),
        (Some(token), Some(location)) => Ok(Some(Credential::new(&token, &location))),
        (Some(_), None) => Err(format!("{TOKEN} is set and {LOCATION} is not; set the id of the token's location")),
        (None, Some(_)) => Err(format!("{LOCATION} is set and {TOKEN} is not; set a token of that location")),
    }
}

/// A variable that is set, to something.
fn variable(name: &str) -> Result<Option<String>, String> {
    match env::var(name) {
        Ok(value) => Ok(Some(value).filter(|value| !value.is_empty())),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(format!("{name} is set to something that is not UTF-8")),
    }
}
