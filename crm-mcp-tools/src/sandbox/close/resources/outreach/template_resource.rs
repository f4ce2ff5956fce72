//! Templates of emails and text messages. One that a workflow uses cannot be deleted.

use http::StatusCode;
use sqlx::SqliteConnection;

use crate::sandbox::{
    close::{
        answers::close_refusal::CloseRefusal,
        engine::{
            object_kind::ObjectKind,
            records,
            resource::{Blank, ListFilter, Resource},
        },
        resources::field_kinds::{maybe, needed, text},
    },
    kit::{
        door::validate::{Kind, Property},
        object::{Object, Properties as _},
    },
};

pub(crate) const EMAIL_TEMPLATE: Resource = Resource {
    create: &[&[needed("name")], EMAIL],
    update: &[&[text("name")], EMAIL, &[Property::new("is_archived", Kind::Boolean)]],
    blanks: &[BLANKS, &[("subject", Blank::Text("")), ("body", Blank::Text("")), ("is_archived", Blank::False)]],
    names: NAMES,
    filters: &[&[ListFilter::Is("is_archived"), ListFilter::Is("is_shared")]],
    remove: Some(|connection, template| Box::pin(check_unused(connection, template))),
    ..Resource::new("email_template", ObjectKind::EmailTemplate)
};

pub(crate) const SMS_TEMPLATE: Resource = Resource {
    create: &[&[needed("name")], SMS],
    update: &[&[text("name")], SMS, &[Property::new("status", Kind::OneOf(&["active", "archived"]))]],
    blanks: &[BLANKS, &[("text", Blank::Text("")), ("status", Blank::Text("active"))]],
    names: NAMES,
    remove: Some(|connection, template| Box::pin(check_unused(connection, template))),
    created: StatusCode::CREATED,
    deleted: StatusCode::NO_CONTENT,
    ..Resource::new("sms_template", ObjectKind::SmsTemplate)
};

const EMAIL: &[Property] = &[
    text("subject"),
    text("body"),
    maybe("cc", Kind::Texts),
    maybe("bcc", Kind::Texts),
    Property::new("is_shared", Kind::Boolean),
    maybe("attachments", Kind::List),
];

const SMS: &[Property] = &[text("text"), Property::new("is_shared", Kind::Boolean), maybe("attachments", Kind::List)];

const BLANKS: &[(&str, Blank)] = &[
    ("is_shared", Blank::False),
    ("cc", Blank::List),
    ("bcc", Blank::List),
    ("attachments", Blank::List),
    ("created_by", Blank::Null),
    ("updated_by", Blank::Null),
];

const NAMES: &[(&str, &str)] = &[("created_by", "created_by_name"), ("updated_by", "updated_by_name")];

/// Refuses to delete a template that a step of a workflow names.
async fn check_unused(connection: &mut SqliteConnection, template: &Object) -> Result<(), CloseRefusal> {
    let sequences = records::all(connection, ObjectKind::Sequence).await?;
    let uses = |sequence: &&Object| {
        let steps = sequence.get("steps").map(ToString::to_string).unwrap_or_default();
        steps.contains(template.text("id"))
    };
    match sequences.iter().find(uses) {
        Some(sequence) => Err(CloseRefusal::bad(format!(
            "Cannot delete a template that the workflow {} uses.",
            sequence.text("name")
        ))),
        None => Ok(()),
    }
}
