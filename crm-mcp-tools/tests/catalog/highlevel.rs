//! HighLevel's tools, prompts and resources.

use std::collections::BTreeSet;

use crm_mcp_core::{Caller, Prompts, Resources, Server, ServerInfo, Tool, Toolset};
use crm_mcp_tools::highlevel::{self, Client, HighLevel};

use crate::{
    descriptors::{assert_as_reviewed, assert_explained, assert_snapshot, shown, size},
    list::{self, first_paragraph, listed},
};

/// All tools, the opt-in ones too.
fn every_tool() -> Vec<Tool<HighLevel>> {
    highlevel::tools().into_iter().chain(highlevel::helpers()).collect()
}

#[test]
fn every_descriptor_is_as_reviewed() {
    assert_as_reviewed("highlevel", &every_tool());
}

#[tokio::test]
async fn every_prompt_and_resource_is_shown_as_reviewed() {
    let server = Server::new(ServerInfo::new("test", "1"), Toolset::new([]).unwrap());
    let server = server.with_prompts(Prompts::new(highlevel::prompts()).unwrap());
    let server = server.with_resources(Resources::new(highlevel::resources()).unwrap());
    let crm = HighLevel::new(&Client::connect().unwrap(), "pit".into(), "l1".parse().unwrap()).unwrap();
    for kind in ["prompts", "resources"] {
        assert_snapshot("highlevel", kind, &shown(&server, &crm, kind).await);
    }
}

#[test]
fn the_tools_bear_the_names_of_the_vendors_own_server() {
    let toolset = Toolset::new(highlevel::tools()).unwrap();
    let me = Caller::trusted("test");
    let names: BTreeSet<_> = toolset.list(&me).map(|spec| &*spec.name).collect();
    let official = [
        "contacts_get-all-tasks",
        "contacts_add-tags",
        "contacts_remove-tags",
        "contacts_get-contact",
        "contacts_update-contact",
        "contacts_upsert-contact",
        "contacts_create-contact",
        "contacts_get-contacts",
        "calendars_get-calendar-events",
        "calendars_get-appointment-notes",
        "conversations_search-conversation",
        "conversations_get-messages",
        "conversations_send-a-new-message",
        "locations_get-location",
        "locations_get-custom-fields",
        "opportunities_search-opportunity",
        "opportunities_get-pipelines",
        "opportunities_get-opportunity",
        "opportunities_update-opportunity",
        "payments_get-order-by-id",
        "payments_list-transactions",
    ];
    assert_eq!(names, BTreeSet::from(official));
}

#[test]
fn every_parameter_is_explained_and_none_is_a_location() {
    assert_explained(&every_tool(), "location");
}

#[test]
fn the_descriptors_stay_small() {
    let size = size(&highlevel::tools());
    assert!(size < 21_000, "names, descriptions and input schemas take {size} bytes");
}

#[test]
fn the_list_of_all_tools_is_up_to_date() {
    list::assert_up_to_date("TOOLS.md", list_of_tools());
}

/// TOOLS.md: a table of each toolset.
fn list_of_tools() -> String {
    let mut list = vec![
"# The tools\n\n\
        HighLevel's tools by toolset: what each does to the CRM, the scopes it needs, with their names on HighLevel's own\n\
        page in brackets, and what a model reads first. The `helpers` are not among the official tools; they are opt-in.\n\
        The prompts and the resources beside them are at the end.\n\n\
        Written by `INSTA_UPDATE=always cargo test -p crm-mcp-tools --test catalog`.\n"
        .to_owned(),
    ];
    let table = |name| list::toolset(name, &highlevel::choose([name]).unwrap(), "scope", |spec| listed(&spec.scopes));
    list.extend(highlevel::toolsets().into_iter().map(table));
    list.push("\n## Prompts\n\n| prompt | scopes | what it does |\n|---|---|---|\n".to_owned());
    for prompt in highlevel::prompts() {
        let spec = prompt.spec();
        let (scopes, first) = (listed(&spec.scopes), first_paragraph(&spec.description));
        list.push(format!("| `{}` | {scopes} | {first} |\n", spec.name));
    }
    list.push("\n## Resources\n\n| resource | scope | what it is |\n|---|---|---|\n".to_owned());
    for resource in highlevel::resources() {
        let spec = resource.spec();
        let (scopes, first) = (listed(&spec.scopes), first_paragraph(&spec.description));
        list.push(format!("| `{}` | {scopes} | {first} |\n", spec.uri));
    }
    list.concat()
}
