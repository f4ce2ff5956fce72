//! `x-mcp-header`: the fields that an HTTP client repeats in headers (specification 2026-07-28,
//! `basic/transports/streamable-http`).

use std::collections::HashSet;

use serde_json::Value;

use super::{error::SchemaError, keywords::HEADER, path::Path};

/// A field whose value a header repeats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MirroredField {
    /// The name of the header, without the beginning that all of them share.
    pub(crate) header: String,
    /// The names of the fields that lead to it from the root.
    pub(crate) path: Vec<String>,
    pub(crate) is_integer: bool,
}

impl MirroredField {
    /// The fields of a schema, or why clients would drop the tool that has it.
    pub(crate) fn all(schema: &Value) -> Result<Vec<Self>, SchemaError> {
        let mut fields = Vec::new();
        collect(schema, &Path::Root("arguments"), &mut Vec::new(), &mut fields)?;
        let mut headers = HashSet::new();
        match fields.iter().find(|field| !headers.insert(field.header.to_ascii_lowercase())) {
            None => Ok(fields),
            Some(field) => {
                let problem = format!("two of its fields have the header `{}`", field.header);
                Err(SchemaError::new(&Path::Root("arguments"), problem, "give each its own, whatever the case"))
            }
        }
    }
}

fn collect(
    schema: &Value,
    path: &Path<'_>,
    names: &mut Vec<String>,
    fields: &mut Vec<MirroredField>,
) -> Result<(), SchemaError> {
    let Value::Object(keywords) = schema else { return Ok(()) };
    if let Some(header) = keywords.get(HEADER) {
        fields.push(field(header, &schema["type"], path, names)?);
    }
    for (keyword, value) in keywords {
        match (keyword.as_str(), value) {
            (HEADER, _) => {}
            ("properties", Value::Object(properties)) => {
                for (name, property) in properties {
                    names.push(name.clone());
                    collect(property, &Path::Field(path, name), names, fields)?;
                    names.pop();
                }
            }
            _ if mentions(value) => {
                let problem = format!("`{HEADER}` stands where it need not apply");
                return Err(SchemaError::new(path, problem, "put it on fields of structs only"));
            }
            _ => {}
        }
    }
    Ok(())
}

fn field(header: &Value, kind: &Value, path: &Path<'_>, names: &[String]) -> Result<MirroredField, SchemaError> {
    let is_token = |header: &&str| !header.is_empty() && header.bytes().all(is_token_byte);
    let Some(header) = header.as_str().filter(is_token) else {
        let problem = format!("its `{HEADER}` is not a valid name of a header");
        return Err(SchemaError::new(path, problem, "write letters, digits and hyphens"));
    };
    if !matches!(kind.as_str(), Some("string" | "integer" | "boolean")) {
        let problem = format!("`{HEADER}` cannot carry its type");
        return Err(SchemaError::new(path, problem, "keep it to strings, integers and booleans"));
    }
    Ok(MirroredField { header: header.to_owned(), path: names.to_vec(), is_integer: kind == "integer" })
}

/// RFC 9110, 5.6.2.
fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

/// Whether the keyword stands anywhere in a schema.
fn mentions(value: &Value) -> bool {
    match value {
        Value::Object(members) => members.contains_key(HEADER) || members.values().any(mentions),
        Value::Array(items) => items.iter().any(mentions),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::MirroredField;

    fn fault(properties: &Value) -> String {
        MirroredField::all(&json!({ "type": "object", "properties": properties })).unwrap_err().to_string()
    }

    #[test]
    fn fields_at_any_depth_are_found() {
        let schema = json!({ "type": "object", "properties": {
            "region": { "type": "string", "x-mcp-header": "Region" },
            "page": { "type": "object", "properties": { "size": { "type": "integer", "x-mcp-header": "Page-Size" } } },
        } });
        let field = |header: &str, path: &[&str], is_integer| MirroredField {
            header: header.to_owned(),
            path: path.iter().map(|name| (*name).to_owned()).collect(),
            is_integer,
        };
        let mut fields = MirroredField::all(&schema).unwrap();
        fields.sort_by(|one, other| other.header.cmp(&one.header));
        assert_eq!(fields, [field("Region", &["region"], false), field("Page-Size", &["page", "size"], true)]);
    }

    #[test]
    fn what_clients_would_drop_is_refused() {
        for header in [json!(""), json!("a b"), json!("a\r\nb"), json!("ä"), json!(1)] {
            let fault = fault(&json!({ "region": { "type": "string", "x-mcp-header": header } }));
            assert!(
                fault.contains("region of the arguments: its `x-mcp-header` is not a valid name of a header"),
                "{fault}"
            );
        }
        for kind in ["number", "array", "object"] {
            let fault = fault(&json!({ "region": { "type": kind, "x-mcp-header": "R" } }));
            assert!(fault.contains("cannot carry its type"), "{fault}");
        }
        let marked = json!({ "type": "string", "x-mcp-header": "R" });
        let mut lower = marked.clone();
        lower["x-mcp-header"] = json!("r");
        assert!(fault(&json!({ "a": marked, "b": lower })).contains("have the header"));
        for keyword in ["items", "additionalProperties", "not"] {
            assert!(fault(&json!({ "a": { keyword: marked } })).contains("where it need not apply"), "{keyword}");
        }
        assert!(fault(&json!({ "a": { "anyOf": [marked, { "type": "null" }] } })).contains("where it need not apply"));
    }
}
