//! Serves the sandbox CRM on a port, so that any HighLevel client can be pointed at it.

use std::error::Error;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use crm_mcp_tools::sandbox::{LOCATION_ID, READ_TOKEN, Sandbox, TOKEN};
use tokio::net::TcpListener;

/// A CRM that behaves like HighLevel's contact API, with demo data and no account.
#[derive(Parser)]
#[command(name = "crm-sandbox", version)]
struct Options {
    /// Address to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8001")]
    listen: SocketAddr,

    /// Keep the data in this file; without it, in memory until the program ends
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
    match serve(Options::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("crm-sandbox: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(options: Options) -> Result<(), Box<dyn Error>> {
    let sandbox = match &options.data {
        Some(file) => Sandbox::open(file).await?,
        None => Sandbox::in_memory().await?,
    };
    let listener = TcpListener::bind(options.listen).await.map_err(|error| {
        format!("cannot listen on {}: {error}; choose another address with --listen", options.listen)
    })?;
    // Whoever reads the address may already ask the program to end.
    let stop = stop()?;
    introduce(listener.local_addr()?, &options);
    axum::serve(listener, sandbox.router()).with_graceful_shutdown(stop).await?;
    Ok(())
}

fn introduce(address: SocketAddr, options: &Options) {
    let data = options.data.as_ref().map_or("in memory".into(), |file| file.display().to_string());
    println!("Sandbox CRM   http://{address}");
    println!("Location id   {LOCATION_ID}");
    println!("Token         {TOKEN} (every scope), {READ_TOKEN} (read-only)");
    println!("Data          {data}");
    println!();
    println!("curl 'http://{address}/contacts/?locationId={LOCATION_ID}&limit=1' \\");
    println!("  -H 'Authorization: Bearer {TOKEN}' -H 'Version: 2021-07-28'");
}

/// Ends when the program is asked to: by Ctrl-C, or by SIGTERM where there is one.
#[cfg(unix)]
fn stop() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn stop() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async { tokio::signal::ctrl_c().await.unwrap_or_default() })
}
