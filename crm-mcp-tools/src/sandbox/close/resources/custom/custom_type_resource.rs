//! The types of custom activities and custom objects, each with its fields.

use http::StatusCode;
use sqlx::SqliteConnection;

use super::{custom_field_schema, custom_object_resource};
use crate::sandbox::{
    close::{
        answers::close_refusal::CloseRefusal,
        engine::{
            object_kind::ObjectKind,
            records,
            resource::{Blank, CustomFieldsOf, Resource},
        },
        resources::{
            activities::custom_activity_resource,
            field_kinds::{maybe, needed, text},
        },
    },
    kit::{
        door::validate::{Kind, Property},
        object::{Object, Properties as _},
    },
};

pub(crate) const ACTIVITY_TYPE: Resource = Resource {
    create: &[&[needed("name")], CHANGED, &[maybe("is_archived", Kind::Boolean)]],
    update: &[&[text("name")], CHANGED, &[maybe("is_archived", Kind::Boolean)]],
    blanks: &[BLANKS, &[("is_archived", Blank::False)]],
    nest: Some(|connection, types| {
        Box::pin(nest(connection, types, custom_activity_resource::CUSTOM_ACTIVITY.custom_fields))
    }),
    remove: Some(|connection, of| {
        Box::pin(remove(
            connection,
            of,
            "custom_activity_type_id",
            [ObjectKind::CustomActivity, ObjectKind::ActivityField],
        ))
    }),
    created: StatusCode::CREATED,
    deleted: StatusCode::NO_CONTENT,
    ..Resource::new("custom_activity", ObjectKind::ActivityType)
};

pub(crate) const CUSTOM_OBJECT_TYPE: Resource = Resource {
    create: &[&[needed("name"), text("name_plural")], CHANGED],
    update: &[&[text("name"), text("name_plural")], CHANGED],
    blanks: &[BLANKS, &[("name_plural", Blank::Null), ("is_public", Blank::False), ("back_references", Blank::List)]],
    nest: Some(|connection, types| {
        Box::pin(nest(connection, types, custom_object_resource::CUSTOM_OBJECT.custom_fields))
    }),
    remove: Some(|connection, of| {
        Box::pin(remove(
            connection,
            of,
            "custom_object_type_id",
            [ObjectKind::CustomObject, ObjectKind::CustomObjectField],
        ))
    }),
    created: StatusCode::CREATED,
    deleted: StatusCode::NO_CONTENT,
    ..Resource::new("custom_object_type", ObjectKind::CustomObjectType)
};

const CHANGED: &[Property] = &[
    text("description"),
    Property::new("api_create_only", Kind::Boolean),
    Property::new("is_public", Kind::Boolean),
    maybe("editable_with_roles", Kind::Texts),
];

const BLANKS: &[(&str, Blank)] = &[
    ("description", Blank::Null),
    ("api_create_only", Blank::False),
    ("editable_with_roles", Blank::List),
    ("created_by", Blank::Null),
    ("updated_by", Blank::Null),
];

/// Shows in each type its fields.
async fn nest(
    connection: &mut SqliteConnection,
    types: &mut [Object],
    of: Option<CustomFieldsOf>,
) -> Result<(), CloseRefusal> {
    let Some(of) = of else { return Ok(()) };
    for one in types {
        let fields = custom_field_schema::definitions(connection, of, Some(one.text("id"))).await?;
        one.insert("fields".into(), fields.into());
    }
    Ok(())
}

/// Removes with a type what is of it: its records and its fields.
async fn remove(
    connection: &mut SqliteConnection,
    of: &Object,
    field: &'static str,
    kinds: [ObjectKind; 2],
) -> Result<(), CloseRefusal> {
    for kind in kinds {
        records::delete_where(connection, kind, field, of.text("id")).await?;
    }
    Ok(())
}
