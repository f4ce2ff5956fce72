//! The tools on calls, and on the outcomes of calls and meetings.

mod outcomes;
mod read;

use crm_mcp_core::{Tool, tools};

pub use self::{
    outcomes::{CallOutcomes, MeetingOutcomes, find_call_outcomes, find_meeting_outcomes},
    read::fetch_call,
};
use crate::close::context::Close;

/// The tools on calls and outcomes.
pub(in crate::close) fn tools() -> Vec<Tool<Close>> {
    tools![fetch_call, find_call_outcomes, find_meeting_outcomes]
}
