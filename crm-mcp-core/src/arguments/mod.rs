//! From the JSON of a call to the struct that its tool takes.
//!
//! One [walk](walk) over the text compares it with the tool's schema, notes every fault, puts right what models often
//! get slightly wrong, and writes the result; the struct is decoded from that. No tree of values is built on the way.

mod complaint;
mod expected;
mod fault;
mod fields;
mod formats;
mod input;
mod json;
mod names;
mod place;
mod refusal;
mod repeated;
#[cfg(test)]
mod tests;
mod trial;
mod variants;
mod walk;

use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::{
    schema::{MirroredField, Schema, SchemaError},
    wire::ToolError,
};
use fault::Faults;
pub(crate) use fields::Field;
pub use input::{Input, NoArguments};
pub(crate) use json::{Described, count as count_values};
pub(crate) use names::{Ignored, Names};
use refusal::refusal;
pub(crate) use repeated::Repeated;
pub(crate) use walk::MOST_VALUES;
use walk::{Sound, Walk};

/// The arguments of a tool: the schema of `P`, and the decoding of a `P` by it.
///
/// What a call brings is checked against all that the schema says but the `format` of strings: which texts have it is
/// decided by the field's type, which may take more. All faults are reported at once, each as a [`Fault`]; a value that only
/// its type refuses is told with the form that the schema names, such as `a day such as 2026-11-29`. Where an enum has
/// variants, the fault of a wrong one names them all. Decoding is lenient where models slip:
/// - `null` and `""` for an optional field count as absent;
/// - a number, `true` or `false` may come as a string, and a number where a string is meant (`2024` for `"2024"`);
/// - an integer may come as `20.0`;
/// - an object or an array may come as a string that holds its JSON;
/// - a list of strings with one item may come as that item (`"vip"` for `["vip"]`), unless a string fits as well;
/// - no arguments at all may come as `""` or `[]`;
/// - arguments that client programs add to every call (`toolCallId`, `tool`, `sessionId`, `action`, `chatInput` of n8n,
///   `task_progress` of Cline) are ignored where a tool has no such field. Any other unknown name is a fault.
///
/// All arguments of a call may have 10,000 items and fields together. Number 10,001 is a fault, and nothing after it is
/// checked.
///
/// In a map (`HashMap<String, …>`) `null` and `""` are values, and stay. Among several types that a value may have
/// (an untagged enum), one that it has as it came goes before one that it has when put right.
///
/// A field may have further names, for calls that are written for another server of the same tool. No schema, no list
/// of tools and no fault tells of them:
/// - `#[schemars(extend("x-alias" = ["pipeline_id"]))]` has the field come by these names too; no two fields of a
///   struct can share one;
/// - `#[schemars(extend("x-hidden" = true))]` takes and checks the field, which must be optional, without telling of it;
///   in a branch of `anyOf` it does so with values of a kind that the other branches do not take;
/// - [`Tool::also_prefixed`](crate::Tool::also_prefixed) and [`Tool::bound`](crate::Tool::bound) add names to all
///   arguments of a tool.
pub struct Arguments<P> {
    shape: Result<Shape, SchemaError>,
    decodes: PhantomData<fn() -> P>,
}

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

impl<P> Arguments<P> {
    /// Reads the schema of `P`. If MCP clients would refuse it, the toolset that gets the tool reports it.
    // The bounds stand here rather than on the `impl`, where rustc would say "not found" of a type that lacks one.
    pub fn new() -> Self
    where
        P: Input,
    {
        let shape = Schema::input::<P>().and_then(|schema| {
            let mirrored = MirroredField::all(&json!(schema))?;
            Ok(Shape { kind: ShapeKind::Checked(Box::new(schema)), mirrored })
        });
        Self { shape, decodes: PhantomData }
    }

    /// The same for the answer to a form, which as a whole has this name in messages.
    pub(crate) fn of_form(whole: &str) -> Self
    where
        P: Input,
    {
        let shape = Schema::input_named::<P>(whole);
        let shape = shape.map(|schema| Shape { kind: ShapeKind::Checked(Box::new(schema)), mirrored: Vec::new() });
        Self { shape, decodes: PhantomData }
    }

    /// Shows clients this JSON Schema as it is, for what a Rust type cannot say: conditions, definitions, references.
    ///
    /// Nothing is checked by it nor put right: arguments are decoded by `P` alone. Of the schema it is only known that its
    /// `type` is `object`, as MCP wants it.
    ///
    /// A field with an `x-mcp-header` must have one name in `P`, the one in the schema. Its header is compared with what
    /// comes by that name, so a `#[serde(alias)]` or a `#[serde(flatten)]` would let a value past the comparison.
    ///
    /// ```
    /// use crm_mcp_core::Arguments;
    /// use serde_json::{Map, Value, json};
    ///
    /// let either = json!({ "type": "object", "minProperties": 1, "additionalProperties": { "type": "string" } });
    /// let arguments = Arguments::<Map<String, Value>>::with_schema(either);
    /// ```
    pub fn with_schema(schema: Value) -> Self
    where
        P: DeserializeOwned,
    {
        let shape = Schema::check_verbatim(&schema).and_then(|()| {
            let mirrored = MirroredField::all(&schema)?;
            Ok(Shape { kind: ShapeKind::Verbatim(schema), mirrored })
        });
        Self { shape, decodes: PhantomData }
    }
}

impl<P: Input> Default for Arguments<P> {
    fn default() -> Self {
        Self::new()
    }
}

impl<P: DeserializeOwned> Arguments<P> {
    pub(crate) fn shape(&self) -> Result<&Shape, &SchemaError> {
        self.shape.as_ref()
    }

    /// Compares the JSON of a call's arguments, which may bear these names beside those of the fields, with the schema.
    pub(crate) fn read(&self, json: &str, names: Names<'_>) -> Read<'_, P> {
        let read = |sound, schema, repeated| Read { sound, schema, repeated, decodes: PhantomData };
        match self.shape() {
            Err(error) => read(Err(ToolError::internal(error.clone())), None, Some(Vec::new())),
            Ok(Shape { kind: ShapeKind::Verbatim(_), mirrored }) => {
                let json = json::or_empty_object(json);
                if count_values(json) > MOST_VALUES {
                    let mut faults = Faults::listed();
                    faults.end_with(walk::excess("arguments"));
                    return read(Err(faults.into_error()), None, None);
                }
                let sound = Sound { json: json.to_owned(), renamed: Vec::new() };
                read(Ok(sound), None, Some(repeated::repeated(json, mirrored)))
            }
            Ok(Shape { kind: ShapeKind::Checked(schema), .. }) => {
                let (sound, repeated) = Walk::over(json, schema, names);
                read(sound.map_err(Faults::into_error), Some(schema), repeated)
            }
        }
    }
}

/// The arguments of a call that have been compared with their schema.
pub(crate) struct Read<'s, P> {
    sound: Result<Sound, ToolError>,
    schema: Option<&'s Schema>,
    /// Those that the client repeats in headers. `None` if there are too many values, of which some were not read.
    pub(crate) repeated: Option<Vec<Repeated>>,
    decodes: PhantomData<fn() -> P>,
}

impl<P: DeserializeOwned> Read<'_, P> {
    /// The arguments as the tool's type, or what is wrong with them.
    pub(crate) fn decode(self) -> Result<P, ToolError> {
        let sound = self.sound?;
        serde_json::from_str(&sound.json).or_else(|_| refusal(&sound, self.schema))
    }
}
