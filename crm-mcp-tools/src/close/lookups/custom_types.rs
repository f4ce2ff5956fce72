//! The types of custom activities and custom objects, and what they and their fields are called.

use std::time::Duration;

use crm_mcp_core::ToolError;

use crate::{
    close::{
        context::Close,
        dialect::CloseDialect,
        known::Organization,
        records::{
            CustomActivityType, CustomFieldDefinition, CustomObjectType, custom_records::custom_type::CustomType,
        },
        tables::operations::{LIST_CUSTOM_ACTIVITY_TYPES, LIST_CUSTOM_OBJECT_TYPES},
    },
    crm::{
        memory::{
            asked::Asked,
            recent::{Kept, Recent},
        },
        naming,
    },
};

/// How the id of a type of custom activities begins.
pub(in crate::close) const ACTIVITY_TYPE: &str = "actitype_";
/// How the id of a type of custom objects begins.
pub(in crate::close) const OBJECT_TYPE: &str = "cotype_";

impl Kept for CustomActivityType {
    const MAX_AGE: Duration = Duration::from_mins(5);
}

impl Asked<CloseDialect> for CustomActivityType {
    fn kept(known: &Organization) -> &Recent<Self> {
        &known.activity_types
    }

    async fn ask(crm: &Close) -> Result<Vec<Self>, ToolError> {
        crm.every(&LIST_CUSTOM_ACTIVITY_TYPES).await
    }
}

impl Kept for CustomObjectType {
    const MAX_AGE: Duration = Duration::from_mins(5);
}

impl Asked<CloseDialect> for CustomObjectType {
    fn kept(known: &Organization) -> &Recent<Self> {
        &known.object_types
    }

    async fn ask(crm: &Close) -> Result<Vec<Self>, ToolError> {
        crm.every(&LIST_CUSTOM_OBJECT_TYPES).await
    }
}

/// The fields of all these types.
pub(in crate::close) fn fields_of_all<T: CustomType>(types: &[T]) -> Vec<CustomFieldDefinition> {
    types.iter().flat_map(T::fields).map(|field| field.slim.clone()).collect()
}

impl Close {
    /// The id of a type of custom activities that is given by id or by name.
    pub(in crate::close) async fn activity_type_id(&self, given: &str) -> Result<String, ToolError> {
        if given.starts_with(ACTIVITY_TYPE) {
            return Ok(given.to_owned());
        }
        self.type_id::<CustomActivityType>("custom_activity_type_id", given).await
    }

    /// The id of a type of custom objects that is given by id or by name.
    pub(in crate::close) async fn object_type_id(&self, given: &str) -> Result<String, ToolError> {
        if given.starts_with(OBJECT_TYPE) {
            return Ok(given.to_owned());
        }
        self.type_id::<CustomObjectType>("custom_object_type_id", given).await
    }

    async fn type_id<T>(&self, argument: &str, given: &str) -> Result<String, ToolError>
    where
        T: CustomType + Asked<CloseDialect>,
    {
        let choose = |types: &[T]| {
            let types: Vec<_> = types.iter().collect();
            naming::chosen(&types, given).map(|it| it.id().to_owned())
        };
        self.looked_up(argument, choose).await
    }

    /// The id of the field that has this name in the type with this id.
    pub(in crate::close) async fn field_of_type<T>(&self, type_id: &str, name: &str) -> Result<String, ToolError>
    where
        T: CustomType + Asked<CloseDialect>,
    {
        let choose = |types: &[T]| {
            let own = types.iter().find(|it| it.id() == type_id).map(T::fields).unwrap_or_default();
            let own: Vec<&CustomFieldDefinition> = own.iter().map(|field| &**field).collect();
            naming::chosen(&own, name).map(|field| field.id.clone())
        };
        self.looked_up("custom_fields", choose).await
    }
}
