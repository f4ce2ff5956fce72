//! Outcomes: what came of a call or a meeting.

use http::StatusCode;

use crate::sandbox::{
    close::{
        engine::{
            object_kind::ObjectKind,
            records,
            resource::{Blank, Resource},
        },
        resources::field_kinds::{maybe, needed, text},
    },
    kit::{
        door::validate::{Kind, Property},
        object::Properties as _,
    },
};

pub(crate) const OUTCOME: Resource = Resource {
    create: &[&[needed("name")], CHANGED],
    update: &[&[text("name")], CHANGED],
    blanks: &[&[
        ("description", Blank::Null),
        ("applies_to", Blank::List),
        ("type", Blank::Text("custom")),
        ("created_by", Blank::Null),
        ("updated_by", Blank::Null),
    ]],
    remove: Some(|connection, outcome| {
        Box::pin(async { Ok(records::clear(connection, "outcome_id", outcome.text("id")).await?) })
    }),
    created: StatusCode::CREATED,
    ..Resource::new("outcome", ObjectKind::Outcome)
};

const CHANGED: &[Property] =
    &[text("description"), maybe("applies_to", Kind::Texts), maybe("type", Kind::OneOf(&["vm-dropped", "custom"]))];
