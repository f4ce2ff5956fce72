//! What was noted, said on the telephone, texted and discussed in meetings in the demo data.

use serde_json::{Value, json};

use super::{
    demo::{Client, Demo, Made, Person, id},
    material::jottings::{CALL_NOTES, MEETINGS, NOTES, TEXTS},
    setup::organization_setup::USERS,
};
use crate::sandbox::{
    close::{engine::object_kind::ObjectKind, keys},
    kit::object::{Object, Properties as _},
};

const NOTE_COUNT: usize = 60;
const CALL_COUNT: usize = 34;
const SMS_COUNT: usize = 20;
const MEETING_COUNT: usize = 16;

/// The call that was recorded, and the meeting.
const RECORDED: usize = 3;

/// An activity of a client: when, and with whom.
pub(crate) fn activity(demo: &mut Demo, kind: ObjectKind, client: &Client, person: &Person, at: (i64, i64)) -> Object {
    let mut activity = demo.known(kind, Made { by: client.user, at });
    let fields: [(&str, Value); 4] = [
        ("lead_id", client.id.clone().into()),
        ("contact_id", person.id.clone().into()),
        ("user_id", keys::user_id(client.user).into()),
        ("activity_at", demo.almanac.moment(at.0, at.1).into()),
    ];
    activity.extend(fields.map(|(name, value)| (name.to_owned(), value)));
    activity
}

fn extend<const N: usize>(record: &mut Object, fields: [(&str, Value); N]) {
    record.extend(fields.map(|(name, value)| (name.to_owned(), value)));
}

/// The telephone number of the client's user.
pub(crate) fn local_phone(client: &Client) -> &'static str {
    let number = usize::try_from(client.user).unwrap_or(1);
    USERS[number - 1].3
}

pub(crate) fn add_notes(demo: &mut Demo) {
    for number in 0..NOTE_COUNT {
        let (client, person, day) = demo.occasion();
        let minute = demo.minute();
        let mut note = activity(demo, ObjectKind::Note, &client, &person, (day, minute));
        let (title, text) = NOTES[number % NOTES.len()];
        let title = if title.is_empty() { Value::Null } else { title.into() };
        let text = client.told(text, &person);
        extend(&mut note, [("title", title), ("note", text.into()), ("pinned", (number % 15 == 4).into())]);
        demo.push(ObjectKind::Note, note);
    }
}

/// Adds the calls, and gives those that were missed.
pub(crate) fn add_calls(demo: &mut Demo) -> Vec<(Client, Person, Object)> {
    let mut missed = Vec::new();
    for number in 0..CALL_COUNT {
        let (client, person, day) = demo.occasion();
        let minute = demo.minute();
        let is_missed = number % 12 == 11;
        let mut call = activity(demo, ObjectKind::Call, &client, &person, (if is_missed { -1 } else { day }, minute));
        let is_inbound = is_missed || demo.random.chance(30);
        let is_answered = !is_missed && demo.random.chance(80);
        let duration = if is_answered { 40 + demo.random.below(1500) } else { 0 };
        let note = if is_answered { *demo.random.pick(&CALL_NOTES) } else { "" };
        let outcome = match (is_answered, demo.random.chance(60)) {
            (true, true) => id(ObjectKind::Outcome, 1 + number % 2).into(),
            (false, _) if !is_inbound => id(ObjectKind::Outcome, 3).into(),
            _ => Value::Null,
        };
        extend(
            &mut call,
            [
                ("direction", if is_inbound { "inbound" } else { "outbound" }.into()),
                ("status", if is_answered { "completed" } else { "no-answer" }.into()),
                ("disposition", if is_answered { "answered" } else { "no-answer" }.into()),
                ("duration", duration.into()),
                ("note", note.into()),
                ("outcome_id", outcome),
                ("phone", person.phone.clone().into()),
                ("remote_phone", person.phone.clone().into()),
                ("local_phone", local_phone(&client).into()),
                ("source", "Close.io".into()),
                ("call_method", "regular".into()),
            ],
        );
        if number == RECORDED {
            record(&mut call, &client, &person);
        }
        if is_missed {
            missed.push((client, person, call.clone()));
        }
        demo.push(ObjectKind::Call, call);
    }
    missed
}

/// Makes it a call that was answered, recorded and written down.
fn record(call: &mut Object, client: &Client, person: &Person) {
    let address = format!("https://files.lantern.example/recordings/{}.mp3", call.text("id"));
    extend(
        call,
        [
            ("status", "completed".into()),
            ("disposition", "answered".into()),
            ("duration", 742.into()),
            ("note", "Went through the rota for the holidays.".into()),
            ("outcome_id", id(ObjectKind::Outcome, 1).into()),
            ("recording_url", address.into()),
            ("recording_duration", 742.into()),
            ("recording_transcript", transcript(client, person)),
        ],
    );
}

