//! How the organization is set up: its users, its pipelines, its statuses.

pub(crate) mod account_actions;
pub(crate) mod account_resources;
pub(crate) mod organization_parts;
pub(crate) mod pipeline_resource;
pub(crate) mod status_resource;
