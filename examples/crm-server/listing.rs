//! `--list-tools`: the tools by toolset, a line each.

use std::io::{self, Write};

use crate::{Error, crms::CRMS};

pub(crate) fn print() -> Result<(), Error> {
    match io::stdout().lock().write_all(text().as_bytes()) {
        // Who reads has read enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}

fn text() -> String {
    let what =
        "--tools takes these names, those of tools and of toolsets, and `all`. Without it, those with a * are served.";
    let mut lines = vec![what.to_owned()];
    for crm in CRMS {
        lines.push(format!("\n{}:", crm.words().name));
        let mut toolset = "";
        for tool in crm.tools() {
            if tool.toolset != toolset {
                toolset = tool.toolset;
                lines.push(format!("\n{toolset}"));
            }
            let mark = if tool.is_default { '*' } else { ' ' };
            lines.push(format!("  {:<35} {:<6} {mark} {}", tool.name, tool.effect.as_str(), tool.title));
        }
    }
    lines.push(String::new());
    lines.join("\n")
}
