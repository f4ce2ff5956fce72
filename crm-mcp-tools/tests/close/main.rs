//! Close's tools: over its sandbox, and before a vendor that answers as told.

#![allow(clippy::unwrap_used)]

mod activities;
mod notes;
mod questions;
mod support;
mod tasks;
mod toolset;
#[path = "../support/mod.rs"]
mod vendor;
