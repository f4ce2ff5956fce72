//! Prompts: annotated functions, in process and over every revision, with the completion of their arguments.
#![allow(clippy::unused_async, clippy::unwrap_used)]

mod common;

use common::{Notes, READ, WRITE, ask_of, in_every_revision, notes, request, stateless, toolset};
use crm_mcp_core::{
    Arguments, CallError, Caller, Content, ErrorCode, NoArguments, Prompt, PromptMessage, PromptMessages, PromptSpec,
    Prompts, Revision, Server, ServerInfo, SetProblem, SoFar, Tier, ToolError, prompt, prompts,
    transport::{Envelope, Reply, RpcError},
};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Rewrite {
    /// The note to rewrite.
    note_id: String,
    /// In how many words.
    #[schemars(range(min = 1, max = 100))]
    words: Option<u8>,
    #[serde(default)]
    tone: Tone,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Tone {
    /// As to a friend.
    #[default]
    Warm,
    Terse,
}

/// Rewrites a note.
#[prompt(name = "notes-rewrite", title = "Rewrite a note", scope = READ, complete(noteId = ids, words = lengths))]
async fn rewrite(notes: &Notes, Rewrite { note_id, words, tone }: Rewrite) -> Result<PromptMessages, ToolError> {
    let Some(note) = notes.get(&note_id) else {
        return Err(
            ToolError::new(ErrorCode::NotFound, format!("there is no note {note_id}")).with_next_step("list the notes")
        );
    };
    let task = format!("Rewrite this in {} words, {tone:?}.", words.unwrap_or(20));
    let note = Content::resource(format!("notes://{note_id}"), "text/plain", note.clone());
    Ok(PromptMessages::from([
        PromptMessage::user(task),
        PromptMessage::user(note),
        PromptMessage::assistant("Here it is:"),
    ]))
}

async fn ids(notes: &Notes, _: &SoFar) -> Result<Vec<String>, ToolError> {
    Ok(notes.keys().cloned().collect())
}

/// Depends on what was chosen before.
async fn lengths(notes: &Notes, so_far: &SoFar) -> Result<Vec<String>, ToolError> {
    let note = so_far.chosen("noteId").and_then(|id| notes.get(id));
    let note = note.ok_or(ToolError::new(ErrorCode::InvalidArguments, "choose the note first"))?;
    Ok((1..=note.split_whitespace().count()).map(|words| words.to_string()).collect())
}

/// Sums the week up.
#[prompt(scopes = [READ, WRITE])]
async fn week(_: &Notes) -> Result<&'static str, ToolError> {
    Ok("Sum the week up.")
}

/// Has a fault.
#[prompt(public)]
async fn broken(_: &Notes) -> Result<String, ToolError> {
    panic!("a prompt with a fault")
}

/// Shows what older revisions do not know.
#[prompt(public)]
async fn linked(_: &Notes) -> Result<PromptMessage, ToolError> {
    Ok(PromptMessage::user(Content::link("notes://n1", "n1")))
}

fn all() -> Prompts<Notes> {
    Prompts::new(prompts![rewrite, week, broken, linked]).unwrap()
}

fn server() -> Server<Notes> {
    Server::new(ServerInfo::new("notes", "1.2.3"), toolset()).with_prompts(all())
}

async fn ask(caller: &Caller, message: &str) -> (Reply, Value) {
    ask_of(&server(), caller, message, &Envelope::default()).await
}

fn me() -> Caller {
    Caller::trusted("me")
}

#[tokio::test]
async fn the_list_shows_what_each_revision_knows() {
    for (revision, message, envelope) in in_every_revision("prompts/list", &json!({}), "") {
        let (_, body) = ask_of(&server(), &me(), &message, &envelope).await;
        let mut rewrite = json!({
            "name": "notes-rewrite",
            "description": "Rewrites a note.",
            "arguments": [
                { "name": "noteId", "description": "The note to rewrite.", "required": true },
                { "name": "tone", "description": "`warm`: As to a friend.", "required": false },
                { "name": "words", "description": "In how many words.", "required": false },
            ],
        });
        if revision >= Revision::V2025_06_18 {
            rewrite["title"] = json!("Rewrite a note");
        }
        assert_eq!(body["result"]["prompts"][0], rewrite, "{revision}");
        assert_eq!(body["result"]["prompts"][1], json!({ "name": "week", "description": "Sums the week up." }));
        let cache = if revision.is_stateless() { json!("private") } else { Value::Null };
        assert_eq!(body["result"]["cacheScope"], cache, "{revision}");
    }
}

