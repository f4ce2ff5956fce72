//! Keys, paths, methods, bodies and rate limits.

use std::time::Duration;

use crm_mcp_tools::sandbox::close::{CloseLimits, CloseQuirk, CloseSandbox};
use serde_json::json;

use crate::client::{Client, UNLIMITED};

#[tokio::test]
async fn a_key_is_a_user_name_without_password_or_a_bearer_token() {
    let client = Client::new().await;
    let basic = "Basic YXBpX3NhbmRib3g6"; // api_sandbox:
    assert_eq!(client.with("authorization", basic).read("me/").await["first_name"], "Dana");
    assert_eq!(client.read("me/").await["email"], "dana@lantern.example");
    assert_eq!(client.with("authorization", "Bearer api_sandbox_2").read("me/").await["first_name"], "Tomás");
    let refused = [
        "Basic YXBpX3NhbmRib3g=",         // without the colon
        "Basic YXBpX3NhbmRib3g6c2VjcmV0", // with a password
        "Bearer api_other",
        "Bearer api_sandbox_5",
        "Bearer api_sandbox_1",
        "api_sandbox",
    ];
    for credential in refused {
        let answer = client.with("authorization", credential).get("me/").await;
        assert_eq!(answer.status, 401, "{credential}");
        assert!(answer.error().contains("could not verify"), "{}", answer.body);
    }
    assert_eq!(client.without("authorization").get("lead/").await.status, 401);
}

#[tokio::test]
async fn paths_end_in_a_slash_and_errors_are_json() {
    let client = Client::new().await;
    for path in ["lead", "me", "nothing/", "lead/x/y/", ""] {
        let answer = client.get(path).await;
        assert_eq!((answer.status.as_u16(), answer.error()), (404, "Not Found"), "{path}");
    }
    let missing = client.get("lead/lead_nobody/").await;
    assert_eq!((missing.status.as_u16(), missing.error()), (404, "Empty query: Lead does not exist."));
    assert_eq!(client.delete("lead/").await.status, 405);
    assert_eq!(client.post("me/", json!({})).await.status, 405);
    assert_eq!(client.with("content-type", "text/plain").post("lead/", json!({})).await.status, 415);
    assert_eq!(client.send("POST", "lead/", "[1]").await.status, 400);
}

#[tokio::test]
async fn fields_are_chosen_and_pages_are_bounded() {
    let client = Client::new().await;
    for number in 0..5 {
        client.lead(&format!("Lead {number}")).await;
    }
    let page = client.read("lead/?_limit=2&_skip=1&_fields=id,name&_order_by=date_created").await;
    assert_eq!(page["data"].as_array().unwrap().len(), 2);
    assert_eq!(page["data"][0].as_object().unwrap().len(), 2, "{page}");
    assert_eq!(page["has_more"], true);
    let all = client.read("lead/").await;
    let count = all["data"].as_array().unwrap().len();
    assert_eq!((&all["has_more"], &all["total_results"]), (&json!(false), &json!(count)));
    let last = client.read(&format!("lead/?_skip={}", count - 1)).await;
    assert_eq!((&last["has_more"], last["data"].as_array().unwrap().len()), (&json!(false), 1));
    let last = client.read(&format!("lead/?_limit=2&_skip={}", count - 2)).await;
    assert_eq!((&last["has_more"], last["data"].as_array().unwrap().len()), (&json!(false), 2));
    assert!(client.get("lead/?_limit=101").await.error().contains("_limit"));
    assert_eq!(client.get("lead/?_limit=few").await.faults()["_limit"], "Value must be an integer.");
    assert_eq!(client.get("lead/?colour=red").await.faults()["colour"], "Unknown parameter.");
}

#[tokio::test]
async fn a_day_is_that_of_the_callers_clock() {
    let client = Client::new().await;
    let lead_id = client.lead("Far away").await;
    let at = "2026-09-02T03:00:00+00:00";
    client.create("task/", json!({ "lead_id": lead_id, "text": "Late", "date": at })).await;
    let path = format!("task/?lead_id={lead_id}&date=2026-09-01");
    assert_eq!(client.list(&path).await.len(), 0);
    assert_eq!(client.with("x-tz-offset", "-5").list(&path).await.len(), 1);
    assert_eq!(client.with("x-tz-offset", "-2.5").list(&path).await.len(), 0);
    let exact = format!("task/?lead_id={lead_id}&date=2026-09-01T22:00:00-05:00").replace(':', "%3A");
    assert_eq!(client.list(&exact).await.len(), 1);
}

