//! Calls of the tools on the organization and on what is defined in it.

use serde_json::json;

use super::{first, id};
use crate::answers::Call;

pub(super) const CALLS: &[Call] = &[
    ("org_info", |_| json!({})),
    ("org_users", |_| json!({})),
    ("find_lead_smart_views", |_| json!({"filter": "all", "name_search": "a"})),
    ("find_groups", |_| json!({})),
    ("find_lead_statuses", |_| json!({"limit": 1})),
    ("create_lead_status", |_| json!({"label": "Nurturing"})),
    ("update_lead_status", |seen| json!({"id": id(seen, "create_lead_status"), "label": "Nurtured"})),
    ("fetch_lead_status", |seen| json!({"id": id(seen, "create_lead_status")})),
    ("create_pipeline", |_| json!({"name": "Partners"})),
    ("update_pipeline", |seen| json!({"id": id(seen, "create_pipeline"), "name": "Resellers"})),
    (
        "create_opportunity_status_tool",
        |seen| json!({"label": "Trial", "type": "active", "pipeline_id": id(seen, "create_pipeline")}),
    ),
    (
        "update_opportunity_status_tool",
        |seen| json!({"id": id(seen, "create_opportunity_status_tool"), "label": "On trial"}),
    ),
    ("fetch_opportunity_status", |seen| json!({"id": id(seen, "create_opportunity_status_tool")})),
    ("fetch_pipeline_and_opportunity_statuses", |seen| json!({"id": id(seen, "create_pipeline")})),
    ("find_pipelines_and_opportunity_statuses", |_| json!({})),
    ("find_call_outcomes", |_| json!({})),
    ("find_meeting_outcomes", |_| json!({})),
    ("find_lead_custom_fields", |_| json!({})),
    ("find_contact_custom_fields", |_| json!({})),
    ("find_opportunity_custom_fields", |_| json!({})),
    ("find_custom_activities", |_| json!({})),
    ("find_custom_object_types", |_| json!({})),
    ("fetch_custom_object_type", |seen| json!({"id": first(seen, "find_custom_object_types")})),
];
