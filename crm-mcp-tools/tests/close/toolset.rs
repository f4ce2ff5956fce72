//! The set of tools: all can be served, and a caller sees those of its tier.

use crm_mcp_core::{Caller, Tier, Toolset};
use crm_mcp_tools::close;

#[test]
fn a_caller_sees_the_tools_of_its_tier() {
    let toolset = Toolset::new(close::tools()).unwrap();
    let seen = |tier| toolset.list(&Caller::with_scopes("test", [""; 0]).with_tier(tier)).count();
    let all = close::tools();
    for tier in [Tier::Read, Tier::WriteSafe, Tier::WriteDestructive] {
        assert_eq!(seen(tier), all.iter().filter(|tool| tool.spec().effect.tier() <= tier).count(), "{tier}");
    }
}
