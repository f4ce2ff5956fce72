//! Resources and templates: annotated functions, in process and over every revision.
#![allow(clippy::unused_async, clippy::unwrap_used)]

mod common;

use std::num::NonZeroUsize;

use common::{Notes, READ, WRITE, ask_of, framed, in_every_revision, notes, request, stateless, toolset};
use crm_mcp_core::{
    Arguments, CallError, Caller, ErrorCode, NoArguments, Resource, ResourceBytes, ResourceSpec, Resources, Revision,
    Server, ServerInfo, SetProblem, SoFar, ToolError, resource, resources,
    transport::{Envelope, Reply, RpcError},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Word {
    note_id: String,
    /// Which word, from 1.
    #[schemars(range(min = 1))]
    place: usize,
}

#[derive(Serialize)]
struct Note {
    id: String,
    word: String,
}

/// All notes, by id.
#[resource(uri = "notes://all", title = "All notes", scope = READ)]
async fn all_notes(notes: &Notes) -> Result<Notes, ToolError> {
    Ok(notes.clone())
}

/// How to write notes.
#[resource(name = "guide", uri = "notes://guide", mime_type = "text/markdown", public)]
async fn style_guide(_: &Notes) -> Result<String, ToolError> {
    Ok("# Brief\n\"Please.\"".to_owned())
}

/// The picture of a note.
#[resource(uri = "notes://logo", public)]
async fn logo(_: &Notes) -> Result<ResourceBytes, ToolError> {
    Ok(ResourceBytes(vec![0x89, 0x50]))
}

/// One word of a note.
#[resource(uri = "notes://{noteId}/words/{place}", scope = READ, complete(noteId = ids))]
async fn word(notes: &Notes, Word { note_id, place }: Word) -> Result<Note, ToolError> {
    let word = notes.get(&note_id).and_then(|note| note.split_whitespace().nth(place - 1));
    let missing = || ToolError::new(ErrorCode::NotFound, format!("note {note_id} has no word {place}"));
    Ok(Note { word: word.ok_or_else(missing)?.to_owned(), id: note_id })
}

async fn ids(notes: &Notes, _: &SoFar) -> Result<Vec<String>, ToolError> {
    Ok(notes.keys().cloned().collect())
}

/// What only its author may read.
#[resource(uri = "notes://drafts/{noteId}", scope = WRITE)]
async fn draft(_: &Notes, _: Draft) -> Result<String, ToolError> {
    Err(ToolError::new(ErrorCode::Unavailable, "the drafts are away"))
}

#[derive(Deserialize, JsonSchema)]
struct Draft {
    #[serde(rename = "noteId")]
    note_id: String,
}

fn all() -> Resources<Notes> {
    Resources::new(resources![all_notes, style_guide, logo, word, draft]).unwrap()
}

fn server() -> Server<Notes> {
    Server::new(ServerInfo::new("notes", "1.2.3"), toolset()).with_resources(all())
}

async fn ask(caller: &Caller, message: &str) -> (Reply, Value) {
    ask_of(&server(), caller, message, &Envelope::default()).await
}

fn me() -> Caller {
    Caller::trusted("me")
}

#[tokio::test]
async fn the_lists_show_what_each_revision_knows() {
    for (revision, message, envelope) in in_every_revision("resources/list", &json!({}), "") {
        let (_, body) = ask_of(&server(), &me(), &message, &envelope).await;
        let mut first = json!({
            "uri": "notes://all", "name": "all_notes", "description": "All notes, by id.", "mimeType": "application/json",
        });
        if revision >= Revision::V2025_06_18 {
            first["title"] = json!("All notes");
        }
        let guide = json!({
            "uri": "notes://guide", "name": "guide", "description": "How to write notes.", "mimeType": "text/markdown",
        });
        let logo = json!({
            "uri": "notes://logo", "name": "logo", "description": "The picture of a note.",
            "mimeType": "application/octet-stream",
        });
        assert_eq!(body["result"]["resources"], json!([first, guide, logo]), "{revision}");
        assert_eq!(body["result"]["cacheScope"] == "private", revision.is_stateless(), "{revision}");
    }
    for (revision, message, envelope) in in_every_revision("resources/templates/list", &json!({}), "") {
        let (_, body) = ask_of(&server(), &me(), &message, &envelope).await;
        let word = json!({
            "uriTemplate": "notes://{noteId}/words/{place}", "name": "word", "description": "One word of a note.",
            "mimeType": "application/json",
        });
        assert_eq!(body["result"]["resourceTemplates"][0], word, "{revision}");
        assert_eq!(body["result"]["resourceTemplates"].as_array().map(Vec::len), Some(2), "{revision}");
    }
}

#[tokio::test]
async fn what_is_read_has_its_uri_its_type_and_its_form() {
    for (uri, mime_type, member, value) in [
        ("notes://all", "application/json", "text", r#"{"n1":"a \"quoted\"\nline"}"#),
        ("notes://guide", "text/markdown", "text", "# Brief\n\"Please.\""),
        ("notes://logo", "application/octet-stream", "blob", "iVA="),
        ("notes://n%31/words/3", "application/json", "text", r#"{"id":"n1","word":"line"}"#),
    ] {
        for (revision, message, envelope) in in_every_revision("resources/read", &json!({ "uri": uri }), uri) {
            let (_, body) = ask_of(&server(), &me(), &message, &envelope).await;
            let contents = json!([{ "uri": uri, "mimeType": mime_type, member: value }]);
            assert_eq!(body["result"]["contents"], contents, "{revision} {uri}");
            let cache = (&body["result"]["ttlMs"], &body["result"]["cacheScope"]);
            let expected =
                if revision.is_stateless() { (json!(0), json!("private")) } else { (json!(null), json!(null)) };
            assert_eq!(cache, (&expected.0, &expected.1), "{revision}");
        }
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_an_error_with_the_code_of_the_revision() {
    let unknown =
        "unknown resource `notes://nothing`; resources/list and resources/templates/list name those there are";
    for (uri, [stateless_code, legacy_code], words) in [
        ("notes://nothing", [-32602, -32002], unknown),
        ("Notes://all", [-32602, -32002], "unknown resource `Notes://all` (did you mean notes://all?); resources/list"),
        ("notes://n1/words/%ff", [-32602, -32002], "unknown resource"),
        ("notes://n1/words/9", [-32602, -32002], "note n1 has no word 9."),
        (
            "notes://n1/words/none",
            [-32602, -32602],
            "place: expected an integer of at least 1, got the string \"none\"",
        ),
        ("notes://drafts/n1", [-32603, -32603], "the drafts are away."),
    ] {
        for (revision, message, envelope) in in_every_revision("resources/read", &json!({ "uri": uri }), uri) {
            let (reply, body) = ask_of(&server(), &me(), &message, &envelope).await;
            assert!(matches!(reply, Reply::Message(_)), "{revision} {uri}: {reply:?}");
            let code = if revision.is_stateless() { stateless_code } else { legacy_code };
            assert_eq!(body["error"]["code"], code, "{revision} {uri}: {body}");
            assert!(body["error"]["message"].as_str().unwrap().contains(words), "{revision} {uri}: {body}");
            if code == legacy_code && legacy_code == -32002 {
                assert_eq!(body["error"]["data"]["uri"], uri, "{revision}");
            }
        }
    }
    let (reply, _) = ask(&me(), &stateless("resources/read", json!({}))).await;
    assert!(matches!(reply, Reply::Refused { error: RpcError::InvalidParams(_), .. }), "{reply:?}");
}

#[tokio::test]
async fn what_the_transport_repeats_is_the_uri() {
    let read = stateless("resources/read", json!({ "uri": "notes://guide" }));
    for (name, matches) in [("notes://guide", true), ("notes://all", false), ("", false)] {
        let (_, body) = ask_of(&server(), &me(), &read, &framed("resources/read", name)).await;
        assert_eq!(body["result"].is_object(), matches, "{name}: {body}");
        assert_eq!(body["error"]["code"] == -32020, !matches, "{name}: {body}");
    }
}

#[tokio::test]
async fn who_may_step_up_is_challenged_and_who_may_not_sees_nothing() {
    let reader = Caller::with_scopes("reader", ["notes.readonly"]);
    let list = stateless("resources/templates/list", json!({}));
    let read = stateless("resources/read", json!({ "uri": "notes://drafts/n1" }));
    let names = |body: &Value| {
        let templates = body["result"]["resourceTemplates"].as_array().unwrap().clone();
        templates.iter().map(|template| template["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };

    let (_, body) = ask(&reader, &list).await;
    assert_eq!(names(&body), ["word"]);
    let (_, body) = ask(&reader, &read).await;
    assert_eq!((&body["error"]["code"], &body["error"]["data"]["uri"]), (&json!(-32602), &json!("notes://drafts/n1")));

    let reader = reader.with_step_up();
    let (_, body) = ask(&reader, &list).await;
    assert_eq!(names(&body), ["word", "draft"]);
    let (reply, body) = ask(&reader, &read).await;
    assert!(matches!(reply, Reply::Refused { error: RpcError::Denied(_), .. }), "{reply:?}");
    let data = json!({ "resource": "notes://drafts/{noteId}", "requiredScopes": ["notes.write"] });
    assert_eq!(body["error"]["data"], data);
}

#[tokio::test]
async fn the_same_gate_stands_before_use_in_process() {
    let (resources, stranger) = (all(), Caller::with_scopes("stranger", [""; 0]));
    let names = |caller: &Caller| resources.list(caller).map(|resource| resource.name.to_string()).collect::<Vec<_>>();
    assert_eq!(names(&stranger), ["guide", "logo"]);
    assert_eq!(names(&me()), ["all_notes", "guide", "logo", "word", "draft"]);
    let hidden = resources.read("notes://all", &notes(), &stranger).await;
    assert!(matches!(&hidden, Err(CallError::Unknown(unknown)) if unknown.name() == "notes://all"), "{hidden:?}");
    let hidden = resources.read("Notes://all", &notes(), &stranger).await.unwrap_err();
    assert_eq!(hidden.to_string(), "unknown resource `Notes://all`");
    let hidden =
        resources.complete("notes://{noteId}/words/{place}", "noteId", &SoFar::default(), &notes(), &stranger).await;
    assert!(matches!(hidden, Err(CallError::Unknown(_))), "{hidden:?}");
    let contents = resources.read("notes://logo", &notes(), &stranger).await.unwrap();
    assert_eq!((contents.uri(), contents.text(), contents.bytes()), ("notes://logo", None, vec![0x89, 0x50]));
}

#[tokio::test]
async fn variables_are_completed() {
    let argument = json!({ "name": "noteId", "value": "1" });
    let reference = |uri: &str| json!({ "ref": { "type": "ref/resource", "uri": uri }, "argument": argument });
    let known = request("completion/complete", &reference("notes://{noteId}/words/{place}"));
    let (_, body) = ask(&me(), &known).await;
    assert_eq!(body["result"]["completion"], json!({ "values": ["n1"], "total": 1, "hasMore": false }));
    for unknown in ["notes://n1/words/1", "notes://all", "x"] {
        let (_, body) = ask(&me(), &request("completion/complete", &reference(unknown))).await;
        assert_eq!(body["error"]["code"], -32602, "{unknown}: {body}");
    }
}

#[tokio::test]
async fn each_list_has_its_own_pages() {
    let server = server().with_page_size(NonZeroUsize::new(2).unwrap());
    let page = async |list: &str, cursor: Value| {
        let message = stateless(list, json!({ "cursor": cursor }));
        ask_of(&server, &me(), &message, &Envelope::default()).await.1
    };
    let first = page("resources/list", Value::Null).await;
    let cursor = &first["result"]["nextCursor"];
    let second = page("resources/list", cursor.clone()).await;
    assert_eq!(first["result"]["resources"].as_array().map(Vec::len), Some(2));
    assert_eq!(second["result"]["resources"][0]["name"], "logo");
    assert!(second["result"].get("nextCursor").is_none());
    assert_eq!(page("resources/templates/list", cursor.clone()).await["error"]["code"], -32602);
}

#[tokio::test]
async fn the_type_says_whether_a_value_is_read_as_text_or_as_json() {
    /// Text.
    #[resource(uri = "a://text", public)]
    async fn text() -> Result<String, ToolError> {
        Ok("a \"quoted\" text".to_owned())
    }

    /// Text that is written in the program.
    #[resource(uri = "a://fixed", public)]
    async fn fixed() -> Result<&'static str, ToolError> {
        Ok("fixed")
    }

    /// A record of one word.
    #[resource(uri = "a://word", public)]
    async fn word_as_json() -> Result<Word, ToolError> {
        Ok(Word("word".to_owned()))
    }

    #[derive(Serialize)]
    struct Word(String);

    let resources: Resources<()> = Resources::new(resources![text, fixed, word_as_json]).unwrap();
    for (uri, mime_type, text) in [
        ("a://text", "text/plain", "a \"quoted\" text"),
        ("a://fixed", "text/plain", "fixed"),
        ("a://word", "application/json", "\"word\""),
    ] {
        let contents = resources.read(uri, &(), &me()).await.unwrap();
        assert_eq!((contents.mime_type(), contents.text()), (mime_type, Some(text)), "{uri}");
    }
}

#[tokio::test]
async fn a_uri_of_its_own_goes_before_a_template_that_it_fits() {
    /// A note by its id.
    #[resource(uri = "notes://by-id/{noteId}", public)]
    async fn by_id(draft: Draft) -> Result<String, ToolError> {
        Ok(draft.note_id)
    }

    /// The newest note.
    #[resource(uri = "notes://by-id/newest", scope = READ)]
    async fn newest() -> Result<String, ToolError> {
        Ok("the newest".to_owned())
    }

    let resources: Resources<()> = Resources::new(resources![by_id, newest]).unwrap();
    for (uri, text) in [("notes://by-id/newest", "the newest"), ("notes://by-id/n1", "n1")] {
        assert_eq!(resources.read(uri, &(), &me()).await.unwrap().text(), Some(text));
    }
    let stranger = Caller::with_scopes("stranger", [""; 0]);
    assert!(resources.read("notes://by-id/n1", &(), &stranger).await.is_ok());
    let hidden = resources.read("notes://by-id/newest", &(), &stranger).await;
    assert!(matches!(hidden, Err(CallError::Unknown(_))), "the template does not answer for it: {hidden:?}");
}

#[test]
fn sets_that_could_not_be_read_are_refused() {
    #[derive(Deserialize, JsonSchema)]
    #[expect(dead_code, reason = "only its schema matters")]
    struct Tagged {
        tags: Vec<String>,
    }
    fn resource<P: serde::de::DeserializeOwned + JsonSchema + Send + 'static>(uri: &'static str) -> Resource<Notes> {
        let spec = ResourceSpec::new(uri, "r").description("Is something.").public();
        Resource::new(spec, Arguments::<P>::new(), |_, _, _| Box::pin(async { Ok::<_, ToolError>(String::new()) }))
    }
    let refused = |resources: Vec<Resource<Notes>>, uri: &str| {
        let error = Resources::new(resources).unwrap_err();
        assert_eq!((error.kind(), error.name()), ("resource", uri));
        error.problem().clone()
    };
    for uri in ["notes", "notes://{a}{b}", "notes://{+a}", ""] {
        assert_eq!(refused(vec![resource::<NoArguments>(uri)], uri), SetProblem::BadUri);
    }
    for (first, second) in [("a://{noteId}", "a://{noteId}"), ("a://b/{noteId}", "a://{noteId}/b"), ("a://b", "a://b")]
    {
        let either =
            |uri: &'static str| if uri.contains('{') { resource::<Draft>(uri) } else { resource::<NoArguments>(uri) };
        let same_uri = SetProblem::SameUri { first: first.to_owned() };
        assert_eq!(refused(vec![either(first), either(second)], second), same_uri);
    }
    let no_field = SetProblem::NoField { variable: "id".to_owned() };
    assert_eq!(refused(vec![resource::<NoArguments>("a://{id}")], "a://{id}"), no_field);
    let no_variable = SetProblem::NoVariable { field: "noteId".to_owned() };
    assert!(no_variable.to_string().starts_with("its URI has no variable `{noteId}`"), "{no_variable}");
    assert_eq!(refused(vec![resource::<Draft>("a://b")], "a://b"), no_variable);
    let no_text = SetProblem::NoText { field: "tags".to_owned() };
    assert_eq!(refused(vec![resource::<Tagged>("a://{tags}")], "a://{tags}"), no_text);
    let completed = resource::<Draft>("a://{noteId}").complete("id", |notes, so_far| Box::pin(ids(notes, so_far)));
    let nothing = SetProblem::NothingToComplete { argument: "id".to_owned() };
    assert_eq!(refused(vec![completed], "a://{noteId}"), nothing);
}
