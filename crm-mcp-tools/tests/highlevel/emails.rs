//! The emails in a page of messages: which are read, what is shown of them, and what is said of the others.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use async_trait::async_trait;
use bytes::Bytes;
use crm_mcp_tools::{
    api::{Upstream, UpstreamError},
    highlevel::{Client, HighLevel, MessagePage},
};
use http::{Request, Response};
use serde_json::{Value, json};

use crate::{
    demo::Demo,
    support::{LOCATION, answer, call, location},
};

const MESSAGES: &str = "conversations_get-messages";

/// A vendor with one conversation, and the emails of its messages.
#[derive(Clone, Default)]
struct Mailbox {
    messages: Vec<Value>,
    /// The answers by the id of the email; no answer ever comes for one with another id.
    emails: BTreeMap<String, (u16, String)>,
    /// The ids that were asked for.
    asked: Arc<Mutex<Vec<String>>>,
    at_once: Arc<AtomicUsize>,
    most_at_once: Arc<AtomicUsize>,
}

impl Mailbox {
    /// With messages of type email, the newest first, each with these emails.
    fn of(threads: &[&[&str]]) -> Self {
        let mut mailbox = Self::default();
        for (place, ids) in threads.iter().enumerate() {
            let date = format!("2026-09-01T10:{:02}:00Z", 59 - place);
            mailbox.messages.push(json!({"id": format!("m{place}"), "messageType": "TYPE_EMAIL", "dateAdded": date,
                "direction": "inbound", "meta": {"email": {"messageIds": ids}}}));
            for id in *ids {
                mailbox = mailbox.with(id, 200, &json!({"id": id, "body": format!("<p>Text of {id}</p>")}).to_string());
            }
        }
        mailbox
    }

    fn with(mut self, id: &str, status: u16, body: &str) -> Self {
        self.emails.insert(id.to_owned(), (status, body.to_owned()));
        self
    }

    fn crm(&self) -> HighLevel {
        location(&Client::over(self.clone()))
    }

    async fn page(&self, mut arguments: Value) -> Value {
        arguments["conversationId"] = "v1".into();
        call(&self.crm(), MESSAGES, arguments).await.unwrap()
    }

    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }

    /// The vendor's page: `limit` messages after the one that is named.
    fn messages(&self, query: &str) -> Response<Bytes> {
        let value = |name| query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
        let limit: usize = value("limit").unwrap().parse().unwrap();
        let start = value("lastMessageId").map_or(0, |last| last[1..].parse::<usize>().unwrap() + 1);
        let page: Vec<_> = self.messages.iter().skip(start).take(limit).collect();
        let more = start + limit < self.messages.len();
        let last = page.last().map(|message| message["id"].clone());
        answer(200, json!({"messages": {"messages": page, "nextPage": more, "lastMessageId": last}}).to_string())
    }
}

#[async_trait]
impl Upstream for Mailbox {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, UpstreamError> {
        let path = request.uri().path();
        assert_eq!(request.headers()["version"], "2021-04-15", "{path}");
        let Some(id) = path.strip_prefix("/conversations/messages/email/") else {
            return Ok(self.messages(request.uri().query().unwrap()));
        };
        self.asked.lock().unwrap().push(id.to_owned());
        let Some((status, body)) = self.emails.get(id) else { return std::future::pending().await };
        let now = self.at_once.fetch_add(1, Ordering::SeqCst) + 1;
        self.most_at_once.fetch_max(now, Ordering::SeqCst);
        tokio::task::yield_now().await;
        self.at_once.fetch_sub(1, Ordering::SeqCst);
        Ok(answer(*status, body.clone()))
    }
}

/// The ids of the emails that are shown, message by message.
fn shown(page: &Value) -> Vec<Vec<&str>> {
    let messages = page["messages"].as_array().unwrap().iter();
    messages.map(|message| ids(&message["emails"])).collect()
}

