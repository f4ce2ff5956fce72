//! Serves a sandbox CRM on a port, so that any client of the vendor can be pointed at it.
//!
//! What belongs to one CRM is in its file; to add one, implement [`OnPort`] for its sandbox and give [`serve`] its line.

mod of_close;
mod of_highlevel;
mod on_port;

use std::{collections::BTreeSet, error::Error, net::SocketAddr, path::PathBuf, process::ExitCode};

use clap::{Parser, builder::PossibleValuesParser};
use crm_mcp_tools::sandbox::{Clock, Sandbox, close::CloseSandbox};
use on_port::OnPort;
use serving::Limits;

/// What went wrong, in one line for the person who started the sandbox.
type Failure = Box<dyn Error>;

/// A CRM that behaves like HighLevel's API or Close's, with demo data and no account.
#[derive(Parser)]
#[command(name = "crm-sandbox", version)]
struct Options {
    /// The CRM whose API it is
    #[arg(long, value_name = "CRM", default_value = Sandbox::CRM, value_parser = [Sandbox::CRM, CloseSandbox::CRM])]
    crm: String,

    /// Address to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8001", value_parser = serving::address)]
    listen: SocketAddr,

    /// Serve at most this many connections at once; those without a request give way to new clients
    #[arg(
        long,
        value_name = "N",
        default_value_t = serving::connections(),
        value_parser = serving::number_of_connections
    )]
    connections: usize,

    /// Keep the data in this file; without it, in memory until the program ends
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,

    /// Date the demo data 2026-09-01, the same every time, and not this week
    #[arg(long)]
    fixed_date: bool,

    /// Do what the CRM does now and then, or to some accounts; may be given several times
    #[arg(long = "quirk", value_name = "NAME", value_parser = PossibleValuesParser::new(quirks()))]
    quirks: Vec<String>,
}

impl Options {
    fn clock(&self) -> Clock {
        if self.fixed_date { Clock::fixed() } else { Clock::today() }
    }

    fn limits(&self) -> Limits {
        Limits { connections: self.connections, ..Limits::default() }
    }
}

/// The names of all quirks, each once.
fn quirks() -> BTreeSet<&'static str> {
    fn names<S: OnPort>() -> impl Iterator<Item = &'static str> {
        S::QUIRKS.iter().map(|(name, _)| *name)
    }
    names::<Sandbox>().chain(names::<CloseSandbox>()).collect()
}

fn main() -> ExitCode {
    serving::run(serve)
}

async fn serve(options: Options) -> Result<(), Failure> {
    match &*options.crm {
        CloseSandbox::CRM => on_port::serve::<CloseSandbox>(&options).await,
        _ => on_port::serve::<Sandbox>(&options).await,
    }
}
