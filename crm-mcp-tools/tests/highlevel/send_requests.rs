//! What sending a message asks of the vendor, and when nothing is sent.

use crm_mcp_core::{ErrorCode, ToolError};
use http::Response;
use serde_json::{Value, json};

use crate::support::{Vendor, answer, call};

const SEND: &str = "conversations_send-a-new-message";

/// A contact who can be reached in every way.
fn contact() -> Response<bytes::Bytes> {
    contact_with(&json!({}))
}

fn contact_with(more: &Value) -> Response<bytes::Bytes> {
    let mut contact = json!({"id": "c1", "phone": "+15551234567", "email": "ada@example.com", "dnd": false});
    contact.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    answer(200, json!({"contact": contact}).to_string())
}

fn queued() -> Response<bytes::Bytes> {
    let sent =
        json!({"conversationId": "v1", "messageId": "m1", "status": "pending", "msg": "Message queued successfully."});
    answer(201, sent.to_string())
}

/// An SMS to the contact with these arguments beside.
fn sms(more: &Value) -> Value {
    let mut arguments = json!({"type": "SMS", "contactId": "c1"});
    arguments.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    arguments
}

/// Sends to a contact who can be reached; gives the body that was sent.
async fn sent(arguments: Value) -> Value {
    let vendor = Vendor::answering([contact(), queued()]);
    call(&vendor.location(), SEND, arguments).await.unwrap();
    posted_after(["GET /contacts/c1"], &vendor)
}

/// The body that was posted, after these lookups and nothing else.
fn posted_after<const N: usize>(lookups: [&str; N], vendor: &Vendor) -> Value {
    let mut saw = vendor.saw();
    let (posted, body) = saw.pop().unwrap();
    assert_eq!(posted, "POST /conversations/messages");
    assert_eq!(saw.into_iter().map(|(line, _)| line).collect::<Vec<_>>(), lookups);
    body
}

#[tokio::test]
async fn a_message_goes_out_once_and_is_answered_slim() {
    let vendor = Vendor::answering([contact(), queued()]);
    let answered = call(&vendor.location(), SEND, sms(&json!({"message": "Hello"}))).await.unwrap();
    let slim =
        json!({"conversationId": "v1", "messageId": "m1", "status": "pending", "msg": "Message queued successfully."});
    assert_eq!(answered, slim);
    let body = json!({"type": "SMS", "contactId": "c1", "message": "Hello"});
    let expected = [("GET /contacts/c1".to_owned(), Value::Null), ("POST /conversations/messages".to_owned(), body)];
    assert_eq!(vendor.saw(), expected);
    assert_eq!(vendor.requests()[1].headers()["version"], "2021-04-15");
}

#[tokio::test]
async fn every_field_of_a_message_goes_where_the_vendor_wants_it() {
    let forward = json!({
        "isForwarded": true, "forwardWholeThread": false, "messageId": "m0", "emailMessageId": "e0",
        "sourceContactId": "c0", "sourceConversationId": "v0", "toEmail": "bob@example.com",
        "recipientContactId": "c2", "recipientConversationId": "v2"
    });
    let plain = json!({
        "type": "Email", "contactId": "c1", "message": "Hi", "subject": "Plan", "html": "<p>Hi</p>",
        "attachments": ["https://example.com/plan.pdf"], "emailFrom": "us@example.com", "emailTo": "ada@home.example",
        "emailCc": ["bob@example.com"], "emailBcc": ["eve@example.com"], "replyMessageId": "m0",
        "emailReplyMode": "reply_all", "threadId": "t1", "customSubtypeId": "s1", "forward": forward,
        "usesNativeSchedulingAi": false, "optimizationPeriod": "48h", "fromNumber": "+15550000001",
        "toNumber": "+15550000002", "conversationProviderId": "p1", "templateId": "tpl1", "appointmentId": "a1"
    });
    let (mut given, mut expected) = (plain.clone(), plain);
    given["scheduledTimestamp"] = json!("2200-01-01T00:00:00+01:00");
    expected["scheduledTimestamp"] = json!(7_258_114_800_i64);
    // The vendor's documents ask for these two, and the vendor does not.
    given["subType"] = json!("Email");
    given["status"] = json!("delivered");
    let vendor = Vendor::answering([contact(), contact(), queued()]);
    call(&vendor.location(), SEND, given).await.unwrap();
    assert_eq!(posted_after(["GET /contacts/c1", "GET /contacts/c2"], &vendor), expected);
}

