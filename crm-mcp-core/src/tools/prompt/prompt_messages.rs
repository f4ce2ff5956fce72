//! What a prompt is: messages, each of the person or of the model.

use serde::Serialize;

use crate::wire::{Audience, Content, Revision};

/// One message of a prompt.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Message {
    role: Audience,
    content: Content,
}

impl Message {
    /// A message of the person.
    pub fn user(content: impl Into<Content>) -> Self {
        Self { role: Audience::User, content: content.into() }
    }

    /// A message of the model.
    pub fn assistant(content: impl Into<Content>) -> Self {
        Self { role: Audience::Assistant, content: content.into() }
    }

    /// Whose message it is.
    pub fn role(&self) -> Audience {
        self.role
    }

    /// What it says.
    pub fn content(&self) -> &Content {
        &self.content
    }
}

/// The messages of a prompt, in order. A text by itself is one message of the person.
///
/// ```
/// use crm_mcp_core::{Message, Messages};
///
/// let one = Messages::from("Who called today?");
/// let two = Messages::from([Message::user("Who called today?"), Message::assistant("Let me see.")]);
/// assert_eq!((one.as_slice().len(), two.as_slice().len()), (1, 2));
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Messages(Vec<Message>);

impl Messages {
    /// The messages.
    pub fn as_slice(&self) -> &[Message] {
        &self.0
    }

    /// The same messages, as far as a revision knows the kinds of their content.
    pub(crate) fn known_in(&self, revision: Revision) -> Vec<Message> {
        let known =
            |message: &Message| Message { content: message.content.known_in(revision).into_owned(), ..*message };
        self.0.iter().map(known).collect()
    }
}

impl From<Message> for Messages {
    fn from(message: Message) -> Self {
        Self(vec![message])
    }
}

impl From<String> for Messages {
    fn from(text: String) -> Self {
        Message::user(text).into()
    }
}

impl From<&'static str> for Messages {
    fn from(text: &'static str) -> Self {
        Message::user(text).into()
    }
}

impl<const N: usize> From<[Message; N]> for Messages {
    fn from(messages: [Message; N]) -> Self {
        Self(messages.into())
    }
}

impl From<Vec<Message>> for Messages {
    fn from(messages: Vec<Message>) -> Self {
        Self(messages)
    }
}

impl FromIterator<Message> for Messages {
    fn from_iter<I: IntoIterator<Item = Message>>(messages: I) -> Self {
        Self(messages.into_iter().collect())
    }
}
