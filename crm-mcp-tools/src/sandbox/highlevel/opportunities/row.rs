//! Opportunities in the database: found, saved, and told to their contact.

use sqlx::{SqliteConnection, query, query_as, query_scalar};

use super::document;
use crate::sandbox::{
    highlevel::forms::{
        ids::{self, RecordKind},
        reply::Refusal,
    },
    kit::{
        data::{column::AsJson, documents, number},
        object::{Object, Properties as _},
    },
};

pub(crate) async fn get(connection: &mut SqliteConnection, id: &str) -> Result<Object, Refusal> {
    let found = documents::find(connection, "SELECT document FROM opportunities WHERE id = ?", id).await?;
    found.ok_or_else(|| Refusal::NotFound("Opportunity", id.to_owned()))
}

/// The opportunity as the API shows it.
pub(crate) async fn get_shown(connection: &mut SqliteConnection, id: &str) -> Result<Object, Refusal> {
    let found: Option<(AsJson<Object>, AsJson<Object>)> = query_as(
        "SELECT opportunities.document, contacts.document
         FROM opportunities JOIN contacts ON contacts.id = contact_id WHERE opportunities.id = ?",
    )
    .bind(id)
    .fetch_optional(connection)
    .await?;
    let (AsJson(opportunity), AsJson(contact)) =
        found.ok_or_else(|| Refusal::NotFound("Opportunity", id.to_owned()))?;
    Ok(document::shown(opportunity, &contact))
}

pub(crate) async fn next_id(connection: &mut SqliteConnection) -> sqlx::Result<String> {
    Ok(ids::of(RecordKind::Opportunity, number::next(connection, "opportunities").await?))
}

/// Inserts the opportunity or replaces the one of its id; its contact lists its opportunities in short.
pub(crate) async fn save(connection: &mut SqliteConnection, opportunity: &Object) -> sqlx::Result<()> {
    query(
        "INSERT INTO opportunities (document, searched) VALUES (?, ?)
         ON CONFLICT (id) DO UPDATE SET document = excluded.document, searched = excluded.searched",
    )
    .bind(AsJson(opportunity))
    .bind(opportunity.text("name").to_lowercase())
    .execute(&mut *connection)
    .await?;
    query(
        "UPDATE contacts SET document = json_set(document, '$.opportunities', (
             SELECT json_group_array(json_object(
                 'id', id,
                 'pipelineId', document ->> '$.pipelineId',
                 'pipelineStageId', document ->> '$.pipelineStageId',
                 'monetaryValue', document -> '$.monetaryValue',
                 'status', document ->> '$.status'
             ) ORDER BY number) FROM opportunities WHERE contact_id = contacts.id
         )) WHERE id = ?",
    )
    .bind(opportunity.text("contactId"))
    .execute(connection)
    .await?;
    Ok(())
}

/// The id of the opportunity, other than `except`, that the contact has in the pipeline.
pub(crate) async fn in_pipeline(
    connection: &mut SqliteConnection,
    contact_id: &str,
    pipeline_id: &str,
    except: Option<&str>,
) -> sqlx::Result<Option<String>> {
    query_scalar(
        "SELECT id FROM opportunities
         WHERE contact_id = ? AND document ->> '$.pipelineId' = ? AND id IS NOT ?",
    )
    .bind(contact_id)
    .bind(pipeline_id)
    .bind(except)
    .fetch_optional(connection)
    .await
}
