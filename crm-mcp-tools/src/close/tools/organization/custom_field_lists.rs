//! Listing the custom fields that the organization has defined.

use crm_mcp_core::{ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    close::{context::Close, dialect::CloseDialect, records::CustomFieldDefinition, shapes::FoundPage},
    crm::{
        page::{List, Page, Paging},
        record::Fields,
    },
};

/// How many fields at once, and how much of each.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct FindCustomFields {
    /// How many of them at once, and from where on.
    #[serde(flatten)]
    pub paging: Paging<100>,
    /// slim (default) or all.
    #[serde(default, skip_serializing_if = "Fields::are_slim")]
    pub fields: Fields,
}

/// The custom fields that objects of a type have. Close gives them whole.
#[derive(Debug, Serialize, Deserialize)]
struct FieldsOf {
    object_type: String,
}

impl List for FieldsOf {
    const NAME: &'static str = "customFields";
    type Dialect = CloseDialect;
    type Slim = CustomFieldDefinition;
    type At = ();

    async fn page(&self, crm: &Close, _: Option<&()>, _: u16) -> Result<Page<CustomFieldDefinition, ()>, ToolError> {
        Ok(Page::whole(crm.custom_fields_of(&self.object_type).await?))
    }
}

async fn fields_of(
    crm: &Close,
    object_type: &str,
    args: FindCustomFields,
) -> Result<FoundPage<CustomFieldDefinition>, ToolError> {
    let FindCustomFields { paging, fields } = args;
    let all = FieldsOf { object_type: object_type.to_owned() };
    Ok(FoundPage::of(crm.list(all, paging, fields, None).await?))
}

/// Lists the custom fields of leads, with their types and choices.
#[tool(title = "Find lead custom fields", read, public)]
pub async fn find_lead_custom_fields(
    crm: &Close,
    args: FindCustomFields,
) -> Result<FoundPage<CustomFieldDefinition>, ToolError> {
    fields_of(crm, "lead", args).await
}

/// Lists the custom fields of contacts, with their types and choices.
#[tool(title = "Find contact custom fields", read, public)]
pub async fn find_contact_custom_fields(
    crm: &Close,
    args: FindCustomFields,
) -> Result<FoundPage<CustomFieldDefinition>, ToolError> {
    fields_of(crm, "contact", args).await
}

/// Lists the custom fields of opportunities, with their types and choices.
#[tool(title = "Find opportunity custom fields", read, public)]
pub async fn find_opportunity_custom_fields(
    crm: &Close,
    args: FindCustomFields,
) -> Result<FoundPage<CustomFieldDefinition>, ToolError> {
    fields_of(crm, "opportunity", args).await
}
