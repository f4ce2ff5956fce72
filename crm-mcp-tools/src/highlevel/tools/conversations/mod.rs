//! The tools on conversations and their messages.

mod email_text;
mod emails;
mod message;
mod messages;
mod position;
mod recipient;
mod search;
mod send;
mod types;

pub(in crate::highlevel) use message::{NewMessage, as_html};
pub use messages::MessagePage;
pub(in crate::highlevel) use recipient::check;
pub use search::ConversationPage;
pub use send::SentMessage;

use crm_mcp_core::{Tool, tools};

use crate::highlevel::context::HighLevel;

/// The tools on conversations, in the order of the vendor's own list.
pub(in crate::highlevel) fn tools() -> Vec<Tool<HighLevel>> {
    tools![search::search_conversation, messages::get_messages, send::send_a_new_message]
}
