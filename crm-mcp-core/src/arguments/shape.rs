//! What clients are shown of a tool's arguments, and how the arguments are checked.

use serde_json::{Value, json};

use crate::schema::{MirroredField, Schema, SchemaError};

/// What clients are shown of arguments, and how these are checked.
pub(crate) struct Shape {
    pub(crate) kind: ShapeKind,
    /// The fields that HTTP clients repeat in headers.
    pub(crate) mirrored: Vec<MirroredField>,
}

pub(crate) enum ShapeKind {
    /// By a schema that is shown and checked.
    Checked(Box<Schema>),
    /// By the type alone; the schema is only shown.
    Verbatim(Value),
}

impl Shape {
    /// The shape of a tool's arguments with this schema.
    pub(super) fn checked(schema: Schema) -> Result<Self, SchemaError> {
        let mirrored = MirroredField::all(&json!(schema))?;
        Ok(Self { kind: ShapeKind::Checked(Box::new(schema)), mirrored })
    }

    /// The shape of an answer to a form with this schema. No header repeats a field of it.
    pub(super) fn of_form(schema: Schema) -> Self {
        Self { kind: ShapeKind::Checked(Box::new(schema)), mirrored: Vec::new() }
    }

    /// The shape of a tool's arguments that clients are shown this schema of.
    pub(super) fn verbatim(schema: Value) -> Result<Self, SchemaError> {
        Schema::check_verbatim(&schema, "arguments")?;
        let mirrored = MirroredField::all(&schema)?;
        Ok(Self { kind: ShapeKind::Verbatim(schema), mirrored })
    }
}
