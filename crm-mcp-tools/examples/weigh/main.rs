//! Prints what the tools cost a model, in bytes and in tokens (o200k): their descriptors, and their answers.
//!
//! `cargo run -p crm-mcp-tools --example weigh -- CRM`, where the CRM is `highlevel` (default) or `close`. Ends with 1 if the
//! descriptors of the tools that are offered by default cost more than they may.

mod answers;
mod close;
mod descriptors;
mod highlevel;

use std::{env, error::Error, fmt, process::ExitCode};

type Result<T, E = Box<dyn Error>> = std::result::Result<T, E>;

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let (descriptors, answers) = match env::args().nth(1).as_deref() {
        None | Some("highlevel") => (highlevel::descriptors()?, highlevel::answers().await?),
        Some("close") => (close::descriptors()?, close::answers().await?),
        Some(other) => return Err(format!("{other} is no CRM: `highlevel` or `close`").into()),
    };
    println!("{descriptors}\n\n{answers}");
    Ok(if descriptors.is_affordable() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What a text costs.
#[derive(Clone, Copy)]
struct Weight {
    bytes: usize,
    tokens: usize,
}

impl Weight {
    fn of(text: &str) -> Self {
        Self { bytes: text.len(), tokens: bpe_openai::o200k_base().count(text) }
    }
}

/// Two cells of a Markdown table.
impl fmt::Display for Weight {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} | {}", self.bytes, self.tokens)
    }
}
