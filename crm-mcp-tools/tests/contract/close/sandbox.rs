//! Close's sandbox, asked for every operation of the contract.

use std::collections::BTreeSet;

use bytes::Bytes;
use crm_mcp_tools::{
    api::{InProcess, Upstream},
    sandbox::close::{CloseLimits, CloseSandbox},
};
use http::Request;

use super::CLOSE;
use crate::asked::{Asked, Asking};

const ASKED: &[Asked] = &[
    (200, "GET /me/", "", ""),
    (200, "GET /organization/{id}/", "", ""),
    (200, "GET /user/", "_limit=50&_skip=0", ""),
    (200, "GET /user/{id}/", "", ""),
    (200, "GET /group/", "", ""),
    (200, "GET /group/{id}/", "", ""),
    (200, "GET /outcome/", "_limit=100", ""),
    (200, "GET /custom_field_schema/{object_type}/", "", ""),
    (200, "GET /custom_activity/", "", ""),
    (200, "GET /custom_field_schema/activity/{id}/", "", ""),
    (200, "GET /custom_object_type/", "", ""),
    (200, "GET /custom_field_schema/custom_object/{id}/", "", ""),
    (200, "GET /custom_object_type/{id}/", "", ""),
    (200, "GET /status/lead/", "", ""),
    (200, "POST /status/lead/", "", r#"{"label": "Nurturing"}"#),
    (400, "POST /status/lead/", "", "{}"),
    (200, "GET /status/lead/{id}/", "", ""),
    (200, "PUT /status/lead/{id}/", "", r#"{"label": "Nurtured"}"#),
    (200, "GET /pipeline/", "", ""),
    (201, "POST /pipeline/", "", r#"{"name": "Partners"}"#),
    (200, "GET /pipeline/{id}/", "", ""),
    (200, "PUT /pipeline/{id}/", "", r#"{"name": "Resellers"}"#),
    (200, "GET /status/opportunity/", "", ""),
    (200, "POST /status/opportunity/", "", r#"{"label": "Trial", "type": "active", "pipeline_id": "{pipeline}"}"#),
    (400, "POST /status/opportunity/", "", r#"{"label": "Trial", "type": "open", "pipeline_id": "{pipeline}"}"#),
    (200, "GET /status/opportunity/{id}/", "", ""),
    (200, "PUT /status/opportunity/{id}/", "", r#"{"label": "On trial"}"#),
    (
        200,
        "POST /lead/",
        "",
        r#"{
            "name": "Analytical Engines", "url": "https://x.example", "status_id": "{lead_status}",
            "contacts": [{"name": "Ada Lovelace", "emails": [{"type": "office", "email": "ada@x.example"}]}]
        }"#,
    ),
    (400, "POST /lead/", "", r#"{"undeclared": 1}"#),
    (400, "POST /lead/", "", r#"{"name": "x", "custom.cf_unknown": 1}"#),
    (200, "GET /lead/", "_limit=100", ""),
    (200, "GET /lead/", "_limit=100&_fields=id,display_name", ""),
    (400, "GET /lead/", "_limit=100000", ""),
    (200, "GET /lead/{id}/", "", ""),
    (
        200,
        "PUT /lead/{id}/",
        "",
        r#"{
            "description": null,
            "addresses": [{"label": "business", "address_1": "1 Main Street", "city": "London", "country": "GB"}]
        }"#,
    ),
    (
        200,
        "POST /enrich_field/",
        "",
        r#"{"organization_id": "{organization}", "object_type": "lead", "object_id": "{lead}", "field_id": "{field}"}"#,
    ),
    (
        200,
        "POST /contact/",
        "",
        r#"{"lead_id": "{lead}", "name": "Charles Babbage", "phones": [{"type": "office", "phone": "+442079460000"}]}"#,
    ),
    (200, "GET /contact/", "_limit=100", ""),
    (200, "GET /contact/", "lead_id={lead}&_limit=50", ""),
    (200, "GET /contact/{id}/", "", ""),
    (200, "PUT /contact/{id}/", "", r#"{"title": "Inventor", "urls": [{"type": "url", "url": "https://x.example"}]}"#),
    (
        200,
        "POST /opportunity/",
        "",
        r#"{
            "lead_id": "{lead}", "contact_id": "{contact}", "status_id": "{opportunity_status}", "value": 500000,
            "value_period": "monthly", "confidence": 40, "date_won": "2026-12-31", "note": "Asked for an offer."
        }"#,
    ),
    (200, "GET /opportunity/", "_limit=100", ""),
    (200, "GET /opportunity/", "lead_id={lead}", ""),
    (200, "GET /opportunity/{id}/", "", ""),
    (200, "PUT /opportunity/{id}/", "", r#"{"value": 600000, "confidence": 90, "date_won": null}"#),
    (200, "POST /task/", "", r#"{"_type": "lead", "lead_id": "{lead}", "text": "Call back", "date": "2026-12-01"}"#),
    (
        200,
        "POST /task/",
        "",
        r#"{"_type": "outgoing_call", "lead_id": "{lead}", "contact_id": "{contact}", "date": "2026-12-01T09:00:00Z"}"#,
    ),
    (400, "POST /task/", "", r#"{"_type": "missed_call", "lead_id": "{lead}"}"#),
    (200, "GET /task/", "_type=all&lead_id={lead}", ""),
    (200, "GET /task/{id}/", "", ""),
    (200, "PUT /task/{id}/", "", r#"{"is_complete": true}"#),
    (
        200,
        "POST /activity/note/",
        "",
        r#"{"lead_id": "{lead}", "note_html": "<body><p>Called.</p></body>", "title": "Call"}"#,
    ),
    (400, "POST /activity/note/", "", r#"{"note": "Called."}"#),
    (200, "GET /activity/note/", "_limit=100", ""),
    (200, "GET /activity/note/", "lead_id={lead}&date_created__gte=2020-01-01", ""),
    (200, "GET /activity/note/{id}/", "", ""),
    (200, "PUT /activity/note/{id}/", "", r#"{"pinned": true, "title": null}"#),
    (
        200,
        "POST /activity/email/",
        "",
        r#"{
            "lead_id": "{lead}", "contact_id": "{contact}", "status": "draft", "to": ["ada@x.example"], "subject": "Hello",
            "body_text": "Hello Ada"
        }"#,
    ),
    (200, "GET /activity/email/", "_limit=100", ""),
    (200, "GET /activity/email/", "lead_id={lead}", ""),
    (200, "GET /activity/email/{id}/", "", ""),
    (200, "PUT /activity/email/{id}/", "", r#"{"subject": "Hello again"}"#),
    (200, "GET /activity/call/", "", ""),
    (200, "GET /activity/call/{id}/", "", ""),
    (200, "GET /activity/emailthread/", "", ""),
    (200, "GET /activity/emailthread/{id}/", "", ""),
    (200, "GET /activity/sms/", "", ""),
    (200, "GET /activity/status_change/lead/", "", ""),
    (200, "GET /activity/status_change/opportunity/", "", ""),
    (200, "GET /activity/task_completed/", "", ""),
    (200, "GET /activity/sms/{id}/", "", ""),
    (200, "GET /activity/meeting/", "", ""),
    (200, "GET /activity/meeting/{id}/", "", ""),
    (
        200,
        "POST /activity/custom/",
        "",
        r#"{"custom_activity_type_id": "{activity_type}", "lead_id": "{lead}", "status": "draft", "pinned": false}"#,
    ),
    (200, "GET /activity/custom/", "lead_id={lead}&custom_activity_type_id={activity_type}", ""),
    (200, "GET /activity/custom/{id}/", "", ""),
    (200, "PUT /activity/custom/{id}/", "", r#"{"pinned": true}"#),
    (200, "GET /activity/", "lead_id={lead}&_type__in=Note,Email&_order_by=-activity_at", ""),
    (400, "GET /activity/", "_type=Note", ""),
    (201, "POST /comment/", "", r#"{"object_id": "{note}", "body": "<body>Well done.</body>"}"#),
    (200, "GET /comment/", "object_id={note}", ""),
    (200, "GET /comment/{id}/", "", ""),
    (200, "GET /comment_thread/", "object_ids={note}", ""),
    (
        201,
        "POST /custom_object/",
        "",
        r#"{"custom_object_type_id": "{custom_type}", "lead_id": "{lead}", "name": "An engine"}"#,
    ),
    (200, "GET /custom_object/", "lead_id={lead}", ""),
    (200, "GET /custom_object/{id}/", "", ""),
    (200, "PUT /custom_object/{id}/", "", r#"{"name": "The engine"}"#),
    (
        200,
        "POST /email_template/",
        "",
        r#"{"name": "Hello", "subject": "Hello", "body": "Hello {{ contact.first_name }}", "is_shared": true}"#,
    ),
    (200, "GET /email_template/", "is_archived=false&_limit=50", ""),
    (200, "GET /email_template/{id}/", "", ""),
    (200, "PUT /email_template/{id}/", "", r#"{"is_archived": true}"#),
    (201, "POST /sms_template/", "", r#"{"name": "Hello", "text": "Hello"}"#),
    (200, "GET /sms_template/", "", ""),
    (200, "GET /sms_template/{id}/", "", ""),
    (200, "PUT /sms_template/{id}/", "", r#"{"text": "Good day"}"#),
    (200, "GET /scheduling_link/", "", ""),
    (200, "GET /shared_scheduling_link/", "", ""),
    (200, "POST /sequence/", "", r#"{"name": "Welcome", "steps": []}"#),
    (200, "GET /sequence/", "", ""),
    (200, "GET /sequence/{id}/", "", ""),
    (200, "GET /saved_search/", "", ""),
    (200, "GET /saved_search/{id}/", "", ""),
    (200, "PUT /saved_search/{id}/", "", r#"{"name": "Hot leads"}"#),
    (
        200,
        "POST /data/search/",
        "",
        r#"{"query": {"type": "object_type", "object_type": "lead"}, "_limit": 5, "_fields": {"lead": ["id", "name"]}}"#,
    ),
    (400, "POST /data/search/", "", r#"{"query": {"type": "nothing"}}"#),
    (200, "DELETE /saved_search/{id}/", "", ""),
    (204, "DELETE /sms_template/{id}/", "", ""),
    (200, "DELETE /email_template/{id}/", "", ""),
    (204, "DELETE /custom_object/{id}/", "", ""),
    (200, "DELETE /activity/custom/{id}/", "", ""),
    (200, "DELETE /activity/note/{id}/", "", ""),
    (200, "DELETE /task/{id}/", "", ""),
    (200, "DELETE /opportunity/{id}/", "", ""),
    (200, "DELETE /contact/{id}/", "", ""),
    (200, "DELETE /lead/{id}/", "", ""),
    (404, "GET /lead/{id}/", "", ""),
    (200, "DELETE /status/opportunity/{id}/", "", ""),
    (204, "DELETE /pipeline/{id}/", "", ""),
    (200, "DELETE /status/lead/{id}/", "", ""),
];

const NO_DEMO: &str = "the demo organization has none of these, and the sandbox does not make them";

const UNASKED: &[(&str, &str)] = &[
    ("GET /activity/created/", NO_DEMO),
    ("GET /activity/form_submission/", NO_DEMO),
    ("GET /activity/lead_merge/", NO_DEMO),
    ("GET /activity/whatsapp_message/", NO_DEMO),
    ("GET /membership/{id}/pinned_views/", NO_DEMO),
];

const IDS: &[(&str, &str, &str)] = &[
    ("/organization/{id}/", "GET /me/", "/organizations/0/id"),
    ("{organization}", "GET /me/", "/organizations/0/id"),
    ("/user/{id}/", "GET /user/", "/data/0/id"),
    ("/group/{id}/", "GET /group/", "/data/0/id"),
    ("{field}", "GET /custom_field_schema/{object_type}/", "/fields/0/id"),
    ("{activity_type}", "GET /custom_activity/", "/data/0/id"),
    ("{custom_type}", "GET /custom_object_type/", "/data/0/id"),
    ("/custom_field_schema/activity/{id}/", "GET /custom_activity/", "/data/0/id"),
    ("/custom_field_schema/custom_object/{id}/", "GET /custom_object_type/", "/data/0/id"),
    ("/custom_object_type/{id}/", "GET /custom_object_type/", "/data/0/id"),
    ("{lead_status}", "POST /status/lead/", "/id"),
    ("/status/lead/{id}/", "POST /status/lead/", "/id"),
    ("{pipeline}", "POST /pipeline/", "/id"),
    ("/pipeline/{id}/", "POST /pipeline/", "/id"),
    ("{opportunity_status}", "POST /status/opportunity/", "/id"),
    ("/status/opportunity/{id}/", "POST /status/opportunity/", "/id"),
    ("{lead}", "POST /lead/", "/id"),
    ("/lead/{id}/", "POST /lead/", "/id"),
    ("{contact}", "POST /contact/", "/id"),
    ("/contact/{id}/", "POST /contact/", "/id"),
    ("/opportunity/{id}/", "POST /opportunity/", "/id"),
    ("/task/{id}/", "POST /task/", "/id"),
    ("{note}", "POST /activity/note/", "/id"),
    ("/activity/note/{id}/", "POST /activity/note/", "/id"),
    ("/activity/email/{id}/", "POST /activity/email/", "/id"),
    ("/activity/call/{id}/", "GET /activity/call/", "/data/0/id"),
    ("/activity/emailthread/{id}/", "GET /activity/emailthread/", "/data/0/id"),
    ("/activity/sms/{id}/", "GET /activity/sms/", "/data/0/id"),
    ("/activity/meeting/{id}/", "GET /activity/meeting/", "/data/0/id"),
    ("/activity/custom/{id}/", "POST /activity/custom/", "/id"),
    ("/comment/{id}/", "POST /comment/", "/id"),
    ("/custom_object/{id}/", "POST /custom_object/", "/id"),
    ("/email_template/{id}/", "POST /email_template/", "/id"),
    ("/sms_template/{id}/", "POST /sms_template/", "/id"),
    ("/sequence/{id}/", "POST /sequence/", "/id"),
    ("/saved_search/{id}/", "GET /saved_search/", "/data/0/id"),
];

#[tokio::test]
async fn every_answer_of_the_sandbox_keeps_the_contract() {
    let sandbox = CloseSandbox::in_memory()
        .await
        .unwrap()
        .with_limits(CloseLimits { requests: 10_000, ..CloseLimits::default() });
    let asking = Asking {
        crm: &CLOSE,
        asked: ASKED,
        unasked: UNASKED,
        texts: &[("{object_type}", "lead")],
        ids: IDS,
        credential: "Bearer api_sandbox",
        unknown: "Bearer api_of_nobody",
    };
    asking.ask(InProcess::new(sandbox.router())).await;
}

#[tokio::test]
async fn every_list_knows_every_parameter_that_is_documented() {
    let limits = CloseLimits { requests: 10_000, ..CloseLimits::default() };
    let sandbox = InProcess::new(CloseSandbox::in_memory().await.unwrap().with_limits(limits).router());
    let mut unknown = BTreeSet::new();
    for operation in &CLOSE.contract.operations {
        let Some(path) = operation.name.strip_prefix("GET ").filter(|path| !path.contains('{')) else { continue };
        for name in operation.request["query"].said["properties"].as_object().unwrap().keys() {
            let uri = format!("{}{path}?{name}=2026-01-01", CLOSE.base);
            let request = Request::builder().uri(uri).header("authorization", "Bearer api_sandbox");
            let answer = sandbox.send(request.body(Bytes::new()).unwrap()).await.unwrap();
            if String::from_utf8_lossy(answer.body()).contains("Unknown parameter") {
                unknown.insert(format!("{path} {name}"));
            }
        }
    }
    // The one sums opportunities up by groups, and nothing says what the other does.
    assert_eq!(unknown, BTreeSet::from(["/opportunity/ _group_by", "/task/ format"].map(str::to_owned)));
}
