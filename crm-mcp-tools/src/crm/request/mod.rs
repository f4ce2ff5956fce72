//! One request of an operation, put together as data.

pub(crate) mod answer;
pub(crate) mod delivery;
pub(crate) mod sending;

use std::{collections::BTreeMap, fmt::Display};

use bytes::Bytes;
use crm_mcp_core::ToolError;
use serde::Serialize;

use super::{
    context::Crm,
    dialect::Dialect,
    operation::{Operation, TenantPlace},
    value::Id,
};

/// A request of an operation that is being put together.
pub struct Request<'a, D: Dialect> {
    pub(crate) crm: &'a Crm<D>,
    pub(crate) operation: &'static Operation,
    path: String,
    query: String,
    pub(crate) body: Bytes,
    /// The email of the contact that is written, where the user was asked about it.
    pub(crate) email_before: Option<String>,
}

impl<D: Dialect> Crm<D> {
    /// A request of this operation, which names the tenant as the operation wants it.
    pub fn call(&self, operation: &'static Operation) -> Request<'_, D> {
        let path = operation.path.replace(&format!("{{{}}}", D::TENANT), &self.tenant().in_path());
        let request =
            Request { crm: self, operation, path, query: String::new(), body: Bytes::new(), email_before: None };
        match operation.tenant {
            TenantPlace::Query(name) => request.with(name, self.tenant()),
            TenantPlace::Body(_) | TenantPlace::Unsaid => request,
        }
    }
}

impl<D: Dialect> Request<'_, D> {
    /// The record that the operation is about.
    pub fn id(mut self, id: &Id) -> Self {
        self.path = self.path.replace("{id}", &id.in_path());
        self
    }

    /// A parameter of the query.
    pub fn with(mut self, name: &str, value: impl Display) -> Self {
        let mut query = form_urlencoded::Serializer::new(self.query);
        self.query = query.append_pair(name, &value.to_string()).finish();
        self
    }

    /// A parameter of the query, if there is a value for it.
    pub fn with_some(self, name: &str, value: Option<impl Display>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// The parameters of the query that are the fields of a record, but for those that are null.
    pub fn with_all(self, parameters: &impl Serialize) -> Result<Self, ToolError> {
        let parameters = serde_json::to_value(parameters).map_err(ToolError::internal)?;
        let parameters = parameters.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null());
        Ok(parameters.fold(self, |request, (name, value)| match value.as_str() {
            Some(text) => request.with(name, text),
            None => request.with(name, value),
        }))
    }

    /// The body, to which the tenant is added where the operation wants it.
    pub fn body(mut self, body: &impl Serialize) -> Result<Self, ToolError> {
        #[derive(Serialize)]
        struct Placed<'a, B> {
            #[serde(flatten)]
            tenant: BTreeMap<&'static str, &'a Id>,
            #[serde(flatten)]
            body: &'a B,
        }
        let tenant = match self.operation.tenant {
            TenantPlace::Body(name) => BTreeMap::from([(name, self.crm.tenant())]),
            TenantPlace::Query(_) | TenantPlace::Unsaid => BTreeMap::new(),
        };
        self.body = serde_json::to_vec(&Placed { tenant, body }).map_err(ToolError::internal)?.into();
        Ok(self)
    }

    /// The address: base, path and query.
    fn uri(&self) -> String {
        let question_mark = if self.query.is_empty() { "" } else { "?" };
        format!("{}{}{question_mark}{}", self.crm.client.base_url, self.path, self.query)
    }
}
