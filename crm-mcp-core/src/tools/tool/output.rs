//! What a tool may return, and what becomes of it: JSON that is serialised once.

use schemars::{JsonSchema, SchemaGenerator};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    schema::{ResultShape, SchemaError, WRAPPER},
    wire::{Content, Contents, ToolError},
};

/// What a tool may return: any type that serialises and has a schema, or [`Content`].
///
/// The type decides what clients get:
///
/// | type | structured content | content |
/// |---|---|---|
/// | a struct, a map, an enum of which each variant is an object (`#[serde(tag = "kind")]`) | the object | its JSON as text |
/// | `String`, `&str`, and whatever else is any string by its schema | none | the text itself |
/// | `()` | none | none |
/// | anything else: `Vec<T>`, `Option<T>`, a number, a `bool`, a [`serde_json::Value`], an enum of words | `{"result": …}` | that JSON as text |
/// | [`Content`], or several in [`Contents`]: pictures, sound, links to resources | none | the content |
///
/// MCP wants the structured content and its schema to be of an object, which is why other values are wrapped. Programs in this
/// process get the value itself by [`ToolOutput::decode`].
///
/// For a record with content beside it, implement it for a type of your own that does not serialise:
///
/// ```
/// use crm_mcp_core::{Content, Output, ToolError, ToolOutput, schemars};
///
/// #[derive(serde::Serialize, schemars::JsonSchema)]
/// struct Figures {
///     calls: u32,
/// }
///
/// struct Report {
///     figures: Figures,
///     chart: Vec<u8>,
/// }
///
/// impl Output for Report {
///     fn schema(generator: schemars::SchemaGenerator) -> Option<schemars::Schema> {
///         Figures::schema(generator)
///     }
///
///     fn into_output(self) -> Result<ToolOutput, ToolError> {
///         Ok(ToolOutput::record(&self.figures)?.with_content([Content::image("image/png", self.chart)]))
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the result of a tool",
    label = "a result serialises and has a schema",
    note = "derive both: `#[derive(serde::Serialize, schemars::JsonSchema)]`",
    note = "each type in its fields needs both, too; a type of another crate can be named by `#[schemars(with = \"…\")]`"
)]
pub trait Output {
    /// The schema of the value; none of content.
    fn schema(generator: SchemaGenerator) -> Option<schemars::Schema>;

    /// The value, serialised.
    fn into_output(self) -> Result<ToolOutput, ToolError>;
}

#[diagnostic::do_not_recommend]
impl<T: Serialize + JsonSchema> Output for T {
    fn schema(generator: SchemaGenerator) -> Option<schemars::Schema> {
        Some(generator.into_root_schema_for::<T>())
    }

    fn into_output(self) -> Result<ToolOutput, ToolError> {
        ToolOutput::record(&self)
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
        Ok(ToolOutput { json: encode(&self)?, form: OutputForm::Blocks(self) })
    }
}

/// How the values of a type with this shape become results.
pub(crate) fn finish<T: Output>(shape: &Result<ResultShape, SchemaError>) -> fn(T) -> Result<ToolOutput, ToolError> {
    match shape {
        Ok(ResultShape::Nothing) => |value| value.into_output().map(ToolOutput::nothing),
        Ok(ResultShape::Text) => |value| value.into_output().and_then(ToolOutput::text),
        Ok(ResultShape::Wrapped(_)) => |value| value.into_output().map(ToolOutput::wrapped),
        Ok(ResultShape::Record(_) | ResultShape::Verbatim(_)) => {
            |value| value.into_output().and_then(ToolOutput::object)
        }
        Ok(ResultShape::Content) => |value| value.into_output().and_then(ToolOutput::content),
        // A type whose schema is refused has no calls.
        Err(_) => T::into_output,
    }
}

/// The result of a tool, serialised once.
#[derive(Debug, Clone, PartialEq)]
pub struct ToolOutput {
    form: OutputForm,
    json: Vec<u8>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum OutputForm {
    /// An object, and content beside it.
    Record(Contents),
    /// An object with the value in its only field.
    Wrapped,
    /// A text, as a JSON string.
    Text,
    /// No content, as `null`.
    Nothing,
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
    /// A value as the result. What clients get of it follows from the schema of its type, as [`Output`] says.
    pub fn record(value: &impl Serialize) -> Result<Self, ToolError> {
        Ok(Self { json: encode(value)?, form: OutputForm::Record(Contents::default()) })
    }

    /// The same, with this content beside a record: a picture of it, a link to more. Only records can have content
    /// beside them; the content of any other result is left as it is.
    #[must_use]
    pub fn with_content(mut self, content: impl Into<Contents>) -> Self {
        if let OutputForm::Record(beside) = &mut self.form {
            *beside = content.into();
        }
        self
    }

    fn nothing(self) -> Self {
        Self { form: OutputForm::Nothing, ..self }
    }

    fn text(self) -> Result<Self, ToolError> {
        // A schema is its author's word. What does not serialise as a string after all is shown as its JSON.
        let json = if self.json.starts_with(b"\"") { self.json } else { encode(&String::from_utf8_lossy(&self.json))? };
        Ok(Self { form: OutputForm::Text, json })
    }

    /// The same, if it is an object, as structured content has to be.
    fn object(self) -> Result<Self, ToolError> {
        if self.json.trim_ascii_start().starts_with(b"{") {
            return Ok(self);
        }
        Err(ToolError::internal("the result is not an object, as the tool's output schema says"))
    }

    /// The same, if it is content, or an object without a schema.
    fn content(self) -> Result<Self, ToolError> {
        if matches!(self.form, OutputForm::Blocks(_)) { Ok(self) } else { self.object() }
    }

    fn wrapped(mut self) -> Self {
        self.json.splice(..0, format!("{{\"{WRAPPER}\":").into_bytes());
        self.json.push(b'}');
        Self { form: OutputForm::Wrapped, ..self }
    }

    pub(crate) fn form(&self) -> &OutputForm {
        &self.form
    }

    /// The result as JSON text in UTF-8: an object, which may be the one that a value is wrapped in, a string of a text, `null`
    /// of nothing, or an array of content blocks.
    pub fn json(&self) -> &[u8] {
        &self.json
    }

    /// The result as a Rust value: of the type that the function returned, without what it was wrapped in.
    pub fn decode<T: DeserializeOwned>(&self) -> serde_json::Result<T> {
        #[derive(Deserialize)]
        struct Wrapped<T> {
            result: T,
        }
        match self.form {
            OutputForm::Wrapped => serde_json::from_slice(&self.json).map(|Wrapped { result }| result),
            _ => serde_json::from_slice(&self.json),
        }
    }
}
