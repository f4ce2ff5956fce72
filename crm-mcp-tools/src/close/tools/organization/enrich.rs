//! Having Close find out the value of a custom field.

use crm_mcp_core::{Call, ErrorCode, ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    close::{
        changes::enrichment_change::EnrichmentChange,
        context::Close,
        shapes::given_fields::fields_of,
        tables::{
            operations::ENRICH_FIELD,
            record_kinds::{CONTACT, LEAD},
        },
    },
    crm::value::Id,
};

/// What kind of record has the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
#[expect(missing_docs, reason = "the names say it")]
pub enum EnrichedType {
    Lead,
    Contact,
}

/// The field that is to be filled.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Enrichment {
    /// Type of the record.
    pub object_type: EnrichedType,
    /// Id of the record.
    pub object_id: Id,
    /// Id of the custom field, of find_lead_custom_fields or find_contact_custom_fields.
    pub field_id: Id,
    /// true: also where the field has a value, which is lost.
    #[serde(default)]
    pub overwrite_existing_value: bool,
}

/// What Close found out.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct EnrichedField {
    /// Close's own answer, with the value if it found one.
    #[serde(flatten)]
    pub answer: Map<String, Value>,
}

/// Has Close find a custom field's value by AI and write it, which spends the organization's credits; only if the user asked.
///
/// Read the record afterwards to see what was written.
#[tool(title = "Enrich field", update, open_world, public)]
pub async fn enrich_field(crm: &Close, args: Enrichment, call: &Call) -> Result<EnrichedField, ToolError> {
    let kind = match args.object_type {
        EnrichedType::Lead => &LEAD,
        EnrichedType::Contact => &CONTACT,
    };
    kind.check(&args.object_id)?;
    if !args.field_id.as_str().starts_with("cf_") {
        let cause = format!("`{}` is no id of a custom field, which begins with cf_", args.field_id);
        return Err(ToolError::new(ErrorCode::InvalidArguments, cause)
            .with_next_step("find it with find_lead_custom_fields or find_contact_custom_fields"));
    }
    let mut body = fields_of(&args)?;
    body.insert("organization_id".to_owned(), crm.organization().await?.as_str().into());
    let change = EnrichmentChange { kind, of: &args.object_id, field: &args.field_id };
    let done = crm.call(&ENRICH_FIELD).body(&body)?.carry_out(call, &change).await?;
    Ok(EnrichedField { answer: done.answer })
}
