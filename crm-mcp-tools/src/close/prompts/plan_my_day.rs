//! Planning the day by what is due.

use crm_mcp_core::{ToolError, prompt};
use schemars::JsonSchema;
use serde::Deserialize;
use time::{UtcDateTime, format_description::well_known::Rfc3339};

use crate::{close::context::Close, crm::value::moment::Day};

pub(super) const TOOLS: &[&str] = &["org_info", "find_tasks", "fetch_lead"];

/// Which day.
#[derive(Deserialize, JsonSchema)]
pub(super) struct DayToPlan {
    /// 2026-11-22; without it, today.
    day: Option<Day>,
}

/// Plans a day by the tasks that are due.
#[prompt(name = "plan-my-day", title = "Plan my day", public)]
pub(super) async fn plan_my_day(_: &Close, args: DayToPlan) -> Result<String, ToolError> {
    let now = UtcDateTime::now().truncate_to_second().format(&Rfc3339).map_err(ToolError::internal)?;
    let day = args.day.map_or_else(|| format!("today; it is {now} now"), |day| day.to_string());
    Ok(format!(
        "Plan my day in Close.\n\
         Day: {day}\n\n\
         1. Find out who I am with org_info.\n\
         2. List my open tasks that are due by the end of the day with find_tasks: assigned_to my user id, is_complete \
         false.\n\
         3. Read with fetch_lead the leads of the tasks where the task alone does not say what to do.\n\
         4. Give me a list: first what is overdue, then what is due at a time, then the rest; for each the lead, the \
         contact and what to do. Change nothing."
    ))
}
