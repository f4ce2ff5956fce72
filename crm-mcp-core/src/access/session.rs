//! One caller and what their tools work on.

use std::sync::Arc;

use crate::access::Caller;

/// One caller and the context of their tools: what a transport needs to know of whoever is on the other side.
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
