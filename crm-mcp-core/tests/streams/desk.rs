//! A server whose tools, prompts and resources talk with the client while they run.

use std::{
    future::pending,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use crm_mcp_core::{
    Answer, AskError, Call, ClientCapabilities, ClientRequest, LogLevel, Progress, Prompts, Reporter, Resources, Scope,
    Server, ServerInfo, ToolError, Toolset, prompt, prompts, resource, resources, tool, tools,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use crate::soon;

pub(crate) const SECRETS: Scope = Scope::new("secrets.readonly");

/// What the tools work on: it knows how many calls run, and what they have done.
#[derive(Default)]
pub(crate) struct Desk {
    running: watch::Sender<usize>,
    told: AtomicUsize,
    runs: AtomicUsize,
    kept: Mutex<Option<Reporter>>,
}

impl Desk {
    /// Waits until exactly so many calls run.
    pub(crate) async fn until_running(&self, count: usize) {
        soon(self.running.subscribe().wait_for(|running| *running == count)).await.unwrap();
    }

    /// How many pieces of progress were told.
    pub(crate) fn told(&self) -> usize {
        self.told.load(Ordering::SeqCst)
    }

    /// How often something that asks was run.
    pub(crate) fn runs(&self) -> usize {
        self.runs.load(Ordering::SeqCst)
    }

    /// The reporter of the last call that had one.
    pub(crate) fn kept(&self) -> Option<Reporter> {
        self.kept.lock().unwrap().clone()
    }

    fn enter(&self) -> Inside<'_> {
        self.running.send_modify(|running| *running += 1);
        Inside(self)
    }

    fn run(&self) {
        self.runs.fetch_add(1, Ordering::SeqCst);
    }
}

struct Inside<'a>(&'a Desk);

impl Drop for Inside<'_> {
    fn drop(&mut self) {
        self.0.running.send_modify(|running| *running -= 1);
    }
}

#[derive(Serialize, JsonSchema)]
struct Said {
    said: String,
}

fn said(said: impl Into<String>) -> Said {
    Said { said: said.into() }
}

#[derive(Deserialize, JsonSchema)]
struct Steps {
    steps: Vec<f64>,
    total: Option<f64>,
}

/// Tells of its steps, one after the other, without a pause.
#[tool(read, public)]
async fn count(_: &Desk, Steps { steps, total }: Steps, call: &Call) -> Result<Said, ToolError> {
    for step in steps {
        let progress = Progress::new(step).saying("counting");
        call.progress(total.map_or(progress, |total| progress.of(total))).await;
    }
    Ok(said("counted"))
}

/// Tells of its steps from several places at once, each after the one before.
#[tool(read, public)]
async fn count_together(_: &Desk, Steps { steps, .. }: Steps, call: &Call) -> Result<Said, ToolError> {
    let mut rest = steps.iter();
    let next = Mutex::new(&mut rest);
    let place = || async {
        while let Some(step) = { next.lock().unwrap().next() } {
            call.progress(Progress::new(*step).saying("counting")).await;
        }
    };
    tokio::join!(place(), place(), place());
    Ok(said("counted"))
}

/// Tells by a reporter, and keeps it. Says whether there is one.
#[tool(read, public)]
async fn keep(desk: &Desk, call: &Call) -> Result<Said, ToolError> {
    let Some(reporter) = call.reporter() else { return Ok(said("nobody follows")) };
    *desk.kept.lock().unwrap() = Some(reporter.clone());
    call.progress(Progress::new(1.0).saying("by the call")).await;
    reporter.progress(Progress::new(1.0).saying("not more")).await;
    reporter.progress(Progress::new(2.0).saying("by the reporter")).await;
    Ok(said("kept"))
}

#[derive(Deserialize, JsonSchema)]
struct Flood {
    pieces: u32,
    bytes: usize,
}

