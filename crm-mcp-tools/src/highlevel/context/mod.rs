//! The context of the tools: HighLevel, bound to one location and one credential.

pub(in crate::highlevel) mod answer;
pub(in crate::highlevel) mod client;
pub(in crate::highlevel) mod grant;
pub(in crate::highlevel) mod more;
pub(in crate::highlevel) mod per_call;
pub(in crate::highlevel) mod request;
pub(in crate::highlevel) mod tenant;
pub(in crate::highlevel) mod tenants;
pub(in crate::highlevel) mod waits;

use std::{fmt, sync::Arc, time::Duration};

use secrecy::{ExposeSecret, SecretString};

use super::context::{
    client::Client,
    tenant::{Identity, Tenant},
};
use crate::crm::{call_state::CallState, confirm::Confirm, context::Context, value::Id};

/// The credential could never be one. It is not repeated here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a HighLevel token is not empty and consists of visible ASCII characters")]
pub struct InvalidCredential;

/// HighLevel, bound to one location and one credential: the context of [`tools`](crate::highlevel::tools()).
///
/// No tool takes a location: what lists and makes records is bound to this one. What is named by an id is bound by the
/// credential, which HighLevel gives out for one location; an answer that tells of another location is an error. Clones
/// are cheap. Contexts of one client share the pace of a credential. Credentials of one location share its limit against
/// bursts, unless HighLevel counts them apart; what HighLevel refuses to one does not concern the others.
#[derive(Clone)]
pub struct HighLevel {
    pub(super) client: Client,
    pub(super) tenant: Arc<Tenant>,
    pub(super) answer_size: usize,
    pub(super) confirm: Confirm,
    pub(super) call_time: Duration,
    /// The state of the call that this context was made for, if it was made for one.
    pub(super) call: Option<Arc<CallState>>,
}

impl HighLevel {
    /// The size of a list's answer in bytes that is not exceeded unless something else is asked for.
    pub const ANSWER_SIZE: usize = 32 * 1024;
    /// The time that a call may take unless something else is asked for. Many clients give up after 60 seconds, and
    /// then hear nothing of what was done.
    pub const CALL_TIME: Duration = Duration::from_secs(45);

    /// The location with this id, as this credential (a Private Integration token or an OAuth access token of that
    /// location) reaches it. Nothing is sent yet.
    pub fn new(client: &Client, credential: SecretString, location: Id) -> Result<Self, InvalidCredential> {
        let token = credential.expose_secret();
        if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(InvalidCredential);
        }
        let tenant = client.tenants.get(Identity { location, credential });
        let (client, answer_size, call_time) = (client.clone(), Self::ANSWER_SIZE, Self::CALL_TIME);
        Ok(Self { client, tenant, answer_size, confirm: Confirm::default(), call_time, call: None })
    }

    /// The same location, its lists answering at most so many bytes of records at once, and a cursor for the others.
    /// A record is never cut: one that is larger by itself is answered alone.
    #[must_use]
    pub fn with_answer_size(self, bytes: usize) -> Self {
        Self { answer_size: bytes, ..self }
    }

    /// The same location, whose changes the user is asked to confirm as this says. Over HTTP, clients of revisions
    /// before 2026-07-28 can be asked only where the endpoint keeps sessions (`HttpOptions::sessions`).
    #[must_use]
    pub fn with_confirmation(self, confirm: Confirm) -> Self {
        Self { confirm, ..self }
    }

    /// The same location, where a call of a tool, a prompt or a resource may take so long, a day at most. It includes all
    /// waits: for a place in HighLevel's rate limit, for answers, before a read is sent again. The time in which the user
    /// answers a question does not count.
    ///
    /// At the end of its time a call fails with an error that says when to come back. A write is not begun in the last
    /// five seconds (or the last quarter of a shorter time), so that its answer can come. A write that is under way then
    /// may have been carried out, and the error says so. Where a function is called without a call
    /// ([`for_call`](Self::for_call)), each of its requests may take so long, with its repetitions.
    #[must_use]
    pub fn with_call_time(self, call_time: Duration) -> Self {
        Self { call_time, ..self }
    }

    /// The id of the location.
    pub fn location(&self) -> &Id {
        &self.tenant.identity.location
    }
}

impl Context for HighLevel {
    const CRM: &'static str = "HighLevel";
    const TENANT: &'static str = "location";

    fn tenant(&self) -> &Id {
        self.location()
    }

    fn answer_size(&self) -> usize {
        self.answer_size
    }
}

impl fmt::Debug for HighLevel {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("HighLevel").field("location", self.location()).finish_non_exhaustive()
    }
}
