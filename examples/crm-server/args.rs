//! What the server is told when it starts: flags for everything but credentials, which come from the environment.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Parser, builder::PossibleValuesParser};
use crm_mcp_tools::{
    crm::{Confirm, UnknownConfirm},
    highlevel::HighLevel,
};

use crate::{
    allowed,
    crms::{self, CRMS, served_crm::Words},
};

/// CRM tools as an MCP server.
///
/// HighLevel is at `/highlevel/mcp`, Close at `/close/mcp`, and the one that --crm chooses at `/mcp` too, or on stdio.
/// Without credentials each is a sandbox with demo data. Over HTTP clients send their own credentials: to HighLevel
/// `Authorization: Bearer <token>` and `locationId: <id>`; to Close `Close-API-Key: <key>` and `Close-Scope: mcp.read`,
/// `mcp.write_safe` (which only adds) or `mcp.write_destructive` (which updates and deletes too), or a token as `Authorization:
/// Bearer <token>` in the place of the key. On stdio, and for HTTP clients that send none, they come from the environment.
#[derive(Debug, Parser)]
#[command(name = "crm-mcp", version, after_help = AFTER_HELP)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct Args {
    /// The CRM that is served at `/mcp`, and on stdio.
    #[arg(long, value_name = "CRM", default_value = crms::DEFAULT, value_parser = PossibleValuesParser::new(crms::paths()))]
    pub(crate) crm: String,
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
    /// Keep the sandbox of the CRM that --crm chooses in this file; without it a sandbox is in memory and begins anew each
    /// time.
    #[arg(long, value_name = "FILE")]
    pub(crate) data: Option<PathBuf>,
    /// Date the sandboxes' demo data 2026-09-01, the same every time, and not this week.
    #[arg(long)]
    pub(crate) fixed_date: bool,
    /// Serve only the HighLevel API at this address, and no sandbox of it: the vendor's, a proxy, `crm-sandbox` on a port.
    #[arg(long, value_name = "URL", env = "HIGHLEVEL_URL")]
    pub(crate) highlevel_url: Option<String>,
    /// The same for Close: an address such as `https://api.close.com/api/v1`.
    #[arg(long, value_name = "URL", env = "CLOSE_URL")]
    pub(crate) close_url: Option<String>,
    /// What credentials may do, separated by commas; everything by default. Scopes of HighLevel say what its tokens may do.
    /// A tier says so of everybody on every CRM: `mcp.read`, `mcp.write_safe` or `mcp.write_destructive`. A client can narrow this
    /// for itself with the header `crm-scopes`.
    #[arg(long, value_name = "SCOPES", env = "CRM_MCP_SCOPES")]
    pub(crate) scopes: Option<String>,
    /// Serve these tools only, by their names or those of toolsets, separated by commas: `contacts,payments_get-order-by-id`;
    /// `all` is every tool. Each CRM takes the names that it knows, and is not served if none are its own. Without this flag
    /// HighLevel has the tools of its own server, and Close those that serve most work.
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
    #[arg(long, value_name = "WHICH", default_value_t, value_parser = confirm)]
    pub(crate) confirm: Confirm,
    /// Keep sessions for HTTP clients of revisions before 2026-07-28, so that they can be asked: at most 1,024 a CRM, and 256
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

const AFTER_HELP: &str = "\
Environment:
  HIGHLEVEL_TOKEN     a Private Integration token of the location
  HIGHLEVEL_LOCATION  the location's id
  HIGHLEVEL_URL       the same as --highlevel-url
  CLOSE_API_KEY       an API key of Close
  CLOSE_SCOPE         what it shall do: mcp.read (without this variable), mcp.write_safe, mcp.write_destructive
  CLOSE_URL           the same as --close-url
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
For Close the flags are [\"--stdio\", \"--crm\", \"close\"] and the variables CLOSE_API_KEY and CLOSE_SCOPE. Without variables
it is the sandbox. Programs with windows may need the full path of crm-mcp.";

impl Args {
    /// The address of a CRM that is set in place of the vendor's, if one is.
    pub(crate) fn url(&self, crm: &Words) -> Option<&str> {
        let urls = [("--highlevel-url", &self.highlevel_url), ("--close-url", &self.close_url)];
        urls.into_iter().find(|(flag, _)| *flag == crm.url_flag).and_then(|(_, url)| url.as_deref())
    }

    /// The flags that were given to narrow what is served.
    pub(crate) fn narrowing(&self) -> Vec<&'static str> {
        let flags =
            [("--tools", !self.tools.is_empty()), ("--read-only", self.read_only), ("--scopes", self.scopes.is_some())];
        flags.into_iter().filter(|(_, is_given)| *is_given).map(|(flag, _)| flag).collect()
    }
}

/// Which writes are confirmed; a tool that is named may be one of any CRM. To make all tools takes a while, and few name one.
fn confirm(text: &str) -> Result<Confirm, UnknownConfirm> {
    Confirm::parse(text, []).or_else(|_| {
        let tools: Vec<_> = CRMS.iter().flat_map(|crm| crm.tools()).collect();
        Confirm::parse(text, tools.iter().map(|tool| (&*tool.name, tool.effect)))
    })
}
