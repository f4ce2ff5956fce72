//! The tasks of the demo data, of every type.

use serde_json::{Value, json};

use super::{
    demo::{Client, Demo, Made, Person},
    material::jottings::{Of, TODOS},
};
use crate::sandbox::{
    close::{engine::object_kind::ObjectKind, keys},
    kit::object::{Object, Properties as _},
};

/// How many tasks there are to do, and calls to make.
const TODO_COUNT: usize = 30;
const CALLS: usize = 7;

pub(crate) fn add(demo: &mut Demo) {
    for number in 0..TODO_COUNT {
        let (of, text) = TODOS[number % TODOS.len()];
        let (client, person, created) = demo.occasion(of);
        let text = client.told(text, &person);
        let mut task = task(demo, &client, &person, created, "lead");
        task.insert("text".into(), text.into());
        put_off(demo, &mut task, created);
        demo.push(ObjectKind::Task, task);
    }
    for _ in 0..CALLS {
        let (client, person, created) = demo.occasion(Of::Everybody);
        let text = client.told("Call {contact}", &person);
        let mut task = task(demo, &client, &person, created, "outgoing_call");
        task.insert("text".into(), text.into());
        task.insert("phone".into(), person.phone.clone().into());
        put_off(demo, &mut task, created);
        demo.push(ObjectKind::Task, task);
    }
}

/// Adds the tasks that a mail without an answer and a missed call have made.
pub(crate) fn add_of_activities(
    demo: &mut Demo,
    unanswered: &[(Client, Person, Object)],
    missed: &[(Client, Person, Object)],
) {
    for (client, person, email) in unanswered {
        let mut task = task(demo, client, person, -3, "email_followup");
        let fields: [(&str, Value); 5] = [
            ("email_id", email.text("id").into()),
            ("subject", email.text("subject").into()),
            ("body_preview", email.text("body_text").chars().take(120).collect::<String>().into()),
            ("object_type", "emailthread".into()),
            ("object_id", email.text("thread_id").into()),
        ];
        task.extend(fields.map(|(name, value)| (name.to_owned(), value)));
        task.insert("date".into(), demo.almanac.moment(1, 540).into());
        demo.push(ObjectKind::Task, task);
    }
    for (client, person, call) in missed {
        let mut task = task(demo, client, person, -1, "missed_call");
        let fields: [(&str, Value); 4] = [
            ("phone", person.phone.clone().into()),
            ("local_phone", call.text("local_phone").into()),
            ("object_type", "call".into()),
            ("object_id", call.text("id").into()),
        ];
        task.extend(fields.map(|(name, value)| (name.to_owned(), value)));
        task.insert("date".into(), call["activity_at"].clone());
        demo.push(ObjectKind::Task, task);
    }
}

fn task(demo: &mut Demo, client: &Client, person: &Person, created: i64, kind: &str) -> Object {
    let minute = demo.minute();
    let mut task = demo.known(ObjectKind::Task, Made { by: client.user, at: (created, minute) });
    let assigned = if demo.random.chance(80) { client.user } else { 1 + demo.random.below(4) };
    let fields: [(&str, Value); 5] = [
        ("_type", kind.into()),
        ("lead_id", client.id.clone().into()),
        ("contact_id", person.id.clone().into()),
        ("assigned_to", keys::user_id(assigned).into()),
        ("is_complete", false.into()),
    ];
    task.extend(fields.map(|(name, value)| (name.to_owned(), value)));
    task
}

/// Gives a task a date, and says whether it is done. Some have a time, most a day, a few nothing.
fn put_off(demo: &mut Demo, task: &mut Object, created: i64) {
    let days = created / 2 + i64::try_from(demo.random.below(20) + 1).unwrap_or(1);
    let date = match demo.random.below(10) {
        0 => Value::Null,
        1..=6 => demo.almanac.day(days).into(),
        _ => demo.almanac.moment(days, 600).into(),
    };
    task.insert("date".into(), date);
    let is_complete = days < -2 && demo.random.chance(70);
    if is_complete {
        task.insert("is_complete".into(), true.into());
        task.insert("date_updated".into(), demo.almanac.moment(days.min(-1), 960).into());
    }
    if demo.random.chance(25) {
        task.insert("priority".into(), json!("high"));
    }
}
