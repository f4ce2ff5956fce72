//! The definitions of a location's custom fields.

use std::time::Duration;

use crm_mcp_core::ToolError;
use serde::Deserialize;

use crate::{
    crm::{
        memory::{
            asked::Asked,
            recent::{Kept, Recent},
        },
        page::Rows,
    },
    highlevel::{
        context::HighLevel, dialect::HighLevelDialect, known::Known, records::CustomField, tables::operations,
    },
};

impl Kept for CustomField {
    const MAX_AGE: Duration = Duration::from_mins(1);
}

impl Asked<HighLevelDialect> for CustomField {
    fn kept(known: &Known) -> &Recent<Self> {
        &known.custom_fields
    }

    async fn ask(crm: &HighLevel) -> Result<Vec<Self>, ToolError> {
        Ok(custom_fields(crm, "all").await?.into_records().into_iter().map(|field| field.slim).collect())
    }
}

/// The custom fields of the model with this name: `contact`, `opportunity` or `all`.
pub(in crate::highlevel) async fn custom_fields(crm: &HighLevel, model: &str) -> Result<Rows<CustomField>, ToolError> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Answer {
        custom_fields: Rows<CustomField>,
    }
    let Answer { mut custom_fields } = crm.call(&operations::GET_CUSTOM_FIELDS).with("model", model).send().await?;
    // Folders of fields stand among them.
    custom_fields.retain(|field| field.others.get("documentType").is_none_or(|kind| kind != "folder"));
    Ok(custom_fields)
}
