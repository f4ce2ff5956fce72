//! Finding and reading custom objects and their types.

use crm_mcp_core::{ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    close::{
        context::Close,
        lookups::plain_list::{Every, HasList, PlainList},
        records::{CustomObject, CustomObjectType},
        shapes::given_fields::fields_of,
        shapes::{ById, Find, FoundPage},
        tables::{
            operations::{GET_CUSTOM_OBJECT, GET_CUSTOM_OBJECT_TYPE, LIST_CUSTOM_OBJECT_TYPES, LIST_CUSTOM_OBJECTS},
            record_kinds::CUSTOM_OBJECT,
        },
    },
    crm::{operation::Read, page::needed_id, record::Record, value::Id},
};

impl HasList for CustomObjectType {
    const NAME: &'static str = "customObjectTypes";
    const OPERATION: &'static Read = &LIST_CUSTOM_OBJECT_TYPES;
    const IS_PAGED: bool = false;
}

/// Lists the types of custom objects, with their fields.
#[tool(title = "Find custom object types", read, public)]
pub async fn find_custom_object_types(
    crm: &Close,
    args: Find<Every<CustomObjectType>>,
) -> Result<FoundPage<CustomObjectType>, ToolError> {
    crm.find(args).await
}

/// Reads a type of custom objects with its fields.
#[tool(title = "Fetch custom object type", read, public)]
pub async fn fetch_custom_object_type(crm: &Close, args: ById) -> Result<Record<CustomObjectType>, ToolError> {
    crm.fetch(&GET_CUSTOM_OBJECT_TYPE, args).await
}

/// Which custom objects.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct WantedCustomObjects {
    /// Id of the lead; needed.
    pub lead_id: Option<Id>,
    /// Name or id of their type.
    pub custom_object_type_id: Option<String>,
}

impl PlainList for WantedCustomObjects {
    const NAME: &'static str = "customObjects";
    const OPERATION: &'static Read = &LIST_CUSTOM_OBJECTS;
    const IS_PAGED: bool = false;
    type Row = CustomObject;

    fn filter(&self) -> Result<Map<String, Value>, ToolError> {
        needed_id("lead_id", self.lead_id.as_ref())?;
        fields_of(self)
    }
}

// Close does not publish the parameters of its own tool of this name: these are the API's.
/// Lists the custom objects of a lead.
#[tool(title = "Find custom object instances", read, public)]
pub async fn find_custom_object_instances(
    crm: &Close,
    mut args: Find<WantedCustomObjects>,
) -> Result<FoundPage<CustomObject>, ToolError> {
    if let Some(given) = &mut args.filter.custom_object_type_id {
        *given = crm.object_type_id(given).await?;
    }
    crm.find(args).await
}

// As above.
/// Reads a custom object with its fields.
#[tool(title = "Fetch custom object instance", read, public)]
pub async fn fetch_custom_object_instance(crm: &Close, args: ById) -> Result<Record<CustomObject>, ToolError> {
    CUSTOM_OBJECT.check(&args.id)?;
    crm.fetch(&GET_CUSTOM_OBJECT, args).await
}
