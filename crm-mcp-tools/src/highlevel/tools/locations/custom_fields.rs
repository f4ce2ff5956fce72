//! Listing the location's custom fields.

use crm_mcp_core::{ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    crm::{
        page::{List, More, Page, Paging},
        record::{Fields, Record},
    },
    highlevel::{
        context::HighLevel, dialect::HighLevelDialect, lookups::custom_fields::custom_fields, records::CustomField,
        tables::scopes::CUSTOM_FIELDS_READ,
    },
};

/// Whose custom fields, and how many of them.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CustomFieldSearch {
    /// Which records are wanted.
    #[serde(flatten)]
    pub filter: CustomFieldFilter,
    /// How many of them at once, and from where on.
    #[serde(flatten)]
    pub paging: Paging<100>,
    /// slim (default) or all.
    #[serde(default, skip_serializing_if = "Fields::are_slim")]
    pub fields: Fields,
}

/// Whose custom fields.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CustomFieldFilter {
    /// Only the fields of contacts, or of opportunities.
    pub model: Option<ModelFilter>,
}

/// Whose custom fields.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
#[expect(missing_docs, reason = "the names are the vendor's, and a model reads no more of them")]
pub enum ModelFilter {
    Contact,
    Opportunity,
    All,
}

/// A page of custom fields.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CustomFieldPage {
    /// The custom fields, as they are defined.
    pub custom_fields: Vec<Record<CustomField>>,
    /// How the list goes on.
    #[serde(flatten)]
    pub more: More,
}

impl List for CustomFieldFilter {
    const NAME: &'static str = "customFields";
    type Dialect = HighLevelDialect;
    type Slim = CustomField;
    type At = ();

    async fn page(&self, crm: &HighLevel, _: Option<&()>, _: u16) -> Result<Page<CustomField, ()>, ToolError> {
        // What it means to leave it out, the vendor does not say.
        let model = match self.model.unwrap_or(ModelFilter::All) {
            ModelFilter::Contact => "contact",
            ModelFilter::Opportunity => "opportunity",
            ModelFilter::All => "all",
        };
        Ok(Page::whole(custom_fields(crm, model).await?))
    }
}

/// Lists the custom fields of contacts and opportunities: keys, types, options.
///
/// Other tools take them by these keys.
#[tool(name = "locations_get-custom-fields", title = "Get custom fields", read, scope = CUSTOM_FIELDS_READ)]
pub(super) async fn get_custom_fields(crm: &HighLevel, args: CustomFieldSearch) -> Result<CustomFieldPage, ToolError> {
    let (custom_fields, more) = crm.list(args.filter, args.paging, args.fields, None).await?;
    Ok(CustomFieldPage { custom_fields, more })
}

impl HighLevel {
    /// Lists the custom fields of contacts and opportunities: keys, types, options.
    pub async fn get_custom_fields(&self, search: CustomFieldSearch) -> Result<CustomFieldPage, ToolError> {
        get_custom_fields(self, search).await
    }
}
