//! Links to book a meeting: a user's own, and those that are shared and named by a tag in templates.

use http::StatusCode;

use crate::sandbox::{
    close::{
        engine::{
            object_kind::ObjectKind,
            resource::{Blank, Resource},
        },
        resources::field_kinds::{maybe, needed, text},
    },
    kit::door::validate::{Kind, Property},
};

pub(crate) const SCHEDULING_LINK: Resource = Resource {
    create: &[&[needed("name"), needed("url")], CHANGED],
    update: &[&[text("name"), text("url")], CHANGED],
    blanks: &[BLANKS, &[("url", Blank::Null), ("source", Blank::Text("MANUAL")), ("user_id", Blank::Null)]],
    prepare: Some(|change| {
        Box::pin(async move {
            change.document.entry("user_id").or_insert_with(|| change.asker.user_id.into());
            Ok(())
        })
    }),
    created: StatusCode::CREATED,
    deleted: StatusCode::NO_CONTENT,
    ..Resource::new("scheduling_link", ObjectKind::SchedulingLink)
};

pub(crate) const SHARED_SCHEDULING_LINK: Resource = Resource {
    create: &[&[needed("name")], CHANGED],
    update: &[&[text("name")], CHANGED],
    blanks: &[BLANKS, &[("associations", Blank::List)]],
    created: StatusCode::CREATED,
    deleted: StatusCode::NO_CONTENT,
    ..Resource::new("shared_scheduling_link", ObjectKind::SharedSchedulingLink)
};

const CHANGED: &[Property] = &[text("description"), maybe("duration_in_minutes", Kind::Whole { min: 1, max: 1440 })];

const BLANKS: &[(&str, Blank)] = &[
    ("description", Blank::Null),
    ("duration_in_minutes", Blank::Null),
    ("source_id", Blank::Null),
    ("source_type", Blank::Null),
    ("created_by", Blank::Null),
    ("updated_by", Blank::Null),
];
