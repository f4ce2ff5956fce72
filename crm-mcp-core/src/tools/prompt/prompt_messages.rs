//! What a prompt is: messages, each of the person or of the model.

use serde::Serialize;

use crate::wire::{Audience, Content, Revision};

/// One message of a prompt.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PromptMessage {
    role: Audience,
    content: Content,
}

impl PromptMessage {
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
/// use crm_mcp_core::{PromptMessage, PromptMessages};
///
/// let one = PromptMessages::from("Who called today?");
/// let two = PromptMessages::from([PromptMessage::user("Who called today?"), PromptMessage::assistant("Let me see.")]);
/// assert_eq!((one.as_slice().len(), two.as_slice().len()), (1, 2));
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct PromptMessages(Vec<PromptMessage>);

impl PromptMessages {
    /// The messages.
    pub fn as_slice(&self) -> &[PromptMessage] {
        &self.0
    }

    /// The same messages, as far as a revision knows the kinds of their content.
    pub(crate) fn known_in(&self, revision: Revision) -> Vec<PromptMessage> {
        let known = |message: &PromptMessage| PromptMessage {
            content: message.content.known_in(revision).into_owned(),
            ..*message
        };
        self.0.iter().map(known).collect()
    }
}

impl From<PromptMessage> for PromptMessages {
    fn from(message: PromptMessage) -> Self {
        Self(vec![message])
    }
}

impl From<String> for PromptMessages {
    fn from(text: String) -> Self {
        PromptMessage::user(text).into()
    }
}

impl From<&'static str> for PromptMessages {
    fn from(text: &'static str) -> Self {
        PromptMessage::user(text).into()
    }
}

impl<const N: usize> From<[PromptMessage; N]> for PromptMessages {
    fn from(messages: [PromptMessage; N]) -> Self {
        Self(messages.into())
    }
}

impl From<Vec<PromptMessage>> for PromptMessages {
    fn from(messages: Vec<PromptMessage>) -> Self {
        Self(messages)
    }
}

impl FromIterator<PromptMessage> for PromptMessages {
    fn from_iter<I: IntoIterator<Item = PromptMessage>>(messages: I) -> Self {
        Self(messages.into_iter().collect())
    }
}
