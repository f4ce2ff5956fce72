//! The tools on what was said in calls and meetings, and on their outcomes.

mod outcomes;
mod read;

use crm_mcp_core::{Tool, tools};

pub use self::{
    outcomes::{CallOutcomes, MeetingOutcomes, find_call_outcomes, find_meeting_outcomes},
    read::{fetch_call, fetch_meeting_transcript},
};
use crate::close::context::Close;

/// The tools on calls and outcomes.
pub(in crate::close) fn tools() -> Vec<Tool<Close>> {
    tools![fetch_call, fetch_meeting_transcript, find_call_outcomes, find_meeting_outcomes]
}