/// Tells of very much.
#[tool(read, public)]
async fn flood(desk: &Desk, Flood { pieces, bytes }: Flood, call: &Call) -> Result<Said, ToolError> {
    let _inside = desk.enter();
    let text = "x".repeat(bytes);
    for piece in 0..pieces {
        call.progress(Progress::new(f64::from(piece)).saying(&text)).await;
        desk.told.fetch_add(1, Ordering::SeqCst);
    }
    Ok(said("flooded"))
}

#[derive(Deserialize, JsonSchema)]
struct Wait {
    #[serde(default)]
    tell: bool,
}

/// Never ends by itself.
#[tool(read, public)]
async fn wait(desk: &Desk, Wait { tell }: Wait, call: &Call) -> Result<Said, ToolError> {
    let _inside = desk.enter();
    if tell {
        call.progress(Progress::new(1.0)).await;
    }
    pending().await
}

#[derive(Deserialize, JsonSchema)]
struct Sure {
    /// Really?
    sure: bool,
}

#[derive(Deserialize, JsonSchema)]
struct Item {
    #[serde(default)]
    item: String,
}

fn outcome(answer: Answer<Sure>) -> &'static str {
    match answer {
        Answer::Accepted(Sure { sure: true }) => "done",
        Answer::Accepted(Sure { sure: false }) => "left",
        Answer::Declined => "declined",
        Answer::Dismissed => "dismissed",
    }
}

async fn confirm_with(desk: &Desk, item: &str, call: &Call) -> Result<&'static str, ToolError> {
    desk.run();
    call.require(ClientCapabilities::FORMS).await?;
    Ok(outcome(call.ask::<Sure>("confirm", format!("{item} will go.")).await?))
}

/// Asks before it does something.
#[tool(read, public)]
async fn confirm(desk: &Desk, Item { item }: Item, call: &Call) -> Result<Said, ToolError> {
    let _inside = desk.enter();
    Ok(said(confirm_with(desk, &item, call).await?))
}

/// Asks the same under another name.
#[tool(read, public)]
async fn confirm_too(desk: &Desk, Item { item }: Item, call: &Call) -> Result<Said, ToolError> {
    Ok(said(confirm_with(desk, &item, call).await?))
}

