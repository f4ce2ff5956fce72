//! Adding tags to a contact and removing them; both answer with all the tags it then has.

use axum::{extract::State, response::Response};
use http::StatusCode;
use serde_json::json;

use super::{document, row};
use crate::sandbox::{
    highlevel::forms::reply::{self, Refusal},
    kit::{
        data::store::Store,
        door::{
            input::{Body, Id},
            validate::{self, Kind, Property},
        },
        object::Object,
    },
};

const BODY: &[Property] = &[Property::new("tags", Kind::Texts).required()];

pub(crate) async fn add(State(store): State<Store>, Id(id): Id, Body(body): Body) -> Result<Response, Refusal> {
    let tags = change(&store, &id, body, |tags, named| {
        for tag in named {
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
    });
    Ok(reply::traced(StatusCode::CREATED, json!({ "tags": tags.await? })))
}

pub(crate) async fn remove(State(store): State<Store>, Id(id): Id, Body(body): Body) -> Result<Response, Refusal> {
    let tags = change(&store, &id, body, |tags, named| tags.retain(|tag| !named.contains(tag)));
    Ok(reply::traced(StatusCode::OK, json!({ "tags": tags.await? })))
}

async fn change(
    store: &Store,
    id: &str,
    body: Object,
    change: impl FnOnce(&mut Vec<String>, Vec<String>),
) -> Result<Vec<String>, Refusal> {
    let named = document::tags(&validate::read(body, &[BODY])?);
    let mut transaction = store.write().await?;
    let mut contact = row::get(&mut transaction, id).await?;
    let mut tags = document::tags(&contact);
    change(&mut tags, named);
    document::change(&mut contact, Object::from_iter([("tags".to_owned(), tags.clone().into())]));
    row::replace(&mut transaction, &contact).await?;
    transaction.commit().await?;
    Ok(tags)
}
