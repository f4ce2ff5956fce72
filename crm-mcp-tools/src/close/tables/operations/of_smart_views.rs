//! Operations on smart views, which the API calls saved searches, and on which of them a user has pinned.

use crm_mcp_core::Effect;
use http::Method;

use super::{read, write};
use crate::crm::operation::{Read, Write};

/// Lists the smart views.
pub static LIST_SMART_VIEWS: Read = read(Method::GET, "/saved_search/");
/// Reads a smart view.
pub static GET_SMART_VIEW: Read = read(Method::GET, "/saved_search/{id}/");
/// Changes the name or the description of a smart view.
pub static UPDATE_SMART_VIEW: Write =
    write(Effect::Update, Method::PUT, "/saved_search/{id}/", "update_lead_smart_view", "fetch_lead_smart_view");
/// Removes a smart view; the leads that it finds stay.
pub static DELETE_SMART_VIEW: Write =
    write(Effect::Delete, Method::DELETE, "/saved_search/{id}/", "delete_lead_smart_view", "find_lead_smart_views");
/// Lists the views that a member has pinned.
pub static GET_PINNED_VIEWS: Read = read(Method::GET, "/membership/{id}/pinned_views/");
