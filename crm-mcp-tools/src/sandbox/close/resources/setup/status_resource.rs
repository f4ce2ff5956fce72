//! The statuses of leads and of opportunities.

use sqlx::SqliteConnection;

use crate::sandbox::{
    close::{
        answers::close_refusal::CloseRefusal,
        engine::{
            object_kind::ObjectKind,
            records,
            resource::{ListFilter, Resource},
        },
        resources::field_kinds::needed,
    },
    kit::{
        door::validate::{Kind, Property},
        object::{Object, Properties as _},
    },
};

/// What a status says of an opportunity.
pub(crate) const TYPES: &[&str] = &["won", "lost", "active"];

pub(crate) const LEAD_STATUS: Resource = Resource {
    create: &[&[needed("label")]],
    update: &[&[needed("label")]],
    remove: Some(|connection, status| Box::pin(remove(connection, status, ObjectKind::LeadStatus, ObjectKind::Lead))),
    ..Resource::new("status/lead", ObjectKind::LeadStatus)
};

pub(crate) const OPPORTUNITY_STATUS: Resource = Resource {
    create: &[&[needed("label"), Property::new("type", Kind::OneOf(TYPES)), Property::text("pipeline_id")]],
    update: &[&[needed("label"), Property::new("type", Kind::OneOf(TYPES))]],
    filters: &[&[ListFilter::Is("pipeline_id")]],
    prepare: Some(|change| {
        Box::pin(async move {
            if !change.document.contains_key("pipeline_id") {
                let pipelines = records::all(change.connection, ObjectKind::Pipeline).await?;
                let first = pipelines.first().map(|pipeline| pipeline.text("id"));
                change.document.insert("pipeline_id".into(), first.into());
            }
            change.document.entry("type").or_insert_with(|| "active".into());
            Ok(())
        })
    }),
    remove: Some(|connection, status| {
        Box::pin(remove(connection, status, ObjectKind::OpportunityStatus, ObjectKind::Opportunity))
    }),
    ..Resource::new("status/opportunity", ObjectKind::OpportunityStatus)
};

/// Refuses to delete the last status, or one that a record has.
async fn remove(
    connection: &mut SqliteConnection,
    status: &Object,
    kind: ObjectKind,
    of: ObjectKind,
) -> Result<(), CloseRefusal> {
    if records::all(connection, kind).await?.len() == 1 {
        return Err(CloseRefusal::bad("Cannot delete the last status."));
    }
    let id = status.get("id").cloned().unwrap_or_default();
    match records::count(connection, of, "status_id", &id).await? {
        0 => Ok(()),
        _ => Err(CloseRefusal::bad("Cannot delete a status that is in use.")),
    }
}
