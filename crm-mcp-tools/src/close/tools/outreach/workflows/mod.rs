//! The tools on workflows, which the API calls sequences.

mod search;
mod steps;
mod write;

use crm_mcp_core::{Tool, tools};

pub use self::{
    search::{WorkflowFilter, find_workflows},
    steps::NewWorkflowStep,
    write::{NewWorkflow, WorkflowTrigger, create_workflow},
};
use crate::close::context::Close;

/// The tools on workflows.
pub(in crate::close) fn tools() -> Vec<Tool<Close>> {
    tools![find_workflows, create_workflow]
}
