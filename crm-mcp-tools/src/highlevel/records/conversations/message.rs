//! A message, a call or another entry in a conversation, and the emails of a message.

use std::mem;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::crm::{
    record::{Record, lenient, record},
    value::moment::Milliseconds,
};

/// A message, a call, or another entry in a conversation.
#[record(row = as_row)]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Message {
    /// Id.
    #[record(id)]
    pub id: String,
    /// Who wrote it: `inbound` is the contact.
    pub direction: Option<String>,
    /// Type: `TYPE_SMS`.
    pub message_type: Option<String>,
    /// How far it came: `delivered`, `read`, `failed`.
    pub status: Option<String>,
    /// When it was written.
    #[record(time)]
    pub date_added: Option<String>,
    /// Id of the user who wrote it.
    pub user_id: Option<String>,
    /// Subject of an email.
    pub subject: Option<String>,
    /// What it says.
    pub body: Option<String>,
    /// URLs of what is attached.
    pub attachments: Vec<String>,
    /// Ids of the emails in a thread of emails, without those in `emails`.
    pub email_message_ids: Vec<String>,
    /// Its emails, newest first: at most 10 in an answer. For the others give a smaller limit and follow nextCursor.
    pub emails: Vec<Record<Email>>,
    /// Length of a call in seconds.
    pub call_duration: Option<u64>,
    /// How a call ended: `completed`, `no-answer`, `voicemail`.
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

/// Leaves what an agent chooses by in a row of a list.
fn as_row(message: &mut Message) {
    let mut emails = mem::take(&mut message.emails);
    for email in &mut emails {
        email.leave_out_what_is_told_by(message);
    }
    message.emails = emails;
}

/// An email.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Email {
    /// Id.
    #[record(id)]
    pub id: String,
    /// Who wrote it, where that differs from the message: `inbound` is the contact.
    pub direction: Option<String>,
    /// When it was written, where that differs from the message.
    #[record(time)]
    pub date_added: Option<String>,
    /// Name and address of the sender.
    pub from: Option<String>,
    /// Addresses of the recipients.
    #[record(addresses)]
    pub to: Vec<String>,
    /// Addresses of those who got a copy.
    #[record(addresses)]
    pub cc: Vec<String>,
    /// Subject, where it differs from the message's.
    pub subject: Option<String>,
    /// Its text, at most 2000 characters; quoted lines begin with `>`. With `fields: "all"` the HTML is in `body`.
    pub text: Option<String>,
    /// True if the text is longer.
    pub text_cut: Option<bool>,
    /// URLs of what is attached, where that differs from the message.
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
