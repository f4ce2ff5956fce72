//! The arguments of a tool: the schema of a type, and the decoding of the type by it.

use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{
    check::{Checker, MOST_VALUES, Sound, excess},
    faults::Faults,
    input::Input,
    names::Names,
    raw,
    refused::decode_or_diagnose,
    repeated::{Repeated, repeated},
    shape::{Shape, ShapeKind},
};
use crate::{
    schema::{Schema, SchemaError},
    wire::ToolError,
};

/// The arguments of a tool: the schema of `P`, and the decoding of a `P` by it.
///
/// What a call brings is checked against all that the schema says but the `format` of strings: which texts have it is
/// decided by the field's type, which may take more. All faults are reported at once, each as a [`Fault`](crate::Fault); a value that only
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

impl<P> Arguments<P> {
    /// Reads the schema of `P`. If MCP clients would refuse it, the toolset that gets the tool reports it.
    // The bounds stand here rather than on the `impl`, where rustc would say "not found" of a type that lacks one.
    pub fn new() -> Self
    where
        P: Input,
    {
        Self { shape: Schema::input::<P>().and_then(Shape::checked), decodes: PhantomData }
    }

    /// The same for the answer to a form, which as a whole has this name in messages.
    pub(crate) fn of_form(whole: &str) -> Self
    where
        P: Input,
    {
        Self { shape: Schema::input_named::<P>(whole).map(Shape::of_form), decodes: PhantomData }
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
        Self { shape: Shape::verbatim(schema), decodes: PhantomData }
    }

    pub(crate) fn shape(&self) -> Result<&Shape, &SchemaError> {
        self.shape.as_ref()
    }
}

impl<P: Input> Default for Arguments<P> {
    fn default() -> Self {
        Self::new()
    }
}

impl<P: DeserializeOwned> Arguments<P> {
    /// Compares the JSON of a call's arguments, which may bear these names beside those of the fields, with the schema.
    pub(crate) fn read(&self, json: &str, names: Names<'_>) -> ReadArguments<'_, P> {
        let read = |sound, schema, repeated| ReadArguments { sound, schema, repeated, decodes: PhantomData };
        match self.shape() {
            Err(error) => read(Err(ToolError::internal(error.clone())), None, Some(Vec::new())),
            Ok(Shape { kind: ShapeKind::Verbatim(_), mirrored }) => {
                let json = raw::or_empty_object(json);
                if raw::count(json) > MOST_VALUES {
                    let mut faults = Faults::listed();
                    faults.end_with(excess("arguments"));
                    return read(Err(faults.into_error()), None, None);
                }
                let sound = Sound { json: json.to_owned(), renamed: Vec::new() };
                read(Ok(sound), None, Some(repeated(json, mirrored)))
            }
            Ok(Shape { kind: ShapeKind::Checked(schema), .. }) => {
                let (sound, repeated) = Checker::check(json, schema, names);
                read(sound.map_err(Faults::into_error), Some(schema), repeated)
            }
        }
    }
}

/// The arguments of a call that have been compared with their schema.
pub(crate) struct ReadArguments<'s, P> {
    sound: Result<Sound, ToolError>,
    schema: Option<&'s Schema>,
    /// Those that the client repeats in headers. `None` if there are too many values, of which some were not read.
    pub(crate) repeated: Option<Vec<Repeated>>,
    decodes: PhantomData<fn() -> P>,
}

impl<P: DeserializeOwned> ReadArguments<'_, P> {
    /// The arguments as the tool's type, or what is wrong with them.
    pub(crate) fn decode(self) -> Result<P, ToolError> {
        let sound = self.sound?;
        serde_json::from_str(&sound.json).or_else(|_| decode_or_diagnose(&sound, self.schema))
    }
}
