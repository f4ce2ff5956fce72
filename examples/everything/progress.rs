//! What tools tell while they run: how far they have come, and lines for the client's log.

use std::time::Duration;

use crm_mcp_core::{Call, Content, LogLevel, Progress, Tool, ToolError, tool, tools};
use tokio::time::sleep;

use crate::Everything;

/// What a part of the work takes.
const PART: Duration = Duration::from_millis(50);

pub(crate) fn tools() -> Vec<Tool<Everything>> {
    tools![test_tool_with_progress, test_tool_with_logging, test_logging_tool]
}

/// Tells of its progress.
#[tool(read, public)]
async fn test_tool_with_progress(_: &Everything, call: &Call) -> Result<Content, ToolError> {
    for done in [0.0, 50.0, 100.0] {
        call.progress(Progress::new(done).of(100.0)).await;
        sleep(PART).await;
    }
    Ok(Content::text("Three parts are done."))
}

/// Writes into the client's log while it runs.
#[tool(read, public)]
async fn test_tool_with_logging(_: &Everything, call: &Call) -> Result<Content, ToolError> {
    for line in ["Tool execution started", "Tool processing data", "Tool execution completed"] {
        call.log(LogLevel::Info, line).await;
        sleep(PART).await;
    }
    Ok(Content::text("Three lines are logged."))
}

/// Writes into the client's log, if the client asks for that.
#[tool(read, public)]
async fn test_logging_tool(_: &Everything, call: &Call) -> Result<Content, ToolError> {
    call.log(LogLevel::Info, "A line for those who asked for it").await;
    Ok(Content::text("A line is logged for those who asked for it."))
}
