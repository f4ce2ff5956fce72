//! What was written for the vendor's own server works: its spellings of arguments ask for the same as ours.

use std::collections::BTreeSet;

use crm_mcp_core::{ErrorCode, ToolError};
use crm_mcp_tools::{highlevel, sandbox::LOCATION_ID};
use serde_json::{Value, json};

use crate::{
    demo::{CALLS, Call, Demo, Sent, arguments},
    support::call,
};

/// The calls of the 21 tools in `demo.rs`, as the vendor's own server takes them.
const OFFICIAL: &[Call] = &[
    ("calendars_get-calendar-events", |ids| {
        json!({
            "query_locationId": LOCATION_ID, "query_calendarId": ids["calendar"], "query_startTime": "1785542400000",
            "query_endTime": "1790812800000"
        })
    }),
    (
        "calendars_get-appointment-notes",
        |ids| json!({"path_appointmentId": ids["appointment"], "query_limit": 2, "query_offset": 1}),
    ),
    ("contacts_get-all-tasks", |ids| json!({"path_contactId": ids["contact"]})),
    ("contacts_add-tags", |ids| json!({"path_contactId": ids["contact"], "body_tags": ["vip", "new here"]})),
    ("contacts_remove-tags", |ids| json!({"path_contactId": ids["contact"], "body_tags": ["vip"]})),
    ("contacts_get-contact", |ids| json!({"path_contactId": ids["contact"]})),
    ("contacts_update-contact", |ids| {
        json!({
            "path_contactId": ids["contact"], "body_city": "Kyiv",
            "body_customFields": [{"id": ids["teamSize"], "field_value": 3}]
        })
    }),
    ("contacts_upsert-contact", |_| {
        json!({
            "body_locationId": LOCATION_ID, "body_name": "Grace Hopper", "body_email": "grace@x.example",
            "body_gender": "female"
        })
    }),
    ("contacts_create-contact", |ids| {
        json!({
            "body_locationId": LOCATION_ID, "body_firstName": "Ada", "body_lastName": "Lovelace",
            "body_email": "ada@x.example", "body_phone": "+15555550101", "body_tags": ["vip"],
            "body_dateOfBirth": "1990-05-01", "body_dnd": false,
            "body_customFields": [{"id": ids["teamSize"], "key": "team_size", "field_value": 2}]
        })
    }),
    ("contacts_get-contacts", |_| json!({"query_locationId": LOCATION_ID, "query_query": "a", "query_limit": 7})),
    ("conversations_search-conversation", |ids| {
        json!({
            "query_locationId": LOCATION_ID, "query_contactId": ids["contact"], "query_status": "all",
            "query_limit": 5, "query_lastMessageType": "TYPE_SMS"
        })
    }),
    (
        "conversations_get-messages",
        |ids| json!({"path_conversationId": ids["conversation"], "query_limit": 5, "query_type": "TYPE_SMS,TYPE_EMAIL"}),
    ),
    ("conversations_send-a-new-message", |ids| {
        json!({
            "body_type": "SMS", "body_contactId": ids["contact"], "body_message": "Hello",
            "body_scheduledTimestamp": 4_070_908_800_u64, "body_status": "pending", "body_subType": "SMS"
        })
    }),
    ("locations_get-location", |_| json!({"path_locationId": LOCATION_ID})),
    ("locations_get-custom-fields", |_| json!({"path_locationId": LOCATION_ID, "query_model": "contact"})),
    ("opportunities_search-opportunity", |ids| {
        json!({
            "query_location_id": LOCATION_ID, "query_pipeline_id": ids["pipeline"], "query_status": "open",
            "query_q": "a", "query_date": "01-31-2020", "query_endDate": "12-31-2030", "query_limit": 3
        })
    }),
    ("opportunities_get-pipelines", |_| json!({"query_locationId": LOCATION_ID})),
    ("opportunities_get-opportunity", |ids| json!({"path_id": ids["opportunity"]})),
    ("opportunities_update-opportunity", |ids| {
        json!({
            "path_id": ids["opportunity"], "body_pipelineId": ids["pipeline"], "body_pipelineStageId": ids["stage"],
            "body_name": "A good deal", "body_status": "won", "body_monetaryValue": 1200.5,
            "body_customFields": [{"id": ids["lostTo"], "key": "lost_to", "field_value": "nobody"}]
        })
    }),
    ("payments_get-order-by-id", |ids| {
        json!({
            "path_orderId": ids["order"], "query_locationId": LOCATION_ID, "query_altId": LOCATION_ID,
            "query_altType": "location"
        })
    }),
    ("payments_list-transactions", |_| {
        json!({
            "query_locationId": LOCATION_ID, "query_altId": LOCATION_ID, "query_altType": "location",
            "query_paymentMode": "live", "query_startAt": "2026-01-01", "query_endAt": "2026-12-31",
            "query_limit": 5, "query_offset": 2
        })
    }),
];

