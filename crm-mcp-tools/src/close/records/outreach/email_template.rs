//! A template of emails.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    close::{records::custom_values::CloseRecord, shapes::LongText},
    crm::record::record,
};

/// A template of emails.
#[record(row = as_row)]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct EmailTemplate {
    /// Id.
    #[record(id)]
    pub id: String,
    /// Name.
    pub name: Option<String>,
    /// Subject of the emails.
    pub subject: Option<String>,
    /// Text of the emails as HTML, with tags such as `{{ contact.first_name }}`.
    pub body: LongText<4_000>,
    /// Addresses that get a copy.
    #[record(addresses)]
    pub cc: Vec<String>,
    /// Addresses that get a hidden copy.
    #[record(addresses)]
    pub bcc: Vec<String>,
    /// Whether the whole organization may use it.
    pub is_shared: Option<bool>,
    /// Whether it is put away.
    pub is_archived: Option<bool>,
    /// When it was created.
    #[record(time)]
    pub date_created: Option<String>,
    /// When it was last changed.
    #[record(time)]
    pub date_updated: Option<String>,
}

impl CloseRecord for EmailTemplate {}

/// Leaves what an agent chooses by in a row of a list.
fn as_row(template: &mut EmailTemplate) {
    (template.body, template.date_created) = (LongText::default(), None);
    template.cc.clear();
    template.bcc.clear();
}
