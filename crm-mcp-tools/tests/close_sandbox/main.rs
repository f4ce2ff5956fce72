//! Close's sandbox, asked over its router as a client would ask it.

#![allow(clippy::unwrap_used)]

mod activities;
mod client;
mod custom;
mod demo_data;
mod door;
mod leads;
mod opportunities;
mod outreach;
mod search;
mod setup;
mod storage;
mod tasks;
