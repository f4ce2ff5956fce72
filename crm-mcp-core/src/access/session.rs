//! One caller and what their tools work on.

use std::sync::Arc;

use crate::access::Caller;

/// A caller, and the context that their tools work on: what a transport must know of the other side. It is not a session of
/// the protocol, which clients of legacy revisions begin by a handshake.
#[derive(Debug)]
#[non_exhaustive]
pub struct Session<C: ?Sized> {
    /// Who calls.
    pub caller: Caller,
    /// What the tools work on for this caller: a CRM bound to their tenant.
    pub context: Arc<C>,
}

impl<C: ?Sized> Session<C> {
    /// This caller, and what the tools work on for it.
    pub fn new(caller: Caller, context: Arc<C>) -> Self {
        Self { caller, context }
    }
}

impl<C: ?Sized> Clone for Session<C> {
    fn clone(&self) -> Self {
        Self { caller: self.caller.clone(), context: Arc::clone(&self.context) }
    }
}
