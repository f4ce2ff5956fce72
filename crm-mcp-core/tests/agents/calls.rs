//! Calls of models in each vendor's shape, and their results.

use crm_mcp_core::{
    Answer, Call, CallError, Caller, Tier,
    agents::{
        AnthropicToolUse, CallOutcome, ChatToolCall, GeminiFunctionCall, ModelCall, OutcomePart, ResponsesFunctionCall,
        ResponsesTool,
    },
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};

use crate::notebook::{Notebook, notebook};

fn owner() -> Call {
    Call::by(&Caller::trusted("me"))
}

/// The result of a call that came in this JSON.
async fn result<M: ModelCall<Result: Serialize> + DeserializeOwned>(model_call: Value) -> Value {
    let model_call: M = serde_json::from_value(model_call).unwrap();
    json!(notebook().call_by_model(&model_call, &Notebook, &owner()).await)
}

/// The result of one call in the shape of each API, whose calls here have all that the APIs send along.
async fn results(name: &str, arguments: Value) -> Value {
    let text = arguments.to_string();
    json!({
        "anthropic": result::<AnthropicToolUse>(json!({
            "type": "tool_use", "id": "toolu_1", "name": name, "input": arguments, "caller": { "type": "direct" },
        })).await,
        "responses": result::<ResponsesFunctionCall>(json!({
            "type": "function_call", "id": "fc_1", "call_id": "call_1", "name": name, "arguments": text, "status": "completed",
        })).await,
        "chat": result::<ChatToolCall>(json!({
            "id": "call_1", "type": "function", "function": { "name": name, "arguments": text },
        })).await,
        "gemini": result::<GeminiFunctionCall>(json!({ "id": "1", "name": name, "args": arguments })).await,
    })
}

#[tokio::test]
async fn each_api_gets_the_results_in_its_shape() {
    for (name, arguments) in [
        ("search_notes", json!({ "query": "milk" })),
        ("add_note", json!({ "text": "Milk" })),
        ("get_motto", json!({})),
        ("list_tags", json!({})),
        ("draw_notes", json!({})),
    ] {
        insta::assert_json_snapshot!(format!("result_of_{name}"), results(name, arguments).await);
    }
}

#[tokio::test]
async fn each_api_gets_the_errors_in_its_shape() {
    let unknown_field = results("add_note", json!({ "text": "Milk", "fields": { "color": "red" } })).await;
    insta::assert_json_snapshot!("error_of_a_tool", unknown_field);
}

/// What the model reads of a call by this caller.
async fn outcome(caller: &Caller, name: &str, arguments: &str) -> CallOutcome {
    notebook().call_with(name, arguments, &Notebook, &Call::by(caller)).await.into()
}

#[tokio::test]
async fn the_model_reads_what_to_do_next() {
    let me = Caller::trusted("me");
    let reader = me.clone().limited_to(Tier::Read);
    let step_up = reader.clone().with_step_up();
    let (by_name, correct) = ("call a tool by the name in its definition", "correct what is listed and call again");
    let misfit = "the arguments do not fit: query: expected a string of at most 75 characters, got nothing";
    for (caller, name, arguments, cause, next) in [
        (&me, "search-notes", "{}", "unknown tool `search-notes` (did you mean search_notes?)", by_name),
        (&reader, "add_note", "{}", "unknown tool `add_note`", by_name),
        (
            &step_up,
            "add_note",
            "{}",
            "tool `add_note` needs the scopes: notes.write mcp.write_safe",
            "tell the user which rights are missing",
        ),
        (&me, "search_notes", "{}", misfit, correct),
    ] {
        let outcome = outcome(caller, name, arguments).await;
        let expected = format!("{cause}. Next: {next}.");
        assert_eq!(outcome.text(), expected);
        assert!(outcome.is_error() && outcome.record().is_none(), "{name}");
        assert_eq!(outcome.parts(&[]), [OutcomePart::Text(expected.into())]);
    }
}

