//! A message to send: its fields by the vendor's names, and what it must have.

use crm_mcp_core::{ErrorCode, ToolError};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::UtcDateTime;

use crate::{
    crm::value::{
        Id, Phone,
        moment::{Edge, Seconds},
    },
    highlevel::context::HighLevel,
};

/// A message to send.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::highlevel) struct NewMessage {
    /// Channel to send on.
    #[serde(rename = "type")]
    pub(super) kind: MessageType,
    /// Contact's id.
    pub(in crate::highlevel) contact_id: Id,
    /// Text of the message.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    /// Subject of an Email.
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
    /// Body of an Email, as HTML.
    #[serde(skip_serializing_if = "Option::is_none")]
    html: Option<String>,
    /// Public URLs of files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<String>,
    /// When it is to be sent, if not now.
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    #[schemars(skip)]
    scheduled_timestamp: Option<Seconds>,
    #[serde(flatten)]
    pub(super) email: EmailFields,
    #[serde(flatten)]
    pub(super) rare: RareFields,
}

/// A message to send, its time as it is written.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct WrittenMessage {
    #[serde(flatten)]
    message: NewMessage,
    /// When, if not now: 2026-11-29T14:00, local to the location unless it has an offset.
    scheduled_timestamp: Option<String>,
}

/// What only an email has.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct EmailFields {
    /// Sender, an address of the account.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-hidden" = true))]
    email_from: Option<String>,
    /// Another address of the contact.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-hidden" = true))]
    pub(super) email_to: Option<String>,
    /// Email addresses that get a copy.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    email_cc: Vec<String>,
    /// Blind copies to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(extend("x-hidden" = true))]
    email_bcc: Vec<String>,
    /// Id of the message it answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_message_id: Option<Id>,
    /// To whom a reply goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-hidden" = true))]
    email_reply_mode: Option<ReplyMode>,
    /// Id of the thread of emails.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-hidden" = true))]
    thread_id: Option<Id>,
    /// Id of the subtype by which contacts unsubscribe.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-hidden" = true))]
    custom_subtype_id: Option<Id>,
    /// Which email to forward, and to whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-hidden" = true))]
    pub(super) forward: Option<Forward>,
    /// Whether the vendor chooses the best time for a scheduled email.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-hidden" = true))]
    uses_native_scheduling_ai: Option<bool>,
    /// Within which time it chooses.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-hidden" = true))]
    optimization_period: Option<OptimizationPeriod>,
}

/// What few messages need.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct RareFields {
    /// Sender's number in E.164 form.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-hidden" = true))]
    from_number: Option<Phone>,
    /// Recipient's number in E.164 form, if not the contact's.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-hidden" = true))]
    pub(super) to_number: Option<Phone>,
    /// Id of the provider, for Custom.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-hidden" = true))]
    conversation_provider_id: Option<Id>,
    /// Id of the template to send.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-hidden" = true))]
    template_id: Option<Id>,
    /// Id of the appointment that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-hidden" = true))]
    appointment_id: Option<Id>,
    /// Whether to send a message of which HighLevel is known to drop a part.
    #[serde(default, skip_serializing)]
    #[schemars(extend("x-hidden" = true))]
    force: bool,
    /// Taken and not sent: the vendor's documents require it, and the vendor does not.
    #[serde(skip_serializing)]
    #[schemars(extend("x-hidden" = true))]
    #[expect(dead_code, reason = "a caller of the vendor's own server may give it")]
    sub_type: Option<String>,
    /// Taken and not sent: the vendor's documents require it, and the vendor does not.
    #[serde(skip_serializing)]
    #[schemars(extend("x-hidden" = true))]
    #[expect(dead_code, reason = "a caller of the vendor's own server may give it")]
    status: Option<String>,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
pub(super) enum MessageType {
    #[serde(rename = "SMS")]
    Sms,
    #[serde(rename = "RCS")]
    Rcs,
    Email,
    WhatsApp,
    #[serde(rename = "IG")]
    Instagram,
    #[serde(rename = "FB")]
    Facebook,
    Custom,
    #[serde(rename = "Live_Chat")]
    LiveChat,
    #[serde(rename = "TIKTOK")]
    TikTok,
}

