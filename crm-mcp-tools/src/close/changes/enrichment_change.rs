//! A custom field that Close is to fill, as the user is asked about it.

use crm_mcp_core::{Call, ToolError};
use serde_json::{Map, Value};

use crate::{
    close::{
        dialect::CloseDialect,
        records::{CustomFieldDefinition, custom_values::CUSTOM},
        tables::record_kinds::Kind,
    },
    crm::{
        operation::Write,
        request::Request,
        value::Id,
        write::{Change, Preview, words},
    },
};

/// A custom field of a record that Close is to fill by AI.
#[derive(Debug)]
pub(in crate::close) struct EnrichmentChange<'a> {
    /// The kind of the record.
    pub(in crate::close) kind: &'static Kind,
    /// The record.
    pub(in crate::close) of: &'a Id,
    /// The field.
    pub(in crate::close) field: &'a Id,
}

impl Change<CloseDialect> for EnrichmentChange<'_> {
    type Found = ();

    async fn preview(&self, request: &Request<'_, CloseDialect, Write>, _: &Call) -> Result<Preview, ToolError> {
        let (crm, effect) = (request.crm(), request.operation().effect);
        let record = crm.fields_of_record(self.kind, self.of).await?;
        let known = crm.recent::<CustomFieldDefinition>().await;
        let definition = known.iter().find(|field| field.id == self.field.as_str());
        let field = words::name(definition.and_then(|field| field.name.as_deref()).unwrap_or(self.field.as_str()));
        let name = self.kind.name(&record).map_or_else(|| self.of.to_string(), words::name);
        let now = record.get(&format!("{CUSTOM}{}", self.field)).filter(|value| !value.is_null());
        let overwrites = request.fields()?.get("overwrite_existing_value") == Some(&Value::Bool(true));
        let value = match now {
            Some(now) if overwrites => format!("\nIts value is overwritten: {}", words::of(now)),
            Some(now) => format!("\nIts value stays: {}", words::of(now)),
            None => String::new(),
        };
        let kind = self.kind.noun;
        let text =
            format!("Have Close find {field} of {kind} {name} by AI? It spends credits of the organization.{value}");
        Ok(Preview { text, effect, before: Map::new() })
    }

    async fn before_sending(&self, _: &Request<'_, CloseDialect, Write>, _: Option<&Preview>) -> Result<(), ToolError> {
        Ok(())
    }
}
