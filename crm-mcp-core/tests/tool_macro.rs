//! Annotated functions as tools of a toolset.
#![allow(clippy::unused_async, clippy::unwrap_used)]

use crm_mcp_core::{
    Call, CallError, Caller, Effect, ErrorCode, Scope, SetProblem, Tier, Tool, ToolError, Toolset, prompt, prompts,
    resource, resources, tool, tools,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

const READ: Scope = Scope::new("contacts.readonly");
const WRITE: Scope = Scope::new("contacts.write");

struct Crm {
    location: &'static str,
}

#[derive(Deserialize, JsonSchema)]
struct ContactId {
    #[schemars(extend("x-alias" = ["contact_id"]))]
    id: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
struct Contact {
    id: String,
    location: String,
}

struct Gone;

impl From<Gone> for ToolError {
    fn from(_: Gone) -> Self {
        ToolError::new(ErrorCode::NotFound, "the contact is gone")
    }
}

/// Gets one contact.
///
///   - Use it when the *id* is known.
#[tool(name = "contacts_get-contact", title = "Get contact", read, scope = READ)]
async fn get_contact(crm: &Crm, ContactId { id }: ContactId) -> Result<Contact, Gone> {
    if id == "gone" { Err(Gone) } else { Ok(Contact { id, location: crm.location.to_owned() }) }
}

#[tool(create, idempotent, scopes = [READ, WRITE])]
#[inline]
/// Tags a contact.
async fn add_tag(crm: &Crm, args: ContactId) -> Result<Contact, ToolError> {
    Ok(Contact { id: args.id, location: crm.location.to_owned() })
}

/// Answers.
#[tool(read, public)]
async fn ping(crm: &Crm) -> Result<Contact, ToolError> {
    Ok(Contact { id: "ping".to_owned(), location: crm.location.to_owned() })
}

fn toolset() -> Toolset<Crm> {
    Toolset::new(tools![get_contact, add_tag, ping]).unwrap()
}

const CRM: Crm = Crm { location: "Basel" };

#[test]
fn what_the_author_states_is_what_the_toolset_lists() {
    let (toolset, caller) = (toolset(), Caller::trusted("test"));
    let listed: Vec<_> = toolset.list(&caller).collect();
    let [get_contact, add_tag, ping] = listed[..] else { panic!("three tools, in the order of the list") };

    assert_eq!(get_contact.name, "contacts_get-contact");
    assert_eq!(get_contact.title.as_deref(), Some("Get contact"));
    assert_eq!(get_contact.description, "Gets one contact.\n\n  - Use it when the *id* is known.");
    assert_eq!(get_contact.effect, Effect::Read);
    assert_eq!(get_contact.scopes, [READ]);

    assert_eq!(add_tag.name, "add_tag");
    assert_eq!(add_tag.title, None);
    assert_eq!(add_tag.description, "Tags a contact.");
    assert_eq!(add_tag.effect, Effect::Create);
    assert!(add_tag.hints().idempotent, "creating alone is not idempotent, the author's word makes it so");
    assert_eq!(add_tag.scopes, [READ, WRITE]);

    assert_eq!(ping.scopes, []);
}

#[tokio::test]
async fn a_call_runs_the_function() {
    let output = toolset().call("contacts_get-contact", r#"{"id":"c1"}"#, &CRM, &Caller::trusted("test")).await;
    let expected = Contact { id: "c1".to_owned(), location: "Basel".to_owned() };
    assert_eq!(output.unwrap().decode::<Contact>().unwrap(), expected);
}

#[tokio::test]
async fn the_errors_of_a_function_become_those_of_the_tool() {
    let output = toolset().call("contacts_get-contact", r#"{"id":"gone"}"#, &CRM, &Caller::trusted("test")).await;
    let Err(CallError::Tool(error)) = output else { panic!("the tool fails: {output:?}") };
    assert_eq!((error.code(), error.message()), (ErrorCode::NotFound, "the contact is gone"));
}

#[tokio::test]
async fn the_stated_scopes_and_effect_guard_the_tool() {
    let toolset = toolset();
    let shown = |caller: &Caller| toolset.list(caller).map(|tool| tool.name.to_string()).collect::<Vec<_>>();

    let stranger = Caller::with_scopes("stranger", [""; 0]);
    let reader = Caller::with_scopes("reader", ["contacts.readonly"]);
    let writer = Caller::with_scopes("writer", ["contacts.readonly", "contacts.write", "mcp.write_destructive"]);
    assert_eq!(shown(&stranger), ["ping"]);
    assert_eq!(shown(&reader), ["contacts_get-contact", "ping"]);
    assert_eq!(shown(&writer), ["contacts_get-contact", "add_tag", "ping"]);
    assert_eq!(shown(&writer.limited_to(Tier::Read)), ["contacts_get-contact", "ping"]);

    let refused = toolset.call("add_tag", r#"{"id":"c1"}"#, &CRM, &reader).await;
    assert!(matches!(refused, Err(CallError::Unknown(_))), "{refused:?}");
    assert!(toolset.call("ping", "{}", &CRM, &stranger).await.is_ok());
}

#[tokio::test]
async fn an_annotated_function_is_still_a_function() {
    let contact = get_contact(&CRM, ContactId { id: "c1".to_owned() }).await;
    assert_eq!(contact.ok().unwrap().id, "c1");
}

#[test]
fn names_that_a_client_would_confuse_are_refused() {
    /// Gets one contact, too.
    #[tool(name = "Contacts-get_contact", read, public)]
    async fn get_contact_again(_: &Crm) -> Result<Contact, Gone> {
        Err(Gone)
    }

    let tools: Vec<Tool<Crm>> = tools![get_contact, ping, get_contact_again];
    let error = Toolset::new(tools).unwrap_err();
    let same_name = SetProblem::SameName { first: "contacts_get-contact".to_owned() };
    assert_eq!((error.kind(), error.name(), error.problem()), ("tool", "Contacts-get_contact", &same_name));
}

#[test]
fn a_field_that_the_context_decides_is_refused() {
    for field in ["id", "contact_id"] {
        let tools = tools![ping, get_contact].into_iter().map(|tool: Tool<Crm>| tool.bound(field, |crm| crm.location));
        let error = Toolset::new(tools).unwrap_err();
        let bound_field = SetProblem::BoundField { field: field.to_owned() };
        assert_eq!((error.name(), error.problem()), ("contacts_get-contact", &bound_field));
    }
}

#[tokio::test]
async fn a_function_takes_only_what_it_needs() {
    /// Takes the context and the call.
    #[tool(read, public)]
    async fn context_and_call(crm: &Crm, call: &Call) -> Result<String, ToolError> {
        Ok(format!("{} {}", crm.location, call.client().forms))
    }

    /// Takes arguments and the call.
    #[tool(read, public)]
    async fn arguments_and_call(args: ContactId, call: &Call) -> Result<String, ToolError> {
        Ok(format!("{} {}", args.id, call.client().forms))
    }

    /// Takes arguments.
    #[tool(read, public)]
    async fn arguments_alone(ContactId { id }: ContactId) -> Result<String, ToolError> {
        Ok(id)
    }

    /// Takes nothing.
    #[tool(read, public)]
    async fn nothing_at_all() -> Result<String, ToolError> {
        Ok("done".to_owned())
    }

    let tools = tools![context_and_call, arguments_and_call, arguments_alone, nothing_at_all];
    let (toolset, caller) = (Toolset::new(tools).unwrap(), Caller::trusted("test"));
    for (name, arguments, answer) in [
        ("context_and_call", "{}", "Basel false"),
        ("arguments_and_call", r#"{"id":"c1"}"#, "c1 false"),
        ("arguments_alone", r#"{"id":"c1"}"#, "c1"),
        ("nothing_at_all", "{}", "done"),
    ] {
        let output = toolset.call(name, arguments, &CRM, &caller).await.unwrap();
        assert_eq!(output.decode::<String>().unwrap(), answer, "{name}");
    }
    let schema = toolset.tool("nothing_at_all", &caller).unwrap().input_schema().unwrap();
    let empty = serde_json::json!({ "type": "object", "properties": {}, "additionalProperties": false });
    assert_eq!(schema, empty);
    let refused = toolset.call("nothing_at_all", r#"{"id":"c1"}"#, &CRM, &caller).await;
    assert!(matches!(refused, Err(CallError::Tool(_))), "a name that the tool does not know: {refused:?}");
}

/// A tool without a context goes into a list on any context.
#[tokio::test]
async fn a_tool_without_context_fits_every_context() {
    /// Rolls a die that always shows four.
    #[tool(read, public)]
    async fn roll() -> Result<u8, ToolError> {
        Ok(4)
    }

    let on_text: Vec<Tool<str>> = tools![roll];
    let on_crm: Vec<Tool<Crm>> = tools![ping, roll];
    let caller = Caller::trusted("test");
    let (on_text, on_crm) = (Toolset::new(on_text).unwrap(), Toolset::new(on_crm).unwrap());
    assert_eq!(on_text.call("roll", "{}", "any", &caller).await.unwrap().decode::<u8>().unwrap(), 4);
    assert_eq!(on_crm.call("roll", "{}", &CRM, &caller).await.unwrap().decode::<u8>().unwrap(), 4);
    // The context that the tools are called with says which it is.
    let by_use = Toolset::new(tools![roll]).unwrap();
    assert!(by_use.call("roll", "{}", &(), &caller).await.is_ok());
}

#[tokio::test]
async fn prompts_and_resources_take_only_what_they_need() {
    /// Asks a question.
    #[prompt(public)]
    async fn ask() -> Result<String, ToolError> {
        Ok("Who called today?".to_owned())
    }

    /// Says where this is.
    #[resource(uri = "crm://location", public)]
    async fn location(crm: &Crm) -> Result<String, ToolError> {
        Ok(crm.location.to_owned())
    }

    let caller = Caller::trusted("test");
    let prompts = crm_mcp_core::Prompts::new(prompts![ask]).unwrap();
    assert_eq!(prompts.get("ask", "{}", &CRM, &caller).await.unwrap().as_slice().len(), 1);
    let resources = crm_mcp_core::Resources::new(resources![location]).unwrap();
    assert_eq!(resources.read("crm://location", &CRM, &caller).await.unwrap().text(), Some("Basel"));
}

/// `macro_rules!` hands literals and expressions on in invisible delimiters.
#[test]
fn macro_rules_may_supply_each_word() {
    macro_rules! tool_of {
        ($function:ident, $name:literal, $title:expr, $scope:expr, $scopes:expr, $doc:literal) => {{
            #[doc = $doc]
            #[tool(name = $name, title = $title, read, scope = $scope)]
            async fn $function(_: &Crm) -> Result<(), ToolError> {
                Ok(())
            }

            #[doc = $doc]
            #[tool(read, scopes = $scopes)]
            async fn with_scopes() -> Result<(), ToolError> {
                Ok(())
            }

            tools![$function, with_scopes]
        }};
    }

    let tools: Vec<Tool<Crm>> = tool_of!(get, "contacts_get-contact", "Get contact", READ, [READ, WRITE], "Gets one.");
    let [get, with_scopes] = &tools[..] else { panic!("two tools") };
    assert_eq!(get.spec().name, "contacts_get-contact");
    assert_eq!(get.spec().title.as_deref(), Some("Get contact"));
    assert_eq!(get.spec().scopes, [READ]);
    assert_eq!(with_scopes.spec().scopes, [READ, WRITE]);
    assert_eq!(with_scopes.spec().description, "Gets one.");
}
