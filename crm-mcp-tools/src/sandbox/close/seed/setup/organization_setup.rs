//! The organization of the demo data: its users, its statuses and pipelines, and what calls can end with.

use serde_json::{Value, json};

use crate::sandbox::{
    close::{
        engine::object_kind::ObjectKind,
        keys,
        seed::{
            demo::{Demo, Made, id},
            material::deals_at_hand::PIPELINES,
        },
    },
    kit::object::object,
};

/// First name, last name, mailbox and telephone number.
pub(crate) const USERS: [(&str, &str, &str, &str); 4] = [
    ("Dana", "Whitfield", "dana@lantern.example", "+13125550181"),
    ("Tomás", "Rivera", "tomas@lantern.example", "+13125550182"),
    ("Aiko", "Tanaka", "aiko@lantern.example", "+13125550183"),
    ("Femi", "Adeyemi", "femi@lantern.example", "+13125550184"),
];

pub(crate) const LEAD_STATUSES: [&str; 4] = ["Potential", "Qualified", "Customer", "Bad Fit"];

/// What calls and meetings can end with.
pub(crate) const OUTCOMES: [(&str, &str, &[&str]); 5] = [
    ("Interested", "Wants to go on.", &["calls", "meetings"]),
    ("Not now", "Asked to hear from us later.", &["calls", "meetings"]),
    ("Left voicemail", "Nobody answered.", &["calls"]),
    ("Demo agreed", "A demo is agreed.", &["calls"]),
    ("Next step agreed", "Everybody knows what comes next.", &["meetings"]),
];

/// When the organization began: everything in it is younger.
const BEGAN: Made = Made { by: 1, at: (-600, 540) };

pub(crate) fn add(demo: &mut Demo) {
    let organization = object([
        ("id", keys::organization_id().into()),
        ("name", "Lantern Software".into()),
        ("currency", "USD".into()),
        ("date_created", demo.almanac.moment(-600, 540).into()),
    ]);
    demo.push(ObjectKind::Organization, organization);
    for (number, (first, last, email, phone)) in (1..).zip(USERS) {
        let user = object([
            ("id", keys::user_id(number).into()),
            ("first_name", first.into()),
            ("last_name", last.into()),
            ("email", email.into()),
            ("phone", phone.into()),
            ("image", Value::Null),
            ("last_used_timezone", "America/Chicago".into()),
            ("date_created", demo.almanac.moment(-600, 540).into()),
        ]);
        demo.push(ObjectKind::User, user);
    }
    let members = [2, 3].map(|number| json!({ "user_id": keys::user_id(number) }));
    demo.add(ObjectKind::Group, BEGAN, [("name", "New business".into()), ("members", members.to_vec().into())]);
    add_statuses(demo);
    for (name, description, applies_to) in OUTCOMES {
        demo.add(
            ObjectKind::Outcome,
            BEGAN,
            [
                ("name", name.into()),
                ("description", description.into()),
                ("applies_to", json!(applies_to)),
                ("type", "custom".into()),
            ],
        );
    }
}

fn add_statuses(demo: &mut Demo) {
    for label in LEAD_STATUSES {
        demo.add(ObjectKind::LeadStatus, BEGAN, [("label", label.into())]);
    }
    for (name, statuses) in PIPELINES {
        let pipeline = demo.add(ObjectKind::Pipeline, BEGAN, [("name", name.into())]);
        for (label, kind) in statuses {
            demo.add(
                ObjectKind::OpportunityStatus,
                BEGAN,
                [("label", (*label).into()), ("type", (*kind).into()), ("pipeline_id", pipeline.clone().into())],
            );
        }
    }
}

/// The ids of a pipeline and of a status in it.
pub(crate) fn stage(pipeline: usize, status: usize) -> (String, String) {
    let before: usize = PIPELINES[..pipeline].iter().map(|(_, statuses)| statuses.len()).sum();
    (id(ObjectKind::Pipeline, pipeline + 1), id(ObjectKind::OpportunityStatus, before + status + 1))
}

/// Whether a status in a pipeline says active, won or lost.
pub(crate) const fn stage_type(pipeline: usize, status: usize) -> &'static str {
    PIPELINES[pipeline].1[status].1
}
