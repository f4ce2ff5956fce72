//! Notes. Their text is kept as HTML and without it.

use crate::sandbox::{
    close::{
        answers::moments,
        engine::{
            object_kind::ObjectKind,
            resource::{Blank, Resource},
        },
        resources::{
            activities::{activity_parts, texts::markup},
            field_kinds::{RICH_TEXT, maybe, text},
        },
    },
    kit::door::validate::{Kind, Property},
};

pub(crate) const NOTE: Resource = Resource {
    create: &[activity_parts::FIELDS, activity_parts::CHANGED, FIELDS],
    update: &[activity_parts::CHANGED, FIELDS],
    blanks: &[activity_parts::BLANKS, &[("note", Blank::Text("")), ("title", Blank::Null), ("pinned_at", Blank::Null)]],
    names: activity_parts::NAMES,
    filters: &[activity_parts::FILTERS],
    orders: activity_parts::ORDERS,
    check_query: activity_parts::check_dates,
    complete: |note, related| {
        activity_parts::complete(note, related);
        activity_parts::name(note, ObjectKind::Note.name());
        markup::complete(note, "note", "note_html");
    },
    prepare: Some(|mut change| {
        Box::pin(async move {
            activity_parts::prepare(&mut change);
            markup::prepare(&mut change, "note", "note_html");
            if let Some(pinned) = change.given.get("pinned") {
                let at = (pinned == true).then(moments::now);
                change.document.insert("pinned_at".into(), at.into());
            }
            Ok(())
        })
    }),
    ..Resource::new("activity/note", ObjectKind::Note)
};

const FIELDS: &[Property] = &[
    text("note"),
    maybe("note_html", RICH_TEXT),
    text("title"),
    maybe("pinned", Kind::Boolean),
    maybe("attachments", Kind::List),
];
