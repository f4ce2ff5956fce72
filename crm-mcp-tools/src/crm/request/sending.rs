//! Sending a request and reading its answer.

use bytes::Bytes;
use crm_mcp_core::ToolError;
use http::header::{ACCEPT, CONTENT_TYPE};
use serde::de::DeserializeOwned;

use super::{Request, answer, delivery::Delivery};
use crate::{
    api::{
        UpstreamError,
        retry::{SendError, Tried},
    },
    crm::{
        dialect::Dialect,
        operation::{Read, TenantPlace},
        refusal::details,
    },
};

impl<D: Dialect> Request<'_, D, Read> {
    /// Sends the request and reads its answer.
    pub async fn send<T: DeserializeOwned>(self) -> Result<T, ToolError> {
        self.sent().await
    }
}

impl<D: Dialect, K> Request<'_, D, K> {
    /// Sends the request and reads its answer. A write is to be sent by [`carry_out`](Request::carry_out) alone.
    pub(in crate::crm) async fn sent<T: DeserializeOwned>(&self) -> Result<T, ToolError> {
        self.delivered(self.request()?).await
    }

    /// The same, of which this request is put together already.
    pub(in crate::crm) async fn delivered<T: DeserializeOwned>(
        &self,
        request: http::Request<Bytes>,
    ) -> Result<T, ToolError> {
        let deadline = self.crm.deadline();
        let delivery = Delivery::new(self.crm, self.operation, request, deadline);
        let Tried { outcome, come_back, out_of_time } = delivery.tried().await;
        let is_cut_off = deadline.is_over() && matches!(outcome, Err(SendError::Upstream(UpstreamError::TimedOut(_))));
        let used_up = (out_of_time || is_cut_off).then_some(deadline.whole);
        let answer = answer::read(self.operation, &self.crm.tenant, delivery.token().as_ref(), outcome);
        answer.map_err(|error| details::in_time(error, used_up, come_back))
    }

    /// The request as it is sent, but for its token; an error if something of it is missing.
    pub(in crate::crm) fn request(&self) -> Result<http::Request<Bytes>, ToolError> {
        let lacks_tenant = match self.operation.tenant {
            TenantPlace::Unsaid => false,
            TenantPlace::Query(_) => self.crm.named_tenant().is_none(),
            TenantPlace::Body(_) => self.crm.named_tenant().is_none() || self.body.is_empty(),
        };
        if lacks_tenant || self.path.contains('{') {
            let (operation, tenant) = (self.operation, D::TENANT);
            return Err(ToolError::internal(format!("a request of {operation} lacks its body, an id or the {tenant}")));
        }
        let mut request =
            http::Request::builder().method(&self.operation.method).uri(self.uri()).header(ACCEPT, "application/json");
        if let Some((name, value)) = self.operation.header {
            request = request.header(name, value);
        }
        if !self.body.is_empty() {
            request = request.header(CONTENT_TYPE, "application/json");
        }
        request.body(self.body.clone()).map_err(ToolError::internal)
    }
}
