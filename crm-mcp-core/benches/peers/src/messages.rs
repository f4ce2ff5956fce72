//! The large record: a page of a conversation's messages, about 30 KiB of JSON, so that its answer has 64 KiB.

use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::Serialize;

/// The conversation there is.
pub(crate) const CONVERSATION: &str = "tDtDnQdgm2LXpyiqYvZ6";

/// Its page. Made once: a tool hands out a reference, so that no side pays for a copy.
pub(crate) static MESSAGES: LazyLock<Messages> = LazyLock::new(Messages::example);

/// One page of messages, the newest first.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Messages {
    messages: Vec<Message>,
    /// Asks for the next page.
    next_cursor: Option<String>,
}

/// One email.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Message {
    id: String,
    conversation_id: String,
    /// `inbound` or `outbound`.
    direction: String,
    date_added: String,
    subject: String,
    /// Plain text.
    body: String,
}

impl Messages {
    fn example() -> Self {
        let messages = (0..30).rev().map(Message::example).collect();
        Self { messages, next_cursor: Some("b2Zmc2V0OjMw".into()) }
    }
}

impl Message {
    fn example(number: usize) -> Self {
        const LETTER: &str = "Dear Rosan,\n\nthank you for your call. As you asked for \"two implants, if it can be done \
            before Easter\", I have looked at the calendar: Tuesday at 09:30 or Thursday at 14:00 would do.\n\n";
        Self {
            id: format!("eUmnRGhAXkNBiq4Vn{number:03}"),
            conversation_id: CONVERSATION.into(),
            direction: if number.is_multiple_of(2) { "inbound" } else { "outbound" }.into(),
            date_added: format!("2026-11-{:02}T16:05:09.870Z", number + 1),
            subject: format!("Re: Your appointment (#{number})"),
            body: LETTER.repeat(4) + "Kind regards\nÓlafur, Harbour & Daughters Dental",
        }
    }
}
