//! What a resource of the API says of itself: its paths, its fields, its filters, and where it is peculiar.

use std::collections::HashSet;

use futures_util::future::BoxFuture;
use http::StatusCode;
use sqlx::SqliteConnection;
use time::UtcOffset;

use super::{object_kind::ObjectKind, related::Related};
use crate::sandbox::{
    close::answers::close_refusal::CloseRefusal,
    kit::{door::validate::Property, object::Object},
};

/// One resource.
pub(crate) struct Resource {
    /// The path of its list, without slashes at its ends.
    pub(crate) path: &'static str,
    pub(crate) kind: ObjectKind,
    pub(crate) does: &'static [Does],
    /// The fields that a create takes.
    pub(crate) create: &'static [&'static [Property]],
    /// The fields that an update takes; none of them is required.
    pub(crate) update: &'static [&'static [Property]],
    /// The custom fields that its records have.
    pub(crate) custom_fields: Option<CustomFieldsOf>,
    /// The fields that every record shows, and what stands in those of which a record says nothing.
    pub(crate) blanks: &'static [&'static [(&'static str, Blank)]],
    /// The fields that are shown only if `_fields` names them.
    pub(crate) on_request: &'static [&'static str],
    /// Fields that name a record, each with the field that shows what that is called.
    pub(crate) names: &'static [(&'static str, &'static str)],
    pub(crate) filters: &'static [&'static [ListFilter]],
    /// The fields by which a list can be sorted. The first is how it is sorted unless told otherwise.
    pub(crate) orders: &'static [&'static str],
    /// Whether a list tells how many records there are in all.
    pub(crate) has_total: bool,
    /// Adds to a record what follows from it and from those that it names.
    pub(crate) complete: fn(&mut Object, &Related),
    /// Adds to records what belongs to them and is kept elsewhere.
    pub(crate) nest: Option<Nest>,
    /// Whether a list shows a record if its query says no more about it than this.
    pub(crate) keeps: fn(&Object, &Object) -> bool,
    /// Refuses a query, before the list is read.
    pub(crate) check_query: fn(&Object) -> Result<(), CloseRefusal>,
    /// What a list adds to its page, of all the records that fit.
    pub(crate) sums: Option<fn(&[Object]) -> Object>,
    /// Refuses a change or completes it, before it is kept.
    pub(crate) prepare: Option<Hook>,
    /// What else follows from a change that was kept.
    pub(crate) follow: Option<Hook>,
    /// Refuses a delete, or removes what goes with the record.
    pub(crate) remove: Option<Remove>,
    /// The status of a create that succeeds.
    pub(crate) created: StatusCode,
    /// The status of a delete that succeeds.
    pub(crate) deleted: StatusCode,
}

impl Resource {
    /// A resource that does everything, with one field to read: its id.
    pub(crate) const fn new(path: &'static str, kind: ObjectKind) -> Self {
        Self {
            path,
            kind,
            does: ALL,
            create: &[],
            update: &[],
            custom_fields: None,
            blanks: &[],
            on_request: &[],
            names: &[],
            filters: &[],
            orders: &[],
            has_total: false,
            complete: |_, _| {},
            nest: None,
            keeps: |_, _| true,
            check_query: |_| Ok(()),
            sums: None,
            prepare: None,
            follow: None,
            remove: None,
            created: StatusCode::OK,
            deleted: StatusCode::OK,
        }
    }
}

/// Who asks.
#[derive(Clone, Copy)]
pub(crate) struct Asker<'a> {
    pub(crate) user_id: &'a str,
    /// How much more clocks show, where the caller is, than UTC.
    pub(crate) offset: UtcOffset,
}

/// What can be done with a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Does {
    List,
    Create,
    Get,
    Update,
    Delete,
}

/// Everything.
pub(crate) const ALL: &[Does] = &[Does::List, Does::Create, Does::Get, Does::Update, Does::Delete];

/// Whatever changes nothing.
pub(crate) const READ: &[Does] = &[Does::List, Does::Get];

/// Where the custom fields of a record are defined.
#[derive(Clone, Copy)]
pub(crate) struct CustomFieldsOf {
    /// What shared fields call the records: `lead`, `contact`, `opportunity`, `custom_activity_type`,
    /// `custom_object_type`.
    pub(crate) object_type: &'static str,
    /// The kind of the fields that only such records have.
    pub(crate) defined_by: ObjectKind,
    /// The field of a record that names its type, if the custom fields are those of a type.
    pub(crate) type_field: Option<&'static str>,
}

/// What stands in a field of which a record says nothing.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Blank {
    Null,
    False,
    Zero,
    Text(&'static str),
    List,
}

/// A parameter of a list, and the records that it leaves.
pub(crate) enum ListFilter {
    /// Those whose field is the value, or with `__in` one of the values.
    Is(&'static str),
    /// Those whose field is one of the values, which have commas between them with `__in` and without.
    IsOneOf(&'static str),
    /// Those whose field is a day or a moment that is the same, or with `__gt`, `__gte`, `__lt`, `__lte` later or
    /// earlier.
    When(&'static str),
    /// Those that the function lets pass, given the value.
    By(&'static str, fn(&Object, &str) -> bool),
    /// Those whose value in the field is among what the search finds.
    Among { parameter: &'static str, field: &'static str, find: Find },
}

/// Finds the values that a parameter leaves.
pub(crate) type Find =
    for<'a> fn(&'a mut SqliteConnection, Asker<'a>, &'a str) -> BoxFuture<'a, Result<HashSet<String>, CloseRefusal>>;

/// Adds to records what belongs to them and is kept elsewhere.
pub(crate) type Nest =
    for<'a> fn(&'a mut SqliteConnection, &'a mut [Object]) -> BoxFuture<'a, Result<(), CloseRefusal>>;

/// A change of one record, on its way.
pub(crate) struct Change<'a> {
    pub(crate) connection: &'a mut SqliteConnection,
    pub(crate) asker: Asker<'a>,
    /// The record before the change; none if it is new.
    pub(crate) before: Option<&'a Object>,
    /// What the caller gave, without the custom fields.
    pub(crate) given: &'a Object,
    /// The record after the change.
    pub(crate) document: &'a mut Object,
}

/// What a resource does with a change of its own.
pub(crate) type Hook = for<'a> fn(Change<'a>) -> BoxFuture<'a, Result<(), CloseRefusal>>;

/// What a resource does before one of its records is deleted.
pub(crate) type Remove = for<'a> fn(&'a mut SqliteConnection, &'a Object) -> BoxFuture<'a, Result<(), CloseRefusal>>;
