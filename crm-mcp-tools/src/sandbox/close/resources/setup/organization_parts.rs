//! What is shown in the organization: its members, statuses and pipelines.

use futures_util::future::BoxFuture;
use serde_json::{Value, json};
use sqlx::SqliteConnection;

use super::pipeline_resource;
use crate::sandbox::{
    close::{
        answers::close_refusal::CloseRefusal,
        engine::{close_ids, object_kind::ObjectKind, records, showing},
        keys,
    },
    kit::object::{Object, Properties as _},
};

/// A user as a member of the organization.
pub(crate) fn membership(user: &Object) -> Value {
    let id = close_ids::related(ObjectKind::Membership, user.text("id"));
    let name = format!("{} {}", user.text("first_name"), user.text("last_name"));
    json!({
        "id": id,
        "user_id": user.text("id"),
        "user_full_name": name.trim(),
        "user_email": user.get("email"),
        "user_first_name": user.text("first_name"),
        "user_last_name": user.text("last_name"),
        "organization_id": keys::organization_id(),
        "role_id": "admin",
    })
}

/// Shows in the organization who belongs to it and how it is set up.
pub(crate) fn nest<'a>(
    connection: &'a mut SqliteConnection,
    organizations: &'a mut [Object],
) -> BoxFuture<'a, Result<(), CloseRefusal>> {
    Box::pin(async move {
        let users = records::all(connection, ObjectKind::User).await?;
        let lead_statuses = records::all(connection, ObjectKind::LeadStatus).await?;
        let pipelines = records::all(connection, ObjectKind::Pipeline).await?;
        let pipelines = showing::show(connection, &pipeline_resource::PIPELINE, pipelines).await?;
        let opportunity_statuses = records::all(connection, ObjectKind::OpportunityStatus).await?;
        for organization in organizations {
            let memberships: Vec<Value> = users.iter().map(membership).collect();
            organization.insert("memberships".into(), memberships.into());
            organization.insert("lead_statuses".into(), json!(lead_statuses));
            organization.insert("opportunity_statuses".into(), json!(opportunity_statuses));
            organization.insert("pipelines".into(), json!(pipelines));
        }
        Ok(())
    })
}
