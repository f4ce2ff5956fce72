//! The tools on tasks, and on those of them that are calls to make.

pub mod call_tasks;
mod read;
mod write;

use crm_mcp_core::{Tool, tools};

pub use self::{
    read::{CloseTaskFilter, fetch_task, find_tasks},
    write::{CloseTaskUpdate, NewCloseTask, TaskPriority, create_task, delete_task, update_task},
};
use crate::close::context::Close;

/// The tools on tasks.
pub(super) fn tools() -> Vec<Tool<Close>> {
    tools![find_tasks, fetch_task, create_task, update_task, delete_task]
}
