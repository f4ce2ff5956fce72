//! Prompts for the workflows that the vendor's page names: what a person chooses, and how a model does it by the tools.

mod day_calendar;
mod find_and_update_contact;
mod move_opportunity;
mod reply_in_conversation;

use crm_mcp_core::Prompt;

use super::context::HighLevel;

/// The prompts: to find and update a contact, to move an opportunity, to reply in a conversation, and a day's calendar.
///
/// Each tells the model which of the [`tools`](super::tools()) to use, in which order.
pub fn prompts() -> Vec<Prompt<HighLevel>> {
    with_tools().into_iter().map(|(prompt, _)| prompt).collect()
}

/// The prompts that need no other tools than those of these names, and tell no more than these do.
pub fn prompts_for(tools: &[&str]) -> Vec<Prompt<HighLevel>> {
    let is_served = |needed: &[&str]| needed.iter().all(|tool| tools.contains(tool));
    with_tools().into_iter().filter(|(_, needed)| is_served(needed)).map(|(prompt, _)| prompt).collect()
}

/// Each prompt with the tools that it names, and those that tell what it tells itself or completes.
fn with_tools() -> [(Prompt<HighLevel>, &'static [&'static str]); 4] {
    [
        (find_and_update_contact::find_and_update_contact::prompt(), find_and_update_contact::TOOLS),
        (move_opportunity::move_opportunity::prompt(), move_opportunity::TOOLS),
        (reply_in_conversation::reply_in_conversation::prompt(), reply_in_conversation::TOOLS),
        (day_calendar::day_calendar::prompt(), day_calendar::TOOLS),
    ]
    .map(|(prompt, tools)| (prompt.context_per_call(HighLevel::for_call), tools))
}
