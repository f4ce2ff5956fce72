//! Creating, changing and deleting custom objects.
//!
//! Close does not publish the parameters of its own tools of these names: these are the API's.

use crm_mcp_core::{Call, ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    close::{
        context::Close,
        records::CustomObject,
        shapes::given_fields::fields_of,
        shapes::{Deleted, GivenCustomFields, OnlyId, WrittenRecord},
        tables::{
            operations::{CREATE_CUSTOM_OBJECT, DELETE_CUSTOM_OBJECT, UPDATE_CUSTOM_OBJECT},
            record_kinds::CUSTOM_OBJECT,
        },
    },
    crm::value::Id,
};

/// A custom object to create.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct NewCustomObject {
    /// Name or id of the type.
    #[serde(skip_serializing)]
    pub custom_object_type_id: String,
    /// Id of the lead.
    pub lead_id: Id,
    /// Name of the object.
    pub name: String,
    /// Values by the field's id or name.
    #[serde(default, skip_serializing)]
    pub custom_fields: GivenCustomFields,
}

/// Creates a custom object at a lead; find_custom_object_types lists the types and their fields.
#[tool(title = "Create custom object instance", create, public)]
pub async fn create_custom_object_instance(
    crm: &Close,
    args: NewCustomObject,
    call: &Call,
) -> Result<WrittenRecord<CustomObject>, ToolError> {
    let mut body = fields_of(&args)?;
    let type_id = crm.object_type_id(&args.custom_object_type_id).await?;
    crm.add_custom_fields(&mut body, &type_id, &args.custom_fields).await?;
    body.insert("custom_object_type_id".to_owned(), type_id.into());
    crm.create(&CUSTOM_OBJECT, &CREATE_CUSTOM_OBJECT, &body, call).await
}

/// The changes to a custom object.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CustomObjectUpdate {
    /// Id of the custom object.
    #[serde(skip_serializing)]
    pub id: Id,
    /// Name of the object.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Values by the field's id or name; null or clear empties one.
    #[serde(default, skip_serializing)]
    pub custom_fields: GivenCustomFields,
}

/// Overwrites the given fields of a custom object and leaves the others.
#[tool(title = "Update custom object instance", update, public)]
pub async fn update_custom_object_instance(
    crm: &Close,
    args: CustomObjectUpdate,
    call: &Call,
) -> Result<WrittenRecord<CustomObject>, ToolError> {
    CUSTOM_OBJECT.check(&args.id)?;
    let mut body = fields_of(&args)?;
    let record = (&CUSTOM_OBJECT, &args.id);
    crm.add_fields_of_type(&mut body, record, "custom_object_type_id", &args.custom_fields).await?;
    crm.update(&CUSTOM_OBJECT, &UPDATE_CUSTOM_OBJECT, &args.id, &body, call).await
}

/// Deletes a custom object, which cannot be undone; only if the user asked for it.
#[tool(title = "Delete custom object instance", delete, public)]
pub async fn delete_custom_object_instance(crm: &Close, args: OnlyId, call: &Call) -> Result<Deleted, ToolError> {
    crm.delete(&CUSTOM_OBJECT, &DELETE_CUSTOM_OBJECT, &args.id, call).await
}
