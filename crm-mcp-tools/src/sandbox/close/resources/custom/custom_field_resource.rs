//! Custom fields: of leads, contacts and opportunities, of one type of activities or objects, and shared ones.

use http::StatusCode;

use crate::sandbox::{
    close::{
        answers::close_refusal::CloseRefusal,
        engine::{
            object_kind::ObjectKind,
            records,
            resource::{Blank, Change, ListFilter, Resource},
        },
        resources::field_kinds::{maybe, needed, text},
    },
    kit::{
        door::validate::{Kind, Property},
        object::Properties as _,
    },
};

/// What a custom field may hold.
const TYPES: &[&str] =
    &["text", "textarea", "number", "date", "datetime", "choices", "user", "contact", "custom_object", "hidden"];

pub(crate) const LEAD_FIELD: Resource = fields("custom_field/lead", ObjectKind::LeadField);

pub(crate) const CONTACT_FIELD: Resource = fields("custom_field/contact", ObjectKind::ContactField);

pub(crate) const OPPORTUNITY_FIELD: Resource = fields("custom_field/opportunity", ObjectKind::OpportunityField);

pub(crate) const ACTIVITY_FIELD: Resource = Resource {
    create: &[MADE, CHANGED, &[needed("custom_activity_type_id")]],
    filters: &[&[ListFilter::Is("custom_activity_type_id")]],
    ..fields("custom_field/activity", ObjectKind::ActivityField)
};

pub(crate) const CUSTOM_OBJECT_FIELD: Resource = Resource {
    create: &[MADE, CHANGED, &[needed("custom_object_type_id")]],
    filters: &[&[ListFilter::Is("custom_object_type_id")]],
    created: StatusCode::CREATED,
    ..fields("custom_field/custom_object_type", ObjectKind::CustomObjectField)
};

pub(crate) const SHARED_FIELD: Resource = Resource {
    create: &[MADE, CHANGED, &[maybe("associations", Kind::List)]],
    blanks: &[BLANKS, &[("associations", Blank::List)]],
    ..fields("custom_field/shared", ObjectKind::SharedField)
};

const fn fields(path: &'static str, kind: ObjectKind) -> Resource {
    Resource {
        create: &[MADE, CHANGED],
        update: &[RENAMED, CHANGED],
        blanks: &[BLANKS],
        prepare: Some(|change| Box::pin(async move { check_choices(&change) })),
        remove: Some(|connection, field| {
            Box::pin(async { Ok(records::drop_value(connection, field.text("id")).await?) })
        }),
        ..Resource::new(path, kind)
    }
}

const MADE: &[Property] = &[needed("name"), Property::new("type", Kind::OneOf(TYPES)).required()];

const RENAMED: &[Property] = &[text("name")];

const CHANGED: &[Property] = &[
    text("description"),
    maybe("choices", Kind::Texts),
    Property::new("required", Kind::Boolean),
    Property::new("accepts_multiple_values", Kind::Boolean),
    maybe("editable_with_roles", Kind::Texts),
    text("referenced_custom_type_id"),
];

const BLANKS: &[(&str, Blank)] = &[
    ("description", Blank::Null),
    ("choices", Blank::Null),
    ("required", Blank::False),
    ("accepts_multiple_values", Blank::False),
    ("editable_with_roles", Blank::List),
    ("referenced_custom_type_id", Blank::Null),
    ("converting_to_type", Blank::Null),
    ("created_by", Blank::Null),
    ("updated_by", Blank::Null),
];

fn check_choices(change: &Change<'_>) -> Result<(), CloseRefusal> {
    let has_choices = change.document.list("choices").is_some_and(|choices| !choices.is_empty());
    if change.document.text("type") == "choices" && !has_choices {
        return Err(CloseRefusal::field("choices", "This field is required."));
    }
    Ok(())
}
