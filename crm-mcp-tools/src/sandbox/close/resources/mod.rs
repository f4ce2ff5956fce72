//! The resources of the API, and what it does beside them.

pub(crate) mod action;
mod activities;
mod field_kinds;
mod sales;
mod setup;

use http::Method;

use self::{
    action::Action,
    activities::note_resource,
    sales::{contact_resource, lead_resource, opportunity_resource, task_resource},
    setup::{account_actions, account_resources, pipeline_resource, status_resource},
};
use super::engine::resource::Resource;

/// All resources.
pub(crate) static RESOURCES: &[&Resource] = &[
    &lead_resource::LEAD,
    &contact_resource::CONTACT,
    &opportunity_resource::OPPORTUNITY,
    &task_resource::TASK,
    &note_resource::NOTE,
    &account_resources::ORGANIZATION,
    &account_resources::USER,
    &account_resources::GROUP,
    &pipeline_resource::PIPELINE,
    &status_resource::LEAD_STATUS,
    &status_resource::OPPORTUNITY_STATUS,
];

/// What the API does beside reading and writing them.
pub(crate) static ACTIONS: &[Action] = &[Action { method: Method::GET, path: "me", act: account_actions::me }];

/// The resources whose records a list of this one has.
pub(crate) fn sources(resource: &'static Resource) -> Vec<&'static Resource> {
    vec![resource]
}
