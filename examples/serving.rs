//! What the servers here share: flags, an address to listen on, and an end that leaves nobody without an answer.

use std::{fmt::Display, io, net::SocketAddr, process::ExitCode, time::Duration};

use axum::{
    Router,
    serve::{ListenerExt, serve},
};
use clap::{Parser, error::ErrorKind};
use tokio::net::TcpListener;

/// Requests that are running when the server is told to stop have this long.
const GRACE: Duration = Duration::from_secs(30);

/// Why a server could not start, or did not end well.
#[derive(Debug, thiserror::Error)]
pub enum ServingError {
    /// The address cannot be had.
    #[error("cannot listen on {0}: {1}; choose another address with --listen, or port 0 for a free one")]
    Listen(SocketAddr, #[source] io::Error),
    /// The listener failed.
    #[error("cannot serve: {0}")]
    Serve(#[from] io::Error),
    /// Some requests did not end in time.
    #[error("stopped, though some requests had no answer after {} seconds", GRACE.as_secs())]
    Impatient,
}

/// The flags of the command line; or, where there is nothing to run, how the program ends: after `--help`, or after one
/// line that says which flag is wrong.
pub fn flags<T: Parser>() -> Result<T, ExitCode> {
    T::try_parse().map_err(|error| {
        if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
            print!("{error}");
            return ExitCode::SUCCESS;
        }
        // The first line of clap's report says what is wrong; the rest repeats the help.
        let report = error.to_string();
        let line = report.lines().next().unwrap_or_default();
        fail::<T>(format_args!("{}; see --help", line.strip_prefix("error: ").unwrap_or(line)))
    })
}

/// Ends the program with one line that says why.
pub fn fail<T: Parser>(why: impl Display) -> ExitCode {
    eprintln!("{}: {why}", T::command().get_name());
    ExitCode::FAILURE
}

/// Takes an address; port 0 takes a free one.
pub async fn listen(address: SocketAddr) -> Result<TcpListener, ServingError> {
    TcpListener::bind(address).await.map_err(|error| ServingError::Listen(address, error))
}

/// Serves until Ctrl-C or SIGTERM, then answers the requests that are running and returns.
pub async fn serve_until_stopped(listener: TcpListener, router: Router) -> Result<(), ServingError> {
    let listener = listener.tap_io(|connection| {
        // An answer is one write; waiting for more to send would only delay it.
        let _ = connection.set_nodelay(true);
    });
    let patience = async {
        stop_signal().await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        served = serve(listener, router).with_graceful_shutdown(stop_signal()) => Ok(served?),
        () = patience => Err(ServingError::Impatient),
    }
}

/// Ready when the process is told to stop: by Ctrl-C, or by SIGTERM where there is such a thing.
pub async fn stop_signal() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
