//! A note on a contact.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::crm::record::{Slim, lenient};

/// A note on a contact.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ContactNote {
    /// Id.
    #[serde(deserialize_with = "lenient::id")]
    pub id: String,
    /// Title of the note.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Text of the note.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// Id of the user who wrote it.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// Whether the note stands above the others.
    #[serde(default, deserialize_with = "lenient::flag", skip_serializing_if = "Option::is_none")]
    pub pinned: Option<bool>,
    /// When it was written.
    #[serde(default, deserialize_with = "lenient::time", skip_serializing_if = "Option::is_none")]
    pub date_added: Option<String>,
}

impl Slim for ContactNote {}
