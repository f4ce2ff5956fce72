//! Prompts for the workflows that the vendor's page names: what a person chooses, and how a model does it by the tools.

mod calendar;
mod contact;
mod conversation;
mod opportunity;

use crm_mcp_core::{Prompt, prompts};

use super::HighLevel;

/// The prompts: to find and update a contact, to move an opportunity, to reply in a conversation, and a day's calendar.
///
/// Each tells the model which of the [`tools`](super::tools) to use, in which order.
pub fn prompts() -> Vec<Prompt<HighLevel>> {
    with_tools().map(|(prompt, _)| prompt).collect()
}

/// The prompts that need no other tools than those of these names.
pub fn prompts_for(tools: &[&str]) -> Vec<Prompt<HighLevel>> {
    let is_served = |needed: &[&str]| needed.iter().all(|tool| tools.contains(tool));
    with_tools().filter(|(_, needed)| is_served(needed)).map(|(prompt, _)| prompt).collect()
}

/// Each prompt with the tools that it names.
fn with_tools() -> impl Iterator<Item = (Prompt<HighLevel>, &'static [&'static str])> {
    let prompts = prompts![
        contact::find_and_update_contact,
        opportunity::move_opportunity,
        conversation::reply_in_conversation,
        calendar::day_calendar,
    ];
    prompts.into_iter().zip([contact::TOOLS, opportunity::TOOLS, conversation::TOOLS, calendar::TOOLS])
}
