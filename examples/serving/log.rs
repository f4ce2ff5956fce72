//! The log: what `RUST_LOG` asks for, on standard error, for standard output may belong to the protocol.

use std::{
    env::{self, VarError},
    io,
};

use tracing_subscriber::{EnvFilter, filter::LevelFilter};

const VARIABLE: &str = "RUST_LOG";

/// What is logged if nothing is asked for.
const USUAL: &str = "warn";

const FORMS: &str =
    "name a level (error, warn, info, debug, trace, off), or levels of parts: `warn,crm_mcp_core=debug`";

/// Begins to log. An empty variable counts as none.
pub(crate) fn start() -> Result<(), String> {
    let wanted = match env::var(VARIABLE) {
        Ok(wanted) if !wanted.trim().is_empty() => wanted,
        Ok(_) | Err(VarError::NotPresent) => USUAL.to_owned(),
        Err(VarError::NotUnicode(_)) => return Err(format!("{VARIABLE} is not UTF-8; {FORMS}")),
    };
    tracing_subscriber::fmt().with_env_filter(filter(&wanted)?).with_writer(io::stderr).init();
    Ok(())
}

fn filter(wanted: &str) -> Result<EnvFilter, String> {
    let parts: Vec<_> = wanted.split(',').map(str::trim).collect();
    // The filter would take a misspelt level for the name of a part, and log nothing else.
    let is_name = |part: &&&str| !part.is_empty() && !part.contains(['=', '[']) && part.parse::<LevelFilter>().is_err();
    if let Some(part) = parts.iter().find(is_name) {
        return Err(format!("{VARIABLE}: `{part}` is not a level; {FORMS}"));
    }
    EnvFilter::builder().parse(parts.join(",")).map_err(|error| format!("{VARIABLE}: `{wanted}`: {error}; {FORMS}"))
}
