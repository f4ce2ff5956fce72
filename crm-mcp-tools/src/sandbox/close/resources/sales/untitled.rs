//! Leads that nobody asked for: what needs a lead and names none gets a new one.

use serde_json::Value;
use sqlx::SqliteConnection;

use crate::sandbox::{
    close::engine::{object_kind::ObjectKind, records},
    kit::object::{Object, Properties as _, object},
};

/// Makes a lead of this name, or an untitled one, and gives its id.
pub(crate) async fn invent(
    connection: &mut SqliteConnection,
    user_id: &str,
    name: Option<&str>,
) -> sqlx::Result<Value> {
    let status_id = first_status(connection).await?;
    let name = name.filter(|name| !name.is_empty()).unwrap_or("Untitled");
    let lead = object([
        ("name", name.into()),
        ("status_id", status_id),
        ("created_by", user_id.into()),
        ("updated_by", user_id.into()),
    ]);
    let lead = records::insert(connection, ObjectKind::Lead, lead).await?;
    Ok(lead.text("id").into())
}

/// The status that a lead has if none is given.
pub(crate) async fn first_status(connection: &mut SqliteConnection) -> sqlx::Result<Value> {
    let statuses = records::all(connection, ObjectKind::LeadStatus).await?;
    Ok(statuses.first().and_then(|status: &Object| status.get("id").cloned()).unwrap_or_default())
}
