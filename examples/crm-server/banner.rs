//! What the server prints when it is ready: what it serves, and what to paste where.

use std::{
    io::{self, Write},
    net::SocketAddr,
};

use crm_mcp_tools::sandbox;

use crate::{
    args::Credential,
    doorkeeper::{Doorkeeper, Standing},
};

pub(crate) fn print(address: SocketAddr, doorkeeper: &Doorkeeper) -> io::Result<()> {
    let mut output = io::stdout().lock();
    output.write_all(text(&format!("http://{address}/mcp"), doorkeeper.standing()).as_bytes())?;
    output.flush()
}

fn text(url: &str, standing: Option<&Standing>) -> String {
    let served = served(standing);
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
fn served(standing: Option<&Standing>) -> String {
    let vendor = "  HighLevel, to clients that send `Authorization: Bearer <token>` and `locationId: <id>`";
    match standing {
        None => vendor.to_owned(),
        Some(Standing::Owner(Credential { location, .. })) => {
            format!("  HighLevel, location {location}, to clients that send no token\n{vendor}")
        }
        Some(Standing::Demo) => format!(
            "  a sandbox CRM with demo data, to clients that send no token\n\
             \u{20} the same read-only, to clients that send `Authorization: Bearer {}` and `locationId: {}`\n{vendor}",
            sandbox::READ_TOKEN,
            sandbox::LOCATION_ID,
        ),
    }
}
