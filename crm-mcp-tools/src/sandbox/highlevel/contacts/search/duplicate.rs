//! `GET /contacts/search/duplicate`: the contact that an email or a phone number would repeat, or `null`.

use axum::{extract::State, response::Response};
use http::StatusCode;
use serde_json::json;

use crate::sandbox::{
    highlevel::{
        contacts::row,
        door::auth,
        forms::reply::{self, Refusal},
    },
    kit::{
        data::store::Store,
        door::{
            input::Parameters,
            validate::{self, Property},
        },
    },
};

/// The number is taken as it is: one whose `+` was not encoded finds nobody.
const QUERY: &[Property] = &[Property::text("locationId"), Property::text("number"), Property::text("email")];

pub(crate) async fn find(State(store): State<Store>, Parameters(query): Parameters) -> Result<Response, Refusal> {
    auth::check_location(&query)?;
    let mut wanted = validate::read(query, &[QUERY])?;
    if let Some(number) = wanted.remove("number") {
        wanted.insert("phone".into(), number);
    }
    let found = row::matching(&mut *store.read().await?, &wanted, None).await?;
    let contact = found.map(|(contact, _)| contact);
    Ok(reply::traced(StatusCode::OK, json!({ "contact": contact })))
}
