//! Resources: of text, of bytes, and one under each URI of a template.

use crm_mcp_core::{Resource, ResourceBytes, ToolError, resource, resources};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Everything, content::PIXEL};

pub(crate) fn resources() -> Vec<Resource<Everything>> {
    resources![static_text, static_binary, template_data]
}

/// A text.
#[resource(uri = "test://static-text", public)]
async fn static_text(_: &Everything) -> Result<String, ToolError> {
    Ok("This is the content of the static text resource.".to_owned())
}

/// A picture.
#[resource(uri = "test://static-binary", mime_type = "image/png", public)]
async fn static_binary(_: &Everything) -> Result<ResourceBytes, ToolError> {
    Ok(ResourceBytes(PIXEL.to_owned()))
}

#[derive(Deserialize, JsonSchema)]
struct RecordRef {
    id: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Record {
    id: String,
    template_test: bool,
    data: String,
}

/// A record for each id.
#[resource(uri = "test://template/{id}/data", public)]
async fn template_data(_: &Everything, RecordRef { id }: RecordRef) -> Result<Record, ToolError> {
    let data = format!("Data for ID: {id}");
    Ok(Record { id, template_test: true, data })
}
