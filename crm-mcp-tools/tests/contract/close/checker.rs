//! What the checker does for Close and not for HighLevel.

use bytes::Bytes;
use crm_mcp_tools::api::Upstream;
use http::{Request, Response, request::Builder};
use serde_json::{Value, json};

use super::CLOSE;
use crate::{
    checked::Checked,
    support::{Vendor, answer},
};

const CONTACT: &str = "https://x.example/api/v1/contact/cont_1/";
const NOTES: &str = "https://x.example/api/v1/activity/note/";
const STATUS: &str = "https://x.example/api/v1/status/lead/stat_1/";
const LOST: &str = r#"{"error": "gone"}"#;

/// A request that lacks nothing but a method, a URI and a body.
fn request() -> Builder {
    let request = Request::builder().header("authorization", "Basic YXBpX3g6").header("accept", "application/json");
    request.header("content-type", "application/json")
}

fn get(uri: &str) -> Request<Bytes> {
    request().uri(uri).body(Bytes::new()).unwrap()
}

fn put(body: &Value) -> Request<Bytes> {
    request().method("PUT").uri(CONTACT).body(body.to_string().into()).unwrap()
}

/// What the checker says of this request and of this answer to it.
async fn violations(request: Request<Bytes>, answer: Response<Bytes>) -> String {
    let checked = Checked::new(&CLOSE, Vendor::answering([answer]));
    checked.send(request).await.unwrap();
    checked.violations().join("\n")
}

#[tokio::test]
async fn a_request_as_described_passes() {
    let right = [
        get(CONTACT),
        get(&format!("{NOTES}?lead_id=lead_1&lead_id=lead_2&date_created__gte=2026-01-01&_skip=100")),
        get(&format!("{NOTES}?date_created__gte=2026-01-01T00:00:00Z")),
        put(&json!({"name": null, "custom.cf_a1": ["x"], "custom.cf_B2.add": "y", "custom.cf_B2.remove": "z"})),
    ];
    for request in right {
        let shown = format!("{request:?}");
        assert_eq!(violations(request, answer(404, LOST)).await, "", "{shown}");
    }
}

#[tokio::test]
async fn a_request_that_breaks_the_contract_is_told_of() {
    let mut nobody = get(CONTACT);
    nobody.headers_mut().insert("authorization", "api_x".parse().unwrap());
    let unexpected = "Additional properties are not allowed";
    let wrong = [
        (nobody, "GET /contact/{id}/: header: authorization is not `Basic …` or `Bearer …`".to_owned()),
        (get("https://x.example/contact/cont_1/"), "GET /contact/cont_1/: there is no such operation".to_owned()),
        (get(CONTACT.trim_end_matches('/')), "GET /api/v1/contact/cont_1: there is no such operation".to_owned()),
        (
            put(&json!({"custom.Favourite": 1})),
            format!("PUT /contact/{{id}}/: body: {unexpected} ('custom.Favourite' was unexpected)"),
        ),
        (
            put(&json!({"lead_id": "lead_2"})),
            format!("PUT /contact/{{id}}/: body: {unexpected} ('lead_id' was unexpected)"),
        ),
        (
            get(&format!("{NOTES}?_skip=some")),
            r#"GET /activity/note/: query/_skip: "some" is not of type "integer""#.to_owned(),
        ),
    ];
    for (request, line) in wrong {
        assert_eq!(violations(request, answer(404, LOST)).await, line);
    }
    let of_no_day = violations(get(&format!("{NOTES}?date_created__gte=today")), answer(404, LOST)).await;
    assert!(of_no_day.starts_with("GET /activity/note/: query/date_created__gte: "), "{of_no_day}");
}

#[tokio::test]
async fn an_answer_is_held_against_the_contract() {
    let right = [
        (200, r#"{"id": "stat_1", "label": "Lead", "more": null}"#),
        (400, r#"{"errors": [], "field-errors": {"label": "Missing."}}"#),
        (404, LOST),
        (429, r#"{"error": "slower"}"#),
        (502, "<html>"),
    ];
    for (status, body) in right {
        assert_eq!(violations(get(STATUS), answer(status, body)).await, "", "{status} {body}");
    }
    let wrong = [
        (200, r#"{"id": "stat_1", "label": null}"#, r#"answer 200/label: null is not of type "string""#),
        (400, "{}", "answer 400: value is not valid under any of the schemas"),
        (404, r#"{"message": "gone"}"#, r#"answer 404: "error" is a required property"#),
        (402, "<html>", "answer 402: the body is no JSON, expected value at line 1 column 1"),
        (204, "", "answer 204: the status is not documented"),
    ];
    for (status, body, line) in wrong {
        let said = violations(get(STATUS), answer(status, body)).await;
        assert!(said.contains(&format!("GET /status/lead/{{id}}/: {line}")), "{said}");
    }
    let lead = "https://x.example/api/v1/lead/?_fields=id,name";
    assert_eq!(violations(get(lead), answer(200, r#"{"data": [{"id": "lead_1"}], "has_more": false}"#)).await, "");
    let deleted = |body| {
        violations(
            request().method("DELETE").uri("https://x.example/api/v1/pipeline/pipe_1/").body(Bytes::new()).unwrap(),
            answer(204, body),
        )
    };
    assert_eq!(deleted("").await, "");
    assert_eq!(deleted("{}").await, "DELETE /pipeline/{id}/: answer 204: there is a body");
}
