//! The rounds of a stateless call: the question, the answer, and what cannot pass for one.

use crm_mcp_tools::highlevel::Confirm;
use serde_json::{Value, json};

use super::client::{Client, yes};

const REMOVE: &str = "contacts_remove-tags";

/// A contact with the tags `vip` and `newsletter`, and the arguments that take `vip` away.
async fn tagged(confirm: Confirm) -> (Client, String, Value) {
    let client = Client::new(confirm).await;
    let contact = json!({ "firstName": "Ada", "email": "ada@x.example", "tags": ["vip", "newsletter"] });
    let contact = client.contact(contact).await;
    let arguments = json!({ "contactId": contact, "tags": ["vip"] });
    (client, contact, arguments)
}

#[tokio::test]
async fn nothing_is_changed_before_the_user_agrees_and_then_it_is() {
    let (client, contact, arguments) = tagged(Confirm::default()).await;
    let before = client.demo.sandbox.changes();
    let question = client.asked(REMOVE, &arguments).await;
    assert_eq!(client.demo.sandbox.changes(), before);

    client.demo.sent();
    // What a client adds to the fields of the form is passed over.
    let yes = json!({ "action": "accept", "content": { "proceed": true, "x": 1 } });
    let answer = client.answer(REMOVE, &arguments, &question, &yes).await;
    assert_eq!(answer["result"]["structuredContent"]["tags"], json!(["newsletter"]), "{answer}");
    assert_eq!(client.tags(&contact).await, json!(["newsletter"]));
    // What is shown is read once more, and then the tag is removed.
    assert_eq!(client.demo.sent().len(), 2);
}

#[tokio::test]
async fn a_user_who_does_not_agree_ends_the_call_and_the_model_is_told_to_leave_it() {
    let (client, _, arguments) = tagged(Confirm::DESTRUCTIVE).await;
    let before = client.demo.sandbox.changes();
    let question = client.asked(REMOVE, &arguments).await;
    for (answer, why) in [
        (json!({ "action": "decline" }), "the user declined this"),
        (json!({ "action": "accept", "content": { "proceed": false } }), "the user declined this"),
        (json!({ "action": "accept", "content": {} }), "the form was accepted without its box"),
        (json!({ "action": "accept" }), "the form was accepted without its box"),
        (json!({ "action": "cancel" }), "the user was asked to confirm this and did not choose"),
    ] {
        let answer = client.answer(REMOVE, &arguments, &question, &answer).await;
        let told =
            format!("{why}; nothing was changed. Next: tell the user, and do not call this again unless asked to.");
        assert_eq!(answer["result"]["content"][0]["text"], told, "{answer}");
        assert_eq!((&answer["result"]["isError"]), (&json!(true)));
        assert_eq!(answer["result"]["_meta"]["crm-mcp/error"]["code"], "refused");
    }
    assert_eq!(client.demo.sandbox.changes(), before);
}

#[tokio::test]
async fn a_recipient_is_looked_up_once_a_round() {
    let (client, contact, _) = tagged(Confirm::DESTRUCTIVE).await;
    let (tool, message) = (
        "conversations_send-a-new-message",
        json!({ "type": "Email", "contactId": contact,
        "subject": "Hi", "message": "Hello" }),
    );
    client.demo.sent();
    let question = client.asked(tool, &message).await;
    assert_eq!(client.demo.sent().len(), 1);
    client.answer(tool, &message, &question, &yes()).await;
    assert_eq!(client.demo.sent().len(), 2);
    // The same answer is good for the same message, within its hour.
    let before = client.demo.sandbox.changes();
    client.answer(tool, &message, &question, &yes()).await;
    assert!(client.demo.sandbox.changes() > before);
}

#[tokio::test]
async fn what_is_no_answer_to_the_question_is_none() {
    let (client, _, arguments) = tagged(Confirm::DESTRUCTIVE).await;
    let before = client.demo.sandbox.changes();
    let question = client.asked(REMOVE, &arguments).await;

    // An answer without the note that came with the question, and one without an answer, are asked anew.
    let mut unasked = question.answered(&yes());
    unasked.as_object_mut().unwrap().remove("requestState");
    let mut unanswered = question.answered(&yes());
    unanswered["inputResponses"] = json!({});
    let unfit = question.answered(&json!({ "action": "accept", "content": { "proceed": "perhaps" } }));
    for further in [unasked, unanswered, unfit] {
        let answer = client.send(REMOVE, &arguments, further.clone()).await;
        assert_eq!(answer["result"]["resultType"], "input_required", "{further}: {answer}");
    }

    // A note that was not sealed here, and the note of a call with other arguments, are refused.
    let mut forged = question.answered(&yes());
    forged["requestState"] = json!("AAAA");
    let answer = client.send(REMOVE, &arguments, forged).await;
    assert_eq!(answer["error"]["code"], -32602, "{answer}");
    let mut others = arguments.clone();
    others["tags"] = json!(["newsletter"]);
    let answer = client.answer(REMOVE, &others, &question, &yes()).await;
    assert_eq!(answer["error"]["code"], -32602, "{answer}");
    assert_eq!(client.demo.sandbox.changes(), before);
}

#[tokio::test]
async fn what_changed_in_the_meantime_is_shown_anew() {
    let (client, contact, arguments) = tagged(Confirm::DESTRUCTIVE).await;
    let question = client.asked(REMOVE, &arguments).await;
    client.demo.ask("POST", &format!("/contacts/{contact}/tags"), &json!({ "tags": ["customer"] })).await;
    let before = client.demo.sandbox.changes();

    let answer = client.answer(REMOVE, &arguments, &question, &yes()).await;
    assert_eq!(answer["result"]["resultType"], "input_required", "{answer}");
    assert_eq!(client.demo.sandbox.changes(), before);
    let anew = client.asked(REMOVE, &arguments).await;
    assert_ne!(anew.text, question.text);
    let answer = client.answer(REMOVE, &arguments, &anew, &yes()).await;
    assert_eq!(answer["result"]["structuredContent"]["tags"], json!(["newsletter", "customer"]), "{answer}");
}
