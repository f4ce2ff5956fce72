//! The time that a whole call may take, under a paused clock.

use std::{collections::VecDeque, sync::Arc, sync::Mutex, time::Duration};

use async_trait::async_trait;
use bytes::Bytes;
use crm_mcp_core::{ErrorCode, ToolError};
use crm_mcp_tools::{
    api::{Upstream, UpstreamError},
    highlevel::{Client, HighLevel},
};
use http::{Request, Response};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::support::{answer, call, location};

/// A vendor that gives each answer after so many seconds, and after those none at all.
#[derive(Clone, Default)]
struct Slow {
    answers: Arc<Mutex<VecDeque<(f32, Response<Bytes>)>>>,
    sent: Arc<Mutex<Vec<String>>>,
}

impl Slow {
    fn answering(answers: impl IntoIterator<Item = (f32, Response<Bytes>)>) -> Self {
        Self { answers: Arc::new(Mutex::new(answers.into_iter().collect())), ..Self::default() }
    }

    fn location(&self) -> HighLevel {
        location(&Client::over(self.clone()))
    }

    /// The requests, each as its method and path.
    fn saw(&self) -> Vec<String> {
        self.sent.lock().unwrap().clone()
    }
}

#[async_trait]
impl Upstream for Slow {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, UpstreamError> {
        self.sent.lock().unwrap().push(format!("{} {}", request.method(), request.uri().path()));
        let next = self.answers.lock().unwrap().pop_front();
        let Some((seconds, answer)) = next else { return std::future::pending().await };
        sleep(Duration::from_secs_f32(seconds)).await;
        Ok(answer)
    }
}

/// A refusal that may pass, after which HighLevel wants this many seconds of rest.
fn failing(retry_after: u32) -> Response<Bytes> {
    let mut failing = answer(503, "");
    failing.headers_mut().insert("retry-after", retry_after.into());
    failing
}

async fn get_contact(crm: &HighLevel) -> Result<Value, ToolError> {
    call(crm, "contacts_get-contact", json!({"contactId": "c1"})).await
}

async fn remove_tag(crm: &HighLevel) -> Result<Value, ToolError> {
    call(crm, "contacts_remove-tags", json!({"contactId": "c1", "tags": ["vip"]})).await
}

#[tokio::test(start_paused = true)]
async fn a_read_ends_after_45_seconds_and_says_when_to_come_back() {
    let vendor = Slow::answering([(19.0, failing(14)), (19.0, failing(14)), (19.0, failing(14))]);
    let start = Instant::now();
    let error = get_contact(&vendor.location()).await.unwrap_err();
    assert_eq!(start.elapsed(), Duration::from_secs(45));
    assert_eq!((error.code(), &error.details()["retryAfterSeconds"]), (ErrorCode::Unavailable, &json!(10)));
    let text = "HighLevel did not answer: there was no complete answer within 12 seconds; this call has used up its 45 \
                seconds. Next: call again in 10 seconds.";
    assert_eq!(error.to_string(), text);
}

#[tokio::test(start_paused = true)]
async fn a_read_is_not_repeated_when_the_wait_before_it_leaves_no_time() {
    let vendor = Slow::answering([(19.0, failing(14)), (11.5, failing(14)), (0.0, answer(200, "{}"))]);
    let start = Instant::now();
    let error = get_contact(&vendor.location()).await.unwrap_err();
    assert_eq!((start.elapsed(), vendor.saw().len()), (Duration::from_millis(44_500), 2));
    assert_eq!(error.details()["retryAfterSeconds"], 14);
    assert!(
        error.to_string().ends_with("this call has used up its 45 seconds. Next: call again in 14 seconds."),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_read_that_is_never_answered_ends_after_45_seconds() {
    let start = Instant::now();
    let error = get_contact(&Slow::default().location()).await.unwrap_err();
    assert_eq!(start.elapsed(), Duration::from_secs(45));
    assert_eq!((error.code(), &error.details()["retryAfterSeconds"]), (ErrorCode::Unavailable, &json!(10)));
}

#[tokio::test(start_paused = true)]
async fn tries_that_take_12_seconds_each_end_within_the_time_of_the_call() {
    let failures = || Slow::answering([(); 3].map(|()| (12.0, answer(503, ""))));
    let start = Instant::now();
    let error = get_contact(&failures().location()).await.unwrap_err();
    assert_eq!((start.elapsed(), error.code()), (Duration::from_millis(36_750), ErrorCode::Unavailable));

    let start = Instant::now();
    let error = get_contact(&failures().location().with_call_time(Duration::from_secs(30))).await.unwrap_err();
    assert_eq!(start.elapsed(), Duration::from_secs(30));
    assert!(error.cause().ends_with("this call has used up its 30 seconds"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_write_that_is_never_answered_may_have_been_carried_out() {
    let start = Instant::now();
    let vendor = Slow::default();
    let error = remove_tag(&vendor.location()).await.unwrap_err();
    assert_eq!((start.elapsed(), vendor.saw().len()), (Duration::from_secs(45), 1));
    assert_eq!((error.code(), &error.details()["mayBeDone"]), (ErrorCode::Unavailable, &json!(true)));
    assert_eq!(error.next_step(), Some("it may have been carried out; look before you repeat it"));
    assert_eq!(error.details().get("retryAfterSeconds"), None, "a program would repeat it then");
}

#[tokio::test(start_paused = true)]
async fn a_write_is_not_begun_in_the_last_five_seconds() {
    let contact = r#"{"contact":{"id":"c1","email":"ada@x.example"}}"#;
    let message = json!({"contactId": "c1", "type": "Email", "subject": "Hi", "html": "Hi"});
    for (seconds, sent) in [(39.5, 2), (40.5, 1)] {
        let vendor = Slow::answering([(seconds, answer(200, contact))]);
        let start = Instant::now();
        let error = call(&vendor.location(), "conversations_send-a-new-message", message.clone()).await.unwrap_err();
        assert_eq!(vendor.saw().len(), sent, "{seconds}: {:?}", vendor.saw());
        assert_eq!(error.details().contains_key("mayBeDone"), sent == 2, "{error}");
        if sent == 1 {
            assert_eq!(start.elapsed(), Duration::from_secs_f32(seconds), "told at once");
            let text = "this was not sent, because the 45 seconds of this call were nearly over. Next: call again in 10 \
                        seconds.";
            assert_eq!((error.to_string().as_str(), &error.details()["retryAfterSeconds"]), (text, &json!(10)));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_does_not_wait_for_a_place_that_comes_too_late() {
    let mut closing = answer(429, "");
    closing.headers_mut().insert("retry-after", 9.into());
    let vendor = Slow::answering([(0.0, closing), (0.0, answer(200, r#"{"contact":{"id":"c1"}}"#))]);
    let crm = vendor.location();
    remove_tag(&crm).await.unwrap_err();
    let start = Instant::now();
    let error = get_contact(&crm.clone().with_call_time(Duration::from_secs(8))).await.unwrap_err();
    assert_eq!((error.code(), start.elapsed()), (ErrorCode::RateLimited, Duration::ZERO));
    assert_eq!(error.details()["retryAfterSeconds"], 9);
    get_contact(&crm).await.unwrap();
    assert_eq!(start.elapsed(), Duration::from_secs(9));
}

#[tokio::test(start_paused = true)]
async fn each_call_has_its_own_time() {
    let vendor = Slow::answering([(); 4].map(|()| (30.0, answer(200, r#"{"contact":{"id":"c1"}}"#))));
    let crm = vendor.location();
    for _ in 0..4 {
        get_contact(&crm).await.unwrap();
    }
}
