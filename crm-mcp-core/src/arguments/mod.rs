//! From the JSON of a call to the struct that its tool takes.
//!
//! One [walk](walk) over the text compares it with the tool's schema, notes every fault, puts right what models often
//! get slightly wrong, and writes the result; the struct is decoded from that. No tree of values is built on the way.

mod expected;
mod fault;
mod fields;
mod json;
mod names;
mod near;
mod refusal;
#[cfg(test)]
mod tests;
mod walk;

use std::marker::PhantomData;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use crate::{
    ToolError,
    schema::{Schema, SchemaError},
};
pub use fault::Fault;
pub(crate) use fields::Field;
pub(crate) use names::Names;
use refusal::refusal;
use walk::Walk;

/// The arguments of a tool: the schema of `P`, and the decoding of a `P` by it.
///
/// What a call brings is checked against all that the schema says but the `format` of strings, which is the business
/// of the field's type; and all faults are reported at once, each as a [`Fault`]. Decoding is lenient where models slip:
/// - `null` and `""` for an optional field count as absent;
/// - a number, `true` or `false` may come as a string, and a number where a string is meant (`2024` for `"2024"`);
/// - an integer may come as `20.0`;
/// - an object or an array may come as a string that holds its JSON.
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
    schema: Result<Schema, SchemaError>,
    decodes: PhantomData<fn() -> P>,
}

impl<P> Arguments<P> {
    /// Reads the schema of `P`. If MCP clients would refuse it, the toolset that gets the tool reports it.
    // The bounds stand here rather than on the `impl`, where rustc would say "not found" of a type that lacks one.
    pub fn new() -> Self
    where
        P: JsonSchema + DeserializeOwned,
    {
        Self { schema: Schema::input::<P>(), decodes: PhantomData }
    }
}

impl<P: JsonSchema + DeserializeOwned> Default for Arguments<P> {
    fn default() -> Self {
        Self::new()
    }
}

impl<P: DeserializeOwned> Arguments<P> {
    pub(crate) fn schema(&self) -> Result<&Schema, &SchemaError> {
        self.schema.as_ref()
    }

    /// Decodes the JSON of a call's arguments, which may bear these names beside those of the fields.
    pub(crate) fn decode(&self, json: &str, names: Names<'_>) -> Result<P, ToolError> {
        let schema = self.schema().map_err(|error| ToolError::internal(error.clone()))?;
        let sound = Walk::over(json, schema, names).map_err(|faults| {
            let further = faults.count - faults.listed.len();
            let error = ToolError::invalid_arguments(faults.listed);
            match further {
                0 => error,
                _ => error.next(format!("correct these and {further} more faults, and call again")),
            }
        })?;
        serde_json::from_str(&sound.json).or_else(|_| refusal(&sound))
    }
}
