//! The tags of a contact after a write of tags, and what is known of new ones.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::crm::record::record;

/// The tags of a contact.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct TagList {
    /// All tags the contact has now; absent where HighLevel does not say.
    pub tags: Option<Vec<String>>,
    /// Tags that were not added or not removed, by HighLevel's answer: read the contact before sending them again.
    pub not_applied: Vec<String>,
    /// Those that are new.
    #[serde(flatten)]
    pub new: NewTags,
}

/// What is known of the tags of a write before it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct NewTags {
    /// Sent tags that no contact had before; the location has them now, for good.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub new_tags: Vec<String>,
    /// Sent tags that may be new: there were too many to check, or HighLevel was too slow.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags_unchecked: Vec<String>,
}
