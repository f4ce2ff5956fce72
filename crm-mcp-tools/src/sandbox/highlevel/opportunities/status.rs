//! `PUT /opportunities/{id}/status`: how a deal ended, and why it was lost.

use axum::{extract::State, response::Response};
use http::StatusCode;
use serde_json::json;

use super::{document, lost_reasons, row, write::STATUS};
use crate::sandbox::{
    highlevel::forms::reply::{self, Refusal},
    kit::{
        data::store::Store,
        door::{
            input::{Body, Id},
            validate::{self, Property},
        },
        object::Properties as _,
    },
};

const BODY: &[Property] = &[Property::new("status", STATUS).required(), Property::text("lostReasonId")];

pub(crate) async fn update(State(store): State<Store>, Id(id): Id, Body(body): Body) -> Result<Response, Refusal> {
    let changes = validate::read(body, &[BODY])?;
    if changes.contains_key("lostReasonId") {
        lost_reasons::check(changes.text("lostReasonId"))?;
    }
    let mut transaction = store.write().await?;
    let mut opportunity = row::get(&mut transaction, &id).await?;
    document::change(&mut opportunity, changes);
    row::save(&mut transaction, &opportunity).await?;
    transaction.commit().await?;
    // The vendor's spelling.
    Ok(reply::traced(StatusCode::OK, json!({ "succeded": true })))
}
