//! The operations of HighLevel's API that the tools use, as data.

use std::fmt;

use crm_mcp_core::{Effect, Scope};
use http::Method;

use super::scopes::{
    CALENDAR_EVENTS_READ, CALENDARS_READ, CONTACTS_READ, CONTACTS_WRITE, CONVERSATIONS_READ, CUSTOM_FIELDS_READ,
    LOCATIONS_READ, MESSAGES_READ, MESSAGES_WRITE, OPPORTUNITIES_READ, OPPORTUNITIES_WRITE, ORDERS_READ,
    TRANSACTIONS_READ, USERS_READ,
};

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
    /// What it does to the CRM, whatever its method.
    pub(crate) effect: Effect,
    /// Where it wants the location's id, beside the path. Anywhere else the vendor refuses it.
    pub(crate) location: LocationPlace,
    /// The tool that shows what a write did; empty for a read.
    pub(crate) shown_by: &'static str,
    /// The tool that carries out this write, by whose name an operator has it confirmed; empty for a read, and for a
    /// write that is part of another one.
    pub(crate) tool: &'static str,
}

/// Where an operation wants the location's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LocationPlace {
    Unsaid,
    /// As this parameter.
    Query(&'static str),
    /// As the property `locationId`.
    Body,
}

impl Operation {
    const fn read(method: Method, path: &'static str, scope: Scope) -> Self {
        let (version, effect, location) = ("2021-07-28", Effect::Read, LocationPlace::Unsaid);
        Self { method, path, version, scope, effect, location, shown_by: "", tool: "" }
    }

    const fn write(effect: Effect, method: Method, path: &'static str, scope: Scope) -> Self {
        let mut operation = Self::read(method, path, scope);
        operation.effect = effect;
        operation
    }

    /// The operation of an area of the API that stayed with the first version.
    const fn of_april_2021(mut self) -> Self {
        self.version = "2021-04-15";
        self
    }

    const fn located(mut self, location: LocationPlace) -> Self {
        self.location = location;
        self
    }

    const fn of_tool(mut self, tool: &'static str) -> Self {
        self.tool = tool;
        self
    }

    const fn shown_by(mut self, tool: &'static str) -> Self {
        self.shown_by = tool;
        self
    }

    pub(crate) fn is_read(&self) -> bool {
        self.effect == Effect::Read
    }

    /// Whether the request names the location. HighLevel refuses the token of another one then.
    pub(crate) fn names_location(&self) -> bool {
        self.location != LocationPlace::Unsaid || self.path.contains("{location}")
    }

    /// Whether its records name their location as it is asked for: by `altId`.
    pub(crate) fn names_location_by_alt_id(&self) -> bool {
        self.location == BY_ALT_ID
    }

    /// Whether it may make a contact: a write that names none.
    pub(crate) fn makes_contacts(&self) -> bool {
        !self.is_read() && self.path.starts_with("/contacts/") && !self.path.contains("{id}")
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.method, self.path)
    }
}

const BY_LOCATION_ID: LocationPlace = LocationPlace::Query("locationId");
const BY_ALT_ID: LocationPlace = LocationPlace::Query("altId");

pub(crate) static GET_CONTACT: Operation = Operation::read(Method::GET, "/contacts/{id}", CONTACTS_READ);
pub(crate) static LIST_CONTACTS: Operation =
    Operation::read(Method::GET, "/contacts/", CONTACTS_READ).located(BY_LOCATION_ID);
pub(crate) static SEARCH_CONTACTS: Operation =
    Operation::read(Method::POST, "/contacts/search", CONTACTS_READ).located(LocationPlace::Body);
pub(crate) static FIND_DUPLICATES: Operation =
    Operation::read(Method::GET, "/contacts/search/duplicate", CONTACTS_READ).located(BY_LOCATION_ID);
pub(crate) static CREATE_CONTACT: Operation =
    Operation::write(Effect::Create, Method::POST, "/contacts/", CONTACTS_WRITE)
        .located(LocationPlace::Body)
        .of_tool("contacts_create-contact")
        .shown_by("contacts_get-contacts");
pub(crate) static UPDATE_CONTACT: Operation =
    Operation::write(Effect::Update, Method::PUT, "/contacts/{id}", CONTACTS_WRITE)
        .of_tool("contacts_update-contact")
        .shown_by("contacts_get-contact");
pub(crate) static UPSERT_CONTACT: Operation =
    Operation::write(Effect::Update, Method::POST, "/contacts/upsert", CONTACTS_WRITE)
        .located(LocationPlace::Body)
        .of_tool("contacts_upsert-contact")
        .shown_by("contacts_get-contacts");
pub(crate) static ADD_TAGS: Operation =
    Operation::write(Effect::Create, Method::POST, "/contacts/{id}/tags", CONTACTS_WRITE)
        .of_tool("contacts_add-tags")
        .shown_by("contacts_get-contact");
