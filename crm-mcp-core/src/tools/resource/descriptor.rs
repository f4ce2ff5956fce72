//! A resource as `resources/list` and `resources/templates/list` show it: rendered to JSON, by revision.

use serde::Serialize;

use super::Resource;
use crate::tools::descriptor::{DescriptorForm, Descriptors};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    uri: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_template: Option<&'a str>,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    description: &'a str,
    mime_type: &'a str,
}

impl<C: ?Sized> Resource<C> {
    /// The descriptor in every form.
    pub(super) fn descriptors(&self, is_template: bool) -> Descriptors {
        DescriptorForm::ALL.map(|form| self.render(is_template, form))
    }

    fn render(&self, is_template: bool, form: DescriptorForm) -> String {
        let spec = self.spec();
        let descriptor = Descriptor {
            uri: (!is_template).then_some(spec.uri),
            uri_template: is_template.then_some(spec.uri),
            name: spec.name,
            title: spec.title.filter(|_| form == DescriptorForm::Structured),
            description: spec.description,
            mime_type: self.mime_type,
        };
        // Strings: nothing in it can fail to serialise.
        serde_json::to_string(&descriptor).unwrap_or_default()
    }
}