#[tokio::test]
async fn null_is_taken_for_each_field_that_strict_mode_has_the_model_name() {
    let definition = notebook().definitions(&Caller::trusted("me")).next().unwrap();
    let strict = ResponsesTool::strict(definition).unwrap();
    let mut arguments: Map<String, Value> = strict.parameters["required"]
        .as_array()
        .unwrap()
        .iter()
        .map(|name| (name.as_str().unwrap().to_owned(), Value::Null))
        .collect();
    arguments.insert("query".to_owned(), "milk".into());
    assert_eq!(arguments.len(), 5);
    let model_call = ResponsesFunctionCall::new("call_1", strict.name, Value::from(arguments).to_string());
    let output = notebook().call_by_model(&model_call, &Notebook, &owner()).await.output;
    assert_eq!(output, r#"{"query":"milk","limit":20,"order":null,"author":null,"tags":[]}"#);
}

#[tokio::test]
async fn a_tool_asks_whom_the_program_says() {
    for (sure, expected) in [(true, "deleted"), (false, "kept")] {
        let call = owner().on_form(move |question, _| async move {
            assert_eq!(question, "Delete all notes?");
            Answer::Accepted(json!({ "sure": sure }))
        });
        let model_call = ChatToolCall::new("call_1", "delete_notes", "{}");
        assert_eq!(notebook().call_by_model(&model_call, &Notebook, &call).await.content, expected);
    }
}

#[tokio::test]
async fn a_call_without_arguments_may_say_nothing_of_them() {
    let model_call = ResponsesFunctionCall::new("call_1", "get_motto", "");
    assert_eq!(notebook().call_by_model(&model_call, &Notebook, &owner()).await.output, "Write it \"down\"");
    let gemini = result::<GeminiFunctionCall>(json!({ "name": "get_motto" })).await;
    assert_eq!(gemini, json!({ "name": "get_motto", "response": { "output": "Write it \"down\"" } }));
}

#[tokio::test]
async fn arguments_that_are_not_json_are_an_error_for_the_model() {
    let model_call = ResponsesFunctionCall::new("call_1", "search_notes", r#"{ "query": "mi"#);
    let output = notebook().call_by_model(&model_call, &Notebook, &owner()).await.output;
    assert!(output.starts_with("Error: the arguments do not fit: arguments: expected valid JSON"), "{output}");
}

#[test]
fn a_block_for_the_vendor_to_run_is_not_a_call() {
    for kind in ["server_tool_use", "mcp_tool_use"] {
        let block = json!({ "type": kind, "id": "1", "name": "search_notes", "input": {} });
        let error = serde_json::from_value::<AnthropicToolUse>(block).unwrap_err();
        assert!(error.to_string().contains("expected `tool_use`"), "{error}");
    }
}

#[test]
fn a_block_is_a_call_where_a_program_tells_blocks_apart_itself() {
    #[derive(serde::Deserialize)]
    #[serde(tag = "type", rename_all = "snake_case")]
    enum Block {
        Text { text: String },
        ToolUse(AnthropicToolUse),
    }
    let response = json!([
        { "type": "text", "text": "I search." },
        { "type": "tool_use", "id": "1", "name": "search_notes", "input": { "query": "milk" } },
    ]);
    let [Block::Text { text }, Block::ToolUse(tool_use)] = serde_json::from_value::<[Block; 2]>(response).unwrap()
    else {
        unreachable!()
    };
    assert_eq!(text, "I search.");
    assert_eq!(tool_use, AnthropicToolUse::new("1", "search_notes", json!({ "query": "milk" })));
}

#[test]
fn a_cancelled_call_has_a_result_too() {
    let outcome = CallOutcome::from(Err(CallError::Cancelled));
    assert_eq!((outcome.is_error(), outcome.text()), (true, "the call was cancelled.".into()));
}
