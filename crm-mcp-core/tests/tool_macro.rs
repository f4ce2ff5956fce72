//! Annotated functions as tools of a toolset.
#![allow(clippy::unused_async, clippy::unwrap_used)]

use crm_mcp_core::{
    CallError, Caller, Effect, ErrorCode, Scope, Tier, Tool, ToolError, Toolset, ToolsetError, tool, tools,
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

#[derive(Deserialize, JsonSchema)]
struct Nothing {}

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
async fn ping(crm: &Crm, _: Nothing) -> Result<Contact, ToolError> {
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
    assert_eq!(get_contact.title, Some("Get contact"));
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
    assert_eq!((error.code(), error.cause()), (ErrorCode::NotFound, "the contact is gone"));
}

#[tokio::test]
async fn the_stated_scopes_and_effect_guard_the_tool() {
    let toolset = toolset();
    let shown = |caller: &Caller| toolset.list(caller).map(|tool| tool.name).collect::<Vec<_>>();

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
    async fn get_contact_again(_: &Crm, _: Nothing) -> Result<Contact, Gone> {
        Err(Gone)
    }

    let tools: Vec<Tool<Crm>> = tools![get_contact, ping, get_contact_again];
    let same_name = ToolsetError::SameName { first: "contacts_get-contact", second: "Contacts-get_contact" };
    assert_eq!(Toolset::new(tools).err(), Some(same_name));
}

#[test]
fn a_field_that_the_context_decides_is_refused() {
    for field in ["id", "contact_id"] {
        let tools = tools![ping, get_contact].into_iter().map(|tool: Tool<Crm>| tool.bound(field, |crm| crm.location));
        let bound_field = ToolsetError::BoundField { tool: "contacts_get-contact", field };
        assert_eq!(Toolset::new(tools).err(), Some(bound_field));
    }
}
