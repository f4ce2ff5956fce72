//! What was noted, texted and discussed in meetings in the demo data.

use serde_json::{Value, json};

use super::{
    demo::{Client, Demo, Made, Person, id},
    material::jottings::{MEETINGS, NOTES, Of, TEXTS},
    setup::organization_setup::USERS,
};
use crate::sandbox::{
    close::{engine::object_kind::ObjectKind, keys},
    kit::object::Object,
};

const NOTE_COUNT: usize = 60;
const SMS_COUNT: usize = 20;
const MEETING_COUNT: usize = 16;

/// The meeting that was recorded: one with the first client.
const RECORDED_MEETING: usize = 1;

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

pub(super) fn extend<const N: usize>(record: &mut Object, fields: [(&str, Value); N]) {
    record.extend(fields.map(|(name, value)| (name.to_owned(), value)));
}

/// The telephone number of the client's user.
pub(crate) fn local_phone(client: &Client) -> &'static str {
    let number = usize::try_from(client.user).unwrap_or(1);
    USERS[number - 1].3
}

pub(crate) fn add_notes(demo: &mut Demo) {
    for number in 0..NOTE_COUNT {
        let (of, title, text) = NOTES[number % NOTES.len()];
        let (client, person, day) = demo.occasion(of);
        let minute = demo.minute();
        let mut note = activity(demo, ObjectKind::Note, &client, &person, (day, minute));
        let title = if title.is_empty() { Value::Null } else { title.into() };
        let text = client.told(text, &person);
        extend(&mut note, [("title", title), ("note", text.into()), ("pinned", (number % 15 == 4).into())]);
        demo.push(ObjectKind::Note, note);
    }
}

/// What was said by both, and a summary of it.
pub(super) fn transcript(client: &Client, person: &Person) -> Value {
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
        let (client, person, day) = demo.occasion(Of::Everybody);
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
        let (of, title, note) = MEETINGS[number % MEETINGS.len()];
        let (mut client, mut person, day) = demo.occasion(of);
        let is_recorded = number == RECORDED_MEETING;
        if is_recorded {
            client = demo.clients[0].clone();
            person = client.people[0].clone();
        }
        // Every third is still to come.
        let day = if number % 3 == 2 { i64::try_from(number).unwrap_or_default() + 1 } else { day };
        add_meeting(demo, (&client, &person), day, (&client.told(title, &person), note), is_recorded);
    }
}

fn add_meeting(demo: &mut Demo, with: (&Client, &Person), day: i64, said: (&str, &str), is_recorded: bool) {
    let (client, person) = with;
    let minute = demo.minute();
    let mut meeting = activity(demo, ObjectKind::Meeting, client, person, (day.min(-1), minute));
    let [starts, ends] = [minute, minute + 45].map(|minute| demo.almanac.moment(day, minute));
    let is_over = day < 0;
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
            ("attendees", attendees(client, person, is_over)),
        ],
    );
    if is_recorded && is_over {
        meeting.insert("transcripts".into(), json!([transcript(client, person)]));
    }
    demo.push(ObjectKind::Meeting, meeting);
}

/// Who takes part: our side, and a person who has accepted if it is over.
fn attendees(client: &Client, person: &Person, is_over: bool) -> Value {
    let user = USERS[usize::try_from(client.user).unwrap_or(1) - 1];
    json!([
        { "name": format!("{} {}", user.0, user.1), "email": user.2, "user_id": keys::user_id(client.user),
            "contact_id": null, "status": "yes", "is_organizer": true },
        { "name": person.name, "email": person.email, "user_id": null, "contact_id": person.id,
            "status": if is_over { "yes" } else { "noreply" }, "is_organizer": false },
    ])
}