#[tokio::test]
async fn a_plain_email_gets_html_of_the_same_text() {
    let body =
        sent(json!({"type": "Email", "contactId": "c1", "subject": "Plan", "message": "1 < 2 & \"so\"\non"})).await;
    assert_eq!(body["html"], "1 &lt; 2 &amp; \"so\"<br>on");
    let body = sent(json!({"type": "Email", "contactId": "c1", "subject": "Plan", "html": "<p>Hi</p>"})).await;
    assert_eq!((&body["html"], body.get("message")), (&json!("<p>Hi</p>"), None));
}

#[tokio::test]
async fn messages_of_every_type_go_out_with_what_they_need() {
    for kind in ["SMS", "RCS", "WhatsApp", "IG", "FB", "Live_Chat", "TIKTOK"] {
        assert_eq!(sent(json!({"type": kind, "contactId": "c1", "message": "Hi"})).await["type"], kind);
        let photo = json!(["http://example.com/a.png"]);
        let message = json!({"type": kind, "contactId": "c1", "attachments": photo, "force": kind == "WhatsApp"});
        assert_eq!(sent(message).await["attachments"], photo);
    }
    let custom = json!({"type": "Custom", "contactId": "c1", "message": "Hi", "conversationProviderId": "p1"});
    assert_eq!(sent(custom.clone()).await, custom);
    for email in [
        json!({"type": "Email", "contactId": "c1", "templateId": "t1"}),
        json!({"type": "Email", "contactId": "c1", "forward": {"isForwarded": true, "toEmail": "bob@example.com"}}),
        json!({"type": "Email", "contactId": "c1", "html": "Yes", "replyMessageId": "m1"}),
    ] {
        assert_eq!(sent(email.clone()).await, email);
    }
}

#[tokio::test]
async fn what_cannot_be_sent_as_it_is_never_leaves() {
    let email = |more: Value| {
        let mut arguments = sms(&more);
        arguments["type"] = json!("Email");
        arguments
    };
    let refusals = [
        (sms(&json!({})), "the message has no text"),
        (sms(&json!({"message": " "})), "the message has no text"),
        (sms(&json!({"html": "<p>Hi</p>"})), "only an Email has html"),
        (email(json!({"subject": "Plan"})), "the email has no text"),
        (email(json!({"subject": "Plan", "attachments": ["https://a.example/b"]})), "the email has no text"),
        (email(json!({"message": "Hi"})), "the email has no subject"),
        (email(json!({"forward": {"isForwarded": false, "toEmail": "bob@example.com"}})), "the email has no text"),
        (email(json!({"forward": {"isForwarded": true, "messageId": "m1"}})), "give forward.toEmail"),
        (email(json!({"forward": {"isForwarded": true, "toEmail": " "}})), "give forward.toEmail"),
        (sms(&json!({"forward": {"isForwarded": true, "recipientContactId": "c2"}})), "only an email can be forwarded"),
        (sms(&json!({"forward": {"isForwarded": false}})), "the message has no text"),
        (json!({"type": "Custom", "contactId": "c1", "message": "Hi"}), "conversationProviderId"),
        (sms(&json!({"attachments": ["file:///etc/passwd"]})), "an attachment is no URL"),
        (sms(&json!({"message": "Hi", "fromNumber": "555"})), "fromNumber"),
        (sms(&json!({"message": "Hi", "scheduledTimestamp": "7258114800000"})), "13 are milliseconds"),
        (sms(&json!({"message": "Hi", "scheduledTimestamp": "2200-01-01"})), "a day without a time"),
        (sms(&json!({"message": "Hi", "scheduledTimestamp": "2020-01-01T00:00:00Z"})), "scheduledTimestamp is past"),
        (json!({"type": "Fax", "contactId": "c1", "message": "Hi"}), "type"),
        (json!({"type": "SMS", "message": "Hi"}), "contactId"),
    ];
    let vendor = Vendor::default();
    for (arguments, told) in refusals {
        let error = call(&vendor.location(), SEND, arguments.clone()).await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidArguments, "{arguments}");
        assert!(error.to_string().contains(told) && error.next_step().is_some(), "{arguments}: {error}");
    }
    assert_eq!(vendor.saw(), []);
}

