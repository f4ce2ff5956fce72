//! What saves work in the demo data: templates, smart views, workflows and scheduling links.

use serde_json::{Value, json};

use super::smart_views;
use crate::sandbox::close::{
    engine::object_kind::ObjectKind,
    keys,
    seed::{
        demo::{Demo, Made, id},
        material::correspondence::{MAIL_TEMPLATES, TEXT_TEMPLATES},
    },
};

const MADE: Made = Made { by: 2, at: (-300, 620) };

pub(crate) fn add(demo: &mut Demo) {
    add_templates(demo);
    add_views(demo);
    add_workflows(demo);
    add_links(demo);
}

fn add_templates(demo: &mut Demo) {
    for (number, (name, subject, body, is_archived)) in MAIL_TEMPLATES.into_iter().enumerate() {
        demo.add(
            ObjectKind::EmailTemplate,
            MADE,
            [
                ("name", name.into()),
                ("subject", subject.into()),
                ("body", body.into()),
                ("attachments", json!([])),
                ("cc", json!([])),
                ("bcc", json!([])),
                ("is_shared", (number != 2).into()),
                ("is_archived", is_archived.into()),
                ("unsubscribe_link_id", Value::Null),
            ],
        );
    }
    for (number, (name, text)) in TEXT_TEMPLATES.into_iter().enumerate() {
        demo.add(
            ObjectKind::SmsTemplate,
            MADE,
            [
                ("name", name.into()),
                ("text", text.into()),
                ("is_shared", (number != 2).into()),
                ("status", "active".into()),
                ("attachments", json!([])),
            ],
        );
    }
}

fn add_views(demo: &mut Demo) {
    for view in smart_views::all() {
        demo.add(
            ObjectKind::SmartView,
            MADE,
            [
                ("name", view.name.into()),
                ("description", view.description.into()),
                ("type", view.of.into()),
                ("query", Value::Null),
                ("s_query", json!({ "query": view.query, "sort": [], "results_limit": null })),
                ("is_shared", (!view.is_private).into()),
                ("is_user_dependent", view.is_private.into()),
                ("selected_fields", Value::Null),
                ("user_id", keys::user_id(MADE.by).into()),
            ],
        );
    }
}

/// A step of a workflow, so many days after the one before.
fn step(kind: &str, days: u32, more: Value) -> Value {
    let mut step = json!({ "step_type": kind, "delay": days * 24 * 60 * 60, "required": true });
    if let (Some(step), Value::Object(more)) = (step.as_object_mut(), more) {
        step.extend(more);
    }
    step
}

fn add_workflows(demo: &mut Demo) {
    let template = |number| id(ObjectKind::EmailTemplate, number);
    let email = |days, number| step("email", days, json!({ "email_template_id": template(number) }));
    let sms = json!({ "sms_template_id": id(ObjectKind::SmsTemplate, 1) });
    let task = json!({ "task_description": "Look at how they use it" });
    let workflows = [
        ("New lead, two weeks", "active", vec![email(0, 1), step("call", 2, json!({})), email(5, 2)]),
        ("After the demo", "active", vec![email(1, 2), step("sms", 3, sms), step("task", 4, task)]),
        ("Win back", "draft", vec![email(0, 1)]),
    ];
    for (name, status, mut steps) in workflows {
        let workflow = demo.known(ObjectKind::Sequence, MADE);
        for (number, step) in steps.iter_mut().enumerate() {
            let own = workflow["id"].as_str().unwrap_or_default().trim_start_matches("seq_").to_owned();
            step["id"] = format!("seqstep_{number}{}", &own[1..]).into();
        }
        demo.add(
            ObjectKind::Sequence,
            MADE,
            [
                ("name", name.into()),
                ("status", status.into()),
                ("steps", steps.into()),
                ("allow_manual_enrollment", true.into()),
                ("trigger_query", Value::Null),
                ("timezone", "America/Chicago".into()),
                ("schedule_id", Value::Null),
                ("owner_id", keys::user_id(MADE.by).into()),
            ],
        );
    }
}

fn add_links(demo: &mut Demo) {
    let links = [(1, "Half an hour with Dana", "dana/30"), (2, "First call with Tomás", "tomas/first-call")];
    for (user, name, path) in links {
        let made = Made { by: user, ..MADE };
        demo.add(
            ObjectKind::SchedulingLink,
            made,
            [
                ("name", name.into()),
                ("url", format!("https://meet.example.com/{path}").into()),
                ("description", Value::Null),
                ("user_id", keys::user_id(user).into()),
                ("source", "MANUAL".into()),
                ("source_id", Value::Null),
                ("source_type", Value::Null),
                ("duration_in_minutes", Value::Null),
            ],
        );
    }
    demo.add(
        ObjectKind::SharedSchedulingLink,
        MADE,
        [
            ("name", "Book a demo".into()),
            ("description", "The link of whoever sends it.".into()),
            ("template_tag", "scheduling_link.book_a_demo".into()),
        ],
    );
}
