//! What each vendor's API is told of the tools.

use crm_mcp_core::{
    Caller, Tier,
    agents::{AnthropicTool, ChatTool, GeminiFunctionDeclaration, ResponsesTool, ToolDefinition},
};
use serde_json::{Value, json};

use crate::notebook::notebook;

fn definition(name: &str) -> ToolDefinition {
    notebook().definitions(&Caller::trusted("me")).find(|definition| definition.name == name).unwrap()
}

#[test]
fn a_definition_has_the_schema_that_the_arguments_are_checked_against() {
    let (toolset, me) = (notebook(), Caller::trusted("me"));
    let ToolDefinition { name, description, input_schema, .. } = definition("search_notes");
    assert_eq!((&*name, &*description), ("search_notes", "Searches notes."));
    assert_eq!(input_schema, toolset.tool("search_notes", &me).unwrap().input_schema().unwrap());
}

#[test]
fn a_caller_gets_the_definitions_of_what_it_is_shown_in_the_order_of_the_set() {
    let shown = |caller: &Caller| -> Vec<String> { notebook().definitions(caller).map(|tool| tool.name).collect() };
    assert_eq!(
        shown(&Caller::trusted("me")),
        ["search_notes", "add_note", "delete_notes", "get_motto", "list_tags", "draw_notes"]
    );
    let reader = Caller::trusted("reader").limited_to(Tier::Read);
    assert_eq!(shown(&reader), ["search_notes", "get_motto", "list_tags", "draw_notes"]);
}

#[test]
fn each_api_gets_its_shape() {
    let shapes = ["add_note", "get_motto"].map(|name| {
        json!({
            "anthropic": AnthropicTool::from(definition(name)),
            "responses": ResponsesTool::from(definition(name)),
            "chat": ChatTool::from(definition(name)),
            "gemini": GeminiFunctionDeclaration::from(definition(name)),
        })
    });
    insta::assert_json_snapshot!(shapes);
}

#[test]
fn strict_mode_gets_a_reduced_schema_in_the_way_of_each_api() {
    let responses = ResponsesTool::strict(definition("search_notes")).unwrap();
    let chat = ChatTool::strict(definition("search_notes")).unwrap();
    assert!(responses.strict && chat.function.strict);
    assert_eq!(responses.parameters, chat.function.parameters);
    let anthropic = AnthropicTool::strict(definition("search_notes")).unwrap();
    insta::assert_json_snapshot!([json!(anthropic), json!(responses)]);
}

#[test]
fn the_error_of_a_tool_that_cannot_be_strict_names_the_field() {
    let error = AnthropicTool::strict(definition("add_note")).unwrap_err();
    assert_eq!((error.tool(), error.field()), ("add_note", "fields"));
    assert_eq!(error.to_string(), "the tool `add_note` cannot be strict: fields may have fields of any name");
    assert_eq!(ResponsesTool::strict(definition("add_note")), Err(error.clone()));
    assert_eq!(ChatTool::strict(definition("add_note")), Err(error));
}

#[test]
fn a_schema_is_not_marked_as_strict_unless_that_was_asked_for() {
    let plain = json!(AnthropicTool::from(definition("get_motto")));
    assert_eq!(plain.get("strict"), None);
    assert_eq!(json!(ResponsesTool::from(definition("get_motto")))["strict"], Value::Bool(false));
}
