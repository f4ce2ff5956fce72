//! One record: shown, made, changed, deleted.

use serde_json::Value;
use sqlx::SqliteConnection;

use super::{
    field_values, records, references,
    resource::{Asker, Change, Resource},
    showing,
};
use crate::sandbox::{
    close::answers::{close_refusal::CloseRefusal, moments},
    kit::{
        door::validate,
        object::{Object, Properties as _, object},
    },
};

/// The record as it is shown.
pub(crate) async fn get(
    connection: &mut SqliteConnection,
    resource: &Resource,
    id: &str,
) -> Result<Object, CloseRefusal> {
    let found = records::get(connection, resource.kind, id).await?;
    show_one(connection, resource, found).await
}

/// Makes a record of what a body says.
pub(crate) async fn create(
    connection: &mut SqliteConnection,
    resource: &Resource,
    asker: Asker<'_>,
    body: Object,
) -> Result<Object, CloseRefusal> {
    let (custom, body) = field_values::take(body);
    let given = validate::read(body, resource.create)?;
    let mut document = object([("created_by", asker.user_id.into()), ("updated_by", asker.user_id.into())]);
    document.extend(given.clone());
    put_values(connection, resource, asker, None, &given, &mut document, custom).await?;
    let mut kept = records::insert(connection, resource.kind, document).await?;
    follow(connection, resource, asker, None, &given, &mut kept).await?;
    get(connection, resource, kept.text("id")).await
}

/// Changes what a body names of a record, and leaves the rest.
pub(crate) async fn update(
    connection: &mut SqliteConnection,
    resource: &Resource,
    asker: Asker<'_>,
    id: &str,
    body: Object,
) -> Result<Object, CloseRefusal> {
    let before = records::get(connection, resource.kind, id).await?;
    let (custom, body) = field_values::take(body);
    let given = validate::read_change(body, resource.update)?;
    let mut document = before.clone();
    document.extend(given.clone());
    document.extend(object([("updated_by", asker.user_id.into()), ("date_updated", moments::now().into())]));
    put_values(connection, resource, asker, Some(&before), &given, &mut document, custom).await?;
    records::replace(connection, &document).await?;
    follow(connection, resource, asker, Some(&before), &given, &mut document).await?;
    get(connection, resource, id).await
}

/// Deletes a record, and what goes with it.
pub(crate) async fn delete(
    connection: &mut SqliteConnection,
    resource: &Resource,
    id: &str,
) -> Result<(), CloseRefusal> {
    let document = records::get(connection, resource.kind, id).await?;
    if let Some(remove) = resource.remove {
        remove(connection, &document).await?;
    }
    records::delete_about(connection, id).await?;
    Ok(records::delete(connection, id).await?)
}

async fn show_one(
    connection: &mut SqliteConnection,
    resource: &Resource,
    document: Object,
) -> Result<Object, CloseRefusal> {
    let shown = showing::show(connection, resource, vec![document]).await?;
    Ok(shown.into_iter().next().unwrap_or_default())
}

/// Checks what is given and puts it into the record, as the resource wants it.
async fn put_values(
    connection: &mut SqliteConnection,
    resource: &Resource,
    asker: Asker<'_>,
    before: Option<&Object>,
    given: &Object,
    document: &mut Object,
    custom: Object,
) -> Result<(), CloseRefusal> {
    let mut change = Change { connection: &mut *connection, asker, before, given, document: &mut *document };
    references::check(resource.kind, &mut change).await?;
    if let Some(prepare) = resource.prepare {
        prepare(change).await?;
    }
    match resource.custom_fields {
        Some(of) => field_values::apply(connection, of, document, custom).await,
        None if custom.is_empty() => Ok(()),
        None => Err(CloseRefusal::Fields(custom.into_iter().map(no_custom_fields).collect())),
    }
}

fn no_custom_fields((name, _): (String, Value)) -> (String, String) {
    (name, "Unknown field.".to_owned())
}

async fn follow(
    connection: &mut SqliteConnection,
    resource: &Resource,
    asker: Asker<'_>,
    before: Option<&Object>,
    given: &Object,
    document: &mut Object,
) -> Result<(), CloseRefusal> {
    let Some(follow) = resource.follow else { return Ok(()) };
    follow(Change { connection, asker, before, given, document }).await
}
