//! The context of the tools: a CRM, bound to one tenant and one grant.

pub(crate) mod call_state;
pub(crate) mod client;
pub(crate) mod confirm;
pub(crate) mod follower;
pub(crate) mod per_call;
pub(crate) mod waits;

use std::{fmt, sync::Arc, time::Duration};

use secrecy::SecretString;

use self::{call_state::CallState, client::Client, confirm::Confirm};
use super::{
    dialect::{Dialect, TenantByGrant},
    tenant::{
        grant::{Grant, InvalidCredential},
        identity::Identity,
        remembered::Tenant,
    },
    value::Id,
};

/// A CRM, bound to one tenant and one grant: the context of its tools.
///
/// No tool takes a tenant: what lists and makes records is bound to this one. What is named by an id is bound by the
/// grant, which the CRM gives out for one tenant; an answer that tells of another tenant is an error. Clones are
/// cheap. Contexts of one client share the pace of a grant, and of an app where it is known ([`Grant::of_app`]). Grants of
/// one tenant whose app is not known share its limit against bursts, unless the CRM counts them apart; what the CRM refuses
/// to one does not concern the others.
pub struct Crm<D: Dialect> {
    pub(crate) client: Client<D>,
    pub(crate) tenant: Arc<Tenant<D>>,
    /// Where the token of each request comes from.
    pub(crate) grant: Grant,
    pub(crate) answer_size: usize,
    pub(crate) confirm: Confirm,
    pub(crate) call_time: Duration,
    /// The state of the call that this context was made for, if it was made for one.
    pub(crate) call: Option<Arc<CallState>>,
}

impl<D: Dialect> Crm<D> {
    /// The size of a list's answer in bytes that is not exceeded unless something else is asked for.
    pub const ANSWER_SIZE: usize = 32 * 1024;
    /// The time that a call may take unless something else is asked for. Many clients give up after 60 seconds, and
    /// then hear nothing of what was done.
    pub const CALL_TIME: Duration = Duration::from_secs(45);

    /// The tenant with this id, as this token reaches it. Nothing is sent yet.
    pub fn new(client: &Client<D>, credential: SecretString, tenant: Id) -> Result<Self, InvalidCredential> {
        Ok(Self::with_grant(client, Grant::fixed(credential)?, tenant))
    }

    /// The tenant with this id, as this grant reaches it. The grant is one of this tenant. Nothing is sent yet.
    pub fn with_grant(client: &Client<D>, grant: Grant, tenant: Id) -> Self {
        let identity = Identity::new(tenant, &grant);
        Self::bound(client, grant, identity)
    }

    fn bound(client: &Client<D>, grant: Grant, identity: Identity) -> Self {
        let tenant = client.tenants.get(identity);
        let (client, answer_size, call_time) = (client.clone(), Self::ANSWER_SIZE, Self::CALL_TIME);
        Self { client, tenant, grant, answer_size, confirm: Confirm::default(), call_time, call: None }
    }

    /// The same tenant, its lists answering at most so many bytes of records at once, and a cursor for the others.
    /// A record is never cut: one that is larger by itself is answered alone.
    #[must_use]
    pub fn with_answer_size(self, bytes: usize) -> Self {
        Self { answer_size: bytes, ..self }
    }

    /// The same tenant, whose changes the user is asked to confirm as this says. Over HTTP, clients of revisions
    /// before 2026-07-28 can be asked only where the endpoint keeps sessions (`HttpOptions::sessions`).
    #[must_use]
    pub fn with_confirmation(self, confirm: Confirm) -> Self {
        Self { confirm, ..self }
    }

    /// The same tenant, where a call of a tool, a prompt or a resource may take so long, a day at most. It includes all
    /// waits: for a place in the CRM's rate limit, for answers, before a read is sent again. The time in which the user
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

    /// The id of the tenant. Where the grant alone was given, it is made of the grant and the CRM does not know it.
    pub fn tenant(&self) -> &Id {
        &self.tenant.identity.tenant
    }

    /// The id by which the CRM knows the tenant; none where the grant alone was given.
    pub fn named_tenant(&self) -> Option<&Id> {
        self.tenant.identity.named()
    }

    /// What is remembered of the tenant.
    pub fn remembered(&self) -> &D::Known {
        &self.tenant.known
    }
}

impl<D: TenantByGrant> Crm<D> {
    /// The tenant to which this grant belongs, for CRMs each of whose grants belongs to one tenant. Nobody need name it.
    /// Nothing is sent yet.
    ///
    /// An id made of the grant's stands for it, never of its token as it is: by that id pace, memory and cursors are
    /// told apart, and it is never sent. An operation that names the tenant is an error here. Records are not compared with
    /// a tenant, for none is known; [`with_grant`](Self::with_grant) names it and has them compared. To other CRMs a
    /// tenant must be named:
    ///
    /// ```compile_fail,E0599
    /// use crm_mcp_tools::{crm::Grant, highlevel::{Client, HighLevel}};
    ///
    /// fn without_location(client: &Client, grant: Grant) -> HighLevel {
    ///     HighLevel::of_grant(client, grant)
    /// }
    /// ```
    pub fn of_grant(client: &Client<D>, grant: Grant) -> Self {
        let identity = Identity::of_grant(&grant);
        Self::bound(client, grant, identity)
    }
}

impl<D: Dialect> Clone for Crm<D> {
    fn clone(&self) -> Self {
        Self {
            client: self.client.clone(),
            tenant: Arc::clone(&self.tenant),
            grant: self.grant.clone(),
            answer_size: self.answer_size,
            confirm: self.confirm.clone(),
            call_time: self.call_time,
            call: self.call.clone(),
        }
    }
}

impl<D: Dialect> fmt::Debug for Crm<D> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct(D::CRM).field(D::TENANT, self.tenant()).finish_non_exhaustive()
    }
}
