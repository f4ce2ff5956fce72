//! Close's tools: over its sandbox, and before a vendor that answers as told.

#![allow(clippy::unwrap_used)]

mod contacts;
mod leads;
mod organization;
mod searches;
mod support;
mod toolset;
#[path = "../support/mod.rs"]
mod vendor;
