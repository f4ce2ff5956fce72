//! A conversation, the messages in it, and a message on its way into it.

mod conversation;
mod message;
mod new_message;
mod sent_message;

pub(in crate::highlevel) use self::new_message::as_html;
pub use self::{
    conversation::Conversation,
    message::{Email, Message},
    new_message::{EmailFields, Forward, MessageType, NewMessage, OptimizationPeriod, RareFields, ReplyMode},
    sent_message::SentMessage,
};
