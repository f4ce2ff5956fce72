//! Close's tools: over its sandbox, and before a vendor that answers as told.

#![allow(clippy::unwrap_used)]

mod contacts;
mod custom_records;
#[path = "../support/cut_connections.rs"]
mod cut_connections;
mod lost_writes;
mod opportunities;
mod questions;
mod statuses;
mod support;
mod toolset;
#[path = "../support/mod.rs"]
mod vendor;