#[tokio::test]
async fn messages_have_the_same_shape_in_every_revision() {
    let params = json!({ "name": "notes-rewrite", "arguments": { "noteId": "n1", "words": "5", "tone": "terse" } });
    for (revision, message, envelope) in in_every_revision("prompts/get", &params, "notes-rewrite") {
        let (reply, body) = ask_of(&server(), &me(), &message, &envelope).await;
        assert!(matches!(reply, Reply::Message(_)), "{revision}: {reply:?}");
        let resource = json!({ "uri": "notes://n1", "mimeType": "text/plain", "text": "a \"quoted\"\nline" });
        let messages = json!([
            { "role": "user", "content": { "type": "text", "text": "Rewrite this in 5 words, Terse." } },
            { "role": "user", "content": { "type": "resource", "resource": resource } },
            { "role": "assistant", "content": { "type": "text", "text": "Here it is:" } },
        ]);
        assert_eq!(body["result"]["messages"], messages, "{revision}");
        assert_eq!(body["result"]["description"], "Rewrites a note.", "{revision}");
        assert_eq!(body["result"]["resultType"] == "complete", revision.is_stateless(), "{revision}");
    }
}

#[tokio::test]
async fn content_that_a_revision_does_not_know_becomes_text() {
    for (revision, message, envelope) in in_every_revision("prompts/get", &json!({ "name": "linked" }), "linked") {
        let (_, body) = ask_of(&server(), &me(), &message, &envelope).await;
        let kind = if revision >= Revision::V2025_06_18 { "resource_link" } else { "text" };
        assert_eq!(body["result"]["messages"][0]["content"]["type"], kind, "{revision}");
    }
}

#[tokio::test]
async fn what_cannot_be_given_is_an_error_with_words_and_data() {
    let get = |name: &str, arguments: Value| json!({ "name": name, "arguments": arguments });
    for (params, code, words) in [
        (get("nothing", json!({})), -32602, "unknown prompt `nothing`; prompts/list names those there are"),
        (
            get("notes_rewrite", json!({})),
            -32602,
            "unknown prompt `notes_rewrite` (did you mean notes-rewrite?); prompts",
        ),
        (get("notes-rewrite", json!({})), -32602, "noteId: expected a string, got nothing"),
        (get("notes-rewrite", json!({ "noteId": "n1", "words": "many" })), -32602, "words: expected an integer from 1"),
        (get("notes-rewrite", json!({ "noteId": "n1", "tone": "tense" })), -32602, "did you mean terse?"),
        (get("notes-rewrite", json!({ "noteId": "n2" })), -32603, "there is no note n2. Next: list the notes."),
        (get("broken", json!({})), -32603, "internal error"),
    ] {
        for message in [stateless("prompts/get", params.clone()), request("prompts/get", &params)] {
            let (reply, body) = ask(&me(), &message).await;
            assert!(matches!(reply, Reply::Message(_)), "{message}: {reply:?}");
            assert_eq!(body["error"]["code"], code, "{message}: {body}");
            assert!(body["error"]["message"].as_str().unwrap().contains(words), "{message}: {body}");
        }
    }
    let (_, body) = ask(&me(), &stateless("prompts/get", get("notes-rewrite", json!({ "noteId": "n2" })))).await;
    let data = json!({ "code": "not_found", "message": "there is no note n2", "next": "list the notes" });
    assert_eq!(body["error"]["data"], data);
    let (reply, body) = ask(&me(), &stateless("prompts/get", json!({}))).await;
    assert!(matches!(reply, Reply::Refused { error: RpcError::InvalidParams(_), .. }), "{reply:?}");
    assert_eq!(body["error"]["message"], "`name` is the prompt's name");
}

