//! The activity that tells of a record's new status.

use serde_json::Value;
use sqlx::SqliteConnection;

use crate::sandbox::{
    close::{
        answers::close_refusal::CloseRefusal,
        engine::{object_kind::ObjectKind, records},
    },
    kit::object::{Object, Properties as _, object},
};

/// Records that a lead or an opportunity has another status than before, if it has.
pub(crate) async fn record(
    connection: &mut SqliteConnection,
    kind: ObjectKind,
    user_id: &str,
    before: Option<&Object>,
    after: &Object,
) -> Result<(), CloseRefusal> {
    let Some(before) = before.filter(|before| before.get("status_id") != after.get("status_id")) else {
        return Ok(());
    };
    let mut activity = object([
        ("old_status_id", before.get("status_id").cloned().unwrap_or_default()),
        ("new_status_id", after.get("status_id").cloned().unwrap_or_default()),
        ("user_id", user_id.into()),
        ("created_by", user_id.into()),
        ("updated_by", user_id.into()),
    ]);
    if kind == ObjectKind::OpportunityStatusChange {
        activity.insert("opportunity_id".into(), after.text("id").into());
        activity.insert("lead_id".into(), after.get("lead_id").cloned().unwrap_or(Value::Null));
    } else {
        activity.insert("lead_id".into(), after.text("id").into());
    }
    records::insert(connection, kind, activity).await?;
    Ok(())
}
