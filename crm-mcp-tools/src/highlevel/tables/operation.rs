//! The operations of HighLevel's API that the tools use, as data.

use crm_mcp_core::{Effect, Scope};
use http::Method;

use super::scopes::{
    CALENDAR_EVENTS_READ, CALENDARS_READ, CONTACTS_READ, CONTACTS_WRITE, CONVERSATIONS_READ, CUSTOM_FIELDS_READ,
    LOCATIONS_READ, MESSAGES_READ, MESSAGES_WRITE, OPPORTUNITIES_READ, OPPORTUNITIES_WRITE, ORDERS_READ,
    TRANSACTIONS_READ, USERS_READ,
};
use crate::crm::operation::{Read, TenantPlace, Write};

const BY_LOCATION_ID: TenantPlace = TenantPlace::Query("locationId");
const BY_ALT_ID: TenantPlace = TenantPlace::Query("altId");
/// The header that names the version of an operation. Another one than its own is answered with 401.
const VERSION: &str = "version";
/// The version of the areas of the API that stayed with the first one.
const FIRST: &str = "2021-04-15";
const IN_BODY: TenantPlace = TenantPlace::Body("locationId");

/// An operation with the version that most areas of the API have. Another one than its own is answered with 401.
const fn read(method: Method, path: &'static str, scope: Scope) -> Read {
    Read::new(method, path, scope).with_header(VERSION, "2021-07-28")
}

/// The same for an operation that changes something.
const fn write(effect: Effect, method: Method, path: &'static str, scope: Scope) -> Write {
    Write::new(effect, method, path, scope).with_header(VERSION, "2021-07-28")
}

pub(crate) static GET_CONTACT: Read = read(Method::GET, "/contacts/{id}", CONTACTS_READ);
pub(crate) static LIST_CONTACTS: Read = read(Method::GET, "/contacts/", CONTACTS_READ).placing_tenant(BY_LOCATION_ID);
pub(crate) static SEARCH_CONTACTS: Read = read(Method::POST, "/contacts/search", CONTACTS_READ).placing_tenant(IN_BODY);
pub(crate) static FIND_DUPLICATES: Read =
    read(Method::GET, "/contacts/search/duplicate", CONTACTS_READ).placing_tenant(BY_LOCATION_ID);
pub(crate) static CREATE_CONTACT: Write = write(Effect::Create, Method::POST, "/contacts/", CONTACTS_WRITE)
    .placing_tenant(IN_BODY)
    .of_tool("contacts_create-contact")
    .shown_by("contacts_get-contacts")
    .made_though_refused()
    .looked_up();
pub(crate) static UPDATE_CONTACT: Write = write(Effect::Update, Method::PUT, "/contacts/{id}", CONTACTS_WRITE)
    .of_tool("contacts_update-contact")
    .shown_by("contacts_get-contact");
pub(crate) static UPSERT_CONTACT: Write = write(Effect::Update, Method::POST, "/contacts/upsert", CONTACTS_WRITE)
    .placing_tenant(IN_BODY)
    .of_tool("contacts_upsert-contact")
    .shown_by("contacts_get-contacts")
    .made_though_refused();
pub(crate) static ADD_TAGS: Write = write(Effect::Create, Method::POST, "/contacts/{id}/tags", CONTACTS_WRITE)
    .of_tool("contacts_add-tags")
    .shown_by("contacts_get-contact");
pub(crate) static REMOVE_TAGS: Write = write(Effect::Delete, Method::DELETE, "/contacts/{id}/tags", CONTACTS_WRITE)
    .of_tool("contacts_remove-tags")
    .shown_by("contacts_get-contact");
pub(crate) static GET_TASKS: Read = read(Method::GET, "/contacts/{id}/tasks", CONTACTS_READ);
pub(crate) static GET_CUSTOM_FIELDS: Read = read(Method::GET, "/locations/{location}/customFields", CUSTOM_FIELDS_READ);

pub(crate) static SEARCH_CONVERSATIONS: Read = read(Method::GET, "/conversations/search", CONVERSATIONS_READ)
    .with_header(VERSION, FIRST)
    .placing_tenant(BY_LOCATION_ID);
