//! Close's tools.

mod official;

use std::{collections::BTreeSet, fmt::Write};

use crm_mcp_core::{Caller, Tier, Toolset};
use crm_mcp_tools::close;
use sha2::{Digest, Sha256};

use self::official::{NOT_OFFERED, READ, WRITE_DESTRUCTIVE, WRITE_SAFE};
use crate::descriptors::assert_explained;

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
        (Tier::Read, &READ[..], 45),
        (Tier::WriteSafe, &WRITE_SAFE[..], 45 + 16),
        (Tier::WriteDestructive, &WRITE_DESTRUCTIVE[..], 45 + 16 + 32),
    ];
    for (tier, official, count) in tiers {
        expected.extend(official.iter().copied().filter(|name| !not_offered.contains(name)));
        let caller = Caller::trusted("test").with_tier(tier);
        let shown: BTreeSet<_> = toolset.list(&caller).map(|spec| &*spec.name).collect();
        assert!(shown.is_subset(&expected), "{tier:?}: {:?}", shown.difference(&expected));
        assert_eq!(expected.len(), count, "{tier:?}");
    }
}

#[test]
fn every_parameter_is_explained_and_none_is_an_organization() {
    assert_explained(&close::tools(), "organization");
}
