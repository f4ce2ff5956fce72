//! A type of custom objects.

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

/// A type of custom objects.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CustomObjectType {
    /// Id.
    #[record(id)]
    pub id: String,
    /// Name of one.
    pub name: Option<String>,
    /// Name of many.
    pub name_plural: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// Its fields.
    pub fields: Vec<Record<CustomFieldDefinition>>,
}

impl CloseRecord for CustomObjectType {}

impl CustomType for CustomObjectType {
    fn fields(&self) -> &[Record<CustomFieldDefinition>] {
        &self.fields
    }
}

impl Named for CustomObjectType {
    const KIND: &'static str = "type of custom objects";
    const BY: &'static str = "give a type by name or id; find_custom_object_types lists them";
    const APART: &'static str = "give the type's id";

    fn id(&self) -> &str {
        &self.id
    }

    fn names(&self) -> Vec<&str> {
        self.name.as_deref().into_iter().chain(self.name_plural.as_deref()).collect()
    }
}
