//! Serves the sandbox CRM on a port, so that any HighLevel client can be pointed at it.

mod quirk;

use std::{error::Error, net::SocketAddr, path::PathBuf, process::ExitCode};

use clap::Parser;
use crm_mcp_tools::sandbox::{Clock, LOCATION_ID, READ_TOKEN, Sandbox, TOKEN};
use serving::{Limits, Listening};

/// A CRM that behaves like HighLevel's API, with demo data and no account.
#[derive(Parser)]
#[command(name = "crm-sandbox", version)]
struct Options {
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

    /// Do what HighLevel does now and then, or to some accounts; may be given several times
    #[arg(long = "quirk", value_name = "NAME", value_enum)]
    quirks: Vec<quirk::Named>,
}

fn main() -> ExitCode {
    serving::run(serve)
}

async fn serve(options: Options) -> Result<(), Box<dyn Error>> {
    let clock = if options.fixed_date { Clock::fixed() } else { Clock::today() };
    let sandbox = match &options.data {
        Some(file) => Sandbox::open_at(file, clock).await?,
        None => Sandbox::in_memory_at(clock).await?,
    };
    let sandbox = options.quirks.iter().fold(sandbox, |sandbox, quirk| sandbox.with_quirk(quirk.0));
    let limits = Limits { connections: options.connections, ..Limits::default() };
    let listening = Listening::on(options.listen).await?.within(limits);
    introduce(listening.address(), &options);
    let served = listening.serve(sandbox.router()).await;
    sandbox.close().await;
    Ok(served?)
}

fn introduce(address: SocketAddr, options: &Options) {
    if !address.ip().is_loopback() {
        tracing::warn!(
            "the sandbox listens on {address}: everyone who reaches this machine can read and change its data with the \
             tokens that it prints. To keep it to this machine, listen on 127.0.0.1"
        );
    }
    let data = options.data.as_ref().map_or("in memory".into(), |file| file.display().to_string());
    println!("Sandbox CRM   http://{address}");
    println!("Location id   {LOCATION_ID}");
    println!("Token         {TOKEN} (every scope), {READ_TOKEN} (read-only)");
    println!("Data          {data}");
    println!();
    println!("curl 'http://{address}/contacts/?locationId={LOCATION_ID}&limit=1' \\");
    println!("  -H 'Authorization: Bearer {TOKEN}' -H 'Version: 2021-07-28'");
}
