//! Workflows, which the API calls sequences: steps that follow one another, and what begins them.

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

pub(crate) const SEQUENCE: Resource = Resource {
    create: &[&[needed("name")], CHANGED],
    update: &[&[text("name")], CHANGED],
    blanks: &[&[
        ("status", Blank::Text("draft")),
        ("steps", Blank::List),
        ("trigger", Blank::Null),
        ("trigger_query", Blank::Null),
        ("timezone", Blank::Null),
        ("schedule", Blank::Null),
        ("allow_manual_enrollment", Blank::False),
        ("created_by", Blank::Null),
        ("updated_by", Blank::Null),
    ]],
    names: &[("created_by", "created_by_name"), ("updated_by", "updated_by_name")],
    ..Resource::new("sequence", ObjectKind::Sequence)
};

const CHANGED: &[Property] = &[
    Property::new("status", Kind::OneOf(&["active", "paused", "draft"])),
    maybe("steps", Kind::List),
    maybe("trigger", Kind::Any),
    maybe("trigger_query", Kind::Any),
    maybe("schedule", Kind::Any),
    text("timezone"),
    Property::new("allow_manual_enrollment", Kind::Boolean),
];
