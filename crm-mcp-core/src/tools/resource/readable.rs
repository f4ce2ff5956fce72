//! What the function of a resource may return.

use serde::Serialize;

use crate::wire::{ResourceData, ToolError};

/// What a resource may be: a record, [`Text`] or [`Bytes`].
///
/// A record is any type that serialises; it is read as JSON.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read as a resource",
    label = "a resource is a record that serialises, `Text` or `Bytes`",
    note = "derive it: `#[derive(serde::Serialize)]`"
)]
pub trait Readable {
    /// The MIME type where the resource states none.
    const MIME_TYPE: &'static str;

    /// What is read.
    fn read(self) -> Result<ResourceData, ToolError>;
}

#[diagnostic::do_not_recommend]
impl<T: Serialize> Readable for T {
    const MIME_TYPE: &'static str = "application/json";

    fn read(self) -> Result<ResourceData, ToolError> {
        serde_json::to_string(&self).map(ResourceData::from_text).map_err(ToolError::internal)
    }
}

/// A resource that is text: `text/plain`, if it states nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text(pub String);

impl Readable for Text {
    const MIME_TYPE: &'static str = "text/plain";

    fn read(self) -> Result<ResourceData, ToolError> {
        Ok(ResourceData::from_text(self.0))
    }
}

/// A resource that is bytes: `application/octet-stream`, if it states nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bytes(pub Vec<u8>);

impl Readable for Bytes {
    const MIME_TYPE: &'static str = "application/octet-stream";

    fn read(self) -> Result<ResourceData, ToolError> {
        Ok(ResourceData::from_bytes(self.0))
    }
}
