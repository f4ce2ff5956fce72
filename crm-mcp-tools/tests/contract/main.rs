//! The contracts with the APIs of the CRMs: what the tools send keeps them, and what the sandboxes answer does.
//!
//! A contract is JSON in the folder of its CRM; how it is made says the README there.

#![allow(clippy::unwrap_used)]

#[path = "../support/answers.rs"]
mod answers;
mod asked;
mod called;
mod checked;
mod close;
mod highlevel;
#[path = "../support/mod.rs"]
mod support;
