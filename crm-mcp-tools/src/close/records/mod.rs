//! Records as the tools give them: what an agent can use of Close's own fields.

mod account;
mod close_contact;
mod custom_field_definition;
pub(crate) mod custom_values;
mod lead;
mod lead_status;
mod search_hit;

pub use self::{
    account::{CloseOrganization, CloseUser, UserGroup},
    close_contact::{CloseContact, ContactEmail, ContactPhone, ContactUrl},
    custom_field_definition::CustomFieldDefinition,
    custom_values::CustomValues,
    lead::{Address, Lead},
    lead_status::LeadStatus,
    search_hit::SearchHit,
};
