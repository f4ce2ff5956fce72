//! Questions to a legacy client: requests of the server, which it answers as long as it is connected.

use serde_json::{Value, json};

use crate::{
    desk::server,
    everything, legacy,
    pipe::Pipe,
    tool,
    web::{Answer, Open, Request, Web},
};

fn confirm() -> Value {
    legacy(1, "tools/call", tool("confirm", json!({ "item": "it" })))
}

fn answer(asked: &Value, result: Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": asked["id"], "result": result })
}

fn yes() -> Value {
    json!({ "action": "accept", "content": { "sure": true } })
}

/// What a call came to: what it said, or the text of its failure.
fn outcome(answer: &Value) -> &str {
    let text = answer["result"]["content"][0]["text"].as_str().unwrap_or_else(|| panic!("{answer}"));
    text.strip_prefix(r#"{"said":""#).map_or(text, |said| said.strip_suffix(r#""}"#).unwrap())
}

/// A call in a session, up to its question.
async fn asked(web: &Web, session: &Open) -> (Answer, Value) {
    let mut stream = web.send(session.post(confirm())).await;
    let question = stream.event().await.unwrap();
    assert_eq!(question["method"], "elicitation/create");
    (stream, question)
}

#[tokio::test]
async fn on_a_pipe_the_client_is_asked_and_answers() {
    for version in ["2025-06-18", "2025-11-25"] {
        let mut pipe = Pipe::legacy(server(), version).await;
        let mut ids = Vec::new();
        for (result, expected) in [
            (yes(), "done"),
            (json!({ "action": "accept", "content": { "sure": false } }), "left"),
            (json!({ "action": "decline" }), "declined"),
            (json!({ "action": "cancel" }), "dismissed"),
        ] {
            let question = pipe.ask(confirm()).await;
            assert_eq!(question["method"], "elicitation/create");
            assert_eq!(question["params"]["message"], "it will go.");
            assert_eq!(question["params"]["requestedSchema"]["properties"]["sure"]["type"], "boolean");
            assert!(!ids.contains(&question["id"]), "an id is used once");
            ids.push(question["id"].clone());
            let answer = pipe.ask(answer(&question, result)).await;
            assert_eq!(outcome(&answer), expected);
        }
        assert_eq!(pipe.end().await, Vec::<Value>::new());
    }
}

#[tokio::test]
async fn what_is_asked_together_can_be_answered_in_any_order() {
    let mut pipe = Pipe::legacy(server(), "2025-11-25").await;
    pipe.send(legacy(1, "tools/call", tool("survey", json!({})))).await;
    let mut questions = [pipe.receive().await, pipe.receive().await];
    questions.sort_by_key(|question| question["params"]["message"].to_string());
    let [size, name] = questions;
    pipe.send(answer(&name, json!({ "action": "accept", "content": { "name": "Ada" } }))).await;
    let sure = pipe.ask(answer(&size, json!({ "action": "accept", "content": { "size": "small" } }))).await;
    assert_eq!(sure["params"]["message"], "Is it Ada?");
    assert_eq!(outcome(&pipe.ask(answer(&sure, yes())).await), "Ada, small, done");
}

#[tokio::test]
async fn a_client_may_refuse_and_answer_wrongly() {
    let mut pipe = Pipe::legacy(server(), "2025-11-25").await;
    for (response, expected) in [
        (json!({ "error": { "code": -1, "message": "not now" } }), "not now"),
        (json!({ "error": "?" }), "no reason"),
        (json!({ "result": { "action": "accept", "content": { "sure": "perhaps" } } }), "does not fit"),
        (
            json!({ "result": { "action": "shrug" } }),
            r#"its `action` is the string "shrug"; `action` is accept, decline"#,
        ),
        (json!({ "result": {} }), "it has no `action`; `action` is accept, decline or cancel"),
        (json!({ "result": 5 }), "it is the number 5, where an object is expected in which `action` is"),
        (json!({ "result": ["accept", { "sure": true }] }), "it is the array ["),
        (json!({ "result": { "action": "accept", "content": { "sure": true, "x": 1 } } }), "done"),
    ] {
        let question = pipe.ask(confirm()).await;
        let mut response = response;
        response["jsonrpc"] = "2.0".into();
        response["id"] = question["id"].clone();
        let answer = pipe.ask(response).await;
        assert_eq!(answer["result"]["isError"] == true, expected != "done", "{answer}");
        assert!(outcome(&answer).contains(expected), "{expected}: {answer}");
    }
}

#[tokio::test]
async fn an_answer_to_nothing_is_ignored() {
    let mut pipe = Pipe::legacy(server(), "2025-11-25").await;
    let question = pipe.ask(confirm()).await;
    let id = question["id"].as_u64().unwrap();
    for id in [json!(id + 1), json!(id.to_string()), json!(-1), json!(0.5), Value::Null] {
        pipe.send(answer(&json!({ "id": id }), yes())).await;
    }
    pipe.is_quiet().await;
    assert_eq!(outcome(&pipe.ask(answer(&question, json!({ "action": "decline" }))).await), "declined");
    pipe.send(answer(&question, yes())).await;
    pipe.is_quiet().await;
}

#[tokio::test]
async fn a_client_that_cannot_be_asked_is_not() {
    for (version, capabilities) in [
        ("2025-11-25", json!({})),
        ("2025-11-25", json!({ "elicitation": { "url": {} } })),
        ("2025-06-18", json!({ "roots": {} })),
        // These have no elicitation, whatever a client says.
        ("2025-03-26", everything()),
        ("2024-11-05", everything()),
    ] {
        let mut pipe = Pipe::legacy_with(server(), version, capabilities).await;
        let answer = pipe.ask(confirm()).await;
        assert_eq!(answer["result"]["isError"], true);
        assert!(outcome(&answer).contains("cannot be asked; it lacks `elicitation`"), "{version}: {answer}");
        assert_eq!(outcome(&pipe.ask(legacy(2, "tools/call", tool("polite", json!({})))).await), "cannot ask");
    }
}

#[tokio::test]
async fn a_client_that_hangs_up_gives_no_answer() {
    let mut pipe = Pipe::legacy(server(), "2025-11-25").await;
    pipe.ask(confirm()).await;
    let rest = pipe.end().await;
    assert_eq!(rest.len(), 1);
    assert!(outcome(&rest[0]).contains("the client is gone"), "{rest:?}");
}

#[tokio::test]
async fn who_has_hung_up_is_not_asked() {
    let mut pipe = Pipe::legacy(server(), "2025-11-25").await;
    pipe.send(confirm()).await;
    let rest = pipe.end().await;
    assert!(outcome(rest.last().unwrap()).contains("the client is gone"), "{rest:?}");
}

#[tokio::test]
async fn in_a_session_the_question_is_on_the_stream_and_the_answer_a_message_of_its_own() {
    let web = Web::with_sessions(server(), 10).await;
    for version in ["2025-06-18", "2025-11-25"] {
        let session = web.begin(version).await;
        let (mut stream, question) = asked(&web, &session).await;
        assert_eq!(stream.header("content-type"), "text/event-stream");
        assert_eq!(web.ask(session.post(answer(&question, yes()))).await, (202, Value::Null));
        assert_eq!(outcome(&stream.event().await.unwrap()), "done");
        assert_eq!(stream.event().await, None);
    }
}

#[tokio::test]
async fn in_a_session_the_client_may_refuse() {
    let web = Web::with_sessions(server(), 10).await;
    let session = web.begin("2025-11-25").await;
    let (mut stream, question) = asked(&web, &session).await;
    let refusal = json!({ "jsonrpc": "2.0", "id": question["id"], "error": { "code": -1, "message": "not now" } });
    assert_eq!(web.ask(session.post(refusal)).await, (202, Value::Null));
    assert!(outcome(&stream.event().await.unwrap()).contains("not now"));
}

#[tokio::test]
async fn the_answer_counts_in_its_own_session_only() {
    let web = Web::with_sessions(server(), 10).await;
    let (session, other) = (web.begin("2025-11-25").await, web.begin("2025-11-25").await);
    let (mut stream, question) = asked(&web, &session).await;
    assert_eq!(web.ask(other.post(answer(&question, yes()))).await, (202, Value::Null));
    assert_eq!(web.ask(session.post(answer(&question, yes())).by("mallory")).await.0, 404);
    let unknown = json!({ "id": question["id"].as_u64().unwrap() + 1 });
    assert_eq!(web.ask(session.post(answer(&unknown, yes()))).await, (202, Value::Null));
    let no = answer(&question, json!({ "action": "decline" }));
    assert_eq!(web.ask(session.post(no)).await, (202, Value::Null));
    assert_eq!(outcome(&stream.event().await.unwrap()), "declined");
}

#[tokio::test]
async fn who_closes_the_stream_of_a_question_ends_the_call() {
    let web = Web::with_sessions(server(), 10).await;
    let session = web.begin("2025-11-25").await;
    let (stream, question) = asked(&web, &session).await;
    web.desk.until_running(1).await;
    drop(stream);
    web.desk.until_running(0).await;
    assert_eq!(web.ask(session.post(answer(&question, yes()))).await, (202, Value::Null));
}

#[tokio::test]
async fn without_a_session_or_a_stream_nobody_can_be_asked() {
    let (plain, kept) = (Web::open().await, Web::with_sessions(server(), 10).await);
    let session = kept.begin("2025-11-25").await;
    let json_only = session.post(confirm()).with("Accept", "application/json");
    for (web, request) in [(&plain, Request::post(confirm())), (&kept, json_only)] {
        let (status, answer) = web.ask(request).await;
        assert_eq!(status, 200);
        assert!(outcome(&answer).contains("cannot be asked"), "{answer}");
    }
}

#[tokio::test]
async fn forms_are_those_of_the_revision() {
    let sizes = |pipe: &Value| pipe["params"]["requestedSchema"]["properties"]["size"].clone();
    let survey = || legacy(1, "tools/call", tool("survey", json!({})));
    let named = json!({ "type": "string", "enum": ["small", "large"], "enumNames": ["Up to 10", "More"] });
    let titled = json!([{ "const": "small", "title": "Up to 10" }, { "const": "large", "title": "More" }]);
    for (version, expected) in [("2025-06-18", named), ("2025-11-25", json!({ "type": "string", "oneOf": titled }))] {
        let mut pipe = Pipe::legacy(server(), version).await;
        pipe.send(survey()).await;
        let questions = [pipe.receive().await, pipe.receive().await];
        assert!(questions.iter().any(|question| sizes(question) == expected), "{version}: {questions:?}");
    }
}

#[tokio::test]
async fn several_of_several_are_asked_for_where_the_revision_has_that() {
    let choose = || legacy(1, "tools/call", tool("choose", json!({})));
    let mut pipe = Pipe::legacy(server(), "2025-11-25").await;
    let question = pipe.ask(choose()).await;
    let chosen = json!({ "action": "accept", "content": { "sizes": ["small", "large"] } });
    assert_eq!(outcome(&pipe.ask(answer(&question, chosen)).await), "2");
    let mut pipe = Pipe::legacy(server(), "2025-06-18").await;
    assert!(outcome(&pipe.ask(choose()).await).contains("cannot be asked"));
}

#[tokio::test]
async fn a_server_that_hangs_up_waits_for_no_answer_and_tells_nothing_more() {
    let web = Web::with_sessions(server().with_changes(), 10).await;
    let (session, other) = (web.begin("2025-11-25").await, web.begin("2025-06-18").await);
    let mut told = web.send(other.method("GET")).await;
    let (mut stream, _) = asked(&web, &session).await;
    web.service.hang_up();
    let is_gone = |answer: &Value| outcome(answer).contains("the client is gone");
    assert!(is_gone(&stream.event().await.unwrap()));
    assert_eq!((stream.event().await, told.event().await), (None, None));
    assert!(is_gone(&web.ask(session.post(confirm())).await.1), "nobody is asked any more");
}