/// Arguments of a tool in our spellings, and in the vendor's.
type Pair = (&'static str, fn(&Value) -> Value, fn(&Value) -> Value);

/// Arguments that are rare, or have several spellings.
const FURTHER: &[Pair] = &[
    (
        "contacts_get-contacts",
        |ids| json!({"startAfter": 1_785_542_400_000_u64, "startAfterId": ids["contact"]}),
        |ids| json!({"query_startAfter": "1785542400000", "query_startAfterId": ids["contact"]}),
    ),
    (
        "conversations_search-conversation",
        |_| json!({"startAfterDate": 1_785_542_400_000_u64, "startDate": "2026-08-01T02:00:00+02:00"}),
        |_| json!({"query_startAfterDate": "1785542400000", "query_startDate": 1_785_542_400_000_u64}),
    ),
    (
        "conversations_get-messages",
        |ids| json!({"conversationId": ids["conversation"], "lastMessageId": ids["message"]}),
        |ids| json!({"path_conversationId": ids["conversation"], "query_lastMessageId": ids["message"]}),
    ),
    (
        "conversations_send-a-new-message",
        |ids| json!({"type": "Email", "contactId": ids["contact"], "subject": "Hello", "html": "<p>Hello</p>"}),
        |ids| {
            json!({
                "body_type": "Email", "body_contactId": ids["contact"], "body_subject": "Hello",
                "body_html": "<p>Hello</p>", "body_attachments": [], "body_emailCc": "[]"
            })
        },
    ),
    (
        "opportunities_search-opportunity",
        |ids| {
            json!({
                "startAfter": 1_785_542_400_000_u64, "startAfterId": ids["opportunity"], "order": "added_asc",
                "pipelineStageId": ids["stage"], "contactId": ids["contact"], "assignedTo": "SandboxUser000000001"
            })
        },
        |ids| {
            json!({
                "query_startAfter": "1785542400000", "query_startAfterId": ids["opportunity"],
                "query_order": "added_asc", "query_pipeline_stage_id": ids["stage"],
                "query_contact_id": ids["contact"], "query_assigned_to": "SandboxUser000000001"
            })
        },
    ),
    (
        "opportunities_get-opportunity",
        |ids| json!({"opportunityId": ids["opportunity"]}),
        |ids| json!({"id": ids["opportunity"]}),
    ),
];

/// What a call has a client send that knows nothing of the location yet, and what it answers.
async fn sent(demo: &Demo, tool: &str, arguments: Value) -> (Result<Value, ToolError>, Vec<Sent>) {
    let answer = call(&demo.crm(), tool, arguments).await;
    (answer, demo.sent())
}

async fn assert_alike(demo: &Demo, tool: &str, ours: Value, official: Value) {
    let (answer, expected) = sent(demo, tool, ours).await;
    assert!(answer.is_ok(), "{tool}: {answer:?}");
    // The second time a contact is there already; what is sent is the same.
    let (answer, requests) = sent(demo, tool, official.clone()).await;
    assert_eq!(requests, expected, "{tool} {official}: {answer:?}");
}

#[tokio::test]
async fn the_official_spellings_send_the_same_requests_byte_for_byte() {
    let demo = Demo::new().await;
    let mut ids = demo.ids().await;
    let messages = format!("/conversations/{}/messages", ids["conversation"].as_str().unwrap());
    ids["message"] = demo.get(&messages).await["messages"]["messages"][1]["id"].take();
    for (tool, official) in OFFICIAL {
        assert_alike(&demo, tool, arguments(tool, &ids), official(&ids)).await;
    }
    for (tool, ours, official) in FURTHER {
        assert_alike(&demo, tool, ours(&ids), official(&ids)).await;
    }
}

#[test]
fn every_official_tool_is_called_by_its_official_spellings() {
    let called = OFFICIAL.iter().map(|(tool, _)| *tool).collect::<BTreeSet<_>>();
    let tools = highlevel::tools();
    assert_eq!(called, tools.iter().map(|tool| &*tool.spec().name).collect());
}

#[tokio::test]
async fn the_bound_location_is_taken_in_every_spelling_and_another_is_refused_before_anything_is_sent() {
    let demo = Demo::new().await;
    let ids = demo.ids().await;
    let bound =
        [("locationId", LOCATION_ID), ("location_id", LOCATION_ID), ("altId", LOCATION_ID), ("altType", "location")];
    for (tool, ours) in CALLS {
        let (_, mut expected) = sent(&demo, tool, ours(&ids)).await;
        if *tool == "opportunities_create-opportunity" {
            // There is no second opportunity, whose names would be asked for.
            expected.truncate(1);
        }
        for (prefix, (name, value)) in
            ["", "path_", "query_", "body_"].into_iter().flat_map(|prefix| bound.map(|bound| (prefix, bound)))
        {
            let name = format!("{prefix}{name}");
            let with = |value: &str| {
                let mut arguments = ours(&ids);
                arguments[&name] = value.into();
                arguments
            };
            let (answer, requests) = sent(&demo, tool, with(value)).await;
            assert_eq!(requests, expected, "{tool} {name}: {answer:?}");

            let (answer, requests) = sent(&demo, tool, with("AnotherLocation00001")).await;
            let error = answer.unwrap_err();
            assert_eq!((error.code(), requests.len()), (ErrorCode::InvalidArguments, 0), "{tool} {name}: {error}");
            let told = error.to_string();
            assert!(told.contains(&name) && told.contains(value), "{tool} {name}: {told}");
        }
    }
}
