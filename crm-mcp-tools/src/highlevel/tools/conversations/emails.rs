//! Reading the emails of messages: HighLevel gives a message their ids only, and each email by itself.

use std::{cmp::Reverse, time::Duration};

use crm_mcp_core::ToolError;
use futures_util::{StreamExt, stream};
use serde::Deserialize;
use serde_json::Value;
use tokio::time::{Instant, timeout_at};

use super::email_text::{self, Text};
use crate::{
    crm::{
        record::Record,
        value::{Id, moment::Milliseconds},
    },
    highlevel::{
        context::HighLevel,
        records::{Email, Message},
        tables::operations,
    },
};

/// How many emails are read for one answer: each costs the location a request.
const MOST: usize = 10;
/// How many of them at once.
const AT_ONCE: usize = 4;
/// How long the messages wait for them.
const PATIENCE: Duration = Duration::from_secs(10);

/// The vendor's answer. Its documents show the email itself; it gives it in `emailMessage`.
#[derive(Deserialize)]
#[serde(try_from = "Value")]
struct EmailAnswer(Record<Email>);

impl TryFrom<Value> for EmailAnswer {
    type Error = serde_json::Error;

    fn try_from(mut answer: Value) -> Result<Self, Self::Error> {
        let inner = answer.get_mut("emailMessage").filter(|email| email.is_object()).map(Value::take);
        let mut email = Record::<Email>::deserialize(inner.unwrap_or(answer))?;
        let Text { text, is_cut } =
            email_text::of(email.others.get("body").and_then(Value::as_str).unwrap_or_default());
        email.text = Some(text).filter(|text| !text.is_empty());
        email.text_cut = is_cut.then_some(true);
        Ok(Self(email))
    }
}

/// Reads the newest emails of the messages. Says which are missing, and why.
pub(super) async fn read_into(mut messages: Vec<&mut Record<Message>>, crm: &HighLevel) -> Option<String> {
    let mut wanted = newest_first(&messages);
    let left_out = wanted.len().saturating_sub(MOST);
    wanted.truncate(MOST);
    let deadline = Instant::now() + PATIENCE;
    let reads: Vec<_> = wanted.iter().map(|(_, id)| timeout_at(deadline, read(crm, id))).collect();
    let answers: Vec<_> = stream::iter(reads).buffered(AT_ONCE).collect().await;

    let mut missing = Missing::default();
    for ((message, id), answer) in wanted.into_iter().zip(answers) {
        match answer {
            Ok(Ok(email)) => {
                messages[message].email_message_ids.retain(|other| *other != id);
                messages[message].emails.push(email);
            }
            Ok(Err(why)) => missing.add(id, why.message()),
            Err(_) => missing.add(id, "HighLevel did not answer in time"),
        }
    }
    for message in messages {
        // HighLevel promises no order.
        message.emails.sort_by_key(|email| Reverse(email.date_added.as_deref().and_then(Milliseconds::of_record)));
    }
    missing.told(left_out)
}

/// The emails of the messages, each with the place of its message: the newest of every message, then the second of each.
fn newest_first(messages: &[&mut Record<Message>]) -> Vec<(usize, String)> {
    let of_message = |(place, message): (usize, &&mut Record<Message>)| {
        // A thread of emails grows at its end.
        let ids = message.email_message_ids.iter().rev().cloned().enumerate();
        ids.map(move |(rank, id)| (rank, place, id)).collect::<Vec<_>>()
    };
    let mut all: Vec<_> = messages.iter().enumerate().flat_map(of_message).collect();
    all.sort_by_key(|(rank, place, _)| (*rank, *place));
    all.into_iter().map(|(_, place, id)| (place, id)).collect()
}

async fn read(crm: &HighLevel, id: &str) -> Result<Record<Email>, ToolError> {
    let id: Id = id.parse().map_err(ToolError::internal)?;
    let EmailAnswer(email) = crm.call(&operations::GET_EMAIL).id(&id).send().await?;
    Ok(email)
}

/// Emails that could not be read: each reason, with the ids.
#[derive(Debug, Default)]
struct Missing(Vec<(String, Vec<String>)>);

impl Missing {
    fn add(&mut self, id: String, why: &str) {
        match self.0.iter_mut().find(|(reason, _)| reason == why) {
            Some((_, ids)) => ids.push(id),
            None => self.0.push((why.to_owned(), vec![id])),
        }
    }

    /// In words, with so many others that were not asked for.
    fn told(self, left_out: usize) -> Option<String> {
        let failed = self.0.into_iter().map(|(why, ids)| format!("emails {}, because {why}", ids.join(", ")));
        let left_out = (left_out > 0).then(|| {
            format!("{left_out} emails, because at most {MOST} are read at once: ask for fewer messages and follow nextCursor")
        });
        let told: Vec<_> = failed.chain(left_out).collect();
        (!told.is_empty()).then(|| told.join("; "))
    }
}
