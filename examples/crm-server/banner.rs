//! What the server prints when it is ready: what it serves, and what to paste where.

use std::{
    io::{self, Write},
    net::SocketAddr,
};

use crm_mcp_tools::sandbox;

use crate::doorkeeper::Doorkeeper;

pub(crate) fn print(address: SocketAddr, doorkeeper: &Doorkeeper) -> io::Result<()> {
    let url = format!("http://{address}/mcp");
    let standing = if doorkeeper.holds_credential() {
        format!("HighLevel, location {}, for clients that send no token", doorkeeper.location())
    } else {
        format!("a sandbox CRM with demo data (location {}), for clients that send no token", doorkeeper.location())
    };
    let text = format!(
        r#"crm-mcp serves MCP at {url}
  {standing}
  HighLevel, for clients that send `Authorization: Bearer <token>` and `locationId: <id>`
  the sandbox read-only, for `Authorization: Bearer {read}` and `locationId: {location}`

Claude Code:
  claude mcp add --transport http crm {url}
  claude mcp add --transport http crm {url} --header "Authorization: Bearer <token>" --header "locationId: <id>"

Cursor (~/.cursor/mcp.json):
  {{ "mcpServers": {{ "crm": {{ "url": "{url}" }} }} }}
  {{ "mcpServers": {{ "crm": {{ "url": "{url}", "headers": {{ "Authorization": "Bearer <token>", "locationId": "<id>" }} }} }} }}

VS Code (.vscode/mcp.json):
  {{ "servers": {{ "crm": {{ "type": "http", "url": "{url}" }} }} }}
  {{ "servers": {{ "crm": {{ "type": "http", "url": "{url}", "headers": {{ "Authorization": "Bearer <token>", "locationId": "<id>" }} }} }} }}

Stop with Ctrl-C.
"#,
        read = sandbox::READ_TOKEN,
        location = sandbox::LOCATION_ID,
    );
    let mut output = io::stdout().lock();
    output.write_all(text.as_bytes())?;
    output.flush()
}
