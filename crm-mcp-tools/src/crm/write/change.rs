//! What a write is to the user and to the tool: how it is shown, and what is done around it.

use std::future::Future;

use crm_mcp_core::{Call, Effect, ToolError};
use serde_json::{Map, Value};
use time::UtcDateTime;

use crate::crm::{context::Crm, dialect::Dialect, operation::Write, request::Request};

/// One change of a CRM: how it is shown to the user, and what is done before and after it is sent.
pub trait Change<D: Dialect>: Sync {
    /// What is found out right before the request is sent.
    type Found: Send;

    /// What the request would do, as things are now. It only reads.
    fn preview(
        &self,
        request: &Request<'_, D, Write>,
        call: &Call,
    ) -> impl Future<Output = Result<Preview, ToolError>> + Send;

    /// The last look before the request is sent, after the user has agreed to what was `shown`; nothing was shown where
    /// nobody is asked. An error here means that nothing is sent.
    fn before_sending(
        &self,
        request: &Request<'_, D, Write>,
        shown: Option<&Preview>,
    ) -> impl Future<Output = Result<Self::Found, ToolError>> + Send;

    /// Looks whether the request, sent at that time, was carried out: the error leaves it open, or says that it was and
    /// not with what result. Returns the error with what was found. Without a look it is the error as it is, which tells
    /// to look before the write is repeated.
    fn look_up(
        &self,
        _request: &Request<'_, D, Write>,
        _sent: UtcDateTime,
        error: ToolError,
    ) -> impl Future<Output = ToolError> + Send {
        async { error }
    }

    /// Remembers what the answer tells of the tenant.
    fn learn(&self, _crm: &Crm<D>, _answer: &Map<String, Value>) {}
}

/// What the user is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// The question.
    pub text: String,
    /// What the request would do to the CRM, which may be less than its operation can: an upsert may create.
    pub effect: Effect,
    /// What the change needs to know later of the record as it was. A preview in which it differs is shown again.
    pub before: Map<String, Value>,
}
