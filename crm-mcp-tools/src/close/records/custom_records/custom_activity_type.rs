//! A type of custom activities.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::custom_type::CustomType;
use crate::{
    close::records::{CustomFieldDefinition, custom_values::CloseRecord},
    crm::{
        naming::Named,
        record::{Record, record},
    },
};

/// A type of custom activities.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CustomActivityType {
    /// Id.
    #[record(id)]
    pub id: String,
    /// Name.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// Whether it is out of use.
    pub is_archived: Option<bool>,
    /// Its fields.
    pub fields: Vec<Record<CustomFieldDefinition>>,
}

impl CloseRecord for CustomActivityType {}

impl CustomType for CustomActivityType {
    fn fields(&self) -> &[Record<CustomFieldDefinition>] {
        &self.fields
    }
}

impl Named for CustomActivityType {
    const KIND: &'static str = "type of custom activities";
    const BY: &'static str = "give a type by name or id; find_custom_activities lists them";
    const APART: &'static str = "give the type's id";

    fn id(&self) -> &str {
        &self.id
    }

    fn names(&self) -> Vec<&str> {
        self.name.as_deref().into_iter().collect()
    }
}
