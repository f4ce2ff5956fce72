//! Creating, updating and upserting a contact. The location allows no two contacts with one email or one phone.

use axum::{extract::State, response::Response};
use http::StatusCode;
use serde_json::{Value, json};
use sqlx::SqliteConnection;

use super::{document, properties, row};
use crate::sandbox::{
    highlevel::{
        door::{auth, quirk::Quirk},
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
            quirks::Quirks,
            validate::{self, Property},
        },
        object::{Object, Properties as _, object},
    },
};

pub(crate) async fn create(
    State(store): State<Store>,
    State(quirks): State<Quirks<Quirk>>,
    Body(mut body): Body,
) -> Result<Response, Refusal> {
    let read = read_new(body.clone(), properties::CREATE);
    if read.is_err()
        && quirks.has(Quirk::RefusedYetCreated)
        && body.remove("customFields").is_some()
        && let Ok(rest) = read_new(body, properties::CREATE)
    {
        create_new(&store, rest).await?;
    }
    create_new(&store, read?).await
}

async fn create_new(store: &Store, changes: Object) -> Result<Response, Refusal> {
    let mut transaction = store.write().await?;
    refuse_duplicate(&mut transaction, &changes, None).await?;
    let mut contact = insert(&mut transaction, changes).await?;
    transaction.commit().await?;
    contact.extend(object(["deleted", "bounceEmail", "unsubscribeEmail"].map(|name| (name, false.into()))));
    Ok(reply::traced(StatusCode::CREATED, json!({ "contact": contact })))
}

pub(crate) async fn update(
    State(store): State<Store>,
    State(quirks): State<Quirks<Quirk>>,
    Id(id): Id,
    Body(body): Body,
) -> Result<Response, Refusal> {
    let mut changes = read(body, properties::UPDATE)?;
    let mut transaction = store.write().await?;
    let mut contact = row::get(&mut transaction, &id).await?;
    if quirks.has(Quirk::DroppedValues) {
        drop_taken_phone(&mut transaction, &mut changes, &id).await?;
    }
    refuse_duplicate(&mut transaction, &changes, Some(&id)).await?;
    document::change(&mut contact, changes);
    row::replace(&mut transaction, &contact).await?;
    transaction.commit().await?;
    // The vendor's spelling.
    Ok(reply::traced(StatusCode::OK, json!({ "succeded": true, "contact": contact })))
}

pub(crate) async fn upsert(
    State(store): State<Store>,
    State(quirks): State<Quirks<Quirk>>,
    Body(body): Body,
) -> Result<Response, Refusal> {
    let mut changes = read_new(body, properties::UPSERT)?;
    let mut transaction = store.write().await?;
    let (new, contact) = match row::matching(&mut transaction, &changes, None).await? {
        Some((contact, _)) => {
            if quirks.has(Quirk::DroppedValues) {
                changes.remove("gender");
            }
            (false, overwrite(&mut transaction, contact, changes).await?)
        }
        None => (true, insert(&mut transaction, changes).await?),
    };
    transaction.commit().await?;
    Ok(reply::traced(StatusCode::OK, json!({ "new": new, "contact": contact })))
}

fn read(body: Object, declared: &[&[Property]]) -> Result<Object, Refusal> {
    let mut changes = validate::read(body, declared)?;
    if let Some(Value::Array(written)) = changes.get("customFields") {
        let values = custom_values::read(Model::Contact, written)?;
        changes.insert("customFields".into(), values.into());
    }
    if changes.contains_key("tags") {
        changes.insert("tags".into(), document::tags(&changes).into());
    }
    Ok(changes)
}

/// Reads what may become a new contact; the location it names is not one of its changes, and what is empty is nothing.
fn read_new(body: Object, declared: &[&[Property]]) -> Result<Object, Refusal> {
    auth::check_location(&body)?;
    let mut changes = read(body, declared)?;
    // The second would matter only in a location that allows duplicates.
    for name in ["locationId", "createNewIfDuplicateAllowed"] {
        changes.remove(name);
    }
    let is_empty = |value: &Value| value.is_null() || value == "" || value.as_array().is_some_and(Vec::is_empty);
    if changes.values().all(is_empty) { Err(Refusal::EmptyContact) } else { Ok(changes) }
}

async fn insert(connection: &mut SqliteConnection, changes: Object) -> Result<Object, Refusal> {
    let mut contact = document::new(&row::next_id(connection).await?, &dates::now());
    document::change(&mut contact, changes);
    row::insert(connection, &contact).await?;
    Ok(contact)
}

async fn refuse_duplicate(
    connection: &mut SqliteConnection,
    changes: &Object,
    except: Option<&str>,
) -> Result<(), Refusal> {
    let Some((contact, matching_field)) = row::matching(connection, changes, except).await? else { return Ok(()) };
    Err(Refusal::Duplicate {
        contact_id: contact.text("id").to_owned(),
        contact_name: contact.text("name").to_owned(),
        matching_field,
    })
}

/// Takes a phone out of the changes of a contact that another contact has.
async fn drop_taken_phone(connection: &mut SqliteConnection, changes: &mut Object, id: &str) -> sqlx::Result<()> {
    let phone = changes.get_key_value("phone").map(|(name, phone)| (name.clone(), phone.clone()));
    let phone = phone.into_iter().collect();
    if row::matching(connection, &phone, Some(id)).await?.is_some() {
        changes.remove("phone");
    }
    Ok(())
}

/// Writes to the contact that an upsert found. If the email found it and the phone is another contact's, the email has
/// decided and the phone is ignored.
async fn overwrite(
    connection: &mut SqliteConnection,
    mut contact: Object,
    mut changes: Object,
) -> Result<Object, Refusal> {
    if let Some((_, field)) = row::matching(connection, &changes, Some(contact.text("id"))).await? {
        changes.remove(field);
    }
    document::change(&mut contact, changes);
    row::replace(connection, &contact).await?;
    Ok(contact)
}
