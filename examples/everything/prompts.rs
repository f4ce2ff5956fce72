//! Prompts: of text alone, with arguments and their completion, of other content, and one that asks the user first.

use crm_mcp_core::{
    AskError, Call, ClientCapabilities, Content, Prompt, PromptMessage, SoFar, ToolError, prompt, prompts,
};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{Everything, content::PIXEL};

pub(crate) fn prompts() -> Vec<Prompt<Everything>> {
    prompts![
        test_simple_prompt,
        test_prompt_with_arguments,
        test_prompt_with_embedded_resource,
        test_prompt_with_image,
        test_input_required_result_prompt,
    ]
}

/// One text.
#[prompt(public)]
async fn test_simple_prompt(_: &Everything) -> Result<&'static str, ToolError> {
    Ok("This is a simple prompt for testing.")
}

#[derive(Deserialize, JsonSchema)]
struct Both {
    /// First test argument
    arg1: String,
    /// Second test argument
    arg2: String,
}

/// A text with two arguments in it.
#[prompt(public, complete(arg1 = words))]
async fn test_prompt_with_arguments(_: &Everything, Both { arg1, arg2 }: Both) -> Result<String, ToolError> {
    Ok(format!("Prompt with arguments: arg1='{arg1}', arg2='{arg2}'"))
}

async fn words(_: &Everything, _: &SoFar) -> Result<Vec<String>, ToolError> {
    Ok(["paris", "park", "party", "test"].map(str::to_owned).into())
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Embedded {
    /// URI of the resource to embed
    resource_uri: String,
}

/// A resource and what to do with it.
#[prompt(public)]
async fn test_prompt_with_embedded_resource(
    _: &Everything,
    Embedded { resource_uri }: Embedded,
) -> Result<[PromptMessage; 2], ToolError> {
    let resource = Content::resource(resource_uri, "text/plain", "Embedded resource content for testing.");
    Ok([PromptMessage::user(resource), PromptMessage::user("Please process the embedded resource above.")])
}

/// A picture and what to do with it.
#[prompt(public)]
async fn test_prompt_with_image(_: &Everything) -> Result<[PromptMessage; 2], ToolError> {
    Ok([
        PromptMessage::user(Content::image("image/png", PIXEL)),
        PromptMessage::user("Please analyze the image above."),
    ])
}

#[derive(Deserialize, JsonSchema)]
struct Context {
    context: String,
}

/// A text that the user completes.
#[prompt(public)]
async fn test_input_required_result_prompt(_: &Everything, call: &Call) -> Result<String, AskError> {
    call.require(ClientCapabilities::FORMS).await?;
    let answer = call.ask::<Context>("user_context", "What context should the prompt use?").await?;
    let context = answer.accepted().map_or_else(|| "none".to_owned(), |Context { context }| context);
    Ok(format!("Work in this context: {context}"))
}
