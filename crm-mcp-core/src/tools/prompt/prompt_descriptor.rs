//! A prompt as `prompts/list` shows it: rendered to JSON, by revision.

use serde::Serialize;

use super::Prompt;
use crate::{
    arguments::Field,
    tools::{
        descriptor_form::{DescriptorEnd, DescriptorForm, Descriptors},
        set::{Member, same_name},
        set_error::SetProblem,
    },
};

#[derive(Serialize)]
struct PromptDescriptor<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    arguments: Vec<PromptArgument<'a>>,
    #[serde(flatten)]
    end: DescriptorEnd<'a>,
}

#[derive(Serialize)]
struct PromptArgument<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    required: bool,
}

impl<C: ?Sized> Member for Prompt<C> {
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
        let fields = self.checked_fields()?;
        Ok(DescriptorForm::ALL.map(|form| self.render(fields, form)))
    }
}

impl<C: ?Sized> Prompt<C> {
    /// Its arguments, if clients can give them all, and those that are completed are there.
    fn checked_fields(&self) -> Result<&[Field], SetProblem> {
        let fields = self.fields.as_ref().map_err(Clone::clone)?;
        if let Some(field) = fields.iter().find(|field| !field.is_plain) {
            return Err(SetProblem::NoText { field: field.name.clone() });
        }
        match self.completers.arguments().find(|argument| fields.iter().all(|field| field.name != *argument)) {
            Some(argument) => Err(SetProblem::NothingToComplete { argument: argument.to_owned() }),
            None => Ok(fields),
        }
    }

    fn render(&self, fields: &[Field], form: DescriptorForm) -> String {
        let spec = self.spec();
        let arguments = fields.iter().map(|field| PromptArgument {
            name: &field.name,
            description: field.description.as_deref(),
            required: field.required,
        });
        let descriptor = PromptDescriptor {
            name: &spec.name,
            title: spec.title.as_deref().filter(|_| form >= DescriptorForm::Structured),
            description: &spec.description,
            arguments: arguments.collect(),
            end: DescriptorEnd::new(&spec.icons, &spec.meta, form),
        };
        // Strings, booleans and maps with text for keys: nothing in it can fail to serialise.
        serde_json::to_string(&descriptor).unwrap_or_default()
    }
}
