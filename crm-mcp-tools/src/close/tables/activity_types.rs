//! The types of activities, with their names on both sides and what lists each.

use super::operations;
use crate::crm::operation::Read;

/// A type of activities.
#[derive(Debug)]
pub(in crate::close) struct ActivityKind {
    /// Its name among the arguments.
    pub(in crate::close) name: &'static str,
    /// What the API calls it.
    pub(in crate::close) api_name: &'static str,
    /// What lists the activities of the type.
    pub(in crate::close) list: &'static Read,
    /// Whether people mean it when they ask for activities and name no type.
    pub(in crate::close) is_usual: bool,
}

/// The types. Emails come one by one; their threads are listed only if asked for.
#[rustfmt::skip]
pub(in crate::close) static ACTIVITY_KINDS: [ActivityKind; 14] = [
    kind("call", "Call", &operations::LIST_CALLS).usual(),
    kind("email", "Email", &operations::LIST_EMAILS).usual(),
    kind("meeting", "Meeting", &operations::LIST_MEETINGS).usual(),
    kind("note", "Note", &operations::LIST_NOTES).usual(),
    kind("sms", "SMS", &operations::LIST_SMS).usual(),
    kind("custom_activity", "Custom", &operations::LIST_CUSTOM_ACTIVITIES).usual(),
    kind("whatsapp_message", "WhatsAppMessage", &operations::LIST_WHATSAPP_MESSAGES),
    kind("email_thread", "EmailThread", &operations::LIST_EMAIL_THREADS),
    kind("created", "Created", &operations::LIST_CREATIONS),
    kind("form_submission", "FormSubmission", &operations::LIST_FORM_SUBMISSIONS),
    kind("lead_status_change", "LeadStatusChange", &operations::LIST_LEAD_STATUS_CHANGES),
    kind("opportunity_status_change", "OpportunityStatusChange", &operations::LIST_OPPORTUNITY_STATUS_CHANGES),
    kind("lead_merge", "LeadMerge", &operations::LIST_LEAD_MERGES),
    kind("task_completed", "TaskCompleted", &operations::LIST_TASK_COMPLETIONS),
];

const fn kind(name: &'static str, api_name: &'static str, list: &'static Read) -> ActivityKind {
    ActivityKind { name, api_name, list, is_usual: false }
}

impl ActivityKind {
    const fn usual(mut self) -> Self {
        self.is_usual = true;
        self
    }
}