#[derive(Deserialize, JsonSchema)]
struct Name {
    #[schemars(length(min = 1, max = 20))]
    name: String,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Size {
    /// Up to 10
    Small,
    /// More
    Large,
}

#[derive(Deserialize, JsonSchema)]
struct Choice {
    size: Size,
}

/// Asks two things at once and a third after that, having told of progress.
#[tool(read, public)]
async fn survey(desk: &Desk, call: &Call) -> Result<Said, ToolError> {
    desk.run();
    call.progress(Progress::new(1.0)).await;
    let (name, choice) = tokio::join!(call.ask::<Name>("name", "Who?"), call.ask::<Choice>("size", "How large?"));
    let (Answer::Accepted(Name { name }), Answer::Accepted(Choice { size })) = (name?, choice?) else {
        return Ok(said("nobody"));
    };
    let answer = call.ask::<Sure>("sure", format!("Is it {name}?")).await?;
    Ok(said(format!("{name}, {}, {}", if matches!(size, Size::Small) { "small" } else { "large" }, outcome(answer))))
}

#[derive(Deserialize, JsonSchema)]
struct Colours {
    /// What you like.
    sizes: Vec<Size>,
}

/// Asks for several of several.
#[tool(read, public)]
async fn choose(_: &Desk, call: &Call) -> Result<Said, ToolError> {
    let answer = call.ask::<Colours>("sizes", "Which?").await?;
    Ok(said(answer.accepted().map_or("none".to_owned(), |chosen| chosen.sizes.len().to_string())))
}

#[derive(Deserialize, JsonSchema)]
struct Kind {
    kind: String,
}

#[derive(Deserialize, JsonSchema)]
struct Newtype(#[expect(dead_code, reason = "no form comes of it")] String);

#[derive(Deserialize, JsonSchema)]
struct With<T> {
    #[expect(dead_code, reason = "no form comes of it")]
    field: T,
}

/// Nobody gets this far.
fn drop_answer<T>(_: Answer<T>) {}

/// Asks with a type that makes no form.
#[tool(read, public)]
async fn misshapen(desk: &Desk, Kind { kind }: Kind, call: &Call) -> Result<Said, ToolError> {
    desk.run();
    match &*kind {
        "boolean" => call.ask::<bool>("q", "Well?").await.map(drop_answer)?,
        "newtype" => call.ask::<Newtype>("q", "Well?").await.map(drop_answer)?,
        "tuple" => call.ask::<With<(u8, u8)>>("q", "Well?").await.map(drop_answer)?,
        "anything" => call.ask::<With<serde_json::Value>>("q", "Well?").await.map(drop_answer)?,
        "nested" => call.ask::<With<Sure>>("q", "Well?").await.map(drop_answer)?,
        _ => call.ask::<With<Vec<String>>>("q", "Well?").await.map(drop_answer)?,
    }
    Ok(said("done"))
}

/// Asks for what needs two capabilities.
#[tool(read, public)]
async fn roots_and_more(_: &Desk, call: &Call) -> Result<Said, ToolError> {
    call.require(ClientCapabilities::ROOTS.and(ClientCapabilities::FORMS)).await?;
    let (roots, sure) = tokio::join!(call.request("roots", ClientRequest::Roots), call.ask::<Sure>("sure", "Well?"));
    Ok(said(format!("{} {}", roots?.get(), outcome(sure?))))
}

/// Says whether it could ask.
#[tool(read, public)]
async fn polite(_: &Desk, call: &Call) -> Result<Said, ToolError> {
    Ok(said(if call.client().forms { "could ask" } else { "cannot ask" }))
}

/// Asks, and does without an answer where it cannot.
#[tool(read, public)]
async fn willing(_: &Desk, call: &Call) -> Result<Said, ToolError> {
    Ok(said(match call.ask::<Sure>("sure", "Well?").await {
        Ok(_) => "asked",
        Err(AskError::Unable(_)) => "cannot ask",
        Err(error) => return Err(error.into()),
    }))
}

/// Writes a message of each level into the client's log.
#[tool(read, public)]
async fn chatter(_: &Desk, call: &Call) -> Result<Said, ToolError> {
    use LogLevel::{Alert, Critical, Debug, Emergency, Error, Info, Notice, Warning};
    for level in [Debug, Info, Notice, Warning, Error, Critical, Alert, Emergency] {
        call.log(level, serde_json::json!({ "said": format!("{level:?}") })).await;
    }
    Ok(said("chattered"))
}

/// A prompt that asks.
#[prompt(public)]
async fn greet(desk: &Desk, Item { item }: Item, call: &Call) -> Result<String, ToolError> {
    Ok(confirm_with(desk, &item, call).await?.to_owned())
}

/// A resource that asks.
#[resource(uri = "desk://drawers/{item}", public)]
async fn drawer(desk: &Desk, Item { item }: Item, call: &Call) -> Result<String, ToolError> {
    Ok(confirm_with(desk, &item, call).await?.to_owned())
}

/// A resource that not everybody may read.
#[resource(uri = "desk://secret", scope = SECRETS)]
async fn secret(_: &Desk) -> Result<String, ToolError> {
    Ok("psst".to_owned())
}

pub(crate) fn toolset() -> Toolset<Desk> {
    let tools = tools![
        count,
        count_together,
        keep,
        flood,
        wait,
        confirm,
        confirm_too,
        survey,
        choose,
        misshapen,
        roots_and_more,
        polite,
        willing,
        chatter
    ];
    Toolset::new(tools).unwrap()
}

pub(crate) fn prompt_set() -> Prompts<Desk> {
    Prompts::new(prompts![greet]).unwrap()
}

pub(crate) fn resource_set() -> Resources<Desk> {
    Resources::new(resources![drawer, secret]).unwrap()
}

/// With prompts and resources, and no more than every server does.
pub(crate) fn server() -> Server<Desk> {
    let server = Server::new(ServerInfo::new("desk", "1.0.0"), toolset());
    server.with_prompts(prompt_set()).with_resources(resource_set())
}
