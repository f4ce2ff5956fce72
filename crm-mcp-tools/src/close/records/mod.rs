//! Records as the tools give them: what an agent can use of Close's own fields.

mod activities;
mod close_contact;
mod close_task;
mod custom_field_definition;
pub(in crate::close) mod custom_records;
pub(crate) mod custom_values;
mod deals;
mod lead;
mod lead_status;
mod outreach;
mod smart_view;

pub use self::{
    activities::{Activity, ActivityOutcome, CloseCall, CloseEmail, CloseNote, Comment, Transcript},
    close_contact::{CloseContact, ContactEmail, ContactPhone, ContactUrl},
    close_task::CloseTask,
    custom_field_definition::CustomFieldDefinition,
    custom_records::{CustomActivity, CustomActivityType, CustomObject, CustomObjectType},
    custom_values::CustomValues,
    deals::{CloseOpportunity, ClosePipeline, PipelineStatus},
    lead::{Address, Lead},
    lead_status::LeadStatus,
    outreach::{EmailTemplate, SchedulingLink, SmsTemplate, Workflow, WorkflowStep},
    smart_view::SmartView,
};
