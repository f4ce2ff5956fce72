//! Reading a comment.

use crm_mcp_core::{ToolError, tool};

use crate::{
    close::{context::Close, records::Comment, shapes::ById, tables::operations::GET_COMMENT},
    crm::record::Record,
};

/// Reads a comment.
#[tool(title = "Fetch comment", read, public)]
pub async fn fetch_comment(crm: &Close, args: ById) -> Result<Record<Comment>, ToolError> {
    crm.fetch(&GET_COMMENT, args).await
}
