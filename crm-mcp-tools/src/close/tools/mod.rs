//! The tools, by what they are about. Each is a function that a program can call, with its arguments as a type.

pub mod activities;
pub mod custom_records;
pub mod lead_statuses;
pub mod leads;
pub mod opportunities;
pub mod organization;
pub mod outreach;
pub mod pipelines;
pub mod searches;
pub mod smart_views;
pub mod tasks;
pub(in crate::close) mod toolsets;
