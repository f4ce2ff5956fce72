//! A write whose connection breaks is sent once, wherever it breaks; the record that it may have made is looked for, and
//! the model is told what that means.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use crm_mcp_core::{ErrorCode, ToolError};
use crm_mcp_tools::{api::Network, close::Close};
use serde_json::{Value, json};
use tokio::{net::TcpListener, task::JoinSet};

use crate::{
    cut_connections::{CUTS, CutRequest, CutServer, closing},
    support::{called, networked, refused, told},
    vendor::{Vendor, answer},
};

/// A tool, the request that is cut off, and what is told.
struct Case {
    tool: &'static str,
    arguments: &'static str,
    request: CutRequest,
    /// How often the request is sent while it fails.
    tries: usize,
    next: &'static str,
    /// The id of the record that was found.
    id: Option<&'static str>,
}

const LOOK: &str = "it may have been carried out; look before you repeat it";
/// An answer that is no list: nothing can be looked at.
const NO_LIST: &str = "{}";

#[rustfmt::skip]
const fn write(tool: &'static str, arguments: &'static str, line: &'static str, answer: &'static str) -> Case {
    Case { tool, arguments, request: CutRequest { line, answer, aside: NO_LIST }, tries: 1, next: LOOK, id: None }
}

impl Case {
    /// The same case with this answer to the look.
    const fn seeing(mut self, aside: &'static str, next: &'static str, id: Option<&'static str>) -> Self {
        self.request.aside = aside;
        (self.next, self.id) = (next, id);
        self
    }

    async fn call(&self, crm: &Close) -> Result<Value, ToolError> {
        called(crm, self.tool, serde_json::from_str(self.arguments).unwrap()).await
    }

    #[track_caller]
    fn assert_told(&self, error: &ToolError, why: &str) {
        let mut details = if self.tries == 1 { json!({"mayBeDone": true}) } else { json!({}) };
        if let Some(id) = self.id {
            details["id"] = id.into();
        }
        assert_eq!(error.code(), ErrorCode::Unavailable, "{}", self.tool);
        assert_eq!(error.to_string(), format!("Close did not answer: {why}. Next: {}.", self.next), "{}", self.tool);
        assert_eq!(json!(error.details()), details, "{}", self.tool);
    }
}

