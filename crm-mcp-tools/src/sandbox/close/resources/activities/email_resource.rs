//! Emails. Each belongs to a thread, which is made with its first email and goes with its last.

use serde_json::Value;

use crate::sandbox::{
    close::{
        answers::close_refusal::CloseRefusal,
        engine::{
            object_kind::ObjectKind,
            records,
            related::Related,
            resource::{Blank, Change, Resource},
        },
        resources::{
            activities::{
                activity_parts, email_threads,
                texts::{delivery, markup},
            },
            field_kinds::{MOMENT, maybe, text},
        },
    },
    kit::{
        door::validate::{Kind, Property},
        object::{Object, Properties as _},
    },
};

/// How much of a text a preview has.
const PREVIEW: usize = 200;

pub(crate) const EMAIL: Resource = Resource {
    create: &[
        activity_parts::FIELDS,
        activity_parts::CHANGED,
        FIELDS,
        &[Property::new("status", Kind::OneOf(delivery::STATUSES)).required()],
    ],
    update: &[activity_parts::CHANGED, FIELDS, &[Property::new("status", Kind::OneOf(delivery::STATUSES))]],
    blanks: &[activity_parts::BLANKS, BLANKS],
    names: &[
        ("user_id", "user_name"),
        ("created_by", "created_by_name"),
        ("updated_by", "updated_by_name"),
        ("template_id", "template_name"),
    ],
    filters: &[activity_parts::FILTERS],
    orders: activity_parts::ORDERS,
    check_query: activity_parts::check_dates,
    complete,
    prepare: Some(|mut change| {
        Box::pin(async move {
            activity_parts::prepare(&mut change);
            markup::prepare(&mut change, "body_text", "body_html");
            delivery::prepare(&mut change, "sender")?;
            sign(&mut change).await?;
            email_threads::prepare(&mut change).await
        })
    }),
    remove: Some(|connection, email| Box::pin(email_threads::forget(connection, email))),
    ..Resource::new("activity/email", ObjectKind::Email)
};

const FIELDS: &[Property] = &[
    text("subject"),
    text("body_text"),
    text("body_html"),
    text("sender"),
    maybe("to", Kind::Texts),
    maybe("cc", Kind::Texts),
    maybe("bcc", Kind::Texts),
    text("template_id"),
    text("in_reply_to_id"),
    text("followup_sequence_id"),
    maybe("followup_sequence_delay", Kind::Whole { min: 0, max: i64::MAX }),
    maybe("followup_date", MOMENT),
    maybe("date_scheduled", MOMENT),
    maybe("attachments", Kind::List),
];

const BLANKS: &[(&str, Blank)] = &[
    ("subject", Blank::Null),
    ("body_text", Blank::Text("")),
    ("body_html", Blank::Null),
    ("sender", Blank::Null),
    ("to", Blank::List),
    ("cc", Blank::List),
    ("bcc", Blank::List),
    ("template_id", Blank::Null),
    ("in_reply_to_id", Blank::Null),
    ("thread_id", Blank::Null),
    ("message_ids", Blank::List),
    ("references", Blank::List),
    ("opens", Blank::List),
    ("opens_summary", Blank::Null),
    ("has_reply", Blank::False),
    ("need_smtp_credentials", Blank::False),
    ("bulk_email_action_id", Blank::Null),
    ("send_as_id", Blank::Null),
    ("followup_sequence_id", Blank::Null),
    ("followup_sequence_delay", Blank::Null),
    ("followup_sequence_add_cc_bcc", Blank::False),
    ("date_sent", Blank::Null),
    ("date_scheduled", Blank::Null),
    ("status", Blank::Text("sent")),
];

/// An email that was sent was sent by its user, unless it says otherwise.
async fn sign(change: &mut Change<'_>) -> Result<(), CloseRefusal> {
    if change.document.text("status") == "sent" && change.document.text("sender").is_empty() {
        let user = records::find(change.connection, ObjectKind::User, change.document.text("user_id")).await?;
        let address = user.as_ref().and_then(|user| user.get("email")).cloned().unwrap_or_default();
        change.document.insert("sender".into(), address);
    }
    Ok(())
}

fn complete(email: &mut Object, related: &Related) {
    activity_parts::complete(email, related);
    activity_parts::name(email, ObjectKind::Email.name());
    markup::complete(email, "body_text", "body_html");
    let preview: String = email.text("body_text").chars().take(PREVIEW).collect();
    email.insert("body_preview".into(), preview.into());
    let direction = if email.text("status") == "inbox" { "incoming" } else { "outgoing" };
    email.insert("direction".into(), direction.into());
    for list in ["to", "cc", "bcc", "attachments"] {
        // A caller may have set it to null.
        if email.get(list) == Some(&Value::Null) {
            email.insert(list.into(), Value::Array(Vec::new()));
        }
    }
}
