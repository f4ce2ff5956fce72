//! A log in memory, for tests that read what is logged.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used)]

use std::{
    io,
    sync::{Arc, Mutex},
};

use tracing::{Level, subscriber::DefaultGuard};
use tracing_subscriber::fmt::MakeWriter;

/// A log in memory.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    /// What is logged from this level on while the guard lives, by this thread.
    pub fn from(level: Level) -> (Self, DefaultGuard) {
        let log = Self::default();
        let format = tracing_subscriber::fmt().with_max_level(level).without_time().with_ansi(false);
        let subscriber = format.with_writer(log.clone()).finish();
        (log, tracing::subscriber::set_default(subscriber))
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }

    /// The lines, with how long each call took left out.
    pub fn lines(&self) -> Vec<String> {
        let text = self.text();
        let timeless = |line: &str| {
            let words = line.trim().split(' ').map(|word| if word.starts_with("ms=") { "ms=_" } else { word });
            words.collect::<Vec<_>>().join(" ")
        };
        text.lines().map(timeless).collect()
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}
