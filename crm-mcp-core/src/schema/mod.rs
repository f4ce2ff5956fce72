//! JSON Schemas in the dialect that every MCP client accepts.
//!
//! The [dialect](dialect) is a set of types. A schema is [read](read) from what schemars makes of a Rust type; what the
//! dialect cannot say is refused there. There are three views of it: the JSON that clients are shown ([render](render)),
//! the form of a question ([form](form)) and the shape of a tool's result ([result](result)). Arguments are checked by the
//! same schema that is shown.

mod dialect;
mod error;
mod form;
mod keywords;
mod kinds;
mod limits;
mod mirrored;
mod path;
mod read;
mod render;
mod result;
#[cfg(test)]
pub(crate) mod tests;

pub(crate) use dialect::{
    ArraySchema, Choice, IntegerSchema, ObjectSchema, Others, Property, Schema, StringSchema, ValueKind,
};
pub use error::SchemaError;
pub(crate) use form::Form;
pub(crate) use limits::Limits;
pub(crate) use mirrored::MirroredField;
pub(crate) use path::Path;
pub(crate) use render::OpenSchema;
pub(crate) use result::{ResultShape, ShownResult, WRAPPER};
