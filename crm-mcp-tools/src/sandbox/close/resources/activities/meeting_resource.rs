//! Meetings. They come from calendars: one can be read, annotated and deleted, not made. What was said is shown only on
//! request.

use crate::sandbox::{
    close::{
        engine::{
            object_kind::ObjectKind,
            resource::{Blank, Does, Resource},
        },
        resources::{
            activities::{activity_parts, texts::markup},
            field_kinds::{RICH_TEXT, maybe, text},
        },
    },
    kit::door::validate::Property,
};

pub(crate) const MEETING: Resource = Resource {
    does: &[Does::List, Does::Get, Does::Update, Does::Delete],
    update: &[FIELDS],
    blanks: &[activity_parts::BLANKS, BLANKS],
    on_request: &["transcripts"],
    names: activity_parts::NAMES,
    filters: &[activity_parts::FILTERS],
    orders: activity_parts::ORDERS,
    check_query: activity_parts::check_dates,
    complete: |meeting, related| {
        // A meeting happens when it begins.
        if let Some(starts_at) = meeting.get("starts_at").filter(|moment| moment.is_string()).cloned() {
            meeting.insert("activity_at".into(), starts_at);
        }
        activity_parts::complete(meeting, related);
        activity_parts::name(meeting, ObjectKind::Meeting.name());
        markup::complete(meeting, "user_note", "user_note_html");
    },
    prepare: Some(|mut change| {
        Box::pin(async move {
            markup::prepare(&mut change, "user_note", "user_note_html");
            Ok(())
        })
    }),
    ..Resource::new("activity/meeting", ObjectKind::Meeting)
};

const FIELDS: &[Property] = &[text("user_note"), maybe("user_note_html", RICH_TEXT), text("outcome_id")];

const BLANKS: &[(&str, Blank)] = &[
    ("title", Blank::Text("")),
    ("starts_at", Blank::Null),
    ("ends_at", Blank::Null),
    ("duration", Blank::Zero),
    ("location", Blank::Null),
    ("note", Blank::Text("")),
    ("user_note", Blank::Text("")),
    ("status", Blank::Text("upcoming")),
    ("attendees", Blank::List),
    ("integrations", Blank::List),
    ("transcripts", Blank::List),
    ("calendar_event_link", Blank::Null),
    ("conference_links", Blank::List),
    ("connected_account_id", Blank::Null),
    ("is_recurring", Blank::False),
    ("outcome_id", Blank::Null),
    ("source", Blank::Text("calendar")),
];
