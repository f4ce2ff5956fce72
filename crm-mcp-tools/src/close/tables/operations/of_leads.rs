//! Operations on leads, their contacts and what belongs to them, and the search.

use crm_mcp_core::Effect;
use http::Method;

use super::{read, write};
use crate::crm::operation::{Read, Write};

/// Reads a lead, with its contacts, opportunities and open tasks.
pub static GET_LEAD: Read = read(Method::GET, "/lead/{id}/");
/// Creates a lead.
pub static CREATE_LEAD: Write = write(Effect::Create, Method::POST, "/lead/", "create_lead", "lead_search").looked_up();
/// Changes fields of a lead.
pub static UPDATE_LEAD: Write = write(Effect::Update, Method::PUT, "/lead/{id}/", "update_lead", "fetch_lead");
/// Removes a lead and all that belongs to it.
pub static DELETE_LEAD: Write = write(Effect::Delete, Method::DELETE, "/lead/{id}/", "delete_lead", "lead_search");
/// Lists the contacts of a lead.
pub static LIST_CONTACTS: Read = read(Method::GET, "/contact/");
/// Reads a contact.
pub static GET_CONTACT: Read = read(Method::GET, "/contact/{id}/");
/// Creates a contact. Without a lead Close makes one for it.
pub static CREATE_CONTACT: Write =
    write(Effect::Create, Method::POST, "/contact/", "create_contact", "fetch_lead").looked_up();
/// Changes fields of a contact. A list is replaced as a whole.
pub static UPDATE_CONTACT: Write =
    write(Effect::Update, Method::PUT, "/contact/{id}/", "update_contact", "fetch_contact");
/// Removes a contact.
pub static DELETE_CONTACT: Write =
    write(Effect::Delete, Method::DELETE, "/contact/{id}/", "delete_contact", "fetch_lead");
/// Changes a lead so that it has a further address.
pub static CREATE_ADDRESS: Write = write(Effect::Create, Method::PUT, "/lead/{id}/", "create_address", "fetch_lead");
/// Changes a lead so that it has an address less.
pub static DELETE_ADDRESS: Write = write(Effect::Delete, Method::PUT, "/lead/{id}/", "delete_address", "fetch_lead");
/// Searches leads or contacts by a tree of conditions.
pub static SEARCH: Read = read(Method::POST, "/data/search/");
/// Lists what is known of custom fields of one type of object: `lead`, `contact`, `opportunity`, or the id of a type.
pub static GET_CUSTOM_FIELD_SCHEMA: Read = read(Method::GET, "/custom_field_schema/{id}/");
