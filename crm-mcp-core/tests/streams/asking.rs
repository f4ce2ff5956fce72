//! Questions to a stateless client: the answer is what must be asked first, and the request comes again with answers.

use serde_json::{Value, json};

use crate::{
    CAPABILITIES,
    desk::server,
    legacy, modern,
    pipe::Pipe,
    tool,
    web::{Request, Web},
};

/// The same request with answers to what its first answer asked, each under its key.
pub(crate) fn again(message: &Value, asked: &Value, answers: Value) -> Value {
    let mut message = message.clone();
    message["params"]["requestState"] = asked["result"]["requestState"].clone();
    message["params"]["inputResponses"] = answers;
    message
}

pub(crate) fn accepted(content: Value) -> Value {
    json!({ "action": "accept", "content": content })
}

/// What a client is asked, by the keys of the questions.
pub(crate) fn keys(asked: &Value) -> Vec<&String> {
    assert_eq!(asked["result"]["resultType"], "input_required", "{asked}");
    asked["result"]["inputRequests"].as_object().unwrap().keys().collect()
}

pub(crate) fn confirm() -> Value {
    modern(1, "tools/call", tool("confirm", json!({ "item": "it" })))
}

fn said(answer: &Value) -> &str {
    assert_eq!(answer["result"]["resultType"], "complete", "{answer}");
    answer["result"]["structuredContent"]["said"].as_str().unwrap()
}

async fn ask(web: &Web, message: Value) -> Value {
    let (status, answer) = web.ask(Request::post(message)).await;
    assert_eq!(status, 200, "{answer}");
    answer
}

#[tokio::test]
async fn the_client_is_shown_a_form_and_brings_the_answer() {
    let web = Web::open().await;
    let asked = ask(&web, confirm()).await;
    assert_eq!(keys(&asked), ["confirm"]);
    let form = json!({
        "type": "object",
        "properties": { "sure": { "type": "boolean", "description": "Really?" } },
        "required": ["sure"],
    });
    let request = &asked["result"]["inputRequests"]["confirm"];
    assert_eq!(request["method"], "elicitation/create");
    assert_eq!(request["params"], json!({ "message": "it will go.", "requestedSchema": form }));
    for (answer, outcome) in [
        (accepted(json!({ "sure": true })), "done"),
        (accepted(json!({ "sure": false })), "left"),
        (json!({ "action": "decline" }), "declined"),
        (json!({ "action": "cancel" }), "dismissed"),
    ] {
        let answer = ask(&web, again(&confirm(), &asked, json!({ "confirm": answer }))).await;
        assert_eq!(said(&answer), outcome);
    }
    web.desk.until_running(0).await;
}

#[tokio::test]
async fn an_answer_that_does_not_fit_is_asked_for_again() {
    let web = Web::open().await;
    let asked = ask(&web, confirm()).await;
    for answer in [
        accepted(json!({ "sure": "perhaps" })),
        accepted(json!({})),
        accepted(json!([])),
        json!({ "action": "accept" }),
        json!(true),
        Value::Null,
    ] {
        let asked_again = ask(&web, again(&confirm(), &asked, json!({ "confirm": answer }))).await;
        assert_eq!(keys(&asked_again), ["confirm"], "{answer}");
        let done = json!({ "confirm": accepted(json!({ "sure": true })) });
        assert_eq!(said(&ask(&web, again(&confirm(), &asked_again, done)).await), "done", "{answer}");
    }
}

/// Asking again would not help: the client, not the user, has to be put right.
#[tokio::test]
async fn an_answer_without_a_known_action_is_an_error_that_names_it() {
    let web = Web::open().await;
    let asked = ask(&web, confirm()).await;
    for (answer, words) in [
        (
            json!({ "action": "reject" }),
            r#"its `action` is the string "reject"; `action` is accept, decline or cancel"#,
        ),
        (json!({ "action": true, "content": { "sure": true } }), "its `action` is true; `action` is"),
        (json!({}), "it has no `action`; `action` is"),
        (json!({ "action": null }), "it has no `action`"),
        (json!({ "content": { "sure": true } }), "it has no `action`"),
    ] {
        let answer = ask(&web, again(&confirm(), &asked, json!({ "confirm": answer }))).await;
        assert_eq!(answer["result"]["isError"], true, "{answer}");
        let text = answer["result"]["content"][0]["text"].as_str().unwrap();
        assert!(text.contains(words), "{text}");
    }
}

