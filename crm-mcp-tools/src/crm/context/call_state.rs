//! The state of one call of a tool: until when it may take, who follows it, how many requests it has sent to the CRM.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use crm_mcp_core::Usage;

use super::follower::Follower;
use crate::api::Deadline;

/// What belongs to one call. A context that was not made for a call has none.
#[derive(Debug)]
pub(crate) struct CallState {
    /// Moved on by the time in which the user is asked.
    deadline: Mutex<Deadline>,
    /// Shared with what the call begins and does not wait for.
    pub(crate) usage: Usage,
    pub(crate) follower: Option<Follower>,
}

impl CallState {
    pub(crate) fn new(time: Duration, usage: Usage, follower: Option<Follower>) -> Self {
        Self { deadline: Mutex::new(Deadline::after(time)), usage, follower }
    }

    pub(crate) fn deadline(&self) -> Deadline {
        *self.lock()
    }

    /// Gives the call more time.
    pub(crate) fn put_off(&self, time: Duration) {
        self.lock().end += time;
    }

    fn lock(&self) -> MutexGuard<'_, Deadline> {
        self.deadline.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
