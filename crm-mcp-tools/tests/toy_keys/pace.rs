//! Each operation has its own pace.

use std::time::Duration;

use crm_mcp_tools::crm::{Client, Crm};
use serde::de::IgnoredAny;
use serde_json::{Value, json};
use tokio::time::{Instant, advance};

use crate::leads::{ADD_ADDRESS, Api, CREATE, DELETE, GET, LIST, Leads, UPDATE, answer, carry_out, id, open};

#[tokio::test(start_paused = true)]
async fn a_refusal_for_the_rate_closes_its_own_operation_only() {
    let api = Api::answering(|request| {
        let mut answer = answer(if request == "GET /lead/" { 429 } else { 200 }, "{}");
        answer.headers_mut().insert("retry-after", "29.5".parse().unwrap());
        answer
    });
    let leads = open(&api);
    let list = || leads.call(&LIST).send::<Value>();
    assert_eq!(list().await.unwrap_err().details()["retryAfterSeconds"], 30);
    advance(Duration::from_secs(10)).await;
    assert_eq!(list().await.unwrap_err().details()["retryAfterSeconds"], 20);
    assert_eq!(api.came(), ["GET /lead/"], "the second one was not sent");

    // The same method with another path, and the same path with another method.
    let start = Instant::now();
    leads.call(&GET).id(&id("lead_1")).send::<Value>().await.unwrap();
    carry_out::<Value>(leads.call(&CREATE).body(&json!({})).unwrap()).await.unwrap();
    assert_eq!((api.came().len(), start.elapsed()), (2, Duration::ZERO));

    advance(Duration::from_secs(20)).await;
    list().await.unwrap_err();
    assert_eq!(api.came(), ["GET /lead/"], "it is open again");
}

#[tokio::test(start_paused = true)]
async fn each_operation_waits_for_its_own_limit_whatever_the_id_and_the_tool() {
    let api = Api::answering(|request| {
        let mut answer = answer(200, "{}");
        if !request.starts_with("DELETE") {
            answer.headers_mut().insert("limit", 1.into());
            answer.headers_mut().insert("remaining", 0.into());
        }
        answer
    });
    let leads = open(&api);
    let start = Instant::now();
    let update = |lead: &str| carry_out::<Value>(leads.call(&UPDATE).id(&id(lead)).body(&json!({})).unwrap());
    update("lead_1").await.unwrap();
    leads.call(&GET).id(&id("lead_1")).send::<Value>().await.unwrap();
    assert_eq!(start.elapsed(), Duration::ZERO, "another operation");
    update("lead_2").await.unwrap();
    assert_eq!(start.elapsed(), Duration::from_secs(10), "another id");
    let add = leads.call(&ADD_ADDRESS).id(&id("lead_1")).body(&json!({})).unwrap();
    carry_out::<Value>(add).await.unwrap();
    assert_eq!(start.elapsed(), Duration::from_secs(20), "another tool, and the same method and path");
    for _ in 0..5 {
        carry_out::<IgnoredAny>(leads.call(&DELETE).id(&id("lead_1"))).await.unwrap();
    }
    assert_eq!(start.elapsed(), Duration::from_secs(20), "it has no limit");
}

#[tokio::test(start_paused = true)]
async fn contexts_of_one_key_have_one_pace_for_each_operation_and_other_keys_have_their_own() {
    let api = Api::answering(|_| {
        let mut answer = answer(429, "{}");
        answer.headers_mut().insert("retry-after", 30.into());
        answer
    });
    let client = Client::over(api.clone());
    let of = |key: &str| Crm::<Leads>::new(&client, key.into(), "orga_1".parse().unwrap()).unwrap();
    of("key-of-one").call(&LIST).send::<Value>().await.unwrap_err();
    of("key-of-one").call(&LIST).send::<Value>().await.unwrap_err();
    assert_eq!(api.came().len(), 1);
    of("another-key").call(&LIST).send::<Value>().await.unwrap_err();
    assert_eq!(api.came().len(), 1);
}
