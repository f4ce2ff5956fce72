//! A custom field that the organization has defined.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::crm::{naming::Named, record::record};

/// A custom field that the organization has defined.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CustomFieldDefinition {
    /// Id.
    #[record(id)]
    pub id: String,
    /// Name.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// Type of its values: `text`, `number`, `date`, `choices` and others.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The values that it may have.
    pub choices: Vec<String>,
    /// Whether it takes a list of values.
    pub accepts_multiple_values: Option<bool>,
    /// Whether objects of several types have it.
    pub is_shared: Option<bool>,
    /// Whether a value is needed.
    pub required: Option<bool>,
    /// The type of objects that have it, where that is not clear: `lead`, `contact`, `opportunity`.
    pub object_type: Option<String>,
}

impl Named for CustomFieldDefinition {
    const KIND: &'static str = "custom field";
    const BY: &'static str = "give the id or the name of a custom field";
    const APART: &'static str = "give the id";

    fn id(&self) -> &str {
        &self.id
    }

    fn names(&self) -> Vec<&str> {
        self.name.as_deref().into_iter().collect()
    }
}
