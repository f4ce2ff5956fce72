//! The fields of arguments that come as text, one by one: the arguments of a prompt, the variables of a URI.

use super::{shape::ShapeKind, typed::Arguments};
use crate::schema::{Property, Schema, SchemaError, ValueKind};

/// One field.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) required: bool,
    /// Whether a text can stand for its value.
    pub(crate) is_plain: bool,
}

impl<P> Arguments<P> {
    /// The fields that are shown.
    pub(crate) fn fields(&self) -> Result<Vec<Field>, SchemaError> {
        let shape = self.shape().map_err(Clone::clone)?;
        match &shape.kind {
            ShapeKind::Checked(schema) => match &schema.kind {
                ValueKind::Object(object) => Ok(object.shown().map(Field::of).collect()),
                _ => Ok(Vec::new()),
            },
            ShapeKind::Verbatim(_) => Ok(Vec::new()),
        }
    }
}

impl Field {
    fn of(property: &Property) -> Self {
        let Schema { kind, .. } = &property.schema;
        Self {
            name: property.name.clone(),
            description: property.schema.description().map(Into::into),
            required: property.required,
            is_plain: matches!(
                kind,
                ValueKind::String(_) | ValueKind::Integer(_) | ValueKind::Number(_) | ValueKind::Boolean
            ),
        }
    }
}
