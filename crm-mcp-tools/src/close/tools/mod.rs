//! The tools, by what they are about. Each is a function that a program can call, with its arguments as a type.

pub mod contacts;
pub mod lead_statuses;
pub mod leads;
pub mod outreach;
pub mod smart_views;
pub(in crate::close) mod toolsets;
