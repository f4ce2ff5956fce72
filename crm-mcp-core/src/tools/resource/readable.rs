//! What the function of a resource may return.

use std::{any::TypeId, borrow::Cow};

use serde::Serialize;

use crate::wire::{ResourceData, ToolError};

/// What a resource may be: text, a record or bytes.
///
/// | type | what is read | MIME type |
/// |---|---|---|
/// | `String`, `&'static str`, `Cow<'static, str>` | the text | `text/plain` |
/// | any other type that serialises | its JSON | `application/json` |
/// | [`ResourceBytes`] | the bytes | `application/octet-stream` |
///
/// A resource that states a MIME type has that one.
///
/// For what is none of these, implement it for a type of your own that does not serialise:
///
/// ```
/// use crm_mcp_core::{Readable, ResourceData, ToolError};
///
/// struct Page {
///     title: String,
/// }
///
/// impl Readable for Page {
///     fn mime_type() -> &'static str {
///         "text/html"
///     }
///
///     fn read(self) -> Result<ResourceData, ToolError> {
///         Ok(ResourceData::text(format!("<h1>{}</h1>", self.title)))
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read as a resource",
    label = "a resource is text, a record that serialises, or `ResourceBytes`",
    note = "derive it: `#[derive(serde::Serialize)]`"
)]
pub trait Readable {
    /// The MIME type where the resource states none.
    fn mime_type() -> &'static str;

    /// What is read.
    fn read(self) -> Result<ResourceData, ToolError>;
}

#[diagnostic::do_not_recommend]
impl<T: Serialize + 'static> Readable for T {
    fn mime_type() -> &'static str {
        if is_text::<T>() { "text/plain" } else { "application/json" }
    }

    fn read(self) -> Result<ResourceData, ToolError> {
        let json = serde_json::to_string(&self).map_err(ToolError::internal)?;
        if is_text::<T>() {
            return serde_json::from_str::<String>(&json).map(ResourceData::text).map_err(ToolError::internal);
        }
        Ok(ResourceData::text(json))
    }
}

/// Whether values of this type are read as they are, and not as JSON.
fn is_text<T: 'static>() -> bool {
    let texts = [TypeId::of::<String>(), TypeId::of::<&'static str>(), TypeId::of::<Cow<'static, str>>()];
    texts.contains(&TypeId::of::<T>())
}

/// A resource that is bytes: `application/octet-stream`, if it states nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceBytes(pub Vec<u8>);

impl Readable for ResourceBytes {
    fn mime_type() -> &'static str {
        "application/octet-stream"
    }

    fn read(self) -> Result<ResourceData, ToolError> {
        Ok(ResourceData::bytes(self.0))
    }
}
