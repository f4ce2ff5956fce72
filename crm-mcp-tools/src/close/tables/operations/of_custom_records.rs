//! Operations on custom activities and custom objects, and on their types.

use crm_mcp_core::Effect;
use http::Method;

use super::{read, write};
use crate::crm::operation::{Read, Write};

/// Lists the types of custom activities, with their fields.
pub static LIST_CUSTOM_ACTIVITY_TYPES: Read = read(Method::GET, "/custom_activity/");
/// Lists custom activities.
pub static LIST_CUSTOM_ACTIVITIES: Read = read(Method::GET, "/activity/custom/");
/// Reads a custom activity.
pub static GET_CUSTOM_ACTIVITY: Read = read(Method::GET, "/activity/custom/{id}/");
/// Creates a custom activity at a lead.
pub static CREATE_CUSTOM_ACTIVITY: Write = write(
    Effect::Create,
    Method::POST,
    "/activity/custom/",
    "create_custom_activity_instance",
    "find_custom_activity_instances",
)
.looked_up();
/// Changes fields of a custom activity.
pub static UPDATE_CUSTOM_ACTIVITY: Write = write(
    Effect::Update,
    Method::PUT,
    "/activity/custom/{id}/",
    "update_custom_activity_instance",
    "fetch_custom_activity_instance",
);
/// Removes a custom activity.
pub static DELETE_CUSTOM_ACTIVITY: Write = write(
    Effect::Delete,
    Method::DELETE,
    "/activity/custom/{id}/",
    "delete_custom_activity_instance",
    "find_custom_activity_instances",
);

/// Lists the types of custom objects, with their fields.
pub static LIST_CUSTOM_OBJECT_TYPES: Read = read(Method::GET, "/custom_object_type/");
/// Reads a type of custom objects.
pub static GET_CUSTOM_OBJECT_TYPE: Read = read(Method::GET, "/custom_object_type/{id}/");
/// Lists the custom objects of a lead.
pub static LIST_CUSTOM_OBJECTS: Read = read(Method::GET, "/custom_object/");
/// Reads a custom object.
pub static GET_CUSTOM_OBJECT: Read = read(Method::GET, "/custom_object/{id}/");
/// Creates a custom object at a lead.
pub static CREATE_CUSTOM_OBJECT: Write = write(
    Effect::Create,
    Method::POST,
    "/custom_object/",
    "create_custom_object_instance",
    "find_custom_object_instances",
)
.looked_up();
/// Changes fields of a custom object.
pub static UPDATE_CUSTOM_OBJECT: Write = write(
    Effect::Update,
    Method::PUT,
    "/custom_object/{id}/",
    "update_custom_object_instance",
    "fetch_custom_object_instance",
);
/// Removes a custom object.
pub static DELETE_CUSTOM_OBJECT: Write = write(
    Effect::Delete,
    Method::DELETE,
    "/custom_object/{id}/",
    "delete_custom_object_instance",
    "find_custom_object_instances",
);
