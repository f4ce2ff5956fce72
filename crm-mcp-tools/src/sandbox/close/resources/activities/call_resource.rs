//! Calls. What was said is shown only on request.

use crate::sandbox::{
    close::{
        engine::{
            object_kind::ObjectKind,
            resource::{Blank, Resource},
        },
        resources::{
            activities::{activity_parts, texts::markup},
            field_kinds::{RICH_TEXT, maybe, text},
        },
    },
    kit::{
        door::validate::{Kind, Property},
        object::Properties as _,
    },
};

pub(crate) const CALL: Resource = Resource {
    create: &[
        activity_parts::MADE,
        activity_parts::CHANGED,
        FIELDS,
        &[
            text("lead_id"),
            Property::new("direction", Kind::OneOf(&["inbound", "outbound"])),
            Property::new("source", Kind::OneOf(&["Close.io", "External"])),
        ],
    ],
    update: &[activity_parts::CHANGED, FIELDS],
    blanks: &[activity_parts::BLANKS, BLANKS],
    on_request: &["recording_transcript", "voicemail_transcript"],
    names: activity_parts::NAMES,
    filters: &[activity_parts::FILTERS],
    orders: activity_parts::ORDERS,
    check_query: activity_parts::check_dates,
    complete: |call, related| {
        activity_parts::complete(call, related);
        activity_parts::name(call, ObjectKind::Call.name());
        markup::complete(call, "note", "note_html");
        let has_recording = call.given("recording_url").is_some();
        call.insert("has_recording".into(), has_recording.into());
    },
    prepare: Some(|mut change| {
        Box::pin(async move {
            activity_parts::find_lead(&mut change).await?;
            activity_parts::prepare(&mut change);
            markup::prepare(&mut change, "note", "note_html");
            Ok(())
        })
    }),
    ..Resource::new("activity/call", ObjectKind::Call)
};

const FIELDS: &[Property] = &[
    text("note"),
    maybe("note_html", RICH_TEXT),
    text("outcome_id"),
    text("phone"),
    text("recording_url"),
    text("voicemail_url"),
    text("quality_info"),
    maybe("duration", Kind::Whole { min: 0, max: i64::MAX }),
    Property::new(
        "status",
        Kind::OneOf(&["created", "in-progress", "completed", "cancel", "no-answer", "busy", "failed", "timeout"]),
    ),
];

const BLANKS: &[(&str, Blank)] = &[
    ("note", Blank::Text("")),
    ("direction", Blank::Text("outbound")),
    ("disposition", Blank::Null),
    ("duration", Blank::Zero),
    ("call_method", Blank::Text("regular")),
    ("cost", Blank::Null),
    ("outcome_id", Blank::Null),
    ("phone", Blank::Null),
    ("local_phone", Blank::Null),
    ("remote_phone", Blank::Null),
    ("recording_url", Blank::Null),
    ("voicemail_url", Blank::Null),
    ("voicemail_duration", Blank::Zero),
    ("recording_transcript", Blank::Null),
    ("voicemail_transcript", Blank::Null),
    ("source", Blank::Text("External")),
    ("status", Blank::Text("completed")),
];
