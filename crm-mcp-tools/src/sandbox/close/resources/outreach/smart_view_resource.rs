//! Saved searches, which people call smart views.

use crate::sandbox::{
    close::{
        engine::{
            object_kind::ObjectKind,
            resource::{Blank, ListFilter, Resource},
        },
        resources::field_kinds::{maybe, needed, text},
    },
    kit::door::validate::{Kind, Property},
};

pub(crate) const SMART_VIEW: Resource = Resource {
    create: &[
        &[needed("name"), text("query"), maybe("s_query", Kind::Object(&[maybe("query", Kind::Any)]))],
        CHANGED,
        &[Property::new("type", Kind::OneOf(&["lead", "contact"]))],
    ],
    update: &[&[text("name")], CHANGED],
    blanks: &[&[
        ("description", Blank::Null),
        ("query", Blank::Null),
        ("s_query", Blank::Null),
        ("type", Blank::Text("lead")),
        ("is_shared", Blank::False),
        ("is_user_dependent", Blank::False),
        ("selected_fields", Blank::Null),
        ("shared_with", Blank::List),
        ("user_id", Blank::Null),
    ]],
    filters: &[&[ListFilter::Is("type")]],
    prepare: Some(|change| {
        Box::pin(async move {
            change.document.entry("user_id").or_insert_with(|| change.asker.user_id.into());
            Ok(())
        })
    }),
    ..Resource::new("saved_search", ObjectKind::SmartView)
};

const CHANGED: &[Property] = &[
    text("description"),
    Property::new("is_shared", Kind::Boolean),
    maybe("selected_fields", Kind::List),
    maybe("shared_with", Kind::Texts),
];
