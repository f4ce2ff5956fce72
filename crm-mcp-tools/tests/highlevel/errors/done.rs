//! A write that HighLevel answers with success was carried out, whatever the body: nothing is told that invites to repeat it.

use crm_mcp_core::{ErrorCode, ToolError};
use serde_json::{Value, json};

use crate::support::{Vendor, answer, call};

/// A write, and what it gives where the body tells nothing.
struct Write {
    tool: &'static str,
    arguments: &'static str,
    /// The answers to what the tool asks before.
    before: &'static [&'static str],
    /// The answers to what the tool asks after, where it is open what came of the write.
    after: &'static [&'static str],
    /// The tool that shows what is there.
    shown_by: &'static str,
    /// What the tool gives; nothing where it needs the record.
    gives: Option<&'static str>,
}

#[rustfmt::skip]
static WRITES: &[Write] = &[
    Write { tool: "contacts_create-contact", arguments: r#"{"name":"Ada"}"#, before: &[], after: &[],
        shown_by: "contacts_get-contacts", gives: None },
    Write { tool: "contacts_upsert-contact", arguments: r#"{"email":"ada@example.com"}"#, before: &[], after: &[],
        shown_by: "contacts_get-contacts", gives: None },
    Write { tool: "contacts_update-contact", arguments: r#"{"contactId":"c1","city":"Kyiv"}"#, before: &[], after: &[],
        shown_by: "contacts_get-contact", gives: None },
    Write { tool: "contacts_add-tags", arguments: r#"{"contactId":"c1","tags":["vip"]}"#, before: &[], after: &[],
        shown_by: "contacts_get-contact", gives: Some("{}") },
    Write { tool: "contacts_remove-tags", arguments: r#"{"contactId":"c1","tags":["vip"]}"#, before: &[], after: &[],
        shown_by: "contacts_get-contact", gives: Some("{}") },
    Write { tool: "contacts_create-note", arguments: r#"{"contactId":"c1","body":"Called."}"#, before: &[], after: &[r#"{"notes":[]}"#],
        shown_by: "contacts_get-notes", gives: None },
    Write { tool: "opportunities_create-opportunity",
        arguments: r#"{"contactId":"c1","pipelineId":"Pipeline000000000001","name":"Tender"}"#, before: &[], after: &[r#"{"opportunities":[]}"#],
        shown_by: "opportunities_search-opportunity", gives: None },
    Write { tool: "opportunities_update-opportunity", arguments: r#"{"opportunityId":"o1","status":"won"}"#, before: &[], after: &[],
        shown_by: "opportunities_get-opportunity", gives: None },
    Write { tool: "conversations_send-a-new-message", arguments: r#"{"type":"SMS","contactId":"c1","message":"Hi"}"#,
        before: &[r#"{"contact":{"id":"c1","phone":"+15550100100"}}"#], after: &[],
        shown_by: "conversations_get-messages",
        gives: Some(r#"{"msg":"HighLevel took the message and gave no id of it"}"#) },
];

/// Bodies that tell nothing of what was done.
const BODIES: [(u16, &str); 11] = [
    (201, ""),
    (204, ""),
    (200, "null"),
    (200, "[]"),
    (200, "[{}]"),
    (200, "{}"),
    (200, r#""OK""#),
    (200, "OK"),
    (200, r#"{"contact":{"id":"c"#),
    (200, r#"{"tags":null,"contact":null,"note":null,"opportunity":null,"messageId":null,"conversationId":null}"#),
    (200, r#"{"tags":"vip","contact":{"name":"Ada"},"note":"n1","opportunity":[],"messageIds":"m1"}"#),
];

impl Write {
    async fn answered(&self, status: u16, body: &'static str) -> Result<Value, ToolError> {
        let before = self.before.iter().map(|body| answer(200, *body));
        let after = self.after.iter().map(|body| answer(200, *body));
        let vendor = Vendor::answering(before.chain([answer(status, body)]).chain(after));
        let outcome = call(&vendor.location(), self.tool, serde_json::from_str(self.arguments).unwrap()).await;
        let is_open = matches!(&outcome, Err(error) if ["done", "mayBeDone"].iter().any(|name| error.details().contains_key(*name)));
        let asked_after = if is_open { self.after.len() } else { 0 };
        assert_eq!(vendor.requests().len(), self.before.len() + 1 + asked_after, "{} {body}", self.tool);
        outcome
    }

    #[track_caller]
    fn assert_done(&self, error: &ToolError, of: &str) {
        let next = format!("do not repeat it; see what is there with {}", self.shown_by);
        let told = (error.code(), error.message(), error.next_step(), json!(error.details()));
        let cause = "HighLevel carried this out, but its answer could not be read";
        assert_eq!(told, (ErrorCode::Unavailable, cause, Some(&*next), json!({"done": true})), "{} {of}", self.tool);
    }
}

#[tokio::test]
async fn a_success_is_told_as_done_whatever_its_body() {
    for write in WRITES {
        for (status, body) in BODIES {
            match (write.answered(status, body).await, write.gives) {
                (Ok(answered), Some(gives)) => {
                    assert_eq!(answered, serde_json::from_str::<Value>(gives).unwrap(), "{} {body}", write.tool);
                }
                (Err(error), None) => write.assert_done(&error, body),
                (outcome, _) => panic!("{} {status} {body}: {outcome:?}", write.tool),
            }
        }
    }
}

#[tokio::test]
async fn a_web_page_tells_nothing_of_any_write() {
    for write in WRITES {
        let page = "\n<!DOCTYPE html><html><body>It works!</body></html>";
        let error = write.answered(200, page).await.unwrap_err();
        assert!(error.details().contains_key("mayBeDone") && !error.details().contains_key("done"), "{}", write.tool);
        assert_eq!(error.message(), "a web page came back, which is no answer of HighLevel's API");
    }
}

#[tokio::test]
async fn a_success_that_says_no_is_an_error_with_the_vendors_words() {
    for write in WRITES {
        for flag in [r#""succeded":false"#, r#""succeeded":"false""#, r#""succeded":true,"success":false"#] {
            let body = format!(r#"{{{flag},"message":"Queue is full","contact":{{"id":"c1"}}}}"#).leak();
            let error = write.answered(200, body).await.unwrap_err();
            let next = format!("see what is there with {} before you repeat it", write.shown_by);
            let told = (error.code(), error.message(), error.next_step());
            let cause = "HighLevel says that it did not carry this out: Queue is full";
            assert_eq!(told, (ErrorCode::Refused, cause, Some(&*next)), "{} {body}", write.tool);
        }
    }
}

#[tokio::test]
async fn what_is_told_of_a_message_is_kept_though_its_conversation_is_missing() {
    let message = WRITES.iter().find(|write| write.tool == "conversations_send-a-new-message").unwrap();
    let sent = message.answered(201, r#"{"messageId":"m1"}"#).await.unwrap();
    assert_eq!(sent, json!({"messageId": "m1"}));
    let sent = message.answered(201, r#"{"conversationId":"v1","msg":"Message queued successfully."}"#).await.unwrap();
    assert_eq!(sent, json!({"conversationId": "v1", "msg": "Message queued successfully."}));
}

#[tokio::test]
async fn both_spellings_of_the_flag_at_once_are_read() {
    let update = WRITES.iter().find(|write| write.tool == "contacts_update-contact").unwrap();
    let body = r#"{"succeded":true,"succeeded":true,"contact":{"id":"c1","city":"Kyiv"}}"#;
    assert_eq!(update.answered(200, body).await.unwrap(), json!({"contact": {"id": "c1", "city": "Kyiv"}}));
}

/// A contact that was created without being told of is looked for by its email.
#[tokio::test]
async fn a_contact_whose_creation_told_no_id_is_looked_for() {
    let found = json!({"contact": {"id": "c1", "dateAdded": "2021-01-01T00:00:00Z"}}).to_string();
    let cause = "HighLevel carried this out, but its answer could not be read";
    for (found, next, details) in [
        (
            found.as_str(),
            "contact c1 has this email or phone, and it may be the one; read it with contacts_get-contact, and do not \
             repeat it",
            json!({"done": true, "contactId": "c1"}),
        ),
        (
            r#"{"contact":null}"#,
            "do not repeat it; see what is there with contacts_get-contacts",
            json!({"done": true}),
        ),
    ] {
        let vendor = Vendor::answering([answer(201, ""), answer(200, found.to_owned())]);
        let arguments = json!({"email": "ada@example.com"});
        let error = call(&vendor.location(), "contacts_create-contact", arguments).await.unwrap_err();
        let told = (error.message(), error.next_step(), json!(error.details()));
        assert_eq!(told, (cause, Some(next), details));
    }
}

#[tokio::test]
async fn a_write_to_another_location_is_told_as_done() {
    let tags = WRITES.iter().find(|write| write.tool == "contacts_add-tags").unwrap();
    let error = tags.answered(201, r#"{"locationId":"elsewhere","tags":["vip"]}"#).await.unwrap_err();
    assert_eq!((error.code(), json!(error.details())), (ErrorCode::PermissionDenied, json!({"done": true})));
}
