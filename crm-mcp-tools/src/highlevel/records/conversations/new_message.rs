//! A message to send: its fields by the vendor's names.

use crm_mcp_core::{ErrorCode, ToolError};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::UtcDateTime;

use crate::crm::value::{Id, Phone, moment::Seconds};

/// A message to send.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NewMessage {
    /// Channel to send on.
    #[serde(rename = "type")]
    pub kind: MessageType,
    /// Contact's id.
    pub contact_id: Id,
    /// Text of the message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Subject of an Email.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Body of an Email, as HTML.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub html: Option<String>,
    /// Public URLs of files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<String>,
    /// When it is to be sent, if not now.
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    #[schemars(skip)]
    pub(in crate::highlevel) scheduled_timestamp: Option<Seconds>,
    /// What only an email has.
    #[serde(flatten)]
    pub email: EmailFields,
    /// What few messages need.
    #[serde(flatten)]
    pub rare: RareFields,
}

/// What only an email has.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct EmailFields {
    /// Sender, an address of the account.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-hidden" = true))]
    pub email_from: Option<String>,
    /// Another address of the contact.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-hidden" = true))]
    pub email_to: Option<String>,
    /// Email addresses that get a copy.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub email_cc: Vec<String>,
    /// Blind copies to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(extend("x-hidden" = true))]
    pub email_bcc: Vec<String>,
    /// Id of the message it answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_message_id: Option<Id>,
    /// To whom a reply goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-hidden" = true))]
    pub email_reply_mode: Option<ReplyMode>,
    /// Id of the thread of emails.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-hidden" = true))]
    pub thread_id: Option<Id>,
    /// Id of the subtype by which contacts unsubscribe.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-hidden" = true))]
    pub custom_subtype_id: Option<Id>,
    /// Which email to forward, and to whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-hidden" = true))]
    pub forward: Option<Forward>,
    /// Whether the vendor chooses the best time for a scheduled email.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-hidden" = true))]
    pub uses_native_scheduling_ai: Option<bool>,
    /// Within which time it chooses.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-hidden" = true))]
    pub optimization_period: Option<OptimizationPeriod>,
}

/// What few messages need.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RareFields {
    /// Sender's number in E.164 form.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-hidden" = true))]
    pub from_number: Option<Phone>,
    /// Recipient's number in E.164 form, if not the contact's.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-hidden" = true))]
    pub to_number: Option<Phone>,
    /// Id of the provider, for Custom.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-hidden" = true))]
    pub conversation_provider_id: Option<Id>,
    /// Id of the template to send.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-hidden" = true))]
    pub template_id: Option<Id>,
    /// Id of the appointment that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-hidden" = true))]
    pub appointment_id: Option<Id>,
    /// Whether to send a message of which HighLevel is known to drop a part.
    #[serde(default, skip_serializing)]
    #[schemars(extend("x-hidden" = true))]
    pub force: bool,
    /// Taken and not sent: the vendor's documents require it, and the vendor does not.
    #[serde(skip_serializing)]
    #[schemars(extend("x-hidden" = true))]
    pub sub_type: Option<String>,
    /// Taken and not sent: the vendor's documents require it, and the vendor does not.
    #[serde(skip_serializing)]
    #[schemars(extend("x-hidden" = true))]
    pub status: Option<String>,
}

/// A channel.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the names are the vendor's, and a model reads no more of them")]
pub enum MessageType {
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
    pub(in crate::highlevel) fn channel(self) -> Option<&'static str> {
        match self {
            Self::Sms | Self::Rcs => Some("SMS"),
            Self::Email => Some("Email"),
            Self::WhatsApp => Some("WhatsApp"),
            Self::Facebook => Some("FB"),
            Self::Instagram | Self::Custom | Self::LiveChat | Self::TikTok => None,
        }
    }

    pub(in crate::highlevel) fn is_by_phone(self) -> bool {
        matches!(self, Self::Sms | Self::Rcs | Self::WhatsApp)
    }
}

/// To whom a reply goes.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[expect(missing_docs, reason = "the names are the vendor's, and a model reads no more of them")]
pub enum ReplyMode {
    Reply,
    ReplyAll,
}

/// Within which time the vendor chooses.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the names are the vendor's, and a model reads no more of them")]
pub enum OptimizationPeriod {
    #[serde(rename = "24h")]
    OneDay,
    #[serde(rename = "48h")]
    TwoDays,
    #[serde(rename = "72h")]
    ThreeDays,
}

/// Which email is forwarded, and to whom.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Forward {
    /// Whether this forwards an email.
    pub is_forwarded: bool,
    /// The whole thread, or one email of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forward_whole_thread: Option<bool>,
    /// Id of the thread's message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_id: Option<Id>,
    /// Id of the one email.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_message_id: Option<Id>,
    /// Id of the contact it came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_contact_id: Option<Id>,
    /// Id of the conversation it came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_conversation_id: Option<Id>,
    /// Address to forward to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_email: Option<String>,
    /// Id of the contact to forward to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipient_contact_id: Option<Id>,
    /// Id of the conversation to forward to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipient_conversation_id: Option<Id>,
}

impl NewMessage {
    /// A message without text to this contact, on this channel.
    pub fn new(kind: MessageType, contact: &Id) -> Self {
        let (message, subject, html, scheduled_timestamp) = (None, None, None, None);
        let (email, rare) = (EmailFields::default(), RareFields::default());
        let (contact_id, attachments) = (contact.clone(), Vec::new());
        Self { kind, contact_id, message, subject, html, attachments, scheduled_timestamp, email, rare }
    }

    /// Refuses a message that is scheduled for a time in the past. HighLevel does not say what becomes of one; at worst it
    /// goes out at once.
    pub(in crate::highlevel) fn check_schedule(&self) -> Result<(), ToolError> {
        if self.scheduled_timestamp.is_some_and(|moment| moment.since_1970() <= UtcDateTime::now().unix_timestamp()) {
            return Err(ToolError::new(ErrorCode::InvalidArguments, "scheduledTimestamp is past")
                .with_next_step("give a later time, or leave it out to send now"));
        }
        Ok(())
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
}

/// A text as HTML that looks like it.
pub(in crate::highlevel) fn as_html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\n', "<br>")
}
