//! What nobody would send: always a well-formed answer, in time that grows with the message, and never a panic.

#![allow(unreachable_pub, clippy::unwrap_used, clippy::panic)]

mod depth;
mod shapes;
mod subject;
mod values;
