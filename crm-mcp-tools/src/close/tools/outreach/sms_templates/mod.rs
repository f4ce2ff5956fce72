//! The tools on templates of text messages.

mod read;
mod search;
mod write;

use crm_mcp_core::{Tool, tools};

pub use self::{
    read::fetch_sms_template,
    search::{SmsTemplateFilter, find_sms_templates},
    write::{NewSmsTemplate, SmsTemplateUpdate, create_sms_template, delete_sms_template, update_sms_template},
};
use crate::close::context::Close;

/// The tools on templates of text messages.
pub(in crate::close) fn tools() -> Vec<Tool<Close>> {
    tools![find_sms_templates, fetch_sms_template, create_sms_template, update_sms_template, delete_sms_template]
}
