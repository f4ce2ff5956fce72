//! Reads calls of models as JSON, and prints their results and HighLevel's tools in the shapes of models' APIs: the other
//! side of `agents.mjs`.

use std::{error::Error, io};

use crm_mcp_core::{
    Call, Caller, Toolset,
    agents::{
        AnthropicTool, AnthropicToolUse, ChatTool, ChatToolCall, GeminiFunctionCall, GeminiFunctionDeclaration,
        ModelCall, NotStrict, ResponsesFunctionCall, ResponsesTool, ToolDefinition,
    },
};
use crm_mcp_tools::{
    api::InProcess,
    highlevel::{self, Client, HighLevel},
    sandbox::{self, Sandbox},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(Deserialize)]
struct Calls {
    anthropic: Vec<AnthropicToolUse>,
    responses: Vec<ResponsesFunctionCall>,
    chat: Vec<ChatToolCall>,
    gemini: Vec<GeminiFunctionCall>,
}

/// Who calls what, and on what.
struct Agent {
    toolset: Toolset<HighLevel>,
    crm: HighLevel,
    caller: Caller,
}

impl Agent {
    fn tools<T: Serialize>(&self, shape: fn(ToolDefinition) -> T) -> Value {
        self.toolset.definitions(&self.caller).map(shape).map(|tool| json!(tool)).collect()
    }

    /// The tools that can be strict.
    fn strict<T: Serialize>(&self, shape: fn(ToolDefinition) -> Result<T, NotStrict>) -> Value {
        self.toolset.definitions(&self.caller).filter_map(|tool| shape(tool).ok()).map(|tool| json!(tool)).collect()
    }

    async fn results<M: ModelCall<Result: Serialize>>(&self, model_calls: &[M]) -> Value {
        let (mut results, call) = (Vec::new(), Call::by(&self.caller));
        for model_call in model_calls {
            results.push(json!(self.toolset.call_by_model(model_call, &self.crm, &call).await));
        }
        results.into()
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let calls: Calls = serde_json::from_reader(io::stdin().lock())?;
    let client = Client::over(InProcess::new(Sandbox::in_memory().await?.router()));
    let crm = HighLevel::new(&client, sandbox::TOKEN.into(), sandbox::LOCATION_ID.parse()?)?;
    let agent = Agent { toolset: Toolset::new(highlevel::tools())?, crm, caller: Caller::trusted("agent") };
    let shapes = json!({
        "anthropic": {
            "tools": agent.tools(AnthropicTool::from),
            "strict": agent.strict(AnthropicTool::strict),
            "results": agent.results(&calls.anthropic).await,
        },
        "responses": {
            "tools": agent.tools(ResponsesTool::from),
            "strict": agent.strict(ResponsesTool::strict),
            "results": agent.results(&calls.responses).await,
        },
        "chat": {
            "tools": agent.tools(ChatTool::from),
            "strict": agent.strict(ChatTool::strict),
            "results": agent.results(&calls.chat).await,
        },
        "gemini": {
            "tools": agent.tools(GeminiFunctionDeclaration::from),
            "results": agent.results(&calls.gemini).await,
        },
    });
    println!("{shapes}");
    Ok(())
}
