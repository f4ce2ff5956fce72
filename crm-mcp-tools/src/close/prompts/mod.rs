//! Prompts for what people do most: what a person chooses, and how a model does it by the tools.

mod log_note;
mod move_deal;
mod plan_my_day;
mod review_pipeline;

use crm_mcp_core::Prompt;

use super::context::Close;

/// The prompts: to log a note at a lead, to move an opportunity, to plan the day, and to review a pipeline.
///
/// Each tells the model which of the [`tools`](super::tools()) to use, in which order.
pub fn prompts() -> Vec<Prompt<Close>> {
    with_tools().into_iter().map(|(prompt, _)| prompt).collect()
}

/// The prompts that need no other tools than those of these names.
pub fn prompts_for(tools: &[&str]) -> Vec<Prompt<Close>> {
    let is_served = |needed: &[&str]| needed.iter().all(|tool| tools.contains(tool));
    with_tools().into_iter().filter(|(_, needed)| is_served(needed)).map(|(prompt, _)| prompt).collect()
}

/// Each prompt with the tools that it names.
fn with_tools() -> [(Prompt<Close>, &'static [&'static str]); 4] {
    [
        (log_note::log_note::prompt(), log_note::TOOLS),
        (move_deal::move_deal::prompt(), move_deal::TOOLS),
        (plan_my_day::plan_my_day::prompt(), plan_my_day::TOOLS),
        (review_pipeline::review_pipeline::prompt(), review_pipeline::TOOLS),
    ]
    .map(|(prompt, tools)| (prompt.context_per_call(Close::for_call), tools))
}
