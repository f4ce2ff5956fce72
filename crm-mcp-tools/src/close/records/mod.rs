//! Records as the tools give them: what an agent can use of Close's own fields.

mod activities;
mod close_contact;
mod close_task;
mod custom_field_definition;
pub(crate) mod custom_values;
mod lead;
mod lead_status;

pub use self::{
    activities::{Activity, ActivityOutcome, CloseCall, CloseEmail, CloseNote, Comment, Transcript},
    close_contact::{CloseContact, ContactEmail, ContactPhone, ContactUrl},
    close_task::CloseTask,
    custom_field_definition::CustomFieldDefinition,
    custom_values::CustomValues,
    lead::{Address, Lead},
    lead_status::LeadStatus,
};
