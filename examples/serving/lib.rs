//! What the servers here share: flags, a log, an address to listen on, sandboxes, and an end that leaves nobody without an
//! answer.

mod connections;
mod files;
mod flags;
mod log;
mod places;
mod refusals;
mod sandboxes;
mod signals;

use std::{fmt::Display, io, net::SocketAddr, pin::Pin, process::ExitCode, time::Duration};

use axum::Router;
use clap::{Parser, error::ErrorKind};
use tokio::{net::TcpListener, runtime::Runtime};

pub use connections::Limits;
pub use files::{connections, number_of_connections};
pub use flags::address;
pub use sandboxes::ServedSandbox;
pub use signals::{second_stop_signal, stop_signal};

/// Requests that are running when the server is told to stop have this long.
const GRACE: Duration = Duration::from_secs(30);

/// Why a server could not start, or did not end well.
#[derive(Debug, thiserror::Error)]
pub enum ServingError {
    /// The address cannot be had.
    #[error("cannot listen on {0}: {1}; choose another address with --listen, or port 0 for a free one")]
    Listen(SocketAddr, #[source] io::Error),
    /// The system does not tell which address was taken, or does not let the program hear when to stop.
    #[error("cannot serve: {0}")]
    Serve(#[from] io::Error),
    /// Some requests did not end in time.
    #[error("stopped, though some requests had no answer after {} seconds", GRACE.as_secs())]
    Impatient,
    /// The program was told to stop a second time before its requests had ended.
    #[error("stopped at once because it was told to stop twice; some requests may have no answer")]
    ToldTwice,
}

/// Runs a program on the flags of the command line. What goes wrong, a flag or the program, is said in one line.
///
/// It logs to standard error: warnings, unless `RUST_LOG` says otherwise.
pub fn run<T: Parser, E: Display>(program: impl AsyncFnOnce(T) -> Result<(), E>) -> ExitCode {
    let outcome = match flags::read::<T>() {
        Ok(flags) => {
            log::start().and_then(|()| block_on(async { program(flags).await.map_err(|error| error.to_string()) }))
        }
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            print!("{error}");
            Ok(())
        }
        Err(error) => Err(flags::one_line(&error)),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{}: {why}", T::command().get_name());
            ExitCode::FAILURE
        }
    }
}

fn block_on(program: impl Future<Output = Result<(), String>>) -> Result<(), String> {
    let runtime = Runtime::new().map_err(|error| format!("cannot start: {error}"))?;
    let outcome = runtime.block_on(program);
    // A thread may wait for input that nobody sends, or to write what nobody reads. Nothing is left for it to do.
    runtime.shutdown_background();
    outcome
}

/// An address taken. From now on, being told to stop (Ctrl-C, SIGTERM) ends [`serve`](Self::serve).
pub struct Listening {
    listener: TcpListener,
    address: SocketAddr,
    limits: Limits,
    stop: [Stop; 3],
}

type Stop = Pin<Box<dyn Future<Output = ()> + Send>>;

impl Listening {
    /// Takes an address; port 0 takes a free one.
    pub async fn on(address: SocketAddr) -> Result<Self, ServingError> {
        let listener = TcpListener::bind(address).await.map_err(|error| ServingError::Listen(address, error))?;
        let address = listener.local_addr()?;
        let stop: [Stop; 3] = [Box::pin(stop_signal()?), Box::pin(stop_signal()?), Box::pin(second_stop_signal()?)];
        Ok(Self { listener, address, limits: Limits::default(), stop })
    }

    /// The same, with other limits for its clients.
    #[must_use]
    pub fn within(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// The address taken.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The same, doing this when told to stop: what ends requests that would not end by themselves.
    #[must_use]
    pub fn when_stopped(self, act: impl FnOnce() + Send + 'static) -> Self {
        let [stop, impatient, twice] = self.stop;
        let stop = Box::pin(async {
            stop.await;
            act();
        });
        Self { stop: [stop, impatient, twice], ..self }
    }

    /// Serves until told to stop, then answers the requests that are running and returns.
    pub async fn serve(self, router: Router) -> Result<(), ServingError> {
        let [stop, impatient, twice] = self.stop;
        tokio::select! {
            () = connections::serve(self.listener, router, self.limits, stop) => Ok(()),
            () = async { impatient.await; tokio::time::sleep(GRACE).await } => Err(ServingError::Impatient),
            () = twice => Err(ServingError::ToldTwice),
        }
    }
}

/// The program in the README compiles.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
