//! Activities of the types that the organization defined. A draft may lack what its type requires.

use crate::sandbox::{
    close::{
        engine::{
            object_kind::ObjectKind,
            resource::{Blank, CustomFieldsOf, ListFilter, Resource},
        },
        resources::{
            activities::activity_parts,
            field_kinds::{maybe, needed},
        },
    },
    kit::{
        door::validate::{Kind, Property},
        object::Properties as _,
    },
};

pub(crate) const CUSTOM_ACTIVITY: Resource = Resource {
    create: &[activity_parts::FIELDS, activity_parts::CHANGED, FIELDS, &[needed("custom_activity_type_id")]],
    update: &[activity_parts::CHANGED, FIELDS],
    custom_fields: Some(CustomFieldsOf {
        object_type: "custom_activity_type",
        defined_by: ObjectKind::ActivityField,
        type_field: Some("custom_activity_type_id"),
    }),
    blanks: &[activity_parts::BLANKS, &[("status", Blank::Text("published"))]],
    names: activity_parts::NAMES,
    filters: &[&[
        ListFilter::Is("custom_activity_type_id"),
        ListFilter::Is("_type"),
        ListFilter::Is("id"),
        ListFilter::Is("lead_id"),
        ListFilter::Is("contact_id"),
        ListFilter::Is("user_id"),
        ListFilter::Is("organization_id"),
        ListFilter::When("date_created"),
        ListFilter::When("activity_at"),
    ]],
    orders: activity_parts::ORDERS,
    check_query: |query| {
        let by_type = query.keys().any(|name| name.starts_with("custom_activity_type_id"));
        if by_type && query.given("lead_id").is_none() {
            return Err(activity_parts::needs_lead("custom_activity_type_id"));
        }
        activity_parts::check_dates(query)
    },
    complete: |activity, related| {
        activity_parts::complete(activity, related);
        activity_parts::name(activity, ObjectKind::CustomActivity.name());
    },
    prepare: Some(|mut change| {
        Box::pin(async move {
            activity_parts::prepare(&mut change);
            change.document.entry("status").or_insert_with(|| "published".into());
            Ok(())
        })
    }),
    ..Resource::new("activity/custom", ObjectKind::CustomActivity)
};

const FIELDS: &[Property] =
    &[maybe("pinned", Kind::Boolean), Property::new("status", Kind::OneOf(&["draft", "published"]))];
