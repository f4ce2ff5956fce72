//! Calls of the tools on opportunities.

use serde_json::{Value, json};

use super::contacts::contact;
use crate::answers::{Answers, Call};

pub(super) const CALLS: &[Call] = &[
    ("opportunities_get-pipelines", |_| json!({})),
    ("opportunities_create-opportunity", |seen| {
        json!({
            "contactId": contact(seen), "pipelineId": pipeline(seen)["id"], "name": "A deal", "status": "open",
            "pipelineStageId": pipeline(seen)["stages"][0]["id"], "monetaryValue": 1200.5,
            "assignedTo": "SandboxUser000000001", "customFields": custom_fields()
        })
    }),
    ("opportunities_update-opportunity", |seen| {
        json!({
            "opportunityId": opportunity(seen), "name": "A good deal", "status": "won",
            "pipelineId": pipeline(seen)["id"], "pipelineStageId": pipeline(seen)["stages"][1]["id"],
            "monetaryValue": 1300, "assignedTo": "SandboxUser000000001", "customFields": custom_fields()
        })
    }),
    (
        "opportunities_update-opportunity",
        |seen| json!({"opportunityId": opportunity(seen), "status": "lost", "lostReasonId": "Price", "monetaryValue": 1200}),
    ),
    ("opportunities_update-opportunity", |seen| json!({"opportunityId": opportunity(seen), "status": "won"})),
    ("opportunities_get-opportunity", |seen| json!({"opportunityId": opportunity(seen)})),
    ("opportunities_search-opportunity", |seen| {
        json!({
            "query": "a", "status": "won", "pipelineId": pipeline(seen)["id"], "contactId": contact(seen),
            "pipelineStageId": pipeline(seen)["stages"][1]["id"], "assignedTo": "SandboxUser000000001",
            "date": "2020-01-01", "endDate": "2030-12-31", "order": "added_asc", "id": opportunity(seen),
            "campaignId": "k1", "country": "US", "getTasks": true, "getNotes": true, "getCalendarEvents": true,
            "page": 1
        })
    }),
    ("opportunities_search-opportunity", |_| json!({"limit": 2})),
    (
        "opportunities_search-opportunity",
        |seen| json!({"limit": 2, "cursor": seen["opportunities_search-opportunity"]["nextCursor"]}),
    ),
];

fn pipeline(seen: &Answers) -> &Value {
    &seen["opportunities_get-pipelines"]["pipelines"][0]
}

fn opportunity(seen: &Answers) -> &Value {
    &seen["opportunities_create-opportunity"]["opportunity"]["id"]
}

fn custom_fields() -> Value {
    json!({"lost_to": "nobody", "expected_start": "2027-01-15", "services_quoted": ["SEO"]})
}
