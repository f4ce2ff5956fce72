//! One request of an operation, put together as data.

pub(crate) mod answer;
pub(crate) mod delivery;
pub(crate) mod sending;

use std::{fmt, fmt::Display, marker::PhantomData};

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
#[must_use = "a request does nothing until it is sent or carried out"]
pub struct Request<'a, D: Dialect, K> {
    pub(crate) crm: &'a Crm<D>,
    pub(crate) operation: &'static Operation,
    path: String,
    query: String,
    pub(crate) body: Bytes,
    kind: PhantomData<fn() -> K>,
}

impl<D: Dialect> Crm<D> {
    /// A request of this operation, which names the tenant as the operation wants it. Where nobody has named the tenant,
    /// a request that must name it is not sent.
    pub fn call<K: OperationKind>(&self, operation: &'static K) -> Request<'_, D, K> {
        let operation: &'static Operation = operation;
        let path = match self.named_tenant() {
            Some(tenant) => operation.path.replace(&format!("{{{}}}", D::TENANT), &tenant.in_path()),
            None => operation.path.to_owned(),
        };
        let (query, body) = (String::new(), Bytes::new());
        let request = Request { crm: self, operation, path, query, body, kind: PhantomData };
        match (operation.tenant, self.named_tenant()) {
            (TenantPlace::Query(name), Some(tenant)) => request.with_pair(name, tenant.as_str()),
            (TenantPlace::Query(_) | TenantPlace::Body(_) | TenantPlace::Unsaid, _) => request,
        }
    }
}

impl<D: Dialect, K> Request<'_, D, K> {
    /// The record that the operation is about.
    pub fn id(self, id: &Id) -> Self {
        self.part("id", id)
    }

    /// The id that stands for this name in braces in the path, such as `taskId` in `/contacts/{id}/tasks/{taskId}`.
    pub fn part(mut self, name: &str, id: &Id) -> Self {
        self.path = self.path.replace(&format!("{{{name}}}"), &id.in_path());
        self
    }

    /// A parameter of the query. The tenant's is there already; another one is not sent.
    pub fn with(self, name: &str, value: impl Display) -> Self {
        if matches!(self.operation.tenant, TenantPlace::Query(own) if own == name) {
            self
        } else {
            self.with_pair(name, &value.to_string())
        }
    }

    fn with_pair(mut self, name: &str, value: &str) -> Self {
        let mut query = form_urlencoded::Serializer::new(self.query);
        self.query = query.append_pair(name, value).finish();
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

    /// The body, an object, to which the tenant is added where the operation wants it. It names no tenant itself.
    pub fn body(mut self, body: &impl Serialize) -> Result<Self, ToolError> {
        let Value::Object(mut fields) = serde_json::to_value(body).map_err(ToolError::internal)? else {
            return Err(ToolError::internal("a body is an object"));
        };
        if let (TenantPlace::Body(name), Some(tenant)) = (self.operation.tenant, self.crm.named_tenant())
            && fields.insert(name.to_owned(), tenant.as_str().into()).is_some()
        {
            return Err(ToolError::internal("a body names the tenant, which is not its choice"));
        }
        self.body = serde_json::to_vec(&fields).map_err(ToolError::internal)?.into();
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

impl<D: Dialect, K> fmt::Debug for Request<'_, D, K> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Request").field("operation", self.operation).finish_non_exhaustive()
    }
}