pub(crate) static GET_MESSAGES: Read =
    read(Method::GET, "/conversations/{id}/messages", MESSAGES_READ).with_header(VERSION, FIRST);
pub(crate) static GET_EMAIL: Read =
    read(Method::GET, "/conversations/messages/email/{id}", MESSAGES_READ).with_header(VERSION, FIRST);
pub(crate) static SEND_MESSAGE: Write = write(Effect::Send, Method::POST, "/conversations/messages", MESSAGES_WRITE)
    .with_header(VERSION, FIRST)
    .of_tool("conversations_send-a-new-message")
    .shown_by("conversations_get-messages");

pub(crate) static LIST_CALENDARS: Read =
    read(Method::GET, "/calendars/", CALENDARS_READ).with_header(VERSION, FIRST).placing_tenant(BY_LOCATION_ID);
pub(crate) static GET_CALENDAR_EVENTS: Read = read(Method::GET, "/calendars/events", CALENDAR_EVENTS_READ)
    .with_header(VERSION, FIRST)
    .placing_tenant(BY_LOCATION_ID);
pub(crate) static GET_BLOCKED_SLOTS: Read = read(Method::GET, "/calendars/blocked-slots", CALENDAR_EVENTS_READ)
    .with_header(VERSION, FIRST)
    .placing_tenant(BY_LOCATION_ID);
pub(crate) static GET_APPOINTMENT_NOTES: Read =
    read(Method::GET, "/calendars/appointments/{id}/notes", CALENDAR_EVENTS_READ).with_header(VERSION, FIRST);

pub(crate) static GET_NOTES: Read = read(Method::GET, "/contacts/{id}/notes", CONTACTS_READ);
pub(crate) static CREATE_NOTE: Write = write(Effect::Create, Method::POST, "/contacts/{id}/notes", CONTACTS_WRITE)
    .of_tool("contacts_create-note")
    .shown_by("contacts_get-notes")
    .looked_up();
pub(crate) static GET_LOCATION: Read = read(Method::GET, "/locations/{location}", LOCATIONS_READ);
pub(crate) static SEARCH_OPPORTUNITIES: Read =
    read(Method::GET, "/opportunities/search", OPPORTUNITIES_READ).placing_tenant(TenantPlace::Query("location_id"));
pub(crate) static GET_PIPELINES: Read =
    read(Method::GET, "/opportunities/pipelines", OPPORTUNITIES_READ).placing_tenant(BY_LOCATION_ID);
pub(crate) static GET_OPPORTUNITY: Read = read(Method::GET, "/opportunities/{id}", OPPORTUNITIES_READ);
pub(crate) static CREATE_OPPORTUNITY: Write =
    write(Effect::Create, Method::POST, "/opportunities/", OPPORTUNITIES_WRITE)
        .placing_tenant(IN_BODY)
        .of_tool("opportunities_create-opportunity")
        .shown_by("opportunities_search-opportunity")
        .looked_up();
pub(crate) static UPDATE_OPPORTUNITY: Write =
    write(Effect::Update, Method::PUT, "/opportunities/{id}", OPPORTUNITIES_WRITE)
        .of_tool("opportunities_update-opportunity")
        .shown_by("opportunities_get-opportunity");
pub(crate) static UPDATE_STATUS: Write =
    write(Effect::Update, Method::PUT, "/opportunities/{id}/status", OPPORTUNITIES_WRITE)
        .of_tool("opportunities_update-opportunity")
        .shown_by("opportunities_get-opportunity");
pub(crate) static GET_LOST_REASONS: Read =
    read(Method::GET, "/opportunities/lost-reason", OPPORTUNITIES_READ).placing_tenant(BY_LOCATION_ID);
pub(crate) static LIST_USERS: Read = read(Method::GET, "/users/", USERS_READ).placing_tenant(BY_LOCATION_ID);
pub(crate) static GET_ORDER: Read = read(Method::GET, "/payments/orders/{id}", ORDERS_READ).placing_tenant(BY_ALT_ID);
pub(crate) static LIST_TRANSACTIONS: Read =
    read(Method::GET, "/payments/transactions", TRANSACTIONS_READ).placing_tenant(BY_ALT_ID);