#[tokio::test]
async fn fields_that_are_not_in_the_form_are_passed_over() {
    let web = Web::open().await;
    let asked = ask(&web, confirm()).await;
    for more in [json!({ "sure": true, "x": 1 }), json!({ "_meta": {}, "sure": "true", "action": "accept" })] {
        let answer = ask(&web, again(&confirm(), &asked, json!({ "confirm": accepted(more) }))).await;
        assert_eq!(said(&answer), "done");
    }
}

#[tokio::test]
async fn a_type_that_makes_no_form_is_an_error_and_never_asked() {
    let (web, mut pipe) = (Web::open().await, Pipe::legacy(server(), "2025-11-25").await);
    for (runs, kind) in ["boolean", "newtype", "tuple", "anything", "nested", "words"].into_iter().enumerate() {
        let arguments = || tool("misshapen", json!({ "kind": kind }));
        let answers = [
            ask(&web, modern(1, "tools/call", arguments())).await,
            pipe.ask(legacy(1, "tools/call", arguments())).await,
        ];
        for answer in answers {
            assert_eq!(answer["result"]["isError"], true, "{kind}: {answer}");
            assert_eq!(answer["result"]["content"][0]["text"], "internal error.", "{kind}: {answer}");
        }
        assert_eq!(web.desk.runs(), runs + 1, "{kind}");
    }
}

#[tokio::test]
async fn answers_are_heard_only_to_what_was_asked() {
    let web = Web::open().await;
    let asked = ask(&web, confirm()).await;
    let yes = accepted(json!({ "sure": true }));
    let mut unasked = again(&confirm(), &asked, json!({ "confirm": yes }));
    unasked["params"].as_object_mut().unwrap().remove("requestState");
    for message in [
        unasked,
        again(&confirm(), &asked, json!({ "another": yes })),
        again(&confirm(), &asked, json!({})),
        again(&confirm(), &asked, json!([yes])),
        again(&confirm(), &asked, Value::Null),
    ] {
        assert_eq!(keys(&ask(&web, message).await), ["confirm"]);
    }
}

#[tokio::test]
async fn what_is_asked_together_is_one_round_and_earlier_answers_are_kept() {
    let web = Web::open().await;
    let survey = modern(1, "tools/call", tool("survey", json!({})));
    let first = ask(&web, survey.clone()).await;
    assert_eq!(keys(&first), ["name", "size"]);
    let size = &first["result"]["inputRequests"]["size"]["params"]["requestedSchema"]["properties"]["size"];
    let sizes = json!([{ "const": "small", "title": "Up to 10" }, { "const": "large", "title": "More" }]);
    assert_eq!(*size, json!({ "type": "string", "oneOf": sizes }));

    // One of the two does not fit: it alone is asked again.
    let answers = json!({ "name": accepted(json!({ "name": "" })), "size": accepted(json!({ "size": "large" })) });
    let second = ask(&web, again(&survey, &first, answers)).await;
    assert_eq!(keys(&second), ["name"]);
    let third = ask(&web, again(&survey, &second, json!({ "name": accepted(json!({ "name": "Ada" })) }))).await;
    assert_eq!(keys(&third), ["sure"]);
    assert_eq!(third["result"]["inputRequests"]["sure"]["params"]["message"], "Is it Ada?");

    // Who changes an earlier answer now is not heard.
    let sure = accepted(json!({ "sure": true }));
    let answers = json!({ "sure": sure, "name": accepted(json!({ "name": "Max" })) });
    assert_eq!(said(&ask(&web, again(&survey, &third, answers)).await), "Ada, large, done");
    assert_eq!(web.desk.runs(), 4);
}

#[tokio::test]
async fn a_round_may_end_behind_progress() {
    let web = Web::open().await;
    let mut survey = modern(1, "tools/call", tool("survey", json!({})));
    survey["params"]["_meta"]["progressToken"] = 1.into();
    let messages = web.send(Request::post(survey)).await.events().await;
    assert_eq!(messages.len(), 2);
    assert_eq!(messages[0]["method"], "notifications/progress");
    assert_eq!(keys(&messages[1]), ["name", "size"]);
}

