//! Records as the tools give them: what an agent can use of Close's own fields.

mod account;
mod activities;
mod close_task;
mod custom_field_definition;
pub(in crate::close) mod custom_records;
pub(crate) mod custom_values;
mod deals;
mod lead_status;
mod leads;
mod outreach;
mod smart_view;

pub use self::{
    account::{CloseOrganization, CloseUser, UserGroup},
    activities::{
        Activity, ActivityOutcome, CloseCall, CloseEmail, CloseNote, Comment, MeetingTranscript, Transcript,
        Transcripts,
    },
    close_task::CloseTask,
    custom_field_definition::CustomFieldDefinition,
    custom_records::{CustomActivity, CustomActivityType, CustomObject, CustomObjectType},
    custom_values::CustomValues,
    deals::{CloseOpportunity, ClosePipeline, PipelineStatus},
    lead_status::LeadStatus,
    leads::{Address, CloseContact, ContactEmail, ContactPhone, ContactUrl, Lead, SearchHit},
    outreach::{EmailTemplate, SchedulingLink, SmsTemplate, Workflow, WorkflowStep},
    smart_view::SmartView,
};
