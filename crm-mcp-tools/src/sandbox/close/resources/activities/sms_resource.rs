//! Text messages. The status says what becomes of one: a draft, a message to send, or one that was sent or received.

use crate::sandbox::{
    close::{
        engine::{
            object_kind::ObjectKind,
            resource::{Blank, Resource},
        },
        resources::{
            activities::{activity_parts, texts::delivery},
            field_kinds::{MOMENT, maybe, text},
        },
    },
    kit::{
        door::validate::{Kind, Property},
        object::Properties as _,
    },
};

pub(crate) const SMS: Resource = Resource {
    create: &[
        activity_parts::MADE,
        activity_parts::CHANGED,
        FIELDS,
        &[
            text("lead_id"),
            Property::new("status", Kind::OneOf(delivery::STATUSES)).required(),
            Property::new("direction", Kind::OneOf(&["inbound", "outbound"])),
            Property::new("source", Kind::OneOf(&["Close.io", "External"])),
        ],
    ],
    update: &[activity_parts::CHANGED, FIELDS, &[Property::new("status", Kind::OneOf(delivery::STATUSES))]],
    blanks: &[activity_parts::BLANKS, BLANKS],
    names: activity_parts::NAMES,
    filters: &[activity_parts::FILTERS],
    orders: activity_parts::ORDERS,
    check_query: activity_parts::check_dates,
    complete: |sms, related| {
        activity_parts::complete(sms, related);
        activity_parts::name(sms, ObjectKind::Sms.name());
        for (field, formatted) in [("local_phone", "local_phone_formatted"), ("remote_phone", "remote_phone_formatted")]
        {
            let phone = sms.get(field).cloned().unwrap_or_default();
            sms.insert(formatted.into(), phone);
        }
        let direction = if sms.text("status") == "inbox" { "inbound" } else { "outbound" };
        sms.entry("direction").or_insert_with(|| direction.into());
    },
    prepare: Some(|mut change| {
        Box::pin(async move {
            activity_parts::find_lead(&mut change).await?;
            activity_parts::prepare(&mut change);
            delivery::prepare(&mut change, "local_phone")
        })
    }),
    ..Resource::new("activity/sms", ObjectKind::Sms)
};

const FIELDS: &[Property] = &[
    text("text"),
    text("local_phone"),
    text("remote_phone"),
    text("template_id"),
    maybe("date_scheduled", MOMENT),
    maybe("attachments", Kind::List),
];

const BLANKS: &[(&str, Blank)] = &[
    ("text", Blank::Text("")),
    ("local_phone", Blank::Null),
    ("remote_phone", Blank::Null),
    ("local_country_iso", Blank::Null),
    ("remote_country_iso", Blank::Null),
    ("cost", Blank::Null),
    ("error_message", Blank::Null),
    ("date_sent", Blank::Null),
    ("date_scheduled", Blank::Null),
    ("template_id", Blank::Null),
    ("source", Blank::Text("External")),
    ("status", Blank::Text("sent")),
];