#[tokio::test]
async fn a_client_that_cannot_be_asked_is_told_what_it_lacks() {
    let web = Web::open().await;
    for (name, capabilities, missing) in [
        ("confirm", json!({}), json!({ "elicitation": {} })),
        ("confirm", json!({ "sampling": {} }), json!({ "elicitation": {} })),
        ("confirm", json!({ "elicitation": { "url": {} } }), json!({ "elicitation": {} })),
        ("roots_and_more", json!({}), json!({ "elicitation": {}, "roots": {} })),
        ("roots_and_more", json!({ "elicitation": { "form": {} } }), json!({ "roots": {} })),
    ] {
        let mut params = tool(name, json!({}));
        params["_meta"][CAPABILITIES] = capabilities.clone();
        let (status, answer) = web.ask(Request::post(modern(1, "tools/call", params))).await;
        let error = &answer["error"];
        assert_eq!((status, &error["code"]), (400, &json!(-32021)), "{name} {capabilities}");
        assert_eq!(error["data"]["requiredCapabilities"], missing, "{name} {capabilities}");
    }
}

#[tokio::test]
async fn a_tool_learns_that_a_client_cannot_be_asked_and_goes_on_without_an_answer() {
    let web = Web::open().await;
    for (capabilities, keys_asked) in [
        (json!({}), None),
        (json!({ "elicitation": { "url": {} } }), None),
        (json!({ "elicitation": {} }), Some(["sure"])),
        (json!({ "elicitation": { "form": {}, "url": {} } }), Some(["sure"])),
    ] {
        let mut params = tool("willing", json!({}));
        params["_meta"][CAPABILITIES] = capabilities.clone();
        let answer = ask(&web, modern(1, "tools/call", params)).await;
        match keys_asked {
            Some(asked) => assert_eq!(keys(&answer), asked, "{capabilities}"),
            None => assert_eq!(said(&answer), "cannot ask", "{capabilities}"),
        }
    }
}

#[tokio::test]
async fn any_request_of_a_server_can_be_a_question() {
    let web = Web::open().await;
    let message = modern(1, "tools/call", tool("roots_and_more", json!({})));
    let asked = ask(&web, message.clone()).await;
    assert_eq!(keys(&asked), ["roots", "sure"]);
    assert_eq!(asked["result"]["inputRequests"]["roots"], json!({ "method": "roots/list", "params": {} }));
    let roots = json!({ "roots": [{ "uri": "file:///work" }] });
    let answers = json!({ "roots": roots, "sure": accepted(json!({ "sure": true })) });
    let answer = ask(&web, again(&message, &asked, answers)).await;
    assert_eq!(said(&answer), format!("{roots} done"));
}

#[tokio::test]
async fn prompts_and_resources_ask_as_tools_do() {
    let (web, mut pipe) = (Web::open().await, Pipe::open());
    let greet = modern(1, "prompts/get", json!({ "name": "greet", "arguments": { "item": "it" } }));
    let read = modern(2, "resources/read", json!({ "uri": "desk://drawers/it" }));
    for (message, place) in [(greet, "/result/messages/0/content/text"), (read, "/result/contents/0/text")] {
        let asked = [ask(&web, message.clone()).await, pipe.ask(message.clone()).await];
        for (way, asked) in asked.iter().enumerate() {
            assert_eq!(keys(asked), ["confirm"]);
            let message = again(&message, asked, json!({ "confirm": accepted(json!({ "sure": true })) }));
            let answer = if way == 0 { ask(&web, message).await } else { pipe.ask(message).await };
            assert_eq!(answer["result"]["resultType"], "complete");
            assert_eq!(answer.pointer(place).unwrap(), "done", "{answer}");
        }
    }
}

#[tokio::test]
async fn on_a_pipe_rounds_go_the_same_way() {
    let mut pipe = Pipe::open();
    let asked = pipe.ask(confirm()).await;
    assert_eq!(keys(&asked), ["confirm"]);
    let answer = pipe.ask(again(&confirm(), &asked, json!({ "confirm": accepted(json!({ "sure": true })) }))).await;
    assert_eq!(said(&answer), "done");
    assert_eq!(pipe.end().await, Vec::<Value>::new());
}
