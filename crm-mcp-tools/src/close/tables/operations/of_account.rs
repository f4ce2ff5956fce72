//! Operations on the organization and who is in it, and on what is known of custom fields.

use crm_mcp_core::Effect;
use http::Method;

use super::{read, write};
use crate::crm::operation::{Read, Write};

/// Reads the user to whom the credential belongs, with the organizations that it opens.
pub static GET_ME: Read = read(Method::GET, "/me/");
/// Reads an organization.
pub static GET_ORGANIZATION: Read = read(Method::GET, "/organization/{id}/");
/// Lists the users.
pub static LIST_USERS: Read = read(Method::GET, "/user/");
/// Lists the groups of users.
pub static LIST_GROUPS: Read = read(Method::GET, "/group/");
/// Has a value of a custom field found out, and written.
pub static ENRICH_FIELD: Write = write(Effect::Update, Method::POST, "/enrich_field/", "enrich_field", "fetch");
