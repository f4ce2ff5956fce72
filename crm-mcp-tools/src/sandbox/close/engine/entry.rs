//! One record: shown, made, changed, deleted.

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
    let shown = showing::show(connection, resource, vec![found]).await?;
    Ok(shown.into_iter().next().unwrap_or_default())
}

/// Makes a record of what a body says.
pub(crate) async fn create(
    connection: &mut SqliteConnection,
    resource: &Resource,
    asker: Asker<'_>,
    body: Object,
) -> Result<Object, CloseRefusal> {
    let document = object([("created_by", asker.user_id.into()), ("updated_by", asker.user_id.into())]);
    write(connection, resource, asker, None, document, body).await
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
    let mut document = before.clone();
    document.extend(object([("updated_by", asker.user_id.into()), ("date_updated", moments::now().into())]));
    write(connection, resource, asker, Some(&before), document, body).await
}

/// Puts what a body says into the document of a record and keeps it, in the place of the one before if there is one.
async fn write(
    connection: &mut SqliteConnection,
    resource: &Resource,
    asker: Asker<'_>,
    before: Option<&Object>,
    mut document: Object,
    body: Object,
) -> Result<Object, CloseRefusal> {
    let (custom, body) = field_values::take(body);
    let given = match before {
        None => validate::read(body, resource.create)?,
        Some(_) => validate::read_change(body, resource.update)?,
    };
    document.extend(given.clone());
    let mut change = Change { connection: &mut *connection, asker, before, given: &given, document: &mut document };
    references::check(resource.kind, &mut change).await?;
    if let Some(prepare) = resource.prepare {
        prepare(change).await?;
    }
    put_custom(connection, resource, &mut document, custom).await?;
    if before.is_some() {
        records::replace(connection, &document).await?;
    } else {
        document = records::insert(connection, resource.kind, document).await?;
    }
    if let Some(follow) = resource.follow {
        let document = &mut document;
        follow(Change { connection: &mut *connection, asker, before, given: &given, document }).await?;
    }
    get(connection, resource, document.text("id")).await
}

async fn put_custom(
    connection: &mut SqliteConnection,
    resource: &Resource,
    document: &mut Object,
    custom: Object,
) -> Result<(), CloseRefusal> {
    match resource.custom_fields {
        Some(of) => field_values::apply(connection, of, document, custom).await,
        None if custom.is_empty() => Ok(()),
        None => {
            let unknown = |(name, _)| (name, "Unknown field.".to_owned());
            Err(CloseRefusal::Fields(custom.into_iter().map(unknown).collect()))
        }
    }
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
