//! The tools on how an organization writes to people: templates, workflows, scheduling links.

pub mod email_templates;
pub mod scheduling_links;
pub mod sms_templates;
mod template_status;
pub mod workflows;

pub use self::template_status::TemplateStatus;
