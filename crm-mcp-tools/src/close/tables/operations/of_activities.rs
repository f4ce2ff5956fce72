//! Operations on activities, and on what people write about them.

use crm_mcp_core::Effect;
use http::Method;

use super::{read, write};
use crate::crm::operation::{Read, Write};

/// Lists activities of all types. It can be narrowed by type, user and contact within one lead only.
pub static LIST_ACTIVITIES: Read = read(Method::GET, "/activity/");
/// Lists calls.
pub static LIST_CALLS: Read = read(Method::GET, "/activity/call/");
/// Reads a call.
pub static GET_CALL: Read = read(Method::GET, "/activity/call/{id}/");
/// Lists emails.
pub static LIST_EMAILS: Read = read(Method::GET, "/activity/email/");
/// Reads an email.
pub static GET_EMAIL: Read = read(Method::GET, "/activity/email/{id}/");
/// Creates the draft of an email.
pub static CREATE_DRAFT_EMAIL: Write =
    write(Effect::Create, Method::POST, "/activity/email/", "create_draft_email", "activity_search").looked_up();
/// Changes fields of the draft of an email.
pub static UPDATE_DRAFT_EMAIL: Write =
    write(Effect::Update, Method::PUT, "/activity/email/{id}/", "update_draft_email", "activity_search");
/// Lists email threads.
pub static LIST_EMAIL_THREADS: Read = read(Method::GET, "/activity/emailthread/");
/// Lists meetings.
pub static LIST_MEETINGS: Read = read(Method::GET, "/activity/meeting/");
/// Reads a meeting.
pub static GET_MEETING: Read = read(Method::GET, "/activity/meeting/{id}/");
/// Lists text messages.
pub static LIST_SMS: Read = read(Method::GET, "/activity/sms/");
/// Lists WhatsApp messages.
pub static LIST_WHATSAPP_MESSAGES: Read = read(Method::GET, "/activity/whatsapp_message/");
/// Lists how leads came into being.
pub static LIST_CREATIONS: Read = read(Method::GET, "/activity/created/");
/// Lists what was entered in web forms.
pub static LIST_FORM_SUBMISSIONS: Read = read(Method::GET, "/activity/form_submission/");
/// Lists changes of the status of leads.
pub static LIST_LEAD_STATUS_CHANGES: Read = read(Method::GET, "/activity/status_change/lead/");
/// Lists changes of the status of opportunities.
pub static LIST_OPPORTUNITY_STATUS_CHANGES: Read = read(Method::GET, "/activity/status_change/opportunity/");
/// Lists merges of leads.
pub static LIST_LEAD_MERGES: Read = read(Method::GET, "/activity/lead_merge/");
/// Lists completions of tasks.
pub static LIST_TASK_COMPLETIONS: Read = read(Method::GET, "/activity/task_completed/");
/// Lists the outcomes that calls and meetings can have.
pub static LIST_OUTCOMES: Read = read(Method::GET, "/outcome/");

/// Lists notes.
pub static LIST_NOTES: Read = read(Method::GET, "/activity/note/");
/// Reads a note.
pub static GET_NOTE: Read = read(Method::GET, "/activity/note/{id}/");
/// Creates a note at a lead.
pub static CREATE_NOTE: Write =
    write(Effect::Create, Method::POST, "/activity/note/", "create_note", "find_notes").looked_up();
/// Changes fields of a note.
pub static UPDATE_NOTE: Write = write(Effect::Update, Method::PUT, "/activity/note/{id}/", "update_note", "fetch_note");
/// Removes a note.
pub static DELETE_NOTE: Write =
    write(Effect::Delete, Method::DELETE, "/activity/note/{id}/", "delete_note", "find_notes");

/// Lists the comments on an object.
pub static LIST_COMMENTS: Read = read(Method::GET, "/comment/");
/// Reads a comment.
pub static GET_COMMENT: Read = read(Method::GET, "/comment/{id}/");
/// Creates a comment on an object.
pub static CREATE_COMMENT: Write =
    write(Effect::Create, Method::POST, "/comment/", "create_comment", "fetch_comment").looked_up();
