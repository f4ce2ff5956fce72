//! A template of text messages.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{close::records::custom_values::CloseRecord, crm::record::record};

/// A template of text messages.
#[record(row = as_row)]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct SmsTemplate {
    /// Id.
    #[record(id)]
    pub id: String,
    /// Name.
    pub name: Option<String>,
    /// Text of the messages, with tags such as `{{ contact.first_name }}`.
    pub text: Option<String>,
    /// Whether the whole organization may use it.
    pub is_shared: Option<bool>,
    /// `active`, or `archived` if it is put away.
    pub status: Option<String>,
    /// When it was created.
    #[record(time)]
    pub date_created: Option<String>,
    /// When it was last changed.
    #[record(time)]
    pub date_updated: Option<String>,
}

impl CloseRecord for SmsTemplate {}

/// Leaves what an agent chooses by in a row of a list.
fn as_row(template: &mut SmsTemplate) {
    template.date_created = None;
}
