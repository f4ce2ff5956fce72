//! One request of an operation, put together as data.

pub(crate) mod answer;
pub(crate) mod delivery;
pub(crate) mod sending;

use std::{collections::BTreeMap, fmt::Display, marker::PhantomData};

use bytes::Bytes;
use crm_mcp_core::ToolError;
use serde::Serialize;
use serde_json::{Map, Value};

use super::{
    context::Crm,
    dialect::Dialect,
    operation::{Operation, OperationKind, TenantPlace},
    value::Id,
};

/// A request of an operation that is being put together.
///
/// That of a [`Read`](crate::crm::Read) is [sent](Self::send). That of a [`Write`](crate::crm::Write) can only be
/// [carried out](Self::carry_out), which asks the user where that is wanted.
pub struct Request<'a, D: Dialect, K> {
    pub(crate) crm: &'a Crm<D>,
    pub(crate) operation: &'static Operation,
    path: String,
    query: String,
    pub(crate) body: Bytes,
    kind: PhantomData<fn() -> K>,
}

impl<D: Dialect> Crm<D> {
    /// A request of this operation, which names the tenant as the operation wants it.
    pub fn call<K: OperationKind>(&self, operation: &'static K) -> Request<'_, D, K> {
        let operation: &'static Operation = operation;
        let path = operation.path.replace(&format!("{{{}}}", D::TENANT), &self.tenant().in_path());
        let (query, body) = (String::new(), Bytes::new());
        let request = Request { crm: self, operation, path, query, body, kind: PhantomData };
        match operation.tenant {
            TenantPlace::Query(name) => request.with(name, self.tenant()),
            TenantPlace::Body(_) | TenantPlace::Unsaid => request,
        }
    }
}

impl<D: Dialect, K> Request<'_, D, K> {
    /// The record that the operation is about.
    #[must_use]
    pub fn id(mut self, id: &Id) -> Self {
        self.path = self.path.replace("{id}", &id.in_path());
        self
    }

    /// A parameter of the query.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Display) -> Self {
        let mut query = form_urlencoded::Serializer::new(self.query);
        self.query = query.append_pair(name, &value.to_string()).finish();
        self
    }

    /// A parameter of the query, if there is a value for it.
    #[must_use]
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

    /// The CRM that it is for.
    pub fn crm(&self) -> &Crm<D> {
        self.crm
    }

    /// Its operation.
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// The fields of the body; none where there is no body.
    pub fn fields(&self) -> Result<Map<String, Value>, ToolError> {
        if self.body.is_empty() {
            return Ok(Map::new());
        }
        serde_json::from_slice(&self.body).map_err(ToolError::internal)
    }

    /// The address: base, path and query.
    fn uri(&self) -> String {
        let question_mark = if self.query.is_empty() { "" } else { "?" };
        format!("{}{}{question_mark}{}", self.crm.client.base_url, self.path, self.query)
    }
}
