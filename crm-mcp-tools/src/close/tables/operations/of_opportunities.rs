//! Operations on opportunities.

use crm_mcp_core::Effect;
use http::Method;

use super::{read, write};
use crate::crm::operation::{Read, Write};

/// Lists opportunities.
pub static LIST_OPPORTUNITIES: Read = read(Method::GET, "/opportunity/");
/// Reads an opportunity.
pub static GET_OPPORTUNITY: Read = read(Method::GET, "/opportunity/{id}/");
/// Creates an opportunity at a lead.
pub static CREATE_OPPORTUNITY: Write =
    write(Effect::Create, Method::POST, "/opportunity/", "create_opportunity", "find_opportunities").looked_up();
/// Changes fields of an opportunity.
pub static UPDATE_OPPORTUNITY: Write =
    write(Effect::Update, Method::PUT, "/opportunity/{id}/", "update_opportunity", "fetch_opportunity");
/// Removes an opportunity.
pub static DELETE_OPPORTUNITY: Write =
    write(Effect::Delete, Method::DELETE, "/opportunity/{id}/", "delete_opportunity", "find_opportunities");
