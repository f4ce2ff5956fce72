//! A custom object: a thing of a type that the organization has defined.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    close::{
        records::{
            CustomFieldDefinition,
            custom_values::{self, CloseRecord, CustomValues},
        },
        tables::field_source::FieldSource,
    },
    crm::record::{Record, record},
};

/// A custom object: a thing of a type that the organization has defined.
#[record(row = as_row)]
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CustomObject {
    /// Id.
    #[record(id)]
    pub id: String,
    /// Name.
    pub name: Option<String>,
    /// Id of its type.
    pub custom_object_type_id: Option<String>,
    /// Its type.
    pub custom_object_type: Option<String>,
    /// Id of the lead, which is the company.
    pub lead_id: Option<String>,
    /// When it was created.
    #[record(time)]
    pub date_created: Option<String>,
    /// When it was last changed.
    #[record(time)]
    pub date_updated: Option<String>,
    /// Its fields by name.
    pub custom_fields: CustomValues,
}

impl CloseRecord for CustomObject {
    const CUSTOM_FIELDS: Option<FieldSource> = Some(FieldSource::ObjectTypes);
    const ROWS_SHOW_THEM: bool = true;

    fn complete(object: &mut Record<Self>, known: &[CustomFieldDefinition]) {
        object.custom_fields = custom_values::taken(object, known);
    }

    fn name_type(object: &mut Record<Self>, name: &dyn Fn(&str) -> Option<String>) {
        object.custom_object_type = object.custom_object_type_id.as_deref().and_then(name);
    }
}

/// Leaves what an agent chooses by in a row of a list. The fields stay: they are what the object says.
fn as_row(object: &mut CustomObject) {
    (object.date_created, object.date_updated) = (None, None);
    if object.custom_object_type.is_some() {
        object.custom_object_type_id = None;
    }
}