const NEW_LEAD: Case = write("create_lead", r#"{"name":"Acme"}"#, "POST /lead/ ", r#"{"id":"lead_1","name":"Acme"}"#);
const NEW_NOTE: Case = write(
    "create_note",
    r#"{"lead_id":"lead_1","note":"Called."}"#,
    "POST /activity/note/ ",
    r#"{"id":"acti_1","note":"Called."}"#,
);
const NEW_CONTACT: Case = write(
    "create_contact",
    r#"{"lead_id":"lead_1","name":"Ada"}"#,
    "POST /contact/ ",
    r#"{"id":"cont_1","name":"Ada"}"#,
);
const NEW_DEAL: Case = write(
    "create_opportunity",
    r#"{"lead_id":"lead_1","status_id":"stat_1","value":5000}"#,
    "POST /opportunity/ ",
    r#"{"id":"oppo_1","value":5000}"#,
);
const NEW_TASK: Case =
    write("create_task", r#"{"lead_id":"lead_1","text":"Call"}"#, "POST /task/ ", r#"{"id":"task_1","text":"Call"}"#);
const NEW_CALL_TASK: Case =
    write("create_call_task", r#"{"lead_id":"lead_1","contact_id":"cont_1"}"#, "POST /task/ ", r#"{"id":"task_1"}"#);
const NEW_TEMPLATE: Case = write(
    "create_sms_template",
    r#"{"name":"Hello","text":"Hi"}"#,
    "POST /sms_template/ ",
    r#"{"id":"smstmpl_1","name":"Hello"}"#,
);

#[rustfmt::skip]
static CASES: &[Case] = &[
    NEW_LEAD,
    NEW_LEAD.seeing(r#"{"data":[]}"#,
        "no lead with this name is there yet; look again in a minute with lead_search before you repeat it", None),
    NEW_LEAD.seeing(r#"{"data":[{"id":"lead_8","name":"Acme Ltd","date_created":"2999-01-01T00:00:00+00:00"}]}"#,
        "no lead with this name is there yet; look again in a minute with lead_search before you repeat it", None),
    NEW_LEAD.seeing(r#"{"data":[{"id":"lead_9","name":"Acme","date_created":"2021-01-01T00:00:00+00:00"},
            {"id":"lead_0","name":" Acme","date_created":"2999-01-01T00:00:00+00:00"}]}"#,
        "do not create it again: lead lead_0 is there with this name; go on with it, by update_lead if it lacks something",
        Some("lead_0")),
    NEW_LEAD.seeing(r#"{"data":[{"id":"lead_9","name":"Acme","date_created":"2021-01-01T00:00:00+00:00"}]}"#,
        "lead lead_9 has this name, and it may be the one; read it with fetch_lead before you repeat it", Some("lead_9")),
    NEW_NOTE,
    NEW_NOTE.seeing(r#"{"data":[{"id":"acti_0","note":"Called twice.","date_created":"2021-01-01T00:00:00+00:00"}]}"#,
        "no note with this text is there yet; look again in a minute with find_notes before you repeat it", None),
    NEW_NOTE.seeing(r#"{"data":[{"id":"acti_0","note":"Called twice.","date_created":"2021-01-01T00:00:00+00:00"}],"has_more":true}"#,
        LOOK, None),
    NEW_NOTE.seeing(r#"{"data":[{"id":"acti_0","note":"Called Ada.","date_created":"2999-01-01T00:00:00+00:00"}]}"#,
        "note acti_0 was made at that moment, and it may be the one; read it with fetch_note before you repeat it",
        Some("acti_0")),
    NEW_NOTE.seeing(r#"{"data":[{"id":"acti_0","note":"Called.","date_created":"2999-01-01T00:00:00"}]}"#,
        "do not create it again: note acti_0 is there with this text; go on with it, by update_note if it lacks something",
        Some("acti_0")),
    NEW_CONTACT,
    NEW_CONTACT.seeing(r#"{"data":[{"id":"cont_0","name":"Ada","date_created":"2999-01-01T00:00:00+00:00"}]}"#,
        "do not create it again: contact cont_0 is there with this name; go on with it, by update_contact if it lacks something",
        Some("cont_0")),
    NEW_DEAL,
    NEW_DEAL.seeing(r#"{"data":[{"id":"oppo_0","status_id":"stat_1","value":5000,"date_created":"2999-01-01T00:00:00+00:00"}]}"#,
        "do not create it again: opportunity oppo_0 is there with these values; go on with it, by update_opportunity if it \
         lacks something", Some("oppo_0")),
    NEW_TASK,
    NEW_TASK.seeing(r#"{"data":[{"id":"task_0","text":"Write","date_created":"2021-01-01T00:00:00+00:00"}]}"#,
        "no task with this text is there yet; look again in a minute with find_tasks before you repeat it", None),
    NEW_CALL_TASK,
    NEW_CALL_TASK.seeing(r#"{"data":[{"id":"task_0","contact_id":"cont_1","date_created":"2999-01-01T00:00:00+00:00"}]}"#,
        "do not create it again: call task task_0 is there with this contact; go on with it, by update_call_task if it \
         lacks something", Some("task_0")),
    NEW_TEMPLATE,
    NEW_TEMPLATE.seeing(r#"{"data":[{"id":"smstmpl_0","name":"Bye","date_created":"2999-01-01T00:00:00"}]}"#,
        "no SMS template with this name is there yet; look again in a minute with find_sms_templates before you repeat it",
        None),
    write("create_workflow", r#"{"name":"Nurture","timezone":"Europe/Kyiv","steps":[{"step_type":"call","delay":"P1D"}]}"#,
        "POST /sequence/ ", r#"{"id":"seq_1"}"#),
    write("create_email_template", r#"{"name":"Hello","subject":"Hi","body":"<p>Hi</p>"}"#,
        "POST /email_template/ ", r#"{"id":"tmpl_1"}"#),
    write("create_lead_status", r#"{"label":"Cold"}"#, "POST /status/lead/ ", r#"{"id":"stat_1"}"#),
    write("create_pipeline", r#"{"name":"Sales"}"#, "POST /pipeline/ ", r#"{"id":"pipe_1"}"#),
    write("update_lead", r#"{"id":"lead_1","name":"Acme"}"#, "PUT /lead/lead_1/ ", r#"{"id":"lead_1"}"#),
    write("update_note", r#"{"id":"acti_1","title":"Call"}"#, "PUT /activity/note/acti_1/ ", r#"{"id":"acti_1"}"#),
    write("delete_lead", r#"{"id":"lead_1"}"#, "DELETE /lead/lead_1/ ", "{}"),
    write("delete_task", r#"{"id":"task_1"}"#, "DELETE /task/task_1/ ", "{}"),
    write("delete_lead_smart_view", r#"{"id":"save_1"}"#, "DELETE /saved_search/save_1/ ", "{}"),
    Case { tool: "fetch_lead", arguments: r#"{"id":"lead_1"}"#,
        request: CutRequest { line: "GET /lead/lead_1/ ", answer: r#"{"id":"lead_1"}"#, aside: "{}" },
        tries: 3, next: "call again in a moment", id: None },
];

/// Each case, on a new connection and on one that has already served two requests, cut in each way.
#[tokio::test]
async fn a_write_is_sent_once_wherever_it_is_cut_and_a_read_three_times() {
    let network = Network::new().unwrap();
    let mut tests = JoinSet::new();
    for case in CASES {
        for (served, cut) in [0, 2].into_iter().flat_map(|served| CUTS.map(|cut| (served, cut))) {
            let network = network.clone();
            tests.spawn(async move {
                let (server, url) = CutServer::start(case.request, served, cut).await;
                let crm = networked(&network, &url);
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
    for case in CASES.iter().cycle().take(5 * CASES.len()) {
        let network = network.clone();
        tests.spawn(async move {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let crm = networked(&network, &format!("http://{}", listener.local_addr().unwrap()));
            let begun = Arc::new(AtomicUsize::new(0));
            let counted = Arc::clone(&begun);
            tokio::spawn(async move { closing(listener, case.request, &counted).await });
            let answers = [case.call(&crm).await, case.call(&crm).await];
            let answered = answers.iter().filter(|answer| answer.is_ok()).count();
            let begun = begun.load(Ordering::SeqCst);
            assert!((answered..=2).contains(&begun), "{}: {begun} begun, {answered} answered", case.tool);
        });
    }
    tests.join_all().await;
}

/// After such an answer Close may have carried it out, or not: a write is never sent again, and a create is looked for.
#[tokio::test]
async fn a_write_is_not_sent_again_after_a_failure_of_closes() {
    let note = json!({"lead_id": "lead_1", "note": "Called."});
    let list = "GET /api/v1/activity/note/?lead_id=lead_1&_limit=100";
    for status in [500, 502, 503, 504] {
        let vendor = Vendor::answering([answer(status, r#"{"error": "Sorry."}"#), answer(200, r#"{"data": []}"#)]);
        let error = refused(&told(&vendor), "create_note", note.clone()).await;
        assert_eq!(json!(error.details())["mayBeDone"], true, "{status}: {error}");
        let asked: Vec<_> = vendor.saw().into_iter().map(|(line, _)| line).collect();
        assert_eq!(asked, ["POST /api/v1/activity/note/", list], "{status}");

        let vendor = Vendor::answering([answer(status, r#"{"error": "Sorry."}"#)]);
        refused(&told(&vendor), "update_note", json!({"id": "acti_1", "title": "Call"})).await;
        assert_eq!(vendor.saw().len(), 1, "{status}");
    }
    // What is refused was not carried out.
    for status in [400, 401, 402, 403, 404, 429] {
        let vendor = Vendor::answering([answer(status, r#"{"error": "No."}"#)]);
        let error = refused(&told(&vendor), "create_note", note.clone()).await;
        assert_eq!((json!(error.details()).get("mayBeDone"), vendor.saw().len()), (None, 1), "{status}: {error}");
    }
}
