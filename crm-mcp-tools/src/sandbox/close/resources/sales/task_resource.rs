//! Tasks. A list shows those of the type `lead` unless another type, or all, is asked for.

use std::cmp::Ordering;

use futures_util::future::BoxFuture;
use serde_json::Value;
use time::UtcOffset;

use crate::sandbox::{
    close::{
        answers::{close_refusal::CloseRefusal, moments},
        engine::{
            object_kind::ObjectKind,
            records,
            related::Related,
            resource::{Asker, Blank, Change, ListFilter, Resource},
        },
        resources::field_kinds::{DAY_OR_MOMENT, maybe, needed, text},
    },
    kit::{
        door::validate::{Kind, Property},
        object::{Object, Properties as _, object},
    },
};

pub(crate) const TASK: Resource = Resource {
    create: &[FIELDS, &[needed("lead_id"), Property::new("_type", Kind::OneOf(&["lead", "outgoing_call"]))]],
    update: &[FIELDS, &[Property::new("is_dateless", Kind::Boolean)]],
    blanks: &[BLANKS],
    names: &[
        ("lead_id", "lead_name"),
        ("contact_id", "contact_name"),
        ("assigned_to", "assigned_to_name"),
        ("created_by", "created_by_name"),
        ("updated_by", "updated_by_name"),
    ],
    filters: &[FILTERS],
    orders: &["date", "date_created", "date_updated"],
    has_total: true,
    keeps: |query, task| {
        ["_type", "_type__in", "id", "id__in"].iter().any(|name| query.contains_key(*name))
            || task.text("_type") == "lead"
    },
    complete,
    prepare: Some(prepare),
    follow: Some(follow),
    ..Resource::new("task", ObjectKind::Task)
};

const BLANKS: &[(&str, Blank)] = &[
    ("_type", Blank::Text("lead")),
    ("assigned_to", Blank::Null),
    ("contact_id", Blank::Null),
    ("date", Blank::Null),
    ("text", Blank::Text("")),
    ("is_complete", Blank::False),
    ("is_dateless", Blank::False),
    ("priority", Blank::Null),
    ("resolution", Blank::Null),
    ("object_id", Blank::Null),
    ("object_type", Blank::Null),
    ("view", Blank::Null),
    ("created_by", Blank::Null),
    ("updated_by", Blank::Null),
];

const FIELDS: &[Property] = &[
    Property::text("text"),
    Property::text("assigned_to"),
    text("contact_id"),
    text("agent_config_id"),
    maybe("date", DAY_OR_MOMENT),
    maybe("due_date", DAY_OR_MOMENT),
    Property::new("is_complete", Kind::Boolean),
    maybe("priority", Kind::OneOf(&["high", "medium"])),
    maybe("resolution", Kind::OneOf(&["abandoned", "skipped"])),
];

const FILTERS: &[ListFilter] = &[
    ListFilter::Is("lead_id"),
    ListFilter::Is("id"),
    ListFilter::Is("assigned_to"),
    ListFilter::Is("is_complete"),
    ListFilter::Is("organization_id"),
    ListFilter::By("_type", |task, wanted| wanted == "all" || task.text("_type") == wanted),
    ListFilter::By("_type__in", |task, wanted| wanted.split(',').any(|wanted| task.text("_type") == wanted)),
    ListFilter::By("view", is_in_view),
    ListFilter::When("date"),
    ListFilter::When("due_date"),
    ListFilter::When("date_created"),
    ListFilter::When("date_updated"),
];

/// Whether a task is in the view: the archive has what is done, the inbox what is due, the future the rest.
fn is_in_view(task: &Object, view: &str) -> bool {
    let is_complete = task.get("is_complete") == Some(&true.into());
    let now = moments::now();
    let ordering = task.given("date").and_then(|date| moments::compare(date, &now, UtcOffset::UTC));
    match view {
        "archive" => is_complete,
        "inbox" => !is_complete && ordering.is_none_or(Ordering::is_le),
        "future" => !is_complete && ordering.is_some_and(Ordering::is_gt),
        _ => false,
    }
}

fn complete(task: &mut Object, _: &Related) {
    let date = task.get("date").cloned().unwrap_or(Value::Null);
    task.insert("is_dateless".into(), date.is_null().into());
    task.insert("due_date".into(), date);
}

fn prepare(change: Change<'_>) -> BoxFuture<'_, Result<(), CloseRefusal>> {
    Box::pin(async move {
        let Change { asker, document, given, .. } = change;
        // The older name of the date.
        if let Some(date) = document.remove("due_date")
            && !given.contains_key("date")
        {
            document.insert("date".into(), date);
        }
        if given.get("is_dateless") == Some(&true.into()) {
            document.insert("date".into(), Value::Null);
        }
        document.entry("assigned_to").or_insert_with(|| asker.user_id.into());
        document.entry("_type").or_insert_with(|| "lead".into());
        Ok(())
    })
}

/// Records that a task is done.
fn follow(change: Change<'_>) -> BoxFuture<'_, Result<(), CloseRefusal>> {
    Box::pin(async move {
        let Change { connection, asker: Asker { user_id, .. }, before, document, .. } = change;
        let is_done = |task: &Object| task.get("is_complete") == Some(&true.into());
        if is_done(document) && before.is_some_and(|before| !is_done(before)) {
            let activity = object([
                ("lead_id", document.text("lead_id").into()),
                ("task_id", document.text("id").into()),
                ("task_text", document.text("text").into()),
                ("task_assigned_to", document.get("assigned_to").cloned().unwrap_or_default()),
                ("user_id", user_id.into()),
                ("created_by", user_id.into()),
                ("updated_by", user_id.into()),
            ]);
            records::insert(connection, ObjectKind::TaskCompleted, activity).await?;
        }
        Ok(())
    })
}
