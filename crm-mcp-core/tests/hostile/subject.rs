//! A server for hostile input, and what must hold of each of its answers. The fuzz targets use this file too.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    fmt,
    pin::pin,
    sync::{Arc, LazyLock},
    task::{Context, Poll, Waker},
};

use crm_mcp_core::{
    Answer, Arguments, Call, Caller, Effect, ErrorCode, Prompt, PromptSpec, Prompts, Revision, Server, ServerInfo,
    Tool, ToolError, ToolSpec, Toolset,
    transport::{Envelope, Incoming, Mirrored, Peer},
};
use schemars::JsonSchema;
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{Error, MapAccess, Visitor},
};
use serde_json::{Value, json, value::RawValue};

/// Arguments of every kind there is.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Rich {
    #[schemars(length(min = 1, max = 5), regex(pattern = "^[a-z ]+$"), extend("x-alias" = ["title"]))]
    name: String,
    #[schemars(range(min = -3, max = 100))]
    count: Option<i64>,
    #[schemars(range(min = 0.5, max = 2.5))]
    share: Option<f64>,
    flag: Option<bool>,
    kind: Option<Kind>,
    #[serde(default)]
    #[schemars(length(max = 3))]
    tags: BTreeSet<String>,
    place: Option<Place>,
    worth: Option<Worth>,
    odd: Option<Odd>,
    #[serde(flatten)]
    page: Page,
    /// Anything but booleans.
    #[serde(default)]
    others: BTreeMap<String, Picky>,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Kind {
    /// The first.
    One,
    Two,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
struct Place {
    lines: Vec<Vec<String>>,
    /// Anything.
    #[serde(default)]
    free: BTreeMap<String, Value>,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
struct Page {
    cursor: Option<String>,
    limit: Option<u8>,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
enum Worth {
    Cents(i64),
    Words(String),
    Range { from: u32, to: u32 },
}

/// A value of which the type takes less than its schema says.
#[derive(Debug, Serialize, JsonSchema)]
struct Picky(Value);

impl<'de> Deserialize<'de> for Picky {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        if value.is_boolean() { Err(D::Error::custom("no booleans here")) } else { Ok(Self(value)) }
    }
}

/// A text of which the type says itself what is wrong, and repeats it.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String")]
#[schemars(!try_from)]
struct Odd(String);

impl TryFrom<String> for Odd {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text.len() % 2 == 1 { Ok(Self(text)) } else { Err(format!("{text:?} has not an odd length, {text}")) }
    }
}

/// Arguments that nothing but their type checks.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Typed {
    kind: Kind,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
struct Failing {
    text: String,
}

/// Repeats all that it was given, as an author should not.
async fn fail(args: Failing) -> Result<Failing, ToolError> {
    let Failing { text } = args;
    Err(ToolError::new(ErrorCode::NotFound, format!("there is no {text}")).with_next_step(format!("look for {text}")))
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Target {
    id: String,
    /// Anything.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Value>")]
    more: BTreeMap<String, Box<RawValue>>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Removed {
    id: String,
    others: usize,
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Confirm {
    /// Do it?
    really: bool,
}

async fn confirm(target: Target, call: &Call) -> Result<Removed, ToolError> {
    match call.ask::<Confirm>("confirm", format!("{} will be removed.", target.id)).await? {
        Answer::Accepted(Confirm { really: true }) => Ok(Removed { id: target.id, others: target.more.len() }),
        _ => Err(ToolError::new(ErrorCode::Refused, "the user said no")),
    }
}

fn spec(name: &'static str) -> ToolSpec {
    ToolSpec::new(name, Effect::Read).description("Gives back what it was given.").public()
}

/// A server of tools that give back what they were given, and of one that asks before it does anything. None waits otherwise.
pub fn server() -> Server<()> {
    let plain =
        Tool::new(spec("echo"), Arguments::<Rich>::new(), |(), rich, _| Box::pin(async { Ok::<_, ToolError>(rich) }));
    let bound = Tool::new(spec("bound"), Arguments::<Place>::new(), |(), place, _| {
        Box::pin(async { Ok::<_, ToolError>(place) })
    });
    let bound = bound.also_prefixed(&["path_", "query_"]).bound("locationId", |()| "L1");
    let asking = Tool::new(spec("ask"), Arguments::<Target>::new(), |(), target, call| Box::pin(confirm(target, call)));
    let schema = json!({ "type": "object", "properties": { "kind": { "type": "string" } } });
    let typed = Tool::new(spec("typed"), Arguments::<Typed>::with_schema(schema), |(), typed, _| {
        Box::pin(async { Ok::<_, ToolError>(typed) })
    });
    let failing = Tool::new(spec("fail"), Arguments::<Failing>::new(), |(), failing, _| Box::pin(fail(failing)));
    let spec = PromptSpec::new("fail").description("Fails.").public();
    let prompt = Prompt::new(spec, Arguments::<Failing>::new(), |(), failing, _| {
        Box::pin(async { fail(failing).await.map(|failing| failing.text) })
    });
    Server::new(ServerInfo::new("subject", "1.2.3"), Toolset::new([plain, bound, asking, typed, failing]).unwrap())
        .with_prompts(Prompts::new([prompt]).unwrap())
}

pub static SERVER: LazyLock<Server<()>> = LazyLock::new(server);

/// The answer to a message, which is there at once: nothing in a server waits by itself.
pub fn answer(message: &[u8], envelope: &Envelope<'_>) -> Option<Vec<u8>> {
    // Something is remembered of who is at the other end of a pipe.
    let connection = matches!(envelope, Envelope::Bare { .. }).then(Arc::default);
    let (peer, caller) = (Peer::new(None, connection), Caller::trusted("test"));
    at_once(SERVER.handle(&Incoming::read(message), envelope, &peer, &caller, &())).into_body()
}

/// The outcome of a call in process.
pub fn call(tool: &str, arguments: &str) -> Result<Value, crm_mcp_core::CallError> {
    let caller = Caller::trusted("test");
    at_once(SERVER.toolset().call(tool, arguments, &(), &caller)).map(|output| output.decode().unwrap())
}

fn at_once<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("the server waits"),
    }
}

/// Every envelope there is, and headers that agree with the message.
pub fn envelopes(message: &[u8]) -> Vec<Envelope<'static>> {
    let message: Value = serde_json::from_slice(message).unwrap_or_default();
    let params = &message["params"];
    let once =
        |value: &Value| value.as_str().map_or(Mirrored::Absent, |value| Mirrored::Once(Cow::Owned(value.to_owned())));
    let agreeing = Envelope::mirrored(
        once(&params["_meta"]["io.modelcontextprotocol/protocolVersion"]),
        once(&message["method"]),
        once(&params["name"]),
        &(),
    );
    let every = |mirrored: Mirrored<'static>| Envelope::mirrored(mirrored.clone(), mirrored.clone(), mirrored, &());
    let mirrored = [Mirrored::Absent, Mirrored::Unreadable, Mirrored::Again("2025-03-26".into())].map(every);
    let bare = Revision::ALL.iter().map(|&assumed| Envelope::bare(assumed));
    bare.chain(mirrored).chain([agreeing]).collect()
}

/// Handles a message in every envelope.
///
/// # Panics
///
/// If an answer is not well formed, or not one to this message.
pub fn check(message: &[u8]) {
    for envelope in envelopes(message) {
        let answer = answer(message, &envelope);
        check_answer(message, answer.as_deref());
    }
}

/// What holds of every answer: JSON-RPC, as long as the message or not much longer, under the message's id.
pub fn check_answer(message: &[u8], answer: Option<&[u8]>) {
    let question = Question::read(message);
    let Some(answer) = answer else {
        assert!(question.as_ref().is_none_or(|question| !question.wants_answer()), "no answer");
        return;
    };
    assert!(answer.len() <= 16 * message.len() + 64 * 1024, "{} bytes for {}", answer.len(), message.len());
    if answer.starts_with(b"[") {
        let answers: Vec<&RawValue> = serde_json::from_slice(answer).expect("JSON");
        assert!(!answers.is_empty() && message.trim_ascii_start().starts_with(b"["));
        return answers.iter().for_each(|answer| check_one(answer.get(), None));
    }
    let answer = std::str::from_utf8(answer).expect("UTF-8");
    assert!(question.as_ref().is_none_or(|question| !question.wants_none()), "an answer to a notification: {answer}");
    check_one(answer, question.filter(Question::wants_answer).and_then(|question| question.0.one("id")));
}

fn check_one(answer: &str, id: Option<&str>) {
    let members: Members<'_> = serde_json::from_str(answer).expect("a JSON object");
    assert_eq!(members.one("jsonrpc"), Some("\"2.0\""), "{answer}");
    assert!(members.0.iter().all(|(name, _)| ["jsonrpc", "id", "result", "error"].contains(&&**name)), "{answer}");
    assert!(members.count("id") <= 1 && members.one("id").is_none_or(is_id), "{answer}");
    assert!(id.is_none() || members.one("id") == id, "{id:?} became {answer}");
    match (members.one("result"), members.one("error")) {
        (Some(result), None) => {
            assert!(serde_json::from_str::<Value>(result).expect("a result").is_object() && members.count("id") == 1);
        }
        (None, Some(error)) => {
            let error: Fault = serde_json::from_str(error).expect("an error");
            assert!(!error.message.is_empty() && error.code != -32603, "{answer}");
        }
        _ => panic!("{answer}"),
    }
}

#[derive(Deserialize)]
struct Fault {
    code: i64,
    message: String,
}

fn is_id(json: &str) -> bool {
    json.starts_with('"') || json.trim_start_matches('-').bytes().all(|byte| byte.is_ascii_digit())
}

/// A message, read by another way than the server's.
struct Question<'a>(Members<'a>);

