//! The tools on the organization, its users and its custom fields.

mod custom_field_lists;
mod enrich;
mod members;
mod who_asks;

use crm_mcp_core::{Tool, tools};

pub use self::{
    custom_field_lists::{
        FindCustomFields, find_contact_custom_fields, find_lead_custom_fields, find_opportunity_custom_fields,
    },
    enrich::{EnrichedField, EnrichedType, Enrichment, enrich_field},
    members::{find_groups, org_users},
    who_asks::{AskOrganization, OrganizationInfo, org_info},
};
use crate::close::context::Close;

/// The tools on the organization and its users.
pub(super) fn tools() -> Vec<Tool<Close>> {
    tools![org_info, org_users, find_groups]
}

/// The tools on custom fields.
pub(super) fn custom_fields() -> Vec<Tool<Close>> {
    tools![find_lead_custom_fields, find_contact_custom_fields, find_opportunity_custom_fields, enrich_field]
}
