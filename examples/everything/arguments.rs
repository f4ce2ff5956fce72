//! What arguments may be: an argument that clients repeat in a header, and arguments whose schema is written by hand.

use crm_mcp_core::{Arguments, Content, Effect, Tool, ToolError, ToolSpec, tool, tools};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::Everything;

pub(crate) fn tools() -> Vec<Tool<Everything>> {
    let mut tools = tools![test_header];
    tools.push(json_schema_2020_12_tool());
    tools
}

#[derive(Deserialize, JsonSchema)]
struct Routed {
    /// Where the request is to be answered
    #[schemars(extend("x-mcp-header" = "Region"))]
    region: String,
}

/// Takes an argument that proxies on the way can read in a header.
#[tool(read, public)]
async fn test_header(_: &Everything, Routed { region }: Routed) -> Result<Content, ToolError> {
    Ok(Content::text(format!("Answered in {region}.")))
}

/// A tool made without the attribute, since no Rust type says what its schema does.
fn json_schema_2020_12_tool() -> Tool<Everything> {
    let spec = ToolSpec::new("json_schema_2020_12_tool", Effect::Read)
        .description("Tool with JSON Schema 2020-12 features")
        .public();
    Tool::new(spec, Arguments::with_schema(contact_schema()), |_, contact, _| Box::pin(show(contact)))
}

async fn show(contact: Map<String, Value>) -> Result<Content, ToolError> {
    Ok(Content::text(Value::Object(contact).to_string()))
}

/// Somebody who can be reached by telephone or by mail, whichever they prefer.
fn contact_schema() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "$defs": {
            "address": {
                "$anchor": "addressDef",
                "type": "object",
                "properties": { "street": { "type": "string" }, "city": { "type": "string" } },
            },
        },
        "properties": {
            "name": { "type": "string" },
            "address": { "$ref": "#/$defs/address" },
            "contactMethod": { "type": "string", "enum": ["phone", "email"] },
            "phone": { "type": "string" },
            "email": { "type": "string" },
        },
        "allOf": [{ "anyOf": [{ "required": ["phone"] }, { "required": ["email"] }] }],
        "if": { "properties": { "contactMethod": { "const": "phone" } }, "required": ["contactMethod"] },
        "then": { "required": ["phone"] },
        "else": { "required": ["email"] },
        "additionalProperties": false,
    })
}
