//! The shape of a tool's result on the wire, which follows from the schema of its type.

use schemars::{SchemaGenerator, generate::SchemaSettings};
use serde::Serialize;
use serde_json::Value;

use super::{
    dialect::{ObjectSchema, Others, Property, Schema, ValueKind},
    error::SchemaError,
    path::Path,
    read::Reader,
    render::Rooted,
};

/// What a result is made into.
#[derive(Debug)]
pub(crate) enum ResultShape {
    /// Content that the function made itself.
    Content,
    /// Nothing: `()`.
    Nothing,
    /// Text: a string of any length and kind.
    Text,
    /// An object, by its schema.
    Record(Schema),
    /// Any other value, in an object of one field: `{"result": …}`, with the schema of that object.
    Wrapped(Schema),
    /// An object, with a schema that is shown as it is.
    Verbatim(Value),
}

/// The field that holds a result that is not an object.
pub(crate) const WRAPPER: &str = "result";

impl ResultShape {
    /// What makes the schemas of results.
    pub(crate) fn generator() -> SchemaGenerator {
        Reader::generator(SchemaSettings::default().for_serialize())
    }

    /// The shape of results with this schema, which a [`generator`](Self::generator) has made. Content has no schema.
    pub(crate) fn of(schema: Option<schemars::Schema>) -> Result<Self, SchemaError> {
        let Some(schema) = schema else { return Ok(Self::Content) };
        if schema.get("type").is_some_and(|name| name == "null") {
            return Ok(Self::Nothing);
        }
        let root = Reader::Output.root(schema, &Path::Root("result"))?;
        Ok(match &root.kind {
            ValueKind::String(text) if text.choices.is_empty() && !root.nullable => Self::Text,
            _ if root.is_object() => Self::Record(root),
            _ => Self::Wrapped(wrapped(root)),
        })
    }

    /// The shape of results that clients are shown this schema of.
    pub(crate) fn verbatim(schema: Value) -> Result<Self, SchemaError> {
        Schema::check_verbatim(&schema, "result").map(|()| Self::Verbatim(schema))
    }

    /// The schema of the structured content, if there is such content.
    pub(crate) fn shown(&self) -> Option<ShownResult<'_>> {
        match self {
            Self::Record(schema) | Self::Wrapped(schema) => Some(ShownResult::Rooted(Rooted(schema))),
            Self::Verbatim(schema) => Some(ShownResult::Verbatim(schema)),
            Self::Content | Self::Nothing | Self::Text => None,
        }
    }
}

/// The schema of structured content, as clients are shown it.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum ShownResult<'a> {
    Rooted(Rooted<'a>),
    Verbatim(&'a Value),
}

/// The schema of an object with a value of this schema in its only field.
fn wrapped(schema: Schema) -> Schema {
    let schema = Reader::Output.present(schema);
    let name = WRAPPER.to_owned();
    let property = Property { name, aliases: Vec::new(), hidden: false, required: true, schema };
    Schema::new(ValueKind::Object(ObjectSchema { properties: vec![property], others: Others::Unsaid }))
}
