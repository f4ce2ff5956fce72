//! An email to or from a lead.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    close::{records::custom_values::CloseRecord, shapes::LongText},
    crm::record::record,
};

/// An email to or from a lead.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CloseEmail {
    /// Id.
    #[record(id)]
    pub id: String,
    /// Where it stands: `draft`, `scheduled`, `outbox`, `sent`, `inbox`, `error`.
    pub status: Option<String>,
    /// Id of the lead.
    pub lead_id: Option<String>,
    /// Id of the contact.
    pub contact_id: Option<String>,
    /// Name of the user whose email it is.
    pub user_name: Option<String>,
    /// Subject.
    pub subject: Option<String>,
    /// Who sends it.
    pub sender: Option<String>,
    /// Who gets it.
    pub to: Vec<String>,
    /// Who gets a copy.
    pub cc: Vec<String>,
    /// Who gets a copy unseen by the others.
    pub bcc: Vec<String>,
    /// The text without its markup.
    pub body_text: LongText<4000>,
    /// Id of the template that it is made of.
    pub template_id: Option<String>,
    /// Id of the thread.
    pub thread_id: Option<String>,
    /// When it was created.
    #[record(time)]
    pub date_created: Option<String>,
}

impl CloseRecord for CloseEmail {}
