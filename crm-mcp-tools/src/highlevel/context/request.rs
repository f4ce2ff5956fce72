//! One call of an operation: the request as data, sent at its pace, its answer read.

use std::{fmt::Display, time::Duration};

use bytes::Bytes;
use crm_mcp_core::ToolError;
use http::{
    HeaderValue, Request,
    header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE},
};
use secrecy::{ExposeSecret, SecretString};
use serde::{Serialize, de::DeserializeOwned};
use tokio::time::{Instant, sleep};

use super::{HighLevel, answer};
use crate::{
    api::{
        Deadline, UpstreamError,
        pace::PATIENCE,
        retry::{self, Outcome, SendError, Tried},
    },
    crm::value::Id,
    highlevel::{
        context::waits,
        error,
        tables::operation::{LocationPlace, Operation},
    },
};

/// With less time than this, a read is not sent any more: it would cost the location a request in vain.
const TIME_FOR_A_READ: Duration = Duration::from_secs(1);
/// After a create so much time is left to look whether the contact is there.
const TIME_FOR_A_LOOK: Duration = Duration::from_secs(3);
/// With less time than this, a write is not sent any more: nobody would know whether it was carried out.
pub(in crate::highlevel) const TIME_FOR_A_WRITE: Duration = Duration::from_secs(5);

/// A call of an operation that is being put together.
pub(crate) struct Call<'a> {
    pub(in crate::highlevel) crm: &'a HighLevel,
    pub(in crate::highlevel) operation: &'static Operation,
    path: String,
    query: String,
    pub(in crate::highlevel) body: Bytes,
    /// The email of the contact that is written, where the user was asked about it.
    pub(in crate::highlevel) email_before: Option<String>,
}

impl HighLevel {
    pub(crate) fn call(&self, operation: &'static Operation) -> Call<'_> {
        let path = operation.path.replace("{location}", &self.location().in_path());
        let call = Call { crm: self, operation, path, query: String::new(), body: Bytes::new(), email_before: None };
        match operation.location {
            LocationPlace::Query(name) => call.with(name, self.location()),
            LocationPlace::Body | LocationPlace::Unsaid => call,
        }
    }
}

impl Call<'_> {
    /// The record that the operation is about.
    pub(crate) fn id(mut self, id: &Id) -> Self {
        self.path = self.path.replace("{id}", &id.in_path());
        self
    }

    /// A parameter of the query.
    pub(crate) fn with(mut self, name: &str, value: impl Display) -> Self {
        let mut query = form_urlencoded::Serializer::new(self.query);
        self.query = query.append_pair(name, &value.to_string()).finish();
        self
    }

    /// A parameter of the query, if there is a value for it.
    pub(crate) fn with_some(self, name: &str, value: Option<impl Display>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// The parameters of the query that are the fields of a record, but for those that are null.
    pub(crate) fn with_all(self, parameters: &impl Serialize) -> Result<Self, ToolError> {
        let parameters = serde_json::to_value(parameters).map_err(ToolError::internal)?;
        let parameters = parameters.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null());
        Ok(parameters.fold(self, |call, (name, value)| match value.as_str() {
            Some(text) => call.with(name, text),
            None => call.with(name, value),
        }))
    }

    /// The body, to which the location is added where the operation wants it.
    pub(crate) fn body(mut self, body: &impl Serialize) -> Result<Self, ToolError> {
        #[derive(Serialize)]
        struct Located<'a, B> {
            #[serde(rename = "locationId", skip_serializing_if = "Option::is_none")]
            location: Option<&'a Id>,
            #[serde(flatten)]
            body: &'a B,
        }
        let location = (self.operation.location == LocationPlace::Body).then(|| self.crm.location());
        self.body = serde_json::to_vec(&Located { location, body }).map_err(ToolError::internal)?.into();
        Ok(self)
    }

    /// Sends the call and reads its answer.
    pub(crate) async fn send<T: DeserializeOwned>(self) -> Result<T, ToolError> {
        let request = self.request()?;
        let deadline = self.crm.deadline();
        let Tried { outcome, come_back, out_of_time } = self.tried(&request, deadline).await;
        let is_cut_off = deadline.is_over() && matches!(outcome, Err(SendError::Upstream(UpstreamError::TimedOut(_))));
        let used_up = (out_of_time || is_cut_off).then_some(deadline.whole);
        let answer = answer::read(self.operation, &self.crm.tenant, outcome);
        answer.map_err(|error| error::in_time(error, used_up, come_back))
    }

    /// Sends the request, and a read again after a failure that may pass.
    async fn tried(&self, request: &Request<Bytes>, deadline: Deadline) -> Tried {
        let attempt = || self.attempt(request.clone(), deadline);
        if !self.operation.is_read() {
            return Tried::once(attempt().await);
        }
        let is_transient = |response: &_| error::is_transient(self.operation, response);
        let pause = |failed: &Outcome, delay| {
            let failure = waits::failure(failed);
            let words = move |waited| waits::trying_again(&failure, delay, waited);
            self.crm.telling(Duration::ZERO, words, sleep(delay))
        };
        retry::read(attempt, is_transient, self.last_start(deadline), pause).await
    }

    async fn attempt(&self, request: Request<Bytes>, deadline: Deadline) -> Outcome {
        let HighLevel { client, tenant, .. } = self.crm;
        let (now, last_start) = (Instant::now(), self.last_start(deadline));
        if now > last_start {
            return Err(SendError::OutOfTime(deadline.whole));
        }
        let give_up = last_start.min(now + PATIENCE);
        let turn = {
            let words = |waited| waits::waiting_for_a_place(give_up - now, waited);
            self.crm.telling(waits::PLACE_IS_LATE, words, tenant.turn(give_up)).await?
        };
        self.crm.count_request();
        // A create that has no answer is looked for, which takes time as well.
        let deadline = if self.operation.makes_contacts() { deadline.leaving(TIME_FOR_A_LOOK) } else { deadline };
        let sent = turn.take(deadline.within(client.upstream.send(request)));
        let answer = self.crm.telling(waits::ANSWER_IS_LATE, waits::waiting_for_an_answer, sent).await;
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

    fn request(&self) -> Result<Request<Bytes>, ToolError> {
        let HighLevel { client, tenant, .. } = self.crm;
        let question_mark = if self.query.is_empty() { "" } else { "?" };
        let mut request = Request::builder()
            .method(&self.operation.method)
            .uri(format!("{}{}{question_mark}{}", client.base_url, self.path, self.query))
            .header(AUTHORIZATION, authorization(&tenant.identity.credential)?)
            .header(ACCEPT, "application/json")
            .header("version", self.operation.version);
        if !self.body.is_empty() {
            request = request.header(CONTENT_TYPE, "application/json");
        }
        request.body(self.body.clone()).map_err(ToolError::internal)
    }
}

/// The header with the token, marked as sensitive so that it is never printed. It lives as long as its request.
fn authorization(credential: &SecretString) -> Result<HeaderValue, ToolError> {
    let header = HeaderValue::try_from(format!("Bearer {}", credential.expose_secret()));
    let mut header = header.map_err(ToolError::internal)?;
    header.set_sensitive(true);
    Ok(header)
}
