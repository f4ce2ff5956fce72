//! A write that was carried out.

use std::fmt;

use crm_mcp_core::ToolError;
use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::{Map, Value};

use crate::crm::{context::Crm, dialect::Dialect, operation::Write, request::Request};

/// A write that was carried out: the answer, beside what was sent.
pub struct Done<'a, D: Dialect, T, F> {
    /// The answer.
    pub answer: T,
    /// What was found out before it was sent.
    pub found: F,
    told: Map<String, Value>,
    request: Request<'a, D, Write>,
}

impl<'a, D: Dialect, T, F> Done<'a, D, T, F> {
    pub(super) fn new(request: Request<'a, D, Write>, Answered { answer, fields }: Answered<T>, found: F) -> Self {
        Self { answer, found, told: fields, request }
    }

    /// The CRM that was written to.
    pub fn crm(&self) -> &'a Crm<D> {
        self.request.crm
    }

    /// The answer as the CRM wrote it, without secrets.
    pub fn told(&self) -> &Map<String, Value> {
        &self.told
    }

    /// The body that was sent.
    pub fn sent(&self) -> Result<Map<String, Value>, ToolError> {
        self.request.fields()
    }

    /// Carries out a further part of the same change, which the preview has shown with this one: a request of the same
    /// tool on the same tenant, that does the same to the CRM.
    pub(crate) async fn then<U: DeserializeOwned>(&self, part: Request<'_, D, Write>) -> Result<U, ToolError> {
        let kind = |request: &Request<'_, D, Write>| (request.operation.tool, request.operation.effect);
        if kind(&part) != kind(&self.request) || part.crm.tenant() != self.crm().tenant() {
            return Err(ToolError::internal("a part of a change is not of its tool"));
        }
        part.sent().await
    }
}

impl<D: Dialect, T: fmt::Debug, F: fmt::Debug> fmt::Debug for Done<'_, D, T, F> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { answer, found, request, .. } = self;
        let mut written = formatter.debug_struct("Done");
        written.field("answer", answer).field("found", found).field("request", request).finish_non_exhaustive()
    }
}

/// An answer, and what the CRM wrote in it.
pub(super) struct Answered<T> {
    answer: T,
    fields: Map<String, Value>,
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Answered<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fields = Map::deserialize(deserializer)?;
        let answer = serde_path_to_error::deserialize(&fields).map_err(|error| {
            let (path, why) = (error.path().to_string(), error.into_inner());
            serde::de::Error::custom(format_args!("{path}: {why}"))
        })?;
        Ok(Self { answer, fields })
    }
}
