//! Calls that a program makes itself, and calls that a tool makes of another tool.

#![allow(clippy::unwrap_used)]

use std::sync::{Arc, Mutex};

use crm_mcp_core::{
    Answer, AskError, Call, CallError, Caller, ClientCapabilities, ClientRequest, ErrorCode, LogLevel, Progress, Scope,
    ToolError, Toolset, tool, tools,
};
use serde_json::{Value, json};

const WRITE: Scope = Scope::new("notes.write");

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Sure {
    sure: bool,
}

/// Deletes all, if the user is sure.
#[tool(delete, scope = WRITE)]
async fn delete_all((): &(), call: &Call) -> Result<String, ToolError> {
    match call.ask::<Sure>("sure", "Delete all?").await? {
        Answer::Accepted(Sure { sure: true }) => Ok("deleted".to_owned()),
        Answer::Accepted(_) | Answer::Declined => Ok("declined".to_owned()),
        Answer::Dismissed => Ok("dismissed".to_owned()),
    }
}

/// Counts.
#[tool(read, public)]
async fn count((): &(), call: &Call) -> Result<(), ToolError> {
    for done in [1.0, 0.5, 2.0] {
        call.progress(Progress::new(done).of(2.0).saying("counting")).await;
    }
    call.log(LogLevel::Debug, "not wanted").await;
    call.log(LogLevel::Error, json!({ "counted": 2 })).await;
    Ok(())
}

/// Says who calls.
#[tool(read, public)]
async fn whoami((): &(), call: &Call) -> Result<String, ToolError> {
    Ok(call.caller().name().to_owned())
}

/// Names the directories of the client.
#[tool(read, public)]
async fn directories((): &(), call: &Call) -> Result<Value, ToolError> {
    call.require(ClientCapabilities::ROOTS).await?;
    serde_json::from_str(call.request("roots", ClientRequest::Roots).await?.get()).map_err(ToolError::internal)
}

/// Waits for what never comes.
#[tool(read, public)]
async fn wait((): &()) -> Result<(), ToolError> {
    std::future::pending().await
}

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Inner {
    tool: String,
}

/// Calls another tool.
#[tool(read, public)]
async fn relay(tools: &Toolset<()>, Inner { tool }: Inner, call: &Call) -> Result<String, ToolError> {
    tools.call_with(&tool, "{}", &(), call).await?.decode().map_err(ToolError::internal)
}

fn notes() -> Toolset<()> {
    Toolset::new(tools![delete_all, count, whoami, directories, wait]).unwrap()
}

fn owner() -> Call {
    Call::by(&Caller::trusted("ada"))
}

async fn result(tool: &str, call: &Call) -> Result<Value, CallError> {
    notes().call_with(tool, "{}", &(), call).await.map(|output| output.decode().unwrap())
}

#[tokio::test]
async fn a_question_is_answered_by_the_program() {
    for (answer, result_of_it) in [
        (Answer::Accepted(json!({ "sure": true })), "deleted"),
        (Answer::Accepted(json!({ "sure": false })), "declined"),
        (Answer::Declined, "declined"),
        (Answer::Dismissed, "dismissed"),
    ] {
        let shown = Arc::new(Mutex::new(Vec::new()));
        let asked = Arc::clone(&shown);
        let call = owner().on_form(move |message, schema| {
            asked.lock().unwrap().push((message, schema["properties"]["sure"]["type"].clone()));
            let answer = answer.clone();
            async move { answer }
        });
        assert_eq!(result("delete_all", &call).await.unwrap(), result_of_it);
        assert_eq!(*shown.lock().unwrap(), [("Delete all?".to_owned(), json!("boolean"))]);
    }
}

#[tokio::test]
async fn an_answer_that_does_not_fit_is_an_error() {
    let call = owner().on_form(|_, _| async { Answer::Accepted(json!({ "sure": "perhaps" })) });
    let error = result("delete_all", &call).await.unwrap_err().to_string();
    assert!(error.contains("the answer does not fit the question") && error.contains("sure"), "{error}");
}

#[tokio::test]
async fn without_a_handler_nobody_can_be_asked() {
    let CallError::Tool(error) = result("delete_all", &owner()).await.unwrap_err() else { panic!("not of the tool") };
    assert_eq!(error.code(), ErrorCode::Refused);
    assert!(error.to_string().contains("lacks `elicitation`"), "{error}");
    assert_eq!(owner().client(), ClientCapabilities::NONE);
    let error = result("directories", &owner().on_form(|_, _| async { Answer::Declined })).await.unwrap_err();
    assert!(error.to_string().contains("lacks `roots`"), "{error}");
}

