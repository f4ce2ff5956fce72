//! The operations of HighLevel's API that the tools use, as data.

use std::fmt;

use crm_mcp_core::Scope;
use http::Method;

use super::scopes::{CONTACTS_READ, CONTACTS_WRITE, CUSTOM_FIELDS_READ};

/// One operation of the API.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) method: Method,
    /// The path; `{id}` stands for the record's id, `{location}` for the location's.
    pub(crate) path: &'static str,
    /// The value of the `Version` header, which each operation wants of its own. Another one is answered with 401.
    pub(crate) version: &'static str,
    /// The scope that the vendor asks for.
    pub(crate) scope: Scope,
    /// Whether it changes nothing, whatever its method.
    pub(crate) is_read: bool,
    /// Where it wants the location's id, beside the path. Anywhere else the vendor refuses it.
    pub(crate) location: Location,
}

/// Where an operation wants the location's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Location {
    Unsaid,
    /// As this parameter.
    Query(&'static str),
    /// As the property `locationId`.
    Body,
}

impl Operation {
    const fn read(method: Method, path: &'static str, scope: Scope) -> Self {
        Self { method, path, version: "2021-07-28", scope, is_read: true, location: Location::Unsaid }
    }

    const fn write(method: Method, path: &'static str, scope: Scope) -> Self {
        let mut operation = Self::read(method, path, scope);
        operation.is_read = false;
        operation
    }

    /// The operation of an area of the API that stayed with the first version.
    const fn of_april_2021(mut self) -> Self {
        self.version = "2021-04-15";
        self
    }

    const fn located(mut self, location: Location) -> Self {
        self.location = location;
        self
    }

    /// Whether it may make a record: a write that names none.
    pub(crate) fn makes_records(&self) -> bool {
        !self.is_read && !self.path.contains("{id}")
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.method, self.path)
    }
}

const BY_LOCATION_ID: Location = Location::Query("locationId");

pub(crate) static GET_CONTACT: Operation = Operation::read(Method::GET, "/contacts/{id}", CONTACTS_READ);
pub(crate) static LIST_CONTACTS: Operation =
    Operation::read(Method::GET, "/contacts/", CONTACTS_READ).located(BY_LOCATION_ID);
pub(crate) static SEARCH_CONTACTS: Operation =
    Operation::read(Method::POST, "/contacts/search", CONTACTS_READ).located(Location::Body);
pub(crate) static FIND_DUPLICATES: Operation =
    Operation::read(Method::GET, "/contacts/search/duplicate", CONTACTS_READ).located(BY_LOCATION_ID);
pub(crate) static CREATE_CONTACT: Operation =
    Operation::write(Method::POST, "/contacts/", CONTACTS_WRITE).located(Location::Body);
pub(crate) static UPDATE_CONTACT: Operation = Operation::write(Method::PUT, "/contacts/{id}", CONTACTS_WRITE);
pub(crate) static UPSERT_CONTACT: Operation =
    Operation::write(Method::POST, "/contacts/upsert", CONTACTS_WRITE).located(Location::Body);
pub(crate) static ADD_TAGS: Operation = Operation::write(Method::POST, "/contacts/{id}/tags", CONTACTS_WRITE);
pub(crate) static REMOVE_TAGS: Operation = Operation::write(Method::DELETE, "/contacts/{id}/tags", CONTACTS_WRITE);
pub(crate) static GET_TASKS: Operation = Operation::read(Method::GET, "/contacts/{id}/tasks", CONTACTS_READ);
pub(crate) static GET_CUSTOM_FIELDS: Operation =
    Operation::read(Method::GET, "/locations/{location}/customFields", CUSTOM_FIELDS_READ);
