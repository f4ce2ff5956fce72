//! `POST /data/search/`, over all records as they are shown.

use std::collections::HashSet;

use axum::{
    Json,
    response::{IntoResponse as _, Response},
};
use futures_util::future::BoxFuture;
use jiff::{Timestamp, tz::Offset};
use serde_json::json;
use sqlx::SqliteConnection;

use super::{
    action::Asked,
    activities::{
        call_resource::CALL, custom_activity_resource::CUSTOM_ACTIVITY, email_resource::EMAIL,
        meeting_resource::MEETING, note_resource::NOTE, sms_resource::SMS,
    },
    custom::custom_object_resource::CUSTOM_OBJECT,
    sales::{
        contact_resource::CONTACT,
        lead_resource::LEAD,
        opportunity_resource::{self, OPPORTUNITY},
        task_resource::TASK,
    },
};
use crate::sandbox::{
    close::{
        answers::close_refusal::CloseRefusal,
        engine::{
            object_kind::ObjectKind,
            records,
            resource::{Asker, ListFilter, Resource},
            showing,
        },
        search::{
            self,
            present::Present,
            refused::BadSearch,
            searched::{FieldType, SearchedType},
            world::{KnownField, World},
        },
    },
    kit::object::{Object, Properties as _},
};

/// What searches call the records of resources.
const SEARCHED: [(&str, &Resource); 11] = [
    ("lead", &LEAD),
    ("contact", &CONTACT),
    ("opportunity", &OPPORTUNITY),
    ("task", &TASK),
    ("activity.note", &NOTE),
    ("activity.call", &CALL),
    ("activity.email", &EMAIL),
    ("activity.sms", &SMS),
    ("activity.meeting", &MEETING),
    ("activity.custom_activity", &CUSTOM_ACTIVITY),
    ("custom_object", &CUSTOM_OBJECT),
];

/// Where custom fields are defined, and what searches call the records that have them.
const DEFINED: [(ObjectKind, &str); 5] = [
    (ObjectKind::LeadField, "lead"),
    (ObjectKind::ContactField, "contact"),
    (ObjectKind::OpportunityField, "opportunity"),
    (ObjectKind::ActivityField, "activity.custom_activity"),
    (ObjectKind::CustomObjectField, "custom_object"),
];

/// The records that fit the query in the body.
pub(crate) fn search(asked: Asked<'_>) -> BoxFuture<'_, Result<Response, CloseRefusal>> {
    Box::pin(async move {
        let Asked { connection, asker, body, .. } = asked;
        let world = world(connection, asker).await?;
        Ok(Json(search::answer(&body, &world)?).into_response())
    })
}

/// The opportunities, of which a list can be narrowed to those of the leads of a smart view.
pub(crate) const OPPORTUNITY_WITH_VIEWS: Resource = Resource {
    filters: &[
        opportunity_resource::FILTERS,
        &[ListFilter::Among {
            parameter: "lead_saved_search_id",
            field: "lead_id",
            find: |connection, asker, view| Box::pin(leads_of_view(connection, asker, view)),
        }],
    ],
    ..OPPORTUNITY
};

async fn leads_of_view(
    connection: &mut SqliteConnection,
    asker: Asker<'_>,
    view: &str,
) -> Result<HashSet<String>, CloseRefusal> {
    let world = world(connection, asker).await?;
    let Some(leads) = SearchedType::named("lead") else { return Ok(HashSet::new()) };
    let query = json!({ "type": "saved_search", "saved_search_id": view });
    Ok(search::ids(&query, leads, &world)?)
}

/// What a search looks through.
async fn world(connection: &mut SqliteConnection, asker: Asker<'_>) -> Result<World, CloseRefusal> {
    let offset = Offset::from_seconds(asker.offset.whole_seconds()).unwrap_or(Offset::UTC);
    let mut world = World::new(Present { now: Timestamp::now(), offset }, asker.user_id);
    for (name, resource) in SEARCHED {
        let Some(kind) = SearchedType::named(name) else { continue };
        let kept = records::all(connection, resource.kind).await?;
        for record in showing::show(connection, resource, kept).await? {
            world.add(kind, record);
        }
    }
    add_definitions(connection, &mut world).await?;
    Ok(world)
}

/// Adds what a query can name: custom fields and smart views.
async fn add_definitions(connection: &mut SqliteConnection, world: &mut World) -> Result<(), CloseRefusal> {
    for (kind, of) in DEFINED {
        for field in records::all(connection, kind).await? {
            add_field(world, &field, vec![of]);
        }
    }
    for field in records::all(connection, ObjectKind::SharedField).await? {
        let associations = field.list("associations").unwrap_or_default().iter();
        let of = associations.filter_map(|association| owner(association["object_type"].as_str()?)).collect();
        add_field(world, &field, of);
    }
    for view in records::all(connection, ObjectKind::SmartView).await? {
        let query = view.get("s_query").and_then(|search| search.get("query"));
        if let Some(query) = query.filter(|query| !query.is_null()) {
            world.add_saved_search(view.text("id"), query.clone());
        }
    }
    Ok(())
}

/// What searches call the records that a shared field says to be one of.
fn owner(object_type: &str) -> Option<&'static str> {
    Some(match object_type {
        "lead" => "lead",
        "contact" => "contact",
        "opportunity" => "opportunity",
        "custom_activity_type" => "activity.custom_activity",
        "custom_object_type" => "custom_object",
        _ => return None,
    })
}

fn add_field(world: &mut World, field: &Object, of: Vec<&'static str>) {
    let holds = match field.text("type") {
        "number" => FieldType::Number,
        "date" | "datetime" => FieldType::Moment,
        "choices" => FieldType::Term,
        "user" => FieldType::Reference("user"),
        "contact" => FieldType::Reference("contact"),
        "custom_object" => FieldType::Reference("custom_object"),
        _ => FieldType::Text,
    };
    world.add_custom_field(field.text("id"), KnownField { holds, of });
}

impl From<BadSearch> for CloseRefusal {
    fn from(BadSearch { at, message }: BadSearch) -> Self {
        Self::field(at, message)
    }
}
