//! The tools on conversations and their messages.

mod email_text;
mod emails;
mod messages;
mod position;
mod search;
mod send;
mod types;
mod written_message;

pub use messages::{MessageFilter, MessagePage, MessageSearch};
pub use position::Sort;
pub use search::{
    ConversationFilter, ConversationPage, ConversationSearch, MessageAction, MessageDirection, PlainFilter, ReadStatus,
    SortBy,
};
pub use written_message::WrittenMessage;

use crm_mcp_core::{Tool, tools};

use crate::highlevel::context::HighLevel;

/// The tools on conversations, in the order of the vendor's own list.
pub(super) fn tools() -> Vec<Tool<HighLevel>> {
    tools![search::search_conversation, messages::get_messages, send::send_a_new_message]
}