/// Sends to such a contact; gives the refusal and sees to it that nothing was posted.
async fn refusal(lookup: Response<bytes::Bytes>, arguments: Value) -> ToolError {
    let vendor = Vendor::answering([lookup]);
    let error = call(&vendor.location(), SEND, arguments).await.unwrap_err();
    assert_eq!(vendor.requests().len(), 1, "{error}");
    error
}

#[tokio::test]
async fn do_not_disturb_is_respected_before_anything_is_sent() {
    let set = |channel: &str, status: &str| json!({"dndSettings": {channel: {"status": status}}});
    let blocked = [
        (json!({"dnd": true}), "SMS"),
        (json!({"dnd": true}), "TIKTOK"),
        (set("SMS", "active"), "SMS"),
        (set("SMS", "permanent"), "RCS"),
        (set("sms", "active"), "SMS"),
        (set("Email", "active"), "Email"),
        (set("whatsApp", "permanent"), "WhatsApp"),
        (set("FB", "active"), "FB"),
    ];
    for (settings, kind) in blocked {
        let arguments = json!({"type": kind, "contactId": "c1", "subject": "Plan", "message": "Hi"});
        let error = refusal(contact_with(&settings), arguments).await;
        assert_eq!(error.code(), ErrorCode::Refused, "{kind}");
        assert!(error.message().contains("do-not-disturb") && error.message().contains("nothing was sent"), "{error}");
    }
    for settings in [set("Email", "active"), set("SMS", "inactive"), set("Call", "permanent")] {
        let vendor = Vendor::answering([contact_with(&settings), queued()]);
        call(&vendor.location(), SEND, sms(&json!({"message": "Hi"}))).await.unwrap();
    }
}

#[tokio::test]
async fn the_contact_an_email_is_forwarded_to_is_looked_at_as_well() {
    let forward = json!({"isForwarded": true, "recipientContactId": "c2"});
    let arguments = json!({"type": "Email", "contactId": "c1", "forward": forward});
    for (recipient, told) in [(json!({"id": "c2", "dnd": true}), "do-not-disturb"), (json!({"id": "c2"}), "no email")] {
        let vendor = Vendor::answering([contact(), answer(200, json!({"contact": recipient}).to_string())]);
        let error = call(&vendor.location(), SEND, arguments.clone()).await.unwrap_err();
        assert_eq!((error.code(), &error.details()["contactId"]), (ErrorCode::Refused, &json!("c2")));
        assert!(error.message().contains(told), "{error}");
    }
}

#[tokio::test]
async fn a_contact_without_an_address_for_the_type_is_told_before_anything_is_sent() {
    for kind in ["SMS", "RCS", "WhatsApp"] {
        for phone in [Value::Null, json!("")] {
            let arguments = json!({"type": kind, "contactId": "c1", "message": "Hi"});
            let error = refusal(contact_with(&json!({"phone": phone})), arguments).await;
            assert_eq!(
                (error.code(), error.message()),
                (ErrorCode::Refused, "the contact has no phone number; nothing was sent")
            );
        }
    }
    let email = json!({"type": "Email", "contactId": "c1", "subject": "Plan", "message": "Hi"});
    let error = refusal(contact_with(&json!({"email": null})), email.clone()).await;
    assert_eq!(error.message(), "the contact has no email address; nothing was sent");

    let mut elsewhere = email;
    elsewhere["emailTo"] = json!("ada@home.example");
    for (lacks, arguments) in
        [("email", elsewhere), ("phone", sms(&json!({"message": "Hi", "toNumber": "+15550000002"})))]
    {
        let vendor = Vendor::answering([contact_with(&json!({lacks: null})), queued()]);
        call(&vendor.location(), SEND, arguments).await.unwrap();
    }
}

