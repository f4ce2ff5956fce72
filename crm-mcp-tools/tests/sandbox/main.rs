//! The sandbox CRM, asked over its router as a client would ask it.

#![allow(clippy::unwrap_used)]

mod access;
mod calendars;
mod changes;
mod client;
mod clock;
mod conversations;
mod custom_values;
mod deals;
mod deletes;
mod demo_data;
mod duplicates;
mod emails;
mod limits;
mod links;
mod list;
mod notes;
mod opportunities;
mod paging;
mod payments;
mod quirks;
mod search;
mod send;
mod storage;
mod tags;
mod tasks;
mod users;
mod validation;
mod write;
