//! The reduced copy of a tool's schema for the strict modes of models' APIs.

use serde_json::{Map, Value, json};

use super::definition::ToolDefinition;
use crate::schema::Path;

/// Why a tool cannot be given in strict mode.
///
/// The text names the tool, the field and what is wrong with it. Such a tool can be given without strict mode: its
/// arguments are checked against the full schema all the same.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the tool `{tool}` cannot be strict: {field} {problem}")]
pub struct NotStrict {
    tool: String,
    field: String,
    problem: String,
}

impl NotStrict {
    /// The name of the tool.
    pub fn tool(&self) -> &str {
        &self.tool
    }

    /// The field that strict mode cannot describe, such as `customFields` or `tags[].color`; `arguments` for the whole.
    pub fn field(&self) -> &str {
        &self.field
    }
}

/// How an API wants it said that a field may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OptionalField {
    /// `required` does not name it.
    Absent,
    /// `required` names it, and it may be `null`.
    Null,
}

/// Keywords that each strict mode takes as they are.
const KEPT: [&str; 4] = ["const", "description", "enum", "type"];

/// Formats that each strict mode knows.
const FORMATS: [&str; 9] = ["date", "date-time", "duration", "email", "hostname", "ipv4", "ipv6", "time", "uuid"];

/// Keywords that some strict mode refuses. The description tells them instead.
const TOLD: [&str; 15] = [
    "default",
    "deprecated",
    "examples",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "maxItems",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minimum",
    "multipleOf",
    "pattern",
    "uniqueItems",
];

/// Keywords that tell a model nothing.
const IDLE: [&str; 5] = ["$comment", "$id", "$schema", "title", "x-mcp-header"];

impl ToolDefinition {
    /// The same definition, with a schema for a strict mode.
    pub(super) fn strict(self, optional: OptionalField) -> Result<Self, NotStrict> {
        match optional.reduce(&self.input_schema, &Path::Root("arguments")) {
            Ok(input_schema) => Ok(Self { input_schema, ..self }),
            Err(Obstacle { field, problem }) => Err(NotStrict { tool: self.name, field, problem }),
        }
    }
}

/// What in a schema cannot be said in strict mode.
struct Obstacle {
    field: String,
    problem: String,
}

impl Obstacle {
    fn new(path: &Path<'_>, problem: impl Into<String>) -> Self {
        Self { field: path.to_string(), problem: problem.into() }
    }
}

impl OptionalField {
    /// The copy of a schema that strict mode takes.
    fn reduce(self, schema: &Value, path: &Path<'_>) -> Result<Value, Obstacle> {
        let Some(keywords) = schema.as_object().filter(|keywords| says_a_type(keywords)) else {
            return Err(Obstacle::new(path, "may be anything"));
        };
        let (mut reduced, mut told) = (Map::new(), Vec::new());
        for (keyword, value) in keywords {
            let value = match &**keyword {
                "additionalProperties" | "properties" | "required" => continue,
                "anyOf" if !takes_object(keywords) => self.reduce_branches(value, path)?,
                "items" => self.reduce(value, &Path::Items(path))?,
                "format" if FORMATS.iter().any(|format| value == format) => value.clone(),
                keyword if KEPT.contains(&keyword) => value.clone(),
                keyword if IDLE.contains(&keyword) => continue,
                keyword if TOLD.contains(&keyword) => {
                    told.push(format!("{keyword}: {value}"));
                    continue;
                }
                keyword => return Err(Obstacle::new(path, format!("has the keyword `{keyword}`"))),
            };
            reduced.insert(keyword.clone(), value);
        }
        if !told.is_empty() {
            describe(&mut reduced, &told.join(", "));
        }
        if takes_object(keywords) {
            self.reduce_object(keywords, &mut reduced, path)?;
        }
        Ok(reduced.into())
    }

    fn reduce_branches(self, branches: &Value, path: &Path<'_>) -> Result<Value, Obstacle> {
        let branches = branches.as_array().into_iter().flatten();
        branches.map(|branch| self.reduce(branch, path)).collect()
    }

    /// Adds what an object has: its fields, and that it has no others.
    fn reduce_object(
        self,
        keywords: &Map<String, Value>,
        reduced: &mut Map<String, Value>,
        path: &Path<'_>,
    ) -> Result<(), Obstacle> {
        let is_closed = match keywords.get("additionalProperties") {
            Some(others) => others == false,
            None => keywords.contains_key("properties"),
        };
        if !is_closed {
            return Err(Obstacle::new(path, "may have fields of any name"));
        }
        let required: Vec<_> = keywords.get("required").and_then(Value::as_array).into_iter().flatten().collect();
        let mut properties = Map::new();
        for (name, schema) in keywords.get("properties").and_then(Value::as_object).into_iter().flatten() {
            let schema = self.reduce(schema, &Path::Field(path, name))?;
            let is_null_instead = self == Self::Null && !required.iter().any(|required| *required == name);
            properties.insert(name.clone(), if is_null_instead { nullable(schema) } else { schema });
        }
        let required = match self {
            Self::Absent => json!(required),
            Self::Null => properties.keys().cloned().collect(),
        };
        reduced.insert("properties".to_owned(), properties.into());
        reduced.insert("required".to_owned(), required);
        reduced.insert("additionalProperties".to_owned(), false.into());
        Ok(())
    }
}

/// Whether a schema says what type of value it takes.
fn says_a_type(keywords: &Map<String, Value>) -> bool {
    ["anyOf", "const", "enum", "type"].iter().any(|keyword| keywords.contains_key(*keyword))
}

/// Adds to the description what the other keywords cannot say.
fn describe(reduced: &mut Map<String, Value>, told: &str) {
    let description = match reduced.get("description").and_then(Value::as_str) {
        Some(own) => format!("{own} ({told})"),
        None => format!("({told})"),
    };
    reduced.insert("description".to_owned(), description.into());
}

/// Whether an object fits.
fn takes_object(keywords: &Map<String, Value>) -> bool {
    match keywords.get("type") {
        Some(Value::Array(types)) => types.iter().any(|name| name == "object"),
        Some(name) => name == "object",
        None => false,
    }
}

/// The schema that takes `null` as well, with the description where a model looks for it.
fn nullable(mut schema: Value) -> Value {
    let description = schema.as_object_mut().and_then(|keywords| keywords.remove("description"));
    let mut nullable = json!({ "anyOf": [schema, { "type": "null" }] });
    if let Some(description) = description {
        nullable["description"] = description;
    }
    nullable
}