/// What was said by both, and a summary of it.
fn transcript(client: &Client, person: &Person) -> Value {
    let user = USERS[usize::try_from(client.user).unwrap_or(1) - 1].0;
    let said = [
        (true, "Good morning, thanks for taking the time. How did the first rota go?"),
        (false, "Better than I feared. Two people did not find the app, the rest is in."),
        (true, "I can send both a link. What about the holidays, do you plan them apart?"),
        (false, "Yes, and that is where we need help. We close two sites and the third takes everybody."),
        (true, "Then make a plan of its own for that week. People keep their rest hours across plans."),
        (false, "That would save us the spreadsheet. Can you show it to Caleb as well?"),
        (true, "Gladly. Thursday at ten?"),
        (false, "Thursday at ten is good."),
    ];
    let utterances = said.iter().enumerate().map(|(number, (is_ours, text))| {
        let start = f64::from(u32::try_from(number).unwrap_or_default()) * 9.5;
        let (label, side) = if *is_ours { (user, "close-user") } else { (person.name.as_str(), "contact") };
        json!({ "speaker_label": label, "speaker_side": side, "start": start, "end": start + 8.0, "text": text })
    });
    let summary = "The first rota works. They need a plan of its own for the holidays; a demo is agreed for Thursday.";
    json!({
        "utterances": utterances.collect::<Vec<_>>(),
        "summary_text": summary,
        "summary_html": format!("<p>{summary}</p>"),
    })
}

pub(crate) fn add_texts(demo: &mut Demo) {
    for number in 0..SMS_COUNT {
        let (client, person, day) = demo.occasion();
        let minute = demo.minute();
        let (text, is_inbound) = TEXTS[number % TEXTS.len()];
        let mut sms = activity(demo, ObjectKind::Sms, &client, &person, (day, minute));
        let sent = sms["activity_at"].clone();
        extend(
            &mut sms,
            [
                ("text", client.told(text, &person).into()),
                ("direction", if is_inbound { "inbound" } else { "outbound" }.into()),
                ("status", if is_inbound { "inbox" } else { "sent" }.into()),
                ("date_sent", sent),
                ("local_phone", local_phone(&client).into()),
                ("remote_phone", person.phone.clone().into()),
                ("source", "Close.io".into()),
            ],
        );
        demo.push(ObjectKind::Sms, sms);
    }
}

pub(crate) fn add_meetings(demo: &mut Demo) {
    for number in 0..MEETING_COUNT {
        let (client, person, day) = demo.occasion();
        let (title, note) = MEETINGS[number % MEETINGS.len()];
        // Every third is still to come.
        let day = if number % 3 == 2 { i64::try_from(number).unwrap_or_default() + 1 } else { day };
        add_meeting(demo, (&client, &person), day, (&client.told(title, &person), note), number == RECORDED);
    }
}

fn add_meeting(demo: &mut Demo, with: (&Client, &Person), day: i64, said: (&str, &str), is_recorded: bool) {
    let (client, person) = with;
    let minute = demo.minute();
    let mut meeting = activity(demo, ObjectKind::Meeting, client, person, (day.min(-1), minute));
    let [starts, ends] = [minute, minute + 45].map(|minute| demo.almanac.moment(day, minute));
    let is_over = day < 0;
    let user = USERS[usize::try_from(client.user).unwrap_or(1) - 1];
    let note = if is_over { said.1 } else { "" };
    extend(
        &mut meeting,
        [
            ("title", said.0.into()),
            ("activity_at", starts.clone().into()),
            ("starts_at", starts.into()),
            ("ends_at", ends.into()),
            ("duration", (45 * 60).into()),
            ("status", if is_over { "completed" } else { "upcoming" }.into()),
            ("location", "https://meet.example.com/lantern".into()),
            ("is_recurring", false.into()),
            ("source", "calendar".into()),
            ("note", "".into()),
            (
                "user_note_html",
                if note.is_empty() { Value::Null } else { format!("<body><p>{note}</p></body>").into() },
            ),
            ("outcome_id", if is_over { id(ObjectKind::Outcome, 5).into() } else { Value::Null }),
            (
                "attendees",
                json!([
                    { "name": format!("{} {}", user.0, user.1), "email": user.2, "user_id": keys::user_id(client.user),
                        "contact_id": null, "status": "yes", "is_organizer": true },
                    { "name": person.name, "email": person.email, "user_id": null, "contact_id": person.id,
                        "status": if is_over { "yes" } else { "noreply" }, "is_organizer": false },
                ]),
            ),
        ],
    );
    if is_recorded && is_over {
        meeting.insert("transcripts".into(), json!([transcript(client, person)]));
    }
    demo.push(ObjectKind::Meeting, meeting);
}
