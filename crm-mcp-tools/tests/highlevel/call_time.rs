//! The time that a whole call may take, under a paused clock.

use std::time::Duration;

use crm_mcp_core::{Caller, ErrorCode, Prompts, Resources, ToolError};
use crm_mcp_tools::highlevel::{self, HighLevel};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::{
    confirm::yes,
    pipe::Client,
    slow::{Slow, failing},
    support::{answer, call},
};

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
    assert!(error.message().ends_with("this call has used up its 30 seconds"), "{error}");
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
async fn a_create_that_is_never_answered_is_looked_for_in_the_rest_of_the_time() {
    let found = answer(200, r#"{"contact":{"id":"c9","email":"ada@x.example"}}"#);
    let vendor = Slow::answering([(100.0, answer(201, "{}")), (1.0, found)]);
    let start = Instant::now();
    let error =
        call(&vendor.location(), "contacts_create-contact", json!({"email": "ada@x.example"})).await.unwrap_err();
    assert_eq!((start.elapsed(), vendor.saw().len()), (Duration::from_secs(43), 2), "{:?}", vendor.saw());
    assert_eq!(error.details()["contactId"], "c9", "{error}");
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
async fn a_create_that_is_looked_for_is_not_begun_in_the_last_eight_seconds() {
    let definitions =
        r#"{"customFields":[{"id":"f1","name":"Size","fieldKey":"contact.size","dataType":"NUMERICAL"}]}"#;
    for (whole, seconds, is_sent) in [(45, 36.5, true), (45, 37.5, false), (12, 5.5, true), (12, 6.5, false)] {
        let created = answer(201, r#"{"contact":{"id":"c9","email":"ada@x.example"}}"#);
        // So long an answer is had before the time for the look begins.
        let vendor = Slow::answering([(seconds, answer(200, definitions)), (2.9, created)]);
        let crm = vendor.location().with_call_time(Duration::from_secs(whole));
        let contact = json!({"email": "ada@x.example", "customFields": {"size": 2}});
        let outcome = call(&crm, "contacts_create-contact", contact).await;
        assert_eq!(
            (outcome.is_ok(), vendor.saw().len()),
            (is_sent, 1 + usize::from(is_sent)),
            "{whole} {seconds}: {:?} {outcome:?}",
            vendor.saw()
        );
        if let Err(error) = outcome {
            assert!(error.message().starts_with("this was not sent"), "{error}");
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

#[tokio::test(start_paused = true)]
async fn prompts_and_resources_have_the_same_time() {
    let crm = Slow::default().location();
    let me = Caller::trusted("me");
    let prompts = Prompts::new(highlevel::prompts()).unwrap();
    let start = Instant::now();
    let arguments = r#"{"opportunity": "Website", "pipeline": "p1", "stage": "New"}"#;
    let error = prompts.get("move-opportunity", arguments, &crm, &me).await.unwrap_err();
    assert!(start.elapsed() <= Duration::from_secs(45), "{:?}", start.elapsed());
    assert!(error.to_string().contains("this call has used up its 45 seconds"), "{error}");

    let resources = Resources::new(highlevel::resources()).unwrap();
    let start = Instant::now();
    let error = resources.read("highlevel://location", &Slow::default().location(), &me).await.unwrap_err();
    assert_eq!(start.elapsed(), Duration::from_secs(45));
    assert!(error.to_string().contains("this call has used up its 45 seconds"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn the_time_in_which_the_user_answers_does_not_count() {
    let contact = || answer(200, r#"{"contact":{"id":"c1","tags":["vip"]}}"#);
    let vendor = Slow::answering([(15.0, contact()), (15.0, contact()), (5.0, answer(200, r#"{"tags":[]}"#))]);
    let mut client = Client::connected(vendor.location(), json!({ "elicitation": {} })).await;
    client.call("contacts_remove-tags", &json!({"contactId": "c1", "tags": ["vip"]})).await;
    let (id, _) = client.question().await;
    sleep(Duration::from_mins(10)).await;
    client.answer(&id, yes()).await;
    let done = client.receive().await;
    assert_eq!(done["result"]["structuredContent"]["tags"], json!([]), "{done}");
    assert_eq!(vendor.saw().last().unwrap(), "DELETE /contacts/c1/tags");
}

#[tokio::test(start_paused = true)]
async fn what_comes_before_and_after_the_answer_of_the_user_counts() {
    let contact = || answer(200, r#"{"contact":{"id":"c1","tags":["vip"]}}"#);
    let vendor = Slow::answering([(15.0, contact()), (26.0, contact())]);
    let mut client = Client::connected(vendor.location(), json!({ "elicitation": {} })).await;
    client.call("contacts_remove-tags", &json!({"contactId": "c1", "tags": ["vip"]})).await;
    let (id, _) = client.question().await;
    sleep(Duration::from_mins(10)).await;
    client.answer(&id, yes()).await;
    let refused = client.receive().await;
    let told = refused["result"]["content"][0]["text"].as_str().unwrap();
    assert!(told.starts_with("this was not sent, because the 45 seconds of this call were nearly over"), "{told}");
    assert_eq!(vendor.saw().len(), 2);
}