#[tokio::test]
async fn a_long_query_is_sent_as_a_body() {
    let client = Client::new().await;
    let name = client.list("lead/?_limit=1").await[0]["name"].clone();
    let overridden = client.with("x-http-method-override", "GET");
    let answer = overridden.post("lead/", json!({ "_params": { "_limit": 1, "_fields": ["name"] } })).await;
    assert_eq!(answer.body["data"], json!([{ "name": name }]));
}

#[tokio::test]
async fn each_endpoint_has_its_own_limit_and_the_organization_three_times_as_many() {
    let limits = CloseLimits { requests: 2, interval: Duration::from_mins(1) };
    let sandbox = CloseSandbox::in_memory().await.unwrap().with_limits(limits);
    let client = Client::of(&sandbox);
    let first = client.get("lead/").await;
    assert_eq!(first.headers["ratelimit"], "limit=2, remaining=1, reset=60");
    assert_eq!(client.get("lead/").await.status, 200);
    let refused = client.get("lead/").await;
    assert_eq!(refused.status, 429);
    let text = |name: &str| refused.headers[name].to_str().unwrap();
    assert_eq!((text("ratelimit"), text("retry-after")), ("limit=2, remaining=0, reset=60", "60"));
    assert_eq!(client.get("contact/").await.status, 200, "another path");
    assert_eq!(client.post("lead/", json!({})).await.status, 200, "another method");
    assert_eq!(client.get("lead/lead_a/").await.status, 404);
    assert_eq!(client.get("lead/lead_b/").await.status, 404);
    assert_eq!(client.get("lead/lead_c/").await.status, 429, "ids are one endpoint");
    let others = ["Bearer api_sandbox_2", "Bearer api_sandbox_3", "Bearer api_sandbox_4"];
    let mut statuses = Vec::new();
    for key in others {
        for _ in 0..2 {
            statuses.push(client.with("authorization", key).get("lead/").await.status.as_u16());
        }
    }
    assert_eq!(statuses, [200, 200, 200, 200, 429, 429], "six of one organization");
}

#[tokio::test]
async fn limits_are_told_in_several_spellings() {
    let limits = CloseLimits { requests: 1, interval: Duration::from_mins(1) };
    let sandbox = || async { CloseSandbox::in_memory().await.unwrap().with_limits(limits) };
    let client = Client::of(&sandbox().await.with_quirk(CloseQuirk::SemicolonRateLimit));
    let answer = client.get("me/").await;
    assert_eq!(answer.headers["ratelimit"], "limit=1; remaining=0; reset=60");
    assert_eq!(answer.headers["ratelimit-limit"], "1");
    assert_eq!(answer.headers["ratelimit-reset"], "60");
    let refused = client.get("me/").await;
    let told = refused.headers["ratelimit"].to_str().unwrap();
    assert!(told.starts_with("limit=1; remaining=0; reset=59.") || told.ends_with("reset=60.00"), "{told}");
    assert!(refused.headers.contains_key("retry-after"));
    let client = Client::of(&sandbox().await.with_quirk(CloseQuirk::ResetOnly));
    client.get("me/").await;
    let refused = client.get("me/").await;
    assert_eq!(refused.status, 429);
    assert!(refused.headers["ratelimit-reset"].to_str().unwrap().contains('.'));
    assert!(!refused.headers.contains_key("ratelimit") && !refused.headers.contains_key("retry-after"));
}

#[tokio::test]
async fn the_network_in_front_fails_every_tenth_time() {
    let sandbox = CloseSandbox::in_memory().await.unwrap().with_limits(UNLIMITED);
    let client = Client::of(&sandbox.with_quirk(CloseQuirk::HtmlErrors));
    for _ in 0..9 {
        assert_eq!(client.get("me/?_fields=id").await.status, 200);
    }
    let failed = client.get("me/").await;
    assert_eq!(failed.status, 502);
    assert!(failed.body.as_str().unwrap().starts_with("<html>"));
}
