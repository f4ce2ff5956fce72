//! A write whose connection breaks is sent once, wherever it breaks, and the model is told what that means.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use crm_mcp_core::{ErrorCode, ToolError};
use crm_mcp_tools::{
    api::Network,
    highlevel::{Client, HighLevel},
};
use serde_json::{Value, json};
use tokio::{net::TcpListener, task::JoinSet};

use crate::{
    cut_connections::{CUTS, CutRequest, CutServer, closing},
    support::{call, location},
};

/// A tool, and the request that is cut off.
struct Case {
    tool: &'static str,
    arguments: &'static str,
    /// The beginning of the request.
    line: &'static str,
    /// The answer to it.
    answer: &'static str,
    /// The answer to whatever else the tool asks.
    aside: &'static str,
    /// How often the request is sent while it fails.
    tries: usize,
}

#[rustfmt::skip]
static CASES: &[Case] = &[
    Case { tool: "contacts_create-contact", arguments: r#"{"name":"Ada"}"#,
        line: "POST /contacts/ ", answer: r#"{"contact":{"id":"c1"}}"#, aside: "{}", tries: 1 },
    Case { tool: "contacts_create-contact", arguments: r#"{"email":"ada@example.com"}"#,
        line: "POST /contacts/ ", answer: r#"{"contact":{"id":"c1"}}"#, aside: r#"{"contact":null}"#, tries: 1 },
    Case { tool: "contacts_create-contact", arguments: r#"{"phone":"+15550100100"}"#,
        line: "POST /contacts/ ", answer: r#"{"contact":{"id":"c1"}}"#,
        aside: r#"{"contact":{"id":"c0","dateAdded":"2021-01-01T00:00:00.000Z"}}"#, tries: 1 },
    Case { tool: "contacts_upsert-contact", arguments: r#"{"email":"ada@example.com"}"#,
        line: "POST /contacts/upsert ", answer: r#"{"new":true,"contact":{"id":"c1"}}"#, aside: "{}", tries: 1 },
    Case { tool: "contacts_update-contact", arguments: r#"{"contactId":"c1","city":"Kyiv"}"#,
        line: "PUT /contacts/c1 ", answer: r#"{"succeded":true,"contact":{"id":"c1"}}"#, aside: "{}", tries: 1 },
    Case { tool: "contacts_add-tags", arguments: r#"{"contactId":"c1","tags":["vip"]}"#,
        line: "POST /contacts/c1/tags ", answer: r#"{"tags":["vip"]}"#, aside: r#"{"contacts":[],"total":1}"#, tries: 1 },
    Case { tool: "contacts_remove-tags", arguments: r#"{"contactId":"c1","tags":["vip"]}"#,
        line: "DELETE /contacts/c1/tags ", answer: r#"{"tags":[]}"#, aside: "{}", tries: 1 },
    Case { tool: "opportunities_update-opportunity", arguments: r#"{"opportunityId":"o1","status":"won"}"#,
        line: "PUT /opportunities/o1 ", answer: r#"{"opportunity":{"id":"o1"}}"#, aside: "{}", tries: 1 },
    Case { tool: "opportunities_create-opportunity", arguments: r#"{"contactId":"c1","pipelineId":"Pipeline000000000001","name":"Tender"}"#,
        line: "POST /opportunities/ ", answer: r#"{"opportunity":{"id":"o1"}}"#, aside: "{}", tries: 1 },
    Case { tool: "contacts_create-note", arguments: r#"{"contactId":"c1","body":"Called."}"#,
        line: "POST /contacts/c1/notes ", answer: r#"{"note":{"id":"n1"}}"#, aside: "{}", tries: 1 },
    Case { tool: "opportunities_create-opportunity", arguments: r#"{"contactId":"c1","pipelineId":"Pipeline000000000001","name":"Tender"}"#,
        line: "POST /opportunities/ ", answer: r#"{"opportunity":{"id":"o1"}}"#,
        aside: r#"{"opportunities":[{"id":"o0","name":"Tender","pipelineId":"Pipeline000000000002"}],"meta":{"total":1}}"#, tries: 1 },
    Case { tool: "opportunities_create-opportunity", arguments: r#"{"contactId":"c1","pipelineId":"Pipeline000000000001","name":" Tender"}"#,
        line: "POST /opportunities/ ", answer: r#"{"opportunity":{"id":"o1"}}"#,
        aside: r#"{"opportunities":[{"id":"o0","name":"Tender","pipelineId":"Pipeline000000000001","createdAt":"2999-01-01T00:00:00.000Z"},
            {"id":"o9","name":"Tender","pipelineId":"Pipeline000000000001","createdAt":"2021-01-01T00:00:00.000Z"}],"meta":{"total":2}}"#, tries: 1 },
    Case { tool: "contacts_create-note", arguments: r#"{"contactId":"c1","body":"Called."}"#,
        line: "POST /contacts/c1/notes ", answer: r#"{"note":{"id":"n1"}}"#,
        aside: r#"{"notes":[{"id":"n0","body":"Called twice."}]}"#, tries: 1 },
    Case { tool: "contacts_create-note", arguments: r#"{"contactId":"c1","body":"Called."}"#,
        line: "POST /contacts/c1/notes ", answer: r#"{"note":{"id":"n1"}}"#,
        aside: r#"{"notes":[{"id":"n0","body":" Called.","dateAdded":"2021-01-01T00:00:00.000Z"}]}"#, tries: 1 },
    Case { tool: "conversations_send-a-new-message", arguments: r#"{"type":"SMS","contactId":"c1","message":"Hi"}"#,
        line: "POST /conversations/messages ", answer: r#"{"conversationId":"v1","messageId":"m1"}"#,
        aside: r#"{"contact":{"id":"c1","phone":"+15550100100"}}"#, tries: 1 },
    Case { tool: "contacts_get-contact", arguments: r#"{"contactId":"c1"}"#,
        line: "GET /contacts/c1 ", answer: r#"{"contact":{"id":"c1"}}"#, aside: "{}", tries: 3 },
];

fn at(network: &Network, url: &str) -> HighLevel {
    location(&Client::over(network.clone()).with_base_url(url).unwrap())
}

impl Case {
    fn request(&self) -> CutRequest {
        let Self { line, answer, aside, .. } = *self;
        CutRequest { line, answer, aside }
    }

    async fn call(&self, crm: &HighLevel) -> Result<Value, ToolError> {
        call(crm, self.tool, serde_json::from_str(self.arguments).unwrap()).await
    }

    #[track_caller]
    fn assert_told(&self, error: &ToolError, why: &str) {
        let (next, details) = match (self.tool, self.aside) {
            ("contacts_create-contact", r#"{"contact":null}"#) => (
                "no contact with this email or phone is there yet; look again in a minute with contacts_get-contacts (or \
                 contacts_find-duplicates, where it is served) before you repeat it",
                json!({"mayBeDone": true}),
            ),
            ("contacts_create-contact", aside) if aside != "{}" => (
                "contact c0 has this email or phone, and it may be the one; read it with contacts_get-contact before you \
                 repeat it",
                json!({"mayBeDone": true, "contactId": "c0"}),
            ),
            ("opportunities_create-opportunity", aside) if aside.contains("2999") => (
                "do not create it again: opportunity o0 is there with this name; go on with it, by \
                 opportunities_update-opportunity if it lacks something",
                json!({"mayBeDone": true, "opportunityId": "o0"}),
            ),
            ("opportunities_create-opportunity", aside) if aside != "{}" => (
                "no opportunity with this name is there yet; look again in a minute with \
                 opportunities_search-opportunity before you repeat it",
                json!({"mayBeDone": true}),
            ),
            ("contacts_create-note", aside) if aside.contains("2021") => (
                "note n0 has this text, and it may be the one; read it with contacts_get-notes before you repeat it",
                json!({"mayBeDone": true, "noteId": "n0"}),
            ),
            ("contacts_create-note", aside) if aside != "{}" => (
                "no note with this text is there yet; look again in a minute with contacts_get-notes before you repeat it",
                json!({"mayBeDone": true}),
            ),
            _ if self.tries == 1 => {
                ("it may have been carried out; look before you repeat it", json!({"mayBeDone": true}))
            }
            _ => ("call again in a moment", json!({})),
        };
        assert_eq!(error.code(), ErrorCode::Unavailable, "{}", self.tool);
        assert_eq!(error.to_string(), format!("HighLevel did not answer: {why}. Next: {next}."), "{}", self.tool);
        assert_eq!(json!(error.details()), details, "{}", self.tool);
    }
}

/// Each case, on a new connection and on one that has already served two requests, cut in each way.
#[tokio::test]
async fn a_write_is_sent_once_wherever_it_is_cut_and_a_read_three_times() {
    let network = Network::new().unwrap();
    let mut tests = JoinSet::new();
    for case in CASES {
        for (served, cut) in [0, 2].into_iter().flat_map(|served| CUTS.map(|cut| (served, cut))) {
            let network = network.clone();
            tests.spawn(async move {
                let (server, url) = CutServer::start(case.request(), served, cut).await;
                let crm = at(&network, &url);
                for _ in 0..served {
                    case.call(&crm).await.unwrap();
                }
                let error = case.call(&crm).await.unwrap_err();
                case.assert_told(&error, "the connection broke before the answer was complete");
                assert_eq!(server.begun(), served + case.tries, "{} {served} {cut:?}", case.tool);
            });
        }
    }
    tests.join_all().await;
}

/// The client may notice it in time and use another connection, or too late and fail; neither way it sends twice.
#[tokio::test]
async fn a_connection_that_is_closed_between_two_requests_repeats_nothing() {
    let network = Network::new().unwrap();
    let mut tests = JoinSet::new();
    for case in CASES.iter().cycle().take(20 * CASES.len()) {
        let network = network.clone();
        tests.spawn(async move {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let crm = at(&network, &format!("http://{}", listener.local_addr().unwrap()));
            let begun = Arc::new(AtomicUsize::new(0));
            let counted = Arc::clone(&begun);
            tokio::spawn(async move { closing(listener, case.request(), &counted).await });
            let answers = [case.call(&crm).await, case.call(&crm).await];
            let answered = answers.iter().filter(|answer| answer.is_ok()).count();
            let begun = begun.load(Ordering::SeqCst);
            assert!((answered..=2).contains(&begun), "{}: {begun} begun, {answered} answered", case.tool);
        });
    }
    tests.join_all().await;
}

#[tokio::test]
async fn a_write_is_sent_once_when_no_answer_comes_in_time() {
    let network = Network::with_timeout(std::time::Duration::from_millis(50)).unwrap();
    for case in CASES.iter().filter(|case| case.aside == "{}" && case.tries == 1) {
        // It accepts nothing before the end, so every connection that is made waits there to be counted.
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let crm = at(&network, &format!("http://{}", listener.local_addr().unwrap()));
        let error = case.call(&crm).await.unwrap_err();
        case.assert_told(&error, "there was no complete answer within 0.05 seconds");
        // The record that was to be made is looked for.
        let looks = ["contacts_create-note", "opportunities_create-opportunity"].contains(&case.tool);
        let connections = std::iter::from_fn(|| listener.accept().ok()).count();
        assert_eq!(connections, 1 + usize::from(looks), "{}", case.tool);
    }
}
