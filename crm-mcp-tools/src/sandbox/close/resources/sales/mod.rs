//! What a company sells to whom: leads, their contacts, opportunities, tasks.

pub(crate) mod contact_resource;
pub(crate) mod lead_query;
pub(crate) mod lead_resource;
pub(crate) mod opportunity_money;
pub(crate) mod opportunity_resource;
pub(crate) mod status_change;
pub(crate) mod task_resource;
pub(crate) mod untitled;
