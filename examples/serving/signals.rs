//! The signals that tell the process to stop: Ctrl-C and SIGTERM, once or twice.

use std::io;

/// Ready when the process is told to stop; heeded from the moment of the call.
pub fn stop_signal() -> io::Result<impl Future<Output = ()> + Send + use<>> {
    let mut signals = Signals::listen()?;
    Ok(async move { signals.next().await })
}

/// Ready when the process is told to stop for the second time; heeded from the moment of the call.
pub fn second_stop_signal() -> io::Result<impl Future<Output = ()> + Send + use<>> {
    let mut signals = Signals::listen()?;
    Ok(async move {
        signals.next().await;
        signals.next().await;
    })
}

#[cfg(unix)]
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};

        Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn listen() -> io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    }
}
