//! Rate limits, told on every answer and enforced.

use std::time::Duration;

use crm_mcp_tools::sandbox::{Limits, Sandbox};
use http::HeaderMap;
use serde_json::json;

use crate::client::Client;

fn number(headers: &HeaderMap, name: &str) -> u64 {
    headers[name].to_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn every_answer_tells_the_vendors_limits() {
    let client = Client::of(&Sandbox::in_memory().await.unwrap());
    let answers = [
        client.get("/contacts/?locationId=SandboxLocation00001").await,
        client.get("/contacts/nobody").await,
        client.get("/nothing").await,
        client.without("version").get("/contacts/nobody").await,
    ];
    assert_eq!(answers.each_ref().map(|answer| answer.status.as_u16()), [200, 400, 404, 401]);
    for (answer, used) in answers.iter().zip(1..) {
        let headers = &answer.headers;
        assert_eq!(number(headers, "x-ratelimit-max"), 100);
        assert_eq!(number(headers, "x-ratelimit-remaining"), 100 - used);
        assert_eq!(number(headers, "x-ratelimit-interval-milliseconds"), 10_000);
        assert_eq!(number(headers, "x-ratelimit-limit-daily"), 200_000);
        assert_eq!(number(headers, "x-ratelimit-daily-remaining"), 200_000 - used);
        // A duration: less than a day, and more than all but the minutes this test may take.
        assert!((86_000_000..=86_400_000).contains(&number(headers, "x-ratelimit-daily-reset")));
    }
}

#[tokio::test]
async fn a_used_up_window_answers_429_until_it_ends() {
    let limits = Limits { requests: 3, ..Limits::default() };
    let sandbox = Sandbox::in_memory().await.unwrap().with_limits(limits);
    // The window is the location's: both clients draw on it.
    let clients = [Client::of(&sandbox), Client::of(&sandbox).read_only()];
    let path = "/locations/SandboxLocation00001";
    for client in clients.iter().cycle().take(3) {
        assert_eq!(client.get(path).await.status, 200);
    }
    for client in &clients {
        let answer = client.get(path).await;
        assert_eq!(answer.status, 429);
        assert_eq!(answer.body, json!({ "statusCode": 429, "message": "Too Many Requests" }));
        assert_eq!(number(&answer.headers, "x-ratelimit-remaining"), 0);
        assert!(!answer.headers.contains_key("retry-after"));
    }
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(10)).await;
    tokio::time::resume();
    let answer = clients[0].get(path).await;
    assert_eq!((answer.status.as_u16(), number(&answer.headers, "x-ratelimit-remaining")), (200, 2));
}

#[tokio::test]
async fn the_day_is_a_limit_of_its_own() {
    let limits = Limits { daily: 1, ..Limits::default() };
    let client = Client::of(&Sandbox::in_memory().await.unwrap().with_limits(limits));
    assert_eq!(client.get("/locations/SandboxLocation00001").await.status, 200);
    let answer = client.get("/locations/SandboxLocation00001").await;
    assert_eq!(answer.status, 429);
    assert_eq!(number(&answer.headers, "x-ratelimit-daily-remaining"), 0);
    assert_eq!(number(&answer.headers, "x-ratelimit-remaining"), 99);
}
