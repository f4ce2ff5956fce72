//! What is remembered of an organization, as far as one grant may know it.

use super::records::{
    ClosePipeline, CloseUser, CustomActivityType, CustomFieldDefinition, CustomObjectType, LeadStatus,
};
use crate::crm::memory::recent::Recent;

/// What was learnt of an organization by one grant. Only the tools of Close read it.
#[derive(Debug, Default)]
pub struct Organization {
    /// The custom fields of leads, contacts and opportunities.
    pub(super) custom_fields: Recent<CustomFieldDefinition>,
    /// The statuses that leads can have.
    pub(super) lead_statuses: Recent<LeadStatus>,
    /// The pipelines, with the statuses that opportunities can have.
    pub(super) pipelines: Recent<ClosePipeline>,
    /// The types of custom activities, with their fields.
    pub(super) activity_types: Recent<CustomActivityType>,
    /// The types of custom objects, with their fields.
    pub(super) object_types: Recent<CustomObjectType>,
    /// The users.
    pub(super) users: Recent<CloseUser>,
}