fn ids(emails: &Value) -> Vec<&str> {
    emails.as_array().into_iter().flatten().map(|email| email["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn an_email_says_who_wrote_what_to_whom() {
    let email = json!({
        "id": "e1", "threadId": "t1", "locationId": LOCATION, "contactId": "c1", "conversationId": "v1",
        "dateAdded": "2026-09-01T10:59:00Z", "subject": "Plan", "direction": "inbound", "status": "delivered",
        "body": "<style>p {}</style><p>Hi,</p><p>shall we&nbsp;start?</p><blockquote>On Monday</blockquote>",
        "contentType": "text/plain", "attachments": [], "provider": "mailgun", "ssn": "078-05-1120",
        "from": "Ada <ada@x.example>", "to": ["us@x.example"], "cc": ["bob@x.example"], "bcc": ["archive@x.example"],
    });
    let slim = json!({
        "id": "e1", "from": "Ada <ada@x.example>", "to": ["us@x.example"], "cc": ["bob@x.example"], "subject": "Plan",
        "text": "Hi,\n\nshall we start?\n\n> On Monday",
    });
    // As the documents show it, and as it is given.
    for answer in [email.clone(), json!({"emailMessage": email, "traceId": "t"})] {
        let mailbox = Mailbox::of(&[&["e1"]]).with("e1", 200, &answer.to_string());
        let page = mailbox.page(json!({})).await;
        assert_eq!(page["messages"][0]["emails"], json!([slim]));
        assert_eq!((page["messages"][0].get("emailMessageIds"), page.get("missing")), (None, None));

        let all = mailbox.page(json!({"fields": "all"})).await;
        let all = &all["messages"][0]["emails"][0];
        for name in ["body", "bcc", "threadId", "status", "direction", "dateAdded"] {
            assert_eq!(all[name], email[name], "{name}");
        }
        assert_eq!((&all["text"], all.get("ssn")), (&slim["text"], None));
    }
}

#[tokio::test]
async fn what_the_message_says_is_said_once_and_what_is_odd_costs_itself() {
    let mut mailbox = Mailbox::of(&[&["e1"]]).with(
        "e1",
        200,
        &json!({"id": "e1", "direction": "outbound", "dateAdded": 1_788_220_800_000_i64, "subject": "Plan", "to": "a@x.example",
            "cc": {}, "from": 7, "body": {}, "attachments": ["https://x.example/a.pdf"]})
        .to_string(),
    );
    mailbox.messages[0]["attachments"] = json!(["https://x.example/a.pdf"]);
    mailbox.messages[0]["meta"]["email"]["subject"] = "Plan".into();
    let page = mailbox.page(json!({})).await;
    let email = json!({"id": "e1", "direction": "outbound", "dateAdded": "2026-09-01T00:00:00Z", "to": ["a@x.example"], "from": "7"});
    assert_eq!(page["messages"][0]["emails"], json!([email]));
}

#[tokio::test]
async fn a_long_text_is_cut_and_says_so() {
    let long = json!({"id": "e1", "body": "<div>".repeat(10_000) + &"word ".repeat(1_000_000)}).to_string();
    let page = Mailbox::of(&[&["e1"]]).with("e1", 200, &long).page(json!({})).await;
    let email = &page["messages"][0]["emails"][0];
    assert_eq!(email["textCut"], true);
    assert!((1_990..=2_000).contains(&email["text"].as_str().unwrap().len()), "{email}");
    assert!(page.to_string().len() < 3_000);
}

#[tokio::test]
async fn the_newest_ten_are_read_a_few_at_a_time_and_the_others_come_with_fewer_messages() {
    let ids: Vec<String> = (0..12).map(|id| format!("e{id}")).collect();
    let threads: Vec<Vec<&str>> = ids.iter().map(|id| vec![id.as_str()]).collect();
    let threads: Vec<&[&str]> = threads.iter().map(Vec::as_slice).collect();
    let mailbox = Mailbox::of(&threads);
    let page = mailbox.page(json!({})).await;
    assert_eq!(shown(&page).concat(), ids[..10].to_vec());
    let missing = "2 emails, because at most 10 are read at once: ask for fewer messages and follow nextCursor";
    assert_eq!(page["missing"], missing);
    assert_eq!(mailbox.asked(), ids[..10].to_vec());
    assert_eq!(mailbox.most_at_once.load(Ordering::SeqCst), 4);

    let first = mailbox.page(json!({"limit": 7})).await;
    let second = mailbox.page(json!({"limit": 7, "cursor": first["nextCursor"]})).await;
    assert_eq!([shown(&first), shown(&second)].concat().concat(), ids);
    assert_eq!((first.get("missing"), second.get("missing")), (None, None));
}

#[tokio::test]
async fn of_threads_the_newest_email_of_each_comes_before_the_second_of_any() {
    let long: Vec<String> = (0..9).map(|id| format!("a{id}")).collect();
    let long: Vec<&str> = long.iter().map(String::as_str).collect();
    let page = Mailbox::of(&[&long, &["b0", "b1"], &["c0"]]).page(json!({})).await;
    let expected = vec![vec!["a8", "a7", "a6", "a5", "a4", "a3", "a2"], vec!["b1", "b0"], vec!["c0"]];
    assert_eq!(shown(&page), expected);
    assert!(page["missing"].as_str().unwrap().starts_with("2 emails, "), "{page}");
    assert_eq!(page["messages"][0]["emailMessageIds"], json!(["a0", "a1"]), "those that were not read");

    let dated = |id: &str, day: u8| json!({"id": id, "dateAdded": format!("2026-09-0{day}T00:00:00Z")}).to_string();
    let mailbox = Mailbox::of(&[&["x", "y", "z"]]);
    let mailbox = mailbox.with("x", 200, &dated("x", 3)).with("y", 200, &dated("y", 1)).with("z", 200, &dated("z", 2));
    assert_eq!(shown(&mailbox.page(json!({})).await), [["x", "z", "y"]], "by date, if the order is another");
}

#[tokio::test(start_paused = true)]
async fn an_email_that_cannot_be_read_costs_itself_and_is_named() {
    let not_found = r#"{"statusCode": 400, "message": "Email not found for id:gone", "error": "Bad Request"}"#;
    let mailbox = Mailbox::of(&[&["one"], &["gone"], &["odd"], &["empty"], &["a/b"], &["two"]]);
    let mut mailbox = mailbox.with("gone", 400, not_found).with("odd", 200, "<html>").with("empty", 200, "{}");
    mailbox.messages.push(json!({"id": "m6", "meta": {"email": {"messageIds": ["silent"]}}}));
    let page = mailbox.page(json!({})).await;
    assert_eq!(page["messages"].as_array().unwrap().len(), 7);
    assert_eq!(shown(&page).concat(), ["one", "two"]);
    assert_eq!(
        page["messages"][1],
        json!({"id": "m1", "messageType": "TYPE_EMAIL", "dateAdded": "2026-09-01T10:58:00Z",
        "direction": "inbound", "emailMessageIds": ["gone"]})
    );
    let missing = page["missing"].as_str().unwrap();
    for told in [
        "emails gone, because ",
        "emails odd, empty, because HighLevel's answer could not be read",
        "emails a/b, because ",
        "emails silent, because HighLevel did not answer in time",
    ] {
        assert!(missing.contains(told), "{told}: {missing}");
    }
    assert!(!mailbox.asked().iter().any(|id| id.contains('/')), "what is no id leads nowhere");
}

#[tokio::test]
async fn messages_without_emails_cost_no_further_request() {
    let messages =
        vec![json!({"id": "m0", "messageType": "TYPE_SMS", "body": "Hi"}), json!({"id": "m1", "meta": null})];
    let mailbox = Mailbox { messages, ..Mailbox::default() };
    let page = mailbox.page(json!({})).await;
    assert_eq!(page["messages"], json!([{"id": "m0", "messageType": "TYPE_SMS", "body": "Hi"}, {"id": "m1"}]));
    assert_eq!(mailbox.asked(), Vec::<String>::new());
}

#[tokio::test]
async fn an_answer_that_ends_early_goes_on_with_the_emails_of_the_messages_that_follow() {
    let mailbox = Mailbox::of(&[&["e0"], &["e1"], &["e2"], &["e3"]]);
    let crm = mailbox.crm().with_answer_size(400);
    let (mut arguments, mut seen) = (json!({"conversationId": "v1"}), Vec::new());
    loop {
        let page = call(&crm, MESSAGES, arguments.clone()).await.unwrap();
        assert!(page["messages"].as_array().unwrap().len() < 4 && page["messages"].to_string().len() < 402, "{page}");
        seen.extend(shown(&page).concat().into_iter().map(str::to_owned));
        if page["hasMore"] == false {
            break;
        }
        arguments["cursor"] = page["nextCursor"].clone();
    }
    assert_eq!(seen, ["e0", "e1", "e2", "e3"]);
    let asked = mailbox.asked();
    assert_eq!(asked.iter().filter(|id| *id == "e0").count(), 1, "what was shown is not read again: {asked:?}");
}

#[tokio::test]
async fn the_demo_mail_can_be_read_and_what_is_sent_is_read_back() {
    let crm = Demo::new().await.crm();
    let found = json!({"lastMessageType": "TYPE_EMAIL", "limit": 10});
    let found = call(&crm, "conversations_search-conversation", found).await.unwrap();
    let mut texts = String::new();
    for conversation in found["conversations"].as_array().unwrap() {
        let arguments = json!({"conversationId": conversation["id"], "type": "email", "limit": 10});
        let page: MessagePage = serde_json::from_value(call(&crm, MESSAGES, arguments).await.unwrap()).unwrap();
        assert_eq!(page.more.missing, None);
        for message in &page.messages {
            assert_eq!((message.emails.len(), message.email_message_ids.len()), (1, 0));
            let email = &message.emails[0];
            assert!(email.subject.is_some() && email.from.as_ref().unwrap().contains('@') && email.to.len() == 1);
            texts += email.text.as_deref().unwrap_or_default();
        }
    }
    assert!(texts.len() > 1_000 && !texts.contains("</") && !texts.contains("&nbsp;"), "{texts}");

    let ada = call(&crm, "contacts_create-contact", json!({"name": "Ada", "email": "ada@x.example"})).await.unwrap();
    let email = json!({"type": "Email", "contactId": ada["contact"]["id"], "subject": "Plan", "html": "<p>One</p><p>Two</p>",
        "emailCc": ["bob@x.example"]});
    let sent = call(&crm, "conversations_send-a-new-message", email).await.unwrap();
    let page = call(&crm, MESSAGES, json!({"conversationId": sent["conversationId"]})).await.unwrap();
    let email = &page["messages"][0]["emails"][0];
    assert_eq!((&email["id"], &email["subject"]), (&sent["emailMessageId"], &json!("Plan")));
    assert_eq!((&email["text"], &email["cc"]), (&json!("One\n\nTwo"), &json!(["bob@x.example"])));
}
