//! Tools, prompts and resources of several contexts in one set: each works on its part of the whole.
#![allow(clippy::unused_async, clippy::unwrap_used)]

use crm_mcp_core::{
    Call, Caller, Prompt, Prompts, Resource, Resources, Revision, Scope, SoFar, Tool, ToolError, Toolset, prompt,
    prompts, resource, resources, tool, tools,
};
use schemars::JsonSchema;
use serde::Deserialize;

/// The context of a library of tools.
struct Crm {
    owner: &'static str,
}

/// The context of a program that has tools of its own.
struct App {
    name: &'static str,
    crm: Crm,
}

const APP: App = App { name: "desk", crm: Crm { owner: "Ada" } };

const OWNERS: Scope = Scope::new("owners");

#[derive(Deserialize, JsonSchema)]
struct Named {
    name: String,
}

/// Says whose CRM it is.
#[tool(read, scope = OWNERS)]
async fn whose(crm: &Crm) -> Result<String, ToolError> {
    Ok(crm.owner.to_owned())
}

/// Says what the program is called.
#[tool(read, public)]
async fn called(app: &App) -> Result<String, ToolError> {
    Ok(app.name.to_owned())
}

/// Greets in the owner's name.
#[prompt(public, complete(name = owners))]
async fn greet(crm: &Crm, named: Named) -> Result<String, ToolError> {
    Ok(format!("{} greets {}", crm.owner, named.name))
}

/// Introduces the program.
#[prompt(public)]
async fn introduce(app: &App) -> Result<String, ToolError> {
    Ok(app.name.to_owned())
}

/// A page about somebody.
#[resource(uri = "crm://pages/{name}", public, complete(name = owners))]
async fn page(crm: &Crm, named: Named) -> Result<String, ToolError> {
    Ok(format!("{} about {}", crm.owner, named.name))
}

/// About the program.
#[resource(uri = "app://about", public)]
async fn about(app: &App) -> Result<String, ToolError> {
    Ok(app.name.to_owned())
}

async fn owners(crm: &Crm, _: &SoFar) -> Result<Vec<String>, ToolError> {
    Ok(vec![crm.owner.to_owned()])
}

fn me() -> Caller {
    Caller::trusted("me")
}

/// The tools of the library in the program, each made up by `change` before; and the program's own.
fn toolset(change: fn(Tool<Crm>) -> Tool<Crm>) -> Toolset<App> {
    let of_crm = tools![whose].into_iter().map(change).map(|tool| tool.on(|app: &App| &app.crm));
    Toolset::new(of_crm.chain(tools![called])).unwrap()
}

async fn json(tools: &Toolset<App>, name: &str, arguments: &str) -> String {
    let output = tools.call(name, arguments, &APP, &me()).await.unwrap();
    String::from_utf8(output.json().to_vec()).unwrap()
}

