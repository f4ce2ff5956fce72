//! What is remembered of an organization, as far as one grant may know it.

use super::records::CustomFieldDefinition;
use crate::crm::memory::recent::Recent;

/// What was learnt of an organization by one grant. Only the tools of Close read it.
#[derive(Debug, Default)]
pub struct Organization {
    /// The custom fields of leads, contacts and opportunities.
    pub(super) custom_fields: Recent<CustomFieldDefinition>,
}
