//! The arguments of a tool: the schema of a type, and the decoding of the type by it.

use std::{any::type_name, fmt, marker::PhantomData};

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
    schema::{Form, Schema, SchemaError},
    wire::ToolError,
};

/// The arguments of a tool: the schema of `P`, and the decoding of a `P` by it.
///
/// The arguments of a call are checked against everything that the schema says, except the `format` of strings: the
/// field's type decides which strings have it, and may take more. All faults are reported at once, each as a
/// [`Fault`](crate::Fault). If only the type refuses a value, the fault tells what the schema's format wants, such as
/// `a day such as 2026-11-29`. If a value is none of the variants of an enum, the fault names all of them. Decoding is
/// lenient where models often make slips:
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
/// In a map (`HashMap<String, …>`) `null` and `""` are values, and are kept. If a value may have one of several types (an
/// untagged enum), a type that it has as it came is preferred to one that it has when corrected.
///
/// A field may have further names, for calls that are written for another server of the same tool. Schemas, lists of
/// tools and faults do not show them:
/// - `#[schemars(extend("x-alias" = ["pipeline_id"]))]` lets the field come by these names too; two fields of a struct
///   cannot share one;
/// - `#[schemars(extend("x-hidden" = true))]` takes and checks the field without showing it; the field must be optional.
///   In a branch of `anyOf` it takes values of a kind that the other branches do not take;
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

    /// Reads the schema of `P` as that of an answer to a form.
    pub(crate) fn of_form() -> Self
    where
        P: Input,
    {
        Self { shape: Schema::input_named::<P>(Form::NAME).map(Shape::of_form), decodes: PhantomData }
    }

    /// Shows clients this JSON Schema as it is. It can say what a Rust type cannot: conditions, definitions, references.
    ///
    /// Arguments are neither checked nor corrected by it: they are decoded by `P` alone. The only check of the schema is that
    /// its `type` is `object`, which MCP requires.
    ///
    /// A field with an `x-mcp-header` must have a single name in `P`, the one in the schema. Its header is compared with the
    /// value of that name, so a value that comes by `#[serde(alias)]` or `#[serde(flatten)]` would not be compared.
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

impl<P> fmt::Debug for Arguments<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let refusal = self.shape.as_ref().err();
        formatter
            .debug_struct("Arguments")
            .field("of", &type_name::<P>())
            .field("refused", &refusal)
            .finish_non_exhaustive()
    }
}

impl<P: DeserializeOwned> Arguments<P> {
    /// Checks the JSON of a call's arguments by the schema. They may have these names besides those of the fields.
    pub(crate) fn read<'a>(&'a self, json: &'a str, names: Names<'_>) -> ReadArguments<'a, P> {
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
                let sound = Sound { json: json.into(), renamed: Vec::new() };
                read(Ok(sound), None, Some(repeated(json, mirrored)))
            }
            Ok(Shape { kind: ShapeKind::Checked(schema), .. }) => {
                let (sound, repeated) = Checker::check(json, schema, names);
                read(sound.map_err(Faults::into_error), Some(schema), repeated)
            }
        }
    }
}

/// The arguments of a call after the check by their schema.
pub(crate) struct ReadArguments<'a, P> {
    sound: Result<Sound<'a>, ToolError>,
    schema: Option<&'a Schema>,
    /// The arguments that the client repeats in headers. `None` if there are too many values to read them all.
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
