//! Calls of the tools that delete, after all that needs what they delete.

use serde_json::json;

use super::{
    activities::note,
    contacts::contact_id,
    custom::{activity, object},
    first, id,
    leads::lead,
    opportunities::opportunity_id,
    tasks::{call_task, task},
};
use crate::answers::Call;

pub(super) const CALLS: &[Call] = &[
    ("delete_note", |seen| json!({"id": note(seen)})),
    ("delete_custom_activity_instance", |seen| json!({"id": activity(seen)})),
    ("delete_custom_object_instance", |seen| json!({"id": object(seen)})),
    ("delete_task", |seen| json!({"id": task(seen)})),
    ("delete_call_task", |seen| json!({"id": call_task(seen)})),
    ("delete_opportunity", |seen| json!({"id": opportunity_id(seen)})),
    ("delete_contact", |seen| json!({"id": contact_id(seen)})),
    ("delete_lead", |seen| json!({"id": lead(seen)})),
    ("delete_email_template", |seen| json!({"id": id(seen, "create_email_template")})),
    ("delete_sms_template", |seen| json!({"id": id(seen, "create_sms_template")})),
    ("delete_lead_smart_view", |seen| json!({"id": first(seen, "find_lead_smart_views")})),
    ("delete_opportunity_status_tool", |seen| json!({"id": id(seen, "create_opportunity_status_tool")})),
    ("delete_pipeline", |seen| json!({"id": id(seen, "create_pipeline")})),
    ("delete_lead_status", |seen| json!({"id": id(seen, "create_lead_status")})),
];
