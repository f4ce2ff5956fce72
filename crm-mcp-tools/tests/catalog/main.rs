//! What a model and a client see of every tool of each CRM; a change of it shows up in review as JSON.

#![allow(clippy::unwrap_used)]

mod close;
mod descriptors;
mod highlevel;
mod list;
