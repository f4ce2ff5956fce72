//! Close's tools.

mod official;

use std::{collections::BTreeSet, fmt::Write};

use crm_mcp_core::{Caller, Prompts, Resources, Server, ServerInfo, Tier, ToolSpec, Toolset};
use crm_mcp_tools::close::{self, Client, Close};
use sha2::{Digest, Sha256};

use self::official::{NOT_OFFERED, READ, WRITE_DESTRUCTIVE, WRITE_SAFE};
use crate::{
    descriptors::{assert_as_reviewed, assert_explained, assert_snapshot, shown, size},
    list::{self, first_paragraph},
};

/// The sum of names, one a line.
fn sum<'a>(names: impl IntoIterator<Item = &'a &'static str>) -> String {
    let names: Vec<_> = names.into_iter().copied().collect();
    Sha256::digest(names.join("\n")).iter().fold(String::new(), |mut sum, byte| {
        write!(sum, "{byte:02x}").unwrap();
        sum
    })
}

#[test]
fn the_official_names_are_those_of_the_vendors_page() {
    // Sums that others published of the names on that page.
    assert_eq!(sum(&READ), "7496c2076efbdb2cd9f35341855b1e0ca2345bd0060a7630be14795a9d66cb0b");
    assert_eq!(sum(&WRITE_SAFE), "67dd13b698f10bed28c55361d872ea60d7522bd0874f660f94430af755a6536f");
    assert_eq!(sum(&WRITE_DESTRUCTIVE), "f4e6ff7259dbfb8f0c906ba27038c13ec1f72b90fe42199a1daf10f1c4afc404");
    let all = READ.iter().chain(&WRITE_SAFE).chain(&WRITE_DESTRUCTIVE);
    assert_eq!(sum(all), "13b3c6707cd36be3089d78e426dd57e56e7c5bb0cefcae42b0281056774ee1c5");
}

#[test]
fn each_tier_shows_the_official_tools_of_it_and_below() {
    let toolset = Toolset::new(close::tools()).unwrap();
    let not_offered = BTreeSet::from(NOT_OFFERED.map(|(name, _)| name));
    let mut expected = BTreeSet::new();
    let tiers = [
        (Tier::Read, &READ[..], 46),
        (Tier::WriteSafe, &WRITE_SAFE[..], 46 + 16),
        (Tier::WriteDestructive, &WRITE_DESTRUCTIVE[..], 46 + 16 + 32),
    ];
    for (tier, official, count) in tiers {
        expected.extend(official.iter().copied().filter(|name| !not_offered.contains(name)));
        let caller = Caller::trusted("test").with_tier(tier);
        let shown: BTreeSet<_> = toolset.list(&caller).map(|spec| &*spec.name).collect();
        assert_eq!(shown, expected, "{tier:?}");
        assert_eq!(shown.len(), count, "{tier:?}");
    }
}

#[test]
fn every_descriptor_is_as_reviewed() {
    assert_as_reviewed("close", &close::tools());
}

#[tokio::test]
async fn every_prompt_and_resource_is_shown_as_reviewed() {
    let server = Server::new(ServerInfo::new("test", "1"), Toolset::new([]).unwrap());
    let server = server.with_prompts(Prompts::new(close::prompts()).unwrap());
    let server = server.with_resources(Resources::new(close::resources()).unwrap());
    let crm = Close::of_key(&Client::connect().unwrap(), "api_1".into()).unwrap();
    for kind in ["prompts", "resources"] {
        assert_snapshot("close", kind, &shown(&server, &crm, kind).await);
    }
}

#[test]
fn every_parameter_is_explained_and_none_is_an_organization() {
    assert_explained(&close::tools(), "organization");
}

#[test]
fn the_descriptors_of_what_is_served_by_default_stay_small() {
    let size = size(&close::default_tools());
    assert!(size < 25_000, "names, descriptions and input schemas take {size} bytes");
}

#[test]
fn the_list_of_all_tools_is_up_to_date() {
    list::assert_up_to_date("TOOLS_CLOSE.md", list_of_tools());
}

/// `TOOLS_CLOSE.md`: what is served by default, a table of each toolset, prompts and resources, and what is not offered.
fn list_of_tools() -> String {
    let default: Vec<_> = close::default_tools().iter().map(|tool| format!("`{}`", tool.spec().name)).collect();
    let mut list = vec![format!(
        "# Close's tools\n\n\
        The tools of Close's own MCP server, by toolset: what each does to the CRM, the tier that a caller needs for it,\n\
        and what a model reads first. The prompts and the resources beside them, and the tools that are not offered, are\n\
        at the end.\n\n\
        Written by `INSTA_UPDATE=always cargo test -p crm-mcp-tools --test catalog`.\n\n\
        Served unless others are named: {}.\n",
        default.join(", ")
    )];
    let tier = |spec: &ToolSpec| format!("`{}`", spec.effect.tier());
    let table = |name| list::toolset(name, &close::choose([name]).unwrap(), "tier", tier);
    list.extend(close::toolsets().into_iter().map(table));
    list.push("\n## Prompts\n\n| prompt | what it does |\n|---|---|\n".to_owned());
    for prompt in close::prompts() {
        let first = first_paragraph(&prompt.spec().description);
        list.push(format!("| `{}` | {first} |\n", prompt.spec().name));
    }
    list.push("\n## Resources\n\n| resource | what it is |\n|---|---|\n".to_owned());
    for resource in close::resources() {
        let first = first_paragraph(&resource.spec().description);
        list.push(format!("| `{}` | {first} |\n", resource.spec().uri));
    }
    list.push("\n## Not offered\n\n| tool of Close's server | why |\n|---|---|\n".to_owned());
    list.extend(NOT_OFFERED.map(|(name, why)| format!("| `{name}` | {why} |\n")));
    list.concat()
}
