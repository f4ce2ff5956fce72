//! Creating and updating an opportunity. The location allows a contact one opportunity in a pipeline, whatever its
//! status.

use axum::{extract::State, response::Response};
use http::StatusCode;
use serde_json::{Value, json};
use sqlx::SqliteConnection;

use super::{
    document,
    pipelines::{self, Pipeline},
    row,
};
use crate::sandbox::{
    highlevel::{
        contacts,
        door::auth,
        forms::{
            dates,
            reply::{self, Refusal},
        },
        location::{Model, custom_values},
    },
    kit::{
        data::store::Store,
        door::{
            input::{Body, Id},
            validate::{self, Kind, Property},
        },
        object::{Object, Properties as _},
    },
};

/// `all` is a status only to search for.
pub(super) const STATUS: Kind = Kind::OneOf(&["open", "won", "lost", "abandoned"]);

const COMMON: &[Property] = &[
    Property::text("pipelineStageId"),
    Property::new("monetaryValue", Kind::Number),
    Property::text("assignedTo"),
    Property::new("customFields", Kind::Objects { of: CUSTOM_VALUE, max: 200 }),
];

const CREATE: &[Property] = &[
    Property::text("locationId").required(),
    Property::text("contactId").required(),
    Property::text("pipelineId").required(),
    Property::text("name").required(),
    Property::new("status", STATUS).required(),
];

const UPDATE: &[Property] = &[Property::text("pipelineId"), Property::text("name"), Property::new("status", STATUS)];

/// Unlike those of contacts, these are written in the older spelling only.
const CUSTOM_VALUE: &[Property] =
    &[Property::text("id"), Property::text("key"), Property::new("field_value", Kind::Any)];

pub(crate) async fn create(State(store): State<Store>, Body(body): Body) -> Result<Response, Refusal> {
    let mut changes = read(body, &[CREATE, COMMON])?;
    auth::check_location(&changes)?;
    changes.remove("locationId");
    let pipeline = pipeline(changes.text("pipelineId"))?;
    place_new(pipeline, &mut changes)?;

    let mut transaction = store.write().await?;
    let contact = contacts::row::get(&mut transaction, changes.text("contactId")).await?;
    refuse_duplicate(&mut transaction, contact.text("id"), pipeline, None).await?;
    let mut opportunity = new(&mut transaction, &contact).await?;
    document::change(&mut opportunity, changes);
    row::save(&mut transaction, &opportunity).await?;
    transaction.commit().await?;
    Ok(reply::traced(StatusCode::CREATED, json!({ "opportunity": document::shown(opportunity, &contact) })))
}

pub(crate) async fn update(State(store): State<Store>, Id(id): Id, Body(body): Body) -> Result<Response, Refusal> {
    let changes = read(body, &[UPDATE, COMMON])?;
    let mut transaction = store.write().await?;
    let mut opportunity = row::get(&mut transaction, &id).await?;
    check_place(&mut transaction, &opportunity, &changes).await?;
    document::change(&mut opportunity, changes);
    row::save(&mut transaction, &opportunity).await?;
    let opportunity = row::get_shown(&mut transaction, &id).await?;
    transaction.commit().await?;
    Ok(reply::traced(StatusCode::OK, json!({ "opportunity": opportunity })))
}

/// An opportunity of the contact that is not kept yet.
pub(super) async fn new(connection: &mut SqliteConnection, contact: &Object) -> sqlx::Result<Object> {
    Ok(document::new(&row::next_id(connection).await?, contact.text("id"), &dates::now()))
}

/// Puts a new opportunity in the first stage of its pipeline, unless it names another one there.
pub(super) fn place_new(pipeline: &Pipeline, changes: &mut Object) -> Result<(), Refusal> {
    changes.entry("pipelineStageId").or_insert_with(|| pipeline.stage_id(0).into());
    check_stage(pipeline, changes.text("pipelineStageId"))
}

/// Refuses changes that put the opportunity where it cannot be.
pub(super) async fn check_place(
    connection: &mut SqliteConnection,
    opportunity: &Object,
    changes: &Object,
) -> Result<(), Refusal> {
    let Some(pipeline) = placed(opportunity, changes)? else { return Ok(()) };
    refuse_duplicate(connection, opportunity.text("contactId"), pipeline, Some(opportunity.text("id"))).await
}

pub(super) fn read(body: Object, declared: &[&[Property]]) -> Result<Object, Refusal> {
    let mut changes = validate::read(body, declared)?;
    if let Some(Value::Array(written)) = changes.get("customFields") {
        let values = custom_values::read(Model::Opportunity, written)?;
        changes.insert("customFields".into(), values.into());
    }
    Ok(changes)
}

/// The pipeline that the changes put the opportunity in, if they say where it goes. One that moves to another pipeline
/// must name a stage there.
fn placed(opportunity: &Object, changes: &Object) -> Result<Option<&'static Pipeline>, Refusal> {
    let present = opportunity.text("pipelineId");
    let pipeline = pipeline(changes.given("pipelineId").unwrap_or(present))?;
    match changes.given("pipelineStageId") {
        Some(stage) => check_stage(pipeline, stage)?,
        None if pipeline.id() != present => {
            return Err(Refusal::Invalid(vec!["pipelineStageId can't be undefined".into()]));
        }
        None => return Ok(None),
    }
    Ok(Some(pipeline))
}

pub(super) fn pipeline(id: &str) -> Result<&'static Pipeline, Refusal> {
    pipelines::by_id(id).ok_or_else(|| Refusal::Invalid(vec!["pipelineId must be a pipeline of the location".into()]))
}

fn check_stage(pipeline: &Pipeline, id: &str) -> Result<(), Refusal> {
    let fault = || Refusal::Invalid(vec!["pipelineStageId must be a stage of the pipeline".into()]);
    pipeline.has_stage(id).then_some(()).ok_or_else(fault)
}

async fn refuse_duplicate(
    connection: &mut SqliteConnection,
    contact_id: &str,
    pipeline: &Pipeline,
    except: Option<&str>,
) -> Result<(), Refusal> {
    match row::in_pipeline(connection, contact_id, &pipeline.id(), except).await? {
        Some(existing_id) => Err(Refusal::DuplicateOpportunity { existing_id }),
        None => Ok(()),
    }
}
