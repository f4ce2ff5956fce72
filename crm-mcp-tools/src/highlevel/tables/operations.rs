//! The operations of HighLevel's API that the tools use, as data. That which sends messages is not public.
//!
//! [`HighLevel::call`](crate::crm::Crm::call) begins a request of one. An operation that is not here is made with [`read`] or
//! [`write`](write()), and used like these:
//!
//! ```
//! use crm_mcp_core::{Call, Effect, ToolError};
//! use crm_mcp_tools::{crm::Write, highlevel::{HighLevel, Id, LocationChange, operations, scopes}};
//! use http::Method;
//! use serde::de::IgnoredAny;
//!
//! static DELETE_CONTACT: Write =
//!     operations::write(Effect::Delete, Method::DELETE, "/contacts/{id}", scopes::CONTACTS_WRITE)
//!         .of_tool("contacts_delete-contact")
//!         .shown_by("contacts_get-contact");
//!
//! async fn delete_contact(crm: &HighLevel, id: &Id, call: &Call) -> Result<(), ToolError> {
//!     let change = LocationChange::deleting_contact(id);
//!     crm.call(&DELETE_CONTACT).id(id).carry_out::<IgnoredAny, _>(call, &change).await?;
//!     Ok(())
//! }
//! ```

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

/// An operation that only reads, with the version that most areas of the API have. Another one than its own is answered
/// with 401: [`with_header`](Read::with_header) gives an operation another `version`.
pub const fn read(method: Method, path: &'static str, scope: Scope) -> Read {
    Read::new(method, path, scope).with_header(VERSION, "2021-07-28")
}

/// The same for an operation that changes something.
///
/// # Panics
///
/// If the effect is [`Effect::Read`]; a constant or a `static` does not compile then.
pub const fn write(effect: Effect, method: Method, path: &'static str, scope: Scope) -> Write {
    Write::new(effect, method, path, scope).with_header(VERSION, "2021-07-28")
}

/// Reads a contact.
pub static GET_CONTACT: Read = read(Method::GET, "/contacts/{id}", CONTACTS_READ);
/// Lists contacts. HighLevel discourages it for [`SEARCH_CONTACTS`].
pub static LIST_CONTACTS: Read = read(Method::GET, "/contacts/", CONTACTS_READ).placing_tenant(BY_LOCATION_ID);
/// Searches contacts.
pub static SEARCH_CONTACTS: Read = read(Method::POST, "/contacts/search", CONTACTS_READ).placing_tenant(IN_BODY);
/// Finds the contact that has an email or a phone.
pub static FIND_DUPLICATES: Read =
    read(Method::GET, "/contacts/search/duplicate", CONTACTS_READ).placing_tenant(BY_LOCATION_ID);
/// Creates a contact.
pub static CREATE_CONTACT: Write = write(Effect::Create, Method::POST, "/contacts/", CONTACTS_WRITE)
    .placing_tenant(IN_BODY)
    .of_tool("contacts_create-contact")
    .shown_by("contacts_get-contacts")
    .made_though_refused()
    .looked_up();
/// Changes fields of a contact.
pub static UPDATE_CONTACT: Write = write(Effect::Update, Method::PUT, "/contacts/{id}", CONTACTS_WRITE)
    .of_tool("contacts_update-contact")
    .shown_by("contacts_get-contact");
/// Creates a contact, or changes the one that has its email or phone.
pub static UPSERT_CONTACT: Write = write(Effect::Update, Method::POST, "/contacts/upsert", CONTACTS_WRITE)
    .placing_tenant(IN_BODY)
    .of_tool("contacts_upsert-contact")
    .shown_by("contacts_get-contacts")
    .made_though_refused();
/// Adds tags to a contact.
pub static ADD_TAGS: Write = write(Effect::Create, Method::POST, "/contacts/{id}/tags", CONTACTS_WRITE)
    .of_tool("contacts_add-tags")
    .shown_by("contacts_get-contact");
/// Removes tags from a contact.
pub static REMOVE_TAGS: Write = write(Effect::Delete, Method::DELETE, "/contacts/{id}/tags", CONTACTS_WRITE)
    .of_tool("contacts_remove-tags")
    .shown_by("contacts_get-contact");
/// Lists the tasks of a contact.
pub static GET_TASKS: Read = read(Method::GET, "/contacts/{id}/tasks", CONTACTS_READ);
/// Lists the custom fields that are defined in the location.
pub static GET_CUSTOM_FIELDS: Read = read(Method::GET, "/locations/{location}/customFields", CUSTOM_FIELDS_READ);

/// Searches conversations.
pub static SEARCH_CONVERSATIONS: Read = read(Method::GET, "/conversations/search", CONVERSATIONS_READ)
    .with_header(VERSION, FIRST)
    .placing_tenant(BY_LOCATION_ID);
/// Lists the messages of a conversation, emails without their text.
pub static GET_MESSAGES: Read =
    read(Method::GET, "/conversations/{id}/messages", MESSAGES_READ).with_header(VERSION, FIRST);
