//! What happened with a lead: notes, calls, messages, meetings, and what was said about it.

pub(crate) mod activity_parts;
pub(crate) mod all_activities;
pub(crate) mod call_resource;
pub(crate) mod comments;
pub(crate) mod custom_activity_resource;
pub(crate) mod email_resource;
pub(crate) mod email_threads;
pub(crate) mod meeting_resource;
pub(crate) mod note_resource;
pub(crate) mod recorded_activities;
pub(crate) mod sms_resource;
pub(crate) mod texts;
