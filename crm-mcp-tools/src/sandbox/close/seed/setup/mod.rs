//! How the organization of the demo data is set up.

pub(crate) mod automation_setup;
pub(crate) mod custom_setup;
pub(crate) mod organization_setup;
mod smart_views;