#[tokio::test]
async fn tools_of_two_contexts_are_listed_and_called_together() {
    let tools = toolset(|tool| tool);
    assert_eq!(tools.list(&me()).map(|spec| &*spec.name).collect::<Vec<_>>(), ["whose", "called"]);
    assert_eq!(json(&tools, "whose", "{}").await, r#""Ada""#);
    assert_eq!(json(&tools, "called", "{}").await, r#""desk""#);
}

#[test]
fn a_tool_on_a_part_is_shown_as_it_was() {
    let [alone, on_part] = [
        tools![whose].remove(0).descriptor(Revision::V2026_07_28).unwrap(),
        toolset(|tool| tool).tool("whose", &me()).unwrap().descriptor(Revision::V2026_07_28).unwrap(),
    ];
    assert_eq!(alone, on_part);
}

#[tokio::test]
async fn the_gate_stands_before_the_tools_of_each_context() {
    let (tools, stranger) = (toolset(|tool| tool), Caller::with_scopes("stranger", ["others"]));
    assert_eq!(tools.list(&stranger).map(|spec| &*spec.name).collect::<Vec<_>>(), ["called"]);
    let error = tools.call("whose", "{}", &APP, &stranger).await.unwrap_err();
    assert_eq!(error.to_string(), "unknown tool `whose`");
    assert!(tools.call("called", "{}", &APP, &stranger).await.is_ok());
}

#[tokio::test]
async fn bound_values_come_from_the_context_that_was_named_when_they_were_bound() {
    let of_crm = tools![whose].into_iter().map(|tool: Tool<Crm>| tool.bound("owner", |crm| crm.owner));
    let in_app = of_crm.map(|tool| tool.on(|app: &App| &app.crm).bound("app", |app| app.name));
    let tools = Toolset::new(in_app).unwrap();
    assert_eq!(json(&tools, "whose", r#"{"owner": "Ada", "app": "desk"}"#).await, r#""Ada""#);
    for (arguments, bound) in
        [(r#"{"owner": "Eve"}"#, "owner: expected Ada"), (r#"{"app": "x"}"#, "app: expected desk")]
    {
        let error = tools.call("whose", arguments, &APP, &me()).await.unwrap_err().to_string();
        assert!(error.contains(bound), "{error}");
    }
}

#[tokio::test]
async fn what_says_the_bound_value_may_have_state_of_its_own() {
    let owner = String::from("Grace");
    let of_crm = tools![whose].into_iter().map(|tool: Tool<Crm>| {
        let owner = owner.clone();
        tool.bound("owner", move |crm| if owner.is_empty() { "" } else { crm.owner })
    });
    let tools = Toolset::new(of_crm).unwrap();
    let error = tools.call("whose", r#"{"owner": "Eve"}"#, &APP.crm, &me()).await.unwrap_err().to_string();
    assert!(error.contains("owner: expected Ada"), "{error}");
}

#[tokio::test]
async fn a_context_per_call_is_made_of_the_part_and_of_the_whole() {
    let grace = |_: &Crm, _: &Call| Crm { owner: "Grace" };
    let made_of_part = toolset(|tool| tool.context_per_call(|_, _| Crm { owner: "Grace" }));
    assert_eq!(json(&made_of_part, "whose", "{}").await, r#""Grace""#);

    let eve = |_: &App, _: &Call| App { name: "made", crm: Crm { owner: "Eve" } };
    let of_whole = tools![whose].into_iter().map(|tool| tool.on(|app: &App| &app.crm).context_per_call(eve));
    assert_eq!(json(&Toolset::new(of_whole).unwrap(), "whose", "{}").await, r#""Eve""#);

    let after = |crm: &Crm, _: &Call| Crm { owner: if crm.owner == "Eve" { "Eve's" } else { "nobody's" } };
    let of_both = tools![whose].into_iter().map(|tool| {
        tool.context_per_call(grace).context_per_call(after).on(|app: &App| &app.crm).context_per_call(eve)
    });
    assert_eq!(json(&Toolset::new(of_both).unwrap(), "whose", "{}").await, r#""Grace""#);
    let in_order = tools![whose]
        .into_iter()
        .map(|tool| tool.context_per_call(after).on(|app: &App| &app.crm).context_per_call(eve));
    assert_eq!(json(&Toolset::new(in_order).unwrap(), "whose", "{}").await, r#""Eve's""#);
}

#[tokio::test]
async fn a_part_of_a_part_and_a_trait_object_are_contexts() {
    struct Office {
        app: App,
    }

    trait HasCrm: Send + Sync {
        fn crm(&self) -> &Crm;
    }
    impl HasCrm for App {
        fn crm(&self) -> &Crm {
            &self.crm
        }
    }

    let of_office =
        tools![whose].into_iter().map(|tool| tool.on(|app: &App| &app.crm).on(|office: &Office| &office.app));
    let tools = Toolset::new(of_office).unwrap();
    assert!(tools.call("whose", "{}", &Office { app: APP }, &me()).await.is_ok());
    let tools =
        Toolset::new(tools![whose].into_iter().map(|tool| tool.on(|has: &(dyn HasCrm + 'static)| has.crm()))).unwrap();
    let app: &dyn HasCrm = &APP;
    assert_eq!(tools.call("whose", "{}", app, &me()).await.unwrap().json(), br#""Ada""#);
}

#[tokio::test]
async fn prompts_of_two_contexts_are_given_and_completed_together() {
    let of_crm = prompts![greet].into_iter().map(|prompt: Prompt<Crm>| prompt.on(|app: &App| &app.crm));
    let prompts = Prompts::new(of_crm.chain(prompts![introduce])).unwrap();
    let greeting = prompts.get("greet", r#"{"name": "Eve"}"#, &APP, &me()).await.unwrap();
    let introduction = prompts.get("introduce", "{}", &APP, &me()).await.unwrap();
    assert_eq!((greeting, introduction), ("Ada greets Eve".into(), "desk".into()));
    let completion = prompts.complete("greet", "name", &SoFar::typed("a"), &APP, &me()).await.unwrap();
    assert_eq!(completion.values, ["Ada"]);
}

#[tokio::test]
async fn resources_of_two_contexts_are_read_and_completed_together() {
    let of_crm = resources![page].into_iter().map(|resource: Resource<Crm>| resource.on(|app: &App| &app.crm));
    let resources = Resources::new(of_crm.chain(resources![about])).unwrap();
    for (uri, text) in [("crm://pages/Eve", "Ada about Eve"), ("app://about", "desk")] {
        assert_eq!(resources.read(uri, &APP, &me()).await.unwrap().text(), Some(text), "{uri}");
    }
    let completion = resources.complete("crm://pages/{name}", "name", &SoFar::typed("a"), &APP, &me()).await.unwrap();
    assert_eq!(completion.values, ["Ada"]);
}
