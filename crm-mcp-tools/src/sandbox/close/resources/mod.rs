//! The resources of the API, and what it does beside them.

pub(crate) mod action;
mod activities;
mod custom;
mod field_kinds;
mod outreach;
mod sales;
mod search_action;
mod setup;

use http::Method;

use self::{
    action::Action,
    activities::{
        all_activities, call_resource, comments, custom_activity_resource, email_resource, email_threads,
        meeting_resource, note_resource, recorded_activities, sms_resource,
    },
    custom::{custom_field_resource, custom_field_schema, custom_object_resource, custom_type_resource, enrichment},
    outreach::{outcome_resource, scheduling_link_resource, sequence_resource, smart_view_resource, template_resource},
    sales::{contact_resource, lead_resource, task_resource},
    setup::{account_actions, account_resources, pipeline_resource, status_resource},
};
use super::engine::resource::Resource;

/// All resources.
pub(crate) static RESOURCES: &[&Resource] = &[
    &lead_resource::LEAD,
    &contact_resource::CONTACT,
    &search_action::OPPORTUNITY_WITH_VIEWS,
    &task_resource::TASK,
    &all_activities::ACTIVITY,
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
    &comments::COMMENT,
    &comments::COMMENT_THREAD,
    &custom_field_resource::LEAD_FIELD,
    &custom_field_resource::CONTACT_FIELD,
    &custom_field_resource::OPPORTUNITY_FIELD,
    &custom_field_resource::ACTIVITY_FIELD,
    &custom_field_resource::CUSTOM_OBJECT_FIELD,
    &custom_field_resource::SHARED_FIELD,
    &custom_type_resource::ACTIVITY_TYPE,
    &custom_type_resource::CUSTOM_OBJECT_TYPE,
    &custom_object_resource::CUSTOM_OBJECT,
    &template_resource::EMAIL_TEMPLATE,
    &template_resource::SMS_TEMPLATE,
    &smart_view_resource::SMART_VIEW,
    &sequence_resource::SEQUENCE,
    &outcome_resource::OUTCOME,
    &scheduling_link_resource::SCHEDULING_LINK,
    &scheduling_link_resource::SHARED_SCHEDULING_LINK,
    &account_resources::ORGANIZATION,
    &account_resources::USER,
    &account_resources::GROUP,
    &pipeline_resource::PIPELINE,
    &status_resource::LEAD_STATUS,
    &status_resource::OPPORTUNITY_STATUS,
];

/// What the API does beside reading and writing them.
pub(crate) static ACTIONS: &[Action] = &[
    Action { method: Method::GET, path: "me", act: account_actions::me },
    Action { method: Method::GET, path: "custom_field_schema/lead", act: custom_field_schema::OF_LEADS },
    Action { method: Method::GET, path: "custom_field_schema/contact", act: custom_field_schema::OF_CONTACTS },
    Action { method: Method::GET, path: "custom_field_schema/opportunity", act: custom_field_schema::OF_OPPORTUNITIES },
    Action { method: Method::GET, path: "custom_field_schema/activity/{id}", act: custom_field_schema::OF_ACTIVITIES },
    Action {
        method: Method::GET,
        path: "custom_field_schema/custom_object/{id}",
        act: custom_field_schema::OF_CUSTOM_OBJECTS,
    },
    Action { method: Method::POST, path: "enrich_field", act: |asked| Box::pin(enrichment::enrich(asked)) },
    Action { method: Method::POST, path: "data/search", act: search_action::search },
];

/// The resources whose records a list of this one has.
pub(crate) fn sources(resource: &'static Resource) -> Vec<&'static Resource> {
    if resource.path == all_activities::ACTIVITY.path { all_activities::SOURCES.to_vec() } else { vec![resource] }
}
