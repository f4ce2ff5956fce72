//! Custom objects: records of a type that the organization defined, each of a lead.

use http::StatusCode;

use crate::sandbox::{
    close::{
        answers::close_refusal::CloseRefusal,
        engine::{
            object_kind::ObjectKind,
            resource::{Blank, CustomFieldsOf, ListFilter, Resource},
        },
        resources::field_kinds::{needed, text},
    },
    kit::object::Properties as _,
};

pub(crate) const CUSTOM_OBJECT: Resource = Resource {
    create: &[&[needed("custom_object_type_id"), needed("lead_id"), needed("name")]],
    update: &[&[text("name")]],
    custom_fields: Some(CustomFieldsOf {
        object_type: "custom_object_type",
        defined_by: ObjectKind::CustomObjectField,
        type_field: Some("custom_object_type_id"),
    }),
    blanks: &[&[("created_by", Blank::Null), ("updated_by", Blank::Null)]],
    names: &[
        ("lead_id", "lead_name"),
        ("custom_object_type_id", "custom_object_type_name"),
        ("created_by", "created_by_name"),
        ("updated_by", "updated_by_name"),
    ],
    filters: &[&[ListFilter::Is("lead_id"), ListFilter::Is("custom_object_type_id")]],
    check_query: |query| match query.given("lead_id") {
        Some(_) => Ok(()),
        None => Err(CloseRefusal::field("lead_id", "This field is required.")),
    },
    created: StatusCode::CREATED,
    deleted: StatusCode::NO_CONTENT,
    ..Resource::new("custom_object", ObjectKind::CustomObject)
};
