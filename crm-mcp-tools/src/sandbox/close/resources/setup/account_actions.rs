//! Who asks.

use axum::{
    Json,
    response::{IntoResponse as _, Response},
};
use futures_util::future::BoxFuture;
use serde_json::json;

use super::{account_resources, organization_parts};
use crate::sandbox::close::{
    answers::close_refusal::CloseRefusal,
    engine::{object_kind::ObjectKind, records, showing},
    keys,
    resources::action::Asked,
};

/// The user whose key it is, with the organization.
pub(crate) fn me(asked: Asked<'_>) -> BoxFuture<'_, Result<Response, CloseRefusal>> {
    Box::pin(async move {
        let Asked { connection, asker, query, .. } = asked;
        let mut user = records::get(connection, ObjectKind::User, asker.user_id).await?;
        let organization_id = keys::organization_id();
        let organization = records::get(connection, ObjectKind::Organization, &organization_id).await?;
        let membership = organization_parts::membership(&user);
        user.insert("organizations".into(), json!([organization]));
        user.insert("memberships".into(), json!([membership]));
        Ok(Json(showing::cut(&account_resources::USER, user, &query)).into_response())
    })
}
