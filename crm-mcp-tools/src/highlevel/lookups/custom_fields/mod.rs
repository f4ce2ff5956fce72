//! Custom fields by name: HighLevel knows them by id, people and models by key or name.

mod definitions;
mod given;
mod value;

use std::collections::BTreeMap;

use crm_mcp_core::{ErrorCode, ToolError};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::{
    crm::naming::{Unclear, find},
    highlevel::{
        context::HighLevel,
        records::{CustomField, CustomFields, Model},
        tables::{id_form::is_id, secrets::is_secret},
    },
};

pub(in crate::highlevel) use definitions::custom_fields;
pub use given::GivenFields;

/// The custom fields that such records have.
fn of(model: Model, all: &[CustomField]) -> Vec<&CustomField> {
    all.iter().filter(|field| field.is_of(model)).collect()
}

/// Custom fields in the vendor's form. What is not known by name passes for an id if it may.
fn written(fields: &CustomFields, known: &[&CustomField], pass_ids: bool) -> Result<Value, ToolError> {
    let mut by_id = BTreeMap::new();
    for (name, value) in &fields.0 {
        let (id, key, value) = match find(known, name) {
            Ok(field) => (field.id.as_str(), field.short_key(), field.fitted(value)?),
            Err(Unclear::Unknown) if pass_ids && is_id(name) => (name.as_str(), name.as_str(), value.clone()),
            Err(unclear) => return Err(unclear.explain(name, known)),
        };
        if by_id.insert(id, value).is_some() {
            let cause = format!("customFields names the field `{key}` twice");
            return Err(ToolError::new(ErrorCode::InvalidArguments, cause).with_next_step("name it once"));
        }
    }
    Ok(by_id.into_iter().map(|(id, value)| json!({"id": id, "field_value": value})).collect())
}

impl HighLevel {
    /// Puts keys in the place of ids, and dates in one form. Where the definitions cannot be read, the ids stay.
    pub(in crate::highlevel) async fn name_custom_fields<'a>(
        &self,
        all: impl IntoIterator<Item = &'a mut CustomFields>,
    ) {
        let all: Vec<_> = all.into_iter().filter(|fields| !fields.is_empty()).collect();
        if all.is_empty() {
            return;
        }
        let definitions = self.recent::<CustomField>().await;
        let by_id: BTreeMap<_, _> = definitions.iter().map(|field| (field.id.as_str(), field)).collect();
        for fields in all {
            let named = std::mem::take(&mut fields.0).into_iter().map(|(id, value)| match by_id.get(id.as_str()) {
                Some(field) => (field.short_key().to_owned(), field.shown(value)),
                None => (id, value),
            });
            let named = named.filter(|(name, _)| !is_secret(name));
            fields.0 = named.collect();
        }
    }

    /// The body of a write: the fields, and the custom fields in the vendor's form.
    pub(in crate::highlevel) async fn body_with(
        &self,
        model: Model,
        fields: &impl Serialize,
        custom_fields: &CustomFields,
    ) -> Result<Map<String, Value>, ToolError> {
        let Value::Object(mut body) = serde_json::to_value(fields).map_err(ToolError::internal)? else {
            return Err(ToolError::internal("the fields of a record are no object"));
        };
        if !custom_fields.is_empty() {
            let custom_fields = self.custom_fields_to_write(model, custom_fields).await?;
            body.insert("customFields".to_owned(), custom_fields);
        }
        Ok(body)
    }

    /// The vendor's form of custom fields to write to such a record, each named by id, key or name.
    async fn custom_fields_to_write(&self, model: Model, fields: &CustomFields) -> Result<Value, ToolError> {
        let fresh = self.fresh::<CustomField>();
        if let Some(written) = fresh.and_then(|fresh| written(fields, &of(model, &fresh), false).ok()) {
            return Ok(written);
        }
        // The field may be new or changed, or the definitions were out of reach when they were last asked for.
        match self.renewed::<CustomField>().await {
            Ok(all) => written(fields, &of(model, &all), false),
            // Who may not read the definitions can write by id all the same.
            Err(error) => {
                let kept = self.recent::<CustomField>().await;
                written(fields, &of(model, &kept), true)
                    .map_err(|unclear| if kept.is_empty() { error } else { unclear })
            }
        }
    }
}
