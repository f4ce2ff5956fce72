//! What else the demo data has: comments, custom activities, custom objects and changes of statuses.

use serde_json::Value;

use super::{
    demo::{Demo, Made, id},
    demo_talks::activity,
    material::jottings::{COMMENTS, Of},
    setup::custom_setup::value,
};
use crate::sandbox::{close::engine::object_kind::ObjectKind, kit::object::Properties as _};

const SEEN: [&str; 4] = [
    "The plan hangs next to the coffee machine, three versions of it.",
    "Two planners, one screen. They swap shifts by telephone.",
    "They print our plan and correct it by hand; asked why.",
    "Everything in the app, even the bus drivers.",
];

pub(crate) fn add(demo: &mut Demo) {
    add_comments(demo);
    add_visits(demo);
    add_steps(demo);
    add_sites(demo);
    add_changes(demo);
}

/// Comments on an opportunity, a note, a task and a call. Each thread has some in turn.
fn add_comments(demo: &mut Demo) {
    let threads: [(ObjectKind, usize, &str, usize); 4] = [
        (ObjectKind::Opportunity, 2, "opportunity", 3),
        (ObjectKind::Note, 5, "activity", 1),
        (ObjectKind::Task, 1, "task.lead", 2),
        (ObjectKind::Call, 4, "activity", 2),
    ];
    let mut comments = COMMENTS.iter();
    for (kind, number, object_type, count) in threads {
        let object_id = id(kind, number);
        let lead_id = demo.lead_of(&object_id);
        let thread = demo.add(
            ObjectKind::CommentThread,
            Made { by: 1, at: (-9, 600) },
            [
                ("object_id", object_id.clone().into()),
                ("object_type", object_type.into()),
                ("lead_id", lead_id.clone().into()),
            ],
        );
        for (turn, body) in (0..).zip(comments.by_ref().take(count)) {
            let by = u64::from(turn % 2 == 0) + 1;
            demo.add(
                ObjectKind::Comment,
                Made { by, at: (-9 + turn, 610) },
                [
                    ("thread_id", thread.clone().into()),
                    ("object_id", object_id.clone().into()),
                    ("object_type", object_type.into()),
                    ("lead_id", lead_id.clone().into()),
                    ("body", format!("<body><p>{body}</p></body>").into()),
                ],
            );
        }
    }
}

/// Visits at customers; the last is still a draft without what must be filled in.
fn add_visits(demo: &mut Demo) {
    let field = |number| format!("custom.{}", id(ObjectKind::ActivityField, number));
    for (number, seen) in SEEN.iter().enumerate() {
        let (client, person, day) = demo.occasion(Of::Customers);
        let mut visit = activity(demo, ObjectKind::CustomActivity, &client, &person, (day, 800));
        let mut set = |name: String, value: Value| visit.insert(name, value);
        set("custom_activity_type_id".to_owned(), id(ObjectKind::ActivityType, 1).into());
        let is_draft = number + 1 == SEEN.len();
        set("status".to_owned(), if is_draft { "draft" } else { "published" }.into());
        if !is_draft {
            set(field(1), (*seen).into());
            set(field(2), (2 + number).into());
            set(field(3), ["Good", "Mixed", "Bad"][number % 3].into());
        }
        demo.push(ObjectKind::CustomActivity, visit);
    }
}

/// The steps of onboarding that the first customer has behind it.
fn add_steps(demo: &mut Demo) {
    let client = demo.clients[0].clone();
    let person = client.people[0].clone();
    let steps = [("Import", -290), ("Training", -283), ("First plan", -276), ("Payroll", -240)];
    for (step, day) in steps {
        let mut done = activity(demo, ObjectKind::CustomActivity, &client, &person, (day, 840));
        let mut set = |name: String, value: Value| done.insert(name, value);
        set("custom_activity_type_id".to_owned(), id(ObjectKind::ActivityType, 2).into());
        set("status".to_owned(), "published".into());
        set(format!("custom.{}", id(ObjectKind::ActivityField, 4)), step.into());
        set(format!("custom.{}", id(ObjectKind::ActivityField, 5)), demo.almanac.day(day).into());
        demo.push(ObjectKind::CustomActivity, done);
    }
}

/// The sites of some customers.
fn add_sites(demo: &mut Demo) {
    let sites = [
        (0, "Depot Toledo", 80, "Three", -3000),
        (0, "Depot Lima", 36, "Two", -1400),
        (0, "Depot Dayton", 24, "One", -30),
        (1, "Practice at the market", 12, "One", -2100),
        (7, "Harbor Lane One", 120, "Three", -5200),
        (22, "Clinic Westgate Mall", 41, "Two", -900),
    ];
    for (client, name, seats, shifts, opened) in sites {
        let client = demo.clients[client].clone();
        let mut site = demo.known(ObjectKind::CustomObject, Made { by: client.user, at: (client.since + 5, 700) });
        let mut set = |name: &str, value: Value| site.insert(name.to_owned(), value);
        set("name", name.into());
        set("lead_id", client.id.clone().into());
        set("custom_object_type_id", id(ObjectKind::CustomObjectType, 1).into());
        let field = |name, of| value(ObjectKind::CustomObjectField, name, of);
        site.extend([
            field("Seats at the site", seats.into()),
            field("Shifts", shifts.into()),
            field("Opened", demo.almanac.day(opened).into()),
        ]);
        demo.push(ObjectKind::CustomObject, site);
    }
}

/// When customers became customers.
fn add_changes(demo: &mut Demo) {
    let customers = demo.clients.clone().into_iter().filter(|client| client.is_customer == Some(true));
    for client in customers {
        for (before, after, days) in [(1, 2, 12), (2, 3, 40)] {
            let at = (client.since + days, 720);
            let mut change = activity(demo, ObjectKind::LeadStatusChange, &client, &client.people[0], at);
            let mut set = |name: &str, value: Value| change.insert(name.to_owned(), value);
            set("old_status_id", id(ObjectKind::LeadStatus, before).into());
            set("new_status_id", id(ObjectKind::LeadStatus, after).into());
            demo.push(ObjectKind::LeadStatusChange, change);
        }
    }
}

impl Demo {
    /// The id of the lead that a record belongs to.
    fn lead_of(&self, id: &str) -> String {
        let record = self.kept().find(|record| record.text("id") == id);
        record.map(|record| record.text("lead_id").to_owned()).unwrap_or_default()
    }
}
