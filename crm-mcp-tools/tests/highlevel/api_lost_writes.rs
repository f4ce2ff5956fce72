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
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinSet,
};

use crate::support::{call, location};

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

/// How much of a request the server reads before it closes the connection.
#[derive(Debug, Clone, Copy)]
enum Reads {
    Nothing,
    Head,
    HalfOfTheBody,
    Everything,
}

/// Where an exchange is cut: what is read of the request, and what is sent of the answer.
type Cut = (Reads, &'static str);

const CUTS: [Cut; 10] = [
    (Reads::Nothing, ""),
    (Reads::Head, ""),
    (Reads::HalfOfTheBody, ""),
    (Reads::Everything, ""),
    (Reads::Everything, "HTTP/1.1 20"),
    (Reads::Everything, "HTTP/1.1 200 OK\r\n"),
    (Reads::Everything, "HTTP/1.1 200 OK\r\ncontent-type: appl"),
    (Reads::Everything, "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 16\r\n\r\n"),
    (Reads::Everything, "HTTP/1.1 200 OK\r\ncontent-length: 16\r\n\r\n{\"tags\":["),
    (Reads::Everything, "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\n{\"tags\":[\r\n"),
];

/// A server that answers the case's request so many times, then cuts it whenever it comes.
struct Server {
    case: &'static Case,
    whole: usize,
    cut: Cut,
    /// How often the case's request has begun to come.
    begun: AtomicUsize,
}

impl Server {
    async fn start(network: &Network, case: &'static Case, whole: usize, cut: Cut) -> (Arc<Self>, HighLevel) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let server = Arc::new(Self { case, whole, cut, begun: AtomicUsize::new(0) });
        let serving = Arc::clone(&server);
        tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                let serving = Arc::clone(&serving);
                tokio::spawn(async move { serving.serve(connection).await });
            }
        });
        (server, at(network, &url))
    }

    async fn serve(&self, mut connection: TcpStream) -> std::io::Result<()> {
        loop {
            if !begins_with(&connection, self.case.line).await? {
                read(&mut connection, Reads::Everything).await?;
                connection.write_all(whole(self.case.aside).as_bytes()).await?;
            } else if self.begun.fetch_add(1, Ordering::SeqCst) < self.whole {
                read(&mut connection, Reads::Everything).await?;
                connection.write_all(whole(self.case.answer).as_bytes()).await?;
            } else {
                read(&mut connection, self.cut.0).await?;
                return connection.write_all(self.cut.1.as_bytes()).await;
            }
        }
    }

    fn begun(&self) -> usize {
        self.begun.load(Ordering::SeqCst)
    }
}

/// Looks at the next request without reading it.
async fn begins_with(connection: &TcpStream, line: &str) -> std::io::Result<bool> {
    let mut seen = vec![0; line.len()];
    while connection.peek(&mut seen).await? < line.len() {
        connection.readable().await?;
        if connection.peek(&mut seen).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(seen == line.as_bytes())
}

async fn read(connection: &mut TcpStream, reads: Reads) -> std::io::Result<()> {
    if matches!(reads, Reads::Nothing) {
        return Ok(());
    }
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(connection.read_u8().await?);
    }
    let head = String::from_utf8(head).unwrap();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).map_or(0, |n| n.parse().unwrap());
    let length = match reads {
        Reads::Nothing | Reads::Head => 0,
        Reads::HalfOfTheBody => length / 2,
        Reads::Everything => length,
    };
    connection.read_exact(&mut vec![0; length]).await?;
    Ok(())
}

fn whole(body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len())
}

fn at(network: &Network, url: &str) -> HighLevel {
    location(&Client::over(network.clone()).with_base_url(url).unwrap())
}

impl Case {
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
                let (server, crm) = Server::start(&network, case, served, cut).await;
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

/// Answers each request and closes the connection, then makes way for the next. Counts the case's requests.
async fn closing(listener: TcpListener, case: &Case, begun: &AtomicUsize) -> std::io::Result<()> {
    loop {
        let (mut connection, _) = listener.accept().await?;
        let ours = begins_with(&connection, case.line).await?;
        begun.fetch_add(usize::from(ours), Ordering::SeqCst);
        read(&mut connection, Reads::Everything).await?;
        connection.write_all(whole(if ours { case.answer } else { case.aside }).as_bytes()).await?;
    }
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
            tokio::spawn(async move { closing(listener, case, &counted).await });
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
