//! The conversations with a part of the demo contacts, in several channels.

use serde_json::{Value, json};
use sqlx::{SqliteConnection, query};

use super::{
    basis::{SEED, age, moment},
    extras::user,
    mails,
    material::threads::{CAMPAIGNS, Sender, THREADS, Thread},
};
use crate::sandbox::{
    highlevel::{
        conversations::{
            channel::Channel,
            document::{self, NewMessage},
        },
        forms::{
            dates,
            ids::{self, RecordKind},
        },
    },
    kit::{
        data::column::AsJson,
        object::{Object, Properties as _},
        random::Random,
    },
};

const DAY: i64 = 24 * 60 * 60;

/// Nothing but campaigns was sent in so many days before the data was taken; nobody who came in then was written to.
const QUIET: i64 = 10;

/// The one contact with a conversation of many pages, and of how many threads it is.
const TALKATIVE: (usize, u64) = (7, 24);

/// What is to become a message.
struct Line {
    /// Seconds from when the data was taken; negative.
    at: i64,
    message_type: &'static str,
    from: Sender,
    words: String,
    source: &'static str,
}

pub(crate) async fn fill(connection: &mut SqliteConnection, contacts: &[Object]) -> sqlx::Result<()> {
    let mut random = Random::new(SEED ^ 1);
    let (mut conversations, mut messages, mut emails) = (Vec::new(), Vec::new(), Vec::new());
    for (place, contact) in contacts.iter().enumerate() {
        let is_talkative = place == TALKATIVE.0;
        if is_talkative || random.chance(60) {
            let threads = if is_talkative { TALKATIVE.1 } else { 1 + random.below(2) };
            let lines = lines(&mut random, contact, threads);
            let id = ids::of(RecordKind::Conversation, conversations.len() as u64 + 1);
            let first = messages.len();
            conversations.extend(converse(&mut random, contact, &id, &lines, &mut messages));
            emails.extend(mails(contact, &lines, &messages[first..]));
        }
    }
    insert(connection, "INSERT INTO conversations (document) SELECT value FROM json_each(?)", &conversations).await?;
    insert(connection, "INSERT INTO messages (document) SELECT value FROM json_each(?)", &messages).await?;
    insert(connection, "INSERT INTO emails (document) SELECT value FROM json_each(?)", &emails).await
}

async fn insert(connection: &mut SqliteConnection, sql: &'static str, documents: &[Object]) -> sqlx::Result<()> {
    query(sql).bind(AsJson(&documents)).execute(connection).await?;
    Ok(())
}

/// Everything that was said, in the order of time.
fn lines(random: &mut Random, contact: &Object, threads: u64) -> Vec<Line> {
    let days = (age(contact) / DAY.unsigned_abs()).saturating_sub(QUIET.unsigned_abs());
    let fitting: Vec<Thread> = THREADS.into_iter().filter(|thread| can_have(contact, thread)).collect();
    let mut lines = Vec::new();
    if days == 0 || fitting.is_empty() {
        return lines;
    }
    for _ in 0..threads {
        // In the hours of work, of a day after the contact came in.
        let mut at = (i64::try_from(random.below(days)).unwrap_or_default() + QUIET) * -DAY + 13 * 60 * 60;
        for (message_type, from, words) in *random.pick(&fitting) {
            at += i64::try_from(40 + random.below(60 * 60)).unwrap_or_default();
            let words = words.replace("{name}", contact.text("firstName"));
            let source = if *from == Sender::Us && random.chance(30) { "workflow" } else { "app" };
            lines.push(Line { at, message_type, from: *from, words, source });
        }
    }
    lines.sort_by_key(|line| line.at);
    if random.chance(40) {
        // What the contact wrote last is not answered yet.
        let last = lines.iter().rposition(|line| line.from == Sender::Contact);
        lines.truncate(last.map_or(lines.len(), |last| last + 1));
    }
    lines.extend(campaigns(random, contact));
    lines
}

fn campaigns(random: &mut Random, contact: &Object) -> Vec<Line> {
    let has_means = |message_type| can_have(contact, &[(message_type, Sender::Us, "")]);
    let sent = CAMPAIGNS.iter().filter(|(message_type, ..)| has_means(message_type) && random.chance(20));
    let line = |(message_type, words, hours): &(&'static str, &str, i64)| {
        let (at, words) = (-hours * 60 * 60, (*words).to_owned());
        Line { at, message_type, from: Sender::Us, words, source: "campaign" }
    };
    sent.map(line).collect()
}

/// Whether a contact has the phone and the email that a thread goes over.
fn can_have(contact: &Object, thread: &[(&str, Sender, &str)]) -> bool {
    let has = |name| !contact.text(name).is_empty();
    thread.iter().all(|(message_type, ..)| match *message_type {
        "TYPE_CALL" | "TYPE_CAMPAIGN_SMS" => has("phone"),
        "TYPE_CAMPAIGN_EMAIL" => has("email"),
        other => Channel::of_type(other).is_none_or(|channel| channel.reaches(contact)),
    })
}

