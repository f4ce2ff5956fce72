//! A prompt as `prompts/list` shows it: rendered to JSON, by revision.

use serde::Serialize;

use super::{Field, Prompt};
use crate::tools::descriptor::{DescriptorForm, Descriptors};

#[derive(Serialize)]
struct Descriptor<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    description: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    arguments: Vec<Argument<'a>>,
}

#[derive(Serialize)]
struct Argument<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    required: bool,
}

impl<C: ?Sized> Prompt<C> {
    /// The descriptor in every form, of a prompt with these arguments.
    pub(super) fn descriptors(&self, fields: &[Field]) -> Descriptors {
        DescriptorForm::ALL.map(|form| self.render(fields, form))
    }

    fn render(&self, fields: &[Field], form: DescriptorForm) -> String {
        let spec = self.spec();
        let arguments = fields.iter().map(|field| Argument {
            name: &field.name,
            description: field.description.as_deref(),
            required: field.required,
        });
        let descriptor = Descriptor {
            name: spec.name,
            title: spec.title.filter(|_| form == DescriptorForm::Structured),
            description: spec.description,
            arguments: arguments.collect(),
        };
        // Strings and booleans: nothing in it can fail to serialise.
        serde_json::to_string(&descriptor).unwrap_or_default()
    }
}
