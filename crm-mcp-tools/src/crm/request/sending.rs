//! Sending a request at its pace, and a read again after a failure that may pass.

use std::time::Duration;

use bytes::Bytes;
use crm_mcp_core::ToolError;
use http::{
    HeaderValue,
    header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE},
};
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use tokio::time::{Instant, sleep};

use super::{Request, answer};
use crate::{
    api::{
        Deadline, UpstreamError,
        pace::PATIENCE,
        retry::{self, Outcome, SendError, Tried},
    },
    crm::{
        context::{Crm, waits},
        dialect::Dialect,
        operation::Read,
        refusal::details,
    },
};

/// With less time than this, a read is not sent any more: it would cost the tenant a request in vain.
const TIME_FOR_A_READ: Duration = Duration::from_secs(1);
/// After a create so much time is left to look whether the record is there.
const TIME_FOR_A_LOOK: Duration = Duration::from_secs(3);
/// With less time than this, a write is not sent any more: nobody would know whether it was carried out.
pub(crate) const TIME_FOR_A_WRITE: Duration = Duration::from_secs(5);

impl<D: Dialect> Request<'_, D, Read> {
    /// Sends the request and reads its answer.
    pub async fn send<T: DeserializeOwned>(self) -> Result<T, ToolError> {
        self.sent().await
    }
}

impl<D: Dialect, K> Request<'_, D, K> {
    /// Sends the request and reads its answer. A write is to be sent by [`carry_out`](Request::carry_out) alone.
    pub(in crate::crm) async fn sent<T: DeserializeOwned>(&self) -> Result<T, ToolError> {
        let request = self.request()?;
        let deadline = self.crm.deadline();
        let Tried { outcome, come_back, out_of_time } = self.tried(&request, deadline).await;
        let is_cut_off = deadline.is_over() && matches!(outcome, Err(SendError::Upstream(UpstreamError::TimedOut(_))));
        let used_up = (out_of_time || is_cut_off).then_some(deadline.whole);
        let answer = answer::read(self.operation, &self.crm.tenant, outcome);
        answer.map_err(|error| details::in_time(error, used_up, come_back))
    }

    /// Sends the request, and a read again after a failure that may pass.
    async fn tried(&self, request: &http::Request<Bytes>, deadline: Deadline) -> Tried {
        let attempt = || self.attempt(request.clone(), deadline);
        if !self.operation.is_read() {
            return Tried::once(attempt().await);
        }
        let is_transient = |response: &_| D::REFUSALS.is_transient(self.operation, response);
        let pause = |failed: &Outcome, delay| {
            let failure = waits::failure(D::CRM, failed);
            let words = move |waited| waits::trying_again(&failure, delay, waited);
            self.crm.telling(Duration::ZERO, words, sleep(delay))
        };
        retry::read(attempt, is_transient, self.last_start(deadline), pause).await
    }

    async fn attempt(&self, request: http::Request<Bytes>, deadline: Deadline) -> Outcome {
        let Crm { client, tenant, .. } = self.crm;
        let (now, last_start) = (Instant::now(), self.last_start(deadline));
        if now > last_start {
            return Err(SendError::OutOfTime(deadline.whole));
        }
        let give_up = last_start.min(now + PATIENCE);
        let turn = {
            let words = |waited| waits::waiting_for_a_place(D::CRM, give_up - now, waited);
            self.crm.telling(waits::PLACE_IS_LATE, words, tenant.turn(give_up)).await?
        };
        self.crm.count_request();
        // A create that has no answer is looked for, which takes time as well.
        let deadline = if self.operation.is_looked_up { deadline.leaving(TIME_FOR_A_LOOK) } else { deadline };
        let sent = turn.take(deadline.within(client.upstream.send(request)));
        let words = |waited| waits::waiting_for_an_answer(D::CRM, waited);
        let answer = self.crm.telling(waits::ANSWER_IS_LATE, words, sent).await;
        match &answer {
            Ok(response) => tracing::debug!(operation = %self.operation, status = response.status().as_u16()),
            Err(error) => {
                tracing::warn!(operation = %self.operation, error = error as &(dyn std::error::Error + 'static));
            }
        }
        Ok(answer?)
    }

    /// The last moment to send it. A write needs more time than a read: its answer must not be missed.
    fn last_start(&self, deadline: Deadline) -> Instant {
        deadline.last_start(if self.operation.is_read() { TIME_FOR_A_READ } else { TIME_FOR_A_WRITE })
    }

    fn request(&self) -> Result<http::Request<Bytes>, ToolError> {
        let mut request = http::Request::builder()
            .method(&self.operation.method)
            .uri(self.uri())
            .header(AUTHORIZATION, authorization::<D>(&self.crm.tenant.identity.credential)?)
            .header(ACCEPT, "application/json");
        if let Some((name, value)) = self.operation.header {
            request = request.header(name, value);
        }
        if !self.body.is_empty() {
            request = request.header(CONTENT_TYPE, "application/json");
        }
        request.body(self.body.clone()).map_err(ToolError::internal)
    }
}

/// The header with the token, marked as sensitive so that it is never printed. It lives as long as its request.
fn authorization<D: Dialect>(credential: &SecretString) -> Result<HeaderValue, ToolError> {
    let header = HeaderValue::try_from(D::authorization(credential.expose_secret()));
    let mut header = header.map_err(ToolError::internal)?;
    header.set_sensitive(true);
    Ok(header)
}