pub(crate) static REMOVE_TAGS: Operation =
    Operation::write(Effect::Delete, Method::DELETE, "/contacts/{id}/tags", CONTACTS_WRITE)
        .of_tool("contacts_remove-tags")
        .shown_by("contacts_get-contact");
pub(crate) static GET_TASKS: Operation = Operation::read(Method::GET, "/contacts/{id}/tasks", CONTACTS_READ);
pub(crate) static GET_CUSTOM_FIELDS: Operation =
    Operation::read(Method::GET, "/locations/{location}/customFields", CUSTOM_FIELDS_READ);

pub(crate) static SEARCH_CONVERSATIONS: Operation =
    Operation::read(Method::GET, "/conversations/search", CONVERSATIONS_READ).of_april_2021().located(BY_LOCATION_ID);
pub(crate) static GET_MESSAGES: Operation =
    Operation::read(Method::GET, "/conversations/{id}/messages", MESSAGES_READ).of_april_2021();
pub(crate) static GET_EMAIL: Operation =
    Operation::read(Method::GET, "/conversations/messages/email/{id}", MESSAGES_READ).of_april_2021();
pub(crate) static SEND_MESSAGE: Operation =
    Operation::write(Effect::Send, Method::POST, "/conversations/messages", MESSAGES_WRITE)
        .of_april_2021()
        .of_tool("conversations_send-a-new-message")
        .shown_by("conversations_get-messages");

pub(crate) static LIST_CALENDARS: Operation =
    Operation::read(Method::GET, "/calendars/", CALENDARS_READ).of_april_2021().located(BY_LOCATION_ID);
pub(crate) static GET_CALENDAR_EVENTS: Operation =
    Operation::read(Method::GET, "/calendars/events", CALENDAR_EVENTS_READ).of_april_2021().located(BY_LOCATION_ID);
pub(crate) static GET_BLOCKED_SLOTS: Operation =
    Operation::read(Method::GET, "/calendars/blocked-slots", CALENDAR_EVENTS_READ)
        .of_april_2021()
        .located(BY_LOCATION_ID);
pub(crate) static GET_APPOINTMENT_NOTES: Operation =
    Operation::read(Method::GET, "/calendars/appointments/{id}/notes", CALENDAR_EVENTS_READ).of_april_2021();

pub(crate) static GET_NOTES: Operation = Operation::read(Method::GET, "/contacts/{id}/notes", CONTACTS_READ);
pub(crate) static CREATE_NOTE: Operation =
    Operation::write(Effect::Create, Method::POST, "/contacts/{id}/notes", CONTACTS_WRITE)
        .of_tool("contacts_create-note")
        .shown_by("contacts_get-notes");
pub(crate) static GET_LOCATION: Operation = Operation::read(Method::GET, "/locations/{location}", LOCATIONS_READ);
pub(crate) static SEARCH_OPPORTUNITIES: Operation =
    Operation::read(Method::GET, "/opportunities/search", OPPORTUNITIES_READ)
        .located(LocationPlace::Query("location_id"));
pub(crate) static GET_PIPELINES: Operation =
    Operation::read(Method::GET, "/opportunities/pipelines", OPPORTUNITIES_READ).located(BY_LOCATION_ID);
pub(crate) static GET_OPPORTUNITY: Operation = Operation::read(Method::GET, "/opportunities/{id}", OPPORTUNITIES_READ);
pub(crate) static CREATE_OPPORTUNITY: Operation =
    Operation::write(Effect::Create, Method::POST, "/opportunities/", OPPORTUNITIES_WRITE)
        .located(LocationPlace::Body)
        .of_tool("opportunities_create-opportunity")
        .shown_by("opportunities_search-opportunity");
pub(crate) static UPDATE_OPPORTUNITY: Operation =
    Operation::write(Effect::Update, Method::PUT, "/opportunities/{id}", OPPORTUNITIES_WRITE)
        .of_tool("opportunities_update-opportunity")
        .shown_by("opportunities_get-opportunity");
pub(crate) static UPDATE_STATUS: Operation =
    Operation::write(Effect::Update, Method::PUT, "/opportunities/{id}/status", OPPORTUNITIES_WRITE)
        .shown_by("opportunities_get-opportunity");
pub(crate) static GET_LOST_REASONS: Operation =
    Operation::read(Method::GET, "/opportunities/lost-reason", OPPORTUNITIES_READ).located(BY_LOCATION_ID);
pub(crate) static LIST_USERS: Operation = Operation::read(Method::GET, "/users/", USERS_READ).located(BY_LOCATION_ID);
pub(crate) static GET_ORDER: Operation =
    Operation::read(Method::GET, "/payments/orders/{id}", ORDERS_READ).located(BY_ALT_ID);
pub(crate) static LIST_TRANSACTIONS: Operation =
    Operation::read(Method::GET, "/payments/transactions", TRANSACTIONS_READ).located(BY_ALT_ID);