#[tokio::test]
async fn who_may_step_up_is_challenged_and_who_may_not_sees_nothing() {
    let reader = Caller::with_scopes("reader", ["notes.readonly"]).limited_to(Tier::Read);
    let (list, get) = (stateless("prompts/list", json!({})), stateless("prompts/get", json!({ "name": "week" })));
    let names = |body: &Value| {
        let prompts = body["result"]["prompts"].as_array().unwrap().clone();
        prompts.iter().map(|prompt| prompt["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };

    let (_, body) = ask(&reader, &list).await;
    assert_eq!(names(&body), ["notes-rewrite", "broken", "linked"]);
    let (_, body) = ask(&reader, &get).await;
    assert_eq!(body["error"]["message"], "unknown prompt `week`; prompts/list names those there are");
    let (_, body) = ask(&reader, &stateless("prompts/get", json!({ "name": "weeks" }))).await;
    assert_eq!(body["error"]["message"], "unknown prompt `weeks`; prompts/list names those there are");

    let reader = reader.with_step_up();
    let (_, body) = ask(&reader, &list).await;
    assert_eq!(names(&body), ["notes-rewrite", "week", "broken", "linked"]);
    let (reply, body) = ask(&reader, &get).await;
    assert!(matches!(reply, Reply::Refused { error: RpcError::Denied(_), .. }), "{reply:?}");
    assert_eq!(body["error"]["message"], "prompt `week` needs the scopes: notes.readonly notes.write");
    let data = json!({ "prompt": "week", "requiredScopes": ["notes.readonly", "notes.write"] });
    assert_eq!(body["error"]["data"], data);
}

#[tokio::test]
async fn the_same_gate_stands_before_use_in_process() {
    let (prompts, stranger) = (all(), Caller::with_scopes("stranger", [""; 0]));
    assert_eq!(prompts.list(&stranger).map(|prompt| &*prompt.name).collect::<Vec<_>>(), ["broken", "linked"]);
    let hidden = prompts.get("week", "{}", &notes(), &stranger).await;
    assert!(matches!(&hidden, Err(CallError::Unknown(unknown)) if unknown.kind() == "prompt"), "{hidden:?}");
    let hidden = prompts.complete("notes-rewrite", "noteId", &SoFar::default(), &notes(), &stranger).await;
    assert!(matches!(hidden, Err(CallError::Unknown(_))), "{hidden:?}");
    let denied = prompts.get("week", "{}", &notes(), &stranger.with_step_up()).await;
    assert!(matches!(denied, Err(CallError::Denied(_))), "{denied:?}");
    assert_eq!(prompts.get("week", "{}", &notes(), &me()).await.unwrap(), "Sum the week up.".into());
}

#[tokio::test]
async fn arguments_are_completed_by_what_is_typed_and_chosen() {
    let reference = json!({ "type": "ref/prompt", "name": "notes-rewrite" });
    let complete = |argument: &str, value: &str, chosen: Value| {
        let argument = json!({ "name": argument, "value": value });
        json!({ "ref": reference, "argument": argument, "context": { "arguments": chosen } })
    };
    for (params, values) in [
        (complete("noteId", "N", json!({})), json!(["n1"])),
        (complete("noteId", "x", json!({})), json!([])),
        (complete("words", "", json!({ "noteId": "n1" })), json!(["1", "2", "3"])),
        (complete("words", "2", json!({ "noteId": "n1" })), json!(["2"])),
        (complete("tone", "", json!({})), json!([])),
    ] {
        for (revision, message, envelope) in in_every_revision("completion/complete", &params, "") {
            let (_, body) = ask_of(&server(), &me(), &message, &envelope).await;
            let total = values.as_array().unwrap().len();
            let expected = json!({ "values": values, "total": total, "hasMore": false });
            assert_eq!(body["result"]["completion"], expected, "{revision} {params}");
        }
    }
    let (_, body) = ask(&me(), &stateless("completion/complete", complete("words", "", json!({})))).await;
    assert_eq!((&body["error"]["code"], &body["error"]["message"]), (&json!(-32602), &json!("choose the note first.")));
    for wrong in [
        json!({}),
        json!({ "ref": { "type": "ref/tool", "name": "x" }, "argument": { "name": "a", "value": "" } }),
        json!({ "ref": reference }),
        json!({ "ref": reference, "argument": { "name": "noteId" } }),
        json!({ "ref": reference, "argument": { "name": "noteId", "value": 1 } }),
        json!({ "ref": { "type": "ref/prompt", "name": "nothing" }, "argument": { "name": "a", "value": "" } }),
    ] {
        let (_, body) = ask(&me(), &stateless("completion/complete", wrong.clone())).await;
        assert_eq!(body["error"]["code"], -32602, "{wrong}: {body}");
    }
}

#[tokio::test]
async fn a_server_serves_only_what_it_has() {
    let without = Server::new(ServerInfo::new("notes", "1.2.3"), toolset());
    for method in [
        "prompts/list",
        "prompts/get",
        "resources/list",
        "resources/templates/list",
        "resources/read",
        "completion/complete",
    ] {
        let (reply, body) = ask_of(&without, &me(), &stateless(method, json!({})), &Envelope::default()).await;
        assert!(matches!(reply, Reply::Refused { error: RpcError::MethodNotFound(_), .. }), "{method}: {reply:?}");
        assert_eq!(body["error"]["code"], -32601, "{method}");
    }
    for (revision, has_completions) in
        [(Revision::V2024_11_05, false), (Revision::V2025_03_26, true), (Revision::V2025_11_25, true)]
    {
        let params = json!({ "protocolVersion": revision.as_str(), "capabilities": {}, "clientInfo": { "name": "c", "version": "1" } });
        let (_, body) = ask(&me(), &request("initialize", &params)).await;
        let mut expected = json!({ "tools": {}, "prompts": {} });
        if has_completions {
            expected["completions"] = json!({});
        }
        assert_eq!(body["result"]["capabilities"], expected, "{revision}");
    }
    let uncompleted = without.with_prompts(Prompts::new(prompts![week]).unwrap());
    let (_, body) = ask_of(&uncompleted, &me(), &stateless("server/discover", json!({})), &Envelope::default()).await;
    assert_eq!(body["result"]["capabilities"], json!({ "tools": {}, "prompts": {} }));
}

#[test]
fn sets_that_clients_could_not_use_are_refused() {
    #[derive(Deserialize, JsonSchema)]
    struct Tags {
        #[expect(dead_code, reason = "only its schema matters")]
        tags: Vec<String>,
    }
    fn prompt<P: serde::de::DeserializeOwned + JsonSchema + Send + 'static>(name: &'static str) -> Prompt<Notes> {
        let spec = PromptSpec::new(name).description("Does something.").public();
        Prompt::new(spec, Arguments::<P>::new(), |_, _, _| Box::pin(async { Ok::<_, ToolError>("text") }))
    }
    let refused = |prompts: Vec<Prompt<Notes>>| Prompts::new(prompts).unwrap_err();
    let completed = prompt::<NoArguments>("ids").complete("id", |notes, so_far| Box::pin(ids(notes, so_far)));
    for (prompts, name, problem) in [
        (vec![prompt::<NoArguments>("1st")], "1st", SetProblem::BadName),
        (
            vec![prompt::<NoArguments>("a-b"), prompt::<NoArguments>("A_b")],
            "A_b",
            SetProblem::SameName { first: "a-b".to_owned() },
        ),
        (vec![prompt::<Tags>("tag")], "tag", SetProblem::NoText { field: "tags".to_owned() }),
        (vec![completed], "ids", SetProblem::NothingToComplete { argument: "id".to_owned() }),
    ] {
        let error = refused(prompts);
        assert_eq!((error.kind(), error.name(), error.problem()), ("prompt", name, &problem));
    }
    assert!(refused(vec![prompt::<String>("text")]).to_string().starts_with("prompt `text`: arguments: "));
}
