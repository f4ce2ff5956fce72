//! Close's tools: over its sandbox, and before a vendor that answers as told.

#![allow(clippy::unwrap_used)]

mod activities;
#[path = "../support/answers.rs"]
mod answers;
#[path = "../support/asking_client.rs"]
mod asking_client;
mod broken_answers;
#[path = "../contract/close/calls/mod.rs"]
mod calls;
mod confirm;
mod contacts;
mod custom_records;
#[path = "../support/cut_connections.rs"]
mod cut_connections;
mod leads;
mod long_texts;
mod lost_answers;
mod lost_writes;
mod notes;
#[path = "../catalog/close/official.rs"]
mod official;
mod opportunities;
mod organization;
mod outreach;
mod paging;
mod practice;
#[path = "../proofs/mod.rs"]
mod proofs;
mod questions;
mod rate_limits;
mod read_only;
mod refusal_rows;
mod refusals;
mod searches;
mod secrets;
mod smart_views;
mod statuses;
mod support;
mod tasks;
mod toolset;
#[path = "../support/mod.rs"]
mod vendor;
