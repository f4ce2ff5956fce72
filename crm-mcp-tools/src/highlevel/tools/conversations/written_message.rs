//! A message as a caller writes it: what it must have to be sent.

use crm_mcp_core::{ErrorCode, ToolError};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    crm::value::{Id, moment::Edge},
    highlevel::{
        context::HighLevel,
        records::{EmailFields, Forward, MessageType, NewMessage, as_html},
        tools::given_texts::leave_out_empty,
    },
};

/// A message to send, its time as it is written. A text that is empty counts as not given.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct WrittenMessage {
    /// The message.
    #[serde(flatten)]
    pub message: NewMessage,
    /// When, if not now: 2026-11-29T14:00, local to the location unless it has an offset.
    pub scheduled_timestamp: Option<String>,
}

impl WrittenMessage {
    /// A message without text to this contact, on this channel.
    pub fn new(kind: MessageType, contact: &Id) -> Self {
        Self { message: NewMessage::new(kind, contact), scheduled_timestamp: None }
    }

    /// The message as it can be sent, and the location's time zone if its time is told by the clock there; or what is
    /// wrong with it.
    pub(super) async fn checked(self, crm: &HighLevel) -> Result<(NewMessage, Option<String>), ToolError> {
        let Self { mut message, mut scheduled_timestamp } = self;
        leave_out_empty([&mut scheduled_timestamp]);
        let time = [("scheduledTimestamp", scheduled_timestamp, Edge::Instant)];
        let ([time], zone) = crm.moments(time).await?;
        message.scheduled_timestamp = time;
        Ok((message.checked()?, zone))
    }
}

impl NewMessage {
    /// The message as it can be sent, or what is wrong with it.
    fn checked(mut self) -> Result<Self, ToolError> {
        let Self { message, subject, html, email: EmailFields { email_from, email_to, forward, .. }, .. } = &mut self;
        leave_out_empty([message, subject, html, email_from, email_to]);
        leave_out_empty(forward.iter_mut().map(|forward| &mut forward.to_email));
        let refused = |(cause, next): (&'static str, &'static str)| {
            Err(ToolError::new(ErrorCode::InvalidArguments, cause).with_next_step(next))
        };
        if let Some(missing) = self.missing() {
            return refused(missing);
        }
        self.check_schedule()?;
        // The body of an email without HTML would read "undefined".
        if matches!(self.kind, MessageType::Email) && is_blank(self.html.as_ref()) {
            self.html = self.message.as_deref().map(as_html);
        }
        Ok(self)
    }

    /// What it cannot be sent without, and what to do.
    fn missing(&self) -> Option<(&'static str, &'static str)> {
        let Self { kind, message, subject, html, attachments, email, rare, .. } = self;
        let (no_text, no_html) = (is_blank(message.as_ref()), is_blank(html.as_ref()));
        let forward = email.forward.as_ref().filter(|forward| forward.is_forwarded);
        let comes_from_elsewhere = rare.template_id.is_some() || forward.is_some();
        match kind {
            MessageType::Custom if rare.conversation_provider_id.is_none() => {
                Some(("type Custom goes through a provider", "give conversationProviderId, or use another type"))
            }
            _ if attachments.iter().any(|url| !is_url(url)) => {
                Some(("an attachment is no URL", "give files as public http or https URLs"))
            }
            MessageType::WhatsApp if !attachments.is_empty() && !rare.force => Some((
                "HighLevel delivers only the text of a WhatsApp message and drops the attachments",
                "put their URLs into message, or use another type; with force: true it is sent all the same",
            )),
            _ if forward.is_some() && !matches!(kind, MessageType::Email) => {
                Some(("only an email can be forwarded", "use type Email, or give message"))
            }
            _ if forward.is_some_and(|forward| !forward.has_recipient()) => Some((
                "nothing says to whom the email is forwarded",
                "give forward.toEmail or forward.recipientContactId",
            )),
            _ if comes_from_elsewhere => None,
            MessageType::Email if no_text && no_html => Some(("the email has no text", "give message or html")),
            MessageType::Email if is_blank(subject.as_ref()) && email.reply_message_id.is_none() => {
                Some(("the email has no subject", "give subject"))
            }
            MessageType::Email => None,
            _ if no_text && attachments.is_empty() => {
                Some(("the message has no text", "give message, or attachments; only an Email has html"))
            }
            _ => None,
        }
    }
}

impl Forward {
    fn has_recipient(&self) -> bool {
        self.recipient_contact_id.is_some() || !is_blank(self.to_email.as_ref())
    }
}

fn is_url(text: &str) -> bool {
    text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).is_some_and(|rest| !rest.is_empty())
}

fn is_blank(text: Option<&String>) -> bool {
    text.is_none_or(|text| text.trim().is_empty())
}
