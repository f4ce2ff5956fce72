//! What becomes of schemas in strict mode, which authors may write by hand.

use crm_mcp_core::{
    Arguments, Caller, Effect, Tool, ToolSpec, Toolset,
    agents::{AnthropicTool, NotStrict, ResponsesTool, ToolDefinition},
};
use serde_json::{Value, json};

/// The definition of a tool whose only field has this schema.
fn with_field(schema: &Value) -> ToolDefinition {
    with_schema(json!({ "type": "object", "properties": { "field": schema }, "required": ["field"] }))
}

fn with_schema(schema: Value) -> ToolDefinition {
    let spec = ToolSpec::new("by_hand", Effect::Read).description("Takes anything.").public();
    let arguments = Arguments::<Value>::with_schema(schema);
    let tool = Tool::new(spec, arguments, |_: &str, arguments, _| {
        Box::pin(async move { Ok::<Value, crm_mcp_core::ToolError>(arguments) })
    });
    Toolset::new([tool]).unwrap().definitions(&Caller::trusted("me")).next().unwrap()
}

fn reduced(schema: &Value) -> Result<Value, NotStrict> {
    Ok(AnthropicTool::strict(with_field(schema))?.input_schema["properties"]["field"].take())
}

#[test]
fn constraints_that_strict_modes_refuse_are_told_in_the_description() {
    for (schema, expected) in [
        (
            json!({ "type": "string", "description": "A name.", "minLength": 2, "pattern": "^a" }),
            json!({ "type": "string", "description": "A name. (minLength: 2, pattern: \"^a\")" }),
        ),
        (
            json!({ "type": "integer", "minimum": 1, "exclusiveMaximum": 9, "multipleOf": 2, "default": 4 }),
            json!({ "type": "integer", "description": "(default: 4, exclusiveMaximum: 9, minimum: 1, multipleOf: 2)" }),
        ),
        (
            json!({ "type": "array", "items": { "type": "number", "maximum": 3 }, "maxItems": 5, "uniqueItems": true }),
            json!({
                "type": "array", "items": { "type": "number", "description": "(maximum: 3)" },
                "description": "(maxItems: 5, uniqueItems: true)",
            }),
        ),
        (json!({ "type": "string", "format": "date" }), json!({ "type": "string", "format": "date" })),
        (json!({ "type": "string", "format": "uri" }), json!({ "type": "string", "description": "(format: \"uri\")" })),
        (json!({ "enum": ["a", 1], "title": "A", "$comment": "b" }), json!({ "enum": ["a", 1] })),
        (
            json!({ "anyOf": [{ "type": "string", "maxLength": 3 }, { "type": "null" }] }),
            json!({ "anyOf": [{ "type": "string", "description": "(maxLength: 3)" }, { "type": "null" }] }),
        ),
    ] {
        assert_eq!(reduced(&schema).unwrap(), expected, "{schema}");
    }
}

#[test]
fn what_strict_modes_cannot_describe_is_refused_with_its_place() {
    let any_name = "may have fields of any name";
    for (schema, field, problem) in [
        (json!({ "type": "object" }), "field", any_name),
        (json!({ "type": ["object", "null"], "additionalProperties": true }), "field", any_name),
        (json!({ "type": "object", "additionalProperties": { "type": "string" } }), "field", any_name),
        (json!({ "type": "object", "properties": { "a": {} } }), "field.a", "may be anything"),
        (json!({ "type": "array", "items": true }), "field[]", "may be anything"),
        (json!({ "type": "array", "items": { "anyOf": [{ "$ref": "#" }] } }), "field[]", "may be anything"),
        (json!({ "type": "string", "not": { "const": "a" } }), "field", "has the keyword `not`"),
        (json!({ "type": "object", "properties": {}, "anyOf": [] }), "field", "has the keyword `anyOf`"),
    ] {
        let error = reduced(&schema).unwrap_err();
        assert_eq!(error.field(), field, "{schema}");
        assert_eq!(error.to_string(), format!("the tool `by_hand` cannot be strict: {field} {problem}"));
    }
    let error = ResponsesTool::strict(with_schema(json!({ "type": "object" }))).unwrap_err();
    assert_eq!(error.to_string(), "the tool `by_hand` cannot be strict: arguments may have fields of any name");
}

#[test]
fn an_object_has_its_fields_and_no_others() {
    let nested = json!({ "type": "object", "properties": { "b": { "type": "string" }, "a": { "type": "boolean" } }, "required": ["b"] });
    assert_eq!(
        reduced(&nested).unwrap(),
        json!({
            "type": "object", "properties": { "a": { "type": "boolean" }, "b": { "type": "string" } },
            "required": ["b"], "additionalProperties": false,
        })
    );
    let responses = ResponsesTool::strict(with_field(&nested)).unwrap();
    assert_eq!(
        responses.parameters["properties"]["field"],
        json!({
            "type": "object",
            "properties": { "a": { "anyOf": [{ "type": "boolean" }, { "type": "null" }] }, "b": { "type": "string" } },
            "required": ["a", "b"], "additionalProperties": false,
        })
    );
}
