//! From the schemas of OpenAPI 3.0 to JSON Schema: what constrains is kept, what explains is left out.

use serde_json::{Map, Value, json};

const PROSE: [&str; 6] = ["title", "description", "example", "examples", "externalDocs", "xml"];

/// The JSON Schema that says the same as this schema of OpenAPI 3.0, whose references are resolved.
pub(crate) fn json_schema(openapi: &Value) -> Value {
    let Value::Object(keywords) = openapi else { return openapi.clone() };
    let mut schema = Map::new();
    for (keyword, value) in keywords {
        let value = match keyword.as_str() {
            "properties" => properties(value),
            "items" | "additionalProperties" | "not" => json_schema(value),
            "allOf" | "anyOf" | "oneOf" => variants(value),
            "required" => sorted(value),
            // No type of JSON Schema; to have none means the same.
            "type" if value == "any" => continue,
            "nullable" => continue,
            word if PROSE.contains(&word) || word.starts_with("x-") => continue,
            _ => value.clone(),
        };
        schema.insert(keyword.clone(), value);
    }
    unwrap_single(&mut schema);
    if keywords.get("nullable") == Some(&Value::Bool(true)) {
        allow_null(&mut schema);
    }
    Value::Object(schema)
}

/// The schema, with properties that it does not declare refused, at any depth.
///
/// The documents do not say so, but the vendor's API does: "property X should not exist", with status 422.
pub(crate) fn closed(mut schema: Value) -> Value {
    close(&mut schema);
    schema
}

fn close(schema: &mut Value) {
    let Value::Object(keywords) = schema else { return };
    if keywords.contains_key("properties") {
        keywords.entry("additionalProperties").or_insert(Value::Bool(false));
    }
    for (keyword, value) in keywords {
        match keyword.as_str() {
            "properties" => value.as_object_mut().into_iter().flatten().for_each(|(_, property)| close(property)),
            "items" => close(value),
            "anyOf" | "oneOf" => value.as_array_mut().into_iter().flatten().for_each(close),
            _ => {}
        }
    }
}

fn properties(value: &Value) -> Value {
    let properties = value.as_object().into_iter().flatten();
    properties.map(|(name, schema)| (name.clone(), json_schema(schema))).collect::<Map<_, _>>().into()
}

/// The schemas of a list, each once: several differ in their examples only.
fn variants(value: &Value) -> Value {
    let mut variants = Vec::new();
    for schema in value.as_array().into_iter().flatten().map(json_schema) {
        if !variants.contains(&schema) {
            variants.push(schema);
        }
    }
    variants.into()
}

fn sorted(value: &Value) -> Value {
    let mut names = value.as_array().cloned().unwrap_or_default();
    names.sort_by_key(Value::to_string);
    names.into()
}

/// `allOf` with one schema is how OpenAPI 3.0 says something beside a reference.
fn unwrap_single(schema: &mut Map<String, Value>) {
    let Some([Value::Object(only)]) = schema.get("allOf").and_then(Value::as_array).map(Vec::as_slice) else { return };
    let only = only.clone();
    schema.remove("allOf");
    for (keyword, value) in only {
        schema.entry(keyword).or_insert(value);
    }
}

fn allow_null(schema: &mut Map<String, Value>) {
    if let Some(kind) = schema.get_mut("type") {
        *kind = json!([kind, "null"]);
    }
    if let Some(Value::Array(allowed)) = schema.get_mut("enum") {
        allowed.push(Value::Null);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_constrains_is_kept_and_what_explains_is_not() {
        let openapi = json!({
            "type": "object", "description": "A person", "required": ["name", "age"], "x-order": 1,
            "properties": {
                "description": {"type": "string", "nullable": true, "example": "tall"},
                "mood": {"nullable": true, "allOf": [{"type": "string", "enum": ["good"], "title": "Mood"}]},
                "age": {"anyOf": [{"type": "number", "example": 1}, {"type": "number", "example": 2}, {"type": "any"}]},
            }
        });
        let expected = json!({
            "type": "object", "required": ["age", "name"],
            "properties": {
                "description": {"type": ["string", "null"]},
                "mood": {"type": ["string", "null"], "enum": ["good", null]},
                "age": {"anyOf": [{"type": "number"}, {}]},
            }
        });
        assert_eq!(json_schema(&openapi), expected);
    }

    #[test]
    fn a_closed_schema_refuses_what_it_does_not_declare_at_any_depth() {
        let inner = json!({"type": "object", "properties": {"id": {}, "open": {"type": "object"}}});
        let schema = closed(json!({"properties": {"one": inner, "many": {"items": {"anyOf": [inner]}}}}));
        for pointer in ["", "/properties/one", "/properties/many/items/anyOf/0"] {
            assert_eq!(schema.pointer(pointer).unwrap()["additionalProperties"], false, "{pointer}");
        }
        assert_eq!(schema.pointer("/properties/one/properties/open").unwrap(), &json!({"type": "object"}));
    }
}
