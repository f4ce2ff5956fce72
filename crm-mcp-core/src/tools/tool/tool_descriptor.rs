//! A tool as a set of tools has it: behind the gate, and rendered to JSON as `tools/list` shows it, by revision.

use serde::Serialize;
use serde_json::{Value, json};

use super::Tool;
use crate::{
    access::{Hints, Scope, Tier, gate::Guarded},
    arguments::ShapeKind,
    schema::{OpenSchema, Schema, SchemaError, ShownResult},
    tools::{
        descriptor_form::{DescriptorEnd, DescriptorForm, Descriptors},
        set::{Member, same_name},
        set_error::SetProblem,
    },
    wire::Revision,
};

impl<C: ?Sized> Tool<C> {
    /// The descriptor that `tools/list` shows of this tool to clients of `revision`, as compact JSON.
    pub fn descriptor(&self, revision: Revision) -> Result<String, SchemaError> {
        self.descriptor_of(DescriptorForm::of(revision))
    }

    /// The JSON Schema of its arguments, as clients are shown it: for the definitions of tools that a model's API wants.
    ///
    /// A tool in a toolset has one for sure: get it by [`Toolset::tool`](crate::Toolset::tool).
    pub fn input_schema(&self) -> Result<Value, SchemaError> {
        self.input().map(|shape| json!(self.shown(&shape.kind))).map_err(Clone::clone)
    }

    /// The JSON Schema of its result, as clients are shown it; none where that is content (text, pictures, nothing at all).
    pub fn output_schema(&self) -> Result<Option<Value>, SchemaError> {
        self.output().map(|shape| shape.shown().map(|schema| json!(schema))).map_err(Clone::clone)
    }

    fn descriptor_of(&self, form: DescriptorForm) -> Result<String, SchemaError> {
        self.render(form).map_err(Clone::clone)
    }

    fn render(&self, form: DescriptorForm) -> Result<String, &SchemaError> {
        let (input, output_schema) = (&self.input()?.kind, self.output()?.shown());
        let spec = self.spec();
        let descriptor = ToolDescriptor {
            name: &spec.name,
            description: &spec.description,
            annotations: ToolAnnotations::new(spec.title.as_deref(), spec.hints()),
            input_schema: self.shown(input),
            output_schema: output_schema.filter(|_| form >= DescriptorForm::Structured),
            end: DescriptorEnd::new(&spec.icons, &spec.meta, form),
        };
        // Strings, booleans and maps with text for keys: nothing in it can fail to serialise.
        Ok(serde_json::to_string(&descriptor).unwrap_or_default())
    }

    fn shown<'a>(&self, input: &'a ShapeKind) -> ShownInput<'a> {
        match input {
            ShapeKind::Checked(schema) if self.takes_other_names() => ShownInput::Open(OpenSchema(schema)),
            ShapeKind::Checked(schema) => ShownInput::Closed(schema),
            ShapeKind::Verbatim(schema) => ShownInput::Verbatim(schema),
        }
    }
}

impl<C: ?Sized> Guarded for Tool<C> {
    const KIND: &'static str = "tool";

    fn id(&self) -> &str {
        &self.spec.name
    }

    fn tier(&self) -> Tier {
        self.spec.effect.tier()
    }

    fn scopes(&self) -> &[Scope] {
        &self.spec.scopes
    }
}

impl<C: ?Sized> Member for Tool<C> {
    fn name(&self) -> &str {
        &self.spec.name
    }

    fn is_public(&self) -> bool {
        self.spec.public
    }

    fn clash(&self, first: &Self) -> Option<SetProblem> {
        same_name(self.name(), first.name())
    }

    fn descriptors(&self) -> Result<Descriptors, SetProblem> {
        let [unstructured, structured, illustrated] = DescriptorForm::ALL.map(|form| self.descriptor_of(form));
        let descriptors = [unstructured?, structured?, illustrated?];
        match self.bound_field() {
            Some(field) => Err(SetProblem::BoundField { field: field.to_owned() }),
            None => Ok(descriptors),
        }
    }
}

#[derive(Serialize)]
#[serde(untagged)]
enum ShownInput<'a> {
    Closed(&'a Schema),
    Open(OpenSchema<'a>),
    Verbatim(&'a Value),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ToolDescriptor<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    annotations: ToolAnnotations<'a>,
    input_schema: ShownInput<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    output_schema: Option<ShownResult<'a>>,
    #[serde(flatten)]
    end: DescriptorEnd<'a>,
}

/// The hints that directories of servers insist on are always there. That a tool is idempotent is said where it means
/// something and is not the default: of a tool that changes something.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "these four booleans are the protocol's")]
struct ToolAnnotations<'a> {
    // Clients look for the title here and beside the name, and some here only; twice would be for nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    read_only_hint: bool,
    destructive_hint: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    idempotent_hint: bool,
    open_world_hint: bool,
}

impl<'a> ToolAnnotations<'a> {
    fn new(title: Option<&'a str>, hints: Hints) -> Self {
        Self {
            title,
            read_only_hint: hints.read_only,
            destructive_hint: hints.destructive,
            idempotent_hint: hints.idempotent && !hints.read_only,
            open_world_hint: hints.open_world,
        }
    }
}
