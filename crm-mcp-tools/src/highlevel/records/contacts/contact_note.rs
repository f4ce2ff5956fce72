//! A note on a contact.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::crm::record::record;

/// A note on a contact.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ContactNote {
    /// Id.
    #[record(id)]
    pub id: String,
    /// Title of the note.
    pub title: Option<String>,
    /// Text of the note.
    pub body: Option<String>,
    /// Id of the user who wrote it.
    pub user_id: Option<String>,
    /// Whether the note stands above the others.
    pub pinned: Option<bool>,
    /// When it was written.
    #[record(time)]
    pub date_added: Option<String>,
}