#[tokio::test]
async fn any_request_is_answered_by_the_program() {
    let call = owner().on_request(ClientCapabilities::ROOTS, |request| async move {
        match request {
            ClientRequest::Roots => Ok(json!({ "roots": [{ "uri": "file:///work" }] })),
            _ => Err(AskError::Refused("no".to_owned())),
        }
    });
    assert_eq!(result("directories", &call).await.unwrap()["roots"][0]["uri"], "file:///work");
}

#[tokio::test]
async fn progress_and_messages_reach_the_program() {
    let (told, logged) = (Arc::new(Mutex::new(Vec::new())), Arc::new(Mutex::new(Vec::new())));
    let (tell, log) = (Arc::clone(&told), Arc::clone(&logged));
    let call = owner()
        .on_progress(move |progress| {
            tell.lock().unwrap().push((progress.done(), progress.total(), progress.message().map(str::to_owned)));
        })
        .on_log(LogLevel::Info, move |level, data| log.lock().unwrap().push((level, data.clone())));
    result("count", &call).await.unwrap();
    let counted = |done| (done, Some(2.0), Some("counting".to_owned()));
    assert_eq!(*told.lock().unwrap(), [counted(1.0), counted(2.0)]);
    assert_eq!(*logged.lock().unwrap(), [(LogLevel::Error, json!({ "counted": 2 }))]);
}

#[tokio::test]
async fn a_cancelled_call_ends_where_it_waits() {
    let (call, canceller) = owner().cancellable();
    let mut waiting = Box::pin(result("wait", &call));
    assert!(futures_poll(&mut waiting).await.is_none(), "it waits");
    canceller.cancel();
    assert!(matches!(waiting.await, Err(CallError::Cancelled)));
    assert!(matches!(result("whoami", &call).await, Err(CallError::Cancelled)), "it stays cancelled");

    let (call, canceller) = owner().cancellable();
    drop(canceller);
    assert_eq!(result("whoami", &call).await.unwrap(), "ada");
}

/// What a future gives if it is ready now.
async fn futures_poll<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
    use std::{future::poll_fn, pin::Pin, task::Poll};
    poll_fn(|context| match Pin::new(&mut *future).poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => Poll::Ready(None),
    })
    .await
}

async fn relayed(tool: &str, call: &Call) -> Result<String, CallError> {
    let relay = Toolset::new(tools![relay]).unwrap();
    let arguments = json!({ "tool": tool }).to_string();
    Ok(relay.call_with("relay", &arguments, &notes(), call).await?.decode().unwrap())
}

#[tokio::test]
async fn a_tool_that_calls_a_tool_passes_the_caller_on() {
    assert_eq!(relayed("whoami", &owner()).await.unwrap(), "ada");
    let reader = Call::by(&Caller::with_scopes("eve", ["notes.read"]));
    assert_eq!(relayed("whoami", &reader).await.unwrap(), "eve");
    let CallError::Tool(error) = relayed("delete_all", &reader).await.unwrap_err() else { panic!("not of the tool") };
    assert_eq!((error.code(), error.to_string().contains("unknown tool `delete_all`")), (ErrorCode::NotFound, true));
    let stepping = Call::by(&Caller::with_scopes("eve", ["notes.read"]).with_step_up());
    let CallError::Tool(error) = relayed("delete_all", &stepping).await.unwrap_err() else { panic!("not of the tool") };
    assert_eq!(error.code(), ErrorCode::PermissionDenied);
    assert!(error.to_string().contains("notes.write"), "{error}");
}

#[tokio::test]
async fn a_tool_that_calls_a_tool_passes_questions_and_cancellation_on() {
    let call = owner().on_form(|_, _| async { Answer::Accepted(json!({ "sure": true })) });
    assert_eq!(relayed("delete_all", &call).await.unwrap(), "deleted");
    assert!(relayed("delete_all", &owner()).await.unwrap_err().to_string().contains("lacks `elicitation`"));

    let (call, canceller) = owner().cancellable();
    let mut waiting = Box::pin(relayed("wait", &call));
    assert!(futures_poll(&mut waiting).await.is_none(), "it waits");
    canceller.cancel();
    assert!(matches!(waiting.await, Err(CallError::Cancelled)));
}
