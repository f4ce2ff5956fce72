//! What a client that follows a call hears while the call waits, under a paused clock.

use serde_json::{Value, json};

use crate::{
    pipe::Client,
    slow::{Slow, failing},
    support::answer,
};

const GET: &str = "contacts_get-contact";

fn contact() -> http::Response<bytes::Bytes> {
    answer(200, r#"{"contact":{"id":"c1"}}"#)
}

/// What is told until this call is answered: the values and the words, by the token of the call.
async fn told_until_answered(client: &mut Client, id: u32) -> Vec<(Value, f64, String)> {
    let mut told = Vec::new();
    loop {
        let message = client.receive().await;
        if message["id"] == id {
            assert_eq!(message["result"]["structuredContent"]["contact"]["id"], "c1", "{message}");
            return told;
        }
        if message["method"] == "notifications/progress" {
            let params = &message["params"];
            let words = params["message"].as_str().unwrap().to_owned();
            told.push((params["progressToken"].clone(), params["progress"].as_f64().unwrap(), words));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_slow_answer_and_a_repetition_are_told() {
    let vendor = Slow::answering([(12.0, failing(7)), (1.0, contact())]);
    let mut client = Client::connected(vendor.location(), json!({})).await;
    client.follow(7, GET, &json!({"contactId": "c1"})).await;
    let told = told_until_answered(&mut client, 7).await;
    let expected = [
        (json!(7), 1.0, "HighLevel has not answered for 5 s".to_owned()),
        (json!(7), 2.0, "HighLevel has not answered for 10 s".to_owned()),
        (json!(7), 3.0, "HighLevel answered 503; trying again in 7 s".to_owned()),
        (json!(7), 4.0, "HighLevel answered 503; trying again in 2 s".to_owned()),
    ];
    assert_eq!(told, expected);
}

#[tokio::test(start_paused = true)]
async fn a_wait_for_a_place_is_told_with_how_long_it_may_last() {
    let vendor = Slow::answering([(8.0, contact()), (0.0, contact())]);
    let mut client = Client::connected(vendor.location(), json!({})).await;
    for id in [1, 2] {
        client.follow(id, GET, &json!({"contactId": "c1"})).await;
    }
    let mut told = told_until_answered(&mut client, 2).await;
    told.retain(|(token, ..)| *token == 2);
    let waiting = |number: f64, seconds: u32| {
        let words = format!("waiting for a place in HighLevel's rate limit, for at most {seconds} s");
        (json!(2), number, words)
    };
    assert_eq!(told, [waiting(1.0, 14), waiting(2.0, 9)]);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_waits_for_nothing_tells_nothing() {
    let vendor = Slow::answering([(0.9, contact())]);
    let mut client = Client::connected(vendor.location(), json!({})).await;
    client.follow(1, GET, &json!({"contactId": "c1"})).await;
    assert_eq!(told_until_answered(&mut client, 1).await, []);
}
