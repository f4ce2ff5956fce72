//! What a tool may return, and what becomes of it: JSON that is serialised once.

use schemars::{JsonSchema, SchemaGenerator};
use serde::{Serialize, de::DeserializeOwned};

use crate::{Content, Contents, ToolError};

/// What a tool may return: a record, or [`Content`].
///
/// A record is any type with a schema. It goes out as structured content, and as text for clients that know no better.
/// [`Content`], or several in [`Contents`], is for what JSON is not made for: pictures, sound, links to resources. It has no
/// schema.
pub trait Output {
    /// The schema of the record; none of content.
    fn schema(generator: SchemaGenerator) -> Option<schemars::Schema>;

    /// The result, serialised.
    fn into_output(self) -> Result<ToolOutput, ToolError>;
}

impl<T: Serialize + JsonSchema> Output for T {
    fn schema(generator: SchemaGenerator) -> Option<schemars::Schema> {
        Some(generator.into_root_schema_for::<T>())
    }

    fn into_output(self) -> Result<ToolOutput, ToolError> {
        Ok(ToolOutput { json: encode(&self)?, form: Form::Record })
    }
}

impl Output for Content {
    fn schema(_: SchemaGenerator) -> Option<schemars::Schema> {
        None
    }

    fn into_output(self) -> Result<ToolOutput, ToolError> {
        Contents::from([self]).into_output()
    }
}

impl Output for Contents {
    fn schema(_: SchemaGenerator) -> Option<schemars::Schema> {
        None
    }

    fn into_output(self) -> Result<ToolOutput, ToolError> {
        Ok(ToolOutput { json: encode(&self)?, form: Form::Blocks(self) })
    }
}

/// The result of a tool, serialised once.
#[derive(Debug, Clone, PartialEq)]
pub struct ToolOutput {
    form: Form,
    json: Vec<u8>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Form {
    /// A record.
    Record,
    /// Content, of which a revision may not know every kind.
    Blocks(Contents),
}

fn encode(value: &impl Serialize) -> Result<Vec<u8>, ToolError> {
    /// Room for a record of ordinary size, so that serialising it does not grow the buffer step by step.
    const CAPACITY: usize = 4096;
    let mut json = Vec::with_capacity(CAPACITY);
    serde_json::to_writer(&mut json, value).map_err(ToolError::internal)?;
    Ok(json)
}

impl ToolOutput {
    pub(crate) fn form(&self) -> &Form {
        &self.form
    }

    /// The result as JSON text in UTF-8: a record, or an array of content blocks.
    pub fn json(&self) -> &[u8] {
        &self.json
    }

    /// The result as a Rust value.
    pub fn decode<T: DeserializeOwned>(&self) -> serde_json::Result<T> {
        serde_json::from_slice(&self.json)
    }
}
