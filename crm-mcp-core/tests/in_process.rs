//! Calls that a program makes itself, and calls that a tool makes of another tool.

#![allow(clippy::unwrap_used)]

use std::sync::{Arc, Mutex};

use crm_mcp_core::{
    Answer, AskError, Call, CallError, Caller, ClientCapabilities, ClientRequest, ErrorCode, LogLevel, Progress, Scope,
    Server, ServerInfo, ToolError, Toolset, tool, tools,
    transport::{Envelope, Incoming, Peer},
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

/// Writes down what each run of `write` wrote.
#[derive(Default)]
struct Book {
    written: Mutex<Vec<String>>,
    tools: Option<Toolset<Book>>,
}

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Line {
    text: String,
}

/// Writes a line, if the user is sure.
#[tool(create, public)]
async fn write(book: &Book, Line { text }: Line, call: &Call) -> Result<String, ToolError> {
    match call.ask::<Sure>("sure", "Write it?").await? {
        Answer::Accepted(Sure { sure: true }) => book.written.lock().unwrap().push(text),
        _ => return Ok("not written".to_owned()),
    }
    call.progress(Progress::new(7.0).saying("written")).await;
    Ok("written".to_owned())
}

fn line(text: &str) -> String {
    json!({ "text": text }).to_string()
}

/// Writes two lines, one after the other.
#[tool(create, public)]
async fn write_in_turn(book: &Book, call: &Call) -> Result<(), ToolError> {
    let tools = book.tools.as_ref().unwrap();
    tools.call_with("write", &line("one"), book, call).await?;
    tools.call_with("write", &line("two"), book, call).await?;
    Ok(())
}

/// Writes two lines that are alike, side by side.
#[tool(create, public)]
async fn write_together(book: &Book, call: &Call) -> Result<(), ToolError> {
    let tools = book.tools.as_ref().unwrap();
    let (one, two) = (line("alike"), line("alike"));
    call.progress(Progress::new(1.0).of(3.0)).await;
    tokio::try_join!(tools.call_with("write", &one, book, call), tools.call_with("write", &two, book, call))?;
    call.progress(Progress::new(2.0).of(3.0)).await;
    Ok(())
}

fn book() -> Book {
    Book { written: Mutex::default(), tools: Some(Toolset::new(tools![write]).unwrap()) }
}

/// Rounds of a stateless call, in which the user agrees to all that is asked: what was asked in each, and the result.
async fn rounds(tool: &str, book: &Book) -> (Vec<usize>, Value) {
    let server =
        Server::new(ServerInfo::new("book", "1"), Toolset::new(tools![write_in_turn, write_together]).unwrap());
    let (mut asked, mut further) = (Vec::new(), json!({}));
    loop {
        let mut params = std::mem::take(&mut further);
        params["name"] = tool.into();
        params["_meta"] = json!({
            "io.modelcontextprotocol/protocolVersion": "2026-07-28",
            "io.modelcontextprotocol/clientCapabilities": { "elicitation": {} },
        });
        let message = json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params }).to_string();
        let (incoming, me) = (Incoming::read(&message), Caller::trusted("ada"));
        let reply = server.handle(&incoming, &Envelope::default(), &Peer::default(), &me, book).await;
        let mut result = serde_json::from_slice::<Value>(&reply.into_body().unwrap()).unwrap()["result"].take();
        let Some(questions) = result["inputRequests"].as_object() else { return (asked, result) };
        asked.push(questions.len());
        let yes = |key: &String| (key.clone(), json!({ "action": "accept", "content": { "sure": true } }));
        further["inputResponses"] = questions.keys().map(yes).collect::<serde_json::Map<_, _>>().into();
        further["requestState"] = result["requestState"].take();
    }
}

#[tokio::test]
async fn nothing_is_written_twice_because_a_later_question_was_asked() {
    let book = book();
    let (asked, result) = rounds("write_in_turn", &book).await;
    assert_eq!((asked, &result["isError"]), (vec![1], &json!(true)), "{result}");
    let text = result["content"][0]["text"].as_str().unwrap();
    assert!(text.contains("it is too late to ask: something was changed in this call already"), "{text}");
    assert_eq!(*book.written.lock().unwrap(), ["one"]);
}

#[tokio::test]
async fn each_inner_run_has_a_question_of_its_own_and_side_by_side_they_ask_in_one_round() {
    let book = book();
    let (asked, result) = rounds("write_together", &book).await;
    assert_eq!((asked, result.get("isError")), (vec![2], None), "{result}");
    assert_eq!(*book.written.lock().unwrap(), ["alike", "alike"]);
}

#[tokio::test]
async fn inner_progress_moves_the_outer_on_and_each_run_by_one_call_begins_anew() {
    let told = Arc::new(Mutex::new(Vec::new()));
    let tell = Arc::clone(&told);
    let call = owner()
        .on_form(|_, _| async { Answer::Accepted(json!({ "sure": true })) })
        .on_progress(move |progress| tell.lock().unwrap().push((progress.done(), progress.total())));
    let (book, tools) = (book(), Toolset::new(tools![write, write_together]).unwrap());
    for _ in 0..2 {
        tools.call_with("write", &line("x"), &book, &call).await.unwrap();
    }
    assert_eq!(std::mem::take(&mut *told.lock().unwrap()), [(7.0, None), (7.0, None)]);
    tools.call_with("write_together", "{}", &book, &call).await.unwrap();
    let told = told.lock().unwrap();
    let [(one, _), inner @ .., (two, _)] = &told[..] else { panic!("{told:?}") };
    assert_eq!((*one, *two, inner.len()), (1.0, 2.0, 2));
    assert!(inner.iter().all(|(done, total)| (1.0..2.0).contains(done) && *total == Some(3.0)), "{inner:?}");
}

#[tokio::test]
async fn a_call_that_is_made_cancellable_twice_is_cancelled_by_either() {
    let (call, first) = owner().cancellable();
    let (call, _second) = call.cancellable();
    first.cancel();
    assert!(matches!(result("whoami", &call).await, Err(CallError::Cancelled)));
}
