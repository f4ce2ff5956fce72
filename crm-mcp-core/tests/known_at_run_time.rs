//! Tools, prompts and resources whose names, texts and scopes are known at run time only, as those of a proxy are.
#![allow(clippy::unwrap_used)]

use crm_mcp_core::{
    Arguments, CallError, Caller, Effect, NoArguments, Prompt, PromptSpec, Prompts, Resource, ResourceSpec, Resources,
    Revision, Scope, SoFar, Tool, ToolError, ToolSpec, Toolset,
};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// What another server told of one of its tools.
#[derive(Deserialize)]
struct Told {
    name: String,
    title: String,
    description: String,
    scope: String,
}

fn told() -> Told {
    let json = json!({ "name": "add", "title": "Add", "description": "Adds.", "scope": "sums.write" });
    serde_json::from_value(json).unwrap()
}

fn tool(Told { name, title, description, scope }: Told) -> Tool<()> {
    let spec = ToolSpec::new(format!("far_{name}"), Effect::Create);
    let spec = spec.title(title).description(description).scopes([Scope::from(scope)]).open_world();
    let schema = json!({ "type": "object", "properties": { "one": { "type": "integer" } } });
    Tool::new(spec, Arguments::<Map<String, Value>>::with_schema(schema), move |(), arguments, _| {
        let name = name.clone();
        Box::pin(async move { Ok::<_, ToolError>(json!({ "called": name, "with": arguments })) })
    })
}

#[tokio::test]
async fn a_tool_is_shown_guarded_and_called_by_a_name_that_was_made_up_at_run_time() {
    let tools = Toolset::new([tool(told())]).unwrap();
    let caller = Caller::with_scopes("me", ["sums.write", "mcp.write_safe"]);
    let descriptor = tools.descriptors(&caller, Revision::V2026_07_28).next().unwrap();
    let descriptor: Value = serde_json::from_str(descriptor).unwrap();
    assert_eq!((&descriptor["name"], &descriptor["description"]), (&json!("far_add"), &json!("Adds.")));
    assert_eq!(descriptor["annotations"]["title"], "Add");
    let output = tools.call("far_add", r#"{"one": 1}"#, &(), &caller).await.unwrap();
    assert_eq!(output.decode::<Value>().unwrap(), json!({ "called": "add", "with": { "one": 1 } }));

    let stranger = Caller::with_scopes("stranger", ["sums"]).with_step_up();
    let Err(CallError::Denied(denied)) = tools.call("far_add", "{}", &(), &stranger).await else { panic!("denied") };
    assert_eq!(
        (denied.name(), denied.scopes()),
        ("far_add", &["sums.write".to_owned(), "mcp.write_safe".to_owned()][..])
    );
}

#[test]
fn what_has_no_description_is_shown_without_one() {
    let tool: Tool<()> =
        Tool::new(ToolSpec::new("t", Effect::Read).public(), Arguments::<NoArguments>::new(), |(), _, _| {
            Box::pin(async { Ok::<_, ToolError>(()) })
        });
    let descriptor: Value = serde_json::from_str(&tool.descriptor(Revision::V2026_07_28).unwrap()).unwrap();
    assert_eq!(descriptor.get("description"), None);
}

#[derive(Deserialize, JsonSchema)]
struct Named {
    name: String,
}

#[tokio::test]
async fn a_prompt_and_a_resource_are_found_by_what_was_made_up_at_run_time() {
    let (prefix, me) = (String::from("far"), Caller::trusted("me"));
    let prompt =
        Prompt::new(PromptSpec::new(format!("{prefix}_greet")).public(), Arguments::<Named>::new(), |(), named, _| {
            Box::pin(async move { Ok::<_, ToolError>(format!("Greet {}.", named.name)) })
        });
    let prompts = Prompts::new([prompt]).unwrap();
    let messages = prompts.get("far_greet", r#"{"name": "Ada"}"#, &(), &me).await.unwrap();
    assert_eq!(messages, "Greet Ada.".into());

    let spec = ResourceSpec::new(format!("{prefix}://people/{{name}}"), "person")
        .mime_type(String::from("text/markdown"))
        .public();
    let resource = Resource::new(spec, Arguments::<Named>::new(), |(), named, _| {
        Box::pin(async move { Ok::<_, ToolError>(format!("# {}", named.name)) })
    });
    let resource =
        resource.complete(String::from("name"), |(), _| Box::pin(async { Ok::<_, ToolError>(vec!["Ada".to_owned()]) }));
    let resources = Resources::new([resource]).unwrap();
    let contents = resources.read("far://people/Ada", &(), &me).await.unwrap();
    assert_eq!((contents.mime_type(), contents.text()), ("text/markdown", Some("# Ada")));
    let completion = resources.complete("far://people/{name}", "name", &SoFar::typed("a"), &(), &me).await.unwrap();
    assert_eq!(completion.values, ["Ada"]);
}
