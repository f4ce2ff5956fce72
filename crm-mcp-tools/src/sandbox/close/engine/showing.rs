//! How records are shown: with every field, with the names of what they name, cut to the fields that are asked for.

use serde_json::Value;
use sqlx::SqliteConnection;

use super::{
    related::Related,
    resource::{Blank, Resource},
};
use crate::sandbox::{
    close::answers::close_refusal::CloseRefusal,
    kit::object::{Object, Properties as _},
};

/// Records as they are kept, with what follows from them and from what they name.
pub(crate) async fn complete(
    connection: &mut SqliteConnection,
    resource: &Resource,
    mut documents: Vec<Object>,
) -> sqlx::Result<Vec<Object>> {
    let related = Related::to(connection, &documents).await?;
    for document in &mut documents {
        for (name, blank) in resource.blanks.iter().copied().flatten() {
            document.entry(*name).or_insert_with(|| blank.value());
        }
        for (field, name) in resource.names {
            let called = related.name_of(document, field);
            document.insert((*name).to_owned(), called);
        }
        (resource.complete)(document, &related);
    }
    Ok(documents)
}

/// The same, and with what belongs to them and is kept elsewhere: as the API shows them.
pub(crate) async fn show(
    connection: &mut SqliteConnection,
    resource: &Resource,
    documents: Vec<Object>,
) -> Result<Vec<Object>, CloseRefusal> {
    let mut documents = complete(connection, resource, documents).await?;
    nest(connection, resource, &mut documents).await?;
    Ok(documents)
}

/// Adds what belongs to completed records and is kept elsewhere.
pub(crate) async fn nest(
    connection: &mut SqliteConnection,
    resource: &Resource,
    documents: &mut [Object],
) -> Result<(), CloseRefusal> {
    match resource.nest {
        Some(nest) => nest(connection, documents).await,
        None => Ok(()),
    }
}

/// Only the fields that `_fields` names; without it, all but those that have to be named. `custom` stands for all custom
/// fields.
pub(crate) fn cut(resource: &Resource, document: Object, query: &Object) -> Object {
    let wanted: Option<Vec<&str>> = query.given("_fields").map(|wanted| wanted.split(',').map(str::trim).collect());
    let is_wanted = |name: &str| match &wanted {
        None => !resource.on_request.contains(&name),
        Some(wanted) => wanted.contains(&name) || (name.starts_with("custom.") && wanted.contains(&"custom")),
    };
    document.into_iter().filter(|(name, _)| is_wanted(name)).collect()
}

impl Blank {
    fn value(self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::False => false.into(),
            Self::Zero => 0.into(),
            Self::Text(text) => text.into(),
            Self::List => Value::Array(Vec::new()),
        }
    }
}
