//! Operations on templates, workflows (the API calls them sequences) and scheduling links.

use crm_mcp_core::Effect;
use http::Method;

use super::{read, write};
use crate::crm::operation::{Read, Write};

/// Lists the templates of emails.
pub static LIST_EMAIL_TEMPLATES: Read = read(Method::GET, "/email_template/");
/// Reads a template of emails.
pub static GET_EMAIL_TEMPLATE: Read = read(Method::GET, "/email_template/{id}/");
/// Creates a template of emails.
pub static CREATE_EMAIL_TEMPLATE: Write =
    write(Effect::Create, Method::POST, "/email_template/", "create_email_template", "find_email_templates")
        .looked_up();
/// Changes fields of a template of emails.
pub static UPDATE_EMAIL_TEMPLATE: Write =
    write(Effect::Update, Method::PUT, "/email_template/{id}/", "update_email_template", "fetch_email_template");
/// Removes a template of emails.
pub static DELETE_EMAIL_TEMPLATE: Write =
    write(Effect::Delete, Method::DELETE, "/email_template/{id}/", "delete_email_template", "find_email_templates");

/// Lists the templates of text messages.
pub static LIST_SMS_TEMPLATES: Read = read(Method::GET, "/sms_template/");
/// Reads a template of text messages.
pub static GET_SMS_TEMPLATE: Read = read(Method::GET, "/sms_template/{id}/");
/// Creates a template of text messages.
pub static CREATE_SMS_TEMPLATE: Write =
    write(Effect::Create, Method::POST, "/sms_template/", "create_sms_template", "find_sms_templates").looked_up();
/// Changes fields of a template of text messages.
pub static UPDATE_SMS_TEMPLATE: Write =
    write(Effect::Update, Method::PUT, "/sms_template/{id}/", "update_sms_template", "fetch_sms_template");
/// Removes a template of text messages.
pub static DELETE_SMS_TEMPLATE: Write =
    write(Effect::Delete, Method::DELETE, "/sms_template/{id}/", "delete_sms_template", "find_sms_templates");

/// Lists the workflows.
pub static LIST_WORKFLOWS: Read = read(Method::GET, "/sequence/");
/// Reads a workflow.
pub static GET_WORKFLOW: Read = read(Method::GET, "/sequence/{id}/");
/// Creates a workflow.
pub static CREATE_WORKFLOW: Write =
    write(Effect::Create, Method::POST, "/sequence/", "create_workflow", "find_workflows").looked_up();

/// Lists the scheduling links of users.
pub static LIST_SCHEDULING_LINKS: Read = read(Method::GET, "/scheduling_link/");
/// Lists the scheduling links that the organization shares.
pub static LIST_SHARED_SCHEDULING_LINKS: Read = read(Method::GET, "/shared_scheduling_link/");
