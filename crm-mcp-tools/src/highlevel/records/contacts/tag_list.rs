//! The tags of a contact after a write of tags, and what is known of new ones.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, de::Error};
use serde_json::Value;

use crate::crm::record::lenient;

/// The tags of a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct TagList {
    /// All tags the contact has now; absent where HighLevel does not say.
    #[serde(default, deserialize_with = "listed", skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    /// Tags that were not added or not removed, by HighLevel's answer: read the contact before sending them again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
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

/// A list of tags, if it is one.
fn listed<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<String>>, D::Error> {
    let tags = Value::deserialize(deserializer)?;
    if tags.is_array() { lenient::texts(tags).map(Some).map_err(D::Error::custom) } else { Ok(None) }
}
