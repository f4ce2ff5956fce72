//! A comment on an object.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    close::{records::custom_values::CloseRecord, shapes::LongText},
    crm::record::record,
};

/// A comment on an activity, opportunity, task or custom object.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Comment {
    /// Id.
    #[record(id)]
    pub id: String,
    /// The text, as HTML.
    pub body: LongText<4000>,
    /// Id of the thread.
    pub thread_id: Option<String>,
    /// Id of the object that it is on.
    pub object_id: Option<String>,
    /// Type of that object.
    pub object_type: Option<String>,
    /// Id of the lead.
    pub lead_id: Option<String>,
    /// Who is mentioned, by id.
    pub mentions: Vec<String>,
    /// Id of the user who wrote it.
    pub created_by: Option<String>,
    /// Name of that user.
    pub created_by_name: Option<String>,
    /// When it was created.
    #[record(time)]
    pub date_created: Option<String>,
    /// When it was last changed.
    #[record(time)]
    pub date_updated: Option<String>,
}

impl CloseRecord for Comment {}
