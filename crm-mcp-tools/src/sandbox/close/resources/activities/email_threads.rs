//! Threads of emails: read, and kept up by the emails in them.

use futures_util::future::BoxFuture;
use serde_json::{Value, json};
use sqlx::SqliteConnection;

use crate::sandbox::{
    close::{
        answers::close_refusal::CloseRefusal,
        engine::{
            object_kind::ObjectKind,
            records,
            resource::{Blank, Change, Does, Resource},
        },
        resources::activities::activity_parts,
    },
    kit::object::{Object, Properties as _, object},
};

pub(crate) const EMAIL_THREAD: Resource = Resource {
    does: &[Does::List, Does::Get, Does::Delete],
    blanks: &[activity_parts::BLANKS, &[("latest_normalized_subject", Blank::Text(""))]],
    names: activity_parts::NAMES,
    filters: &[activity_parts::FILTERS],
    orders: activity_parts::ORDERS,
    check_query: activity_parts::check_dates,
    complete: |thread, related| {
        activity_parts::complete(thread, related);
        activity_parts::name(thread, ObjectKind::EmailThread.name());
    },
    nest: Some(nest),
    remove: Some(|connection, thread| {
        Box::pin(async {
            for email in of_thread(connection, thread).await? {
                records::delete(connection, email.text("id")).await?;
            }
            Ok(())
        })
    }),
    ..Resource::new("activity/emailthread", ObjectKind::EmailThread)
};

/// Shows in each thread its emails, in short.
fn nest<'a>(
    connection: &'a mut SqliteConnection,
    threads: &'a mut [Object],
) -> BoxFuture<'a, Result<(), CloseRefusal>> {
    Box::pin(async move {
        for thread in threads {
            let emails = of_thread(connection, thread).await?;
            let short = |email: &Object| -> Value {
                json!({
                    "id": email.get("id"),
                    "subject": email.get("subject"),
                    "sender": email.get("sender"),
                    "to": email.get("to"),
                    "status": email.get("status"),
                    "date_sent": email.get("date_sent"),
                    "activity_at": email.get("activity_at").or_else(|| email.get("date_created")),
                })
            };
            thread.insert("n_emails".into(), emails.len().into());
            thread.insert("emails".into(), emails.iter().map(short).collect());
        }
        Ok(())
    })
}

async fn of_thread(connection: &mut SqliteConnection, thread: &Object) -> sqlx::Result<Vec<Object>> {
    let mut emails = records::of_leads(connection, ObjectKind::Email, &[thread.text("lead_id")]).await?;
    emails.retain(|email| email.get("thread_id") == thread.get("id"));
    Ok(emails)
}

/// Puts a new email into the thread of the one that it replies to, or into one of its own.
pub(crate) async fn prepare(change: &mut Change<'_>) -> Result<(), CloseRefusal> {
    if change.before.is_some() {
        return Ok(());
    }
    let subject = change.document.text("subject").to_owned();
    if let Some(id) = change.document.given("in_reply_to_id") {
        let missing = || CloseRefusal::field("in_reply_to_id", "Email does not exist.");
        let answered = records::find(change.connection, ObjectKind::Email, id).await?.ok_or_else(missing)?;
        change.document.insert("thread_id".into(), answered.get("thread_id").cloned().unwrap_or_default());
        return Ok(());
    }
    let kept = |field: &str| change.document.get(field).cloned().unwrap_or_default();
    let thread = object([
        ("lead_id", kept("lead_id")),
        ("contact_id", kept("contact_id")),
        ("user_id", kept("user_id")),
        ("activity_at", kept("activity_at")),
        ("latest_normalized_subject", subject.into()),
        ("created_by", change.asker.user_id.into()),
        ("updated_by", change.asker.user_id.into()),
    ]);
    let thread = records::insert(change.connection, ObjectKind::EmailThread, thread).await?;
    change.document.insert("thread_id".into(), thread.text("id").into());
    Ok(())
}

/// Removes the thread of an email that is the last one in it.
pub(crate) async fn forget(connection: &mut SqliteConnection, email: &Object) -> Result<(), CloseRefusal> {
    let Some(thread_id) = email.given("thread_id") else { return Ok(()) };
    let kept = records::count(connection, ObjectKind::Email, "thread_id", &thread_id.into()).await?;
    if kept == 1 {
        records::delete(connection, thread_id).await?;
    }
    Ok(())
}
