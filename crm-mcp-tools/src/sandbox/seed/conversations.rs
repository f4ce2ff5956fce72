//! The conversations with a part of the demo contacts, in several channels.

use serde_json::{Value, json};
use sqlx::SqliteConnection;

use super::{
    extras::user,
    moment,
    threads::{CAMPAIGNS, Sender, THREADS, Thread},
};
use crate::sandbox::{
    contacts::document::text,
    conversations::{
        channel::Channel,
        document::{self, NewMessage},
        row,
    },
    dates,
    random::{self, Random, Record},
    validate::Object,
};

const HOUR: i64 = 60 * 60;

/// No thread begins later than so many hours before the data was taken, or was over by then.
const QUIET: i64 = 240;

/// The one contact with a conversation of many pages, and of how many threads it is.
const TALKATIVE: (usize, u64) = (7, 40);

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
    let mut random = Random::new(super::SEED ^ 1);
    for (place, contact) in contacts.iter().enumerate() {
        let is_talkative = place == TALKATIVE.0;
        if !is_talkative && !random.chance(60) {
            continue;
        }
        let threads = if is_talkative { TALKATIVE.1 } else { 1 + random.below(3) };
        let lines = lines(&mut random, contact, threads);
        if !lines.is_empty() {
            converse(connection, &mut random, contact, &lines).await?;
        }
    }
    Ok(())
}

/// Everything that was said, in the order of time.
fn lines(random: &mut Random, contact: &Object, threads: u64) -> Vec<Line> {
    let oldest = dates::to_millis(text(contact, "dateAdded")).unwrap_or_default() / 1000 - super::TAKEN;
    let room = (-QUIET * HOUR - oldest).max(0).unsigned_abs() + 1;
    let fitting: Vec<Thread> = THREADS.into_iter().filter(|thread| can_have(contact, thread)).collect();
    let mut lines = Vec::new();
    for _ in 0..threads {
        if fitting.is_empty() {
            break;
        }
        let mut at = oldest + i64::try_from(random.below(room)).unwrap_or_default();
        for (message_type, from, words) in *random.pick(&fitting) {
            // Within the hours of a contact that came in lately.
            at = (at + i64::try_from(30 + random.below(5 * 3600)).unwrap_or_default()).min(-QUIET * HOUR / 2);
            let words = words.replace("{name}", text(contact, "firstName"));
            let source = if *from == Sender::Us && random.chance(30) { "workflow" } else { "app" };
            lines.push(Line { at, message_type, from: *from, words, source });
        }
    }
    for (message_type, words, hours) in CAMPAIGNS {
        let means = if message_type == "TYPE_CAMPAIGN_SMS" { "phone" } else { "email" };
        if oldest < -QUIET * HOUR && !text(contact, means).is_empty() && random.chance(35) {
            let from = Sender::Us;
            lines.push(Line { at: -hours * HOUR, message_type, from, words: words.into(), source: "campaign" });
        }
    }
    lines.sort_by_key(|line| line.at);
    lines
}

/// Whether a contact has the phone and the email that a thread goes over.
fn can_have(contact: &Object, thread: Thread) -> bool {
    let has = |name| !text(contact, name).is_empty();
    thread.iter().all(|(message_type, ..)| match Channel::of_type(message_type) {
        Some(channel) => channel.reaches(contact),
        None => *message_type != "TYPE_CALL" || has("phone"),
    })
}

async fn converse(
    connection: &mut SqliteConnection,
    random: &mut Random,
    contact: &Object,
    lines: &[Line],
) -> sqlx::Result<()> {
    let first = Channel::of_type(lines[0].message_type).map_or("TYPE_PHONE", |channel| channel.conversation_type);
    let added = dates::iso(moment(lines[0].at));
    let id = row::next_id(connection).await?;
    let mut conversation = document::conversation(&id, text(contact, "id"), first, &added);
    for line in lines {
        let message = message(random, &conversation, line, row::next_message(connection).await?);
        document::receive(&mut conversation, &message, preview(line));
        row::insert_message(connection, &message).await?;
    }
    conversation.extend(standing(random, contact, lines));
    row::put(connection, &conversation).await
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
            set("meta", json!({ "email": { "messageIds": [random::id(Record::EmailMessage, number)] } }));
        }
        "TYPE_LIVE_CHAT" => {
            set("chatWidgetId", random::id(Record::User, 200).into());
            set("body", line.words.as_str().into());
        }
        _ if line.from == Sender::System => {}
        _ => set("body", line.words.as_str().into()),
    }
    let new = NewMessage {
        id: random::id(Record::Message, number),
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
        ("TYPE_EMAIL" | "TYPE_CAMPAIGN_EMAIL", _) => *random.pick(&["sent", "delivered", "opened", "clicked"]),
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
    if random.chance(8) {
        set("mentions", json!([user(random)]));
    }
    let scores =
        [1, 2].map(|profile| json!({ "id": random::id(Record::ScoreProfile, profile), "score": random.below(21) * 5 }));
    if random.chance(70) {
        set("scoring", scores.into());
    }
    if unanswered > 0 && random.chance(50) {
        let last = lines.last().map_or(0, |line| line.at);
        for (name, days) in [("dueAt", 1), ("overdueAt", 3)] {
            set(name, dates::to_millis(&dates::iso(moment(last + days * 24 * HOUR))).into());
        }
    }
    standing
}
