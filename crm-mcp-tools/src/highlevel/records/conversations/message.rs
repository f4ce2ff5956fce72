//! A message, a call or another entry in a conversation, and the emails of a message.

use std::mem;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::crm::{
    record::{Fields, Record, Slim, lenient},
    value::moment::Milliseconds,
};

/// A message, a call, or another entry in a conversation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Message {
    /// Id.
    #[serde(deserialize_with = "lenient::id")]
    pub id: String,
    /// Who wrote it: `inbound` is the contact.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub direction: Option<String>,
    /// Type: `TYPE_SMS`.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub message_type: Option<String>,
    /// How far it came: `delivered`, `read`, `failed`.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// When it was written.
    #[serde(default, deserialize_with = "lenient::time", skip_serializing_if = "Option::is_none")]
    pub date_added: Option<String>,
    /// Id of the user who wrote it.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// Subject of an email.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// What it says.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// URLs of what is attached.
    #[serde(default, deserialize_with = "lenient::texts", skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<String>,
    /// Ids of the emails in a thread of emails, without those in `emails`.
    #[serde(default, deserialize_with = "lenient::texts", skip_serializing_if = "Vec::is_empty")]
    pub email_message_ids: Vec<String>,
    /// Its emails, newest first: at most 10 in an answer. For the others give a smaller limit and follow nextCursor.
    #[serde(default, deserialize_with = "lenient::records", skip_serializing_if = "Vec::is_empty")]
    pub emails: Vec<Record<Email>>,
    /// Length of a call in seconds.
    #[serde(default, deserialize_with = "lenient::count", skip_serializing_if = "Option::is_none")]
    pub call_duration: Option<u64>,
    /// How a call ended: `completed`, `no-answer`, `voicemail`.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub call_status: Option<String>,
}

impl Message {
    /// Fills in what HighLevel keeps apart in `meta`.
    pub(in crate::highlevel) fn complete(&mut self, meta: &Value) {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let email = &meta["email"];
        self.subject = self.subject.take().or_else(|| text(&email["subject"]));
        self.email_message_ids = lenient::texts(&email["messageIds"]).unwrap_or_default();
        // The documents have the first of each; rows of the live API have been seen with the others.
        let durations = [&meta["callDuration"], &meta["call"]["duration"], &meta["duration"]];
        self.call_duration = durations.into_iter().find_map(|value| lenient::count(value).ok()?);
        let statuses = [&meta["callStatus"], &meta["call"]["status"], &meta["status"]];
        self.call_status = statuses.into_iter().find_map(text);
    }

    pub(in crate::highlevel) fn moment(&self) -> Option<Milliseconds> {
        Milliseconds::of_record(self.date_added.as_deref()?)
    }
}

impl Slim for Message {
    fn show(&mut self, fields: Fields) {
        self.emails.show(fields);
    }

    fn as_row(&mut self) {
        let mut emails = mem::take(&mut self.emails);
        for email in &mut emails {
            email.leave_out_what_is_told_by(self);
        }
        self.emails = emails;
    }
}

/// An email.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Email {
    /// Id.
    #[serde(deserialize_with = "lenient::id")]
    pub id: String,
    /// Who wrote it, where that differs from the message: `inbound` is the contact.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub direction: Option<String>,
    /// When it was written, where that differs from the message.
    #[serde(default, deserialize_with = "lenient::time", skip_serializing_if = "Option::is_none")]
    pub date_added: Option<String>,
    /// Name and address of the sender.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Addresses of the recipients.
    #[serde(default, deserialize_with = "lenient::addresses", skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<String>,
    /// Addresses of those who got a copy.
    #[serde(default, deserialize_with = "lenient::addresses", skip_serializing_if = "Vec::is_empty")]
    pub cc: Vec<String>,
    /// Subject, where it differs from the message's.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Its text, at most 2000 characters; quoted lines begin with `>`. With `fields: "all"` the HTML is in `body`.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// True if the text is longer.
    #[serde(default, deserialize_with = "lenient::flag", skip_serializing_if = "Option::is_none")]
    pub text_cut: Option<bool>,
    /// URLs of what is attached, where that differs from the message.
    #[serde(default, deserialize_with = "lenient::texts", skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<String>,
}

impl Email {
    /// Leaves out what its message says already.
    pub(super) fn leave_out_what_is_told_by(&mut self, message: &Message) {
        for (own, told) in [
            (&mut self.direction, &message.direction),
            (&mut self.date_added, &message.date_added),
            (&mut self.subject, &message.subject),
        ] {
            own.take_if(|own| told.as_ref() == Some(own));
        }
        if self.attachments == message.attachments {
            self.attachments.clear();
        }
    }
}

impl Slim for Email {}
