//! The calls of the demo data.

use serde_json::Value;

use super::{
    demo::{Client, Demo, Person, id},
    demo_talks::{activity, extend, local_phone, transcript},
    material::jottings::CALL_NOTES,
};
use crate::sandbox::{
    close::engine::object_kind::ObjectKind,
    kit::object::{Object, Properties as _},
};

const CALL_COUNT: usize = 34;

/// The call that was recorded: one with the first client.
const RECORDED: usize = 3;

/// Adds the calls, and gives those that were missed.
pub(crate) fn add(demo: &mut Demo) -> Vec<(Client, Person, Object)> {
    let mut missed = Vec::new();
    for number in 0..CALL_COUNT {
        let (of, said) = CALL_NOTES[number % CALL_NOTES.len()];
        let (mut client, mut person, mut day) = demo.occasion(of);
        let is_missed = number % 12 == 11;
        if is_missed || number == RECORDED {
            client = demo.clients[if is_missed { number % 9 } else { 0 }].clone();
            person = client.people[0].clone();
        }
        if is_missed {
            day = -1;
        }
        let minute = demo.minute();
        let mut call = activity(demo, ObjectKind::Call, &client, &person, (day, minute));
        extend(
            &mut call,
            [
                ("phone", person.phone.clone().into()),
                ("remote_phone", person.phone.clone().into()),
                ("local_phone", local_phone(&client).into()),
                ("source", "Close.io".into()),
                ("call_method", "regular".into()),
            ],
        );
        add_end(demo, &mut call, number, if is_missed { None } else { Some(said) });
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

/// Adds who called whom, and what came of it: what was said, or nothing if nobody answered.
fn add_end(demo: &mut Demo, call: &mut Object, number: usize, said: Option<&str>) {
    let is_inbound = said.is_none() || demo.random.chance(30);
    let said = said.filter(|_| demo.random.chance(80));
    let outcome = match (said, demo.random.chance(60)) {
        (Some(_), true) => id(ObjectKind::Outcome, 1 + number % 2).into(),
        (None, _) if !is_inbound => id(ObjectKind::Outcome, 3).into(),
        _ => Value::Null,
    };
    let duration = said.map_or(0, |_| 40 + demo.random.below(1500));
    extend(
        call,
        [
            ("direction", if is_inbound { "inbound" } else { "outbound" }.into()),
            ("status", said.map_or("no-answer", |_| "completed").into()),
            ("disposition", said.map_or("no-answer", |_| "answered").into()),
            ("duration", duration.into()),
            ("note", said.unwrap_or_default().into()),
            ("outcome_id", outcome),
        ],
    );
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