/// Reads an email with its text.
pub static GET_EMAIL: Read =
    read(Method::GET, "/conversations/messages/email/{id}", MESSAGES_READ).with_header(VERSION, FIRST);
/// Sends a message to a contact.
///
/// It is not public: only the change that the tool makes checks whether the recipient may be written to, and that change is
/// not public yet. With another one a message would go out unchecked. [`HighLevel::send_a_new_message`] sends it with that
/// check.
///
/// ```compile_fail,E0603
/// use crm_mcp_tools::highlevel::operations::SEND_MESSAGE;
/// ```
///
/// [`HighLevel::send_a_new_message`]: crate::highlevel::HighLevel::send_a_new_message
pub(in crate::highlevel) static SEND_MESSAGE: Write =
    write(Effect::Send, Method::POST, "/conversations/messages", MESSAGES_WRITE)
        .with_header(VERSION, FIRST)
        .of_tool("conversations_send-a-new-message")
        .shown_by("conversations_get-messages");

/// Lists the calendars.
pub static LIST_CALENDARS: Read =
    read(Method::GET, "/calendars/", CALENDARS_READ).with_header(VERSION, FIRST).placing_tenant(BY_LOCATION_ID);
/// Lists the events of a calendar, a user or a group of calendars.
pub static GET_CALENDAR_EVENTS: Read = read(Method::GET, "/calendars/events", CALENDAR_EVENTS_READ)
    .with_header(VERSION, FIRST)
    .placing_tenant(BY_LOCATION_ID);
/// Lists the blocked slots of a calendar, a user or a group of calendars.
pub static GET_BLOCKED_SLOTS: Read = read(Method::GET, "/calendars/blocked-slots", CALENDAR_EVENTS_READ)
    .with_header(VERSION, FIRST)
    .placing_tenant(BY_LOCATION_ID);
/// Lists the notes on an appointment.
pub static GET_APPOINTMENT_NOTES: Read =
    read(Method::GET, "/calendars/appointments/{id}/notes", CALENDAR_EVENTS_READ).with_header(VERSION, FIRST);

/// Lists the notes on a contact.
pub static GET_NOTES: Read = read(Method::GET, "/contacts/{id}/notes", CONTACTS_READ);
/// Adds a note to a contact.
pub static CREATE_NOTE: Write = write(Effect::Create, Method::POST, "/contacts/{id}/notes", CONTACTS_WRITE)
    .of_tool("contacts_create-note")
    .shown_by("contacts_get-notes")
    .looked_up();
/// Reads the location.
pub static GET_LOCATION: Read = read(Method::GET, "/locations/{location}", LOCATIONS_READ);
/// Searches opportunities.
pub static SEARCH_OPPORTUNITIES: Read =
    read(Method::GET, "/opportunities/search", OPPORTUNITIES_READ).placing_tenant(TenantPlace::Query("location_id"));
/// Lists the pipelines with their stages.
pub static GET_PIPELINES: Read =
    read(Method::GET, "/opportunities/pipelines", OPPORTUNITIES_READ).placing_tenant(BY_LOCATION_ID);
/// Reads an opportunity.
pub static GET_OPPORTUNITY: Read = read(Method::GET, "/opportunities/{id}", OPPORTUNITIES_READ);
/// Creates an opportunity.
pub static CREATE_OPPORTUNITY: Write = write(Effect::Create, Method::POST, "/opportunities/", OPPORTUNITIES_WRITE)
    .placing_tenant(IN_BODY)
    .of_tool("opportunities_create-opportunity")
    .shown_by("opportunities_search-opportunity")
    .looked_up();
/// Changes fields of an opportunity.
pub static UPDATE_OPPORTUNITY: Write = write(Effect::Update, Method::PUT, "/opportunities/{id}", OPPORTUNITIES_WRITE)
    .of_tool("opportunities_update-opportunity")
    .shown_by("opportunities_get-opportunity");
/// Sets the status of an opportunity, and the reason why it is lost.
pub static UPDATE_STATUS: Write = write(Effect::Update, Method::PUT, "/opportunities/{id}/status", OPPORTUNITIES_WRITE)
    .of_tool("opportunities_update-opportunity")
    .shown_by("opportunities_get-opportunity");
/// Lists the reasons for which opportunities are lost.
pub static GET_LOST_REASONS: Read =
    read(Method::GET, "/opportunities/lost-reason", OPPORTUNITIES_READ).placing_tenant(BY_LOCATION_ID);
/// Lists who works in the location.
pub static LIST_USERS: Read = read(Method::GET, "/users/", USERS_READ).placing_tenant(BY_LOCATION_ID);
/// Reads an order.
pub static GET_ORDER: Read = read(Method::GET, "/payments/orders/{id}", ORDERS_READ).placing_tenant(BY_ALT_ID);
/// Lists transactions.
pub static LIST_TRANSACTIONS: Read =
    read(Method::GET, "/payments/transactions", TRANSACTIONS_READ).placing_tenant(BY_ALT_ID);
