//! The list of all activities. It can be narrowed by type, user and contact only for one lead.

use super::{
    activity_parts, call_resource, custom_activity_resource, email_resource, email_threads, meeting_resource,
    note_resource, recorded_activities, sms_resource,
};
use crate::sandbox::{
    close::{
        answers::close_refusal::CloseRefusal,
        engine::{
            object_kind::ObjectKind,
            resource::{Does, Resource},
        },
    },
    kit::object::{Object, Properties as _},
};

/// All activities; what is asked of one of them is asked at its own path.
pub(crate) const ACTIVITY: Resource = Resource {
    does: &[Does::List],
    filters: &[activity_parts::FILTERS],
    orders: activity_parts::ORDERS,
    check_query,
    ..Resource::new("activity", ObjectKind::Note)
};

/// The resources whose records are activities.
pub(crate) static SOURCES: &[&Resource] = &[
    &note_resource::NOTE,
    &call_resource::CALL,
    &email_resource::EMAIL,
    &email_threads::EMAIL_THREAD,
    &sms_resource::SMS,
    &meeting_resource::MEETING,
    &custom_activity_resource::CUSTOM_ACTIVITY,
    &recorded_activities::LEAD_STATUS_CHANGE,
    &recorded_activities::OPPORTUNITY_STATUS_CHANGE,
    &recorded_activities::TASK_COMPLETED,
];

fn check_query(query: &Object) -> Result<(), CloseRefusal> {
    let narrowing = ["_type", "user_id", "contact_id"];
    let narrows =
        |name: &&String| narrowing.iter().any(|field| [field, &&*format!("{field}__in")].contains(&&name.as_str()));
    let narrowed = query.keys().find(narrows);
    match narrowed {
        Some(name) if query.given("lead_id").is_none() => Err(activity_parts::needs_lead(name)),
        _ => activity_parts::check_dates(query),
    }
}
