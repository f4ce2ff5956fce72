//! The tools on call tasks: calls that a user or a voice agent is to make.

mod read;
mod write;

use crm_mcp_core::{Tool, tools};

pub use self::{
    read::{CallTaskFilter, fetch_call_task, find_call_tasks},
    write::{CallTaskUpdate, NewCallTask, create_call_task, delete_call_task, update_call_task},
};
use crate::close::context::Close;

/// The tools on call tasks.
pub(in crate::close) fn tools() -> Vec<Tool<Close>> {
    tools![find_call_tasks, fetch_call_task, create_call_task, update_call_task, delete_call_task]
}
