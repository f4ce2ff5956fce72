//! Which writes the user is asked to confirm, by the names of effects and of HighLevel's tools.

use std::str::FromStr;

use super::toolsets::every_tool;
use crate::crm::context::confirm::{Confirm, UnknownConfirm};

/// The tools that may be named are HighLevel's: [`tools`](crate::highlevel::tools) and
/// [`helpers`](crate::highlevel::helpers). Beside tools of one's own, or for another CRM, there is [`Confirm::parse`].
impl FromStr for Confirm {
    type Err = UnknownConfirm;

    fn from_str(text: &str) -> Result<Self, UnknownConfirm> {
        let tools: Vec<_> = every_tool().collect();
        Self::parse(text, tools.iter().map(|tool| (&*tool.spec().name, tool.spec().effect)))
    }
}
