//! Close's sandbox, asked over its router as a client would ask it.

#![allow(clippy::unwrap_used)]

mod client;
mod door;
mod leads;
mod opportunities;
mod setup;
mod tasks;