impl MessageType {
    /// The name of the channel among the contact's do-not-disturb settings.
    pub(super) fn channel(self) -> Option<&'static str> {
        match self {
            Self::Sms | Self::Rcs => Some("SMS"),
            Self::Email => Some("Email"),
            Self::WhatsApp => Some("WhatsApp"),
            Self::Facebook => Some("FB"),
            Self::Instagram | Self::Custom | Self::LiveChat | Self::TikTok => None,
        }
    }

    pub(super) fn is_by_phone(self) -> bool {
        matches!(self, Self::Sms | Self::Rcs | Self::WhatsApp)
    }
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum ReplyMode {
    Reply,
    ReplyAll,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
enum OptimizationPeriod {
    #[serde(rename = "24h")]
    OneDay,
    #[serde(rename = "48h")]
    TwoDays,
    #[serde(rename = "72h")]
    ThreeDays,
}

/// Which email is forwarded, and to whom.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "the names are the vendor's")]
pub(super) struct Forward {
    /// Whether this forwards an email.
    is_forwarded: bool,
    /// The whole thread, or one email of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    forward_whole_thread: Option<bool>,
    /// Id of the thread's message.
    #[serde(skip_serializing_if = "Option::is_none")]
    message_id: Option<Id>,
    /// Id of the one email.
    #[serde(skip_serializing_if = "Option::is_none")]
    email_message_id: Option<Id>,
    /// Id of the contact it came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    source_contact_id: Option<Id>,
    /// Id of the conversation it came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    source_conversation_id: Option<Id>,
    /// Address to forward to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) to_email: Option<String>,
    /// Id of the contact to forward to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) recipient_contact_id: Option<Id>,
    /// Id of the conversation to forward to.
    #[serde(skip_serializing_if = "Option::is_none")]
    recipient_conversation_id: Option<Id>,
}

impl Forward {
    fn has_recipient(&self) -> bool {
        self.recipient_contact_id.is_some() || !is_blank(self.to_email.as_ref())
    }
}

impl WrittenMessage {
    /// The message as it can be sent, and the location's time zone if its time is told by the clock there; or what is
    /// wrong with it.
    pub(super) async fn checked(self, crm: &HighLevel) -> Result<(NewMessage, Option<String>), ToolError> {
        let Self { mut message, scheduled_timestamp } = self;
        let time = [("scheduledTimestamp", scheduled_timestamp, Edge::Instant)];
        let ([time], zone) = crm.moments(time).await?;
        message.scheduled_timestamp = time;
        Ok((message.checked()?, zone))
    }
}

impl NewMessage {
    /// Refuses a message that is scheduled for a time in the past. HighLevel does not say what becomes of one; at worst it
    /// goes out at once.
    pub(super) fn check_schedule(&self) -> Result<(), ToolError> {
        if self.scheduled_timestamp.is_some_and(|moment| moment.since_1970() <= UtcDateTime::now().unix_timestamp()) {
            return Err(ToolError::new(ErrorCode::InvalidArguments, "scheduledTimestamp is past")
                .with_next_step("give a later time, or leave it out to send now"));
        }
        Ok(())
    }

    /// The message as it can be sent, or what is wrong with it.
    fn checked(mut self) -> Result<Self, ToolError> {
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

    /// Where it goes, if not to the contact's own address or number.
    pub(in crate::highlevel) fn address(&self) -> Option<&str> {
        let address = if matches!(self.kind, MessageType::Email) {
            self.email.email_to.as_deref()
        } else {
            self.rare.to_number.as_deref()
        };
        address.filter(|address| !address.trim().is_empty())
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

fn is_url(text: &str) -> bool {
    text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).is_some_and(|rest| !rest.is_empty())
}

fn is_blank(text: Option<&String>) -> bool {
    text.is_none_or(|text| text.trim().is_empty())
}

/// A text as HTML that looks like it.
pub(in crate::highlevel) fn as_html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\n', "<br>")
}
