//! The tools on emails. They write drafts; none sends.

mod write;

use crm_mcp_core::{Tool, tools};

pub use self::write::{DraftEmailUpdate, NewDraftEmail, create_draft_email, update_draft_email};
use crate::close::context::Close;

/// The tools on emails.
pub(in crate::close) fn tools() -> Vec<Tool<Close>> {
    tools![create_draft_email, update_draft_email]
}
