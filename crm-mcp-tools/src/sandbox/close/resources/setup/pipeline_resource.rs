//! Pipelines, each with its statuses in their order.

use futures_util::future::BoxFuture;
use http::StatusCode;
use serde_json::{Value, json};
use sqlx::SqliteConnection;

use super::status_resource;
use crate::sandbox::{
    close::{
        answers::close_refusal::CloseRefusal,
        engine::{
            object_kind::ObjectKind,
            records,
            resource::{Change, Resource},
        },
        resources::field_kinds::needed,
    },
    kit::{
        door::validate::{Kind, Property},
        object::{Object, Properties as _},
    },
};

pub(crate) const PIPELINE: Resource = Resource {
    create: &[&[needed("name"), Property::new("statuses", Kind::Objects { of: STATUS, max: 100 })]],
    update: &[&[needed("name")]],
    nest: Some(nest),
    prepare: Some(|change| {
        Box::pin(async move {
            change.document.remove("statuses");
            Ok(())
        })
    }),
    follow: Some(follow),
    remove: Some(remove),
    created: StatusCode::CREATED,
    deleted: StatusCode::NO_CONTENT,
    ..Resource::new("pipeline", ObjectKind::Pipeline)
};

const STATUS: &[Property] = &[needed("label"), Property::new("type", Kind::OneOf(status_resource::TYPES)).required()];

fn nest<'a>(
    connection: &'a mut SqliteConnection,
    pipelines: &'a mut [Object],
) -> BoxFuture<'a, Result<(), CloseRefusal>> {
    Box::pin(async move {
        let statuses = records::all(connection, ObjectKind::OpportunityStatus).await?;
        for pipeline in pipelines {
            let own = statuses.iter().filter(|status| status.get("pipeline_id") == pipeline.get("id"));
            let shown: Vec<Value> = own
                .map(|status| json!({ "id": status["id"], "label": status["label"], "type": status["type"] }))
                .collect();
            pipeline.insert("statuses".into(), shown.into());
        }
        Ok(())
    })
}

/// Makes the statuses that a new pipeline came with.
fn follow(change: Change<'_>) -> BoxFuture<'_, Result<(), CloseRefusal>> {
    Box::pin(async move {
        for status in change.given.list("statuses").unwrap_or_default().iter().filter_map(Value::as_object) {
            let mut status = status.clone();
            status.insert("pipeline_id".into(), change.document.text("id").into());
            records::insert(change.connection, ObjectKind::OpportunityStatus, status).await?;
        }
        Ok(())
    })
}

fn remove<'a>(connection: &'a mut SqliteConnection, pipeline: &'a Object) -> BoxFuture<'a, Result<(), CloseRefusal>> {
    Box::pin(async move {
        if records::all(connection, ObjectKind::Pipeline).await?.len() == 1 {
            return Err(CloseRefusal::bad("Cannot delete the last pipeline."));
        }
        let id = pipeline.get("id").cloned().unwrap_or_default();
        if records::count(connection, ObjectKind::Opportunity, "pipeline_id", &id).await? > 0 {
            return Err(CloseRefusal::bad("Cannot delete a pipeline that has opportunities."));
        }
        for status in records::all(connection, ObjectKind::OpportunityStatus).await? {
            if status.get("pipeline_id") == Some(&id) {
                records::delete(connection, status.text("id")).await?;
            }
        }
        Ok(())
    })
}
