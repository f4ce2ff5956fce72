//! The contract with HighLevel's API: what the tools send keeps it, and what the sandbox answers does.
//!
//! The contract itself and how it is made: `highlevel/README.md`.

#![allow(clippy::unwrap_used)]

mod calls;
mod checked;
mod checker;
mod sandbox;
#[path = "../support/mod.rs"]
mod support;
mod tools;
mod unsent;