#[tokio::test]
async fn attachments_that_would_be_dropped_are_refused_unless_forced() {
    let photo = |more: Value| {
        let mut arguments = json!({"type": "WhatsApp", "contactId": "c1", "message": "The plan",
            "attachments": ["https://x.example/plan.png"]});
        arguments.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        arguments
    };
    for more in [json!({}), json!({"force": false}), json!({"message": null})] {
        let vendor = Vendor::default();
        let error = call(&vendor.location(), SEND, photo(more)).await.unwrap_err();
        let cause = "HighLevel delivers only the text of a WhatsApp message and drops the attachments";
        let next = "put their URLs into message, or use another type; with force: true it is sent all the same";
        assert_eq!((error.message(), error.next_step()), (cause, Some(next)));
        assert!(vendor.requests().is_empty());
    }
    let body = sent(photo(json!({"force": true}))).await;
    assert_eq!(body, photo(json!({})), "force is not sent");
    sent(photo(json!({"type": "SMS"}))).await;
}

#[tokio::test]
async fn without_a_look_at_the_contact_it_is_sent_only_if_the_scope_is_what_lacks() {
    let denied = || answer(401, r#"{"statusCode":401,"message":"The token is not authorized for this scope."}"#);
    let vendor = Vendor::answering([denied(), queued()]);
    let message = || sms(&json!({"message": "Hi"}));
    assert_eq!(call(&vendor.location(), SEND, message()).await.unwrap()["messageId"], "m1");

    let lookups = [
        (answer(400, r#"{"message":"Contact not found for id:c1","statusCode":400}"#), ErrorCode::NotFound),
        (answer(401, r#"{"statusCode":401,"message":"Invalid JWT"}"#), ErrorCode::Unauthenticated),
        (answer(403, r#"{"message":"The token does not have access to this location."}"#), ErrorCode::PermissionDenied),
        (contact_with(&json!({"locationId": "another"})), ErrorCode::PermissionDenied),
        (answer(200, "<html>"), ErrorCode::Unavailable),
    ];
    for (lookup, code) in lookups {
        let error = refusal(lookup, message()).await;
        assert_eq!(error.code(), code, "{error}");
        assert!(!error.to_string().contains("carried out"), "{error}");
    }
}

#[tokio::test]
async fn a_send_that_fails_is_not_repeated_and_says_whether_it_may_have_gone_out() {
    // The vendor's answer to the POST, and whether the message may be out.
    let answers = [
        (answer(500, ""), true),
        (answer(503, "<html>"), true),
        (answer(429, r#"{"statusCode":429,"message":"Too Many Requests"}"#), false),
        (answer(422, r#"{"statusCode":422,"message":["type must be one of"]}"#), false),
        (answer(400, r#"{"message":"Cannot send message as DND is active for SMS."}"#), false),
    ];
    for (posted, may_be_out) in answers {
        let vendor = Vendor::answering([contact(), posted]);
        let error = call(&vendor.location(), SEND, sms(&json!({"message": "Hi"}))).await.unwrap_err();
        assert_eq!(vendor.requests().len(), 2, "{error}");
        assert_eq!(error.to_string().contains("may have been carried out"), may_be_out, "{error}");
        assert!(!error.to_string().contains("search for the contact"), "{error}");
    }
}

#[tokio::test]
async fn several_messages_of_one_send_are_all_named() {
    let several = json!({"conversationId": "v1", "messageIds": ["m1", "m2"], "status": "pending", "forwardData": {}});
    let vendor = Vendor::answering([contact(), answer(200, several.to_string())]);
    let answered = call(&vendor.location(), SEND, sms(&json!({"message": "Hi"}))).await.unwrap();
    assert_eq!(answered, json!({"conversationId": "v1", "messageIds": ["m1", "m2"], "status": "pending"}));
}
