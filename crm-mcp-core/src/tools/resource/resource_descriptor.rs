//! A resource as `resources/list` and `resources/templates/list` show it: rendered to JSON, by revision.

use serde::Serialize;

use super::Resource;
use crate::tools::{
    descriptor_form::{DescriptorEnd, DescriptorForm, Descriptors},
    set::Member,
    set_error::SetProblem,
};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResourceDescriptor<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    uri: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_template: Option<&'a str>,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    mime_type: &'a str,
    #[serde(flatten)]
    end: DescriptorEnd<'a>,
}

impl<C: ?Sized> Member for Resource<C> {
    fn name(&self) -> &str {
        &self.spec.name
    }

    fn is_public(&self) -> bool {
        self.spec.public
    }

    fn clash(&self, first: &Self) -> Option<SetProblem> {
        let overlap = self.template.as_ref()?.overlaps(first.template.as_ref()?);
        overlap.then(|| SetProblem::SameUri { first: first.spec.uri.to_string() })
    }

    fn descriptors(&self) -> Result<Descriptors, SetProblem> {
        self.check_variables()?;
        Ok(DescriptorForm::ALL.map(|form| self.render(self.is_template(), form)))
    }
}

impl<C: ?Sized> Resource<C> {
    /// Whether the URI is valid, and agrees with the arguments and with what is completed.
    fn check_variables(&self) -> Result<(), SetProblem> {
        let template = self.template.as_ref().ok_or(SetProblem::BadUri)?;
        let fields = self.fields.as_ref().map_err(Clone::clone)?;
        let variables: Vec<_> = template.variables().collect();
        for variable in &variables {
            match fields.iter().find(|field| field.name == *variable) {
                None => return Err(SetProblem::NoField { variable: (*variable).to_owned() }),
                Some(field) if !field.is_plain => return Err(SetProblem::NoText { field: field.name.clone() }),
                Some(_) => {}
            }
        }
        if let Some(field) = fields.iter().find(|field| field.required && !variables.contains(&&*field.name)) {
            return Err(SetProblem::NoVariable { field: field.name.clone() });
        }
        match self.completers.arguments().find(|variable| !variables.contains(variable)) {
            Some(variable) => Err(SetProblem::NothingToComplete { argument: variable.to_owned() }),
            None => Ok(()),
        }
    }

    fn render(&self, is_template: bool, form: DescriptorForm) -> String {
        let spec = self.spec();
        let descriptor = ResourceDescriptor {
            uri: (!is_template).then_some(&*spec.uri),
            uri_template: is_template.then_some(&*spec.uri),
            name: &spec.name,
            title: spec.title.as_deref().filter(|_| form >= DescriptorForm::Structured),
            description: &spec.description,
            mime_type: &self.mime_type,
            end: DescriptorEnd::new(&spec.icons, &spec.meta, form),
        };
        // Strings and maps with text for keys: nothing in it can fail to serialise.
        serde_json::to_string(&descriptor).unwrap_or_default()
    }
}
