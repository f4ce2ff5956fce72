//! A request on its way: at its pace, with a token, and a read again after a failure that may pass.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use http::{HeaderValue, Response, header::AUTHORIZATION};
use secrecy::{ExposeSecret, SecretString};
use tokio::time::{Instant, sleep, timeout_at};

use crate::{
    api::{
        Deadline, TokenError,
        pace::PATIENCE,
        retry::{self, Outcome, SendError, Tried},
    },
    crm::{
        context::{Crm, waits},
        dialect::Dialect,
        operation::Operation,
        tenant::pacing::Turn,
    },
};

/// With less time than this, a read is not sent any more: it would cost the tenant a request in vain.
const TIME_FOR_A_READ: Duration = Duration::from_secs(1);
/// After a create so much time is left to look whether the record is there.
const TIME_FOR_A_LOOK: Duration = Duration::from_secs(3);
/// With less time than this, a write is not sent any more: nobody would know whether it was carried out. The time for a look
/// comes on top of it.
pub(crate) const TIME_FOR_A_WRITE: Duration = Duration::from_secs(5);

/// A request on its way.
pub(crate) struct Delivery<'a, D: Dialect> {
    crm: &'a Crm<D>,
    operation: &'static Operation,
    /// The request as it is sent, but for its token.
    message: http::Request<Bytes>,
    /// Until when its answer may come. The call may have more time, for what it does after that.
    deadline: Deadline,
    sent: Mutex<Sent>,
}

/// What has been sent so far.
#[derive(Default)]
struct Sent {
    /// The token that it was last sent with.
    token: Option<SecretString>,
    /// Whether it has asked for a new token already. It does so once.
    has_renewed: bool,
}

impl<'a, D: Dialect> Delivery<'a, D> {
    pub(crate) fn new(
        crm: &'a Crm<D>,
        operation: &'static Operation,
        message: http::Request<Bytes>,
        deadline: Deadline,
    ) -> Self {
        // A create that has no answer is looked for, which takes time as well.
        let deadline = if operation.is_looked_up { deadline.leaving(TIME_FOR_A_LOOK) } else { deadline };
        Self { crm, operation, message, deadline, sent: Mutex::default() }
    }

    /// The token that the request was last sent with, if it was sent.
    pub(crate) fn token(&self) -> Option<SecretString> {
        self.sent().token.clone()
    }

    /// Sends the request, and a read again after a failure that may pass.
    pub(crate) async fn tried(&self) -> Tried {
        let operation = self.operation;
        if !operation.is_read() {
            return Tried::once(self.attempt().await);
        }
        let is_transient = |response: &_| D::REFUSALS.is_transient(operation, response);
        let pause = |failed: &Outcome, delay| {
            let failure = waits::failure(D::CRM, failed);
            let words = move |waited| waits::trying_again(&failure, delay, waited);
            self.crm.telling(Duration::ZERO, words, sleep(delay))
        };
        retry::read(|| self.attempt(), is_transient, self.last_start(), pause).await
    }

    /// Sends the request, and once more with a new token if the CRM has refused the token. It has not carried out what it
    /// refused so, and therefore a write is sent again as well.
    async fn attempt(&self) -> Outcome {
        let Crm { tenant, grant, .. } = self.crm;
        let token = self.in_time(tenant.token(grant)).await?;
        let (token, response) = self.send_with(token).await?;
        let is_refused = D::REFUSALS.is_unauthenticated(self.operation, &response);
        if !is_refused || std::mem::replace(&mut self.sent().has_renewed, true) {
            return Ok(response);
        }
        let again = async {
            match self.in_time(tenant.renewed(grant, &token)).await? {
                Some(token) => Ok(self.send_with(token).await?.1),
                None => Ok(response),
            }
        };
        again.await.map_err(|error| match error {
            // The first answer has been had, so this was sent.
            SendError::OutOfTime(whole) => SendError::NotSentAgain(whole),
            other => other,
        })
    }

    /// Sends the request once, with this token or with one that replaces it before its turn comes.
    async fn send_with(&self, token: SecretString) -> Result<(SecretString, Response<Bytes>), SendError> {
        let Self { crm, operation, deadline, .. } = self;
        let (token, turn) = self.turn(token).await?;
        let mut message = self.message.clone();
        message.headers_mut().insert(AUTHORIZATION, authorization::<D>(&token)?);
        self.sent().token = Some(token.clone());
        crm.count_request();
        let sent = turn.take(deadline.within(crm.client.upstream.send(message)));
        let words = |waited| waits::waiting_for_an_answer(D::CRM, waited);
        let answer = crm.telling(waits::ANSWER_IS_LATE, words, sent).await;
        match &answer {
            Ok(response) => tracing::debug!(%operation, status = response.status().as_u16()),
            Err(error) => tracing::warn!(%operation, error = error as &(dyn std::error::Error + 'static)),
        }
        Ok((token, answer?))
    }

    /// Waits for the request's turn. No place is held while a token is waited for, since others may have theirs.
    async fn turn(&self, mut token: SecretString) -> Result<(SecretString, Turn<'_>), SendError> {
        let Crm { tenant, .. } = self.crm;
        loop {
            let (now, last_start) = (Instant::now(), self.last_start());
            if now > last_start {
                return Err(SendError::OutOfTime(self.deadline.whole));
            }
            let give_up = last_start.min(now + PATIENCE);
            let words = |waited| waits::waiting_for_a_place(D::CRM, give_up - now, waited);
            let turn = self.crm.telling(waits::PLACE_IS_LATE, words, tenant.turn(self.operation, give_up)).await?;
            if tenant.renewals.is_newest(&token) {
                return Ok((token, turn));
            }
            drop(turn);
            token = self.in_time(tenant.renewals.in_place_of(token)).await?;
        }
    }

    /// Waits for a token, as long as the request can be sent after that.
    async fn in_time<T>(&self, token: impl Future<Output = Result<T, TokenError>>) -> Result<T, SendError> {
        let token = timeout_at(self.last_start(), token);
        match self.crm.telling(waits::ANSWER_IS_LATE, waits::waiting_for_a_token, token).await {
            Ok(token) => Ok(token?),
            Err(_) => Err(SendError::OutOfTime(self.deadline.whole)),
        }
    }

    /// The last moment to send it. A write needs more time than a read: its answer must not be missed.
    fn last_start(&self) -> Instant {
        self.deadline.last_start(if self.operation.is_read() { TIME_FOR_A_READ } else { TIME_FOR_A_WRITE })
    }

    fn sent(&self) -> MutexGuard<'_, Sent> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The header with the token, marked as sensitive so that it is never printed. It lives as long as its request.
fn authorization<D: Dialect>(token: &SecretString) -> Result<HeaderValue, TokenError> {
    let header = HeaderValue::try_from(D::authorization(token.expose_secret()));
    let mut header = header.map_err(|_| TokenError::Revoked("its token fits no header".to_owned()))?;
    header.set_sensitive(true);
    Ok(header)
}
