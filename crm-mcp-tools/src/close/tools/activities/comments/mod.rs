//! The tools on comments.

mod read;
mod write;

use crm_mcp_core::{Tool, tools};

pub use self::{
    read::fetch_comment,
    write::{NewComment, create_comment},
};
use crate::close::context::Close;

/// The tools on comments.
pub(in crate::close) fn tools() -> Vec<Tool<Close>> {
    tools![fetch_comment, create_comment]
}
