//! The organization, its users and groups.

use http::StatusCode;

use super::organization_parts;
use crate::sandbox::close::{
    engine::{
        object_kind::ObjectKind,
        resource::{Blank, Does, READ, Resource},
    },
    resources::field_kinds::{needed, text},
};

pub(crate) const ORGANIZATION: Resource = Resource {
    does: &[Does::Get, Does::Update],
    update: &[&[text("name"), text("currency")]],
    blanks: &[&[("currency", Blank::Text("USD"))]],
    nest: Some(organization_parts::nest),
    ..Resource::new("organization", ObjectKind::Organization)
};

pub(crate) const USER: Resource = Resource {
    does: READ,
    blanks: &[&[
        ("first_name", Blank::Text("")),
        ("last_name", Blank::Text("")),
        ("email", Blank::Null),
        ("image", Blank::Null),
        ("last_used_timezone", Blank::Null),
        ("phone", Blank::Null),
    ]],
    orders: &["first_name", "last_name"],
    ..Resource::new("user", ObjectKind::User)
};

pub(crate) const GROUP: Resource = Resource {
    create: &[&[needed("name")]],
    update: &[&[needed("name")]],
    blanks: &[&[("members", Blank::List)]],
    created: StatusCode::CREATED,
    deleted: StatusCode::NO_CONTENT,
    ..Resource::new("group", ObjectKind::Group)
};
