//! A conversation, the messages in it, and a message on its way into it.

mod conversation;
mod message;
mod new_message;
mod sent_message;

pub(in crate::highlevel) use self::new_message::{Forward, MessageType, NewMessage, as_html};
pub use self::{
    conversation::Conversation,
    message::{Email, Message},
    sent_message::SentMessage,
};
