//! `--list-tools`: the tools by toolset, a line each.

use std::io::{self, Write};

use crm_mcp_tools::highlevel;

use crate::Error;

pub(crate) fn print() -> Result<(), Error> {
    match io::stdout().lock().write_all(text()?.as_bytes()) {
        // Who reads has read enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}

fn text() -> Result<String, Error> {
    let mut lines = vec!["--tools takes these names. Without it, all but the helpers are served.".to_owned()];
    for toolset in highlevel::toolsets() {
        lines.push(format!("\n{toolset}"));
        for tool in highlevel::choose([toolset])? {
            let spec = tool.spec();
            let title = spec.description.lines().next().unwrap_or_default();
            lines.push(format!("  {:<36} {:<6}  {title}", spec.name, spec.effect.as_str()));
        }
    }
    lines.push(String::new());
    Ok(lines.join("\n"))
}
