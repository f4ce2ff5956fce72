//! Records of how an organization writes to people: templates, workflows, scheduling links.

mod email_template;
mod scheduling_link;
mod sms_template;
mod workflow;

pub use self::{
    email_template::EmailTemplate,
    scheduling_link::SchedulingLink,
    sms_template::SmsTemplate,
    workflow::{Workflow, WorkflowStep},
};
