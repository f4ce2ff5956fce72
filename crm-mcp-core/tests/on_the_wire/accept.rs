//! What a client says of the form of bodies: lenient where clients are, strict where nothing could be read.

use serde_json::json;

use crate::{
    endpoint::{Endpoint, Request},
    get_note, legacy,
};

/// Both eras, since both are refused and served before the message is looked at.
fn calls() -> [Request; 2] {
    [Request::modern("tools/call", get_note()), Request::post(legacy(7, "tools/call", get_note()))]
}

fn with_each(request: Request, name: &str, values: &[&str]) -> Request {
    values.iter().fold(request.without(name), |request, value| request.header(name, value))
}

#[tokio::test]
async fn an_answer_is_json_for_whoever_does_not_rule_it_out() {
    let endpoint = Endpoint::open().await;
    let cases: [(&[&str], u16); 25] = [
        (&[], 200),
        (&[""], 200),
        (&["*/*"], 200),
        (&["application/json"], 200),
        (&["text/event-stream"], 200),
        (&["application/json, text/event-stream"], 200),
        (&["text/event-stream,application/json"], 200),
        (&["application/json;q=0.9, text/event-stream;q=0.8"], 200),
        (&["application/json ; charset=utf-8"], 200),
        (&["APPLICATION/JSON"], 200),
        (&["application/*"], 200),
        (&["text/html, */*;q=0.1"], 200),
        (&["text/html", "application/json"], 200),
        (&["application/json", "text/event-stream"], 200),
        (&["application/json;q=0, text/event-stream"], 200),
        (&["\u{e4}"], 200),
        (&["text/html"], 406),
        (&["text/html", "image/png"], 406),
        (&["text/html,application/xhtml+xml"], 406),
        (&["text/*"], 406),
        (&["application/jsonp"], 406),
        (&["application/json;q=0"], 406),
        (&["application/json; q=0.0, text/event-stream;q=0"], 406),
        (&["text/html, */*;q=0"], 406),
        (&["json"], 406),
    ];
    for (accept, status) in cases {
        for call in calls() {
            let answer = endpoint.send(&with_each(call, "Accept", accept)).await;
            assert_eq!((answer.status, answer.header("content-type")), (status, "application/json"), "{accept:?}");
            let body = answer.json();
            if status == 200 {
                assert_eq!(body["result"]["content"][0]["type"], "text", "{accept:?}: {body}");
            } else {
                assert_eq!(
                    body["error"]["message"],
                    "the answer is application/json or text/event-stream; name both in `Accept`"
                );
            }
        }
    }
}

#[tokio::test]
async fn a_message_is_json_and_says_so() {
    let endpoint = Endpoint::open().await;
    let cases: [(&[&str], u16); 11] = [
        (&["application/json"], 200),
        (&["application/json; charset=utf-8"], 200),
        (&["application/json;charset=\"UTF-8\""], 200),
        (&["Application/JSON"], 200),
        (&[], 415),
        (&[""], 415),
        (&["text/plain"], 415),
        (&["application/json-seq"], 415),
        (&["application/x-www-form-urlencoded"], 415),
        // What a page can send without being allowed to: the browser does not ask first.
        (&["text/plain, application/json"], 415),
        (&["text/plain; application/json"], 415),
    ];
    for (content_type, status) in cases {
        for call in calls() {
            let answer = endpoint.send(&with_each(call, "Content-Type", content_type)).await;
            assert_eq!(answer.status, status, "{content_type:?}");
            let message = &answer.json()["error"]["message"];
            let expected =
                if status == 200 { json!(null) } else { json!("the body must be `Content-Type: application/json`") };
            assert_eq!(message, &expected, "{content_type:?}");
        }
    }
}

#[tokio::test]
async fn the_endpoint_has_its_name_with_and_without_a_slash() {
    let endpoint = Endpoint::open().await;
    for line in ["POST /mcp", "POST /mcp/", "POST /mcp?session=1"] {
        for call in calls() {
            assert_eq!(endpoint.send(&call.to(line)).await.status, 200, "{line}");
        }
    }
    for line in ["GET /mcp", "GET /mcp/", "DELETE /mcp", "DELETE /mcp/"] {
        for accept in ["text/event-stream", "text/html", "application/json;q=0"] {
            let answer = endpoint.send(&Request::new(line).header("Accept", accept)).await;
            assert_eq!((answer.status, answer.header("allow")), (405, "POST"), "{line} {accept}");
            assert_eq!(answer.header("location"), "", "{line}");
        }
    }
}
