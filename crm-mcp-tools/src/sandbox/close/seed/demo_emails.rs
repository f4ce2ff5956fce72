//! The mails of the demo data, in threads.

use serde_json::{Value, json};

use super::{
    demo::{Client, Demo, Person, id},
    demo_talks::activity,
    material::correspondence::{LETTERS, LONG_PARAGRAPHS, Letters},
    setup::organization_setup::USERS,
};
use crate::sandbox::{
    close::engine::object_kind::ObjectKind,
    kit::object::{Object, Properties as _},
};

/// How many threads there are, and how many numbered paragraphs the very long mail has.
const THREAD_COUNT: usize = 20;
const LONG: usize = 110;

/// The number of the thread with the very long mail, and of the client that gets it.
const LONG_THREAD: usize = 4;

/// Mails of one thread.
struct MailThread<'a> {
    client: &'a Client,
    person: &'a Person,
    id: String,
    subject: String,
}

/// Adds the mails, and gives those that nobody has answered.
pub(crate) fn add(demo: &mut Demo) -> Vec<(Client, Person, Object)> {
    let mut unanswered = Vec::new();
    for number in 0..THREAD_COUNT {
        let letters = &LETTERS[number % LETTERS.len()];
        let (client, person, day) = demo.occasion(letters.with);
        let last = add_thread(demo, &client, &person, letters, (day, number));
        if number % 9 == 6 {
            unanswered.push((client, person, last));
        }
    }
    add_draft(demo);
    unanswered
}

/// Adds a thread, and gives its last mail.
fn add_thread(demo: &mut Demo, client: &Client, person: &Person, letters: &Letters, at: (i64, usize)) -> Object {
    let (day, number) = at;
    // Each answer is one of the next day.
    let turns = i64::try_from(letters.bodies.len()).unwrap_or_default();
    let day = day.min(-turns);
    let record = activity(demo, ObjectKind::EmailThread, client, person, (day, 540));
    let thread =
        MailThread { client, person, id: record.text("id").to_owned(), subject: client.told(letters.subject, person) };
    let mut emails: Vec<Object> = Vec::new();
    for (turn, body) in letters.bodies.iter().enumerate() {
        let at = (day + i64::try_from(turn).unwrap_or_default(), demo.minute());
        let mut text = client.told(body, person);
        if number == LONG_THREAD && turn == 0 {
            text.push_str(&long_letter());
        }
        let mut email = thread.email(demo, turn, &text, at, emails.last());
        email.insert("has_reply".to_owned(), (turn + 1 < letters.bodies.len()).into());
        demo.push(ObjectKind::Email, email.clone());
        emails.push(email);
    }
    let last = emails.last().cloned().unwrap_or_default();
    add_record(demo, record, &thread, &emails);
    last
}

fn add_record(demo: &mut Demo, mut record: Object, thread: &MailThread<'_>, emails: &[Object]) {
    let last = emails.last().and_then(|email| email.get("activity_at")).cloned().unwrap_or_default();
    let user = thread.user();
    record.extend(
        [
            ("latest_normalized_subject", thread.subject.clone().into()),
            ("activity_at", last.clone()),
            ("date_updated", last),
            (
                "participants",
                json!([
                    { "name": user.0, "email": user.1 },
                    { "name": thread.person.name, "email": thread.person.email },
                ]),
            ),
        ]
        .map(|(name, value)| (name.to_owned(), value)),
    );
    demo.push(ObjectKind::EmailThread, record);
}

impl MailThread<'_> {
    /// The name and the mailbox of the client's user.
    fn user(&self) -> (String, &'static str) {
        let user = USERS[usize::try_from(self.client.user).unwrap_or(1) - 1];
        (format!("{} {}", user.0, user.1), user.2)
    }

    fn email(&self, demo: &mut Demo, turn: usize, text: &str, at: (i64, i64), before: Option<&Object>) -> Object {
        let is_ours = turn.is_multiple_of(2);
        let user = self.user();
        let mut email = activity(demo, ObjectKind::Email, self.client, self.person, at);
        let sent = email["activity_at"].clone();
        let text = if is_ours { format!("{text}\n{}", user.0) } else { text.to_owned() };
        let (from, to) = if is_ours {
            (format!("\"{}\" <{}>", user.0, user.1), self.person.email.clone())
        } else {
            (format!("\"{}\" <{}>", self.person.name, self.person.email), user.1.to_owned())
        };
        let subject = if turn == 0 { self.subject.clone() } else { format!("Re: {}", self.subject) };
        let opens = if is_ours && demo.random.chance(60) { 1 + demo.random.below(5) } else { 0 };
        let fields: [(&str, Value); 11] = [
            ("thread_id", self.id.clone().into()),
            ("status", if is_ours { "sent" } else { "inbox" }.into()),
            ("subject", subject.into()),
            ("sender", from.into()),
            ("to", json!([to])),
            ("cc", json!([])),
            ("bcc", json!([])),
            ("body_text", text.into()),
            ("date_sent", sent),
            ("opens_summary", if opens > 0 { format!("Opened {opens} times").into() } else { Value::Null }),
            ("in_reply_to_id", before.and_then(|email| email.get("id")).cloned().unwrap_or_default()),
        ];
        email.extend(fields.map(|(name, value)| (name.to_owned(), value)));
        email
    }
}

/// A mail that is not sent yet.
fn add_draft(demo: &mut Demo) {
    let client = demo.clients[0].clone();
    let person = client.people[0].clone();
    let record = activity(demo, ObjectKind::EmailThread, &client, &person, (-1, 1000));
    let subject = client.told("Renewal with the depot in Dayton", &person);
    let thread = MailThread { client: &client, person: &person, id: record.text("id").to_owned(), subject };
    let text = client.told("Hello {contact},\n\nhere is what the new depot would add:", &person);
    let mut draft = thread.email(demo, 0, &text, (-1, 1000), None);
    let fields: [(&str, Value); 4] = [
        ("status", "draft".into()),
        ("date_sent", Value::Null),
        ("opens_summary", Value::Null),
        ("template_id", id(ObjectKind::EmailTemplate, 3).into()),
    ];
    draft.extend(fields.map(|(name, value)| (name.to_owned(), value)));
    demo.push(ObjectKind::Email, draft.clone());
    add_record(demo, record, &thread, &[draft]);
}

fn long_letter() -> String {
    let paragraph = |number: usize| format!("\n{}. {}\n", number + 1, LONG_PARAGRAPHS[number % LONG_PARAGRAPHS.len()]);
    (0..LONG).map(paragraph).collect()
}
