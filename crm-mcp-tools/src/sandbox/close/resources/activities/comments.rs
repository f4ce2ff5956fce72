//! Comments. Those on one object are a thread, which is made with the first and goes with the last.

use futures_util::future::BoxFuture;
use http::StatusCode;
use serde_json::Value;
use sqlx::SqliteConnection;

use crate::sandbox::{
    close::{
        answers::close_refusal::CloseRefusal,
        engine::{
            object_kind::ObjectKind,
            records,
            resource::{Blank, Change, ListFilter, READ, Resource},
        },
        resources::field_kinds::{RICH_TEXT, needed},
    },
    kit::{
        door::validate::Property,
        object::{Object, Properties as _, object},
    },
};

/// What can be commented on, by how its ids begin.
const COMMENTED: [&str; 4] = ["acti_", "oppo_", "task_", "custobj_"];

pub(crate) const COMMENT: Resource = Resource {
    create: &[&[needed("object_id"), Property::new("body", RICH_TEXT).required()]],
    update: &[&[Property::new("body", RICH_TEXT)]],
    blanks: &[&[("mentions", Blank::List), ("created_by", Blank::Null), ("updated_by", Blank::Null)]],
    names: &[("created_by", "created_by_name"), ("updated_by", "updated_by_name")],
    filters: &[&[ListFilter::Is("thread_id"), ListFilter::Is("object_id")]],
    prepare: Some(|change| Box::pin(prepare(change))),
    remove: Some(|connection, comment| Box::pin(forget(connection, comment))),
    created: StatusCode::CREATED,
    deleted: StatusCode::NO_CONTENT,
    ..Resource::new("comment", ObjectKind::Comment)
};

pub(crate) const COMMENT_THREAD: Resource = Resource {
    does: READ,
    filters: &[&[
        ListFilter::By("ids", |thread, ids| ids.split(',').any(|id| id == thread.text("id"))),
        ListFilter::By("object_ids", |thread, ids| ids.split(',').any(|id| id == thread.text("object_id"))),
    ]],
    nest: Some(nest),
    ..Resource::new("comment_thread", ObjectKind::CommentThread)
};

/// Shows in each thread its comments.
fn nest<'a>(
    connection: &'a mut SqliteConnection,
    threads: &'a mut [Object],
) -> BoxFuture<'a, Result<(), CloseRefusal>> {
    Box::pin(async move {
        let comments = records::all(connection, ObjectKind::Comment).await?;
        for thread in threads {
            let own = comments.iter().filter(|comment| comment.get("thread_id") == thread.get("id"));
            let own: Vec<Value> = own.cloned().map(Value::from).collect();
            thread.insert("comments".into(), own.into());
        }
        Ok(())
    })
}

/// Puts a new comment into the thread of its object.
async fn prepare(change: Change<'_>) -> Result<(), CloseRefusal> {
    if change.before.is_some() {
        return Ok(());
    }
    let object_id = change.document.text("object_id").to_owned();
    let kind = records::kind_of(change.connection, &object_id).await?.unwrap_or_default();
    let commented = records::by_ids(change.connection, &[&object_id]).await?.into_iter().next();
    let commented = commented.filter(|_| COMMENTED.iter().any(|prefix| object_id.starts_with(prefix)));
    let commented = commented.ok_or_else(|| CloseRefusal::field("object_id", "Object does not exist."))?;
    let threads = records::all(change.connection, ObjectKind::CommentThread).await?;
    let thread = threads.into_iter().find(|thread| thread.text("object_id") == object_id);
    let thread = if let Some(thread) = thread {
        thread
    } else {
        let thread = object([
            ("object_id", object_id.clone().into()),
            ("object_type", object_type(&kind, &commented).into()),
            ("lead_id", commented.get("lead_id").cloned().unwrap_or_default()),
        ]);
        records::insert(change.connection, ObjectKind::CommentThread, thread).await?
    };
    for field in ["lead_id", "object_type"] {
        change.document.insert(field.into(), thread.get(field).cloned().unwrap_or_default());
    }
    change.document.insert("thread_id".into(), thread.text("id").into());
    Ok(())
}

/// What the log of events calls a record of this kind: `activity.note`, `task.lead`, `opportunity`.
fn object_type(kind: &str, commented: &Object) -> String {
    match kind {
        "Task" => format!("task.{}", commented.given("_type").unwrap_or("lead")),
        "Opportunity" => "opportunity".to_owned(),
        "CustomObject" => "custom_object".to_owned(),
        "CustomActivity" => "activity.custom_activity".to_owned(),
        activity => format!("activity.{}", activity.to_lowercase()),
    }
}

/// Removes the thread of the last comment in it.
async fn forget(connection: &mut SqliteConnection, comment: &Object) -> Result<(), CloseRefusal> {
    let thread_id = comment.text("thread_id");
    if records::count(connection, ObjectKind::Comment, "thread_id", &thread_id.into()).await? == 1 {
        records::delete(connection, thread_id).await?;
    }
    Ok(())
}