/// The conversation of these lines, if there are any; its messages are added to the others.
fn converse(
    random: &mut Random,
    contact: &Object,
    id: &str,
    lines: &[Line],
    messages: &mut Vec<Object>,
) -> Option<Object> {
    let first = lines.first()?;
    let first_type = Channel::of_type(first.message_type).map_or("TYPE_PHONE", |channel| channel.conversation_type);
    let added = dates::iso(moment(first.at));
    let mut conversation = document::conversation(id, contact.text("id"), first_type, &added);
    for line in lines {
        let message = message(random, &conversation, line, messages.len() as u64 + 1);
        document::receive(&mut conversation, &message, preview(line));
        messages.push(message);
    }
    conversation.extend(standing(random, contact, lines));
    Some(conversation)
}

/// The emails among the messages, which were made of these lines.
fn mails(contact: &Object, lines: &[Line], messages: &[Object]) -> Vec<Object> {
    let mut emails = Vec::new();
    for (line, message) in lines.iter().zip(messages) {
        if let Some(id) = message.get("meta").and_then(|meta| meta["email"]["messageIds"][0].as_str()) {
            let email = mails::mail(contact, message, id, (&line.words, line.from), &emails);
            emails.push(email);
        }
    }
    emails
}

fn message(random: &mut Random, conversation: &Object, line: &Line, number: u64) -> Object {
    let mut more = Object::new();
    let mut set = |name: &str, value: Value| _ = more.insert(name.to_owned(), value);
    if line.from == Sender::Us && line.source == "app" {
        set("userId", user(random).into());
    }
    if line.from != Sender::System {
        set("status", status(random, line).into());
    }
    match line.message_type {
        "TYPE_CALL" => set("meta", call(&line.words)),
        "TYPE_EMAIL" | "TYPE_CAMPAIGN_EMAIL" => {
            set("contentType", "text/html".into());
            set("meta", json!({ "email": { "messageIds": [ids::of(RecordKind::EmailMessage, number)] } }));
        }
        "TYPE_LIVE_CHAT" => {
            set("chatWidgetId", ids::of(RecordKind::User, 200).into());
            set("body", line.words.as_str().into());
        }
        _ if line.from == Sender::System => {}
        _ => set("body", line.words.as_str().into()),
    }
    let new = NewMessage {
        id: ids::of(RecordKind::Message, number),
        message_type: line.message_type,
        inbound: line.from == Sender::Contact,
        added: &dates::iso(moment(line.at)),
        source: line.source,
        more,
    };
    document::message(conversation, new)
}

fn status(random: &mut Random, line: &Line) -> &'static str {
    match (line.message_type, line.from) {
        ("TYPE_CALL", _) if line.words.parse::<u32>().is_ok() => "connected",
        ("TYPE_CALL", Sender::Us) => "undelivered",
        (_, Sender::Contact) => "delivered",
        _ if random.chance(4) => "failed",
        ("TYPE_EMAIL" | "TYPE_CAMPAIGN_EMAIL", _) => random.pick::<&str>(&["sent", "delivered", "opened", "clicked"]),
        ("TYPE_WHATSAPP" | "TYPE_FACEBOOK" | "TYPE_INSTAGRAM" | "TYPE_RCS", _) => "read",
        _ => "delivered",
    }
}

/// What is told of a call, of which these are the words of the thread.
fn call(words: &str) -> Value {
    match words {
        "no-answer" => json!({ "callStatus": "no-answer", "callDuration": "0" }),
        "voicemail" => json!({ "callStatus": "voicemail", "callDuration": "23" }),
        seconds => json!({ "callStatus": "completed", "callDuration": seconds }),
    }
}

/// What the list of conversations shows of a message: nothing of a call, nor of what the system noted.
fn preview(line: &Line) -> &str {
    if line.message_type == "TYPE_CALL" { "" } else { &line.words }
}

/// How the conversation stands: who cares for it, what is unread, what is due.
fn standing(random: &mut Random, contact: &Object, lines: &[Line]) -> Object {
    let mut standing = Object::new();
    let mut set = |name: &str, value: Value| _ = standing.insert(name.to_owned(), value);
    for name in ["assignedTo", "followers"] {
        if let Some(value) = contact.get(name) {
            set(name, value.clone());
        }
    }
    let unanswered = lines.iter().rev().take_while(|line| line.from == Sender::Contact).count();
    if random.chance(60) {
        set("unreadCount", unanswered.into());
    }
    set("starred", random.chance(12).into());
    if random.chance(15) {
        set("mentions", json!([user(random)]));
    }
    let scores = [1, 2]
        .map(|profile| json!({ "id": ids::of(RecordKind::ScoreProfile, profile), "score": random.below(21) * 5 }));
    if random.chance(70) {
        set("scoring", scores.into());
    }
    if unanswered > 0 && random.chance(50) {
        let last = lines.last().map_or(0, |line| line.at);
        for (name, days) in [("dueAt", 1), ("overdueAt", 3)] {
            set(name, dates::to_millis(&dates::iso(moment(last + days * DAY))).into());
        }
    }
    standing
}
