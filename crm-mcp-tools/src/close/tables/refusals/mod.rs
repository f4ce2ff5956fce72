//! What Close's refusals mean, and what its operations are about, as tables.

use crm_mcp_core::ErrorCode;

use crate::crm::refusal::{
    refusals::Refusals,
    rule::{IN_A_MOMENT, NO_USE, Rule, rule, setting},
    topic::{Topic, topic},
};

/// How Close's refusals are told.
pub(in crate::close) static REFUSALS: Refusals = Refusals {
    crm: "Close",
    tenant: "organization",
    rules: RULES,
    any_other: &ANY_OTHER,
    topics: TOPICS,
    same_tenant: "have the operator give an organization and a key of the same organization",
};

const CHECK_URL: &str = "have the operator check the base URL";
const NO_SUCH: &str = "this organization has no {subject} with this id";

#[rustfmt::skip]
static RULES: &[Rule] = &[
    setting(404..=404, &[], ErrorCode::Internal,
        "a web page came in place of Close's answer; there is no {operation} at this address", CHECK_URL).of_the_network(),
    rule(429..=429, &[], ErrorCode::RateLimited,
        "the network in front of Close limits how often this server calls{reason}",
        "call again in {retryAfterSeconds} seconds").of_the_network().transient(),
    setting(400..=499, &[], ErrorCode::Unavailable,
        "the network in front of Close blocked this call with HTTP status {status}{reason}",
        "tell the operator of this server; calling again later may help").of_the_network(),

    rule(400..=400, &[], ErrorCode::InvalidArguments,
        "Close refused the values: {said}", "correct them and call again"),
    setting(401..=401, &[], ErrorCode::Unauthenticated,
        "Close does not accept the credential: {said}",
        "have the operator give a current API key or access token of this organization"),
    setting(402..=402, &[], ErrorCode::Refused,
        "the plan of this organization does not include {operation}: {said}",
        "tell the user; an administrator can change the plan in Close, and calling again will not help"),
    setting(403..=403, &[], ErrorCode::PermissionDenied,
        "the user behind the credential may not use {operation}: {said}",
        "have an administrator give that user's role the permission in Close"),
    rule(404..=404, &[], ErrorCode::NotFound, NO_SUCH, "{find}").naming_subject(),
    setting(404..=405, &[], ErrorCode::Internal, "there is no {operation} at this address: {said}", CHECK_URL),
    rule(409..=409, &[], ErrorCode::Conflict, "Close refused the change: {said}", "read the record, then decide again"),
    setting(415..=415, &[], ErrorCode::Internal, "Close did not accept the form of {operation}: {said}", NO_USE),
    rule(422..=422, &[], ErrorCode::InvalidArguments,
        "Close refused the values: {said}", "correct them and call again"),
    rule(429..=429, &[], ErrorCode::RateLimited,
        "Close's rate limit for {operation} is used up", "call again in {retryAfterSeconds} seconds").transient(),
    rule(500..=599, &[], ErrorCode::Unavailable,
        "Close failed with HTTP status {status}{reason}", IN_A_MOMENT).transient(),
    setting(300..=399, &[], ErrorCode::Internal,
        "Close answered with a redirect (HTTP status {status}), which is not followed", CHECK_URL),
];

static ANY_OTHER: Rule = setting(
    0..=u16::MAX,
    &[],
    ErrorCode::Refused,
    "Close refused {operation} with HTTP status {status}: {said}",
    NO_USE,
);

/// Of several paths that fit, the first one counts.
#[rustfmt::skip]
static TOPICS: &[Topic] = &[
    topic("lead", "/lead/", "find the lead's id with lead_search"),
    topic("task", "/task/", "find the task's id with find_tasks"),
    topic("note", "/activity/note/", "find the note's id with find_notes"),
    topic("call", "/activity/call/", "find the call's id with activity_search"),
    topic("meeting", "/activity/meeting/", "find the meeting's id with activity_search"),
    topic("email", "/activity/email/", "find the email's id with activity_search"),
    topic("comment", "/comment/", "give the id of a comment; create_comment answers it"),
    topic("opportunity", "/opportunity/", "find the opportunity's id with find_opportunities"),
    topic("pipeline", "/pipeline/", "find the pipeline's id with find_pipelines_and_opportunity_statuses"),
    topic("lead status", "/status/lead/", "find the status's id with find_lead_statuses"),
    topic("opportunity status", "/status/opportunity/",
        "find the status's id with find_pipelines_and_opportunity_statuses"),
    topic("custom activity", "/activity/custom/",
        "find the custom activity's id with find_custom_activity_instances"),
    topic("custom object type", "/custom_object_type/", "find the type's id with find_custom_object_types"),
    topic("custom object", "/custom_object/", "find the custom object's id with find_custom_object_instances"),
    topic("contact", "/contact/", "find the contact's id with search, or with fetch_lead at its lead"),
    topic("email template", "/email_template/", "find the template's id with find_email_templates"),
    topic("SMS template", "/sms_template/", "find the template's id with find_sms_templates"),
    topic("smart view", "/saved_search/", "find the view's id with find_lead_smart_views"),
    topic("workflow", "/sequence/", "find the workflow with find_workflows"),
    topic("scheduling link", "/scheduling_link/", "find the link with find_scheduling_links"),
    topic("shared scheduling link", "/shared_scheduling_link/", "find the link with find_scheduling_links"),
    topic("membership", "/membership/", "list all smart views"),
];
