//! What nobody would send: always a well-formed answer, in time that grows with the message, and never a panic.

#![allow(unreachable_pub, clippy::unwrap_used, clippy::panic)]

mod depth;
mod excerpts;
#[cfg(feature = "http")]
mod http;
mod rounds;
mod shapes;
#[cfg(feature = "stdio")]
mod stdio;
mod subject;
mod values;
