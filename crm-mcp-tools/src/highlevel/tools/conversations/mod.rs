//! The tools on conversations and their messages.

mod email_text;
mod emails;
mod messages;
mod new_message;
mod position;
mod recipient;
mod search;
mod send;
mod types;

pub use messages::MessagePage;
pub(in crate::highlevel) use new_message::{NewMessage, as_html};
pub(in crate::highlevel) use recipient::check;
pub use search::ConversationPage;
pub use send::SentMessage;

use crm_mcp_core::{Tool, tools};

use crate::highlevel::context::HighLevel;

/// The tools on conversations, in the order of the vendor's own list.
pub(in crate::highlevel) fn tools() -> Vec<Tool<HighLevel>> {
    tools![search::search_conversation, messages::get_messages, send::send_a_new_message]
}
