//! Close's tools: over its sandbox, and before a vendor that answers as told.

#![allow(clippy::unwrap_used)]

mod activities;
#[path = "../support/asking_client.rs"]
mod asking_client;
mod confirm;
mod contacts;
mod custom_records;
#[path = "../support/cut_connections.rs"]
mod cut_connections;
mod leads;
mod lost_answers;
mod lost_writes;
mod notes;
mod opportunities;
mod organization;
mod outreach;
mod questions;
mod searches;
mod smart_views;
mod statuses;
mod support;
mod tasks;
mod toolset;
#[path = "../support/mod.rs"]
mod vendor;
