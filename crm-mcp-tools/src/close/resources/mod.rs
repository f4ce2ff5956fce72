//! Resources: what a model may want to know of the organization before it works on it.

use crm_mcp_core::{Resource, ToolError, resource};
use futures_util::future::try_join_all;
use serde::Serialize;

use super::{
    context::Close,
    lookups::plain_list::Every,
    records::{ClosePipeline, CustomFieldDefinition},
    shapes::{Find, FoundPage},
    tools::{
        organization::{AskOrganization, OrganizationInfo, org_info},
        pipelines::find_pipelines_and_opportunity_statuses,
    },
};
use crate::crm::{
    page::Paging,
    record::{Fields, Record},
};

/// The resources: the organization, its custom fields, its pipelines.
pub fn resources() -> Vec<Resource<Close>> {
    with_tools().into_iter().map(|(resource, _)| resource).collect()
}

/// The resources that tell no more than the tools of these names do.
pub fn resources_for(tools: &[&str]) -> Vec<Resource<Close>> {
    with_tools().into_iter().filter(|(_, tool)| tools.contains(tool)).map(|(resource, _)| resource).collect()
}

/// Each resource with the tool that tells the same.
fn with_tools() -> [(Resource<Close>, &'static str); 3] {
    [
        (organization::resource(), "org_info"),
        (custom_fields::resource(), "find_lead_custom_fields"),
        (pipelines::resource(), "find_pipelines_and_opportunity_statuses"),
    ]
    .map(|(resource, tool)| (resource.context_per_call(Close::for_call), tool))
}

/// The organization, and the user to whom the credential belongs.
#[resource(uri = "close://organization", title = "Organization", public)]
async fn organization(crm: &Close) -> Result<OrganizationInfo, ToolError> {
    org_info(crm, AskOrganization::default()).await
}

/// The custom fields of each type of object.
#[derive(Serialize)]
struct CustomFieldsByType {
    lead: Vec<Record<CustomFieldDefinition>>,
    contact: Vec<Record<CustomFieldDefinition>>,
    opportunity: Vec<Record<CustomFieldDefinition>>,
}

/// The custom fields of leads, contacts and opportunities: names, types, choices.
#[resource(name = "custom-fields", uri = "close://custom-fields", title = "Custom fields", public)]
async fn custom_fields(crm: &Close) -> Result<CustomFieldsByType, ToolError> {
    let all = ["lead", "contact", "opportunity"].map(async |object_type| {
        let fields = crm.custom_fields_of(object_type).await?.into_records().into_iter();
        Ok::<Vec<_>, ToolError>(fields.map(|field| field.showing(Fields::Slim)).collect())
    });
    let mut all = try_join_all(all).await?.into_iter();
    let [lead, contact, opportunity] = std::array::from_fn(|_| all.next().unwrap_or_default());
    Ok(CustomFieldsByType { lead, contact, opportunity })
}

/// The pipelines and the statuses in them, with ids.
#[resource(uri = "close://pipelines", title = "Pipelines", public)]
async fn pipelines(crm: &Close) -> Result<FoundPage<ClosePipeline>, ToolError> {
    let all = Find::<Every<ClosePipeline>> { paging: Paging::first(100), ..Find::default() };
    find_pipelines_and_opportunity_statuses(crm, all).await
}
