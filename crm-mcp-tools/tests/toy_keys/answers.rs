//! What its answers may be: nothing at all, a failure that passes, a plan that does not include it.

use crm_mcp_core::ErrorCode;
use crm_mcp_tools::crm::record::Record;
use http::Response;
use serde::de::IgnoredAny;
use serde_json::{Value, json};

use crate::leads::{Api, CREATE, DELETE, Lead, SEARCH, UPDATE, answer, carry_out, id, open};

#[tokio::test]
async fn a_write_whose_answer_has_no_body_was_carried_out() {
    for (status, body) in [(204, ""), (200, ""), (200, "{}"), (200, "[]"), (200, "null"), (202, " \n")] {
        let api = Api::answering(move |_| answer(status, body));
        let leads = open(&api);
        carry_out::<IgnoredAny>(leads.call(&DELETE).id(&id("lead_1"))).await.unwrap();
        assert_eq!(api.came(), ["DELETE /lead/lead_1/"], "{status} {body}");
    }
    // What needs the record says that it was carried out all the same.
    let leads = open(&Api::answering(|_| answer(204, "")));
    let update = leads.call(&UPDATE).id(&id("lead_1")).body(&json!({})).unwrap();
    let error = carry_out::<Record<Lead>>(update).await.unwrap_err();
    assert_eq!(error.details()["done"], true);
}

/// Fails with 503 at first, and then succeeds.
fn failing_once() -> Api {
    let has_failed = std::sync::atomic::AtomicBool::new(false);
    Api::answering(move |_| {
        let has_failed = has_failed.swap(true, std::sync::atomic::Ordering::Relaxed);
        if has_failed { answer(200, r#"{"data": []}"#) } else { answer(503, "") }
    })
}

#[tokio::test(start_paused = true)]
async fn a_search_by_post_is_repeated_like_a_read_and_a_create_is_not() {
    let api = failing_once();
    let leads = open(&api);
    let search = leads.call(&SEARCH).with("page", 1).body(&json!({"query": {"type": "and"}})).unwrap();
    assert_eq!(search.send::<Value>().await.unwrap(), json!({"data": []}));
    assert_eq!(api.came(), ["POST /data/search/?page=1"; 2]);

    let api = failing_once();
    let error = carry_out::<Value>(open(&api).call(&CREATE).body(&json!({})).unwrap()).await.unwrap_err();
    assert_eq!(error.details()["mayBeDone"], true);
    assert_eq!(api.came(), ["POST /lead/"]);
}

#[tokio::test]
async fn a_plan_that_does_not_include_it_and_refused_fields_are_told() {
    let refusing =
        |status: u16, body: &'static str| open(&Api::answering(move |_| -> Response<_> { answer(status, body) }));
    for (status, body, code, told) in [
        (
            402,
            r#"{"error": "Upgrade to search."}"#,
            ErrorCode::Refused,
            "the plan does not include this: Upgrade to search",
        ),
        (
            400,
            r#"{"errors": [], "field-errors": {"status_id": ["No such status."], "name": "Too long"}}"#,
            ErrorCode::Refused,
            "refused with 400: name: Too long; status_id: No such status",
        ),
    ] {
        let error =
            carry_out::<Value>(refusing(status, body).call(&CREATE).body(&json!({})).unwrap()).await.unwrap_err();
        assert_eq!((error.code(), error.message()), (code, told));
    }
}
