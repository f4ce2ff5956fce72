//! What a tool's result is: its form on the wire follows from the schema of its type.

use schemars::generate::SchemaSettings;

use super::{Kind, Object, Others, Path, Property, Reader, Schema, SchemaError};
use crate::tools::Output;

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
}

/// The field that holds a result that is not an object.
pub(crate) const WRAPPER: &str = "result";

impl ResultShape {
    /// The shape of results of this type.
    pub(crate) fn of<T: Output>() -> Result<Self, SchemaError> {
        let settings = SchemaSettings::default().for_serialize();
        let Some(schema) = T::schema(Reader::generator(settings)) else { return Ok(Self::Content) };
        if schema.get("type").is_some_and(|name| name == "null") {
            return Ok(Self::Nothing);
        }
        let root = Reader::Output.root(schema, &Path::Root("result"))?;
        Ok(match &root.kind {
            Kind::String(text) if text.choices.is_empty() && !root.nullable => Self::Text,
            _ if root.is_object() => Self::Record(root),
            _ => Self::Wrapped(root.wrapped()),
        })
    }

    /// The schema of the structured content, if there is such content.
    pub(crate) fn schema(&self) -> Option<&Schema> {
        match self {
            Self::Record(schema) | Self::Wrapped(schema) => Some(schema),
            Self::Content | Self::Nothing | Self::Text => None,
        }
    }
}

impl Schema {
    /// Whether each value that fits is an object, as those of an enum with a tag are.
    pub(super) fn is_object(&self) -> bool {
        let of_kind = match &self.kind {
            Kind::Object(_) => true,
            Kind::AnyOf(branches) => branches.iter().all(Self::is_object),
            _ => false,
        };
        of_kind && !self.nullable
    }

    /// The schema of an object with a value of this one in its only field.
    fn wrapped(self) -> Self {
        let schema = Reader::Output.present(self);
        let name = WRAPPER.to_owned();
        let property = Property { name, aliases: Vec::new(), hidden: false, required: true, schema };
        Self::new(Kind::Object(Object { properties: vec![property], others: Others::Unsaid }))
    }
}