impl<'a> Question<'a> {
    const KNOWN: [&'static str; 6] = ["jsonrpc", "id", "method", "params", "result", "error"];

    /// The message, if it is one and each of its members has one meaning.
    fn read(message: &'a [u8]) -> Option<Self> {
        let members: Members<'a> = serde_json::from_slice(message).ok()?;
        Self::KNOWN.iter().all(|name| members.count(name) <= 1).then_some(Self(members))
    }

    fn wants_answer(&self) -> bool {
        self.0.count("method") == 1 && self.0.one("id").is_some_and(is_id)
    }

    fn wants_none(&self) -> bool {
        let is_text = |json: &str| serde_json::from_str::<String>(json).is_ok();
        self.0.count("id") == 0 && self.0.one("method").is_some_and(is_text) && self.0.one("jsonrpc") == Some("\"2.0\"")
    }
}

/// The members of an object, repeated ones too.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'a> Members<'a> {
    fn count(&self, name: &str) -> usize {
        self.0.iter().filter(|member| member.0 == name).count()
    }

    fn one(&self, name: &str) -> Option<&'a str> {
        self.0.iter().find(|member| member.0 == name).map(|member| member.1.get())
    }
}

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MembersVisitor;

        impl<'de> Visitor<'de> for MembersVisitor {
            type Value = Members<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(MembersVisitor)
    }
}
