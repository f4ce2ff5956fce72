//! The data in memory and in a file, answers that are lost, and what counts as a change.

use axum::body::{Body, to_bytes};
use crm_mcp_tools::sandbox::{
    Sandbox, SandboxError,
    close::{API_KEY, CloseQuirk, CloseSandbox},
};
use http::Request;
use serde_json::json;
use tower::ServiceExt as _;

use crate::client::{Client, UNLIMITED};

#[tokio::test]
async fn a_file_keeps_what_was_written_and_is_no_other_crms() {
    let directory = std::env::temp_dir().join(format!("close-sandbox-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let file = directory.join("close.db");
    let sandbox = CloseSandbox::open(&file).await.unwrap();
    let lead_id = Client::of(&sandbox).lead("Kept").await;
    sandbox.close().await;
    assert!(!sandbox.is_ready().await);
    let sandbox = CloseSandbox::open(&file).await.unwrap();
    assert!(sandbox.is_ready().await);
    assert_eq!(Client::of(&sandbox).read(&format!("lead/{lead_id}/")).await["name"], "Kept");
    sandbox.close().await;
    assert!(matches!(Sandbox::open(&file).await, Err(SandboxError::Foreign(_))));
    std::fs::remove_dir_all(directory).unwrap();
}

#[tokio::test]
async fn only_what_succeeds_changes_something() {
    let sandbox = CloseSandbox::in_memory().await.unwrap().with_limits(UNLIMITED);
    let client = Client::of(&sandbox);
    client.get("lead/").await;
    client.post("lead/", json!({ "name": 5 })).await;
    client.post("opportunity/", json!({ "status_id": "stat_nothing" })).await;
    client.post("opportunity/", json!({ "custom.cf_nothing": 1 })).await;
    assert_eq!(sandbox.changes(), 0, "the lead that an opportunity invents goes with its failure");
    client.lead("One").await;
    assert_eq!(sandbox.changes(), 1);
}

#[tokio::test]
async fn an_answer_may_be_lost_after_the_write() {
    let sandbox = CloseSandbox::in_memory().await.unwrap().with_limits(UNLIMITED).with_quirk(CloseQuirk::LostAnswer);
    let client = Client::of(&sandbox);
    client.post("data/search/", json!({ "query": { "type": "match_all" } })).await;
    let request = Request::post("/api/v1/lead/")
        .header("authorization", format!("Bearer {API_KEY}"))
        .header("content-type", "application/json")
        .body(Body::from(json!({ "name": "Lost" }).to_string()))
        .unwrap();
    let response = sandbox.router().oneshot(request).await.unwrap();
    assert!(to_bytes(response.into_body(), usize::MAX).await.is_err());
    assert_eq!(client.list("lead/?query=lost").await.len(), 1, "who repeats the request makes a duplicate");
    assert_eq!(client.post("lead/", json!({ "name": "Told" })).await.status, 200);
}
