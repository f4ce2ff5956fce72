//! Resources: what a model may want to know of the location before it works on it.

use crm_mcp_core::{Resource, ToolError, resource};
use serde::Serialize;

use super::{
    context::HighLevel,
    lookups,
    records::{CustomField, LocationAnswer, Pipeline},
    tables::{
        operations,
        scopes::{CUSTOM_FIELDS_READ, LOCATIONS_READ, OPPORTUNITIES_READ},
    },
};
use crate::crm::record::{Fields, Record};

/// The resources: the location, its custom fields, its pipelines.
pub fn resources() -> Vec<Resource<HighLevel>> {
    with_tools().into_iter().map(|(resource, _)| resource).collect()
}

/// The resources that tell no more than the tools of these names do.
pub fn resources_for(tools: &[&str]) -> Vec<Resource<HighLevel>> {
    with_tools().into_iter().filter(|(_, tool)| tools.contains(tool)).map(|(resource, _)| resource).collect()
}

/// Each resource with the tool that tells the same.
fn with_tools() -> [(Resource<HighLevel>, &'static str); 3] {
    [
        (location::resource(), "locations_get-location"),
        (custom_fields::resource(), "locations_get-custom-fields"),
        (pipelines::resource(), "opportunities_get-pipelines"),
    ]
    .map(|(resource, tool)| (resource.context_per_call(HighLevel::for_call), tool))
}

/// The location: name, address, time zone, settings.
#[resource(uri = "highlevel://location", title = "Location", scope = LOCATIONS_READ)]
async fn location(crm: &HighLevel) -> Result<LocationAnswer, ToolError> {
    let LocationAnswer { location } = crm.call(&operations::GET_LOCATION).send().await?;
    Ok(LocationAnswer { location: location.showing(Fields::Slim) })
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AllCustomFields {
    custom_fields: Vec<Record<CustomField>>,
}

/// The custom fields of contacts and opportunities: keys, types, options.
#[resource(
    name = "custom-fields",
    uri = "highlevel://custom-fields",
    title = "Custom fields",
    scope = CUSTOM_FIELDS_READ
)]
async fn custom_fields(crm: &HighLevel) -> Result<AllCustomFields, ToolError> {
    let fields = lookups::custom_fields::custom_fields(crm, "all").await?.into_records();
    Ok(AllCustomFields { custom_fields: fields.into_iter().map(|field| field.showing(Fields::Slim)).collect() })
}

#[derive(Serialize)]
struct ListedPipelines {
    pipelines: Vec<Record<Pipeline>>,
}

/// The pipelines and their stages, with ids.
#[resource(uri = "highlevel://pipelines", title = "Pipelines", scope = OPPORTUNITIES_READ)]
async fn pipelines(crm: &HighLevel) -> Result<ListedPipelines, ToolError> {
    let pipelines = lookups::pipelines::pipelines(crm).await?.into_records();
    Ok(ListedPipelines { pipelines: pipelines.into_iter().map(|pipeline| pipeline.showing(Fields::Slim)).collect() })
}
