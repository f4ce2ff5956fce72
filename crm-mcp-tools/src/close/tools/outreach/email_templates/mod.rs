//! The tools on templates of emails.

mod read;
mod search;
mod write;

use crm_mcp_core::{Tool, tools};

pub use self::{
    read::fetch_email_template,
    search::{EmailTemplateFilter, find_email_templates},
    write::{
        EmailTemplateUpdate, NewEmailTemplate, create_email_template, delete_email_template, update_email_template,
    },
};
use crate::close::context::Close;

/// The tools on templates of emails.
pub(in crate::close) fn tools() -> Vec<Tool<Close>> {
    tools![
        find_email_templates,
        fetch_email_template,
        create_email_template,
        update_email_template,
        delete_email_template
    ]
}
