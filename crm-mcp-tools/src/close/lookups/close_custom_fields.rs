//! The definitions of custom fields, and values to write by their names.

use std::time::Duration;

use crm_mcp_core::{ErrorCode, ToolError};
use futures_util::future::try_join_all;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::{
    close::{
        context::Close,
        dialect::CloseDialect,
        known::Organization,
        lookups::custom_types::{ACTIVITY_TYPE, OBJECT_TYPE},
        records::{CustomActivityType, CustomFieldDefinition, CustomObjectType, custom_values::CUSTOM},
        shapes::{GivenCustomFields, patch::CLEAR},
        tables::{operations::GET_CUSTOM_FIELD_SCHEMA, record_kinds::Kind},
    },
    crm::{
        memory::{
            asked::Asked,
            recent::{Kept, Recent},
        },
        naming,
        page::Rows,
        value::Id,
    },
};

/// The types of objects whose custom fields have names in answers.
const OBJECT_TYPES: [&str; 3] = ["lead", "contact", "opportunity"];

/// How the id of a custom field begins.
const PREFIX: &str = "cf_";

impl Kept for CustomFieldDefinition {
    const MAX_AGE: Duration = Duration::from_mins(5);
}

impl Asked<CloseDialect> for CustomFieldDefinition {
    fn kept(known: &Organization) -> &Recent<Self> {
        &known.custom_fields
    }

    async fn ask(crm: &Close) -> Result<Vec<Self>, ToolError> {
        let all = try_join_all(OBJECT_TYPES.map(|object_type| crm.custom_fields_of(object_type))).await?;
        let fields = all.into_iter().zip(OBJECT_TYPES).flat_map(|(fields, object_type)| {
            let typed = move |field: CustomFieldDefinition| Self { object_type: Some(object_type.to_owned()), ..field };
            fields.into_records().into_iter().map(move |field| typed(field.slim))
        });
        Ok(fields.collect())
    }
}

impl Close {
    /// The custom fields that objects of this type have, the shared ones too.
    pub(in crate::close) async fn custom_fields_of(
        &self,
        object_type: &str,
    ) -> Result<Rows<CustomFieldDefinition>, ToolError> {
        #[derive(Deserialize)]
        struct Answer {
            fields: Rows<CustomFieldDefinition>,
        }
        let object_type: Id = object_type.parse().map_err(ToolError::internal)?;
        let Answer { fields } = self.call(&GET_CUSTOM_FIELD_SCHEMA).id(&object_type).send().await?;
        Ok(fields)
    }

    /// Adds values of custom fields to the body of a write, each under the field's id. The type of the object is `lead`,
    /// `contact`, `opportunity`, or the id of a type that the organization has defined.
    pub(in crate::close) async fn add_custom_fields(
        &self,
        body: &mut Map<String, Value>,
        object_type: &str,
        given: &GivenCustomFields,
    ) -> Result<(), ToolError> {
        for (name, value) in given.iter() {
            let name = name.strip_prefix(CUSTOM).unwrap_or(name);
            let id = if name.starts_with(PREFIX) {
                name.to_owned()
            } else {
                self.custom_field_id(object_type, name).await?
            };
            let value = if value == CLEAR { Value::Null } else { value.clone() };
            if body.insert(format!("{CUSTOM}{id}"), value).is_some() {
                let cause = format!("`custom_fields` names the field `{name}` twice");
                return Err(ToolError::new(ErrorCode::InvalidArguments, cause).with_next_step("name it once"));
            }
        }
        Ok(())
    }

    /// Does so for an update of a record of a type that the organization has defined, which this field of the record
    /// names. The record is read only where a field is given by name.
    pub(in crate::close) async fn add_fields_of_type(
        &self,
        body: &mut Map<String, Value>,
        (kind, id): (&'static Kind, &Id),
        type_field: &str,
        given: &GivenCustomFields,
    ) -> Result<(), ToolError> {
        let is_id = |name: &str| name.strip_prefix(CUSTOM).unwrap_or(name).starts_with(PREFIX);
        let mut record = Map::new();
        if !given.iter().all(|(name, _)| is_id(name)) {
            record = self.call(kind.get).id(id).send().await?;
        }
        let object_type = record.get(type_field).and_then(Value::as_str).unwrap_or_default();
        self.add_custom_fields(body, object_type, given).await
    }

    async fn custom_field_id(&self, object_type: &str, name: &str) -> Result<String, ToolError> {
        if object_type.starts_with(ACTIVITY_TYPE) {
            return self.field_of_type::<CustomActivityType>(object_type, name).await;
        }
        if object_type.starts_with(OBJECT_TYPE) {
            return self.field_of_type::<CustomObjectType>(object_type, name).await;
        }
        let choose = |all: &[CustomFieldDefinition]| {
            let own: Vec<_> = all.iter().filter(|field| field.object_type.as_deref() == Some(object_type)).collect();
            naming::chosen(&own, name).map(|field| field.id.clone())
        };
        self.looked_up("custom_fields", choose).await
    }
}
