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
    /// Whether the body names the location. Where it is not wanted, the vendor refuses it.
    pub(crate) location_in_body: bool,
}

impl Operation {
    const fn read(method: Method, path: &'static str, scope: Scope) -> Self {
        Self { method, path, version: "2021-07-28", scope, is_read: true, location_in_body: false }
    }

    const fn write(method: Method, path: &'static str, scope: Scope) -> Self {
        let mut operation = Self::read(method, path, scope);
        operation.is_read = false;
        operation
    }

    /// Whether it may make a record: a write that names none.
    pub(crate) fn makes_records(&self) -> bool {
        !self.is_read && !self.path.contains("{id}")
    }

    const fn with_location_in_body(mut self) -> Self {
        self.location_in_body = true;
        self
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.method, self.path)
    }
}

pub(crate) static GET_CONTACT: Operation = Operation::read(Method::GET, "/contacts/{id}", CONTACTS_READ);
pub(crate) static SEARCH_CONTACTS: Operation =
    Operation::read(Method::POST, "/contacts/search", CONTACTS_READ).with_location_in_body();
pub(crate) static CREATE_CONTACT: Operation =
    Operation::write(Method::POST, "/contacts/", CONTACTS_WRITE).with_location_in_body();
pub(crate) static UPDATE_CONTACT: Operation = Operation::write(Method::PUT, "/contacts/{id}", CONTACTS_WRITE);
pub(crate) static UPSERT_CONTACT: Operation =
    Operation::write(Method::POST, "/contacts/upsert", CONTACTS_WRITE).with_location_in_body();
pub(crate) static ADD_TAGS: Operation = Operation::write(Method::POST, "/contacts/{id}/tags", CONTACTS_WRITE);
pub(crate) static REMOVE_TAGS: Operation = Operation::write(Method::DELETE, "/contacts/{id}/tags", CONTACTS_WRITE);
pub(crate) static GET_TASKS: Operation = Operation::read(Method::GET, "/contacts/{id}/tasks", CONTACTS_READ);
pub(crate) static GET_CUSTOM_FIELDS: Operation =
    Operation::read(Method::GET, "/locations/{location}/customFields?model=contact", CUSTOM_FIELDS_READ);
