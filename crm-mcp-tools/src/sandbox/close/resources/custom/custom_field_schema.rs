//! The custom fields that a kind of records has, its own and shared ones together.

use axum::{
    Json,
    response::{IntoResponse as _, Response},
};
use serde_json::{Value, json};

use super::custom_field_resource;
use crate::sandbox::{
    close::{
        answers::close_refusal::CloseRefusal,
        engine::{
            field_values,
            object_kind::ObjectKind,
            records,
            resource::{CustomFieldsOf, Resource},
            showing,
        },
        resources::{
            action::{Act, Asked},
            activities::custom_activity_resource,
            custom::custom_object_resource,
            sales::{contact_resource, lead_resource, opportunity_resource},
        },
    },
    kit::object::Properties as _,
};

/// The fields of leads.
pub(crate) const OF_LEADS: Act = |asked| Box::pin(schema(asked, &lead_resource::LEAD, None));

/// The fields of contacts.
pub(crate) const OF_CONTACTS: Act = |asked| Box::pin(schema(asked, &contact_resource::CONTACT, None));

/// The fields of opportunities.
pub(crate) const OF_OPPORTUNITIES: Act = |asked| Box::pin(schema(asked, &opportunity_resource::OPPORTUNITY, None));

/// The fields of a type of custom activities.
pub(crate) const OF_ACTIVITIES: Act =
    |asked| Box::pin(schema(asked, &custom_activity_resource::CUSTOM_ACTIVITY, Some(ObjectKind::ActivityType)));

/// The fields of a type of custom objects.
pub(crate) const OF_CUSTOM_OBJECTS: Act =
    |asked| Box::pin(schema(asked, &custom_object_resource::CUSTOM_OBJECT, Some(ObjectKind::CustomObjectType)));

async fn schema(asked: Asked<'_>, resource: &Resource, of_type: Option<ObjectKind>) -> Result<Response, CloseRefusal> {
    let Some(of) = resource.custom_fields else { return Err(CloseRefusal::NoPath) };
    if let Some(kind) = of_type {
        records::get(asked.connection, kind, asked.id).await?;
    }
    let fields = definitions(asked.connection, of, of_type.map(|_| asked.id)).await?;
    Ok(Json(json!({ "object_type": of.object_type, "fields": fields })).into_response())
}

/// The definitions as the schema shows them: each says whether it is shared.
pub(crate) async fn definitions(
    connection: &mut sqlx::SqliteConnection,
    of: CustomFieldsOf,
    type_id: Option<&str>,
) -> Result<Vec<Value>, CloseRefusal> {
    let kept = field_values::definitions(connection, of, type_id).await?;
    let mut shown = showing::show(connection, &custom_field_resource::LEAD_FIELD, kept).await?;
    for field in &mut shown {
        let is_shared = field.list("associations").is_some();
        field.insert("is_shared".into(), is_shared.into());
    }
    Ok(shown.into_iter().map(Value::from).collect())
}
