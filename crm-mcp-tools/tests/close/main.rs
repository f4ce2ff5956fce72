//! Close's tools: over its sandbox, and before a vendor that answers as told.

#![allow(clippy::unwrap_used)]

#[path = "../support/asking_client.rs"]
mod asking_client;
mod confirm;
mod contacts;
mod custom_records;
#[path = "../support/cut_connections.rs"]
mod cut_connections;
mod lost_answers;
mod lost_writes;
mod opportunities;
mod outreach;
mod questions;
mod smart_views;
mod statuses;
mod support;
mod toolset;
#[path = "../support/mod.rs"]
mod vendor;
