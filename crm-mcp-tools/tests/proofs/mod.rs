//! Proofs that hold of every CRM's tools. The tests of a CRM give the cases.

#![allow(dead_code, reason = "each CRM's tests use a part of it")]

pub(crate) mod access;
pub(crate) mod broken_answers;
pub(crate) mod paging;
pub(crate) mod refusals;

use crm_mcp_core::Tool;
use crm_mcp_tools::crm::{Crm, Dialect};

/// A CRM's tools, and its sandbox, which counts what it is asked.
pub(crate) trait World {
    type Dialect: Dialect;

    /// All tools.
    fn tools() -> Vec<Tool<Crm<Self::Dialect>>>;

    /// The CRM, reached by a client that knows nothing of it yet.
    fn crm(&self) -> Crm<Self::Dialect>;

    /// How many records the sandbox has changed.
    fn changes(&self) -> u64;

    /// How many requests it got since this was last asked.
    fn requests(&self) -> usize;
}
