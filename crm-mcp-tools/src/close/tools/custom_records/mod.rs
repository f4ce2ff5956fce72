//! The tools on activities and objects of the types that the organization has defined.

mod activities;
mod activity_writes;
mod object_writes;
mod objects;

use crm_mcp_core::{Tool, tools};

pub use self::{
    activities::{
        WantedCustomActivities, fetch_custom_activity_instance, find_custom_activities, find_custom_activity_instances,
    },
    activity_writes::{
        CustomActivityState, CustomActivityUpdate, NewCustomActivity, create_custom_activity_instance,
        delete_custom_activity_instance, update_custom_activity_instance,
    },
    object_writes::{
        CustomObjectUpdate, NewCustomObject, create_custom_object_instance, delete_custom_object_instance,
        update_custom_object_instance,
    },
    objects::{
        WantedCustomObjects, fetch_custom_object_instance, fetch_custom_object_type, find_custom_object_instances,
        find_custom_object_types,
    },
};
use crate::close::context::Close;

/// The tools on custom activities and custom objects.
pub(super) fn tools() -> Vec<Tool<Close>> {
    tools![
        find_custom_activities,
        find_custom_activity_instances,
        fetch_custom_activity_instance,
        create_custom_activity_instance,
        update_custom_activity_instance,
        delete_custom_activity_instance,
        find_custom_object_types,
        fetch_custom_object_type,
        find_custom_object_instances,
        fetch_custom_object_instance,
        create_custom_object_instance,
        update_custom_object_instance,
        delete_custom_object_instance,
    ]
}
